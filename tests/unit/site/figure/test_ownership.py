"""A program with a timeline has one listing: code, rustc's words, lanes and sentences, each once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from borrowproof import assets
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Kind as Verdict
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Block
from borrowproof.model.timeline import Refusal, Timeline
from borrowproof.ownership.picture import svg_document, svg_shapes
from borrowproof.ownership.picture.description import description
from borrowproof.ownership.picture.lanes import lanes
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure import ownership, snippet_figure
from borrowproof.site.figure.snippet_figure import Options
from tests.unit.ownership.made import (
    EVERYTHING,
    EVERYTHING_CODE,
    MOVED,
    MOVED_CODE,
    REFUSED,
    REFUSED_CODE,
    REJECTED,
    REJECTED_CODE,
    event,
    function,
    timeline,
    variable,
)
from tests.unit.ownership.made import E as Kind
from tests.unit.site.test_colours import blend, contrast

SVG = "{http://www.w3.org/2000/svg}"
PUSHED = Diagnostic(
    Level.ERROR,
    "E0502",
    "cannot borrow `v` as mutable because it is also borrowed as immutable",
    (
        Span(4, 5, 4, 14, primary=True, label="mutable borrow occurs here"),
        Span(3, 18, 3, 19, primary=False, label="immutable borrow occurs here"),
        Span(5, 16, 5, 21, primary=False, label="immutable borrow later used here"),
    ),
    rendered="error[E0502]: cannot borrow `v` as mutable\n",
)
MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]


@pytest.fixture
def shown(make_evidence: MakeEvidence, make_block: MakeBlock) -> Callable[..., str]:
    """The figure of a program with lanes."""

    def figure(one: Timeline, code: str, *said: Diagnostic, **options: object) -> str:
        kind = Verdict.ERROR if said else Verdict.RUNS
        evidence = replace(make_evidence(code.rstrip("\n"), kind=kind, diagnostics=said), timeline=one)
        block = ShownBlock(replace(make_block(evidence), ownership=True), evidence, "here")
        return snippet_figure.figure_html(block, Options(**options))  # type: ignore[arg-type]

    return figure


class _Elements(HTMLParser):
    """Every start tag with its attributes; fails on tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(text)
    assert parser.open == []
    return parser.found


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def sentences(page: str) -> dict[int, str]:
    found = re.findall(r'<span class="bp-sentence[^"]*" data-of="(\d+)"[^>]*>(.*?)</span>', page, re.DOTALL)
    return {int(line): words(body) for line, body in found}


def test_nothing_of_a_rejected_program_stands_twice(shown: Callable[..., str]) -> None:
    page = shown(REJECTED, REJECTED_CODE, PUSHED)
    assert [int(n) for n in re.findall(r'data-line="(\d)"', page)] == [1, 2, 3, 4, 5, 6]
    said = words(page.partition("What rustc prints")[0])
    for text in ("v.push(4);", *(span.label or "" for span in PUSHED.spans), "first borrows v until"):
        assert said.count(text) == 1 + (text == "mutable borrow occurs here"), text  # it ends the other label, too
    assert page.count("<details") == 1
    assert page.count('role="region"') == 2  # the code, and what rustc prints


def test_a_line_is_followed_by_what_rustc_says_there_and_by_its_sentence(shown: Callable[..., str]) -> None:
    """The order in which it is heard."""
    page = shown(REJECTED, REJECTED_CODE, PUSHED)
    line = page[page.index('data-line="4"') : page.index('data-line="5"')]
    order = [line.index(text) for text in ("v.push(4)", "mutable borrow occurs here</span>", 'data-of="4"')]
    assert order == sorted(order)


def test_sentences_leave_rustcs_words_to_the_code_and_say_what_never_happens(shown: Callable[..., str]) -> None:
    loans = [replace(x, refused=Refusal("E0502", 3)) if x.id == 2 else x for x in REJECTED.functions[0].loans]
    one = replace(REJECTED, functions=(replace(REJECTED.functions[0], loans=tuple(loans)),))
    said = sentences(shown(one, REJECTED_CODE, PUSHED))
    assert sorted(said) == [2, 3, 4, 5, 6]
    assert said[4].startswith("refused: v ")
    assert [line for line, text in said.items() if "refused:" in text] == [4]


def test_the_first_sentence_in_view_is_that_of_the_refusal(shown: Callable[..., str]) -> None:
    assert re.findall(r'bp-at" data-of="(\d+)"', shown(REJECTED, REJECTED_CODE, PUSHED)) == ["4"]
    assert re.findall(r'bp-at" data-of="(\d+)"', shown(MOVED, MOVED_CODE)) == ["2"]


def test_lanes_are_one_picture_with_a_name(shown: Callable[..., str]) -> None:
    (picture,) = [a for _, a in elements(shown(REJECTED, REJECTED_CODE, PUSHED)) if a.get("role") == "img"]
    assert picture["aria-label"] == description(REJECTED, lanes(REJECTED, range(1, 7))).replace("`", "")


def test_of_several_errors_each_band_and_refusal_has_the_number_of_its_label(shown: Callable[..., str]) -> None:
    def error(line: int) -> Diagnostic:
        return Diagnostic(Level.ERROR, "E0499", "no", (Span(line, 17, line, 27, primary=True, label="here"),))

    page = shown(REFUSED, REFUSED_CODE, error(5), error(4))
    assert re.findall(r'<i class="bp-(band|clash)[^>]*data-n="(\d)"', page) == [
        ("band", "2"),
        ("band", "1"),
        ("clash", "2"),
        ("clash", "1"),
    ]
    assert "data-n" not in shown(REJECTED, REJECTED_CODE, PUSHED)


def test_who_never_gets_a_value_is_drawn_so(shown: Callable[..., str]) -> None:
    page = shown(REFUSED, REFUSED_CODE)
    struck = re.findall(r'<b class="[^"]*bp-never[^"]*"[^>]*>(\w+)</b>', page)
    assert struck == ["guest", "view", "second"]
    assert len(re.findall(r'<i class="bp-ring bp-never', page)) == 3
    assert len(re.findall(r'<i class="bp-lend bp-never', page)) == 2


@pytest.mark.parametrize(
    ("one", "code"), [(MOVED, MOVED_CODE), (REJECTED, REJECTED_CODE), (EVERYTHING, EVERYTHING_CODE)]
)
def test_every_element_is_closed_and_few(one: Timeline, code: str, shown: Callable[..., str]) -> None:
    assert len(elements(shown(one, code))) < 40 + 14 * code.count("\n")


def test_lines_that_are_left_out_have_rows_and_answers_but_no_lanes(
    make_evidence: MakeEvidence, make_block: MakeBlock
) -> None:
    evidence = replace(make_evidence(REJECTED_CODE.rstrip("\n"), hidden=frozenset({1, 2, 6})), timeline=REJECTED)
    block = replace(make_block(evidence), ownership=True)
    page = snippet_figure.figure_html(ShownBlock(block, evidence, "here"), Options())
    before, *_, after = re.findall(r'<span class="bp-left-out" data-hidden="[^"]*" style="grid-row:(\d+)">', page)
    shown = [int(row) for row in re.findall(r'class="bp-(?:line|row)[^>]*style="grid-row:(\d+)"', page)]
    assert int(before) < min(shown) <= max(shown) < int(after)
    assert re.findall(r'data-line="(\d)"', page) == list("123456")
    assert re.findall(r'data-of="(\d)"', page) == ["3", "4", "5"]
    assert "Lanes and sentences are about the others." in page
    asked = json.loads(unescape(re.findall(r'data-may="([^"]*)"', page)[0]))
    assert {line for line, *_ in asked["lines"]} & {1, 2, 6}


def test_a_prediction_has_the_same_one_listing(shown: Callable[..., str]) -> None:
    page = shown(REJECTED, REJECTED_CODE, PUSHED, predict="What then?", highlighted=frozenset({3}))
    bare, _, verdict = page.partition("<details")
    assert "bp-lanes" in bare and "bp-code" not in verdict
    assert "aria-describedby" not in bare  # which would tell before the question is answered
    assert re.findall(r'bp-line-highlighted" data-line="(\d)"', page) == ["3"]


def test_a_program_without_variables_is_its_code(shown: Callable[..., str]) -> None:
    page = shown(timeline(), "fn main() {}\n")
    assert "bp-lanes" not in page and "bp-sentence" not in page and "<details" not in page


def test_without_facts_the_page_says_why(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = replace(make_evidence(MOVED_CODE), not_derived="no <rustc>")
    page = snippet_figure.figure_html(
        ShownBlock(replace(make_block(evidence), ownership=True), evidence, "a"), Options()
    )
    assert "No ownership timeline: no &lt;rustc&gt;." in page
    assert "bp-grid" not in page


def test_a_wide_program_needs_a_wide_figure() -> None:
    def width(code: str) -> int | None:
        found = re.search(r"bp-from-(\d+)", ownership.beside(REJECTED, code, range(1, 7)).css)
        return int(found[1]) if found else None

    assert width(REJECTED_CODE) == ownership.STEPS[0]
    assert width(REJECTED_CODE.replace("push(4)", f"push({'4' * 30})")) in ownership.STEPS[1:]
    assert width(REJECTED_CODE.replace("push(4)", f"push({'4' * 90})")) is None
    wide, narrow = (REJECTED_CODE.replace("push(4)", f"push({letter * 30})") for letter in "夏a")
    assert (width(wide) or 9999) > (width(narrow) or 9999)  # a wide character takes two columns


def test_the_stylesheet_knows_all_widths() -> None:
    found = re.findall(r"@container \(min-width: (\d+)px\) \{ \.bp-from-(\d+) ", assets.stylesheet())
    assert [(int(a), int(b)) for a, b in found] == [(n, n) for n in ownership.STEPS]


# --- a file of its own --------------------------------------------------------------------------------------------


def test_a_file_of_its_own_brings_its_looks_along() -> None:
    root = ET.fromstring(svg_document.render(REJECTED, REJECTED_CODE, "<a program>"))
    (style,) = [e.text or "" for e in root.iter(f"{SVG}style")]
    assert set(re.findall(r"var\((--bp-[\w-]+)", style)) <= set(re.findall(r"(--bp-[\w-]+):", style))
    assert "prefers-color-scheme: dark" in style and "--bp-owner: #6fa8ff" in style
    said = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert "    v.push(4);" in said
    assert "mutable borrow occurs here; v is lent &mut to Vec::push" in said
    assert float(root.get("height") or 0) >= 6 * svg_shapes.ROW


@pytest.mark.parametrize(("one", "code"), [(MOVED, MOVED_CODE), (REFUSED, REFUSED_CODE), (EVERYTHING, EVERYTHING_CODE)])
def test_the_shapes_of_a_file_have_their_looks_from_its_style(one: Timeline, code: str) -> None:
    root = ET.fromstring(svg_document.render(one, code, "a"))
    used = {name for e in root.iter() for name in (e.get("class") or "").split()}
    styled = set(re.findall(r"\.([a-z]+)", next(e.text or "" for e in root.iter(f"{SVG}style"))))
    assert used <= styled | {"lanes"}
    assert not {e.tag for e in root.iter() if e.get("fill") or e.get("stroke")}


def test_names_in_a_file_are_escaped() -> None:
    odd = variable(1, "r#<a>", 1, event(Kind.ARGUMENT, 1, "r#<a>"))
    root = ET.fromstring(svg_document.render(timeline(function("f<T>", 1, 1, odd)), "fn f() {}", "a"))
    [drawn] = [t for t in root.iter(f"{SVG}text") if t.find(f"{SVG}title") is not None]
    assert list(drawn.itertext()) == ["r#<a>: String", "r#<a>"]


# --- colours ------------------------------------------------------------------------------------------------------

SCHEMES = {"light": ":root", "dark": assets.DARK}
DRAWN = ("owner", "shared", "mutable", "error", "quiet")


def colours(scheme: str) -> dict[str, str]:
    rules = " ".join(re.findall(rf"(?m)^{re.escape(SCHEMES[scheme])} \{{([^}}]*)\}}", assets.stylesheet()))
    return dict(re.findall(r"--bp-([\w-]+): (#[0-9a-f]{6,8});", rules))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", DRAWN)
def test_lanes_and_their_names_stand_out(scheme: str, name: str) -> None:
    """4.5:1 on the page and beside code, since names have the colours of their lanes; 3:1 for shapes on a band."""
    found = colours(scheme)
    band, rows = found["band"], [found["page"], found["code-page"]]
    assert {row: contrast(found[name][:7], row) for row in rows if contrast(found[name][:7], row) < 4.5} == {}
    assert contrast(found[name][:7], blend(band[:7], found["code-page"], int(band[7:], 16) / 255)) >= 3
