"""Recordings made by hand, for what no recorded example shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from borrowproof.model.memory import (
    Allocation,
    AllocationEvent,
    AllocationEventKind,
    Block,
    Ending,
    EndingKind,
    Frame,
    Moment,
    PointerKind,
    Recording,
    Region,
    Slot,
    SlotKind,
    SlotState,
    Static,
    Step,
    Target,
    Totals,
    Value,
    ValueKind,
)
from borrowproof.store import codec

EXAMPLES = {path.stem: path for path in sorted((Path(__file__).parent / "recordings").glob("*.json"))}


def example(name: str) -> Recording:
    """One of the recorded examples."""
    return codec.decode(Recording, json.loads(EXAMPLES[name].read_text("utf-8")))


def number(value: int, offset: int = 0, name: str = "") -> Value:
    """An `i32`."""
    return Value(ValueKind.INTEGER, "i32", 4, offset, name, str(value))


def text(content: str, offset: int = 0) -> Value:
    """The bytes of a `str`."""
    size = len(content.encode())
    return Value(ValueKind.TEXT, "str", size, offset, text=content, length=size)


def numbers(*values: int) -> Value:
    """The elements of a `Vec<i32>`."""
    items = tuple(number(value, 4 * n, str(n)) for n, value in enumerate(values))
    return Value(ValueKind.SEQUENCE, "[i32]", 4 * len(items), 0, items=items, length=len(items))


def pointer(
    kind: PointerKind, place: str, offset: int = 0, *, region: Region = Region.HEAP, length: int | None = None
) -> Value:
    """A pointer to a place."""
    size = 8 if length is None else 16
    named = f"{kind}str" if length is not None else f"{kind}i32"
    return Value(ValueKind.POINTER, named, size, 0, pointer=kind, target=Target(region, place, offset), length=length)


def string(block: str, length: int, capacity: int | None = None) -> Value:
    """A `String` whose buffer is a block."""
    held = Value(ValueKind.POINTER, "", 8, 8, "ptr", pointer=PointerKind.BUFFER, target=Target(Region.HEAP, block))
    return Value(
        ValueKind.STRING,
        "String",
        24,
        0,
        items=(held,),
        length=length,
        capacity=length if capacity is None else capacity,
    )


def slot(name: str, value: Value | None = None, *, state: SlotState | None = None, frame: int = 1) -> Slot:
    """A variable: owned where it has a value."""
    found = state or (SlotState.OWNED if value is not None else SlotState.UNINIT)
    kind = value.type if value is not None else "String"
    size = value.size if value is not None else 24
    return Slot(f"f{frame}.{name}", SlotKind.VARIABLE, name, 1, kind, size, 0, found, value)


def frame(*slots: Slot, function: str = "main", number: int = 1, line: int = 1, thread: int = 1) -> Frame:
    """A call with its variables."""
    return Frame(number, function, line, thread, slots)


def step(
    *frames: Frame,
    heap: Sequence[Block] = (),
    statics: Sequence[Static] = (),
    events: Sequence[AllocationEvent] = (),
    output: str = "",
) -> Step:
    """A moment at which the last of the frames runs."""
    last = frames[-1]
    return Step(
        0,
        Moment.BEFORE,
        last.line,
        5,
        last.function,
        last.id,
        last.thread,
        frames,
        tuple(heap),
        tuple(statics),
        tuple(events),
        output,
    )


def event(kind: AllocationEventKind, block: str, size: int = 8, previous: str = "") -> AllocationEvent:
    """What the allocator was asked for."""
    return AllocationEvent(kind, block, size, 1, 1, previous)


def recording(*steps: Step, sizes: dict[str, int] | None = None) -> Recording:
    """A recording of these steps; `sizes` are those of blocks that are not of 8 bytes."""
    known = sizes or {}
    blocks = sorted({block.allocation for one in steps for block in one.heap})
    return Recording(
        tuple(_numbered(steps)),
        tuple(Allocation(block, known.get(block, 8), 1, 0) for block in blocks),
        Ending(EndingKind.EXIT, 0),
        Totals(0, 0, 0, 0, 0),
        (),
        "",
        "",
        "rustc 1.95.0",
        "2024",
        "x86_64-unknown-linux-gnu",
        len(steps),
    )


def _numbered(steps: Sequence[Step]) -> Iterator[Step]:
    for index, one in enumerate(steps):
        yield codec.decode(Step, codec.encode(one) | {"index": index})
