"""What is said of a step is what the recording says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.memory.wording import phrases, sentences, tables
from borrowproof.memory.wording.names import names
from borrowproof.model.memory import (
    AllocationEventKind,
    Block,
    Drop,
    Fold,
    FoldKind,
    Moment,
    Note,
    PointerKind,
    Region,
    SlotState,
    Step,
    Value,
    ValueKind,
)
from tests.unit.memory import made

AB = Block("h1", (made.text("ab"),))
STRING = made.string("h1", 2)
A_DROPPED = Drop("f1.a", "a", 1)


def said(before: Step, after: Step) -> str:
    return sentences.sentence(made.recording(before, after), 1)


def test_the_steps_of_an_example() -> None:
    recording = made.example("song")
    told = [sentences.sentence(recording, n) for n in range(len(recording.steps))]
    assert told[0] == "`main` begins."
    assert told[5] == "`shout` is called with `text`."
    assert told[6] == "Block A gives way to block E (10 bytes)."
    assert told[10] == "The program prints “2 la la!!”."
    assert (
        told[11] == "`hit` is dropped, `album` is dropped and block E, block F, block C, block D and block B are freed."
    )
    assert sentences.moment(recording.steps[5]) == "Before line 2"
    assert sentences.moment(recording.steps[6]) == "At the end of `shout`, line 3"


def test_a_value_begins_moves_and_ends() -> None:
    empty = made.step(made.frame())
    owned = made.step(made.frame(made.slot("a", STRING)), heap=[AB])
    assert said(empty, owned) == "`a` gets a `String`."
    moved = replace(made.slot("a", state=SlotState.MOVED), moved_to="b")
    assert (
        said(owned, made.step(made.frame(moved, made.slot("b", STRING)), heap=[AB]))
        == "`a` is moved to `b` and `b` gets a `String`."
    )
    into_call = replace(moved, moved_to="a closure")
    assert said(owned, made.step(made.frame(into_call), heap=[AB])) == "`a` is moved to a closure."
    gone = made.step(
        made.frame(made.slot("a", state=SlotState.DROPPED)), events=[made.event(AllocationEventKind.FREE, "h1")]
    )
    assert said(owned, replace(gone, drops=(A_DROPPED,))) == "`a` is dropped and block A is freed."


def test_drops_are_told_in_their_order_whether_or_not_the_variables_are_still_there() -> None:
    two = made.step(made.frame(made.slot("a", STRING), made.slot("b", STRING)), heap=[AB])
    dropped = made.step(made.frame())
    both = replace(dropped, drops=(Drop("f1.b", "b", 3), Drop("f1.a", "a", 3, rest=True)))
    assert said(two, both) == "`b` is dropped and what is left of `a` is dropped."


def test_a_value_that_is_overwritten_is_told_as_the_old_one() -> None:
    held = made.step(made.frame(made.slot("a", STRING)), heap=[AB])
    assert said(held, replace(held, drops=(A_DROPPED,))) == "The old value of `a` is dropped."
    assert said(held, replace(held, drops=(Drop("f1.a", "a.name", 2),))) == "The old value of `a.name` is dropped."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (made.number(7), "7"),
        (made.pointer(PointerKind.SHARED, "f1.a", region=Region.STACK), "a shared reference to `a`"),
        (made.pointer(PointerKind.BOX, "h1"), "a Box that owns block A"),
        (replace(STRING, kind=ValueKind.STRUCT, type="Option<i32>"), "an `Option<i32>`"),
        (replace(STRING, kind=ValueKind.ARRAY, type="[i32; 2]"), "a value of type `[i32; 2]`"),
    ],
)
def test_what_a_variable_gets(value: Value, words: str) -> None:
    before = made.step(made.frame(made.slot("a", made.number(1))), heap=[AB])
    after = made.step(made.frame(made.slot("a", made.number(1)), made.slot("x", value)), heap=[AB])
    assert said(before, after) == f"`x` gets {words}."


def test_a_number_and_a_count_change() -> None:
    one, two = (made.step(made.frame(made.slot("n", made.number(n)))) for n in (1, 2))
    assert said(one, two) == "`n` is now 2."
    assert said(one, one) == "No value changes."

    counted = [Value(ValueKind.COUNTED, "RcInner", 24, 0, strong=n, weak=0, items=(made.number(5),)) for n in (1, 2)]
    held = made.frame(made.slot("r", made.pointer(PointerKind.RC, "h1")))
    steps = [made.step(held, heap=[Block("h1", (value,))]) for value in counted]
    assert said(steps[0], steps[1]) == "The strong count of block A goes from 1 to 2."


def test_what_holds_something_else_is_named_where_nothing_more_is_to_be_said() -> None:
    first = made.step(made.frame(made.slot("a", made.string("h1", 2))), heap=[Block("h1", (made.text("ab"),))])
    longer = made.step(made.frame(made.slot("a", made.string("h1", 3))), heap=[Block("h1", (made.text("abc"),))])
    other = made.step(made.frame(made.slot("a", made.string("h1", 2))), heap=[Block("h1", (made.text("ba"),))])
    assert said(first, longer) == "`a` and block A change."
    assert said(first, other) == "Block A changes."


def test_what_was_new_and_freed_at_once_is_not_told() -> None:
    step = made.step(made.frame(made.slot("a", STRING)), heap=[AB])
    events = [made.event(AllocationEventKind.ALLOC, "h9"), made.event(AllocationEventKind.FREE, "h9")]
    assert said(step, replace(step, events=tuple(events))) == "No value changes."


def test_folds_panics_and_endings() -> None:
    first, second = made.step(made.frame()), made.step(made.frame(), output="hi\tyou\n")
    assert said(first, second) == "The program prints “hi\\tyou”."
    folded = replace(second, folded=Fold(FoldKind.LOOP, 30, 10, 4))
    assert said(first, folded).startswith("10 more rounds of the loop in line 4 are left out. ")
    assert said(first, replace(second, unwinding=True, output="")).startswith("A panic begins")
    whole = replace(made.recording(first, second), notes=(Note.ONE_SCHEDULE,))
    assert sentences.remarks(whole) == ["The program has threads; this is one order of many in which they may run."]
    leaving = replace(first, moment=Moment.LEAVING, thread=2)
    assert sentences.moment(leaving) == "At the end of `main`, line 1, in thread 2"


def test_blocks_are_called_by_letters_in_the_order_of_births() -> None:
    recording = made.recording(made.step(made.frame(), heap=[Block(f"h{n:03}") for n in range(28)]))
    found = names(recording)
    assert [found.letter(f"h{n:03}") for n in (0, 25, 26)] == ["A", "Z", "A2"]
    assert found.called("h999") == "memory that is not shown"


def test_the_table_holds_every_place() -> None:
    recording = made.example("shared_owner")
    step = recording.steps[14]
    sizes = {allocation.id: allocation.size for allocation in recording.allocations}
    rows = list(tables.table(step, sizes, names(recording)))
    assert len(rows) == sum(len(f.slots) for f in step.frames) + len(step.heap) + len(step.statics)
    assert rows[0].where == "main"
    assert "strong 2" in next(row.holds for row in rows if row.where == "block D")
    assert all(row.holds for row in rows)


def test_a_value_is_told_whole() -> None:
    moved = Value(
        ValueKind.STRUCT,
        "Pair",
        8,
        0,
        items=(replace(made.number(1), name="x"), Value(ValueKind.INTEGER, "i32", 4, 4, "y", "2", moved=True)),
    )
    assert phrases.value(moved) == "Pair { x: 1, y: moved out }"
    assert phrases.value(made.numbers(1, 2)) == "[1, 2]"
    assert phrases.value(replace(made.text("a\nb"))) == "“a\\nb”"
    assert phrases.value(STRING) == "a String of length 2, capacity 2, owning h1"
