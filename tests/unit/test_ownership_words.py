"""The sentences about a timeline: exact words, each event and loan once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from borrowproof.ownership import words
from borrowproof.ownership.model import EndKind, Event, EventKind, Function, FunctionKind, LoanEnd, Target, Timeline
from tests.unit.ownership_made import (
    ALBUM,
    MOVED,
    MUTABLE,
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

EVERYTHING = range(1, 100)


def said(one: Timeline) -> list[tuple[int, str]]:
    return [(s.line, s.text) for s in words.sentences(one, EVERYTHING)]


def test_moves_reads_and_drops() -> None:
    assert said(MOVED) == [
        (2, "`song` gets a value and owns it"),
        (3, "`song` moves to `album`"),
        (4, "`album` is lent `&` to `String::len`"),
        (4, "`size` gets a value"),
        (5, "`album` is read by `println!`"),
        (6, "`album` moves into `drop`"),
        (7, "`hit` gets a value and owns it"),
        (8, "`size` is read by `println!`"),
        (9, "`hit` is dropped"),
        (9, "nothing to drop for `song` (moved), `album` (moved) and `size`"),
    ]


def test_a_rejected_program_has_the_compilers_words_first() -> None:
    assert said(REJECTED) == [
        (2, "`v` gets a value and owns it"),
        (3, "immutable borrow occurs here"),
        (3, "`first` borrows `v` until line 5"),
        (4, "mutable borrow occurs here"),
        (4, "`v` is lent `&mut` to `Vec::push`"),
        (5, "immutable borrow later used here"),
        (5, "`first` is read by `println!`"),
        (6, "`v` is dropped"),
        (6, "nothing to drop for `first`"),
    ]
    errors = [s for s in words.sentences(REJECTED, EVERYTHING) if s.error]
    assert [(s.line, s.primary) for s in errors] == [(3, False), (4, True), (5, False)]
    assert words.errors(REJECTED) == (
        "error[E0502]: cannot borrow `v` as mutable because it is also borrowed as immutable",
    )


def test_a_lint_that_is_an_error_has_no_code() -> None:
    lint = replace(REJECTED.conflicts[0], code="dangerous_implicit_autorefs", message="implicit autoref")
    assert words.errors(replace(REJECTED, conflicts=(lint,))) == ("error: implicit autoref",)
    assert "an error without a code" in words.description(replace(REJECTED, conflicts=(lint,)), EVERYTHING)


def test_only_the_lines_shown_are_spoken_of() -> None:
    assert {s.line for s in words.sentences(REJECTED, [3, 4])} == {3, 4}


def told(one: Function) -> tuple[Counter[Event], Counter[int]]:
    sentences = words.sentences(timeline(one), EVERYTHING)
    return Counter(e for s in sentences for e in s.events), Counter(i for s in sentences for i in s.loans)


@pytest.mark.parametrize("one", [MOVED.functions[0], REJECTED.functions[0]], ids=["moved", "rejected"])
def test_every_event_and_loan_is_told_once(one: Function) -> None:
    events, loans = told(one)
    assert events == Counter(e for v in one.variables for e in v.events)
    assert loans == Counter(a.id for a in one.loans)


def about(*events: Event, **changes: object) -> list[str]:
    """The sentences about a variable `x` of line 1, on line 2."""
    x = variable(1, "x", 1, *events, **changes)
    return [s.text for s in words.sentences(timeline(function("main", 1, 9, x)), [2])]


TARGETS = [
    (Target(T.CALL, "Vec::push"), "`x` moves into `Vec::push`"),
    (Target(T.CALL, "for"), "`x` moves into the `for` loop"),
    (Target(T.CLOSURE, "closure", through="thread::spawn"), "`x` moves into the closure for `thread::spawn`"),
    (Target(T.CLOSURE, "closure"), "`x` moves into a closure"),
    (Target(T.CLOSURE, "show", 7), "`x` moves into the closure `show`"),
    (Target(T.CLOSURE, "async block"), "`x` moves into the async block"),
    (Target(T.RETURN), "`x` moves to the caller"),
    (Target(T.YIELD), "`x` moves out to whoever resumes this"),
    (Target(T.PLACE, "*r"), "`x` moves to `*r`"),
    (Target(T.TEMPORARY), "`x` moves into a temporary value"),
    (Target(T.VARIABLE, "pair.0", 7), "`x` moves to `pair.0`"),
]


def test_every_target_has_its_words() -> None:
    assert {target.kind for target, _ in TARGETS} == set(T)


@pytest.mark.parametrize(("target", "words_for_it"), TARGETS, ids=lambda x: x.kind if isinstance(x, Target) else "")
def test_where_values_go(target: Target, words_for_it: str) -> None:
    assert about(event(E.MOVE, 2, "x", target=target)) == [words_for_it]


KINDS = [
    (E.ARGUMENT, {}, "`x` comes from the caller, to be owned here"),
    (E.ARGUMENT, {"reference": MUTABLE}, "`x` borrows mutably from the caller"),
    (E.ARGUMENT, {"needs_drop": False}, "`x` comes from the caller"),
    (E.ARGUMENT, {"captured": True, "by_reference": SHARED}, "`x` is captured by `&`"),
    (E.ARGUMENT, {"captured": True}, "`x` is captured: the closure owns it"),
    (E.ARGUMENT, {"captured": True, "needs_drop": False}, "`x` is captured: the closure owns it"),
    (E.DECLARE, {}, "`x` is declared, without a value"),
    (E.INIT, {}, "`x` gets a value and owns it"),
    (E.INIT, {"needs_drop": False}, "`x` gets a value"),
    (E.INIT, {"reference": SHARED}, "`x` gets a reference"),
    (E.REINIT, {}, "`x` gets a value again"),
    (E.REASSIGN, {}, "`x` gets a new value"),
    (E.WRITE, {}, "`x` is written"),
    (E.COPY, {}, "`x` is copied"),
    (E.RAW, {}, "`x` gets a raw pointer, which nobody checks"),
    (E.DROP, {}, "`x` is dropped"),
    (E.DROP_IF_OWNED, {}, "`x` is dropped only if still owned"),
    (E.DROP_REST, {}, "`x` is dropped as far as it was not moved"),
    (E.SCOPE_END, {}, "nothing to drop for `x`"),
]


def test_every_kind_has_its_words() -> None:
    assert {kind for kind, _, _ in KINDS} | {E.MOVE} == set(EventKind)


@pytest.mark.parametrize(("kind", "changes", "sentence"), KINDS)
def test_what_happens(kind: EventKind, changes: dict[str, object], sentence: str) -> None:
    assert about(event(kind, 2, "x"), **changes) == [sentence]


def test_an_old_value_is_dropped_with_its_replacement() -> None:
    replaced = event(E.DROP, 2, "x", 20, replaced=True)
    assert about(replaced, event(E.REASSIGN, 2, "x", 21)) == ["`x` gets a new value; the old one is dropped"]
    unsure = event(E.DROP_IF_OWNED, 2, "x", 20, replaced=True)
    assert about(unsure, event(E.REINIT, 2, "x", 21)) == [
        "`x` gets a value again; the old one is dropped if it is still there"
    ]
    part = event(E.DROP, 2, "x.name", 20, replaced=True)
    assert about(part, event(E.WRITE, 2, "x.name", 21)) == [
        "`x.name` is written",
        "the old value of `x.name` is dropped",
    ]


def test_what_depends_on_the_path_taken_is_said_so() -> None:
    moved = event(E.MOVE, 1, "x", target=Target(T.CALL, "drop"))
    assert about(moved, states=states(owned="1", maybe="2-3")) == ["`x` may be moved (depends on the path taken)"]
    assert about(states=states(uninit="1", maybe="2")) == ["`x` may be without a value (depends on the path taken)"]
    again = event(E.MOVE, 2, "x", target=Target(T.CALL, "drop"), before=S.MAYBE)
    assert about(again) == ["`x` may be gone already; if not, it moves into `drop`"]


def test_drops_are_told_in_their_order() -> None:
    rest = variable(1, "p", 1, event(E.DROP_REST, 2, "p", 22))
    first = variable(2, "a", 1, event(E.DROP, 2, "a", 20))
    second = variable(3, "b", 1, event(E.DROP, 2, "b", 21))
    (sentence,) = said(timeline(function("main", 1, 2, rest, first, second)))
    assert sentence[1] == "`a` is dropped, then `b`, then `p` is dropped as far as it was not moved"


def test_only_drops_of_one_path_are_told_in_an_order() -> None:
    end = event(E.SCOPE_END, 5, "a", 53, before=S.MOVED)
    gone = variable(1, "a", 1, event(E.DROP, 5, "a", 20, before=S.OWNED), end, states=states(owned="2", moved="3-5"))
    perhaps = event(E.DROP_IF_OWNED, 5, "b", 21, before=S.MAYBE)
    rest = variable(2, "b", 1, perhaps, states=states(owned="2-4", moved="5"))
    late = variable(3, "c", 3, event(E.DROP, 5, "c", 51, before=S.OWNED), states=states(owned="4-5"))
    assert said(timeline(function("main", 1, 5, gone, rest, late)))[-3:] == [
        (5, "`c` is dropped"),
        (5, "`b` is dropped only if still owned, on a path that leaves early"),
        (5, "`a` is dropped on a path that leaves early"),
    ]


def test_blocks_on_one_line_leave_the_order_of_drops_open() -> None:
    one = variable(1, "a", 2, *born(2, "a"), event(E.DROP, 2, "a", 20))
    two = variable(2, "b", 2, *born(2, "b"), event(E.DROP, 2, "b", 30))
    assert said(timeline(function("main", 1, 3, one, two)))[-1] == (2, "`a` and `b` are dropped")


def test_a_drop_that_an_early_path_shares_has_its_turn_at_the_end_of_the_scope() -> None:
    shared = variable(1, "a", 1, event(E.DROP, 5, "a", 20), event(E.SCOPE_END, 5, "a", 53))
    late = variable(2, "b", 3, event(E.DROP, 5, "b", 51), event(E.SCOPE_END, 5, "b", 52))
    given = variable(3, "c", 1, event(E.DROP, 5, "c", 22), argument=True)
    body = function("main", 1, 5, shared, late, given)
    assert said(timeline(body)) == [(5, "`b` is dropped, then `a`, then `c`")]


def test_two_variables_of_one_name_are_told_apart() -> None:
    old = variable(1, "a", 1, event(E.DROP, 9, "a", 91))
    new = variable(2, "a", 4, event(E.DROP, 9, "a", 90))
    assert said(timeline(function("main", 1, 9, old, new))) == [(9, "`a` (of line 4) is dropped, then `a` (of line 1)")]


def test_a_name_has_its_remarks_together() -> None:
    old = variable(1, "a", 1, event(E.SCOPE_END, 9, "a", before=S.MOVED))
    new = variable(2, "a", 4)
    assert said(timeline(function("main", 1, 9, old, new))) == [(9, "nothing to drop for `a` (of line 1, moved)")]


def test_what_is_read_to_be_written_is_told_once() -> None:
    read, written = event(E.COPY, 2, "*x", 20), event(E.WRITE, 2, "*x", 21)
    assert about(read, written, reference=MUTABLE) == ["`*x` is read and written"]
    assert about(event(E.COPY, 2, "*y", 20), written, reference=MUTABLE) == ["`*y` is copied", "`*x` is written"]


def lending(**changes: object) -> str:
    """The sentence about a loan of `v` on line 2; `r`, a reference of line 2, may hold it."""
    v = variable(1, "v", 1)
    r = variable(2, "r", 2, *born(2, "r"), reference=SHARED)
    fields = {"place": "v", "owner": 1, "kind": SHARED, "live": (2,)} | changes
    one = loan(1, **fields)  # type: ignore[arg-type]  # a mapping of names to fields
    body = function("main", 1, 9, v, r, one)
    (found,) = [s.text for s in words.sentences(timeline(body), [2]) if s.loans]
    assert words.loan(body, one) == found
    return found


def test_loans_are_told_by_what_they_are_for() -> None:
    assert lending(holders=(2,), live=(2, 3, 6)) == "`r` borrows `v` until line 6"
    assert lending(holders=(2,), kind=MUTABLE) == "`r` borrows `v` mutably on this line"
    assert lending(holders=(2,), outlives=True) == "`r` borrows `v` for longer than this function runs"
    assert lending(holders=(2,), place="", owner=None) == "`r` borrows a temporary value on this line"
    assert lending(kind=MUTABLE) == "`v` is lent `&mut` on this line"
    assert lending(lent_to="String::len") == "`v` is lent `&` to `String::len`"
    assert lending(lent_to="+=", kind=MUTABLE) == "`v` is lent `&mut` for `+=`"
    assert lending(lent_to="v") == "`v` is lent `&` to be called"
    assert lending(lent_to="println!") == "`v` is read by `println!`"
    assert lending(capture=True, kind=MUTABLE) == "`v` is captured by `&mut`"
    assert lending(capture=True, holders=(2,)) == "the closure `r` borrows `v` on this line"


def test_a_loan_that_outlives_the_function_is_said_to() -> None:
    returned = (LoanEnd(2, EndKind.RETURN),)
    assert lending(outlives=True) == "`v` is lent `&` for longer than this function runs"
    assert lending(outlives=True, lent_to="f") == "`v` is lent `&` to `f`, for longer than this function runs"
    assert lending(outlives=True, lent_to="v()") == "`v` is lent `&` to be called, for longer than this function runs"
    assigned = (LoanEnd(2, EndKind.OVERWRITE, "v"),)
    assert lending(outlives=True, lent_to="f", ends=assigned) == "`v` is lent `&` to `f`"
    assert lending(outlives=True, ends=returned, holders=(2,)) == "`r` borrows `v` for as long as the caller needs it"
    assert lending(outlives=True, ends=returned, lent_to="f", kind=MUTABLE) == (
        "`v` is lent `&mut` to `f`, for as long as the caller needs it"
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
    assert [s.loans for s in words.sentences(timeline(function("main", 1, 9, v, *loans)), [2])] == [(2,), (1,)]


def test_a_borrow_of_a_temporary_that_nobody_keeps_is_not_told() -> None:
    one = loan(1, "", None, SHARED, (2,), lent_to="String::len")
    body = function("main", 1, 9, one)
    assert said(timeline(body)) == []
    assert words.loan(body, one) == "a temporary value is lent `&` to `String::len`"


def test_alike_things_of_a_line_share_a_sentence() -> None:
    a, b = variable(1, "a", 1, needs_drop=False), variable(2, "b", 1, needs_drop=False)
    reads = [loan(n, name, n, SHARED, (2,), lent_to="println!") for n, name in ((1, "a"), (2, "b"))]
    assert said(timeline(function("main", 1, 2, a, b, *reads))) == [(2, "`a` and `b` are read by `println!`")]


def test_a_closure_on_one_line_says_where_it_happens() -> None:
    n = variable(1, "n", 4, event(E.ARGUMENT, 4, "n"), needs_drop=False)
    inner = function("closure in main, line 4", 4, 4, n, kind=FunctionKind.CLOSURE, parent_line=1)
    assert said(timeline(inner)) == [(4, "in the closure, `n` comes from the caller")]


def test_one_variable_in_words() -> None:
    assert words.variable(MOVED.functions[0], ALBUM) == (
        "line 3: `song` moves to `album`; line 4: `album` is lent `&` to `String::len`; line 5: `album` is read by"
        " `println!`; line 6: `album` moves into `drop`; line 9: nothing to drop for `album` (moved)"
    )


def test_the_picture_is_described() -> None:
    assert words.title("moves.rs") == "Who owns what, line by line: moves.rs"
    assert words.description(REJECTED, EVERYTHING) == (
        "A lane beside the code for each variable: `v` and `first` of `main`."
        " The compiler rejects the program: `E0502`. Sentences say the same."
    )
    assert words.description(timeline(), EVERYTHING) == "No variable is in scope on these lines."
