"""Timeline -> where everything stands: rows, columns of lanes, marks side by side. Pure arithmetic.

The same layout serves a picture in pixels and one in characters; `Metrics` tells how wide things are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from borrowproof.model.timeline import Timeline
from borrowproof.ownership.picture.lanes import Lane, Link, lanes, links
from borrowproof.ownership.picture.marks import Mark
from borrowproof.ownership.picture.segments import Segment, segments
from borrowproof.ownership.wording.phrases import display_name

TAB = 4  # columns that a tab takes in code


def display_width(text: str) -> int:
    """How many columns a text takes in a font of one width."""
    if text.isascii():
        return len(text)
    return sum(text.count(character) * _columns(character) for character in set(text))


@lru_cache(maxsize=1024)
def _columns(character: str) -> int:
    return 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True, slots=True)
class Metrics:
    """Widths, in whatever unit the picture is drawn in.

    `mark` tells how far a shape reaches to the left and to the right of its place, `label` how wide a name is. `gap` is
    kept free between what stands side by side, `line` is half the width that the bare line of a lane needs, `margin`
    is free at the left.
    """

    mark: Callable[[Mark, Lane], tuple[int, int]]
    label: Callable[[str], int]
    gap: int
    line: int
    margin: int


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark at `x`, from `left` to `right`; `row` counts the lines shown, from 0."""

    mark: Mark
    lane: Lane
    row: int
    x: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Label:
    """A variable's name; `x` is its left end."""

    variable: int
    text: str
    row: int
    x: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn. `columns` gives the x of each variable's lane; `rows` are the lines, from the top."""

    rows: tuple[int, ...]
    width: int
    columns: dict[int, int]
    lanes: tuple[Lane, ...]
    segments: tuple[Segment, ...]
    marks: tuple[PlacedMark, ...]
    labels: tuple[Label, ...]
    links: tuple[Link, ...]

    def row(self, line: int) -> int:
        """The row of a line that is shown."""
        return self.rows.index(line)


def layout(timeline: Timeline, shown: Sequence[int], metrics: Metrics) -> Picture:
    """Places all lanes of the lines `shown`, leftmost where there is room on all rows of the lane."""
    rows = tuple(sorted(shown))
    found = lanes(timeline, rows)
    taken = [metrics.margin] * len(rows)
    columns: dict[int, int] = {}
    marks: list[PlacedMark] = []
    labels: list[Label] = []
    stretches: list[Segment] = []
    for lane in found:
        mine = segments(lane, rows)
        cells = {i: cell for i, line in enumerate(rows) if (cell := lane.cell(line))}
        first = _first_row(mine, cells)
        x = _column(lane, mine, cells, taken, metrics)
        columns[lane.variable.id] = x
        placed = [p for row, cell in cells.items() for p in _stand(lane, cell, row, x, metrics)]
        name = Label(
            lane.variable.id, display_name(lane.variable), first, _right(placed, first, x, metrics) + metrics.gap // 2
        )
        for row in _rows_of(mine, cells):
            taken[row] = max(taken[row], _right(placed, row, x, metrics) + metrics.gap)
        taken[first] = max(taken[first], name.x + metrics.label(name.text) + metrics.gap)
        marks += placed
        labels.append(name)
        stretches += mine
    width = max(taken, default=0)
    return Picture(rows, width, columns, found, tuple(stretches), tuple(marks), tuple(labels), links(found))


def _rows_of(mine: Sequence[Segment], cells: dict[int, tuple[Mark, ...]]) -> list[int]:
    """The rows from a lane's first to its last."""
    touched = [*cells, *(half // 2 for s in mine for half in (s.top, s.bottom - 1))]
    return list(range(min(touched), max(touched) + 1)) if touched else []


def _first_row(mine: Sequence[Segment], cells: dict[int, tuple[Mark, ...]]) -> int:
    return min(_rows_of(mine, cells), default=0)


def _column(
    lane: Lane, mine: Sequence[Segment], cells: dict[int, tuple[Mark, ...]], taken: Sequence[int], metrics: Metrics
) -> int:
    """The leftmost x at which the lane touches nothing that stands already."""

    def reach(row: int) -> int:
        cell = cells.get(row)
        return max(metrics.line, metrics.mark(cell[0], lane)[0] if cell else 0)

    return max((taken[row] + reach(row) for row in _rows_of(mine, cells)), default=metrics.margin)


def _stand(lane: Lane, cell: tuple[Mark, ...], row: int, x: int, metrics: Metrics) -> list[PlacedMark]:
    """The marks of one line side by side, the first on the lane itself."""
    placed: list[PlacedMark] = []
    for mark in cell:
        left, right = metrics.mark(mark, lane)
        at = placed[-1].right + metrics.gap // 2 + left if placed else x
        placed.append(PlacedMark(mark, lane, row, at, at - left, at + right))
    return placed


def _right(placed: Sequence[PlacedMark], row: int, x: int, metrics: Metrics) -> int:
    """How far to the right a lane reaches on a row."""
    return max([x + metrics.line, *(p.right for p in placed if p.row == row)])
