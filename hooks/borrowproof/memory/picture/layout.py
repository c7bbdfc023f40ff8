"""Where the boxes of all steps stand: frames at the left, the heap in columns by how far it is from them.

Nothing moves while one steps through: a block has one place for as long as it lives, and only what never lives at the
same time shares one. There are two layouts of the same boxes: columns side by side, or one column for narrow screens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from borrowproof.memory.picture.boxes import Box, BoxKind
from borrowproof.memory.picture.measures import Shape, placed_rows, shape
from borrowproof.model.memory import OWNING

GAP = 18  # px between boxes
HEADING = 22  # px that a heading takes over the boxes below it
_WIDEST = 900  # px of boxes side by side; what is farther from the stack stands in the last column that fits
_CHANNEL = 70  # px between columns, about

HEAP = frozenset({BoxKind.BLOCK, BoxKind.GHOST})

Steps = Sequence[tuple[Box, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a column. `owners` are the places that stand there, one after the other."""

    owners: tuple[str, ...]
    top: int
    height: int


_Slots = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over boxes of the kinds `over`; `top` is that of its line."""

    text: str
    over: frozenset[BoxKind]
    column: int
    top: int


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` of slots from the left; `column` and `tops` of each place of the heap and of statics. A frame's top is
    that of its position in the stack, which `frames` has."""

    shapes: Mapping[str, Shape]
    headings: tuple[Heading, ...]
    columns: tuple[tuple[Slot, ...], ...]
    column: Mapping[str, int]
    tops: Mapping[str, int]
    frames: tuple[Slot, ...]

    def top(self, box: Box, boxes: Sequence[Box]) -> int:
        """The upper edge of one of the `boxes` of a step."""
        found = stack(boxes)
        return self.frames[found.index(box)].top if box in found else self.tops[box.id]

    def widths(self) -> list[int]:
        """The width of each column, in px."""
        return [max((self.shapes[i].width for slot in c for i in slot.owners), default=0) for c in self.columns]

    def height(self) -> int:
        """How far the lowest box reaches, in px."""
        return max((slot.top + slot.height for column in self.columns for slot in column), default=0)


def layouts(steps: Steps) -> tuple[Layout, Layout]:
    """The wide layout and the narrow one."""
    by_place: dict[str, list[Box]] = defaultdict(list)
    for boxes in steps:
        for box in boxes:
            by_place[box.id].append(box)
    shapes = {place: shape(same) for place, same in by_place.items()}
    frames = _stacked(_positions(steps), shapes, HEADING)
    statics = list({box.id: None for boxes in steps for box in boxes if box.kind is BoxKind.STATIC})
    fixed = _stacked(_packed(statics, steps), shapes, _end(frames) + HEADING)
    tops = {owner: slot.top for slot in (*frames, *fixed) for owner in slot.owners}
    columns = []
    for level in _levels(steps, shapes):
        columns.append(_stacked(_ordered(_packed(level, steps), steps, shapes, tops), shapes, HEADING))
        tops |= {owner: slot.top for slot in columns[-1] for owner in slot.owners}
    return _wide(frames, fixed, columns, shapes), _narrow(frames, fixed, columns, shapes)


def _wide(frames: _Slots, fixed: _Slots, columns: Sequence[_Slots], shapes: Mapping[str, Shape]) -> Layout:
    headings = [*_headings(frames, fixed), *([Heading("Heap", HEAP, 1, 0)] if columns else [])]
    return _layout(frames, ((*frames, *fixed), *columns), headings, shapes)


def _narrow(frames: _Slots, fixed: _Slots, columns: Sequence[_Slots], shapes: Mapping[str, Shape]) -> Layout:
    """Everything in one column: the stack, then statics, then what is near the stack, then what is farther."""
    below = _end((*frames, *fixed))
    heap = _stacked([slot.owners for column in columns for slot in column], shapes, below + HEADING)
    headings = [*_headings(frames, fixed), *([Heading("Heap", HEAP, 0, below)] if heap else [])]
    return _layout(frames, ((*frames, *fixed, *heap),), headings, shapes)


def _layout(
    frames: _Slots, columns: Sequence[_Slots], headings: Sequence[Heading], shapes: Mapping[str, Shape]
) -> Layout:
    column = {owner: n for n, slots in enumerate(columns) for slot in slots for owner in slot.owners}
    tops = {owner: slot.top for slots in columns for slot in slots for owner in slot.owners}
    return Layout(shapes, tuple(headings), tuple(columns), column, tops, frames)


def _headings(frames: _Slots, fixed: _Slots) -> list[Heading]:
    in_file = Heading("In the program's file", frozenset({BoxKind.STATIC}), 0, _end(frames))
    return [Heading("Stack", frozenset({BoxKind.FRAME}), 0, 0), *([in_file] if fixed else [])]


def _end(slots: _Slots) -> int:
    """Where the next box below may begin."""
    return max((slot.top + slot.height + GAP for slot in slots), default=0)


# --- frames -------------------------------------------------------------------------------------------------------


def _positions(steps: Steps) -> list[tuple[str, ...]]:
    """The frames that stand at each position in the stack, at one step or another."""
    at: dict[int, dict[str, None]] = defaultdict(dict)
    for boxes in steps:
        for position, box in enumerate(stack(boxes)):
            at[position][box.id] = None
    return [tuple(at[n]) for n in sorted(at)]


def stack(boxes: Sequence[Box]) -> list[Box]:
    """The frames of a step, and what stands for those that fold."""
    return [box for box in boxes if box.kind in (BoxKind.FRAME, BoxKind.FOLD)]


# --- the heap -----------------------------------------------------------------------------------------------------


def _levels(steps: Steps, shapes: Mapping[str, Shape]) -> list[list[str]]:
    """Blocks by the number of owners between them and the stack, where that is largest."""
    depth: dict[str, int] = {}
    for boxes in steps:
        for place, found in _depths(boxes):
            depth[place] = max(depth.get(place, 0), found)
    blocks = {b.id: None for boxes in steps for b in boxes if b.kind in HEAP}
    levels: list[list[str]] = [[] for _ in range(1 + max(depth.values(), default=0))]
    for block in blocks:
        levels[depth.get(block, 0)].append(block)
    return _within(levels, shapes)


def _within(levels: list[list[str]], shapes: Mapping[str, Shape]) -> list[list[str]]:
    """The levels that have room side by side; all deeper ones are put into the last of these."""
    width = 0
    kept: list[list[str]] = []
    for level in levels:
        width += max((shapes[i].width for i in level), default=0) + _CHANNEL
        if len(kept) > 1 and width > _WIDEST:
            kept[-1] += level
        else:
            kept.append(list(level))
    return [level for level in kept if level]


def _depths(boxes: Sequence[Box]) -> Iterator[tuple[str, int]]:
    """How far each block is from the stack along owning pointers, breadth first, so that cycles end."""
    by_place = {box.id: box for box in boxes}
    seen: set[str] = set()
    reached = [i for box in boxes if box.kind is BoxKind.FRAME for i in _owned(box)]
    reached += [i for box in boxes if box.kind is BoxKind.STATIC for i in _owned(box)]
    level = 0
    while reached:
        following = []
        for place in reached:
            if place in seen or place not in by_place:
                continue
            seen.add(place)
            yield place, level
            following += _owned(by_place[place])
        reached, level = following, level + 1


def _owned(box: Box) -> list[str]:
    arrows = (row.arrow for row in box.rows)
    return [arrow.target.place for arrow in arrows if arrow is not None and arrow.kind in OWNING]


def _packed(level: Sequence[str], steps: Steps) -> list[tuple[str, ...]]:
    """The places of a level in groups that share a slot: no two of a group are there at the same step."""
    alive = {i: {n for n, boxes in enumerate(steps) if any(box.id == i for box in boxes)} for i in level}
    groups: list[list[str]] = []
    for place in level:
        free = next((g for g in groups if all(alive[place].isdisjoint(alive[other]) for other in g)), None)
        if free is None:
            groups.append([place])
        else:
            free.append(place)
    return [tuple(group) for group in groups]


def _ordered(
    groups: Sequence[tuple[str, ...]], steps: Steps, shapes: Mapping[str, Shape], tops: Mapping[str, int]
) -> list[tuple[str, ...]]:
    """The groups in the order of the heights from which arrows come to them on average: so few cross."""
    heights: dict[str, list[int]] = defaultdict(list)
    for boxes in steps:
        for box in boxes:
            for row in placed_rows(box, shapes[box.id]) if box.id in tops else ():
                if row.row.arrow is not None:
                    heights[row.row.arrow.target.place].append(tops[box.id] + row.middle)

    def wanted(group: tuple[str, ...]) -> int:
        found = [height for place in group for height in heights[place]]
        return round(sum(found) / len(found)) if found else 1 << 16

    return sorted(groups, key=wanted)


def _stacked(groups: Sequence[tuple[str, ...]], shapes: Mapping[str, Shape], top: int = 0) -> tuple[Slot, ...]:
    """Slots below each other in the order given."""
    found = []
    for owners in groups:
        height = max((shapes[i].height for i in owners), default=0)
        found.append(Slot(owners, top, height))
        top += height + GAP
    return tuple(found)
