"""What rustc suggests stands on the page as a diff that really leads from the program to the suggestion."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.model.diagnostic import Applicability, Diagnostic, Level, Span
from borrowproof.site.figure.suggestions import Line, applicability_text, diff, suggested_edits, suggestion_html

CODE = "fn main() {\n    let r = f(s);\n    g(&mut v);\n}\n"


def part(line: int, start: int, end: int, text: str, *, last: int | None = None) -> Span:
    return Span(line, start, last or line, end, primary=True, suggested_replacement=text)


def help_(*spans: Span) -> Diagnostic:
    return Diagnostic(Level.HELP, None, "try", spans)


def lines(*parts: Span) -> list[tuple[str, int, str]]:
    return [("+" if line.added else "-", line.number, line.text) for line in diff(CODE, parts)]


def changed(line: Line) -> list[str]:
    return [text for text, is_changed in line.pieces if is_changed]


def test_an_insertion_shows_the_line_before_and_after() -> None:
    removed, added = diff(CODE, [part(2, 16, 16, ".clone()")])
    assert (removed.text, added.text) == ("    let r = f(s);", "    let r = f(s.clone());")
    assert (changed(removed), changed(added)) == ([], [".clone()"])


def test_several_parts_of_one_line_are_one_change() -> None:
    found = lines(part(2, 13, 13, "("), part(2, 17, 17, ")"))
    assert found == [("-", 2, "    let r = f(s);"), ("+", 2, "    let r = (f(s));")]


@pytest.mark.parametrize(
    ("old", "new", "cut"),
    [
        ("s", "_s", (["_"], [])),
        ("s", "s.x", ([".x"], [])),
        ("&mut v", "v", ([], ["&mut "])),
        ("s", "t", (["t"], ["s"])),
    ],
)
def test_only_what_changes_is_struck_or_added(old: str, new: str, cut: tuple[list[str], list[str]]) -> None:
    removed, added = diff(old, [part(1, 1, len(old) + 1, new)])
    assert (changed(added), changed(removed)) == cut


def test_a_new_line_moves_the_numbers_of_what_follows() -> None:
    found = lines(part(1, 1, 1, "use a;\n"), part(3, 7, 13, "v"))
    assert found == [("+", 1, "use a;"), ("-", 3, "    g(&mut v);"), ("+", 4, "    g(v);")]


def test_an_empty_line_behind_a_new_one_is_left_out() -> None:
    assert lines(part(1, 1, 1, "use a;\n\n")) == [("+", 1, "use a;")]


def test_lines_can_go() -> None:
    assert lines(part(2, 1, 1, "", last=3)) == [("-", 2, "    let r = f(s);")]


def test_a_part_that_meets_another_begins_the_next_alternative() -> None:
    one, two = part(1, 1, 1, "use a;\n"), part(1, 1, 1, "use b;\n")
    assert suggested_edits(help_(one, two)) == [(one,), (two,)]
    assert suggested_edits(help_(part(2, 1, 3, "x"), part(2, 3, 4, "y"))) == [(part(2, 1, 3, "x"), part(2, 3, 4, "y"))]
    several = help_(*(part(1, 1, 1, f"use m{n}::X;\n") for n in range(6)))
    html = suggestion_html(several, CODE)
    assert html.count('class="bp-or">or<') == 3
    assert "and 2 other candidates<" in html
    assert "and 1 other candidate<" in suggestion_html(help_(*several.spans[:5]), CODE)


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Parts that do not meet: where each begins and ends in `CODE`, and what replaces it."""
    cuts = draw(st.lists(st.integers(0, len(CODE) - 1), unique=True, min_size=2, max_size=6).map(sorted))
    return [(cuts[n], cuts[n + 1], draw(st.text("ab \n", max_size=4))) for n in range(0, len(cuts) - 1, 2)]


def _place(offset: int) -> tuple[int, int]:
    before = CODE[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


@given(changes())
def test_the_diff_of_any_change_leads_to_what_rustc_would_write(found: list[tuple[int, int, str]]) -> None:
    wanted = CODE
    for begin, end, text in reversed(found):
        wanted = wanted[:begin] + text + wanted[end:]
    parts = [Span(*_place(b), *_place(e), primary=True, suggested_replacement=text) for b, e, text in found]
    old, new = CODE.split("\n"), wanted.split("\n")
    sides = {added: {s.number: s.text for s in diff(CODE, parts) if s.added is added} for added in (False, True)}
    assert all(old[number - 1] == text for number, text in sides[False].items())
    assert all(new[number - 1] == text for number, text in sides[True].items())
    # What neither goes nor comes is the same before and after; that a line became empty is not shown.
    assert _others(old, sides[False]) == _others(new, sides[True])


def _others(texts: list[str], shown: dict[int, str]) -> list[str]:
    return [text for number, text in enumerate(texts, 1) if number not in shown and text.strip()]


def test_what_is_not_about_the_snippet_is_not_shown() -> None:
    foreign = Span(1, 1, 1, 1, primary=True, suggested_replacement="x", foreign=True)
    assert suggestion_html(help_(foreign), CODE) == ""
    assert suggestion_html(help_(part(40, 1, 1, "x")), CODE) == ""


def test_a_diff_is_told_in_words_and_marks() -> None:
    html = suggestion_html(help_(part(3, 7, 13, "<v>")), CODE)
    assert re.findall(r'data-line="(\d)"', html) == ["3", "3"]
    assert '<span class="bp-where">line 3 removed: </span>g(<del>&amp;mut v</del>);' in html
    assert '<span class="bp-where">line 3 added: </span>g(<ins>&lt;v&gt;</ins>);' in html


@pytest.mark.parametrize(
    ("applicability", "words"),
    [
        (Applicability.MACHINE, "rustc could make this change by itself"),
        (Applicability.MAYBE, "rustc is not sure that this is what you mean"),
        (Applicability.PLACEHOLDERS, "has gaps for you to fill in"),
        (Applicability.UNSPECIFIED, ""),
        (None, ""),
    ],
)
def test_how_far_rustc_trusts_it(applicability: Applicability | None, words: str) -> None:
    span = Span(1, 1, 1, 1, primary=True, suggested_replacement="x", applicability=applicability)
    assert applicability_text(help_(span)) == words
