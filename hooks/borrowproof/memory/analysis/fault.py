"""What memory holds right before undefined behaviour: a recording, ended where a sanitizer found the fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.facts.errors import Underivable
from borrowproof.model.memory import AllocationEvent, AllocationEventKind, Ending, EndingKind, Moment, Note, Recording
from borrowproof.model.sanitizer_report import MemoryAccess, MemoryEvent, SanitizerReport

_DOES = {MemoryEvent.READ: "reads", MemoryEvent.WRITTEN: "writes to", MemoryEvent.FREED: "frees"}
_WHAT = {
    "heap-use-after-free": "memory that is freed",
    "double-free": "memory that is freed already",
    "stack-use-after-return": "memory of a call that has returned",
    "stack-use-after-scope": "memory of a variable that is gone",
    "bad-free": "memory that is no block of the heap",
}
_BEYOND = "memory beyond the end of a value"  # of the kinds that are overflows


def until_fault(recording: Recording, report: SanitizerReport) -> Recording:
    """The steps up to the line that the report blames, which is the last one.

    Where the report tells of a free, the last step is after that very free, unless the line that is blamed does both.
    Raises Underivable where the recording does not show what the report says.
    """
    if not report.accesses:
        raise Underivable("the sanitizer's report names no line of the program")
    wrong, *earlier = report.accesses
    freed = _freed(recording, earlier)
    before = [s.index for s in recording.steps if s.moment is Moment.BEFORE and s.line == wrong.line]
    after_free = [index for index in before if index >= freed]
    if not before or (not after_free and wrong.line not in _frees(earlier)):
        raise Underivable(f"the recording has no step before line {wrong.line} at which memory is as the report says")
    last = after_free[0] if after_free else before[-1]
    ending = Ending(EndingKind.FAULT, None, f"line {wrong.line} {_DOES[wrong.event]} {_WHAT.get(report.kind, _BEYOND)}")
    notes = (*recording.notes, Note.KEEPS_FREED) if _frees(earlier) else recording.notes
    return replace(recording, steps=recording.steps[: last + 1], ending=ending, notes=notes)


def _frees(accesses: Sequence[MemoryAccess]) -> list[int]:
    """The lines that freed memory."""
    return [access.line for access in accesses if access.event is MemoryEvent.FREED]


def _freed(recording: Recording, accesses: Sequence[MemoryAccess]) -> int:
    """The index of the step before which the free happened that the report tells of; 0 where it tells of none.

    What ends with a statement whose last call returned is freed on that call's line, as a recording counts.
    """
    told = {access.event: access.line for access in accesses}
    if MemoryEvent.FREED not in told:
        return 0
    born = {one.id for one in recording.allocations if one.line == told.get(MemoryEvent.ALLOCATED, one.line)}
    events = ((step.index, event) for step in recording.steps for event in step.events)
    frees = [(index, e.line) for index, e in events if _gone(e) in born]
    if not frees:
        raise Underivable(f"the recording has no block of line {told.get(MemoryEvent.ALLOCATED)} that was freed")
    return next((index for index, line in frees if line == told[MemoryEvent.FREED]), frees[0][0])


def _gone(event: AllocationEvent) -> str:
    return event.allocation if event.kind is AllocationEventKind.FREE else event.previous
