"""Lanes as elements on the grid that the lines stand on, with a place for wide and one for narrow pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from borrowproof import assets
from borrowproof.model.timeline import EventKind, Timeline
from borrowproof.ownership.picture.scene import scene
from borrowproof.site.figure.grid_rows import grid_rows
from borrowproof.site.figure.lane_elements import NARROW, Placed, elements, place, width
from tests.unit.ownership.made import (
    EVERYTHING,
    EVERYTHING_CODE,
    MOVED,
    MOVED_CODE,
    REJECTED,
    REJECTED_CODE,
    born,
    event,
    function,
    states,
    timeline,
    variable,
)


def placed(one: Timeline, code: str) -> Placed:
    return place(scene(one, code, range(1, code.count("\n") + 1)))


def drawn(one: Timeline, code: str) -> list[tuple[str, str]]:
    """Class and style of each element."""
    return re.findall(r'<[ib] class="([^"]+)" style="([^"]+)"(?: title="[^"]+")?>', elements(placed(one, code)))


def test_lines_of_code_have_two_rows_and_names_one_above_their_function() -> None:
    rows = grid_rows(3, {0, 2})
    assert (rows.code, rows.heads, rows.total) == ((2, 4, 7), {0: 1, 2: 6}, 8)
    assert (rows.said(0), rows.after(0), rows.after(1)) == (3, 4, 6)


def test_lines_that_are_left_out_have_one_row_before_the_names_that_follow_and_after_the_last_line() -> None:
    rows = grid_rows(2, {1}, {1, 2})
    assert (rows.code, rows.heads, rows.gaps, rows.total) == ((1, 5), {1: 4}, {1: 3, 2: 7}, 7)


def test_a_stroke_reaches_from_the_middle_of_a_row_to_that_of_another() -> None:
    found = drawn(REJECTED, REJECTED_CODE)
    # Line 2 begins at the fourth line of the grid, behind the row of names and the two of line 1.
    assert ("bp-owned bp-owner bp-from bp-to", "grid-row:4/12;--w:0;--n:0") in found
    assert ("bp-shared bp-from", "grid-row:6/12;--w:1;--n:1") in found  # to the end of line 5


def test_both_parties_of_a_refusal_are_joined_over_the_lines_on_which_both_are_wanted() -> None:
    found = dict(drawn(REJECTED, REJECTED_CODE))
    assert found["bp-band"] == "grid-row:6/12;--w:0;--wl:1;--n:0;--nl:1"
    assert found["bp-clash"] == "grid-row:8;--w:0;--wl:1;--n:0;--nl:1"
    assert found["bp-refused"] == "grid-row:8;--w:1;--n:1"


def test_what_leads_to_the_left_says_so() -> None:
    old, new = variable(1, "old", 2, *born(2, "old")), variable(2, "new", 1, event(EventKind.DECLARE, 1, "new"))
    new = replace(new, events=(event(EventKind.ARGUMENT, 1, "new"), event(EventKind.REINIT, 3, "new")))
    target = MOVED.functions[0].variables[0].events[2].target
    assert target is not None
    moved = event(EventKind.MOVE, 3, "old", target=replace(target, name="new", variable_id=2))
    one = timeline(function("main", 1, 4, replace(old, events=(*old.events, moved)), new))
    assert [css for css, _ in drawn(one, "\n" * 4) if "bp-move" in css] == ["bp-move bp-owner bp-left"]


def test_a_loop_has_its_way_back() -> None:
    code = "fn main() {\n    let x = s();\n    for y in z {\n        f(x);\n    }\n}\n"
    x = variable(1, "x", 2, *born(2, "x"), states=states(owned="3-5"))
    assert ("bp-round", "grid-row:6/10;--d:0") in drawn(timeline(function("main", 1, 6, x)), code)


def test_names_that_have_no_room_where_their_lanes_begin_stand_at_the_head() -> None:
    both = [variable(n, name, 1, event(EventKind.ARGUMENT, 1, name)) for n, name in ((1, "one"), (2, "two"))]
    late = variable(3, "three", 2, *born(2, "three"))
    one = timeline(function("f", 1, 3, *both, late))
    assert 'title="two: String">two</b>' in elements(placed(one, "\n" * 3))
    names = [item for item in drawn(one, "\n" * 3) if "bp-name" in item[0]]
    assert names == [
        ("bp-name bp-owner bp-head", "--r:2;--h:1;--w:0;--n:0;--k:2;--j:1"),
        ("bp-name bp-owner bp-head", "--r:2;--h:1;--w:1;--n:1;--k:1;--j:0"),
        ("bp-name bp-owner", "--r:4;--h:1;--w:2;--n:2;--k:0"),
    ]


def test_at_most_five_columns_are_in_view_on_a_narrow_page() -> None:
    many = [variable(n, f"v{n}", n, *born(n, f"v{n}"), states=states(owned=f"{n + 1}-9")) for n in range(1, 8)]
    one = timeline(function("main", 1, 9, *many))
    assert placed(one, "\n" * 9).narrow.width == NARROW
    found = drawn(one, "\n" * 9)
    assert {int(n) for _, style in found for n in re.findall(r"--n:(\d+)", style)} == set(range(NARROW))
    assert [css for css, _ in found if "bp-fold" in css] == ["bp-fold bp-now", "bp-name bp-folded bp-now"]
    assert sum("bp-non" in css for css, _ in found if "bp-name" in css) == 3
    assert ">+3</b>" in elements(placed(one, "\n" * 9))


def test_names_take_room_at_the_right() -> None:
    long = variable(1, "a_rather_long_name", 1, *born(1, "a"))
    assert width(placed(timeline(function("f", 1, 2, long)), "\n\n")) == 7
    assert width(placed(timeline(), "\n\n")) == 0


def test_functions_whose_first_line_is_hidden_keep_their_names() -> None:
    both = (function(name, n, n + 2, variable(n, name, n + 1, *born(n + 1, name))) for n, name in ((1, "a"), (4, "b")))
    found = elements(place(scene(timeline(*both), "\n" * 9, [2, 5])))
    assert re.findall(r"<b [^>]*>(\w+)</b>", found) == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "code"), [(MOVED, MOVED_CODE), (REJECTED, REJECTED_CODE), (EVERYTHING, EVERYTHING_CODE)]
)
def test_every_class_is_known_to_the_stylesheet_and_looks_come_from_it_alone(one: Timeline, code: str) -> None:
    known = set(re.findall(r"\.(bp-[\w-]+)", assets.style("figure_lanes.css")))
    found = drawn(one, code)
    assert {name for css, _ in found for name in css.split()} <= known
    places = re.compile(r"(?:(?:grid-row:\d+(?:/\d+)?|--(?:[wnrhdkj]|[wn]l):\d+)(?:;|$))+")
    assert [style for _, style in found if not places.fullmatch(style)] == []


def test_names_are_escaped() -> None:
    odd = variable(1, "r#<a>", 1, event(EventKind.ARGUMENT, 1, "r#<a>"))
    assert "r#&lt;a&gt;</b>" in elements(placed(timeline(function("f", 1, 1, odd)), "\n"))
