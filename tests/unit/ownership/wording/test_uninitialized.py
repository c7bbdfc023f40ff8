"""What is said where a value is missing, or may be."""

from __future__ import annotations

import pytest

from borrowproof.model.timeline import State, Target
from tests.unit.ownership.made import (
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
from tests.unit.ownership.told import about, said


def test_what_depends_on_the_path_taken_is_said_so() -> None:
    moved = event(E.MOVE, 1, "x", target=Target(T.CALL, "drop"))
    assert about(moved, states=states(owned="1", maybe="2-3")) == ["`x` may be moved (depends on the path taken)"]
    assert about(states=states(uninit="1", maybe="2")) == ["`x` may be without a value (depends on the path taken)"]


def test_what_a_later_line_of_a_loop_moves_is_gone_in_the_next_round() -> None:
    later = event(E.MOVE, 3, "x", target=Target(T.CALL, "drop"))
    assert about(event(E.INIT, 1, "x"), later, states=states(owned="1", maybe="2-3")) == [
        "`x` may have moved in an earlier round"
    ]
    assert about(later, states=states(uninit="1", maybe="2-3")) == [
        "`x` may be without a value (depends on the path taken)"
    ]


def test_a_doubt_is_told_once_by_what_needs_the_value() -> None:
    again = event(E.MOVE, 2, "x", target=Target(T.CALL, "drop"), before=S.MAYBE)
    assert about(again, states=states(maybe="2")) == ["`x` would move into `drop`, but it may have moved already"]
    assert about(again, states=states(uninit="1", maybe="2")) == [
        "`x` would move into `drop`, but there may be no value yet"
    ]
    unsure = event(E.DROP_IF_OWNED, 2, "x", before=S.MAYBE)
    assert about(unsure, states=states(maybe="2")) == ["`x` is dropped only if still owned"]
    x = variable(1, "x", 1, states=states(uninit="1", maybe="2"))
    read = loan(1, "x", 1, SHARED, (2,), lent_to="println!")
    assert said(timeline(function("main", 1, 9, x, read))) == [
        (2, "`x` would be read by `println!`, but there may be no value yet")
    ]


@pytest.mark.parametrize(
    ("before", "why"), [(S.MOVED, "there is no value any more"), (S.UNINIT, "there is no value yet")]
)
def test_what_cannot_happen_is_not_said_to_happen(before: State, why: str) -> None:
    into = Target(T.CALL, "drop")
    assert about(event(E.MOVE, 2, "x", target=into, before=before)) == [f"`x` would move into `drop`, but {why}"]
    assert about(event(E.COPY, 2, "x", before=before)) == [f"`x` would be copied, but {why}"]
    v = variable(1, "v", 1, states=states(**{before.value: "2"}))
    r = variable(2, "r", 2, *born(2, "r"), reference=SHARED)
    read = loan(1, "v", 1, SHARED, (2,), lent_to="println!")
    assert said(timeline(function("main", 1, 9, v, read))) == [(2, f"`v` would be read by `println!`, but {why}")]
    held = loan(1, "v", 1, SHARED, (2,), holders=(2,))
    assert said(timeline(function("main", 1, 9, v, r, held))) == [(2, f"`r` would borrow `v` on this line, but {why}")]


@pytest.mark.parametrize(
    ("state", "why"), [(S.MAYBE, "there may be no value yet"), (S.PARTIAL, "parts of it have moved")]
)
def test_a_borrow_of_what_may_be_gone_is_not_said_to_happen(state: State, why: str) -> None:
    v = variable(1, "v", 1, states=states(**{state.value: "2"}))
    whole, part = (loan(n, place, 1, SHARED, (2,), lent_to="f") for n, place in ((1, "v"), (2, "v.part")))
    assert f"`v` would be lent `&` to `f`, but {why}" in [
        text for _, text in said(timeline(function("m", 1, 9, v, whole)))
    ]
    certain = "`v.part` is lent `&` to `f`"
    assert ((2, certain) in said(timeline(function("m", 1, 9, v, part)))) == (state is S.PARTIAL)


def test_what_a_guard_looks_at_is_there_although_its_variable_has_no_value_yet() -> None:
    v = variable(1, "v", 1, event(E.INIT, 1, "v"), states=states(uninit="2"))
    tested = loan(1, "v", 1, SHARED, (2,), lent_to="String::len")
    assert (2, "`v` is lent `&` to `String::len`") in said(timeline(function("main", 1, 9, v, tested)))
