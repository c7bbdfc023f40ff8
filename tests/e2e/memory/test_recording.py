"""Real runs: where a recording stops, what it tells of each variable, and that all of it fits together."""

from __future__ import annotations

import re

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.derive import derive
from borrowproof.model.memory import (
    OWNING,
    EndingKind,
    FoldKind,
    Moment,
    Note,
    PointerKind,
    Recording,
    Region,
    SlotState,
    ValueKind,
)
from borrowproof.sources.collect import Sources
from tests.e2e.memory.conftest import Recorded
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.site_programs import site_programs
from tests.recorded_memory import is_there, values
from tests.samples import drawn, one_in, sampled

REFERENCES = (PointerKind.SHARED, PointerKind.MUTABLE)
BEFORE, LEAVING = Moment.BEFORE, Moment.LEAVING


def states(recording: Recording, name: str) -> list[tuple[int, SlotState]]:
    """The state of a variable of `main` at each step that tells of it, with the line of `main`."""
    frames = [(frame, slot) for step in recording.steps for frame in step.frames[:1] for slot in frame.slots]
    return [(frame.line, slot.state) for frame, slot in frames if slot.name == name]


def fits_together(recording: Recording) -> None:
    targets = [(v.target, step) for step in recording.steps for v in values(step, moved=False) if v.target is not None]
    assert [target for target, step in targets if not is_there(target, step, recording)] == []
    alive = [v for step in recording.steps for v in values(step, moved=False) if v.pointer in (*OWNING, *REFERENCES)]
    assert [v for v in alive if v.target is not None and v.target.region is Region.FREED] == []
    assert sum(a.size for a in recording.allocations) == recording.totals.allocated
    assert sum(a.size for a in recording.allocations if a.freed is not None) == recording.totals.freed
    assert len(recording.allocations) == recording.totals.allocations
    assert "".join(step.output for step in recording.steps) == recording.stdout
    assert not [slot for step in recording.steps for f in step.frames for slot in f.slots if slot.state == "unknown"]


@pytest.mark.parametrize("name", sampled(PROGRAMS, 6))
def test_everything_fits_together(name: str, recorded: Recorded) -> None:
    fits_together(recorded(name))


@one_in(24)
def test_everything_on_our_site_fits_together(share: int, site: Sources, rustc: Rustc) -> None:
    for code, edition in site_programs(site).values():
        if drawn(code, share):
            fits_together(derive(code, edition, rustc).recording)


def test_the_run_stops_before_each_line_and_at_the_end_of_each_call(recorded: Recorded) -> None:
    moments = [(step.moment, step.line) for step in recorded("song").steps]
    to_the_call = [(BEFORE, line) for line in (6, 7, 8, 9, 10)]
    to_the_end = [(BEFORE, line) for line in (11, 12, 13, 14)]
    assert moments == [*to_the_call, (BEFORE, 3), (LEAVING, 4), *to_the_end, (LEAVING, 14)]


def test_functions_of_every_kind_are_stepped_into(recorded: Recorded) -> None:
    """Generic over a closure, too; std's and those of async code are not."""
    told = {step.function for step in recorded("closures").steps}
    assert told == {"main", "apply", "closure in main, line 9", "closure in main, line 12"}
    assert {step.function for step in recorded("polled").steps} == {"main", "add", "Later::poll"}


def test_a_moved_value_is_nobodys_but_its_new_owners(recorded: Recorded) -> None:
    song = recorded("song")
    assert states(song, "words")[-1] == (14, SlotState.MOVED)
    frames = [slot for step in song.steps for slot in step.frames[0].slots if slot.state is SlotState.MOVED]
    assert {(slot.name, slot.moved_to) for slot in frames} == {("words", "album"), ("song", "Box::new()")}
    assert all(slot.value is None for slot in frames)


@pytest.mark.parametrize("name", ["drops", "panics"])
def test_each_drop_is_seen_when_its_destructor_runs(name: str, recorded: Recorded) -> None:
    """What a `Drop` prints is what the recording is in the middle of, one frame of it for each line."""
    recording = recorded(name)
    printed = re.findall(r"^drop (\w+)$", recording.stdout, re.MULTILINE)
    runs: dict[int, str] = {}
    for step in recording.steps:
        if step.function == "Noisy::drop":
            runs.setdefault(step.frame, "")
            runs[step.frame] += step.output if step.moment is LEAVING else ""
    assert [text.removeprefix("drop ").strip() for text in runs.values()] == printed
    dropping = {
        slot.name
        for step in recording.steps
        for frame in step.frames
        for slot in frame.slots
        if slot.state is SlotState.DROPPING
    }
    expected = {"drops": {"x", "v", "p", "moved", "got", "later", "other", "kept"}, "panics": {"guard", "outer"}}
    assert dropping == expected[name]


def test_a_panic_unwinds_and_drops(recorded: Recorded) -> None:
    panics = recorded("panics")
    assert (panics.ending.kind, panics.ending.code) == (EndingKind.PANIC, 101)
    assert panics.ending.message == "index out of bounds: the len is 2 but the index is 4"
    assert any(step.unwinding for step in panics.steps)
    assert states(panics, "text")[-1][1] is SlotState.DROPPED


def test_what_is_left_of_a_value_is_told_part_by_part(recorded: Recorded) -> None:
    moves = recorded("moves")
    step = next(step for step in moves.steps if step.line == 11)
    order = next(slot for slot in step.frames[0].slots if slot.name == "order")
    assert order.state is SlotState.PARTIAL
    assert order.value is not None
    assert [(item.name, item.moved) for item in order.value.items] == [("id", False), ("items", True), ("note", True)]
    assert "order" not in {slot.name for slot in moves.steps[-1].frames[0].slots if slot.state is SlotState.DROPPED}


def test_loops_and_recursion_fold(recorded: Recorded) -> None:
    loop, recursion = recorded("loop"), recorded("recursion")
    folds = [step.folded for step in loop.steps if step.folded is not None]
    assert [(fold.kind, fold.line) for fold in folds] == [(FoldKind.LOOP, 4), (FoldKind.LOOP, 9)]
    assert loop.recorded_steps == len(loop.steps) + sum(fold.steps for fold in folds)
    assert {fold.kind for step in recursion.steps if (fold := step.folded) is not None} == {FoldKind.RECURSION}
    assert Note.FOLDED in loop.notes


def test_threads_take_turns(recorded: Recorded) -> None:
    threads = recorded("threads")
    assert Note.ONE_SCHEDULE in threads.notes
    assert {step.thread for step in threads.steps} == {1, 2, 3, 4, 5}
    assert threads.stdout == "6 5\n"


def test_a_raw_pointer_to_what_was_freed_says_so(recorded: Recorded) -> None:
    last = recorded("raw").steps[-1]
    freed = next(slot.value for slot in last.frames[0].slots if slot.name == "freed")
    assert freed is not None
    assert freed.target is not None
    assert freed.target.region is Region.FREED


def test_a_loop_begins_a_round_without_what_the_round_before_held(recorded: Recorded) -> None:
    """It comes back by a jump that belongs to its last line. And `vec!` behind a type loses no row."""
    queue = recorded("queue")
    fits_together(queue)
    held = [{slot.name for slot in step.frames[0].slots} for step in queue.steps if step.line == 5]
    assert held == [{"queue"}] * 4


def test_a_value_whose_type_nothing_tells_is_opaque(recorded: Recorded) -> None:
    """What a panic carries is of a type of std, for which there is no debug information."""
    caught = recorded("caught")
    fits_together(caught)
    boxed = next(slot.value for slot in caught.steps[-2].frames[0].slots if slot.name == "caught")
    assert boxed is not None
    target = boxed.items[0].target
    assert target is not None
    there = next(block for block in caught.steps[-2].heap if block.allocation == target.place)
    assert [value.kind for value in there.contents] == [ValueKind.OPAQUE]
