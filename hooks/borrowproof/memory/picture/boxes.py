"""A step as boxes: frames with variables, blocks of the heap, statics; each with its rows, none with a place yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from borrowproof.memory.picture import room
from borrowproof.memory.picture.cells import Cell, CellKind, Row, rows
from borrowproof.memory.wording import phrases
from borrowproof.memory.wording.names import Names
from borrowproof.model.memory import (
    Allocation,
    AllocationEventKind,
    Block,
    Frame,
    Recording,
    Region,
    Slot,
    SlotState,
    Static,
    Step,
    Value,
    ValueKind,
)

_GONE = {
    SlotState.UNINIT: "no value yet",
    SlotState.MOVED: "moved",
    SlotState.DROPPED: "dropped",
    SlotState.UNKNOWN: "not known",
}


class BoxKind(StrEnum):
    FRAME = "frame"
    BLOCK = "block"
    GHOST = "ghost"  # a block that was freed since the step before, or to which something still leads
    STATIC = "static"
    FOLD = "fold"  # stands for others that have no room


@dataclass(frozen=True, slots=True)
class Box:
    """A frame, a block or a static. `id` is the same at every step. `title` is what it is called, `remark` what is said
    beside that. `gone` are the paths of the rows whose value has left. `active` is the frame that runs."""

    kind: BoxKind
    id: str
    title: str
    remark: str
    rows: tuple[Row, ...]
    gone: frozenset[str] = frozenset()
    active: bool = False


def boxes(recording: Recording, names: Names, number: int) -> tuple[Box, ...]:
    """What is drawn of the step with that number: frames from the outermost, then blocks by birth, then statics."""
    step = recording.steps[number]
    sizes = {allocation.id: allocation for allocation in recording.allocations}
    found = [*_frames(step), *(_block(block, sizes[block.allocation], names) for block in step.heap)]
    found += _ghosts(recording.steps[: number + 1], sizes, names)
    return (*found, *map(_static, step.statics))


def slot_of(path: str) -> str:
    """The id of the slot in which a row of a frame stands."""
    return path.split(" ", 1)[0]


# --- frames -------------------------------------------------------------------------------------------------------


def _frames(step: Step) -> Iterator[Box]:
    """The frames of each thread; of a deep stack the outermost and the innermost ones."""
    shown = room.shown_frames(step.frames)
    yield from (_frame(frame, step) for frame in shown.outer)
    if shown.folded:
        yield Box(BoxKind.FOLD, "fold", room.more(shown.folded, "call"), "", ())
    yield from (_frame(frame, step) for frame in shown.inner)


def _frame(frame: Frame, step: Step) -> Box:
    found: list[Row] = []
    gone: set[str] = set()
    for slot in frame.slots:
        made = _slot(slot)
        found += made
        if slot.state in _GONE:
            gone.update(row.path for row in made)
    thread = f"thread {frame.thread}, " if frame.thread > 1 else ""
    here = frame.id == step.frame
    remark = f"{thread}line {frame.line}" if frame.line else thread.removesuffix(", ")
    called = "" if " " in frame.function else "()"
    return Box(
        BoxKind.FRAME, f"f{frame.id}", f"{frame.function}{called}", remark, tuple(found), frozenset(gone), active=here
    )


def _slot(slot: Slot) -> tuple[Row, ...]:
    label = slot.name or "(temporary)"
    path = f"{slot.id} "
    if slot.state in _GONE or slot.value is None:
        said = _GONE.get(slot.state, "not known")
        if slot.state is SlotState.MOVED and slot.moved_to:
            said = f"moved to {slot.moved_to}"
        cell = Cell(CellKind.GONE, _GONE.get(slot.state, "not known"), "", None, 0, slot.size)
        return (Row(path, label, slot.type, (cell,), 0, slot.size, 0, said),)
    return rows(slot.value, label, path)


# --- the heap -----------------------------------------------------------------------------------------------------


def _block(block: Block, allocation: Allocation, names: Names) -> Box:
    contents = tuple(_without_overlaps(block.contents))
    found = [row for value in contents for row in rows(value, "", f"{block.allocation} {value.offset}")]
    return Box(
        BoxKind.BLOCK,
        block.allocation,
        names.letter(block.allocation),
        _bytes(allocation.size),
        (*found, *_spare(contents, allocation)) if found else (_unreached(allocation),),
    )


def _without_overlaps(contents: Sequence[Value]) -> Iterator[Value]:
    """Each byte once: of two values at one place the larger one, which has the other inside."""
    end = 0
    for value in sorted(contents, key=lambda value: (value.offset, -value.size)):
        if value.offset >= end:
            end = value.offset + value.size
            yield value


def _bytes(size: int) -> str:
    return "1 byte" if size == 1 else f"{size} bytes"


def _unreached(allocation: Allocation) -> Row:
    """What stands in a block to which no variable leads at this moment."""
    cell = Cell(CellKind.SPARE, "not reached", "", None, 0, 0)
    return Row(f"{allocation.id} unreached", "", "", (cell,), 0, allocation.size, 0, "no variable leads here")


def _spare(contents: Sequence[Value], allocation: Allocation) -> Iterator[Row]:
    """The capacity of a buffer that is not used."""
    last = contents[-1] if contents else None
    if last is None or last.kind not in (ValueKind.TEXT, ValueKind.SEQUENCE):
        return
    end = last.offset + last.size
    left = allocation.size - end
    if left > 0:
        cell = Cell(CellKind.SPARE, f"{left // _element(last)} spare", "", None, end, left)
        yield Row(f"{allocation.id} spare", "", "", (cell,), end, left, 0, f"{left} bytes spare")


def _element(value: Value) -> int:
    """The size of an item of a buffer, in bytes; 1 where it has none."""
    return max(value.items[0].size, 1) if value.items else 1


def _ghosts(steps: Sequence[Step], sizes: dict[str, Allocation], names: Names) -> Iterator[Box]:
    """What was there at the step before and is freed now, and freed blocks to which a pointer still leads."""
    step, *earlier = reversed(steps)
    freed = {e.allocation for e in step.events if e.kind is AllocationEventKind.FREE}
    freed |= {e.previous for e in step.events if e.kind is AllocationEventKind.RESIZE}
    freed |= set(_dangling(step))
    for allocation in sorted(freed, key=list(sizes).index):
        block = next((block for was in earlier for block in was.heap if block.allocation == allocation), None)
        if block is not None:
            was = _block(block, sizes[allocation], names)
            yield Box(BoxKind.GHOST, was.id, was.title, "freed", was.rows)


def _dangling(step: Step) -> Iterator[str]:
    """The freed blocks to which something at this step still leads."""
    held = [slot.value for frame in step.frames for slot in frame.slots if slot.value is not None]
    held += [value for block in step.heap for value in block.contents]
    while held:
        value = held.pop()
        if value.target is not None and value.target.region is Region.FREED:
            yield value.target.place
        held += value.items


# --- statics ------------------------------------------------------------------------------------------------------


def _static(static: Static) -> Box:
    values = _without_overlaps(static.contents)
    found = [row for value in values for row in rows(value, "", f"{static.id} {value.offset}")]
    title = static.name or "constant"
    where = "may change" if static.writable else "read only"
    return Box(BoxKind.STATIC, static.id, phrases.short_type(title), f"{_bytes(static.size)}, {where}", tuple(found))
