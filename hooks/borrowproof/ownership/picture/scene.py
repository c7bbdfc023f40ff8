"""Timeline -> what is drawn, free of any medium: strokes, signs, links and refusals, in rows and by lane.

There are six signs: a dot (gets a value), a line (has it), an arrow (moves it), a link (lends it), a ringed cross
(drops it) and a red cross (refused). All else is said in words. Half rows count from 0: row n has its middle at 2n + 1.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from borrowproof.model.timeline import Function, Timeline
from borrowproof.ownership.picture.clashes import Clash, clashes
from borrowproof.ownership.picture.columns import Row
from borrowproof.ownership.picture.lanes import Lane, Link, lanes, links
from borrowproof.ownership.picture.loops import Loop, loops
from borrowproof.ownership.picture.marks import Glyph, Mark
from borrowproof.ownership.picture.segments import Segment, Style, Track, segments
from borrowproof.ownership.timeline_queries import is_plain_data, reference_kind


class Access(StrEnum):
    """What a colour stands for."""

    OWNER = "owner"
    SHARED = "shared"
    MUTABLE = "mutable"


class Shape(StrEnum):
    """The signs that stand on a lane."""

    VALUE = "value"  # a filled dot: gets a value
    REFERENCE = "reference"  # a hollow dot: a reference begins
    AWAY = "away"  # an arrow to no other lane: moves into a call, or to the caller
    DROPPED = "dropped"  # a ringed cross
    PERHAPS = "perhaps"  # a ringed cross, where a value may be gone already
    NEVER = "never"  # a dashed red ring: would get its value by what is refused


@dataclass(frozen=True, slots=True)
class Sign:
    """A shape on the lane of a variable. `leftwards`: an arrow to no other lane must not point at what begins beside
    it."""

    variable: int
    row: int
    shape: Shape
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is drawn. `rows` are the lines shown, `lanes` the variables', `groups` the lanes of each
    outermost function."""

    rows: tuple[int, ...]
    lanes: dict[int, Lane]
    groups: tuple[tuple[Row, ...], ...]
    strokes: tuple[Segment, ...]
    signs: tuple[Sign, ...]
    links: tuple[Link, ...]
    clashes: tuple[Clash, ...]
    loops: tuple[Loop, ...]

    def row(self, line: int) -> int:
        """The row of a line or, where it is not shown, of the next one that is; the last where there is none."""
        return next((n for n, shown in enumerate(self.rows) if shown >= line), len(self.rows) - 1)


_SHAPES = {
    Glyph.START: Shape.VALUE,
    Glyph.AGAIN: Shape.VALUE,
    Glyph.OUT: Shape.AWAY,
    Glyph.DROP: Shape.DROPPED,
    Glyph.DROP_REST: Shape.DROPPED,
    Glyph.DROP_IF_OWNED: Shape.PERHAPS,
}
_STARTS = (Shape.VALUE, Shape.REFERENCE, Shape.NEVER)
_UNDRAWN = (Style.EMPTY, Style.IDLE)  # a gap is no value, and a reference that nobody needs


def scene(timeline: Timeline, code: str, shown: Sequence[int]) -> Scene:
    """What is drawn of the lines `shown` of the program `code`."""
    rows = tuple(sorted(shown))
    found = lanes(timeline, rows)
    written = loops(code)
    refused = tuple(clash for clash in clashes(timeline, found, written) if clash.line in rows)
    met = {clash.holder for clash in refused}
    strokes = {lane.variable.id: [s for s in segments(lane, rows) if _is_drawn(s, met)] for lane in found}
    # What a refused action would do is not drawn; of another round of a loop, the first one does it.
    never = {(clash.variable, clash.line) for clash in refused if clash.loop is None}
    signs = {lane.variable.id: list(_signs(lane, rows, never)) for lane in found}
    missed = {clash.variable for clash in refused}
    kept = [lane for lane in found if (i := lane.variable.id) in missed or strokes[i] or signs[i]]
    joined = tuple(link for link in links(kept) if not _is_refused(link, kept, never))
    interest = Counter(i for link in joined for i in (link.source, link.target))
    interest.update({i: 8 for clash in refused for i in (clash.variable, clash.holder) if i is not None})

    def row(lane: Lane) -> Row:
        me = lane.variable.id
        touched = [s.row for s in signs[me]] + [s.top // 2 for s in strokes[me]]
        first, argument = min(touched, default=0), bisect_left(rows, lane.function.first_line)
        weight = interest[me] * 2 + (not is_plain_data(lane.variable))
        return Row(lane, first, weight, first == argument and lane.function.parent_line is None)

    groups = tuple(tuple(sorted(map(row, group), key=_place)) for group in _grouped(timeline, kept))
    return Scene(
        rows,
        {lane.variable.id: lane for lane in kept},
        groups,
        tuple(s for lane in kept for s in strokes[lane.variable.id]),
        tuple(_turned([s for lane in kept for s in signs[lane.variable.id]], groups)),
        joined,
        refused,
        tuple(loop for loop in written if _is_shown(loop, rows, kept)),
    )


def _place(row: Row) -> tuple[int, int, int]:
    """From the left: as lanes begin, then as their variables are declared."""
    return row.first, row.lane.variable.line, row.lane.variable.column


def _is_refused(link: Link, kept: Sequence[Lane], never: Collection[tuple[int, int]]) -> bool:
    """Whether it is a move that never happens; one that would give a variable its value is drawn as such."""
    if link.refused:
        return False
    if link.kind is not None or (link.source, link.line) in never:
        return link.kind is None
    source = next(lane for lane in kept if lane.variable.id == link.source)
    leaving = [m for m in source.cell(link.line) if m.glyph is Glyph.LEAVE]
    return bool(leaving) and all(_never_happens(mark) for mark in leaving)


def access(lane: Lane) -> Access:
    """The kind of access that a variable is."""
    kind = reference_kind(lane.variable)
    return Access.OWNER if kind is None else Access(kind.value)


def _is_drawn(segment: Segment, met: Collection[int | None]) -> bool:
    """Whether a stretch is drawn; of what never gets its value only where a refusal meets it, at the lanes `met`."""
    if segment.style is Style.WOULD:
        return segment.variable in met
    return segment.style not in (*_UNDRAWN, Style.NEEDED) and segment.track in (Track.MAIN, Track.HELD)


def _is_shown(loop: Loop, rows: Sequence[int], found: Sequence[Lane]) -> bool:
    inside = any(lane.function.first_line <= loop.first and loop.last <= lane.function.last_line for lane in found)
    return inside and loop.first in rows and loop.last in rows


def _signs(lane: Lane, rows: Sequence[int], never: Collection[tuple[int, int]]) -> Iterator[Sign]:
    for mark in lane.marks:
        shape = None if _never_happens(mark) else _SHAPES.get(mark.glyph)
        if shape is Shape.AWAY and (lane.variable.id, mark.line) in never:
            continue
        if shape is Shape.VALUE and lane.refused:
            shape = Shape.NEVER
        elif shape is Shape.VALUE and access(lane) is not Access.OWNER:
            shape = Shape.REFERENCE
        if shape is not None:
            yield Sign(lane.variable.id, rows.index(mark.line), shape)


def _turned(signs: Sequence[Sign], groups: Sequence[Sequence[Row]]) -> Iterator[Sign]:
    """The signs; an arrow to no other lane turns away from what begins on the lane at its right."""
    order = [[row.lane.variable.id for row in group] for group in groups]
    right = {one: other for group in order for one, other in pairwise(group)}
    begins = {(sign.variable, sign.row) for sign in signs if sign.shape in _STARTS}
    for sign in signs:
        away = sign.shape is Shape.AWAY and (right.get(sign.variable, -1), sign.row) in begins
        yield replace(sign, leftwards=True) if away else sign


def _never_happens(mark: Mark) -> bool:
    return bool(mark.events) and all(event.refused for event in mark.events)


def _grouped(timeline: Timeline, found: Sequence[Lane]) -> list[list[Lane]]:
    """The lanes of each outermost function, in the order of the text."""
    groups: dict[tuple[int, int], list[Lane]] = {}
    for lane in found:
        groups.setdefault(_outermost(timeline.functions, lane.function), []).append(lane)
    return [groups[place] for place in sorted(groups)]


def _outermost(functions: Sequence[Function], inner: Function) -> tuple[int, int]:
    around = [f for f in functions if f.first_line <= inner.first_line and inner.last_line <= f.last_line]
    widest = max(around, key=lambda f: f.last_line - f.first_line, default=inner)
    return widest.first_line, widest.last_line
