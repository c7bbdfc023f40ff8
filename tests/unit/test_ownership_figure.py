"""The figure: SVG and HTML, and the stylesheet that they need."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from borrowproof.ownership import document, fitting, html, legend, shapes, svg, words
from borrowproof.ownership.marks import Glyph
from borrowproof.ownership.model import ReferenceKind, Timeline
from borrowproof.ownership.tracks import Style, Track
from borrowproof.site import assets
from tests.unit.ownership_made import (
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
from tests.unit.ownership_made import E as Kind
from tests.unit.test_site_colours import blend, contrast

SVG = "{http://www.w3.org/2000/svg}"
BOTH = [(MOVED, MOVED_CODE), (REJECTED, REJECTED_CODE)]


def figure(one: Timeline, code: str, anchor: str = "own") -> str:
    return html.figure(one, code, range(1, code.count("\n") + 1), "a program", anchor)


def parsed(one: Timeline) -> ET.Element:
    return ET.fromstring(svg.render(one, range(1, 10), "a program", "own"))


# --- SVG ----------------------------------------------------------------------------------------------------------


def test_the_picture_has_a_name_and_a_description() -> None:
    root = parsed(REJECTED)
    named = {e.get("id"): e.text for e in root if e.tag in ("title", "desc")}
    assert root.get("role") == "img"
    assert named[root.get("aria-labelledby")] == "Who owns what, line by line: a program"
    assert named[root.get("aria-describedby")] == words.description(REJECTED, range(1, 10)).replace("`", "")


def test_rows_are_as_high_as_lines_of_code() -> None:
    root = parsed(MOVED)
    assert (root.get("height"), shapes.ROW) == (str(9 * 24), 24)
    assert "height: 24px" in rule(".bp-ownership .bp-line")


def test_each_lane_is_a_group_of_its_variable() -> None:
    groups = [g.get("data-variable") for g in parsed(MOVED) if g.tag == "g"]
    assert {g for g in groups if g and " " not in g} == {"1", "2", "3", "4"}
    assert "1 2" in groups  # the move


@pytest.mark.parametrize(("one", "code"), BOTH)
def test_looks_come_from_the_stylesheet_alone(one: Timeline, code: str) -> None:
    text = svg.render(one, range(1, code.count("\n") + 1), "a program", "own")
    assert not re.search(r"\b(style|fill|stroke|opacity|font-\w+|color)=", text)


def test_names_are_escaped() -> None:
    odd = variable(1, "r#<a>", 1, event(Kind.ARGUMENT, 1, "r#<a>"), type="Map<&str>")
    one = timeline(function("f<T>", 1, 1, odd))
    assert [t.text for t in ET.fromstring(svg.render(one, [1], "<b>", "own")).iter("text")] == ["r#<a>"]
    page = html.figure(one, "fn f() {}", [1], "<b>", "own")
    assert "<a>" not in page and "<b>" not in page and "Map&lt;&amp;str&gt;" in page


def test_a_file_of_its_own_brings_its_looks_along() -> None:
    root = ET.fromstring(document.render(REJECTED, REJECTED_CODE, "<a program>"))
    (style,) = [e.text or "" for e in root.iter(f"{SVG}style")]
    assert set(re.findall(r"var\((--bp-(?!o-)[\w-]+)", style)) <= set(re.findall(r"(--bp-[\w-]+):", style))
    assert "prefers-color-scheme: dark" in style and "--bp-value-1: #6fa8ff" in style
    said = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert "    v.push(4);" in said
    assert "mutable borrow occurs here; v is lent &mut to Vec::push" in said
    assert float(root.get("height") or 0) == 6 * shapes.ROW


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
    assert len(ids) == len(set(ids)) == 6


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
    shown = svg.picture(EVERYTHING, range(1, 21))
    assert {p.mark.glyph for p in shown.marks} == set(Glyph)
    assert {s.style for s in shown.segments} == set(Style)
    assert {s.track for s in shown.segments} == set(Track)
    assert {link.kind for link in shown.links} == {None, *ReferenceKind}
    meanings = [text for _, text in legend.entries(shown)]
    unused = {"letter"}  # stands for a value that moves as a whole
    assert [text for key, text in words.MEANINGS.items() if key not in unused] == [
        text for text in meanings if text != words.MEANINGS["letter"]
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
    page = html.figure(REJECTED, REJECTED_CODE, [3, 4, 5], "a program", "own")
    assert re.findall(r'data-line="(\d)"', page) == ["3", "4", "5", "3", "4", "5"]
    assert 'height="72"' in page


def test_the_buttons_wait_for_scripts() -> None:
    page = figure(MOVED, MOVED_CODE)
    (group,) = [a for t, a in elements(page) if a.get("class") == "bp-o-follow"]
    assert "hidden" in group
    assert [a["data-variable"] for t, a in elements(page) if t == "button"] == ["1", "2", "3", "4"]


def test_a_program_without_variables_is_its_code() -> None:
    page = figure(timeline(), "fn main() {}\n")
    assert "<details" not in page and "<ol" not in page and "fn" in page


# --- where sentences stand ----------------------------------------------------------------------------------------


def test_sentences_stand_beside_the_lanes_where_they_fit() -> None:
    said = words.sentences(REJECTED, range(1, 7))
    near = fitting.fit(30, 120, said, range(1, 7))
    far = fitting.fit(40, 180, said, range(1, 7))
    assert near.startswith(" bp-o-fit-")
    assert int(far.rpartition("-")[2]) > int(near.rpartition("-")[2])


def test_a_sentence_without_room_goes_below() -> None:
    (first, *_) = words.sentences(REJECTED, range(1, 7))
    assert fitting.fit(30, 120, [replace(first, text="x" * 900), first], range(1, 4)) == ""
    alone = fitting.fit(30, 120, [replace(first, text="x" * 60)], range(1, 4))
    assert alone.startswith(" bp-o-fit-")  # it may take the empty rows after its own


def test_the_stylesheet_knows_all_widths() -> None:
    found = re.findall(r"@container \(min-width: (\d+)px\) \{ \.bp-o-fit-(\d+) ", assets.stylesheet())
    assert [(int(a), int(b)) for a, b in found] == [(n, n) for n in fitting.STEPS]


# --- colours ------------------------------------------------------------------------------------------------------

SCHEMES = {"light": ":root", "dark": '[data-md-color-scheme="slate"]'}
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
        assert len(set(hues)) == shapes.HUES
        assert not set(hues) & {colours(scheme)[n] for n in ("shared", "mutable", "dropped", "error")}
