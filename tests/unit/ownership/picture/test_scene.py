"""What is drawn, free of any medium: six signs, both parties of a refusal, and lanes that keep their places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.timeline import (
    Conflict,
    EventKind,
    Holding,
    Label,
    Refusal,
    State,
    Target,
    TargetKind,
    Timeline,
    Variable,
)
from borrowproof.ownership.picture.bands import Band, bands
from borrowproof.ownership.picture.clashes import Clash
from borrowproof.ownership.picture.columns import Fold, columns, named_at_head
from borrowproof.ownership.picture.loops import Loop
from borrowproof.ownership.picture.scene import Access, Scene, Shape, access, scene
from borrowproof.ownership.picture.segments import Style
from borrowproof.ownership.refused_starts import refused_starts
from tests.unit.ownership.made import (
    EVERYTHING,
    EVERYTHING_CODE,
    MOVED,
    MOVED_CODE,
    MUTABLE,
    REFUSED,
    REFUSED_CODE,
    REJECTED,
    REJECTED_CODE,
    SHARED,
    born,
    event,
    function,
    loan,
    states,
    timeline,
    variable,
)

CALL = Target(TargetKind.CALL, "drop")


def drawn(one: Timeline, code: str) -> Scene:
    return scene(one, code, range(1, code.count("\n") + 1))


def signs(shown: Scene, number: int) -> list[tuple[int, Shape]]:
    return [(shown.rows[sign.row], sign.shape) for sign in shown.signs if sign.variable == number]


def strokes(shown: Scene, number: int) -> list[tuple[Style, int, int]]:
    return [(s.style, s.top, s.bottom) for s in shown.strokes if s.variable == number]


# --- signs and lines ----------------------------------------------------------------------------------------------


def test_a_value_is_a_dot_a_line_an_arrow_and_a_ringed_cross() -> None:
    shown = drawn(MOVED, MOVED_CODE)
    assert signs(shown, 1) == [(2, Shape.VALUE)]  # the arrow that ends it leads to another lane: a link
    assert [(link.line, link.source, link.target, link.kind) for link in shown.links] == [(3, 1, 2, None)]
    assert signs(shown, 2) == [(3, Shape.VALUE), (6, Shape.AWAY)]
    assert signs(shown, 4) == [(7, Shape.VALUE), (9, Shape.DROPPED)]
    assert strokes(shown, 1) == [(Style.OWNED, 3, 5)]  # and a gap from then on: no value


def test_a_reference_is_a_hollow_dot_and_a_line_for_as_long_as_it_is_needed() -> None:
    shown = drawn(REJECTED, REJECTED_CODE)
    assert signs(shown, 2) == [(3, Shape.REFERENCE)]
    assert strokes(shown, 2) == [(Style.SHARED, 5, 10)]
    assert [(link.line, link.source, link.target, link.kind) for link in shown.links] == [(3, 1, 2, SHARED)]
    assert [access(lane) for lane in shown.lanes.values()] == [Access.OWNER, Access.SHARED]


def test_a_reference_that_is_needed_beyond_what_it_refers_to_is_drawn_as_long() -> None:
    x = variable(1, "x", 1, *born(1, "x"), states=states(owned="2-3"))
    r = variable(2, "r", 2, *born(2, "r"), reference=SHARED, states=states(owned="3-5"))
    needed = loan(1, "x", 1, SHARED, (2, 3), holders=(2,), needed_lines=(2, 3, 4, 5))
    assert strokes(drawn(timeline(function("f", 1, 5, x, r, needed)), "\n" * 5), 2) == [(Style.SHARED, 3, 9)]


def test_perhaps_is_not_drawn_like_gone_nor_like_whole() -> None:
    x = variable(1, "x", 1, *born(1, "x"), event(EventKind.DROP_IF_OWNED, 7, "x"))
    x = replace(x, states=states(owned="2", maybe="3-4", partial="5-6"))
    shown = drawn(timeline(function("f", 1, 7, x)), "\n" * 7)
    assert [style for style, *_ in strokes(shown, 1)] == [Style.OWNED, Style.MAYBE, Style.PARTIAL]
    assert signs(shown, 1)[-1] == (7, Shape.PERHAPS)


def test_every_shape_access_and_style_is_tried() -> None:
    shown = drawn(EVERYTHING, EVERYTHING_CODE)
    assert {sign.shape for sign in shown.signs} == set(Shape)
    assert {access(lane) for lane in shown.lanes.values()} == set(Access)
    undrawn = {Style.EMPTY, Style.IDLE, Style.NEEDED}
    assert {s.style for s in shown.strokes} == set(Style) - undrawn


def test_an_arrow_out_does_not_point_at_what_begins_beside_it() -> None:
    gone = event(EventKind.MOVE, 3, "a", target=CALL)
    a = variable(1, "a", 1, *born(1, "a"), gone, states=states(owned="2-3"))
    for line, leftwards in ((3, True), (2, False)):
        size = variable(2, "size", line, *born(line, "size"), needs_drop=False)
        shown = drawn(timeline(function("f", 1, 4, a, size)), "\n" * 4)
        assert [sign.leftwards for sign in shown.signs if sign.shape is Shape.AWAY] == [leftwards]


def test_arms_that_each_give_a_value_are_not_joined() -> None:
    """The first of them would seem to go on into the next one, and to be replaced there."""
    first, second, third = (event(EventKind.INIT, n, "a", before=State.UNINIT) for n in (2, 3, 4))
    a = variable(1, "a", 1, event(EventKind.DECLARE, 1, "a"), first, second, third, states=states(owned="5-6"))
    shown = drawn(timeline(function("f", 1, 6, a)), "\n" * 6)
    assert signs(shown, 1) == [(2, Shape.VALUE), (3, Shape.VALUE), (4, Shape.VALUE)]
    assert strokes(shown, 1) == [(Style.OWNED, 7, 11)]


def test_what_is_refused_never_happens() -> None:
    """Neither the move into a call nor that to another variable is an arrow; a red cross stands there."""
    for target in (CALL, Target(TargetKind.VARIABLE, "b", 2)):
        gone = event(EventKind.MOVE, 3, "a", target=target, refused=Refusal("E0505", 2))
        a, b = variable(1, "a", 1, *born(1, "a"), gone, states=states(owned="2-3")), variable(2, "b", 3, *born(3, "b"))
        conflict = Conflict("E0505", "no", (Label(3, 1, 3, 2, None, True),), (1,))
        shown = drawn(timeline(function("f", 1, 4, a, b), conflicts=(conflict,)), "\n" * 4)
        assert signs(shown, 1) == [(1, Shape.VALUE)]
        assert all(link.refused for link in shown.links)
        assert [clash.line for clash in shown.clashes] == [3]


def test_who_would_get_a_value_by_what_is_refused_never_has_one() -> None:
    shown = drawn(REFUSED, REFUSED_CODE)
    assert {i: signs(shown, i) for i in (3, 4, 5)} == {
        3: [(4, Shape.NEVER)],
        4: [(5, Shape.NEVER)],
        5: [(8, Shape.NEVER)],
    }
    assert {i for i in shown.lanes if shown.lanes[i].refused} == {3, 4, 5}
    refused = {(link.source, link.target) for link in shown.links if link.refused}
    assert refused == {(1, 3), (1, 4)}  # and of what never came, nothing goes on
    assert [(link.source, link.target) for link in shown.links if not link.refused] == [(1, 2)]


def test_what_never_began_has_a_line_only_where_another_refusal_meets_it() -> None:
    shown = drawn(REFUSED, REFUSED_CODE)
    assert [clash.holder for clash in shown.clashes] == [2, 3]
    assert {i: {s.style for s in shown.strokes if s.variable == i} for i in (2, 3, 4, 5)} == {
        2: {Style.MUTABLE},
        3: {Style.WOULD},
        4: set(),
        5: set(),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"refused": Refusal("E0597", 9)},  # it begins, and lasts for too long
        {"refused": Refusal("E0499")},  # only the next round of a loop is refused
        {"excludes": (1,)},  # another path of the same line gives a value
        {"refused": None},
    ],
)
def test_a_borrower_begins_where_only_what_follows_is_refused(changes: dict[str, object]) -> None:
    body = REFUSED.functions[0]
    loans = tuple(replace(x, **changes) if x.id == 2 else x for x in body.loans)  # type: ignore[arg-type]
    assert refused_starts(body) == {3, 4, 5}
    assert refused_starts(replace(body, loans=loans)) == {4}


def test_what_has_a_value_already_keeps_it_when_more_is_refused() -> None:
    """A vector, to which a refused borrow would be pushed."""
    v = variable(2, "v", 1, *born(1, "v"), states=states(owned="2-5"))
    pushed = loan(1, "a", 1, MUTABLE, (3, 4), holders=(2,), order=3, refused=Refusal("E0499", 2))
    assert refused_starts(function("f", 1, 5, variable(1, "a", 1, *born(1, "a")), v, pushed)) == frozenset()


def test_a_value_from_what_has_none_never_comes() -> None:
    for before, kind in ((State.MOVED, EventKind.MOVE), (State.OWNED, EventKind.REFUSED)):
        gone = event(kind, 3, "a", target=Target(TargetKind.VARIABLE, "b", 2), before=before)
        a, b = variable(1, "a", 1, *born(1, "a"), gone), variable(2, "b", 3, *born(3, "b"))
        assert refused_starts(function("f", 1, 4, a, b)) == {2}


def test_what_is_changed_through_a_captured_reference_is_no_new_reference() -> None:
    changed = event(EventKind.REASSIGN, 4, "n")
    n = variable(1, "n", 3, event(EventKind.ARGUMENT, 3, "n"), changed, captured=True, by_reference=MUTABLE)
    closure = function("closure", 3, 5, replace(n, states=states(owned="4-5")), parent_line=1)
    assert signs(drawn(timeline(closure), "\n" * 5), 1) == [(3, Shape.REFERENCE)]


def test_a_borrow_that_is_refused_where_it_is_made_leads_to_nothing() -> None:
    a, r = variable(1, "a", 1, *born(1, "a")), variable(2, "r", 3, *born(3, "r"), reference=MUTABLE)
    one = loan(1, "a", 1, MUTABLE, (3, 4), holders=(2,))

    def linked(refused: Refusal | None) -> bool:
        shown = drawn(timeline(function("f", 1, 5, a, r, replace(one, refused=refused))), "\n" * 5)
        return any(link.kind is MUTABLE and not link.refused for link in shown.links)

    assert linked(None)
    assert not linked(Refusal("E0499", 2))
    assert not linked(Refusal("E0596", 1))
    assert linked(Refusal("E0597", 5))  # it begins, and lasts for too long
    assert linked(Refusal("E0499"))  # it is refused in the next round of a loop
    assert linked(Refusal("E0502", 4))


def test_a_second_move_of_what_has_moved_is_no_arrow_but_in_the_next_round_of_a_loop_it_is_the_first() -> None:
    moves = [event(EventKind.MOVE, n, "a", target=CALL) for n in (3, 4)]
    a = variable(1, "a", 2, *born(2, "a"), *moves, states=states(owned="3", moved="4-5"))
    second = (Role.ORIGIN, Fact.MOVED, 3, 1), (Role.CLASH, Fact.MOVED, 4, 1)
    conflict = Conflict("E0382", "no", (), (1,), points=points(*second))
    shown = drawn(timeline(function("main", 1, 6, a), conflicts=(conflict,)), PLAIN)
    assert signs(shown, 1) == [(2, Shape.VALUE), (3, Shape.AWAY)]
    again = (Role.ORIGIN, Fact.MOVED, 4, 1), (Role.CLASH, Fact.MOVED, 4, 1)
    around = replace(conflict, points=points(*again))
    once = replace(a, events=(*born(2, "a"), moves[1]))
    shown = drawn(timeline(function("main", 1, 6, once), conflicts=(around,)), LOOP)
    assert signs(shown, 1) == [(2, Shape.VALUE), (4, Shape.AWAY)]


def test_only_the_lines_shown_are_drawn() -> None:
    shown = scene(MOVED, MOVED_CODE, [4, 6])
    assert {(shown.rows[s.row], s.row) for s in shown.signs} == {(4, 0), (6, 1)}
    assert all(0 <= s.top < s.bottom <= 4 for s in shown.strokes)
    assert (shown.row(4), shown.row(5), shown.row(99)) == (0, 1, 1)


# --- refusals -----------------------------------------------------------------------------------------------------


def test_a_refusal_joins_the_access_with_the_loan_over_the_lines_on_which_both_are_wanted() -> None:
    assert drawn(REJECTED, REJECTED_CODE).clashes == (Clash(4, 1, 2, 3, 5, errors=(0,)),)


def test_a_refusal_meets_whoever_keeps_the_loan_by_then() -> None:
    """One that took it and is gone is none of its parties; nor is there one for want of the word `lent`."""
    body = REJECTED.functions[0]
    taken = replace(body.loans[0], holders=(2, 3), holdings=(Holding(2, (3,)), Holding(3, (3, 4, 5))))
    third = variable(3, "kept", 2, *born(2, "kept"), states=states(owned="3-6"))
    other = replace(body, variables=(*body.variables, third), loans=(taken, *body.loans[1:]))
    for fact in (Fact.LENT, Fact.CAPTURED):
        (error,) = REJECTED.conflicts
        error = replace(error, points=(replace(error.points[0], fact=fact), *error.points[1:]))
        (met,) = drawn(replace(REJECTED, functions=(other,), conflicts=(error,)), REJECTED_CODE).clashes
        assert met.holder == 3


def test_errors_that_would_be_drawn_alike_share_a_refusal_and_a_band() -> None:
    twice = replace(REJECTED, conflicts=REJECTED.conflicts * 2)
    (met,) = drawn(twice, REJECTED_CODE).clashes
    assert met.errors == (0, 1)
    assert bands([met, replace(met, line=5, errors=(2,))]) == (Band(1, 2, 3, 5, (0, 1, 2)),)


def test_a_longer_band_lies_behind_a_shorter_one() -> None:
    shorter, longer, apart = Clash(4, 1, 2, 3, 5, None, (0,)), Clash(4, 1, 3, 2, 6, None, (1,)), Clash(9, 1, 2, 8, 9)
    assert [(band.first, band.inset) for band in bands([shorter, longer, apart])] == [(2, 0), (3, 1), (8, 0)]
    assert bands([Clash(4, 1, None, 4, 4)]) == ()


def points(*found: tuple[Role, Fact, int, int | None]) -> tuple[Point, ...]:
    return tuple(Point(role, fact, line, 9, "a", variable_id=i) for role, fact, line, i in found)


def clash(code: str, *found: tuple[Role, Fact, int, int | None], variables: tuple[int, ...] = (1,)) -> Clash | None:
    a = variable(1, "a", 1, *born(1, "a"), states=states(owned="2-6"))
    r = variable(2, "r", 2, *born(2, "r"), reference=SHARED, states=states(owned="3-6"))
    conflict = Conflict("E0", "no", (Label(4, 9, 4, 10, None, True),), variables, points=points(*found))
    shown = drawn(timeline(function("main", 1, 6, a, r), conflicts=(conflict,)), code)
    return next((replace(found, errors=()) for found in shown.clashes), None)


PLAIN = "\n" * 6
LOOP = "fn main() {\n    a;\n    for x in y {\n        drop(a);\n    }\n}\n"


def test_a_value_that_was_moved_is_missed_from_the_move_to_the_use() -> None:
    moved, used = (Role.ORIGIN, Fact.MOVED, 2, 1), (Role.CLASH, Fact.BORROWED, 4, 1)
    assert clash(PLAIN, moved, used) == Clash(4, 1, None, 2, 4)


def test_who_needs_a_loan_is_its_holder() -> None:
    lent, needed = (Role.ORIGIN, Fact.LENT, 2, 1), (Role.NEED, Fact.USED, 5, 2)
    assert clash(PLAIN, lent, needed, (Role.CLASH, Fact.MOVED, 4, 1)) == Clash(4, 1, 2, 2, 5)
    assert clash(PLAIN, lent, (Role.NEED, Fact.CALLER, 6, None), (Role.CLASH, Fact.MOVED, 4, 1)) == Clash(
        4, 1, None, 2, 6
    )


def test_what_collides_in_another_round_is_wanted_all_around_the_loop() -> None:
    around = Clash(4, 1, None, 3, 5, Loop(3, 5))
    assert clash(LOOP, (Role.ORIGIN, Fact.MOVED, 4, 1), (Role.CLASH, Fact.MOVED, 4, 1)) == around
    lent, clashing = (Role.ORIGIN, Fact.LENT, 4, 1), (Role.CLASH, Fact.MOVED, 4, 1)
    assert clash(LOOP, lent, (Role.NEED, Fact.NEXT_ROUND, 4, 2), clashing) == replace(around, holder=2)
    assert clash(LOOP, (Role.ORIGIN, Fact.DECLARED, 4, 1), clashing) == Clash(4, 1, None, 4, 4)


def test_an_error_without_points_stands_where_rustc_points() -> None:
    assert clash(PLAIN) == Clash(4, 1, None, 4, 4)
    assert clash(PLAIN, variables=()) is None


# --- places ---------------------------------------------------------------------------------------------------------


def many(count: int, first: int = 1) -> list[Variable]:
    return [
        variable(n, f"v{n}", n, *born(n, f"v{n}"), states=states(owned=f"{n + 1}-40"))
        for n in range(first, first + count)
    ]


def test_lanes_of_all_functions_begin_at_the_left_and_keep_their_order() -> None:
    one = function("one", 1, 9, *many(3))
    two = function("two", 11, 20, *many(2, 11))
    places = columns(drawn(timeline(one, two), "\n" * 40).groups, 5)
    assert places.places == {1: 0, 2: 1, 3: 2, 11: 0, 12: 1}
    assert (places.folds, places.width) == ((), 3)


def test_a_closure_stands_with_the_function_around_it() -> None:
    inner = function("closure", 3, 5, *many(1, 4), parent_line=1)
    shown = drawn(timeline(function("main", 1, 9, *many(1)), inner), "\n" * 9)
    assert [[row.lane.variable.id for row in group] for group in shown.groups] == [[1, 4]]


def test_of_too_many_lanes_the_least_interesting_share_a_column() -> None:
    plain = [replace(v, needs_drop=False) for v in many(6)]
    owner, holder = plain[4], replace(plain[5], reference=MUTABLE, needs_drop=False)
    body = function("main", 1, 9, *plain[:4], owner, holder, loan(1, "v5", 5, MUTABLE, (6, 7), holders=(6,)))
    found = columns(drawn(timeline(body), "\n" * 40).groups, 5)
    assert {5, 6} <= set(found.places)
    assert len(found.places) == 4
    (fold,) = found.folds
    assert fold == Fold(4, tuple(i for i in range(1, 7) if i not in found.places))
    assert (list(found.places.values()), found.width) == ([0, 1, 2, 3], 5)


def test_lanes_that_begin_beside_each_other_leave_room_for_names() -> None:
    """Those of arguments stand over their lanes; others would be far from them there."""
    pair = [variable(n, f"v{n}", 3, *born(3, f"v{n}"), states=states(owned="4")) for n in (1, 2)]
    groups = drawn(timeline(function("f", 1, 4, *pair)), "\n" * 4).groups
    assert named_at_head(groups[0]) == frozenset()
    assert columns(groups, 5).places == {1: 0, 2: 1}
    assert columns(groups, 5, len).places == {1: 0, 2: 3}


def test_names_of_several_arguments_stand_over_their_lanes() -> None:
    arguments = [
        variable(n, f"v{n}", 1, event(EventKind.ARGUMENT, 1, f"v{n}"), states=states(owned="2")) for n in (1, 2)
    ]
    (group,) = drawn(timeline(function("f", 1, 4, *arguments, *many(1, 3))), "\n" * 4).groups
    assert named_at_head(group) == {1, 2}
