"""The events of a body as they are found, point by point, put into the order in which a reader is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.mir.syntax import Body
from borrowproof.facts.source_locations import SourceLocation
from borrowproof.facts.source_text import Source
from borrowproof.facts.variables import Binding
from borrowproof.model.timeline import Event, EventKind
from borrowproof.ownership.analysis.line_paths import LinePaths, Placed
from borrowproof.ownership.analysis.topological_order import reachable_points, sequence_numbers


@dataclass(slots=True)
class _Occurrence:
    """An event, and its points: one for each path that it happens on. `taken` is where a call takes the value."""

    event: Event
    points: list[int]
    taken: int | None


class OrderedEvents(NamedTuple):
    """The sequence numbers of the declarations, the events by variable, each numbered and sorted, the numbers of the
    points that were marked, which numbers of a line exclude which others, and which happen on some paths only."""

    declared: dict[Binding, int]
    events: dict[Binding, tuple[Event, ...]]
    points: dict[int, int]
    excluded: dict[int, tuple[int, ...]]
    conditional: frozenset[int]


class EventOrder:
    """Collects declarations and events, and numbers them so that the order is right on every path."""

    def __init__(self, body: Body, graph: Graph, locations: Mapping[int, SourceLocation], source: Source) -> None:
        self._graph = graph
        self._reachable = reachable_points(graph)
        self._paths = LinePaths(body, graph, locations, source, self._reachable)
        self._occurrences: dict[Binding, list[_Occurrence]] = {}
        self._declared: dict[Binding, int] = {}
        self._marked: dict[int, tuple[int, int] | None] = {}

    def declare(self, binding: Binding, point: int) -> None:
        """A variable is declared at a point; of several paths, the first that is found counts."""
        self._declared.setdefault(binding, point)

    def mark(self, point: int, at: tuple[int, int] | None = None) -> None:
        """A point that is to be numbered, too: that of a loan, with its line and column, or where a call takes one."""
        self._marked[point] = at if at is not None else self._marked.get(point)

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
        own = numbers[len(self._declared) : len(points) - len(marked)]
        placed = [
            *(Placed(f.event.line, f.event.column, tuple(f.points), n) for (_, f), n in zip(every, own, strict=True)),
            *(Placed(*at, (point,), of_points[point]) for point, at in self._marked.items() if at is not None),
        ]
        excluded = self._paths.exclusions(placed)
        conditional = self._paths.conditional(placed, excluded)
        order = iter(numbers)
        declared = {binding: next(order) for binding in self._declared}
        events: dict[Binding, list[Event]] = {}
        for binding, found in every:
            taken = of_points[found.taken] if found.taken is not None else None
            number = next(order)
            others, perhaps = excluded.get(number, ()), number in conditional
            told = replace(found.event, order=number, taken=taken, excludes=others, conditional=perhaps)
            events.setdefault(binding, []).append(told)
        return OrderedEvents(
            declared,
            {binding: tuple(sorted(found, key=lambda event: event.order)) for binding, found in events.items()},
            of_points,
            excluded,
            conditional,
        )


def _same(one: Event, other: Event) -> bool:
    """Whether two events are one for a reader: the same, at the same place, on different paths."""
    keys = ["kind", "line", "column", "place", "target", "replaced"]
    if one.kind is not EventKind.SCOPE_END:
        keys.append("before")
    return all(getattr(one, key) == getattr(other, key) for key in keys)
