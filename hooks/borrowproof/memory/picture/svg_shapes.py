"""A scene as shapes of an SVG; their looks are in assets/styles/memory_picture.css."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from borrowproof.memory.picture.boxes import BoxKind
from borrowproof.memory.picture.cells import Cell, CellKind
from borrowproof.memory.picture.measures import CELL, NEW, SIDE, PlacedRow, shown_label, shown_type
from borrowproof.memory.picture.routes import rounded
from borrowproof.memory.picture.scene import DrawnArrow, Line, Picture, Placed, Title
from borrowproof.model.memory import PointerKind

Point = tuple[int, int]
Place = Callable[[Point, Point], str]  # the attribute that puts a group at its place in the two layouts
_CLASSES = {
    PointerKind.SHARED: "shared",
    PointerKind.MUTABLE: "mutable",
    PointerKind.GUARD: "mutable",
    PointerKind.WEAK: "weak",
    PointerKind.RAW_CONST: "raw",
    PointerKind.RAW_MUT: "raw",
}
_HEAD = 8  # px; the length of an arrow's head


def wide_place(wide: Point, _narrow: Point) -> str:
    """The attribute where there is the wide layout alone."""
    return f'transform="translate({wide[0]} {wide[1]})"'


def pieces(picture: Picture, place: Place, *, both: bool) -> list[str]:
    """The shapes of one step from the back to the front, each an element. Equal pieces of two steps are equal strings.

    `both`: arrows have their lines for both layouts.
    """
    return [
        *(_heading(title, place) for title in picture.headings),
        *(piece for placed in picture.boxes for piece in _box(placed, place)),
        *(_arrow(arrow, both=both) for arrow in picture.arrows),
    ]


def _text(css: str, x: float, y: float, text: str) -> str:
    return f'<text class="{css}" x="{x:g}" y="{y:g}">{escape(text, quote=False)}</text>'


def _heading(title: Title, place: Place) -> str:
    return f"<g {place(title.wide, title.narrow)}>{_text('bpm-heading', 0, 13, title.text)}</g>"


# --- boxes --------------------------------------------------------------------------------------------------------


def _box(placed: Placed, place: Place) -> Iterator[str]:
    box = placed.box
    css = f"bpm-box bpm-{box.kind.value}" + " bpm-active" * box.active + " bpm-new" * placed.is_new
    said = (NEW if placed.is_new and box.kind is BoxKind.BLOCK else "") + box.remark
    remark = f'<tspan class="bpm-remark" dx="7">{escape(said, quote=False)}</tspan>' if said else ""
    title = f'<text class="bpm-title" x="{SIDE}" y="17">{escape(box.title, quote=False)}{remark}</text>'
    frame = f'<rect class="{css}" width="{placed.width}" height="{placed.height}"/>'
    yield f"<g {place(placed.wide, placed.narrow)}>{frame}{title}</g>"
    for row in placed.rows:
        yield _row(row, placed, place)
        if row.row.path in placed.fresh:
            yield _fresh(row, placed.fresh[row.row.path], placed, place)
    if box.kind is BoxKind.GHOST:
        cross = f"M0 0L{placed.width} {placed.height}M{placed.width} 0L0 {placed.height}"
        yield f'<g {place(placed.wide, placed.narrow)}><path class="bpm-crossed" d="{cross}"/></g>'


def _at(placed: Placed, row: PlacedRow, place: Place) -> str:
    wide, narrow = placed.wide, placed.narrow
    return place((wide[0], wide[1] + row.top), (narrow[0], narrow[1] + row.top))


def _row(row: PlacedRow, placed: Placed, place: Place) -> str:
    """The name and the cells of a row."""
    parts = []
    about = row.row
    left = SIDE + about.level * 12
    if about.label and placed.box.kind is BoxKind.FRAME and not about.level:
        struck = " bpm-struck" * (about.path in placed.box.gone)
        parts.append(_text(f"bpm-name{struck}", left, 13, shown_label(about)))
        parts.append(_text("bpm-type", left, 27, shown_type(about)))
    elif about.label:
        parts.append(_text("bpm-label", left, 17, shown_label(about)))
    parts += [_cell(cell, x) for cell, x in row.cells()]
    return f"<g {_at(placed, row, place)}>{''.join(parts)}</g>"


def _cell(cell: Cell, x: int) -> str:
    middle = x + cell.width / 2
    kind = cell.kind.value
    parts = [f'<rect class="bpm-cell-{kind}" x="{x}" width="{cell.width}" height="{CELL}"/>']
    if cell.kind is CellKind.POINTER and cell.arrow is not None and not cell.text:
        css = _CLASSES.get(cell.arrow.kind, "owns")
        parts.append(f'<circle class="bpm-dot bpm-{css}" cx="{middle:g}" cy="{CELL // 2}" r="3.5"/>')
    if cell.text:
        parts.append(_text(f"bpm-in bpm-in-{kind}", middle, 17, cell.text))
    if cell.caption:
        parts.append(_text("bpm-caption", middle, CELL + 11, cell.caption))
    return "".join(parts)


def _fresh(row: PlacedRow, cells: tuple[int, int], placed: Placed, place: Place) -> str:
    """That cells are not what they were: a frame around them, with one corner filled."""
    edges = [(x, x + cell.width) for cell, x in row.cells()][cells[0] : cells[1] + 1]
    left, right = edges[0][0], edges[-1][1]
    frame = f'<rect class="bpm-fresh" x="{left}" width="{right - left}" height="{CELL}"/>'
    corner = f'<path class="bpm-corner" d="M{left} 0h8l-8 8z"/>'
    return f"<g {_at(placed, row, place)}>{frame}{corner}</g>"


# --- arrows -------------------------------------------------------------------------------------------------------


def _arrow(arrow: DrawnArrow, *, both: bool) -> str:
    css = f"bpm-arrow bpm-{_CLASSES.get(arrow.kind, 'owns')}" + " bpm-freed" * arrow.freed
    double = _CLASSES.get(arrow.kind) == "mutable"
    if not both:
        return f'<g class="{css}">{_line(arrow.wide, double=double)}</g>'
    wide, narrow = (_line(line, double=double) for line in (arrow.wide, arrow.narrow))
    return f'<g class="{css}"><g class="bpm-w">{wide}</g><g class="bpm-n">{narrow}</g></g>'


def _line(line: Line, *, double: bool) -> str:
    """The line with its head and, where it leads to a part of a row, a stroke under that part."""
    points = list(line.points)
    end, before = points[-1], points[-2]
    leftwards = before[0] > end[0]
    back = _HEAD if leftwards else -_HEAD
    data = rounded([*points[:-1], (end[0] + back, end[1])])
    parts = [f'<path class="bpm-line" d="{data}"/>']
    if double:
        parts.append(f'<path class="bpm-middle" d="{data}"/>')
    parts.append(f'<path class="bpm-head" d="M{end[0]} {end[1]}l{back} -4.5v9z"/>')
    if line.part is not None:
        near, far = (line.part[1], line.part[0]) if leftwards else line.part
        parts.append(f'<path d="M{end[0]} {end[1]}H{near}"/><path class="bpm-part" d="M{near} {end[1]}H{far}"/>')
    return "".join(parts)
