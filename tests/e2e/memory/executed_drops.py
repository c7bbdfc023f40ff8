"""The drops that a program really makes of its variables, as gdb sees them, and those that a recording tells.

A drop of MIR that is left by rustc's elaboration is compiled to a call of `drop_in_place`: gdb stops at each, and the
address tells which variable it is of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from borrowproof.facts.recorded_run import CallState, Memory, Snapshot
from borrowproof.memory.analysis.bodies import matched
from borrowproof.memory.analysis.slots import FoundSlot, find_slots
from borrowproof.model.memory import AllocationEventKind, SlotState, Step, Value, ValueKind
from tests.e2e.memory.seen_by_gdb import Event
from tests.e2e.memory.whole_run import WholeRun

TEMPORARY = "a temporary"  # what has no name is dropped
_IS_DROP = re.compile(r"drop_in_place|^alloc::boxed::.*::drop<")
_GLUE = re.compile(r"^core::ptr::drop_in_place<(.*)>$")


@dataclass(slots=True)
class Made:
    """By the id of the call, the slots of which something was dropped, in order; and each free with the slot of the
    drop that it belongs to, "a temporary", or what was called."""

    drops: dict[int, list[str]] = field(default_factory=dict)
    frees: list[str] = field(default_factory=list)
    of_temporaries: int = 0


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of every call of a run, by the id of the call."""

    of_call: Mapping[int, Mapping[str, FoundSlot]]
    types: Mapping[int, str]

    def at(self, call: int, address: int, type_: str) -> str | None:
        """The slot in which a value lies: the one of its type, if one is; else the smallest."""
        around = [s for s in self.of_call.get(call, {}).values() if s.address <= address < s.address + max(s.size, 1)]
        exact = [slot for slot in around if self.types[slot.variable.type] == type_]
        best = min(exact or around, key=lambda slot: (slot.size == 0, slot.size), default=None)
        return best.id if best is not None else None


def made(whole: WholeRun, seen: Sequence[Event]) -> Made:
    """The drops and frees that gdb saw. Rows must be those of the run, see `test_gdb`."""
    run, slots, found = whole.run, slots_of(whole), Made()
    pointers = stacks(whole)
    moved = pointers[0] - next(event.stack for event in seen if event.kind == "row")
    hits = iter(range(len(run.hits)))
    at: dict[int, int] = {}  # the call that stands at a stack pointer
    by_drop: dict[int, str] = {}  # what a drop under way is of, by its stack pointer
    last: tuple[int, str, set[int]] = (0, "", set())
    for event in seen:
        if event.kind == "row":
            number = next(hits)
            at[pointers[number]] = run.hits[number].call
            last = (0, "", set())
        elif event.kind == "drop":
            glue = _GLUE.match(event.callee)
            call = at.get(event.stack + moved + 8, 0)
            slot = slots.at(call, event.address + moved, glue[1] if glue else "")
            by_drop[event.stack] = slot or TEMPORARY
            if slot is None:
                found.of_temporaries += 1
                continue
            same = last[:2] == (call, slot) and event.address not in last[2]
            if not same:
                found.drops.setdefault(call, []).append(slot)
            last = (call, slot, {*last[2], event.address} if same else {event.address})
        else:
            dropped = _IS_DROP.search(event.callee) is not None
            found.frees.append(by_drop[event.stack] if dropped else event.callee)
    return found


def misplaced_frees(whole: WholeRun, frees: Sequence[str]) -> list[str]:
    """The frees that belong to the drop of a variable which the recording does not tell at that step: neither as
    dropped since the step before, nor as being dropped."""
    told_at = [step for step in whole.steps for event in step.events if event.kind is AllocationEventKind.FREE]
    assert len(told_at) == len(frees), (len(told_at), len(frees))
    return [
        f"step {step.index}: {slot}"
        for step, slot in zip(told_at, frees, strict=True)
        if "@" in slot and slot not in _dropped_at(step)
    ]


def _dropped_at(step: Step) -> set[str]:
    dropping = {s.id for frame in step.frames for s in frame.slots if s.state is SlotState.DROPPING}
    return {drop.slot for drop in step.drops} | dropping


def told(whole: WholeRun, made: Mapping[int, Sequence[str]]) -> dict[int, list[str]]:
    """The same as the steps of a recording tell it.

    Of an enum that has parts moved out on another path, rustc drops field by field what the active variant holds: where
    that is nothing, its drop is told, and no call is made. Such a one is left out.
    """
    found: dict[int, list[str]] = {}
    for before, step in pairwise(whole.steps):
        slots = {slot.id: slot.value for frame in before.frames for slot in frame.slots}
        for drop in step.drops:
            call = int(drop.slot.partition(".")[0][1:])
            so_far = found.setdefault(call, [])
            expected = list(made.get(call, ()))[len(so_far) : len(so_far) + 1]
            if expected == [drop.slot] or not holds_nothing(slots.get(drop.slot)):
                so_far.append(drop.slot)
    return {call: drops for call, drops in found.items() if drops}


def holds_nothing(value: Value | None) -> bool:
    """Whether it is an enum, and what its variant holds is nothing, or such an enum."""
    return value is not None and value.kind is ValueKind.ENUM and all(map(holds_nothing, value.items))


def slots_of(whole: WholeRun) -> Slots:
    """The slots of every call of a run."""
    run = whole.run
    followed, memory = matched(run.debug, whole.bodies), Memory(run.debug)
    found: dict[int, dict[str, FoundSlot]] = {}
    for hit in run.hits:
        if hit.snapshot is None:
            continue
        memory.apply(hit.snapshot)
        for call in hit.snapshot.calls:
            if call.function in followed:
                body, top = followed[call.function], _is_top(call, hit.snapshot)
                slots = find_slots(call, body, run.debug, memory, top=top)
                found.setdefault(call.id, {}).update({s.id: s for s in slots if not s.binding.captured})
    return Slots(found, {type_.id: type_.name for type_ in run.debug.types.values()})


def _is_top(call: CallState, snapshot: Snapshot) -> bool:
    return [one for one in snapshot.calls if one.thread == call.thread][-1].id == call.id


def stacks(whole: WholeRun) -> list[int]:
    """The stack pointer of the call at each row."""
    known: dict[int, int] = {}
    found = []
    for hit in whole.run.hits:
        if hit.snapshot is not None:
            known |= {call.id: call.stack for call in hit.snapshot.calls}
        found.append(known[hit.call])
    return found
