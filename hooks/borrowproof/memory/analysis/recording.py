"""Everything put together: steps, allocations, how the run ended, and what a reader must know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from borrowproof.backends.recording import SECONDS
from borrowproof.facts.recorded_run import RecordedRun
from borrowproof.memory.analysis.executable_body import ExecutableBody
from borrowproof.memory.analysis.folding import LONGEST, fold, without, without_repetition
from borrowproof.memory.analysis.steps import StepBuilder
from borrowproof.model.memory import (
    Allocation,
    AllocationEventKind,
    Ending,
    EndingKind,
    Note,
    Recording,
    Step,
    Totals,
    Value,
)

_PANIC = re.compile(r"panicked at [^\n]*:\n([^\n]*)")
_THREAD_NUMBER = re.compile(r"^(thread '[^'\n]*') \(\d+\)(?= panicked at )", re.MULTILINE)
_PANICKED = 101  # the exit status of a main thread that panicked
_WHY = {
    "time": "it was still running after {seconds:g} seconds",
    "processes": "it started another process, which is not recorded",
}


def build_recording(
    run: RecordedRun, bodies: Sequence[ExecutableBody], toolchain: str, edition: str, target: str
) -> Recording:
    """The recording of a run. The system numbers threads anew in each run: of a panic that number is left out."""
    builder = StepBuilder(run, bodies)
    steps = builder.steps()
    allocations = builder.heap.allocations()
    shown = {one.id for one in allocations if one.reached}
    kept = [_only(step, shown) for step in steps]
    folded = fold(without_repetition(without(kept, builder.idle)))
    calls, frees, allocated, freed = builder.heap.totals()
    return Recording(
        steps=tuple(folded),
        allocations=tuple(_renumbered(allocations, folded)),
        ending=_ending(run),
        totals=Totals(calls, frees, allocated, freed, allocated - freed),
        notes=tuple(_notes(run, folded)),
        stdout=run.stdout.decode("utf-8", "replace"),
        stderr=_THREAD_NUMBER.sub(r"\1", run.stderr.decode("utf-8", "replace")),
        toolchain=toolchain,
        edition=edition,
        target=target,
        recorded_steps=len(steps),
    )


def _only(step: Step, shown: set[str]) -> Step:
    """The step without the allocations that nothing of the author's ever led to."""
    heap = tuple(block for block in step.heap if block.allocation in shown)
    events = tuple(event for event in step.events if event.allocation in shown)
    return replace(step, heap=heap, events=events)


def _renumbered(allocations: Sequence[Allocation], steps: Sequence[Step]) -> list[Allocation]:
    """The allocations with the indexes of the steps that are kept."""
    born: dict[str, int] = {}
    freed: dict[str, int] = {}
    for step in steps:
        for event in step.events:
            if event.kind is AllocationEventKind.FREE:
                freed[event.allocation] = step.index
            else:
                born[event.allocation] = step.index
                if event.previous:
                    freed[event.previous] = step.index
    return [replace(one, born=born.get(one.id, one.born), freed=_end(one, freed, steps)) for one in allocations]


def _end(allocation: Allocation, freed: dict[str, int], steps: Sequence[Step]) -> int | None:
    if allocation.reached:
        return freed.get(allocation.id)
    return None if allocation.freed is None else min(allocation.freed, len(steps))


def _ending(run: RecordedRun) -> Ending:
    if run.status is None:
        return Ending(EndingKind.STOPPED, None, _WHY[run.stopped].format(seconds=SECONDS))
    panics = _PANIC.findall(run.stderr.decode("utf-8", "replace"))
    said = panics[-1] if panics else ""
    if run.status < 0:
        return Ending(EndingKind.SIGNAL, -run.status, said)
    if run.status == _PANICKED and panics:
        return Ending(EndingKind.PANIC, run.status, said)
    return Ending(EndingKind.EXIT, run.status)


def _notes(run: RecordedRun, steps: Sequence[Step]) -> Iterator[Note]:
    if run.threads > 1:
        yield Note.ONE_SCHEDULE
    if any(step.folded is not None for step in steps):
        yield Note.FOLDED
    if not run.complete or run.status is None or len(steps) == LONGEST:
        yield Note.LIMIT
    if any(_hashes(value) for step in steps for value in _values(step)):
        yield Note.HASH_SEED


def _values(step: Step) -> Iterator[Value]:
    yield from (slot.value for frame in step.frames for slot in frame.slots if slot.value is not None)
    yield from (value for block in step.heap for value in block.contents)


def _hashes(value: Value) -> bool:
    """Whether it is, or holds, a hash map."""
    return value.type.startswith(("HashMap<", "HashSet<")) or any(map(_hashes, value.items))
