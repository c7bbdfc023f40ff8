"""A scene as shapes of an SVG, on rows of one height: the same signs as on a page (assets/styles/figure_lanes.css)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import ceil

from borrowproof.ownership.picture.bands import Band, bands
from borrowproof.ownership.picture.clashes import Clash
from borrowproof.ownership.picture.columns import columns, named_at_head
from borrowproof.ownership.picture.lanes import Link
from borrowproof.ownership.picture.loops import Loop
from borrowproof.ownership.picture.scene import Scene, Shape, Sign, access
from borrowproof.ownership.picture.segments import Segment, Style, Track
from borrowproof.ownership.wording.phrases import display_name
from borrowproof.ownership.wording.type_phrases import typed_name

ROW, COLUMN, HEAD = 24, 26, 15  # px
MIDDLE = ROW // 2
_LETTER = 7.4  # px; the most that a letter of a name takes
_LOOP = 12  # px that a way back takes at the left
STYLE = """
.owner { --hue: var(--bp-owner); }
.shared { --hue: var(--bp-shared); }
.mutable { --hue: var(--bp-mutable); }
.refused { --hue: var(--bp-error); }
.round { --hue: var(--bp-quiet); }
.lanes :is(path, circle) { fill: none; stroke: var(--hue); stroke-width: 2.5; }
.lanes .owned { stroke-width: 5; }
.lanes .maybe { stroke-width: 3; stroke-dasharray: 6 4; }
.lanes .part { stroke-width: 2; }
.lanes .dotted { stroke-width: 3; stroke-dasharray: 3 3; }
.lanes .twice { stroke-width: 2; stroke-dasharray: 2 2; }
.lanes .would { stroke-width: 1.5; stroke-dasharray: 2 3; }
.lanes .full { fill: var(--hue); }
.lanes .hollow { fill: var(--bp-page); }
.lanes .perhaps { stroke-dasharray: 3 2.5; }
.lanes .way { stroke-width: 1.5; }
.lanes .band { fill: var(--bp-band); stroke: var(--bp-error); stroke-width: 0.75; }
.lanes .never { text-decoration: line-through; }
.lanes text.number { fill: var(--bp-error); font-size: 9px; text-anchor: end; }
.lanes text { fill: var(--hue); font: 600 12px var(--bp-code-font); }
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A scene with the x of each lane. `above` is the room that names take over the first row, in px."""

    scene: Scene
    x: dict[int, int]
    width: int
    above: int


def place(scene: Scene) -> Drawn:
    """All lanes side by side: a file has no width to keep to."""
    left = 8 + _LOOP * max((loop.depth + 1 for loop in scene.loops), default=0)
    laid = columns(
        scene.groups, max(map(len, scene.groups), default=0), lambda name: ceil(len(name) * _LETTER / COLUMN)
    )
    x = {variable: left + column * COLUMN + COLUMN // 2 for variable, column in laid.places.items()}
    width = max(
        (x[i] + ceil(len(display_name(lane.variable)) * _LETTER) + 16 for i, lane in scene.lanes.items()), default=0
    )
    topmost = [group for group in scene.groups if scene.row(group[0].lane.function.first_line) == 0]
    above = max((len(named_at_head(group)) for group in topmost), default=0)
    return Drawn(scene, x, width, HEAD * above + 4)


def shapes(drawn: Drawn) -> str:
    """All that is drawn, from the back to the front."""
    scene = drawn.scene
    wrong = {clash.loop for clash in scene.clashes}
    parts = (
        *(_band(band, drawn) for band in bands(scene.clashes)),
        *(_round(loop, drawn, "refused" if loop in wrong else "round") for loop in scene.loops),
        *(_stroke(stroke, drawn) for stroke in scene.strokes),
        *(_link(link, drawn) for link in scene.links),
        *(_sign(sign, drawn) for sign in scene.signs),
        *(_refusal(clash, drawn) for clash in scene.clashes),
        *_names(drawn),
    )
    return f'<g class="lanes">{"".join(parts)}</g>'


def _middle(row: int) -> int:
    return row * ROW + MIDDLE


def _path(css: str, d: str) -> str:
    return f'<path class="{css}" d="{d}"/>'


# --- lines ----------------------------------------------------------------------------------------------------------


def _stroke(stroke: Segment, drawn: Drawn) -> str:
    x, top, bottom = drawn.x[stroke.variable], stroke.top * MIDDLE, stroke.bottom * MIDDLE
    x -= 8 if stroke.track is Track.HELD else 0
    if stroke.style is Style.WOULD:
        return _path("round would", f"M{x} {top}V{bottom}")
    if stroke.style in (Style.SHARED, Style.MUTABLE):
        return _dotted(stroke.style.value, f"M{{}} {top}V{bottom}", (x,))
    css = f"{access(drawn.scene.lanes[stroke.variable]).value} {stroke.style.value}"
    css = css.replace(Style.PARTIAL.value, "part")
    return _path(css, f"M{x - 1.5 if stroke.style is Style.PARTIAL else x} {top}V{bottom}")


def _dotted(kind: str, d: str, places: tuple[int, ...]) -> str:
    """A dotted line, two beside each other where it is a mutable borrow's; `d` has a gap for its place."""
    if kind == "shared":
        return _path("shared dotted", d.format(*places))
    return "".join(_path("mutable twice", d.format(*(x + dx for x in places))) for dx in (-2.5, 2.5))


def _round(loop: Loop, drawn: Drawn, css: str) -> str:
    """The way back: up at the left, with an arrow at the line where the next round begins."""
    x, top, bottom = 4 + loop.depth * _LOOP, _middle(drawn.scene.row(loop.first)), _middle(drawn.scene.row(loop.last))
    return _path(f"{css} way", f"M{x + 8} {bottom}H{x}V{top}H{x + 5}") + _tip(css, x + 10, top, 1)


def _link(link: Link, drawn: Drawn) -> str:
    source, target = drawn.x.get(link.source), drawn.x.get(link.target)
    if source is None or target is None:
        return ""
    y = _middle(drawn.scene.row(link.line))
    if link.refused:
        return _path("refused would", f"M{source} {y}H{target}")
    if link.kind is not None:
        return _dotted(link.kind.value, f"M{source} {{}}H{target}", (y,))
    way = 1 if target > source else -1
    return _arrow(access(drawn.scene.lanes[link.source]).value, source, y, target - way * 7)


def _arrow(css: str, x: int, y: int, end: int) -> str:
    way = 1 if end > x else -1
    return _path(f"{css} owned", f"M{x} {y - 9}Q{x} {y} {x + way * 9} {y}H{end - way * 6}") + _tip(css, end, y, way)


def _tip(css: str, x: int, y: int, way: int) -> str:
    return _path(f"{css} full", f"M{x} {y}l{-way * 7} -4.5v9z")


# --- signs ----------------------------------------------------------------------------------------------------------


def _sign(sign: Sign, drawn: Drawn) -> str:
    x, y = drawn.x[sign.variable], _middle(sign.row)
    css = access(drawn.scene.lanes[sign.variable]).value
    if sign.shape is Shape.AWAY:
        return _arrow(css, x, y, x - 20 if sign.leftwards else x + 20)
    if sign.shape is Shape.NEVER:
        return f'<circle class="refused hollow perhaps" cx="{x}" cy="{y}" r="5"/>'
    if sign.shape in (Shape.VALUE, Shape.REFERENCE):
        kind = "full" if sign.shape is Shape.VALUE else "hollow"
        return f'<circle class="{css} {kind}" cx="{x}" cy="{y}" r="5"/>'
    ring = "hollow perhaps" if sign.shape is Shape.PERHAPS else "hollow"
    return f'<circle class="{css} {ring}" cx="{x}" cy="{y}" r="7"/>{_path(css, _cross(x, y, 3))}'


def _cross(x: int, y: int, reach: int) -> str:
    return f"M{x - reach} {y - reach}l{2 * reach} {2 * reach}m0 {-2 * reach}l{-2 * reach} {2 * reach}"


def _band(band: Band, drawn: Drawn) -> str:
    """The lines on which both are wanted, with the numbers of their errors where there are several."""
    first, last = drawn.scene.row(band.first), drawn.scene.row(band.last)
    if first == last:
        return ""
    left, right = _parties(band, drawn)
    inset = 2 * min(band.inset, 2)
    left, top, right, bottom = left - 12 + inset, first * ROW + inset, right + 12 - inset, (last + 1) * ROW - inset
    place = f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
    shape = f'<rect class="band" {place} rx="6"/>'
    if not _are_several(drawn):
        return shape
    numbers = " ".join(str(error + 1) for error in band.errors)
    return f'{shape}<text class="number" x="{right - 2}" y="{bottom - 2}">{numbers}</text>'


def _are_several(drawn: Drawn) -> bool:
    return len({error for clash in drawn.scene.clashes for error in clash.errors}) > 1


def _parties(band: Band, drawn: Drawn) -> tuple[int, int]:
    here = drawn.x[band.variable]
    there = drawn.x.get(band.holder, here) if band.holder is not None else here
    return min(here, there), max(here, there)


def _refusal(clash: Clash, drawn: Drawn) -> str:
    x, y = drawn.x[clash.variable], _middle(drawn.scene.row(clash.line))
    there = drawn.x.get(clash.holder, x) if clash.holder is not None else x
    link = f'{_path("refused", f"M{x} {y}H{there}")}<circle class="refused hollow" cx="{x}" cy="{y}" r="5"/>'
    return (link if there != x else "") + _path("refused", _cross(there, y, 6))


def _names(drawn: Drawn) -> Iterator[str]:
    for group in drawn.scene.groups:
        high = named_at_head(group)
        head = min(drawn.scene.row(row.lane.function.first_line) for row in group)
        raised = [row for row in group if row.lane.variable.id in high]
        for row in group:
            about = row.lane.variable
            x, y = drawn.x[about.id] + 10, _middle(row.first) + 4
            if row in raised:
                x, y = x - 7, head * ROW - 4 - HEAD * (len(raised) - 1 - raised.index(row))
            name, title = escape(display_name(about), quote=False), escape(typed_name(about), quote=False)
            colour = access(row.lane).value + " never" * row.lane.refused
            yield f'<text class="{colour}" x="{x}" y="{y}"><title>{title}</title>{name}</text>'
