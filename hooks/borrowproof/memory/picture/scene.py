"""A recording -> what is drawn of each of its steps, free of any medium: boxes and arrows with their places.

There are two layouts: `wide`, with the heap at the right of the stack, and `narrow`, with the heap below it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from borrowproof.memory.picture import measures, room
from borrowproof.memory.picture.boxes import Box, BoxKind, boxes, slot_of
from borrowproof.memory.picture.cells import PAD, Arrow, Cell, Row
from borrowproof.memory.picture.layout import HEAP, Layout, Steps, layouts
from borrowproof.memory.picture.measures import PlacedRow, placed_rows
from borrowproof.memory.picture.routes import Routes, Way, routes
from borrowproof.memory.wording.names import names
from borrowproof.model.memory import OWNING, PointerKind, Recording, Region

# px from the middle of what an arrow meets, so that an owner and a reference do not meet it at one point.
_ASIDE = {
    PointerKind.SHARED: 5,
    PointerKind.MUTABLE: -5,
    PointerKind.GUARD: -5,
    PointerKind.WEAK: 8,
    PointerKind.RAW_CONST: -8,
    PointerKind.RAW_MUT: -8,
}
_TITLE = 12  # px from the upper edge of a box to the middle of its title
_MORE = "more"  # the id of the box that stands for the blocks that fold


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its upper left corner in the layouts, its size, and its rows. `fresh` are the cells that were not
    there, or were others, at the step before: for the path of a row the first and the last of them."""

    box: Box
    wide: tuple[int, int]
    narrow: tuple[int, int]
    width: int
    height: int
    rows: tuple[PlacedRow, ...]
    fresh: Mapping[str, tuple[int, int]]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The corners of an arrow, and what it leads to where that is a part of a row: from x to x."""

    points: tuple[tuple[int, int], ...]
    part: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An arrow in the layouts; `freed` where it leads to memory that was given back."""

    kind: PointerKind
    freed: bool
    wide: Line
    narrow: Line
    fresh: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A heading in the layouts."""

    text: str
    wide: tuple[int, int]
    narrow: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """One step."""

    headings: tuple[Title, ...]
    boxes: tuple[Placed, ...]
    arrows: tuple[DrawnArrow, ...]

    @property
    def heights(self) -> tuple[int, int]:
        """How far down it reaches in the wide layout and in the narrow one, in px."""
        wide = [box.wide[1] + box.height for box in self.boxes] + [y for a in self.arrows for _, y in a.wide.points]
        narrow = [box.narrow[1] + box.height for box in self.boxes]
        narrow += [y for a in self.arrows for _, y in a.narrow.points]
        return max(wide, default=0), max(narrow, default=0)


@dataclass(frozen=True, slots=True)
class Scene:
    """All steps; the sizes of the layouts in px."""

    steps: tuple[Picture, ...]
    wide: tuple[int, int]
    narrow: tuple[int, int]


def scene(recording: Recording) -> Scene:
    """What is drawn of a recording."""
    called = names(recording)
    steps = _folded([boxes(recording, called, n) for n in range(len(recording.steps))])
    modes = layouts(steps)
    ways = [[list(_ways(found, layout)) for found in steps] for layout in modes]
    routed = [
        routes(layout, (way for step in per_step for _, way in step))
        for layout, per_step in zip(modes, ways, strict=True)
    ]
    pictures = []
    for number, found in enumerate(steps):
        before = steps[number - 1] if number else ()
        arrows = _arrows(ways[0][number], ways[1][number], routed, found, before)
        pictures.append(Picture(tuple(_headings(found, routed)), tuple(_placed(found, before, routed)), tuple(arrows)))
    sizes = [(each.width, each.layout.height()) for each in routed]
    return Scene(tuple(pictures), sizes[0], sizes[1])


def _headings(found: Sequence[Box], routed: Sequence[Routes]) -> Iterator[Title]:
    """The headings of what is there."""
    kinds = {box.kind for box in found}
    for wide, narrow in zip(routed[0].layout.headings, routed[1].layout.headings, strict=True):
        if kinds.isdisjoint(wide.over):
            continue
        places = [(r.edges[h.column], h.top) for r, h in zip(routed, (wide, narrow), strict=True)]
        yield Title(wide.text, places[0], places[1])


def opening(of: Scene) -> int:
    """The number of the step that shows the most: the first of those with the most arrows."""
    return max(range(len(of.steps)), key=lambda n: (len(of.steps[n].arrows), len(of.steps[n].boxes), -n), default=0)


# --- what has no room ---------------------------------------------------------------------------------------------


def _folded(steps: Steps) -> list[tuple[Box, ...]]:
    """The steps with the blocks that are too many in one box."""
    most = max((sum(_is_block(box) for box in step) for step in steps), default=0)
    if most <= room.BLOCKS:
        return list(steps)
    kept = set(list({box.id: None for step in steps for box in step if _is_block(box)})[: room.BLOCKS - 1])
    return [_without_others(step, kept) for step in steps]


def _without_others(step: Sequence[Box], kept: Collection[str]) -> tuple[Box, ...]:
    left = [box for box in step if _is_block(box) and box.id not in kept]
    shown = [box for box in step if not _is_block(box) or box.id in kept]
    folded = {box.id for box in left}
    if not left:
        return tuple(shown)
    more = Box(BoxKind.STATIC, _MORE, room.more(len(left), "block"), "", ())
    return (*(_pointing(box, folded) for box in shown), more)


def _pointing(box: Box, folded: Collection[str]) -> Box:
    """The box; its arrows to what is folded lead to what stands for that."""
    return replace(box, rows=tuple(_redirected(row, folded) for row in box.rows))


def _redirected(row: Row, folded: Collection[str]) -> Row:
    arrow = row.arrow
    if arrow is None or arrow.target.place not in folded:
        return row
    to = replace(arrow, target=replace(arrow.target, place=_MORE, offset=0))
    return replace(row, cells=tuple(replace(c, arrow=to) if c.arrow else c for c in row.cells))


def _is_block(box: Box) -> bool:
    return box.kind in HEAP


# --- boxes --------------------------------------------------------------------------------------------------------


def _placed(found: Sequence[Box], before: Sequence[Box], routed: Sequence[Routes]) -> Iterator[Placed]:
    earlier = {box.id: box for box in before}
    for box in found:
        shape = routed[0].layout.shapes[box.id]
        places = [(r.edges[_column(box, r.layout)], r.layout.top(box, found)) for r in routed]
        was = earlier.get(box.id)
        old = {row.path: row for row in was.rows} if was and box.kind is not BoxKind.GHOST else None
        changed = ((row.path, _changed(row, old.get(row.path))) for row in box.rows) if old is not None else ()
        yield Placed(
            box,
            places[0],
            places[1],
            shape.width,
            shape.height,
            placed_rows(box, shape),
            {path: cells for path, cells in changed if cells is not None},
            bool(before) and was is None,
        )


def _changed(row: Row, was: Row | None) -> tuple[int, int] | None:
    """The first and the last cell of a row that look another way than before."""
    if was is None or len(was.cells) != len(row.cells):
        return 0, len(row.cells) - 1
    pairs = zip(map(_looks, row.cells), map(_looks, was.cells), strict=True)
    found = [n for n, (now, then) in enumerate(pairs) if now != then]
    return (found[0], found[-1]) if found else None


def _looks(cell: Cell) -> tuple[object, ...]:
    """What a reader sees of a cell."""
    return cell.kind, cell.text, cell.arrow


def _column(box: Box, layout: Layout) -> int:
    return layout.column.get(box.id, 0)


# --- arrows -------------------------------------------------------------------------------------------------------


def _ways(found: Sequence[Box], layout: Layout) -> Iterator[tuple[PlacedRow, Way]]:
    """What the arrows of a step have to connect."""
    by_place = {_place(row_box, row): row_box for row_box in found for row in ("", *_slots(row_box))}
    for box in found:
        if box.kind is BoxKind.GHOST:
            continue
        for row in placed_rows(box, layout.shapes[box.id]):
            arrow = row.row.arrow
            target = by_place.get(arrow.target.place) if arrow else None
            if arrow is None or target is None or row.row.path in box.gone:
                continue
            meets = layout.top(target, found) + _height(target, arrow, layout)
            right = next(x + _leaves(cell) for cell, x in row.cells() if cell.arrow)
            yield (
                row,
                Way(
                    _column(box, layout),
                    layout.top(box, found) + row.middle,
                    right,
                    _column(target, layout),
                    target.id,
                    meets,
                    arrow.kind,
                ),
            )


def _leaves(cell: Cell) -> int:
    """Where an arrow begins in a cell: at the dot in its middle, or behind its text."""
    return cell.width - PAD // 2 if cell.text else cell.width // 2


def _slots(box: Box) -> set[str]:
    return {slot_of(row.path) for row in box.rows} if box.kind is BoxKind.FRAME else set()


def _place(box: Box, slot: str) -> str:
    """The id by which a pointer knows a place."""
    return slot or box.id


def _height(box: Box, arrow: Arrow, layout: Layout) -> int:
    """Where an arrow meets a box, in px from its upper edge."""
    aside = _ASIDE.get(arrow.kind, 0)
    row = _met(box, arrow, layout)
    if row is None:
        return _TITLE + aside
    if measures.covered(row, arrow) is not None:
        return row.top + measures.CELL + 3 + (3 if arrow.kind is PointerKind.MUTABLE else 0)
    return row.middle + aside


def _met(box: Box, arrow: Arrow, layout: Layout) -> PlacedRow | None:
    """The row that an arrow leads to; None where it leads to the whole box."""
    if box.kind is not BoxKind.FRAME and (arrow.kind in OWNING or arrow.kind is PointerKind.WEAK):
        return None
    rows = placed_rows(box, layout.shapes[box.id])
    if box.kind is BoxKind.FRAME:
        rows = tuple(row for row in rows if slot_of(row.row.path) == arrow.target.place)
    offset = arrow.target.offset
    inside = [row for row in rows if row.row.offset <= offset < row.row.offset + max(row.row.size, 1)]
    exact = [row for row in inside if row.row.offset == offset]
    return next(iter([*exact, *reversed(inside), *rows]), None)


def _arrows(
    wide: Sequence[tuple[PlacedRow, Way]],
    narrow: Sequence[tuple[PlacedRow, Way]],
    routed: Sequence[Routes],
    found: Sequence[Box],
    before: Sequence[Box],
) -> Iterator[DrawnArrow]:
    old: dict[str, list[Arrow]] = defaultdict(list)
    for box in before:
        for row in box.rows:
            if row.arrow is not None:
                old[row.path].append(row.arrow)
    for (placed, one), (_, other) in zip(wide, narrow, strict=True):
        arrow = placed.row.arrow
        target = next(box for box in found if box.id == one.target)
        met = _met(target, arrow, routed[0].layout) if arrow else None
        part = measures.covered(met, arrow) if met and arrow else None
        if arrow is None:
            continue
        lines = [_line(r, way, part) for r, way in zip(routed, (one, other), strict=True)]
        freed = arrow.target.region is Region.FREED
        yield DrawnArrow(arrow.kind, freed, lines[0], lines[1], bool(before) and arrow not in old[placed.row.path])


def _line(routed: Routes, way: Way, part: tuple[int, int] | None) -> Line:
    left = routed.edges[way.to]
    return Line(tuple(routed.points(way)), (left + part[0], left + part[1]) if part else None)
