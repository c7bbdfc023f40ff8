"""The figure: SVG and HTML, and the stylesheet that they need."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape as html_escape
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from borrowproof import assets
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.expectation import Kind as Verdict
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Block
from borrowproof.model.timeline import ReferenceKind, Timeline
from borrowproof.ownership.picture import legend, sentence_fit, svg, svg_document, svg_shapes
from borrowproof.ownership.picture.description import description
from borrowproof.ownership.picture.marks import Glyph
from borrowproof.ownership.picture.segments import Style, Track
from borrowproof.ownership.wording import sentences
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure import ownership, snippet_figure
from borrowproof.site.figure.snippet_figure import Options
from borrowproof.site.figure.span_layout import Mark as CodeMark
from tests.unit.ownership.made import (
    EVERYTHING,
    EVERYTHING_CODE,
    MOVED,
    MOVED_CODE,
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
BOTH = [(MOVED, MOVED_CODE), (REJECTED, REJECTED_CODE)]


def figure(one: Timeline, code: str, anchor: str = "own") -> str:
    return ownership.figure(one, code, range(1, code.count("\n") + 1), "a program", anchor)


def rows(one: Timeline, last: int = 9) -> list[ET.Element]:
    """The SVG of each row of the lines up to `last`."""
    return [ET.fromstring(f"<svg>{row}</svg>") for row in svg.rows(svg.pixel_layout(one, range(1, last + 1)))]


# --- SVG ----------------------------------------------------------------------------------------------------------


def test_the_picture_has_a_name_and_a_description() -> None:
    found = elements(figure(REJECTED, REJECTED_CODE))
    (picture,) = [a for _, a in found if a.get("role") == "img"]
    assert picture["aria-label"] == "Who owns what, line by line: a program"
    described = f'<span id="{picture["aria-describedby"]}" hidden>'
    said = description(REJECTED, range(1, 7)).replace("`", "")
    assert f"{described}{html_escape(said, quote=False)}</span>" in figure(REJECTED, REJECTED_CODE)


def test_rows_are_as_high_as_lines_of_code() -> None:
    page = figure(MOVED, MOVED_CODE)
    assert page.count('class="bp-o-lanes" width=') == page.count('class="bp-line') == MOVED_CODE.count("\n")
    assert f"min-height: {svg_shapes.ROW}px" in rule(".bp-ownership .bp-line")
    assert f"minmax({svg_shapes.ROW}px, auto)" in rule(".bp-o-timeline")


def test_each_lane_is_a_group_of_its_variable() -> None:
    groups = [g.get("data-variable") for row in rows(MOVED) for g in row]
    assert {g for g in groups if g and " " not in g} == {"1", "2", "3", "4"}
    assert groups.count("1 2") == 1  # the move


def test_lanes_reach_from_row_to_row_however_high_these_are() -> None:
    """What goes on leaves its row at the bottom and comes in at the top of the next, in the same place and style."""
    crossings = 0
    for one, last in ((MOVED, 9), (REJECTED, 6), (EVERYTHING, 20)):
        lines = [[line.attrib for line in row.iter("line")] for row in rows(one, last)]
        for segment in svg.pixel_layout(one, range(1, last + 1)).segments:
            for row, (above, below) in enumerate(pairwise(lines)):
                if segment.style is Style.NEEDED or not segment.top < 2 * row + 2 < segment.bottom:
                    continue
                leaving = {(a["class"], a["x1"]) for a in above if a["y2"] == "100%"}
                coming = {(a["class"], a["x1"]) for a in below if a["y1"] == "0"}
                css = "bp-o-lent-" if segment.track is Track.LENT else "bp-o-"
                assert any(name == f"{css}{segment.style.value}" for name, _ in leaving & coming)
                crossings += 1
    assert crossings > 40


def test_a_loan_ends_with_a_bar_at_the_bottom_of_its_row() -> None:
    bars = [
        (n, inner.get("y"))
        for n, row in enumerate(rows(REJECTED, 6), 1)
        for inner in row.iter("svg")
        if inner is not row
    ]
    assert bars == [(5, "100%")]


@pytest.mark.parametrize(("one", "code"), BOTH)
def test_looks_come_from_the_stylesheet_alone(one: Timeline, code: str) -> None:
    text = "".join(svg.rows(svg.pixel_layout(one, range(1, code.count("\n") + 1))))
    assert "<path" in text
    assert not re.search(r"\b(style|fill|stroke|opacity|font-\w+|color)=", text)


def test_names_are_escaped() -> None:
    odd = variable(1, "r#<a>", 1, event(Kind.ARGUMENT, 1, "r#<a>"), type="Map<&str>")
    one = timeline(function("f<T>", 1, 1, odd))
    assert [t.text for t in rows(one, 1)[0].iter("text")] == ["r#<a>"]
    page = ownership.figure(one, "fn f() {}", [1], "<b>", "own")
    assert "<a>" not in page and "<b>" not in page and "Map&lt;&amp;str&gt;" in page


def test_a_file_of_its_own_brings_its_looks_along() -> None:
    root = ET.fromstring(svg_document.render(REJECTED, REJECTED_CODE, "<a program>"))
    (style,) = [e.text or "" for e in root.iter(f"{SVG}style")]
    assert set(re.findall(r"var\((--bp-(?!o-)[\w-]+)", style)) <= set(re.findall(r"(--bp-[\w-]+):", style))
    assert "prefers-color-scheme: dark" in style and "--bp-value-1: #6fa8ff" in style
    said = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert "    v.push(4);" in said
    assert "mutable borrow occurs here; v is lent &mut to Vec::push" in said
    assert float(root.get("height") or 0) == 6 * svg_shapes.ROW


# --- HTML ---------------------------------------------------------------------------------------------------------


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

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(text)
    assert parser.open == []
    return parser.found


def test_ids_are_unique_among_figures() -> None:
    page = figure(MOVED, MOVED_CODE, "one") + figure(REJECTED, REJECTED_CODE, "two")
    ids = [attributes["id"] for _, attributes in elements(page) if "id" in attributes]
    assert len(ids) == len(set(ids)) == 4


def test_every_class_is_known_to_the_stylesheet() -> None:
    styled = set(re.findall(r"\.(bp-o-[\w-]+)", assets.stylesheet()))
    used = {
        name
        for one, code in [*BOTH, (EVERYTHING, EVERYTHING_CODE)]
        for _, attributes in elements(figure(one, code))
        for name in (attributes.get("class") or "").split()
        if name.startswith("bp-o-")
    }
    assert len(used) > 40
    assert used - styled == set()


def test_every_shape_is_tried() -> None:
    shown = svg.pixel_layout(EVERYTHING, range(1, 21))
    assert {p.mark.glyph for p in shown.marks} == set(Glyph)
    assert {s.style for s in shown.segments} == set(Style)
    assert {s.track for s in shown.segments} == set(Track)
    assert {link.kind for link in shown.links} == {None, *ReferenceKind}
    meanings = [text for _, text in legend.entries(shown)]
    unused = {"letter"}  # stands for a value that moves as a whole
    assert [text for key, text in sentences.MEANINGS.items() if key not in unused] == [
        text for text in meanings if text != sentences.MEANINGS["letter"]
    ]


def test_all_that_the_picture_shows_stands_there_in_words() -> None:
    page = figure(REJECTED, REJECTED_CODE)
    said = re.findall(r'<li[^>]* data-line="(\d+)"[^>]*>(.*?)</li>', page)
    plain = {int(line): re.sub(r"<[^>]+>", "", body.replace("</span><span", "</span>; <span")) for line, body in said}
    assert plain[4] == "line 4; mutable borrow occurs here; v is lent &amp;mut to Vec::push"
    assert sorted(plain) == [2, 3, 4, 5, 6]
    assert page.count("<tr data-variable=") == 2


def test_the_compilers_spans_are_marked_in_the_code() -> None:
    page = figure(REJECTED, REJECTED_CODE)
    assert re.search(r'class="[^"]*bp-mark-error', page)
    assert page.count("bp-line-error") == 1


def test_hidden_lines_stay_hidden() -> None:
    page = ownership.figure(REJECTED, REJECTED_CODE, [3, 4, 5], "a program", "own")
    assert re.findall(r'data-line="(\d)"', page) == ["3", "4", "5", "3", "4", "5"]
    assert page.count('class="bp-o-lanes" width=') == 3


def test_the_buttons_wait_for_scripts() -> None:
    page = figure(MOVED, MOVED_CODE)
    (group,) = [a for t, a in elements(page) if a.get("class") == "bp-o-follow"]
    assert "hidden" in group
    assert [a["data-variable"] for t, a in elements(page) if t == "button"] == ["1", "2", "3", "4"]


def test_variables_of_one_name_are_told_apart() -> None:
    twice = [variable(n, "a", n, event(Kind.ARGUMENT, n, "a")) for n in (1, 3, 4)]
    other = variable(5, "b", 4, event(Kind.ARGUMENT, 4, "b"))
    one = timeline(function("f", 1, 2, twice[0]), function("g<T>", 3, 5, *twice[1:], other))
    page = figure(one, "//\n" * 5)
    buttons = [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<button[^>]*>(.*?)</button>", page)]
    assert buttons == ["a in f", "a of line 3", "a of line 4", "b"]
    heads = [re.sub(r"<[^>]+>", "", text) for text in re.findall(r'<th scope="row">(.*?)</th>', page)]
    assert heads == buttons


def test_the_only_listing_of_a_program_has_no_heading_and_shows_what_is_marked() -> None:
    alone = ownership.figure(
        MOVED, MOVED_CODE, range(1, 10), "a", "own", ownership.Listing(frozenset({3}), (CodeMark(2, 9, 13, "added"),))
    )
    again = figure(MOVED, MOVED_CODE)
    assert ("bp-o-repeats" in alone, "bp-title" in alone) == (False, False)
    assert ("bp-o-repeats" in again, "bp-title" in again) == (True, True)
    assert re.findall(r'bp-line-highlighted" data-line="(\d)"', alone) == ["3"]
    assert re.findall(r'bp-mark-added">(\w+)<', alone) == ["song"]


def test_a_program_without_variables_is_its_code() -> None:
    page = figure(timeline(), "fn main() {}\n")
    assert "<details" not in page and "<ol" not in page and "fn" in page


# --- in a snippet -------------------------------------------------------------------------------------------------


def codes(page: str) -> list[str]:
    """The listings of a snippet that are not folded away, by what they are called."""
    return re.findall(r'class="bp-code" tabindex="0" role="region" aria-label="([^"]*)"', page.partition("<details")[0])


@pytest.mark.parametrize("predict", ["", "What then?"])
def test_the_lanes_of_a_program_that_passes_stand_beside_its_only_listing(
    predict: str, make_evidence: Callable[..., Evidence], make_block: Callable[..., Block]
) -> None:
    """Where a reader is to predict the verdict, the bare program comes first, and the lanes with the verdict."""
    evidence = replace(make_evidence(MOVED_CODE.rstrip()), timeline=MOVED)
    block = replace(make_block(evidence), ownership=True)
    options = Options(highlighted=frozenset({3}), predict=predict)
    page = snippet_figure.figure_html(ShownBlock(block, evidence, "here"), options)
    assert codes(page) == ["Rust code: first" if predict else "Code and lanes: first"]
    assert page.count('<figure class="bp-ownership') == 1
    assert ("bp-o-repeats" in page) is bool(predict)
    assert re.findall(r'bp-line-highlighted" data-line="(\d)"', page) == ["3"]


def test_what_rustc_points_at_keeps_a_listing_of_its_own(
    moved: Diagnostic, make_evidence: Callable[..., Evidence], make_block: Callable[..., Block]
) -> None:
    evidence = replace(
        make_evidence(REJECTED_CODE.rstrip(), kind=Verdict.ERROR, diagnostics=[moved]), timeline=REJECTED
    )
    page = snippet_figure.figure_html(
        ShownBlock(replace(make_block(evidence), ownership=True), evidence, "here"), Options()
    )
    first, *others = re.findall(r'role="region" aria-label="([^"]*): first"', page)
    assert (first, others[-2:]) == ("Rust code", ["Code and lanes", "Variables"])
    assert "bp-o-repeats" in page


# --- where sentences stand ----------------------------------------------------------------------------------------


def test_sentences_stand_beside_the_lanes_where_they_fit() -> None:
    said = sentences.sentences(REJECTED, range(1, 7))
    near = sentence_fit.width_class(30, 120, said, range(1, 7))
    far = sentence_fit.width_class(40, 180, said, range(1, 7))
    assert near.startswith(" bp-o-fit-")
    assert int(far.rpartition("-")[2]) > int(near.rpartition("-")[2])


def test_a_sentence_without_room_goes_below() -> None:
    (first, *_) = sentences.sentences(REJECTED, range(1, 7))
    assert sentence_fit.width_class(30, 120, [replace(first, text="x" * 900), first], range(1, 4)) == ""
    alone = sentence_fit.width_class(30, 120, [replace(first, text="x" * 60)], range(1, 4))
    assert alone.startswith(" bp-o-fit-")  # it may take the empty rows after its own


def test_the_stylesheet_knows_all_widths() -> None:
    found = re.findall(r"@container \(min-width: (\d+)px\) \{ \.bp-o-fit-(\d+) ", assets.stylesheet())
    assert [(int(a), int(b)) for a, b in found] == [(n, n) for n in sentence_fit.STEPS]


# --- colours ------------------------------------------------------------------------------------------------------

SCHEMES = {"light": ":root", "dark": assets.DARK}
DRAWN = ("value-1", "value-2", "value-3", "value-4", "shared", "mutable", "dropped", "error", "quiet")


def rule(selector: str) -> str:
    return " ".join(re.findall(rf"(?m)^{re.escape(selector)} \{{([^}}]*)\}}", assets.stylesheet()))


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--bp-([\w-]+): (#[0-9a-f]{6,8});", rule(SCHEMES[scheme])))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", DRAWN)
def test_lanes_and_their_names_stand_out_on_every_row(scheme: str, name: str) -> None:
    """4.5:1, since names and letters have the colours of their lanes; 3:1 would do for shapes."""
    found = colours(scheme)
    wash = found["wash-error"]
    rows = [found["page"], found["code-page"], blend(wash[:7], found["page"], int(wash[7:], 16) / 255)]
    assert {row: contrast(found[name][:7], row) for row in rows if contrast(found[name][:7], row) < 4.5} == {}


def test_there_are_as_many_hues_as_the_picture_uses() -> None:
    for scheme in SCHEMES:
        hues = [value for name, value in colours(scheme).items() if name.startswith("value-")]
        assert len(set(hues)) == svg_shapes.HUES
        assert not set(hues) & {colours(scheme)[n] for n in ("shared", "mutable", "dropped", "error")}
