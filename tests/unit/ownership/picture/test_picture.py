"""What the picture shows and where: lanes, marks, links, stretches; nothing overlaps, nothing is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.model.timeline import Conflict, FunctionKind, Label, Target, Timeline
from borrowproof.ownership.picture import terminal
from borrowproof.ownership.picture.layout import Metrics, Picture, layout
from borrowproof.ownership.picture.marks import Glyph
from borrowproof.ownership.picture.segments import Style, Track
from tests.unit.ownership.checks import overlaps, undrawn, unsaid
from tests.unit.ownership.made import (
    MOVED,
    MUTABLE,
    REFUSED,
    REJECTED,
    SHARED,
    E,
    S,
    T,
    born,
    event,
    function,
    loan,
    states,
    timeline,
    variable,
)

PIXELS = Metrics(mark=lambda _mark, _lane: (8, 8), label=lambda name: 7 * len(name), gap=11, line=8, margin=10)
METRICS = {"pixels": PIXELS, "characters": terminal.METRICS}
MADE = {"moved": (MOVED, 9), "rejected": (REJECTED, 6), "refused": (REFUSED, 10)}


def picture(one: Timeline, last: int, metrics: Metrics = PIXELS) -> Picture:
    return layout(one, range(1, last + 1), metrics)


def glyphs(shown: Picture, name: str) -> list[tuple[int, Glyph, str]]:
    return [(m.line, m.glyph, m.text) for lane in shown.lanes if lane.variable.name == name for m in lane.marks]


def stretches(shown: Picture, number: int, track: Track = Track.MAIN) -> list[tuple[Style, int, int]]:
    return [(s.style, s.top, s.bottom) for s in shown.segments if s.variable == number and s.track is track]


# --- what holds for all -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("metrics", METRICS.values(), ids=METRICS)
@pytest.mark.parametrize(("one", "last"), MADE.values(), ids=MADE)
def test_nothing_overlaps_and_nothing_is_left_out(one: Timeline, last: int, metrics: Metrics) -> None:
    shown = picture(one, last, metrics)
    assert (overlaps(shown, metrics), undrawn(one, shown), unsaid(one)) == ([], [], [])


def test_the_checks_see_what_is_wrong() -> None:
    shown = picture(MOVED, 9)
    nearer = replace(shown, marks=tuple(replace(p, left=p.left - 40) for p in shown.marks))
    assert overlaps(nearer, PIXELS)
    crossing = replace(shown, columns=shown.columns | {1: shown.columns[2]})
    assert any("runs through" in problem for problem in overlaps(crossing, PIXELS))
    assert undrawn(MOVED, replace(shown, marks=shown.marks[1:]))
    assert undrawn(MOVED, replace(shown, marks=(*shown.marks, shown.marks[0])))
    untold = loan(9, "song", 1, SHARED, (77,))
    assert unsaid(timeline(replace(MOVED.functions[0], loans=(*MOVED.functions[0].loans, untold))))


# --- marks --------------------------------------------------------------------------------------------------------


def test_an_owner_gives_its_value_away() -> None:
    shown = picture(MOVED, 9)
    assert glyphs(shown, "song") == [(2, Glyph.START, ""), (3, Glyph.LEAVE, ""), (9, Glyph.END, "")]
    assert glyphs(shown, "album") == [
        (3, Glyph.START, ""),
        (4, Glyph.LENT, "&"),
        (5, Glyph.READ, ""),
        (6, Glyph.OUT, ""),
        (9, Glyph.END, ""),
    ]
    assert [(link.source, link.target, link.kind, link.whole) for link in shown.links] == [(1, 2, None, True)]


def test_a_value_keeps_its_letter_and_hue_when_it_moves() -> None:
    song, album, size, hit = picture(MOVED, 9).lanes
    assert song.value is not None and hit.value is not None
    assert (song.value, song.value.letter) == (album.value, "A")
    assert size.value is None  # plain data
    assert (hit.value.letter, hit.value.hue) == ("", song.value.hue + 1)


def test_a_value_that_changes_its_type_is_another_one() -> None:
    inner = variable(1, "a", 1, *born(1, "a"), event(E.MOVE, 2, "a", target=Target(T.VARIABLE, "b", 2)))
    outer = variable(2, "b", 2, *born(2, "b"), type="Option<String>")
    first, second = picture(timeline(function("main", 1, 2, inner, outer)), 2).lanes
    assert first.value is not None and second.value is not None
    assert (first.value.hue, second.value.hue, first.value.letter) == (0, 1, "")


def test_a_variable_with_several_values_has_no_letter() -> None:
    again = event(E.INIT, 2, "a")
    old = variable(1, "a", 1, *born(1, "a"), again, event(E.MOVE, 3, "a", target=Target(T.VARIABLE, "b", 2)))
    new = variable(2, "b", 3, *born(3, "b"))
    lanes = picture(timeline(function("main", 1, 3, old, new)), 3).lanes
    assert [lane.value.letter for lane in lanes if lane.value] == ["", ""]


def test_drops_of_one_line_are_numbered_in_their_order() -> None:
    early = variable(1, "a", 1, event(E.DROP, 3, "a", 31), event(E.SCOPE_END, 3, "a", 32))
    late = variable(2, "b", 2, event(E.DROP_IF_OWNED, 3, "b", 30))
    shown = picture(timeline(function("main", 1, 3, early, late)), 3)
    assert glyphs(shown, "a") == [(3, Glyph.DROP, "2")]
    assert glyphs(shown, "b") == [(3, Glyph.DROP_IF_OWNED, "1")]


def test_a_drop_on_a_path_that_leaves_early_has_no_number() -> None:
    gone = variable(1, "a", 1, event(E.DROP, 5, "a", 20, before=S.OWNED), states=states(owned="2", moved="3-5"))
    late = variable(2, "b", 3, event(E.DROP, 5, "b", 51, before=S.OWNED), states=states(owned="4-5"))
    shown = picture(timeline(function("main", 1, 5, gone, late)), 5)
    assert glyphs(shown, "a") == [(5, Glyph.DROP_IF_OWNED, "")]
    assert glyphs(shown, "b") == [(5, Glyph.DROP, "")]


def test_an_error_is_marked_where_it_is() -> None:
    shown = picture(REJECTED, 6)
    wrong = [(m.variable, m.line, m.glyph) for lane in shown.lanes for m in lane.marks if m.wrong]
    assert wrong == [(1, 4, Glyph.LENT)]


def test_of_two_marks_on_a_line_the_one_is_wrong_that_the_error_points_at() -> None:
    v = variable(1, "v", 1, *born(1, "v"))
    lent = [
        replace(loan(n, "v", 1, kind, (2,)), column=column) for n, kind, column in ((1, SHARED, 20), (2, MUTABLE, 4))
    ]

    def wrong(first: int, end: int) -> list[str]:
        label = Label(2, first, 2, end, "here", True)
        one = timeline(function("main", 1, 2, v, *lent), conflicts=(Conflict("E0502", "no", (label,), (1,)),))
        return [m.text for lane in picture(one, 2).lanes for m in lane.marks if m.wrong]

    assert wrong(20, 22) == ["&"]
    assert wrong(1, 9) == ["&mut"]
    assert wrong(40, 41) == ["&", "&mut"]  # somewhere on the line


def test_a_new_value_with_the_drop_of_the_old_one_is_one_mark() -> None:
    x = variable(1, "x", 1, *born(1, "x"), event(E.DROP, 2, "x", 20, replaced=True), event(E.REASSIGN, 2, "x", 21))
    assert glyphs(picture(timeline(function("main", 1, 2, x)), 2), "x") == [(1, Glyph.START, ""), (2, Glyph.AGAIN, "")]


def test_a_closure_on_one_line_has_no_lanes() -> None:
    n = variable(1, "n", 2, event(E.ARGUMENT, 2, "n"), needs_drop=False)
    short = function("closure", 2, 2, n, kind=FunctionKind.CLOSURE, parent_line=1)
    assert picture(timeline(short), 3).lanes == ()
    assert len(picture(timeline(replace(short, last_line=3)), 3).lanes) == 1


def test_what_a_closure_captures_begins_with_the_closure() -> None:
    x = variable(1, "x", 1, event(E.ARGUMENT, 1, "x"), captured=True, by_reference=MUTABLE, states=states(owned="4"))
    inner = function("closure", 3, 5, x, kind=FunctionKind.CLOSURE, parent_line=1)
    shown = picture(timeline(inner), 6)
    assert glyphs(shown, "x") == [(3, Glyph.START, "")]
    assert stretches(shown, 1) == [(Style.MUTABLE, 5, 7)]


def test_what_a_closure_captures_by_value_has_an_owner() -> None:
    x = variable(1, "x", 1, event(E.ARGUMENT, 1, "x"), captured=True, needs_drop=False, states=states(owned="4"))
    inner = function("closure", 3, 5, x, kind=FunctionKind.CLOSURE, parent_line=1)
    (lane,) = picture(timeline(inner), 6).lanes
    assert lane.value is not None


def test_only_the_lines_shown_are_drawn() -> None:
    shown = layout(MOVED, [4, 6], PIXELS)
    assert {(p.mark.line, p.row) for p in shown.marks} == {(4, 0), (6, 1)}
    assert all(0 <= s.top < s.bottom <= 4 for s in shown.segments)


# --- lines --------------------------------------------------------------------------------------------------------


def test_a_lane_is_owned_until_its_value_moves() -> None:
    shown = picture(MOVED, 9)
    # Half rows: line n has its middle at 2n - 1.
    assert stretches(shown, 1) == [(Style.OWNED, 3, 5), (Style.EMPTY, 5, 17)]
    assert stretches(shown, 4) == [(Style.OWNED, 13, 17)]


def test_what_is_uncertain_looks_so() -> None:
    x = variable(1, "x", 1, *born(1, "x"), states=states(owned="2", maybe="3-4", partial="5"))
    assert stretches(picture(timeline(function("main", 1, 5, x)), 5), 1) == [
        (Style.OWNED, 1, 3),
        (Style.MAYBE, 3, 7),
        (Style.PARTIAL, 7, 9),
    ]


def test_a_borrow_lasts_as_long_as_it_is_in_force() -> None:
    shown = picture(REJECTED, 6)
    assert stretches(shown, 2) == [(Style.SHARED, 5, 10), (Style.IDLE, 10, 11)]
    assert stretches(shown, 1, Track.LENT) == [(Style.SHARED, 5, 9)]
    assert [(link.line, link.source, link.target, link.kind) for link in shown.links] == [(3, 1, 2, SHARED)]


def test_a_value_that_holds_a_borrow_has_it_beside_its_lane() -> None:
    v = variable(1, "v", 1, *born(1, "v"), states=states(owned="2-4"))
    it = variable(2, "it", 2, *born(2, "it"), type="Iter<String>", states=states(owned="3-4"))
    body = function("main", 1, 4, v, it, loan(1, "v", 1, MUTABLE, (2, 3), holders=(2,)))
    shown = picture(timeline(body), 4)
    assert stretches(shown, 2, Track.HELD) == [(Style.MUTABLE, 3, 6)]
    assert stretches(shown, 1, Track.LENT) == [(Style.MUTABLE, 3, 5)]


def test_a_loan_that_is_needed_for_too_long_is_shown_beyond_its_end() -> None:
    x = variable(1, "x", 1, *born(1, "x"), states=states(owned="2-3"))
    r = variable(2, "r", 2, *born(2, "r"), reference=SHARED, states=states(owned="3-5"))
    body = function("main", 1, 5, x, r, loan(1, "x", 1, SHARED, (2, 3), holders=(2,), needed_lines=(2, 3, 4, 5)))
    lent = stretches(picture(timeline(body), 5), 1, Track.LENT)
    assert lent == [(Style.SHARED, 3, 5), (Style.NEEDED, 5, 9)]


def test_a_value_that_is_moved_away_while_it_is_lent_is_not_lent_any_more() -> None:
    x = variable(1, "x", 1, *born(1, "x"), event(E.MOVE, 3, "x"), states=states(owned="2-3", moved="4-5"))
    r = variable(2, "r", 2, *born(2, "r"), reference=SHARED, states=states(owned="3-5"))
    body = function("main", 1, 5, x, r, loan(1, "x", 1, SHARED, (2, 3, 4), holders=(2,)))
    lent = stretches(picture(timeline(body), 5), 1, Track.LENT)
    assert lent == [(Style.SHARED, 3, 5), (Style.NEEDED, 5, 7)]


# --- places -------------------------------------------------------------------------------------------------------


def test_each_function_begins_at_the_left() -> None:
    one = function("one", 1, 3, variable(1, "a", 1, event(E.ARGUMENT, 1, "a"), states=states(owned="2-3")))
    two = function("two", 5, 7, variable(2, "b", 5, event(E.ARGUMENT, 5, "b"), states=states(owned="6-7")))
    columns = picture(timeline(one, two), 7).columns
    assert columns[1] == columns[2]


def test_eight_variables_over_forty_lines_stay_narrow() -> None:
    many = [
        variable(
            n,
            f"variable{n}",
            n,
            *born(n, f"variable{n}"),
            event(E.DROP, 40, f"variable{n}", 50 - n),
            states=states(owned=f"{n + 1}-40"),
        )
        for n in range(1, 9)
    ]
    one = timeline(function("main", 1, 40, *many))
    shown = picture(one, 40)
    assert overlaps(shown, PIXELS) == []
    assert shown.width <= 360
