"""A value as rows of cells: what stands in a box of the picture, one row below the other.

A row holds at most one arrow, which leaves it at its right end. So length and capacity stand before the pointer,
whatever their order in memory is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from borrowproof.memory.wording import phrases
from borrowproof.model.memory import PointerKind, Region, Target, Value, ValueKind

CHARACTER, PAD, NARROWEST = 7.9, 8, 26  # px: of a character in a cell, around its text, and of a cell at least
CELLS = 126  # px that the cells of one row take at most; what is longer goes on in the next row
TEXT = 14  # characters of a text that one row shows
LINES = 3  # rows of a text that are shown
ITEMS = 12  # items of a sequence that are shown


class CellKind(StrEnum):
    """What a cell is; the stylesheet knows them by these names."""

    VALUE = "value"
    TEXT = "text"
    POINTER = "pointer"
    NAME = "name"  # of a variant
    COUNT = "count"  # a count or a flag that the value keeps: strong, weak, borrow, locked
    SPARE = "spare"  # memory that holds nothing yet
    GONE = "gone"  # a value that was moved out


@dataclass(frozen=True, slots=True)
class Arrow:
    """Where a pointer leads; `length` is that of a slice (in elements) or of a `str` (in bytes)."""

    kind: PointerKind
    target: Target
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `offset` and `size` are the bytes of its place that it shows."""

    kind: CellKind
    text: str
    caption: str = ""
    arrow: Arrow | None = None
    offset: int = 0
    size: int = 0

    @property
    def width(self) -> int:
        """In px."""
        return max(NARROWEST, *(round(len(text) * CHARACTER + PAD) for text in (self.text, self.caption)))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a box. `path` tells it from the others of its place at every step; `level` is its indentation.

    `offset` and `size` are the bytes of its place that it shows. `holds` is the same in words.
    """

    path: str
    label: str
    type: str
    cells: tuple[Cell, ...]
    offset: int
    size: int
    level: int = 0
    holds: str = ""

    @property
    def arrow(self) -> Arrow | None:
        """The one that leaves it."""
        return next((cell.arrow for cell in self.cells if cell.arrow), None)


_SCALARS = (ValueKind.INTEGER, ValueKind.FLOAT, ValueKind.BOOL, ValueKind.CHAR)
_LISTS = (ValueKind.SEQUENCE, ValueKind.ARRAY)
_WRAPPERS = (ValueKind.CELL, ValueKind.REF_CELL, ValueKind.LOCK, ValueKind.ONCE, ValueKind.COUNTED)
_BUFFERED = (ValueKind.STRING, ValueKind.VEC, ValueKind.DEQUE, ValueKind.MAP)


def rows(value: Value, label: str, path: str, level: int = 0) -> tuple[Row, ...]:
    """The rows of a value that is called `label`."""
    one = _inline(value)
    if one is not None:
        return (_row(value, label, path, level, one),)
    if value.kind in _LISTS:
        return tuple(_list(value, label, path, level))
    if value.kind is ValueKind.TEXT:
        return tuple(_text(value, label, path, level))
    return tuple(_parts(value, label, path, level))


def _row(value: Value, label: str, path: str, level: int, cells: Sequence[Cell]) -> Row:
    holds = phrases.value(value)
    return Row(path, label, value.type, tuple(cells), value.offset, value.size, level, holds)


def _inline(value: Value) -> tuple[Cell, ...] | None:
    """The cells of a value that fits into one row, with its pointer, if it has one, at the end; None for others."""
    if value.moved:
        return (Cell(CellKind.GONE, "moved", "", None, value.offset, value.size),)
    if value.kind in _SCALARS:
        return (_cell(value, _written(value)),)
    if value.kind is ValueKind.UNIT:
        return (_cell(value, "()"),)
    if value.kind is ValueKind.POINTER:
        return tuple(_pointer(value))
    if value.kind in _BUFFERED:
        return tuple(_buffered(value))
    if value.kind is ValueKind.OPAQUE:
        return (_cell(value, "..."),)
    if value.kind is ValueKind.TEXT:
        return (_cell(value, _quoted(value.text), CellKind.TEXT),) if len(value.text) <= TEXT else None
    if value.kind in _LISTS:
        return _inline_list(value)
    return _inline_parts(value)


def _inline_list(value: Value) -> tuple[Cell, ...] | None:
    if value.left_out or len(value.items) > ITEMS or any(item.kind not in _SCALARS for item in value.items):
        return None
    if not value.items:
        return (Cell(CellKind.SPARE, "empty", "", None, value.offset, 0),)
    cells = tuple(_cell(item, _written(item)) for item in value.items)
    return cells if _fits(cells) else None


def _inline_parts(value: Value) -> tuple[Cell, ...] | None:
    """A name and counts, then the fields, if each fits: at most one leads somewhere, and that is the last."""
    cells = list(_own(value))
    for item in _leaving_last(value.items):
        inner = _inline(item)
        if inner is None or any(cell.arrow for cell in cells):
            return None
        captioned = value.kind in (ValueKind.STRUCT, ValueKind.CLOSURE, ValueKind.ENUM) and not item.name.isdecimal()
        if captioned and len(inner) > 1:
            return None
        cells += [replace(cell, caption=cell.caption or item.name) if captioned else cell for cell in inner]
    if not cells:
        return (_cell(value, phrases.short_type(value.type), CellKind.NAME),)
    return tuple(cells) if _fits(cells) else None


def _leaving_last(items: Sequence[Value]) -> list[Value]:
    """The items, those that hold a pointer behind the others."""
    return sorted(items, key=_leads)


def _leads(value: Value) -> bool:
    return not value.moved and (value.target is not None or any(map(_leads, value.items)))


def _own(value: Value) -> Iterator[Cell]:
    """What a value keeps besides its items."""
    if value.kind is ValueKind.ENUM:
        yield _cell(value, value.variant, CellKind.NAME)
    for text, caption in phrases.counts(value):
        yield _cell(value, text, CellKind.COUNT, caption)


def _fits(cells: Sequence[Cell]) -> bool:
    return sum(cell.width for cell in cells) <= CELLS


def _parts(value: Value, label: str, path: str, level: int) -> Iterator[Row]:
    """A row for the value itself, then its items, one level deeper."""
    own = tuple(_own(value))
    counted = value.kind in _WRAPPERS
    if own or not counted:
        head = own or (_cell(value, phrases.short_type(value.type), CellKind.NAME),)
        yield _row(value, label, path, level, head)
        label, level = "", level + 1
    for item in value.items:
        inner = item.name if not counted else label
        yield from rows(item, inner, f"{path}.{item.name}", level)


def _list(value: Value, label: str, path: str, level: int) -> Iterator[Row]:
    shown = value.items[:ITEMS]
    if all(item.kind in _SCALARS for item in shown):
        cells = [_cell(item, _written(item)) for item in shown]
        for number, part in enumerate(_wrapped(cells)):
            first, last = part[0], part[-1]
            where = replace(value, offset=first.offset, size=last.offset + last.size - first.offset)
            yield _row(where, label if not number else "", f"{path}/{number}", level, part)
    else:
        for item in shown:
            yield from rows(item, f"[{item.name}]", f"{path}[{item.name}]", level)
    left = value.left_out + len(value.items) - len(shown)
    if left:
        more = Cell(CellKind.SPARE, f"{left} more", "", None, value.offset + value.size, 0)
        yield Row(f"{path}/more", "", "", (more,), value.offset + value.size, 0, level, f"{left} more")


def _wrapped(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells in rows."""
    row: list[Cell] = []
    for cell in cells:
        if row and not _fits([*row, cell]):
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _text(value: Value, label: str, path: str, level: int) -> Iterator[Row]:
    """A text over several rows."""
    at, end = value.offset, value.offset + value.size
    for number, start in enumerate(range(0, min(len(value.text), LINES * TEXT), TEXT)):
        part = value.text[start : start + TEXT]
        size = len(part.encode())
        ends = start + TEXT >= len(value.text)
        shown = f"{'“' if not start else ''}{phrases.visible(part)}{'”' if ends else ''}"
        cell = Cell(CellKind.TEXT, shown, "", None, at, size)
        holds = phrases.value(value) if not start else ""
        yield Row(f"{path}/{number}", label if not start else "", value.type, (cell,), at, size, level, holds)
        at += size
    if at < end:
        more = Cell(CellKind.SPARE, f"{end - at} more", "", None, at, end - at)
        yield Row(f"{path}/more", "", "", (more,), at, end - at, level, f"{end - at} more bytes")


# --- single cells -------------------------------------------------------------------------------------------------


def _cell(value: Value, text: str, kind: CellKind = CellKind.VALUE, caption: str = "") -> Cell:
    return Cell(kind, text, caption, None, value.offset, value.size)


def _written(value: Value) -> str:
    return f"'{phrases.visible(value.text)}'" if value.kind is ValueKind.CHAR else value.text


def _quoted(text: str) -> str:
    return f"“{phrases.visible(text)}”"


def _buffered(value: Value) -> Iterator[Cell]:
    yield Cell(CellKind.VALUE, str(value.length), "len", None, value.offset, 0)
    if value.capacity is not None:
        yield Cell(CellKind.VALUE, str(value.capacity), "cap", None, value.offset, 0)
    for item in value.items:
        if item.pointer is not None:
            yield from _pointer(item, "ptr")


def _pointer(value: Value, caption: str = "") -> Iterator[Cell]:
    """Length or vtable, then the pointer itself."""
    kind, target = value.pointer, value.target
    if kind is None or target is None:
        yield _cell(value, "...")
        return
    if value.length is not None:
        yield Cell(CellKind.VALUE, str(value.length), "len", None, value.offset + 8, 8)
    if value.concrete:
        yield Cell(CellKind.NAME, phrases.short_type(value.concrete), "vtable", None, value.offset + 8, 8)
    arrow = Arrow(kind, target, value.length)
    leads = target.region in (Region.HEAP, Region.STACK, Region.STATIC, Region.FREED)
    text = "" if leads else phrases.NOWHERE.get(target.region, "?") or target.place
    text = "freed" if target.region is Region.FREED else text
    yield Cell(CellKind.POINTER, text, caption or str(kind), arrow if leads else None, value.offset, min(value.size, 8))
