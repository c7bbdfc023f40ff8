"""The sentences about a timeline: exact words, each event and loan once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from borrowproof.model.timeline import EndKind, Event, EventKind, Function, LoanEnd, Refusal, Target
from borrowproof.ownership.picture.description import description
from borrowproof.ownership.picture.lanes import lanes
from borrowproof.ownership.wording import sentences
from tests.unit.ownership.made import (
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
from tests.unit.ownership.told import about, said

EVERYTHING = range(1, 100)


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
    ]
    errors = [s for s in sentences.sentences(REJECTED, EVERYTHING) if s.error]
    assert [(s.line, s.primary) for s in errors] == [(3, False), (4, True), (5, False)]
    assert sentences.error_messages(REJECTED) == (
        "error[E0502]: cannot borrow `v` as mutable because it is also borrowed as immutable",
    )


def test_a_lint_that_is_an_error_has_no_code() -> None:
    lint = replace(REJECTED.conflicts[0], code="dangerous_implicit_autorefs", message="implicit autoref")
    assert sentences.error_messages(replace(REJECTED, conflicts=(lint,))) == ("error: implicit autoref",)
    assert "an error without a code" in description(replace(REJECTED, conflicts=(lint,)), lanes(REJECTED, EVERYTHING))


def test_only_the_lines_shown_are_spoken_of() -> None:
    assert {s.line for s in sentences.sentences(REJECTED, [3, 4])} == {3, 4}


def told(one: Function) -> tuple[Counter[Event], Counter[int]]:
    told = sentences.sentences(timeline(one), EVERYTHING)
    return Counter(e for s in told for e in s.events), Counter(i for s in told for i in s.loans)


@pytest.mark.parametrize("one", [MOVED.functions[0], REJECTED.functions[0]], ids=["moved", "rejected"])
def test_every_event_and_loan_is_told_once(one: Function) -> None:
    events, loans = told(one)
    ends = {e for v in one.variables for e in v.events if e.kind is E.SCOPE_END}
    dropped = {(e.line, v.id) for v in one.variables for e in v.events if e.kind is E.DROP}
    idle = {e for v in one.variables for e in v.events if e in ends and (e.line, v.id) not in dropped}
    assert events == Counter(e for v in one.variables for e in v.events if e not in idle)
    assert loans == Counter(a.id for a in one.loans)


TARGETS = [
    (Target(T.CALL, "Vec::push"), "`x` moves into `Vec::push`"),
    (Target(T.CALL, "for"), "`x` moves into the `for` loop"),
    (Target(T.CALL, "x"), "`x` is used up by its call"),
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
    (E.ARGUMENT, {"captured": True, "by_reference": SHARED}, "`x` is held by `&`"),
    (E.ARGUMENT, {"captured": True}, "`x` is held by value"),
    (E.ARGUMENT, {"captured": True, "needs_drop": False}, "`x` is held by value"),
    (E.DECLARE, {}, "`x` is declared, without a value"),
    (E.INIT, {}, "`x` gets a value and owns it"),
    (E.INIT, {"needs_drop": False}, "`x` gets a value"),
    (E.INIT, {"reference": SHARED}, "`x` gets a reference"),
    (E.REINIT, {}, "`x` gets a value again"),
    (E.REASSIGN, {}, "`x` gets a new value"),
    (E.WRITE, {}, "`x` is written"),
    (E.REFUSED, {}, "`x` would move into a temporary value, but may not be moved out"),
    (E.LEND, {}, "`x` would be lent `&mut`, but a shared reference leads there"),
    (E.COPY, {}, "`x` is copied"),
    (E.READ, {}, "`x` is lent `&` on this line"),
    (E.RAW, {}, "a raw pointer to `x` is made, which nobody checks"),
    (E.DROP, {}, "`x` is dropped"),
    (E.DROP_IF_OWNED, {}, "`x` is dropped only if still owned"),
    (E.DROP_REST, {}, "`x` is dropped as far as it was not moved"),
]


def test_every_kind_has_its_words() -> None:
    assert {kind for kind, _, _ in KINDS} | {E.MOVE, E.SCOPE_END} == set(EventKind)


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
        "the old value of `x.name` is dropped",
        "`x.name` is written",
    ]


def test_what_is_behind_a_reference_is_not_dropped_with_it() -> None:
    behind = event(E.DROP, 2, "*x", 20, replaced=True)
    assert about(behind, event(E.REASSIGN, 2, "x", 22)) == ["the old value of `*x` is dropped", "`x` gets a new value"]
    refused = replace(behind, refused=Refusal("E0506", 1))
    assert about(refused) == ["the old value of `*x` would be dropped, but it is lent on line 1"]


def test_a_lifetime_that_may_be_too_short_is_told_as_what_would_happen() -> None:
    returned = replace(event(E.COPY, 2, "x", 20, target=Target(T.RETURN)), refused=Refusal("E0621"))
    assert about(returned) == ["`x` would be copied to the caller, but it may not live long enough"]
    written = replace(event(E.WRITE, 2, "x.name", 20), refused=Refusal(None))
    assert about(written) == ["`x.name` would be written, but the new value may not live long enough"]


def test_what_may_not_be_changed_is_told_by_what_leads_there() -> None:
    assert about(replace(event(E.WRITE, 2, "x.n", 20), refused=Refusal("E0594"))) == [
        "`x.n` would be written, but it is not `mut`"
    ]
    shared = replace(event(E.WRITE, 2, "x.n", 20), refused=Refusal("E0594", shared=True))
    assert about(shared) == ["`x.n` would be written, but a shared reference leads there"]
    captured = replace(variable(1, "x", 1, shared), captured=True)
    assert said(timeline(function("main", 1, 3, captured))) == [
        (2, "`x.n` would be written, but the closure has to be `Fn`, which may not change what it has captured")
    ]


def test_what_changes_a_value_is_not_told_before_what_came_first() -> None:
    called = Target(T.CALL, "f")
    first, second = event(E.READ, 2, "*f", 20, target=called), event(E.READ, 2, "*g", 24, target=Target(T.CALL, "g"))
    moved = event(E.MOVE, 2, "x", 21, target=called)
    one = variable(1, "f", 1, replace(first, taken=22), reference=SHARED)
    other = variable(2, "g", 1, replace(second, taken=25), reference=SHARED)
    between = variable(3, "x", 1, replace(moved, taken=22))
    assert said(timeline(function("main", 1, 3, one, other, between))) == [
        (2, "`f` is called"),
        (2, "`x` moves into `f`"),
        (2, "`g` is called"),
    ]
    assert said(timeline(function("main", 1, 3, one, other))) == [(2, "`f` and `g` are called")]


def test_alternatives_are_told_as_such_in_the_order_of_the_text() -> None:
    one = replace(event(E.MOVE, 2, "a", 20, target=Target(T.CALL, "drop"), excludes=(21, 22)), column=30)
    lent = replace(event(E.COPY, 2, "b", 21, excludes=(20,)), column=10)
    other = replace(event(E.MOVE, 2, "b", 22, target=Target(T.CALL, "f"), excludes=(20,)), column=12)
    a, b = variable(1, "a", 1, one), variable(2, "b", 1, lent, other)
    assert said(timeline(function("main", 1, 3, a, b))) == [
        (2, "either `b` is copied, then `b` moves into `f`, or `a` moves into `drop`")
    ]
    alike = replace(other, target=Target(T.CALL, "drop"))
    both = function("main", 1, 3, a, variable(2, "b", 1, replace(alike, column=40)))
    assert said(timeline(both)) == [(2, "either `a` or `b` moves into `drop`")]
    apart = function(
        "main", 1, 3, variable(1, "a", 1, replace(one, excludes=())), variable(2, "b", 1, replace(alike, excludes=()))
    )
    assert said(timeline(apart)) == [(2, "`a` and `b` move into `drop`")]


def test_what_some_paths_do_not_have_is_told_as_perhaps() -> None:
    moved = event(E.MOVE, 2, "x", 20, target=Target(T.CALL, "drop"), conditional=True)
    assert about(moved) == ["perhaps `x` moves into `drop`"]
    given = (
        event(E.DROP, 2, "x", 20, replaced=True, conditional=True),
        event(E.REASSIGN, 2, "x", 21, conditional=True),
    )
    assert about(*given) == ["perhaps `x` gets a new value, and the old one is dropped"]
    one, other = (replace(moved, order=n, excludes=(41 - n,)) for n in (20, 21))
    assert about(one, replace(other, target=Target(T.CALL, "f"))) == [
        "perhaps either `x` moves into `drop`, or `x` moves into `f`"
    ]


def test_what_happens_in_any_case_does_not_perhaps_happen_again() -> None:
    lent = [replace(loan(n, "x", 1, SHARED, (2,), lent_to="f"), line=2, conditional=n == 5) for n in (4, 5)]
    both = function("main", 1, 3, variable(1, "x", 1), *lent)
    assert said(timeline(both)) == [(2, "`x` is lent `&` to `f`")]


def test_values_that_different_paths_give_are_told_as_alternatives() -> None:
    declared, given = event(E.DECLARE, 2, "a", 20), event(E.INIT, 2, "a", 21, excludes=(22,))
    other = replace(event(E.INIT, 2, "b", 22, excludes=(21,)), column=40)
    one = function("main", 1, 3, variable(1, "a", 2, declared, given), variable(2, "b", 1, other))
    assert said(timeline(one)) == [(2, "either `a` or `b` gets a value and owns it")]


def test_what_goes_into_a_call_is_told_when_the_call_begins() -> None:
    outer = event(E.READ, 2, "*a", 20, target=Target(T.CALL, "Cell::set"), taken=40)
    inner = event(E.READ, 2, "*b", 21, target=Target(T.CALL, "Cell::get"), taken=30)
    body = function("main", 1, 3, variable(1, "a", 1, outer), variable(2, "b", 1, inner))
    assert said(timeline(body)) == [(2, "`b` is passed to `Cell::get`"), (2, "`a` is passed to `Cell::set`")]


def test_drops_are_told_in_their_order() -> None:
    rest = variable(1, "p", 1, event(E.DROP_REST, 2, "p", 22))
    first = variable(2, "a", 1, event(E.DROP, 2, "a", 20))
    second = variable(3, "b", 1, event(E.DROP, 2, "b", 21))
    (sentence,) = said(timeline(function("main", 1, 2, rest, first, second)))
    assert sentence[1] == "`a` is dropped, then `b`, then `p` is dropped as far as it was not moved"


def test_only_drops_of_one_path_are_told_in_an_order() -> None:
    end = event(E.SCOPE_END, 5, "a", 53, before=S.MOVED)
    gone = variable(1, "a", 1, event(E.DROP, 5, "a", 21, before=S.OWNED), end, states=states(owned="2", moved="3-5"))
    perhaps = event(E.DROP_IF_OWNED, 5, "b", 20, before=S.MAYBE)
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


def test_two_variables_of_one_name_are_told_apart() -> None:
    old = variable(1, "a", 1, event(E.DROP, 9, "a", 91))
    new = variable(2, "a", 4, event(E.DROP, 9, "a", 90), nth=2)
    assert said(timeline(function("main", 1, 9, old, new))) == [(9, "`a₂` is dropped, then `a`")]


def test_the_end_of_a_scope_is_told_where_a_loan_ends_by_it() -> None:
    end = event(E.SCOPE_END, 4, "a")
    a, r = variable(1, "a", 1, end), variable(2, "r", 2, *born(2, "r"), reference=SHARED)
    over = loan(1, "a", 1, SHARED, (2, 3, 4), holders=(2,), ends=(LoanEnd(4, EndKind.SCOPE_END, "a"),))
    used = loan(1, "a", 1, SHARED, (2, 3), holders=(2,), ends=(LoanEnd(3, EndKind.USE),))
    assert (4, "`a` goes out of scope") in said(timeline(function("main", 1, 5, a, r, over)))
    assert not [text for _, text in said(timeline(function("main", 1, 5, a, r, used))) if "scope" in text]


def test_copies_that_leave_say_where_to() -> None:
    assert about(event(E.COPY, 2, "x", target=Target(T.RETURN))) == ["`x` is copied to the caller"]
    assert about(event(E.COPY, 2, "x", target=Target(T.CLOSURE, "show", 7))) == [
        "`x` is copied into the closure `show`"
    ]


def test_a_variable_that_is_read_for_its_new_value_is_told_so_once() -> None:
    read, given = event(E.COPY, 2, "x", 20), event(E.REASSIGN, 2, "x", 21)
    assert about(read, given) == ["`x` is read and written"]
    captured = event(E.ARGUMENT, 2, "x", 1)
    assert about(captured, read, given, captured=True, by_reference=MUTABLE) == [
        "`x` is held by `&mut`",
        "`x` is read and written",
    ]


def test_what_is_read_to_be_written_is_told_once() -> None:
    read, written = event(E.COPY, 2, "*x", 20), event(E.WRITE, 2, "*x", 21)
    assert about(read, written, reference=MUTABLE) == ["`*x` is read and written"]
    assert about(event(E.COPY, 2, "*y", 20), written, reference=MUTABLE) == ["`*y` is copied", "`*x` is written"]


def test_labels_are_told_as_they_stand_in_the_text_and_last_what_comes_later() -> None:
    conflict = REJECTED.conflicts[0]
    first, second, late = (replace(label, line=4, column=9 - n) for n, label in enumerate(conflict.labels[:3]))
    texts = {"immutable borrow later used here": late, "second": second, "first": first}
    labels = tuple(replace(label, text=text) for text, label in texts.items())
    one = replace(REJECTED, functions=(), conflicts=(replace(conflict, labels=labels),))
    assert [s.text for s in sentences.sentences(one, EVERYTHING)] == [
        "second",
        "first",
        "immutable borrow later used here",
    ]


def test_what_is_lent_has_its_number_where_two_have_its_name() -> None:
    old, new = variable(1, "a", 1), variable(2, "a", 2, nth=2)
    read = loan(1, "a", 2, SHARED, (3,), lent_to="println!")
    assert said(timeline(function("main", 1, 4, old, new, read))) == [(3, "`a₂` is read by `println!`")]


def test_alike_things_of_a_line_share_a_sentence() -> None:
    a, b = variable(1, "a", 1, needs_drop=False), variable(2, "b", 1, needs_drop=False)
    reads = [loan(n, name, n, SHARED, (2,), lent_to="println!") for n, name in ((1, "a"), (2, "b"))]
    assert said(timeline(function("main", 1, 2, a, b, *reads))) == [(2, "`a` and `b` are read by `println!`")]


def test_parts_and_the_ends_of_moves_are_told_apart_by_their_numbers() -> None:
    old = variable(1, "a", 1, event(E.MOVE, 4, "a.0", target=Target(T.VARIABLE, "a", 2)), nth=11)
    new = variable(2, "a", 4, nth=12)
    assert said(timeline(function("main", 1, 9, old, new))) == [(4, "`a₁₁.0` moves to `a₁₂`")]


@pytest.mark.parametrize("type_", ["Option<String>", "Result<u8, Error>", "&'a mut Option<&str>"])
def test_the_value_in_an_option_is_no_field(type_: str) -> None:
    copied = event(E.COPY, 2, "x.0")
    assert about(copied, type=type_) == ["what is in `x` is copied"]
    assert about(copied, type="(i32, Option<i32>)") == ["`x.0` is copied"]


def test_what_is_read_through_a_loan_and_without_one_shares_a_sentence() -> None:
    a = variable(1, "a", 1)
    b = variable(2, "b", 1, event(E.READ, 2, "b.size", target=Target(T.CALL, "println!")), reference=SHARED)
    read = loan(1, "a", 1, SHARED, (2,), lent_to="println!")
    assert said(timeline(function("main", 1, 9, a, b, read))) == [(2, "`a` and `b.size` are read by `println!`")]


def test_the_picture_is_described() -> None:
    assert sentences.title("moves.rs") == "Who owns what, line by line: moves.rs"
    assert description(REJECTED, lanes(REJECTED, EVERYTHING)) == (
        "A lane beside the code for each variable: `v` and `first` of `main`."
        " The compiler rejects the program: `E0502`. Sentences say the same."
    )
    assert description(timeline(), ()) == "No variable is in scope on these lines."
