"""The picture for a terminal: a step after the other, each with its line, the stack on the left and the heap beside it.

Where the two do not fit beside each other the heap stands below. A sign marks what is not as it was in the step before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borrowproof.memory.picture import room
from borrowproof.memory.wording import sentences
from borrowproof.memory.wording.names import Names, names
from borrowproof.memory.wording.notation import Notation
from borrowproof.model.memory import Frame, Moment, Recording, Slot, SlotState, Step, Value

WIDTH = 120  # columns, where nobody says how many there are
_CHANGED, _SAME = "▌", " "
_GAP = "   "
_STATES = {
    SlotState.UNINIT: "no value yet",
    SlotState.DROPPED: "dropped",
    SlotState.UNKNOWN: "not known",
}


def render(recording: Recording, code: str, width: int | None = None) -> str:
    """All steps, in `width` columns as far as values allow."""
    called, lines = names(recording), code.split("\n")
    head = f"what memory holds, recorded with {recording.toolchain} for {recording.target}"
    found = [head, *_wrapped(sentences.remarks(recording)), ""]
    before: set[str] = set()
    for step in recording.steps:
        rows = _Rows(recording, step, called)
        found += [*_heading(recording, step, lines, called), *_beside(rows, before, width or WIDTH), ""]
        before = set(rows.all())
    return "\n".join(line.rstrip() for line in found) + "\n"


def _wrapped(remarks: Sequence[str]) -> list[str]:
    return [f"  {remark}" for remark in remarks]


def _heading(recording: Recording, step: Step, lines: Sequence[str], called: Names) -> Iterator[str]:
    text = lines[step.line - 1].strip() if 0 < step.line <= len(lines) else ""
    where = f", in {step.function}" if step.moment is Moment.BEFORE else ""
    yield f"{step.index + 1:>3}  {sentences.moment(step)}{where}    {text}"
    yield f"     {sentences.sentence(recording, step.index, called)}"


class _Rows:
    """The rows of one step, in two columns."""

    def __init__(self, recording: Recording, step: Step, called: Names) -> None:
        self._notation = Notation(called, {static.id: static for static in step.statics})
        sizes = {allocation.id: allocation.size for allocation in recording.allocations}
        threads = {frame.thread for frame in step.frames}
        shown = room.shown_frames(step.frames)
        self.stack = [row for frame in shown.outer for row in self._frame(frame, len(threads) > 1)]
        if shown.folded:
            self.stack.append((room.more(shown.folded, "call"), "", ""))
        self.stack += [row for frame in shown.inner for row in self._frame(frame, len(threads) > 1)]
        fold = len(step.heap) > room.BLOCKS
        blocks = step.heap[: room.BLOCKS - 1] if fold else step.heap
        self.heap = [
            (f"{called.letter(block.allocation):>2}", _bytes(sizes[block.allocation]), self._held(block.contents))
            for block in blocks
        ]
        if fold:
            self.heap.append((room.more(len(step.heap) - len(blocks), "block"), "", ""))
        self.heap += [("", static.name, self._held(static.contents)) for static in step.statics if static.name]

    def all(self) -> Iterator[str]:
        """Each row as one text, to be found again in another step."""
        yield from map(repr, (*self.stack, *self.heap))

    def _frame(self, frame: Frame, threaded: bool) -> Iterator[tuple[str, str, str]]:
        thread = f" (thread {frame.thread})" if threaded else ""
        yield f"{frame.function}{thread}", "", ""
        for slot in frame.slots:
            yield f"  {slot.name or '(temporary)'}", slot.type, self._slot(slot)

    def _slot(self, slot: Slot) -> str:
        if slot.state is SlotState.MOVED:
            return f"moved to {slot.moved_to}" if slot.moved_to else "moved"
        if slot.value is None:
            return _STATES.get(slot.state, "")
        held = self._notation.of(slot.value)
        return f"{held}, being dropped" if slot.state is SlotState.DROPPING else held

    def _held(self, contents: Sequence[Value]) -> str:
        shown = [self._notation.of(value) for value in contents]
        return "  ".join(shown) if shown else "no variable leads there"


def _bytes(size: int) -> str:
    return f"{size:>5} {'byte ' if size == 1 else 'bytes'}"


def _beside(rows: _Rows, before: set[str], width: int) -> list[str]:
    left = _column("stack", rows.stack, before)
    right = _column("heap", rows.heap, before) if rows.heap else []
    room = max(map(len, left), default=0)
    if room + len(_GAP) + max(map(len, right), default=0) > width:
        return [*left, *right]
    height = max(len(left), len(right))
    left, right = [*left, *[""] * (height - len(left))], [*right, *[""] * (height - len(right))]
    return [f"{one:<{room}}{_GAP}{other}" for one, other in zip(left, right, strict=True)]


def _column(title: str, rows: Sequence[tuple[str, str, str]], before: set[str]) -> list[str]:
    first = max((len(name) for name, type_, _ in rows if type_), default=0)
    second = max((len(type_) for _, type_, _ in rows), default=0)
    found = [f"     {title}"]
    for row in rows:
        name, type_, held = row
        sign = _SAME if repr(row) in before or not (type_ or held) else _CHANGED
        found.append(f"   {sign} {name:<{first}}  {type_:<{second}}  {held}" if type_ else f"   {sign} {name}")
    return found
