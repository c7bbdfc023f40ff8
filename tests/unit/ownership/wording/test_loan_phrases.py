"""The sentences about loans, and about what is borrowed again behind a shared reference."""

from __future__ import annotations

import pytest

from borrowproof.model.timeline import EndKind, Event, Holding, LoanEnd, Refusal, Target, Variable
from borrowproof.ownership.wording import sentences
from tests.unit.ownership.made import (
    MUTABLE,
    SHARED,
    E,
    T,
    born,
    event,
    function,
    loan,
    timeline,
    variable,
)
from tests.unit.ownership.told import about, said

AGAIN = [
    (Target(T.CALL, "str::find"), "`x` is lent `&` to `str::find`"),
    (Target(T.CALL, "println!"), "`x` is read by `println!`"),
    (Target(T.RETURN), "`x` is lent `&` for as long as the caller needs it"),
    (Target(T.PLACE, "r.word"), "`x` is lent `&` for `r.word`"),
    (Target(T.CLOSURE), "`x` is captured by `&`"),
]
WHOLE = [
    (None, "`x` is read"),
    (Target(T.CALL, "str::find"), "`x` is passed to `str::find`"),
    (Target(T.CALL, "[]"), "`x` is indexed"),
    (Target(T.CALL, "println!"), "`x` is read by `println!`"),
    (Target(T.RETURN), "`x` is copied to the caller"),
    (Target(T.VARIABLE, "word", 7), "`x` is copied to `word`"),
]


@pytest.mark.parametrize(("target", "sentence"), AGAIN)
def test_what_lies_behind_a_shared_reference_is_lent_again(target: Target, sentence: str) -> None:
    assert about(event(E.READ, 2, "x", target=target)) == [sentence]


@pytest.mark.parametrize(("target", "sentence"), WHOLE)
def test_a_shared_reference_that_is_borrowed_again_as_a_whole_is_passed_on(
    target: Target | None, sentence: str
) -> None:
    assert about(event(E.READ, 2, "*x", target=target)) == [sentence]


def test_an_element_that_is_only_looked_at_is_read() -> None:
    assert about(event(E.READ, 2, "x[0]", target=Target(T.CALL, "[]"))) == ["`x[0]` is read"]


def lending(**changes: object) -> str:
    """The sentence about a loan of `v` on line 2; `r`, a reference of line 2, may hold it."""
    v = variable(1, "v", 1)
    closure = {"type": "closure"} if changes.get("capture") else {"reference": SHARED}
    r = variable(2, "r", 2, *born(2, "r"), scope_end=changes.pop("scope_end", None), **closure)
    fields = {"place": "v", "owner": 1, "kind": SHARED, "live": (2,)} | changes
    one = loan(1, **fields)  # type: ignore[arg-type]  # a mapping of names to fields
    body = function("main", 1, 9, v, r, one)
    (found,) = [s.text for s in sentences.sentences(timeline(body), [2]) if s.loans]
    return found


def test_loans_are_told_by_what_they_are_for() -> None:
    assert lending(holders=(2,), live=(2, 3, 6)) == "`r` borrows `v` until line 6"
    assert lending(holders=(2,), kind=MUTABLE) == "`r` borrows `v` mutably on this line"
    assert lending(holders=(2,), outlives=True) == "`r` borrows `v` for longer than this function runs"
    assert lending(holders=(2,), place="", owner=None) == "`r` borrows a temporary value on this line"
    assert lending(kind=MUTABLE) == "`v` is lent `&mut` on this line"
    assert lending(lent_to="String::len") == "`v` is lent `&` to `String::len`"
    assert lending(lent_to="+=", kind=MUTABLE) == "`v` is lent `&mut` for `+=`"
    assert lending(lent_to="v") == "`v` is called"
    assert lending(lent_to="v[0]") == "`v` is called"
    assert lending(lent_to="[]") == "`v` is indexed"
    assert lending(lent_to="[]", kind=MUTABLE) == "`v` is indexed, to be changed"
    assert lending(lent_to="*") == "`v` is lent `&` to `Deref`"
    assert lending(lent_to="*", kind=MUTABLE) == "`v` is lent `&mut` to `DerefMut`"
    assert lending(lent_to="println!") == "`v` is read by `println!`"
    assert lending(capture=True, kind=MUTABLE) == "`v` is captured by `&mut`"
    assert lending(capture=True, holders=(2,)) == "the closure `r` borrows `v` on this line"


def test_who_keeps_a_loan_is_told_with_the_line_until_which_each_does() -> None:
    live = (2, 3, 6)
    assert lending(holders=(2,), live=live, holdings=(Holding(2, live),)) == "`r` borrows `v` until line 6"
    gone = "`r` borrows `v` until line 3; a temporary value keeps it until line 6"
    assert lending(holders=(2,), live=live, holdings=(Holding(2, (2, 3)),)) == gone
    v, r = variable(1, "v", 1), variable(2, "r", 2, *born(2, "r"), reference=SHARED)
    others = [variable(3, "all", 1, *born(1, "all")), variable(4, "more", 3, *born(3, "more"))]
    kept = (Holding(2, (2,)), Holding(3, (2, 3)), Holding(4, (3, 6)))
    one = loan(1, "v", 1, SHARED, live, holders=(2, 3, 4), holdings=kept)
    told = said(timeline(function("main", 1, 9, v, r, *others, one)))
    assert (2, "`r` borrows `v`; `all` keeps it until line 3; `more` keeps it until line 6") in told


def test_a_variable_that_keeps_a_loan_of_itself_is_said_to() -> None:
    itself = {"holders": (1,), "live": (2, 3, 6), "holdings": (Holding(1, (3, 6)),), "kind": MUTABLE}
    assert lending(lent_to="f", **itself) == "`v` is lent `&mut` to `f`, and keeps that loan itself until line 6"
    assert lending(**itself) == "`v` is lent `&mut` to `v` itself until line 6"


def test_who_gets_a_value_only_later_is_not_whom_the_variable_itself_borrows_for() -> None:
    v, later = variable(1, "v", 1), variable(2, "w", 4, *born(4, "w"), reference=MUTABLE)
    one = loan(1, "v", 1, MUTABLE, (2, 3, 4, 6), holders=(1, 2))
    told = [text for line, text in said(timeline(function("main", 1, 9, v, later, one))) if line == one.line]
    assert told == ["`v` is lent `&mut` to `v` itself until line 6"]


def test_a_borrow_that_is_refused_is_no_fact() -> None:
    refused = {"refused": Refusal("E0499", 1), "kind": MUTABLE}
    assert lending(lent_to="f", **refused) == "`v` would be lent `&mut` to `f`, but it is lent on line 1"
    assert lending(holders=(2,), **refused) == "`r` would borrow `v` mutably on this line, but it is lent on line 1"
    early = {"refused": Refusal("E0597", 4), "holders": (2,), "live": (2, 3), "needed_lines": (2, 3, 6)}
    gone = (LoanEnd(4, EndKind.SCOPE_END, "v"),)
    assert lending(ends=gone, **early) == "`r` would borrow `v`, needed until line 6, but `v` is gone on line 4"


def test_a_loan_that_outlives_the_function_is_said_to() -> None:
    returned = (LoanEnd(2, EndKind.RETURN),)
    assert lending(outlives=True) == "`v` is lent `&` for longer than this function runs"
    assert lending(outlives=True, lent_to="f") == "`v` is lent `&` to `f`, for longer than this function runs"
    assert lending(outlives=True, lent_to="v()") == "`v` is called, for longer than this function runs"
    assigned = (LoanEnd(2, EndKind.OVERWRITE, "v"),)
    assert lending(outlives=True, lent_to="f", ends=assigned) == "`v` is lent `&` to `f`"
    assert lending(outlives=True, ends=returned, holders=(2,)) == "`r` borrows `v` for longer than this function runs"
    behind = {"outlives": True, "ends": returned, "reborrow": True, "place": "*v"}
    assert lending(holders=(2,), **behind) == "`r` borrows `*v` for as long as the caller needs it"
    assert lending(lent_to="f", kind=MUTABLE, **behind) == (
        "`*v` is lent `&mut` to `f`, for as long as the caller needs it"
    )


def test_a_temporary_value_that_is_dropped_too_early_is_said_to_be() -> None:
    gone = {"place": "", "owner": None, "needed_lines": (2, 3, 4), "ends": (LoanEnd(2, EndKind.SCOPE_END),)}
    assert (
        lending(holders=(2,), **gone)
        == "`r` borrows a temporary value, which is dropped on line 2, but needed until line 4"
    )
    assert lending(lent_to="f", outlives=True, **gone) == (
        "a temporary value is lent `&` to `f`; it is dropped on line 2, but needed for longer than this function runs"
    )


def test_what_a_reference_led_to_outlives_the_reference() -> None:
    left = (LoanEnd(2, EndKind.SCOPE_END, "r"),)
    assert lending(outlives=True, reborrow=True, ends=left, place="*r") == (
        "`*r` is lent `&` for as long as the caller needs it"
    )


def test_a_two_phase_borrow_is_in_force_after_what_is_read_first() -> None:
    push = {"lent_to": "Vec::push", "kind": MUTABLE}
    assert lending(two_phase=2, **push) == (
        "`v` is lent `&mut` to `Vec::push`; only reserved at first, in force when `Vec::push` begins (two-phase borrow)"
    )
    assert "in force on line 4 when `Vec::push` begins" in lending(two_phase=4, **push)
    assert lending(two_phase=2, holders=(2,), kind=MUTABLE) == (
        "`r` borrows `v` mutably on this line; only reserved at first, in force when it is used (two-phase borrow)"
    )
    v = variable(1, "v", 1)
    loans = [loan(1, "v", 1, MUTABLE, (2,), two_phase=2), loan(2, "v", 1, SHARED, (2,))]
    assert [s.loans for s in sentences.sentences(timeline(function("main", 1, 9, v, *loans)), [2])] == [(2,), (1,)]


def test_a_borrow_of_a_temporary_that_nobody_keeps_is_not_told() -> None:
    one = loan(1, "", None, SHARED, (2,), lent_to="String::len")
    body = function("main", 1, 9, one)
    assert said(timeline(body)) == []


def test_what_a_variable_borrows_from_behind_a_shared_reference_is_told_with_it() -> None:
    into = Target(T.VARIABLE, "r", 2)
    part, whole, kept = (event(E.READ, 2, place, target=into) for place in ("x.name", "*x", "*x"))
    r = variable(2, "r", 2, *born(2, "r"), reference=SHARED)
    holder = variable(2, "r", 2, *born(2, "r"))

    def about_both(read: Event, given: Variable) -> list[str]:
        x = variable(1, "x", 1, read, reference=SHARED)
        return [text for _, text in said(timeline(function("main", 1, 9, x, given)))]

    assert about_both(part, r) == ["`r` borrows `x.name`"]
    assert about_both(whole, r) == ["`x` is copied to `r`"]
    assert about_both(kept, holder) == ["`x` is copied to `r`", "`r` gets a value and owns it"]
    captured = event(E.READ, 2, "x.name", target=Target(T.CLOSURE, "r", 2))
    assert about_both(captured, holder)[0] == "`x.name` is captured by `&`"


def test_what_a_guard_borrows_is_said_to_be_for_it() -> None:
    assert lending(in_pattern=True) == "`v` is lent `&` for the guard"
    assert lending(in_pattern=True, holders=(2,)) == "`r` borrows `v` on this line"
