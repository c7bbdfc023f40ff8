"""How large rows and boxes are, and where in them things stand. All in px, from the box's upper left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from borrowproof.memory.picture.boxes import Box, BoxKind, slot_of
from borrowproof.memory.picture.cells import Arrow, Cell, CellKind, Row

CELL, CAPTION, UNDER, BETWEEN = 24, 14, 9, 5  # heights: of a cell, its caption, a bracket; the gap below a row
HEAD, FOOT, SIDE = 24, 4, 10  # the title, the lower edge, the left and right ones
INDENT = 12
TITLE_LETTER, NAME_LETTER, TYPE_LETTER = 7.9, 7.9, 6.7  # of a title, a name, a type
_LETTER = 7.8  # of a letter in a cell
LABEL = 90  # the most that a name and its type take
NEW = "new, "  # what stands before the size of a block that was not there before
_TWO_LINES = 32  # a name and the type below it


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row in its box: `top` of its cells, `left` of the first one."""

    row: Row
    top: int
    left: int
    height: int

    @property
    def middle(self) -> int:
        """The height at which an arrow leaves or meets it."""
        return self.top + CELL // 2

    def cells(self) -> Iterator[tuple[Cell, int]]:
        """Each cell with its left edge."""
        at = self.left
        for cell in self.row.cells:
            yield cell, at
            at += cell.width

    @property
    def right(self) -> int:
        """Where its cells end."""
        return self.left + sum(cell.width for cell in self.row.cells)


@dataclass(frozen=True, slots=True)
class Shape:
    """The room that a place takes at every step: `labels` is the width of its names, `tops` where each slot begins."""

    labels: int
    tops: dict[str, int]
    width: int
    height: int


def shape(same: Sequence[Box]) -> Shape:
    """The shape of one place, of its boxes at all steps: as large as the largest, with slots that keep their height."""
    labels = max(map(label_width, same), default=0)
    heights: dict[str, int] = {}
    for box in same:
        if box.kind is BoxKind.FRAME:
            for slot, group in groupby(box.rows, key=lambda row: slot_of(row.path)):
                heights[slot] = max(heights.get(slot, 0), sum(map(row_height, group)))
    tops, top = {}, HEAD
    for slot, height in heights.items():
        tops[slot] = top
        top += height
    sizes = [_size(box, Shape(labels, tops, 0, 0)) for box in same]
    bottom = max([top + FOOT, *(h for _, h in sizes)]) if heights else max((h for _, h in sizes), default=HEAD)
    return Shape(labels, tops, max((w for w, _ in sizes), default=0), bottom)


def placed_rows(box: Box, shape: Shape) -> tuple[PlacedRow, ...]:
    """The rows of a box at their heights."""
    found: list[PlacedRow] = []
    top, slot = HEAD, ""
    for row in box.rows:
        if box.kind is BoxKind.FRAME and slot_of(row.path) != slot:
            slot = slot_of(row.path)
            top = shape.tops[slot]
        found.append(PlacedRow(row, top, SIDE + shape.labels + row.level * INDENT, row_height(row)))
        top += found[-1].height
    return tuple(found)


def label_width(box: Box) -> int:
    """The column of names; 0 where no row has one."""
    widths = [len(row.label) * NAME_LETTER for row in box.rows]
    if box.kind is BoxKind.FRAME:
        widths += [len(shown_type(row)) * TYPE_LETTER for row in box.rows if row.label and not row.level]
    widest = max(widths, default=0)
    return round(min(widest, LABEL) + 8) if widest else 0


def shown_type(row: Row) -> str:
    """The type below a name, as far as there is room."""
    fits = int(LABEL / TYPE_LETTER)
    return row.type if len(row.type) <= fits else f"{row.type[: fits - 1]}…"


def shown_label(row: Row) -> str:
    """The name of a row, as far as there is room."""
    fits = int(LABEL / NAME_LETTER)
    return row.label if len(row.label) <= fits else f"{row.label[: fits - 1]}…"


def row_height(row: Row) -> int:
    """The height of a row with the gap below it."""
    below = CAPTION if any(cell.caption for cell in row.cells) else UNDER if brackets(row) else 0
    named = _TWO_LINES if row.label and not row.level and row.type and row.path.endswith(" ") else 0
    return max(CELL + below, named) + BETWEEN


def brackets(row: Row) -> bool:
    """Whether a reference may lead to a part of it."""
    return len(row.cells) > 1 or any(cell.kind is CellKind.TEXT for cell in row.cells)


def _size(box: Box, shape: Shape) -> tuple[int, int]:
    """Width and height of a box at one step."""
    found = placed_rows(box, shape)
    cells = max((row.right for row in found), default=0)
    remark = len(box.remark) + (len(NEW) if box.kind is BoxKind.BLOCK else 0)
    title = len(box.title) * TITLE_LETTER + 7 + remark * TYPE_LETTER + SIDE
    return round(max(cells, title)) + SIDE, (found[-1].top + found[-1].height if found else HEAD) + FOOT


def covered(row: PlacedRow, arrow: Arrow) -> tuple[int, int] | None:
    """From where to where an arrow's target reaches, where that is a part of the row; None where it is all of it."""
    cells = list(row.cells())
    one = cells[0][0] if len(cells) == 1 else None
    if one is not None and one.kind is CellKind.TEXT:
        return _letters(one, cells[0][1], arrow)
    first = next((n for n, (cell, _) in enumerate(cells) if cell.offset == arrow.target.offset and cell.size), None)
    if first is None or len(cells) == 1 or any(cell.caption for cell, _ in cells):
        return None
    last = min(first + (arrow.length if arrow.length is not None else 1), len(cells)) - 1
    if last < first or (first == 0 and last == len(cells) - 1):
        return None
    return cells[first][1], cells[last][1] + cells[last][0].width


def _letters(cell: Cell, left: int, arrow: Arrow) -> tuple[int, int] | None:
    """The part of a text; each letter takes as many bytes as UTF-8 gives it."""
    if arrow.length is None:
        return None
    text = cell.text
    inset = left + (cell.width - len(text) * _LETTER) / 2
    at, found = cell.offset, []
    for number, letter in enumerate(text):
        if letter in "“”":
            continue
        if arrow.target.offset <= at < arrow.target.offset + arrow.length:
            found.append(number)
        at += len(letter.encode())
    if not found or arrow.length >= cell.size:
        return None
    return round(inset + found[0] * _LETTER), round(inset + (found[-1] + 1) * _LETTER)
