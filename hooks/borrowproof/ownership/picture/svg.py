"""The picture as SVG, row by row: each row is as high as its line of code, which may grow for what is said beside it.

The marks of a row stand in its upper `shapes.ROW` px; lanes that go on reach its bottom, wherever that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from borrowproof.model.timeline import Timeline
from borrowproof.ownership.picture import svg_shapes
from borrowproof.ownership.picture.lanes import Lane, Link
from borrowproof.ownership.picture.layout import Label, Metrics, Picture, PlacedMark, layout
from borrowproof.ownership.picture.marks import Glyph
from borrowproof.ownership.picture.segments import LENDING, Segment, Track
from borrowproof.ownership.picture.svg_shapes import MIDDLE

LETTER = 7.3  # px; the most that a letter of a name takes
METRICS = Metrics(mark=svg_shapes.mark_extent, label=lambda name: round(len(name) * LETTER), gap=11, line=8, margin=10)


def pixel_layout(timeline: Timeline, shown: Sequence[int]) -> Picture:
    """The layout in px."""
    return layout(timeline, shown, METRICS)


def rows(drawn: Picture) -> tuple[str, ...]:
    """What stands in the SVG element of each row."""
    return tuple("".join((*_rails(drawn, n), *_links(drawn, n), *_marks(drawn, n))) for n in range(len(drawn.rows)))


def _rails(drawn: Picture, row: int) -> Iterator[str]:
    """The lines of all lanes, which links and marks may cover."""
    for lane in drawn.lanes:
        mine = (s for s in drawn.segments if s.variable == lane.variable.id)
        bends = any(_turns(p, drawn) for p in drawn.marks if p.lane is lane and p.row == row)
        x = drawn.columns[lane.variable.id]
        above_others = sorted(mine, key=lambda s: s.track is Track.LENT)
        yield _group(lane, "".join(svg_shapes.lane_segment(s, x, row, bends=bends) for s in above_others))


def _marks(drawn: Picture, row: int) -> Iterator[str]:
    """The marks and the name of each lane."""
    for lane in drawn.lanes:
        marks = "".join(_mark(p, drawn) for p in drawn.marks if p.lane is lane and p.row == row)
        names = "".join(_label(n) for n in drawn.labels if n.variable == lane.variable.id and n.row == row)
        yield _group(lane, marks + names)


def _group(lane: Lane, body: str) -> str:
    return f'<g class="{svg_shapes.hue_class(lane)}" data-variable="{lane.variable.id}">{body}</g>' if body else ""


def _label(label: Label) -> str:
    return f'<text class="bp-o-name" x="{label.x}" y="{MIDDLE + 4}">{escape(label.text, quote=False)}</text>'


def _mark(placed: PlacedMark, drawn: Picture) -> str:
    x, mark = placed.x, placed.mark
    apart = x != drawn.columns[mark.variable] and placed.right > placed.left
    rail = f'<path d="M{placed.left - 5} {MIDDLE}h6"/>' if apart else ""
    around = svg_shapes.error_halo(placed.left, placed.right, MIDDLE) if mark.wrong else ""
    return rail + svg_shapes.mark_shape(mark, placed.lane, x, MIDDLE, first=_turns(placed, drawn)) + around


def _turns(placed: PlacedMark, drawn: Picture) -> bool:
    """Whether the line of the lane itself turns into an arrow here."""
    if placed.mark.glyph not in (Glyph.OUT, Glyph.LEAVE):
        return False
    visible = [p for p in drawn.marks if p.lane is placed.lane and p.row == placed.row and p.right > p.left]
    return all(p is placed for p in visible[:1])


# --- links ------------------------------------------------------------------------------------------------------


def _links(drawn: Picture, row: int) -> Iterator[str]:
    """The moves and borrows of a row, and those that come by on the way down to where their lane begins."""
    lanes = {lane.variable.id: lane for lane in drawn.lanes}
    for link in drawn.links:
        if link.kind is None:
            body, css = _move(link, drawn, lanes[link.source], row), svg_shapes.hue_class(lanes[link.source])
        else:
            body, css = _borrow(link, drawn, row), f"bp-o-{link.kind.value}"
        if body:
            yield f'<g class="{css}" data-variable="{link.source} {link.target}">{body}</g>'


def _move(link: Link, drawn: Picture, lane: Lane, row: int) -> str:
    """A bent arrow: down its lane, round the corner, to the new owner."""
    if drawn.row(link.line) != row:
        return ""
    column, way, near, far = drawn.columns[link.source], *_ends(link, drawn)
    end = far - way * 8
    start = svg_shapes.arrow_path(column, MIDDLE, way, end) if near == column else f"M{near} {MIDDLE}H{end}"
    slim = "" if link.whole and lane.value is not None else " bp-o-slim"
    return f'<path class="bp-o-move{slim}" d="{start}"/>{svg_shapes.arrow_head(far, MIDDLE, way)}'


def _borrow(link: Link, drawn: Picture, row: int) -> str:
    """A line across to the lane of who borrows and, where that begins further down, along it."""
    assert link.kind is not None
    style, target, top = LENDING[link.kind], drawn.columns[link.target], drawn.row(link.line)
    bottom = next(n.row for n in drawn.labels if n.variable == link.target)
    across = ""
    if row == top:
        _, near, far = _ends(link, drawn)
        across = svg_shapes.horizontal_line(style, near, far if bottom == top else target, MIDDLE)
    return across + svg_shapes.lane_segment(
        Segment(link.target, Track.MAIN, style, 2 * top + 1, 2 * bottom + 1), target, row
    )


def _ends(link: Link, drawn: Picture) -> tuple[int, int, int]:
    """Which way a link leads, 1 for right, and the edges between which it does."""
    way = 1 if drawn.columns[link.target] > drawn.columns[link.source] else -1
    row = drawn.row(link.line)
    return way, _edge(drawn, link.source, row, way), _edge(drawn, link.target, row, -way)


def _edge(drawn: Picture, variable: int, row: int, way: int) -> int:
    """The outer edge of a lane's marks on a row, towards `way`."""
    mine = [p for p in drawn.marks if p.mark.variable == variable and p.row == row and p.right > p.left]
    edges = [p.right if way > 0 else p.left for p in mine] or [drawn.columns[variable]]
    return max(edges) if way > 0 else min(edges)
