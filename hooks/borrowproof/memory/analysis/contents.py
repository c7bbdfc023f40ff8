"""What a place holds in the end: of all that was decoded there, each byte once; what was moved out of it marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.facts.recorded_run import CallState
from borrowproof.memory.analysis.decoder import Decoder
from borrowproof.model.memory import Frame, Slot, SlotKind, SlotState, Value, ValueKind


def with_temporaries(frame: Frame, call: CallState, decoder: Decoder) -> Frame:
    """The frame with those pieces of its memory that pointers lead to and nobody named."""
    lowest = min((address for address, (_, of) in decoder.places.temporaries.items() if of == call.id), default=0)
    found = [
        Slot(slot.id, SlotKind.TEMPORARY, "", 0, value.type, slot.size, address - lowest, SlotState.OWNED, value)
        for address, (slot, of) in decoder.places.temporaries.items()
        if of == call.id and (value := decoder.temporaries.get(slot.id)) is not None
    ]
    return replace(frame, slots=(*frame.slots, *found))


def outermost(values: Sequence[Value]) -> tuple[Value, ...]:
    """The values in memory, in order, without those that lie within others."""
    found: list[Value] = []
    for value in sorted(values, key=lambda one: (one.offset, -one.size)):
        number = next((n for n, one in enumerate(found) if _lies_in(value, one)), None)
        if number is None:
            found.append(value)
        elif _dies_in(value, found[number]):
            found[number] = _with_dying(found[number], value)
    return tuple(found)


def _lies_in(value: Value, other: Value) -> bool:
    return other.offset <= value.offset and value.offset + value.size <= other.offset + other.size


def _dies_in(value: Value, counted: Value) -> bool:
    """Whether it is what an Rc held, seen by its destructor: the strong count is 0 by then."""
    return counted.kind is ValueKind.COUNTED and not counted.items and value.offset > counted.offset


def _with_dying(counted: Value, value: Value) -> Value:
    """The value is still there, and so is the weak count that all strong ones hold together."""
    assert counted.weak is not None
    return replace(counted, items=(replace(value, name="value"),), weak=counted.weak - 1)


def without_part(value: Value, part: Sequence[int]) -> Value:
    """The value with one of its parts marked as moved out. The numbers are of fields as they are declared."""
    if not part or part[0] < 0:
        return replace(value, moved=True)
    if part[0] >= len(value.items):
        return value
    items = list(value.items)
    items[part[0]] = without_part(items[part[0]], part[1:])
    return replace(value, items=tuple(items))
