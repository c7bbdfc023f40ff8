"""Code becomes HTML line by line, with the compiler's numbers, spans and labels, and nothing lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from borrowproof.backends.diagnostics import parse
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.site.figure.listing import listing
from borrowproof.site.figure.span_layout import Annotations, Mark, annotate

CODE = 'fn main() {\n    let a = String::from("<&>");\n    let b = a;\n    println!("{a}");\n}'
# What rustc 1.95 said of programs of all kinds, without what we do not read.
RECORDED = json.loads(Path(__file__).with_name("recorded_diagnostics.json").read_text("utf-8"))


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def marked(*marks: Mark) -> Annotations:
    return Annotations(tuple(marks))


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
    assert plain(listing(code, numbers, marked(*middle))) == code + "\n"


def test_lines_carry_the_compilers_numbers() -> None:
    assert re.findall(r'data-line="(\d+)"', listing(CODE, (2, 4))) == ["2", "4"]


def test_a_span_is_marked_exactly(moved: Diagnostic) -> None:
    html = listing(CODE, (2, 3, 4), annotate([moved], CODE))
    found = re.findall(r'<span class="[^"]*bp-mark-(\w+)">([^<]*)</span>', html)
    assert found == [("context", "a"), ("error", "a")]
    assert re.findall(r'bp-line bp-line-error" data-line="(\d)"', html) == ["4"]


def test_a_span_inside_another_keeps_both_marks() -> None:
    html = listing("abc", (1,), marked(Mark(1, 1, 4, "context"), Mark(1, 2, 3, "error")))
    assert '<span class="bp-mark bp-mark-context"><span class="bp-mark bp-mark-error">b</span></span>' in html
    assert html.count("bp-mark-context") == 3


def test_a_mark_behind_the_end_of_a_line_is_drawn() -> None:
    html = listing("abc", (1,), marked(Mark(1, 4, 5, "error")))
    assert '>abc<span class="bp-mark bp-mark-error bp-mark-behind"></span>\n' in html


def test_labels_stand_below_their_lines(moved: Diagnostic) -> None:
    html = listing(CODE, (2, 3, 4), annotate([moved], CODE))
    first, second, third = html.split('data-line="')[1:]
    assert "move occurs because <code>a</code> has type <code>String</code>" in first
    assert 'data-before="    let "' in first
    assert "bp-note" not in second
    assert "value borrowed here after move" in third


def test_a_span_over_several_lines_has_a_bracket_beside_them() -> None:
    span = Span(1, 3, 3, 2, primary=True)
    diagnostic = Diagnostic(Level.ERROR, "E0373", "m", (span,))
    html = listing("move || {\n  x\n}", (1, 2, 3), annotate([diagnostic], "move || {\n  x\n}"))
    assert html.startswith('<pre style="--bp-lanes: 1">')
    assert re.findall(r"bp-bar-(\w+)", html) == ["start", "through", "end"]


def test_a_warning_has_its_own_mark() -> None:
    diagnostic = Diagnostic(Level.WARNING, "unused", "m", (Span(1, 1, 1, 2, primary=True),))
    html = listing("abc", (1,), annotate([diagnostic], "abc"))
    assert 'class="bp-line bp-line-warning"' in html
    assert "bp-mark-warning" in html


def test_highlighted_lines() -> None:
    html = listing(CODE, (1, 2), highlighted=frozenset({2}))
    assert re.findall(r'bp-line-highlighted" data-line="(\d)"', html) == ["2"]


@dataclass
class Read(HTMLParser):
    """A listing read back: under which marks each character stands, and what each label says."""

    marks: set[tuple[str, int, int]] = field(default_factory=set)  # role, line, column
    labels: list[str] = field(default_factory=list)
    line: int = 0
    column: int = 0
    stack: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        css = found.get("class", "")
        self.stack.append(css)
        if "data-line" in found:
            self.line, self.column = int(found["data-line"]), 1
        if "bp-label" in css:
            self.labels.append("")
        if "bp-mark-behind" in css:
            self._mark(css)

    def handle_endtag(self, _tag: str) -> None:
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if any("bp-note" in css for css in self.stack):
            if any("bp-label" in css for css in self.stack) and "bp-where" not in " ".join(self.stack):
                self.labels[-1] += data
            return
        for _ in data.removesuffix("\n"):
            for css in self.stack:
                self._mark(css)
            self.column += 1

    def _mark(self, css: str) -> None:
        self.marks |= {(role, self.line, self.column) for role in re.findall(r"bp-mark-(error|warning|context)", css)}


def _covered(found: list[Diagnostic], code: str) -> Iterator[tuple[str, int, int]]:
    """What must be marked, told in another way than the code under test does."""
    lines = code.split("\n")
    for diagnostic in found:
        groups = [(diagnostic.spans, diagnostic.level.value), *((c.spans, "context") for c in diagnostic.children)]
        for spans, level in groups:
            for s in spans:
                if s.foreign or s.suggested_replacement is not None:
                    continue
                role = level if s.primary else "context"
                for line in {s.line_start, s.line_end}:
                    text = lines[line - 1]
                    start = s.column_start if line == s.line_start else len(text) - len(text.lstrip()) + 1
                    end = s.column_end if line == s.line_end else len(text) + 1
                    end = max(end, start + 1) if s.line_start == s.line_end else end
                    yield from ((role, line, column) for column in range(start, end))


def _said(found: list[Diagnostic]) -> Counter[str]:
    """The labels that must stand, each place once however many diagnostics point at it."""
    said = set()
    for diagnostic in found:
        for one in (diagnostic, *diagnostic.children):
            for s in one.spans:
                if s.label and not s.foreign and s.suggested_replacement is None:
                    place = (s.line_start, s.column_start, s.line_end, s.column_end)
                    said.add((place, s.primary and one is diagnostic, s.label.replace("`", "")))
    return Counter(text for *_, text in said)


@pytest.mark.parametrize("record", RECORDED, ids=lambda record: record["name"])
def test_everything_that_rustc_points_at_stands_in_the_code_once(record: dict[str, object]) -> None:
    code = str(record["code"])
    messages = record["messages"]
    assert isinstance(messages, list)
    found = list(parse("\n".join(map(json.dumps, messages)), ["src/main.rs"]))
    assert found
    reader = Read()
    reader.feed(listing(code, range(1, code.count("\n") + 2), annotate(found, code)))
    assert reader.marks == set(_covered(found, code))
    of_notes = [text for text in reader.labels if text.startswith(("note: ", "help: ")) or text == "here"]
    assert Counter(reader.labels) - Counter(of_notes) == _said(found)
