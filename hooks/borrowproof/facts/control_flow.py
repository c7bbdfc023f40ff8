"""The control flow of a body, point by point. Points are counted through the whole body (`Body.starts`).

Paths that unwind, or that drop a suspended coroutine, are left out: they never come back, and a reader of the program
does not follow them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from borrowproof.facts.mir.syntax import Body, Edge

Edges = Mapping[int, Sequence[int]]
IMAGINARY = "imaginary"  # an edge for the borrow checker only: no program goes there


@dataclass(frozen=True)
class Graph:
    """The control-flow graph of a body, by point.

    `successors` and `predecessors` follow the edges that programs take; `borrowck_successors` follows the imaginary
    ones, too, which the borrow checker adds (false edges). `order` ranks every reachable point: a point before its
    successors, and all points of a loop before those after the loop. `loops` are those that a reachable point is in,
    each by its first point, from the outermost one in.
    """

    successors: tuple[tuple[int, ...], ...]
    predecessors: tuple[tuple[int, ...], ...]
    borrowck_successors: tuple[tuple[int, ...], ...]
    order: dict[int, int]
    loops: dict[int, tuple[int, ...]]

    @cached_property
    def borrowck_predecessors(self) -> tuple[tuple[int, ...], ...]:
        """The points before each point, by the edges of `borrowck_successors`."""
        found: list[list[int]] = [[] for _ in self.borrowck_successors]
        for point, following in enumerate(self.borrowck_successors):
            for after in following:
                found[after].append(point)
        return tuple(map(tuple, found))

    @cached_property
    def loop_points(self) -> frozenset[int]:
        """The points that control, by the edges that the borrow checker follows, can come back to.

        Every round has an edge that leads back to a point of no higher rank; what lies between its ends is on it.
        """
        rank, found = self.order, set[int]()
        edges = ((p, f) for p in rank for f in self.borrowck_successors[p] if f in rank)
        for last, first in ((p, f) for p, f in edges if rank[f] <= rank[p]):
            waiting, seen = [last], {first}
            while waiting:
                point = waiting.pop()
                if point not in seen:
                    seen.add(point)
                    waiting += self.borrowck_predecessors[point]
            found |= seen
        return frozenset(found)


def build_graph(body: Body) -> Graph:
    """The graph of `body`."""
    successors: list[tuple[int, ...]] = []
    borrowck_successors: list[tuple[int, ...]] = []
    for block in body.blocks:
        for _ in block.points[:-1]:
            successors.append((len(successors) + 1,))
            borrowck_successors.append(successors[-1])
        edges = [e for e in block.points[-1].instruction.edges if not _left_out(e, body)]
        successors.append(tuple(body.starts[e.target] for e in edges if e.label != IMAGINARY))
        borrowck_successors.append(tuple(body.starts[e.target] for e in edges))
    order, loops = _order(successors)
    predecessors: list[list[int]] = [[] for _ in successors]
    for point in order:
        for following in successors[point]:
            predecessors[following].append(point)
    return Graph(tuple(successors), tuple(map(tuple, predecessors)), tuple(borrowck_successors), order, loops)


def _left_out(edge: Edge, body: Body) -> bool:
    """A call that never returns has its unwinding for its only edge, without a label."""
    return edge.label == "drop" or body.blocks[edge.target].cleanup


def _order(successors: Sequence[Sequence[int]]) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
    """The ranks of the points, in a reverse postorder that visits the way out of a loop before the way round; and the
    loops that each is in."""
    every = dict(enumerate(successors))
    reached = _finished(every, [0], set())
    loops: dict[int, tuple[int, ...]] = dict.fromkeys(reached, ())
    _find_loops({point: every[point] for point in reached}, reached[::-1], loops)
    outward = {point: _outward(point, every[point], loops) for point in reached}
    return {point: rank for rank, point in enumerate(reversed(_finished(outward, [0], set())))}, loops


def _outward(point: int, following: Sequence[int], loops: Mapping[int, tuple[int, ...]]) -> Sequence[int]:
    """What follows a point, those first that leave the most loops around it."""
    around = loops[point]
    return sorted(following, key=lambda f: sum(one == other for one, other in zip(loops[f], around, strict=False)))


def _find_loops(edges: Edges, order: Sequence[int], loops: dict[int, tuple[int, ...]]) -> None:
    """Add to every point the loops of `edges` that it is in, each by its first point, from the outermost one in.

    The points of a loop lead to one another (Kosaraju's algorithm); without its first point, so do those of the loops
    in it. `order` is a reverse postorder.
    """
    back: dict[int, list[int]] = {point: [] for point in order}
    for point in order:
        for following in edges[point]:
            back[following].append(point)
    seen: set[int] = set()
    for point in order:
        loop = set(_finished(back, [point], seen)) if point not in seen else set()
        if len(loop) > 1:
            for inner in loop:
                loops[inner] += (point,)
            inside = {p: [f for f in edges[p] if f in loop and f != point] for p in order if p in loop}
            _find_loops(inside, _finished(inside, list(inside), set())[::-1], loops)


def _finished(edges: Edges, first: Sequence[int], seen: set[int]) -> list[int]:
    """The points that `first` lead to, but not those `seen`, each behind all that it leads to (loops aside)."""
    finished: list[int] = []
    for start in first:
        stack = [(start, iter(edges[start]))] if start not in seen else []
        seen.add(start)
        while stack:
            point, rest = stack[-1]
            following = next((s for s in rest if s not in seen), None)
            if following is None:
                finished.append(point)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(edges[following])))
    return finished


def points_in(bits: int) -> Iterator[int]:
    """The numbers of the points in the set `bits`, rising."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
