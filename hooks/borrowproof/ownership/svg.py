"""The picture as inline SVG: lanes beside the code, as high as its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from borrowproof.ownership import shapes, words
from borrowproof.ownership.lanes import Lane, Link
from borrowproof.ownership.layout import Label, Metrics, Picture, Placed, layout
from borrowproof.ownership.marks import Glyph
from borrowproof.ownership.model import Timeline
from borrowproof.ownership.shapes import ROW, middle
from borrowproof.ownership.tracks import LENDING, Track

LETTER = 7.3  # px; the most that a letter of a name takes
METRICS = Metrics(mark=shapes.reach, label=lambda name: round(len(name) * LETTER), gap=11, line=8, margin=10)


def picture(timeline: Timeline, shown: Sequence[int]) -> Picture:
    """The layout in px."""
    return layout(timeline, shown, METRICS)


def render(timeline: Timeline, shown: Sequence[int], about: str, anchor: str) -> str:
    """The SVG element for the lines `shown`; `about` is what the program is called.

    The ids of its title and description begin with `anchor`, which must be unique on a page.
    """
    drawn = picture(timeline, shown)
    height = ROW * len(drawn.rows)
    lanes = {lane.variable.id: lane for lane in drawn.lanes}
    body = [*_lines(drawn), *(_link(link, drawn, lanes) for link in drawn.links), *_marks(drawn)]
    return (
        f'<svg class="bp-o-lanes" role="img" aria-labelledby="{anchor}-title" aria-describedby="{anchor}-desc"'
        f' width="{drawn.width}" height="{height}" viewBox="0 0 {drawn.width} {height}">'
        f'<title id="{anchor}-title">{_plain(words.title(about))}</title>'
        f'<desc id="{anchor}-desc">{_plain(words.description(timeline, drawn.rows))}</desc>{"".join(body)}</svg>'
    )


def _plain(text: str) -> str:
    return escape(text.replace("`", ""), quote=False)


def _lines(drawn: Picture) -> Iterator[str]:
    """The lines of all lanes, which links and marks may cover."""
    for lane in drawn.lanes:
        mine = sorted(
            (s for s in drawn.segments if s.variable == lane.variable.id), key=lambda s: s.track is Track.LENT
        )
        turns = {2 * p.row + 1 for p in drawn.marks if p.lane is lane and _turns(p, drawn)}
        x = drawn.columns[lane.variable.id]
        yield _group(lane, "".join(shapes.segment(s, x, bends=s.bottom in turns) for s in mine))


def _marks(drawn: Picture) -> Iterator[str]:
    """The marks and the name of each lane."""
    for lane in drawn.lanes:
        body = "".join(_mark(p, drawn) for p in drawn.marks if p.lane is lane)
        yield _group(lane, body + "".join(_label(n) for n in drawn.labels if n.variable == lane.variable.id))


def _group(lane: Lane, body: str) -> str:
    return f'<g class="{shapes.hue(lane)}" data-variable="{lane.variable.id}">{body}</g>'


def _label(label: Label) -> str:
    return f'<text class="bp-o-name" x="{label.x}" y="{middle(label.row) + 4}">{escape(label.text, quote=False)}</text>'


def _mark(placed: Placed, drawn: Picture) -> str:
    x, y, mark = placed.x, middle(placed.row), placed.mark
    apart = x != drawn.columns[mark.variable] and placed.right > placed.left
    rail = f'<path d="M{placed.left - 5} {y}h6"/>' if apart else ""
    around = shapes.halo(placed.left, placed.right, y) if mark.wrong else ""
    return rail + shapes.shape(mark, placed.lane, x, y, first=_turns(placed, drawn)) + around


def _turns(placed: Placed, drawn: Picture) -> bool:
    """Whether the line of the lane itself turns into an arrow here."""
    if placed.mark.glyph not in (Glyph.OUT, Glyph.LEAVE):
        return False
    visible = [p for p in drawn.marks if p.lane is placed.lane and p.row == placed.row and p.right > p.left]
    return all(p is placed for p in visible[:1])


# --- links ------------------------------------------------------------------------------------------------------


def _link(link: Link, drawn: Picture, lanes: dict[int, Lane]) -> str:
    way = 1 if drawn.columns[link.target] > drawn.columns[link.source] else -1
    row = drawn.row(link.line)
    near, far = _edge(drawn, link.source, row, way), _edge(drawn, link.target, row, -way)
    if link.kind is None:
        body, css = _move(link, lanes[link.source], drawn.columns[link.source], near, far, middle(row), way)
    else:
        style = LENDING[link.kind]
        target = drawn.columns[link.target]
        below = middle(next(n.row for n in drawn.labels if n.variable == link.target)) - middle(row)
        body = shapes.across(style, near, target if below else far, middle(row))
        body += shapes.line(style, f"{middle(row)}v{below}", target) if below > 0 else ""
        css = f"bp-o-{link.kind.value}"
    return f'<g class="{css}" data-variable="{link.source} {link.target}">{body}</g>'


def _move(link: Link, lane: Lane, column: int, near: int, far: int, y: int, way: int) -> tuple[str, str]:
    """A bent arrow: down its lane, round the corner, to the new owner."""
    end = far - way * 8
    start = shapes.turn(column, y, way, end) if near == column else f"M{near} {y}H{end}"
    slim = "" if link.whole and lane.value is not None else " bp-o-slim"
    return f'<path class="bp-o-move{slim}" d="{start}"/>{shapes.arrow(far, y, way)}', shapes.hue(lane)


def _edge(drawn: Picture, variable: int, row: int, way: int) -> int:
    """The outer edge of a lane's marks on a row, towards `way`."""
    mine = [p for p in drawn.marks if p.mark.variable == variable and p.row == row and p.right > p.left]
    edges = [p.right if way > 0 else p.left for p in mine] or [drawn.columns[variable]]
    return max(edges) if way > 0 else min(edges)
