"""The ways of arrows: right angles, in channels between the columns, so that none runs over what stands in a box.

Behind each column is a channel. An arrow leaves its box at the right, goes up or down on a track of the channel, and
meets a box of the next column at its left edge, or a box of the same or an earlier column at its right edge. Arrows of
one kind to one place share a track, at every step; tracks stand in the order in which the fewest cross.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from borrowproof.memory.picture.layout import GAP, Layout
from borrowproof.model.memory import PointerKind

TRACK, HEAD = 7, 9  # px between tracks, and that the head of an arrow takes
_ROUNDS = 8  # in which tracks look for a better place
_NEAR, _FAR = 9, 14  # px from a column to the first track, and from the last one to the next column


@dataclass(frozen=True, slots=True)
class Way:
    """What an arrow has to connect: a box in column `source`, left at the height `leaves`, and the place `target` in
    column `to`, met at the height `meets`."""

    source: int
    leaves: int
    right: int  # px from the left edge of its column to where it begins
    to: int
    target: str
    meets: int
    kind: PointerKind

    @property
    def net(self) -> tuple[str, int, PointerKind]:
        """What shares a track."""
        return self.target, self.meets, self.kind


@dataclass(frozen=True, slots=True)
class Crossing:
    """The part of a way in one channel: from a height to another; on which side of the channel it ends."""

    channel: int
    begins: int
    begins_left: bool
    ends: int
    ends_left: bool


@dataclass(slots=True)
class _Net:
    """All that runs on one track of a channel: heights at which it is met from the left, and from the right."""

    left: set[int] = field(default_factory=set)
    right: set[int] = field(default_factory=set)

    def crosses(self, other: _Net) -> int:
        """How often they cross where this one is left of the other."""
        mine, its = self._span(), other._span()
        return sum(its[0] < y < its[1] for y in self.right) + sum(mine[0] < y < mine[1] for y in other.left)

    def _span(self) -> tuple[int, int]:
        ends = self.left | self.right
        return min(ends), max(ends)


@dataclass(frozen=True, slots=True)
class Routes:
    """The places of columns and tracks: `edges` are the left edges of the columns, `tracks` the x of each net by
    channel. `width` is that of all."""

    layout: Layout
    edges: tuple[int, ...]
    tracks: Mapping[int, Mapping[tuple[str, int, PointerKind], int]]
    width: int

    def points(self, way: Way) -> list[tuple[int, int]]:
        """The corners of an arrow's way."""
        found = [(self.edges[way.source] + way.right, way.leaves)]
        for part in _parts(way, self.layout):
            x = self.tracks[part.channel][way.net]
            found += [(x, part.begins), (x, part.ends)]
        widths = self.layout.widths()
        target = self.layout.shapes[way.target].width if way.target in self.layout.shapes else widths[way.to]
        end = self.edges[way.to] + (0 if way.to > way.source else target)
        return [*found, (end, way.meets)]


def routes(layout: Layout, ways: Iterable[Way]) -> Routes:
    """Tracks for all the ways of all steps."""
    nets: dict[int, dict[tuple[str, int, PointerKind], _Net]] = defaultdict(dict)
    for way in ways:
        for part in _parts(way, layout):
            net = nets[part.channel].setdefault(way.net, _Net())
            (net.left if part.begins_left else net.right).add(part.begins)
            (net.left if part.ends_left else net.right).add(part.ends)
    edges, tracks, x = [], {}, 0
    for column, width in enumerate(layout.widths()):
        edges.append(x)
        x += width
        found = _in_order(nets.get(column, {}))
        tracks[column] = {name: x + _NEAR + n * TRACK for n, name in enumerate(found)}
        last = column == len(layout.columns) - 1
        x += (_NEAR + len(found) * TRACK + (0 if last else _FAR)) if found or not last else 0
    return Routes(layout, tuple(edges), tracks, x)


def _parts(way: Way, layout: Layout) -> Iterator[Crossing]:
    """The way channel by channel."""
    at = way.leaves
    if way.to > way.source:
        for channel in range(way.source, way.to):
            last = channel == way.to - 1
            end = way.meets if last else _passage(layout, channel + 1, at, way.meets)
            yield Crossing(channel, at, True, end, False)
            at = end
        return
    for channel in range(way.source, way.to - 1, -1):
        end = way.meets if channel == way.to else _passage(layout, channel, at, way.meets)
        yield Crossing(channel, at, channel == way.source, end, True)
        at = end


def _passage(layout: Layout, column: int, begins: int, ends: int) -> int:
    """The height at which a way passes between two boxes of a column with the least detour."""
    slots = layout.columns[column]
    free = [slot.top + slot.height + GAP // 2 for slot in slots]
    return min(free, key=lambda y: (abs(y - begins) + abs(y - ends), y))


def _in_order(nets: Mapping[tuple[str, int, PointerKind], _Net]) -> list[tuple[str, int, PointerKind]]:
    """The nets from the left: each stands where it crosses the fewest, until none has a better place."""
    found: list[tuple[str, int, PointerKind]] = []
    waiting = sorted(nets, key=lambda name: (min(nets[name].left | nets[name].right), name))
    for _ in range(_ROUNDS):
        before = list(found)
        for name in waiting:
            others = [other for other in found if other != name]
            place = _best_place(nets[name], [nets[other] for other in others])
            found = [*others[:place], name, *others[place:]]
        if found == before:
            break
    return found


def _best_place(net: _Net, others: Sequence[_Net]) -> int:
    """Before which of the others a net crosses the fewest."""
    costs = [sum(net.crosses(other) for other in others)]  # as the first
    for other in others:
        costs.append(costs[-1] - net.crosses(other) + other.crosses(net))
    return costs.index(min(costs))


def rounded(points: Sequence[tuple[int, int]], radius: int = 6) -> str:
    """A line through the points with round corners, as the path data of an SVG."""
    corners = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
    data = f"M{corners[0][0]} {corners[0][1]}"
    for before, here, after in zip(corners, corners[1:], corners[2:], strict=False):
        reach = min(radius, _length(before, here) // 2, _length(here, after) // 2)
        start, end = _towards(here, before, reach), _towards(here, after, reach)
        data += f"L{start[0]} {start[1]}Q{here[0]} {here[1]} {end[0]} {end[1]}" if reach else f"L{here[0]} {here[1]}"
    return f"{data}L{corners[-1][0]} {corners[-1][1]}" if len(corners) > 1 else data


def _length(one: tuple[int, int], other: tuple[int, int]) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(here: tuple[int, int], there: tuple[int, int], far: int) -> tuple[int, int]:
    """The point so far from one towards another, which is straight above, below or beside it."""
    x = min(max(there[0] - here[0], -far), far)
    y = min(max(there[1] - here[1], -far), far)
    return here[0] + x, here[1] + y
