"""The table that stands for the picture of a step: a row a place, with what it holds in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from borrowproof.memory.wording import phrases
from borrowproof.memory.wording.names import Names
from borrowproof.model.memory import Slot, SlotState, Step

_WITHOUT = {
    SlotState.UNINIT: "no value yet",
    SlotState.MOVED: "moved",
    SlotState.DROPPED: "dropped",
    SlotState.UNKNOWN: "not known",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A place (`main`, `block A`), what it is called there, its type and what it holds."""

    where: str
    name: str
    type: str
    holds: str


def table(step: Step, sizes: dict[str, int], names: Names) -> Iterator[TableRow]:
    """The rows of a step; `sizes` are those of the allocations, in bytes."""
    for frame in step.frames:
        for slot in frame.slots:
            yield TableRow(frame.function, slot.name or "(temporary)", slot.type, _held(slot, names))
    for block in step.heap:
        held = [phrases.value(value, names) for value in block.contents[:1]]
        holds = held[0] if held else "nothing that a variable leads to"
        yield TableRow(names.called(block.allocation), "", f"{sizes[block.allocation]} bytes", holds)
    for static in step.statics:
        held = [phrases.value(value, names) for value in static.contents[:1]]
        yield TableRow("the program's file", static.name, static.type, "".join(held))


def _held(slot: Slot, names: Names) -> str:
    if slot.state is SlotState.MOVED and slot.moved_to:
        return f"moved to {slot.moved_to}"
    if slot.value is None:
        return _WITHOUT.get(slot.state, "not known")
    held = phrases.value(slot.value, names)
    return f"{held}; its destructor runs" if slot.state is SlotState.DROPPING else held
