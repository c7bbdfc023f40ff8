"""The events of a body as they are found, point by point, put into the order in which a reader is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import NamedTuple

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.variables import Binding
from borrowproof.model.timeline import Event, EventKind
from borrowproof.ownership.analysis.topological_order import reachable_points, sequence_numbers


@dataclass(slots=True)
class _Occurrence:
    """An event, and its points: one for each path that it happens on. `taken` is where a call takes the value."""

    event: Event
    points: list[int]
    taken: int | None


class OrderedEvents(NamedTuple):
    """The sequence numbers of the declarations, the events by variable, each numbered and sorted, the numbers of the
    points that were marked, and which numbers of a line exclude which others."""

    declared: dict[Binding, int]
    events: dict[Binding, tuple[Event, ...]]
    points: dict[int, int]
    excluded: dict[int, tuple[int, ...]]


class EventOrder:
    """Collects declarations and events, and numbers them so that the order is right on every path."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._reachable = reachable_points(graph)
        self._occurrences: dict[Binding, list[_Occurrence]] = {}
        self._declared: dict[Binding, int] = {}
        self._marked: dict[int, int | None] = {}

    def declare(self, binding: Binding, point: int) -> None:
        """A variable is declared at a point; of several paths, the first that is found counts."""
        self._declared.setdefault(binding, point)

    def mark(self, point: int, line: int | None = None) -> None:
        """A point that is to be numbered, too: that of a loan, with its line, or where a call takes one."""
        self._marked[point] = line if line is not None else self._marked.get(point)

    def add(self, binding: Binding, event: Event, point: int, taken: int | None) -> None:
        """An event of a variable at a point; one that is known already, on another path or further on, is not new.
        `taken` is the point of the call, if any, that takes the value."""
        found = self._occurrences.setdefault(binding, [])
        same = next((h for h in found if _same(h.event, event)), None)
        if same is None:
            found.append(_Occurrence(event, [point], taken))
        elif not any(self._reachable[known] >> point & 1 for known in same.points):
            same.event = event  # of a path that leaves early and the others the last
            same.points.append(point)

    def ordered(self) -> OrderedEvents:
        """Everything that was added, numbered."""
        every = [(binding, occurrence) for binding, found in self._occurrences.items() for occurrence in found]
        marked = dict.fromkeys([*self._marked, *(found.taken for _, found in every if found.taken is not None)])
        points = [
            *([point] for point in self._declared.values()),
            *(found.points for _, found in every),
            *([point] for point in marked),
        ]
        numbers = sequence_numbers(self._graph, self._reachable, points)
        of_points = dict(zip(marked, numbers[len(points) - len(marked) :], strict=True))
        excluded = self._exclusions(
            [
                *((found.event.line, found.points) for _, found in every),
                *((line, [point]) for point, line in self._marked.items()),
            ],
            [*numbers[len(self._declared) : len(points) - len(marked)], *(of_points[point] for point in self._marked)],
        )
        order = iter(numbers)
        declared = {binding: next(order) for binding in self._declared}
        events: dict[Binding, list[Event]] = {}
        for binding, found in every:
            taken = of_points[found.taken] if found.taken is not None else None
            number = next(order)
            told = replace(found.event, order=number, taken=taken, excludes=excluded.get(number, ()))
            events.setdefault(binding, []).append(told)
        return OrderedEvents(
            declared,
            {binding: tuple(sorted(found, key=lambda event: event.order)) for binding, found in events.items()},
            of_points,
            excluded,
        )

    def _exclusions(
        self, placed: Sequence[tuple[int | None, Sequence[int]]], numbers: Sequence[int]
    ) -> dict[int, tuple[int, ...]]:
        """For each number those of the same line that no path has together with it."""
        lines: dict[int, list[tuple[int, Sequence[int]]]] = {}
        for (line, points), number in zip(placed, numbers, strict=True):
            if line is not None:
                lines.setdefault(line, []).append((number, points))
        found: dict[int, set[int]] = {}
        for here in lines.values():
            if self._is_one_path({point for _, points in here for point in points}):
                continue
            for (one, mine), (other, theirs) in combinations(here, 2):
                if not self._meet(mine, theirs):
                    found.setdefault(one, set()).add(other)
                    found.setdefault(other, set()).add(one)
        return {number: tuple(sorted(others)) for number, others in found.items()}

    def _is_one_path(self, points: Iterable[int]) -> bool:
        """Whether a path has all of these points, so that any two of them meet: each leads to the next one."""
        ranked = sorted(points, key=self._graph.order.__getitem__)
        return all(self._reachable[one] >> other & 1 for one, other in pairwise(ranked))

    def _meet(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether a path has one of each."""
        pairs = [(one, other) for one in mine for other in theirs]
        return any(a == b or self._reachable[a] >> b & 1 or self._reachable[b] >> a & 1 for a, b in pairs)


def _same(one: Event, other: Event) -> bool:
    """Whether two events are one for a reader: the same, at the same place, on different paths."""
    keys = ["kind", "line", "column", "place", "target", "replaced"]
    if one.kind is not EventKind.SCOPE_END:
        keys.append("before")
    return all(getattr(one, key) == getattr(other, key) for key in keys)
