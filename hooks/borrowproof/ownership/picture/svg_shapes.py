"""The lines and shapes of a picture as SVG. Looks come from the stylesheet alone: classes and custom properties."""

from __future__ import annotations

from html import escape

from borrowproof.ownership import timeline_queries
from borrowproof.ownership.picture.lanes import Lane
from borrowproof.ownership.picture.marks import Glyph, Mark
from borrowproof.ownership.picture.segments import Segment, Style, Track

ROW = 24  # px; the height of a line of code in the figure, and the least of its row
MIDDLE = ROW // 2  # where the marks of a row stand
TALLEST = 6 * ROW  # px; no row grows beyond that for what is said beside it
HUES = 4  # as many as the stylesheet has --bp-value-*
BEND = 10  # px; the radius of the corner of an arrow
BESIDE = {Track.HELD: 7, Track.HELD_TOO: 13}  # px from a lane to the borrows that its value holds, at the left
_PAIRS = {Style.MUTABLE: (-2, 2), Style.MAYBE: (-1, 2)}  # lines that are drawn twice, and how far from the middle
_REACH = {
    Glyph.DECLARED: 5,
    Glyph.READ: 4,
    Glyph.WRITTEN: 5,
    Glyph.RAW: 10,
    Glyph.LEAVE: 0,
    Glyph.DROP: 8,
    Glyph.DROP_IF_OWNED: 8,
    Glyph.DROP_REST: 8,
    Glyph.END: 5,
}
_ARROW = 18  # px; the length of an arrow that leads nowhere
_DIGIT = 8  # px


def mark_extent(mark: Mark, lane: Lane) -> tuple[int, int]:
    """How far a mark reaches to the left and to the right of its place, in px."""
    if mark.glyph is Glyph.OUT:
        return 0, _ARROW
    if mark.glyph is Glyph.LENT:
        half = 10 if mark.text == "&" else 19
    elif mark.glyph in (Glyph.START, Glyph.AGAIN):
        small = lane.value is None and timeline_queries.reference_kind(lane.variable) is None
        half = (5 if small else 8) + (3 if mark.glyph is Glyph.AGAIN else 0)
    else:
        half = _REACH[mark.glyph]
    return half, half + (_DIGIT * len(mark.text) if mark.glyph in _DROPS else 0)


def hue_class(lane: Lane) -> str:
    """The class that colours a lane: by its value, as a reference, or as plain data."""
    if lane.value is not None:
        return f"bp-o-value-{lane.value.hue % HUES + 1}"
    kind = timeline_queries.reference_kind(lane.variable)
    return "bp-o-plain" if kind is None else f"bp-o-{kind.value}"


# --- lines ------------------------------------------------------------------------------------------------------


def lane_segment(stretch: Segment, x: int, row: int, *, bends: bool = False) -> str:
    """What a stretch of a lane, whose middle is at `x`, draws in the SVG of `row`; "" where it is not there.

    Where it goes on, it reaches the bottom of that SVG, however high that is. `bends`: it turns into an arrow where
    it ends.
    """
    first, last = max(stretch.top - 2 * row, 0), min(stretch.bottom - 2 * row, 2)
    if first >= last:
        return ""
    ends = stretch.bottom == 2 * row + last
    top = first * MIDDLE
    bottom = "100%" if last == 2 else str(MIDDLE - (BEND if bends and ends else 0))
    x -= BESIDE.get(stretch.track, 0)
    if stretch.style is Style.NEEDED:
        return f'<path class="bp-o-needed" d="{_wave(x, top, TALLEST if last == 2 else MIDDLE)}"/>'
    if stretch.track is Track.LENT:
        return _line("bp-o-lent", x, top, bottom) + _line(f"bp-o-lent-{stretch.style.value}", x, top, bottom)
    first_line, *second = _PAIRS.get(stretch.style, (0,))
    css = f"bp-o-{stretch.style.value}"
    drawn = _line(css, x + first_line, top, bottom)
    drawn += "".join(_line(f"{css} bp-o-second", x + dx, top, bottom) for dx in second)
    return drawn + (_bar(css, x) if stretch.barred and ends else "")


def _line(css: str, x: int, top: int, bottom: str) -> str:
    return f'<line class="{css}" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>'


def _bar(css: str, x: int) -> str:
    """The end of a loan, at the bottom of its row."""
    return f'<svg y="100%" overflow="visible"><path class="bp-o-bar {css}" d="M{x - 4} -1.2h8"/></svg>'


def horizontal_line(style: Style, x: int, end: int, y: int) -> str:
    """A horizontal line of a style."""
    return "".join(f'<path class="bp-o-{style.value}" d="M{x} {y + dy}H{end}"/>' for dy in _PAIRS.get(style, (0,)))


def _wave(x: int, top: int, bottom: int) -> str:
    """A wavy line, as under an error in the code."""
    steps = max(1, round((bottom - top) / 6))
    return f"M{x} {top}" + "".join(f"q{4 if n % 2 else -4} 3 0 6" for n in range(steps))


# --- marks ------------------------------------------------------------------------------------------------------


def mark_shape(mark: Mark, lane: Lane, x: int, y: int, *, first: bool = True) -> str:
    """A mark at (x, y); `first`: no other mark of its line stands between it and its lane."""
    glyph = mark.glyph
    if glyph in (Glyph.START, Glyph.AGAIN):
        return _dot(lane, x, y, again=glyph is Glyph.AGAIN)
    if glyph is Glyph.LENT:
        return _pill(
            mark.text, x, y, mark_extent(mark, lane)[1], "bp-o-mutable" if mark.text == "&mut" else "bp-o-shared"
        )
    if glyph is Glyph.RAW:
        return _pill("*", x, y, mark_extent(mark, lane)[1], "bp-o-raw")
    if glyph in _DROPS:
        return _drop(mark, x, y)
    if glyph is Glyph.OUT:
        end = x + _ARROW - 8
        path = arrow_path(x, y, 1, end) if first else f"M{x} {y}H{end}"
        slim = " bp-o-slim" if lane.value is None else ""
        return f'<path class="bp-o-move{slim}" d="{path}"/>{arrow_head(x + _ARROW, y, 1)}'
    return _small(glyph, x, y)


def error_halo(left: int, right: int, y: int) -> str:
    """Around a mark that an error is about."""
    more = max(3, (20 - right + left) // 2)
    place = f'x="{left - more}" y="{y - 11}" width="{right - left + 2 * more}"'
    return f'<rect class="bp-o-wrong" {place} height="22" rx="11"/>'


def arrow_path(x: int, y: int, way: int, to: int) -> str:
    """The path of an arrow that comes down a lane at `x` and leads across at `y`, towards `way`, to `to`."""
    return f"M{x} {y - BEND}Q{x} {y} {x + way * BEND} {y}H{to}"


def arrow_head(x: int, y: int, way: int) -> str:
    """The tip of an arrow that ends at `x`, going right (1) or left (-1)."""
    return f'<path class="bp-o-tip" d="M{x} {y}l{-way * 9} -6v12z"/>'


def _small(glyph: Glyph, x: int, y: int) -> str:
    drawn = {
        Glyph.DECLARED: f'<circle class="bp-o-declared" cx="{x}" cy="{y}" r="4"/>',
        Glyph.READ: f'<circle class="bp-o-read" cx="{x}" cy="{y}" r="3"/>',
        Glyph.WRITTEN: f'<rect class="bp-o-written" x="{x - 4}" y="{y - 4}" width="8" height="8"/>',
        Glyph.END: f'<path class="bp-o-end" d="M{x - 5} {y}h10"/>',
        Glyph.LEAVE: "",
    }
    return drawn[glyph]


def _dot(lane: Lane, x: int, y: int, *, again: bool) -> str:
    reference = timeline_queries.reference_kind(lane.variable) is not None
    letter = lane.value.letter if lane.value is not None else ""
    size = 5 if reference else 3.5 if lane.value is None else 7.5 if letter else 6
    ring = f'<circle class="bp-o-again" cx="{x}" cy="{y}" r="{size + 3}"/>' if again else ""
    text = f'<text class="bp-o-letter" x="{x}" y="{y + 3.6}">{letter}</text>' if letter else ""
    return f'{ring}<circle class="bp-o-{"ring" if reference else "dot"}" cx="{x}" cy="{y}" r="{size}"/>{text}'


def _pill(text: str, x: int, y: int, half: int, css: str) -> str:
    return (
        f'<g class="{css}"><rect class="bp-o-pill" x="{x - half}" y="{y - 8}" width="{2 * half}" height="16" rx="8"/>'
        f'<text class="bp-o-sign" x="{x}" y="{y + 4}">{escape(text)}</text></g>'
    )


_DROPS = {Glyph.DROP: "bp-o-drop", Glyph.DROP_IF_OWNED: "bp-o-drop bp-o-if", Glyph.DROP_REST: "bp-o-drop bp-o-rest"}


def _drop(mark: Mark, x: int, y: int) -> str:
    half = f'<path class="bp-o-half" d="M{x} {y - 7}a7 7 0 0 0 0 14z"/>' if mark.glyph is Glyph.DROP_IF_OWNED else ""
    order = f'<text class="bp-o-order" x="{x + 10}" y="{y + 4}">{mark.text}</text>' if mark.text else ""
    cross = f'<path d="M{x - 3} {y - 3}l6 6m0 -6l-6 6"/>'
    return f'<g class="{_DROPS[mark.glyph]}"><circle cx="{x}" cy="{y}" r="7"/>{half}{cross}</g>{order}'
