"""The ways through one line: what no path has together, and what some path does not have at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.mir.syntax import Body
from borrowproof.facts.source_locations import SourceLocation
from borrowproof.facts.source_text import Source

_BEHIND_OPERATOR = re.compile(r"(?:&&|\|\|)(?:(?!=>)[^{};])*\Z")
_LET = re.compile(r"\bif\s+let\b[^;{}=]*\Z")  # before a name in its pattern
_HEAD = re.compile(r"\bif\b[^;]*\Z")


class Placed(NamedTuple):
    """Something that happens on a line: its points, one for each path that it happens on, and its sequence number."""

    line: int
    column: int
    points: tuple[int, ...]
    number: int


class LinePaths:
    """The paths through the lines of a body. `reachable` is what `topological_order.reachable_points` gives."""

    def __init__(
        self,
        body: Body,
        graph: Graph,
        locations: Mapping[int, SourceLocation],
        source: Source,
        reachable: Mapping[int, int],
    ) -> None:
        self._graph = graph
        self._locations = locations
        self._source = source
        self._reachable = reachable
        self._branches: dict[int, list[int]] = {}
        for point, where in locations.items():
            if body.points[point].instruction.kind == "switch":
                self._branches.setdefault(where.line, []).append(point)

    def exclusions(self, placed: Iterable[Placed]) -> dict[int, tuple[int, ...]]:
        """For each number those of the same line that no path has together with it."""
        found: dict[int, set[int]] = {}
        for here in _by_line(placed).values():
            if self._is_one_path({point for one in here for point in one.points}):
                continue
            for one, other in combinations(here, 2):
                if not self._meet(one.points, other.points):
                    found.setdefault(one.number, set()).add(other.number)
                    found.setdefault(other.number, set()).add(one.number)
        return {number: tuple(sorted(others)) for number, others in found.items()}

    def conditional(self, placed: Sequence[Placed], excluded: Mapping[int, Collection[int]]) -> frozenset[int]:
        """The numbers of what only happens on some paths through its line, while others, that go on below, have neither
        it nor anything that it excludes."""
        found: set[int] = set()
        for line, here in _by_line(placed).items():
            for one in here if line in self._branches else ():
                others = {p for other in here if other.number in excluded.get(one.number, ()) for p in other.points}
                if self._is_avoided(one, others):
                    found.add(one.number)
        return frozenset(found)

    def _is_one_path(self, points: Iterable[int]) -> bool:
        """Whether a path has all of these points, so that any two of them meet: each leads to the next one."""
        ranked = sorted(points, key=self._graph.order.__getitem__)
        return all(self._reachable[one] >> other & 1 for one, other in pairwise(ranked))

    def _meet(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether a path has one of each. What is done in a loop and what is done behind it are on one path."""
        pairs = [(one, other) for one in mine for other in theirs]
        return any(a == b or self._leads_to(a, b) or self._leads_to(b, a) for a, b in pairs)

    def _leads_to(self, point: int, other: int) -> bool:
        """Whether control gets from one point to another within a round of the loops that both are in."""
        left = set(self._graph.loops[point]) - set(self._graph.loops[other])
        return any(self._reachable[start] >> other & 1 for start in (point, *left))

    def _is_avoided(self, one: Placed, others: Collection[int]) -> bool:
        """Whether control can go on from a branch of the line that leads to something without coming to that, or to
        `others`: further on the same line, behind it, or below where it stands in a branch that the line opens."""
        may_leave = self._is_in_branch(one)
        behind = 0
        for point in one.points:
            behind |= self._reachable[point]
        branches = [p for p in self._branches[one.line] if any(self._reachable[p] >> q & 1 for q in one.points)]
        # That a loop may have no round, or be left in one, is not told of all that it does; that a condition has been
        # decided by its first part is.
        decided = self._is_behind_operator(one)
        loops = set[int]().union(*(self._graph.loops[point] for point in one.points if not decided))
        seen = {*one.points, *others}
        waiting = [p for p in branches if p not in seen]
        while waiting:
            point = waiting.pop()
            for following in self._graph.successors[point]:
                back = self._graph.order[following] <= self._graph.order[point]
                if following in seen or back or not loops <= set(self._graph.loops[following]):
                    continue
                seen.add(following)
                where = self._locations.get(following)
                if where is None or (where.line == one.line and not behind >> following & 1):
                    waiting.append(following)
                elif where.line == one.line or may_leave:
                    return True
        return False

    def _is_behind_operator(self, one: Placed) -> bool:
        start, at = (self._source.offset(one.line, column) for column in (1, one.column))
        return _BEHIND_OPERATOR.search(self._source.blanked, start, at) is not None

    def _is_in_branch(self, one: Placed) -> bool:
        """Whether something stands behind a `&&` or `||` on its line, in the block of an `if` that opens there, or
        in the pattern of an `if let` whose block is closed there."""
        source, start = self._source, self._source.offset(one.line, 1)
        at = source.offset(one.line, one.column)
        if self._is_behind_operator(one):
            return True
        if (head := _LET.search(source.blanked, start, at)) is not None:
            return source.is_closed_on_line(head.end())
        block = source.block_around(at)
        return block is not None and block[0] >= start and _HEAD.search(source.blanked, start, block[0]) is not None


def _by_line(placed: Iterable[Placed]) -> dict[int, list[Placed]]:
    found: dict[int, list[Placed]] = {}
    for one in placed:
        found.setdefault(one.line, []).append(one)
    return found
