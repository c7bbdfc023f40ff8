"""Code becomes HTML line by line, with the compiler's numbers, spans and labels, and nothing lost."""

from __future__ import annotations

import re
from html import unescape

import pytest

from borrowproof.model import Diagnostic, Level, Span
from borrowproof.site.listing import Mark, Note, listing, marks, notes, prose

CODE = 'fn main() {\n    let a = String::from("<&>");\n    let b = a;\n    println!("{a}");\n}'


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize(
    "code",
    [
        CODE,
        "",
        "\n\nfn main() {}\n",
        "/* a\n b\n*/ fn f() {}",
        'let s = "Zoë 🦀 \\" x\ny";',
        'let r = r#"a\n\tb"#;',
    ],
)
def test_no_character_is_lost_or_added(code: str) -> None:
    numbers = range(1, code.count("\n") + 2)
    middle = [Mark(n, 3, 9, "error") for n in numbers] + [Mark(n, 1, 5, "context") for n in numbers]
    assert plain(listing(code, numbers, marked=middle)) == code + "\n"


def test_lines_carry_the_compilers_numbers() -> None:
    assert re.findall(r'data-line="(\d+)"', listing(CODE, (2, 4))) == ["2", "4"]


def test_a_span_is_marked_exactly(moved: Diagnostic) -> None:
    html = listing(CODE, (2, 3, 4), marked=marks([moved], CODE))
    marked = re.findall(r'<span class="[^"]*bp-mark-(\w+)">([^<]*)</span>', html)
    assert marked == [("context", "a"), ("error", "a")]
    assert re.findall(r'bp-line bp-line-error" data-line="(\d)"', html) == ["4"]


def test_a_primary_span_wins_over_a_secondary_one() -> None:
    html = listing("abc", (1,), marked=[Mark(1, 1, 4, "context"), Mark(1, 2, 3, "error")])
    assert re.findall(r"bp-mark-error\">([^<]*)<", html) == ["b"]


def test_labels_stand_below_their_lines_at_their_columns(moved: Diagnostic) -> None:
    html = listing(CODE, (2, 3, 4), noted=notes([moved]))
    first, second, third = html.split('data-line="')[1:]
    assert "move occurs because <code>a</code> has type <code>String</code>" in first
    assert "--bp-column: 8" in first
    assert "bp-note" not in second
    assert "value borrowed here after move" in third
    assert "--bp-column: 15" in third


def test_a_label_counts_tabs_as_they_are_shown() -> None:
    assert "--bp-column: 5" in listing("\tab", (1,), noted=[Note(1, 3, "here", "error")])


def test_a_span_over_several_lines_is_marked_on_its_first() -> None:
    span = Span(1, 3, 3, 2, primary=True)
    found = marks([Diagnostic(Level.ERROR, "E0373", "m", (span,))], "move || {\n  x\n}")
    assert found == (Mark(1, 3, 10, "error"),)


def test_a_span_in_another_crate_is_not_drawn() -> None:
    span = Span(1, 1, 1, 2, primary=True, label="defined here", foreign=True)
    diagnostic = Diagnostic(Level.ERROR, "E0277", "m", (span,))
    assert marks([diagnostic], "abc") == ()
    assert notes([diagnostic]) == ()


def test_a_warning_has_its_own_mark() -> None:
    diagnostic = Diagnostic(Level.WARNING, "unused", "m", (Span(1, 1, 1, 2, primary=True),))
    assert marks([diagnostic], "abc")[0].role == "warning"


def test_highlighted_lines() -> None:
    html = listing(CODE, (1, 2), highlighted=frozenset({2}))
    assert re.findall(r'bp-line-highlighted" data-line="(\d)"', html) == ["2"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("no `Vec<T>` here", "no <code>Vec&lt;T&gt;</code> here"),
        ("an odd ` tick", "an odd ` tick"),
        ("plain & simple", "plain &amp; simple"),
    ],
)
def test_prose(text: str, html: str) -> None:
    assert prose(text) == html
