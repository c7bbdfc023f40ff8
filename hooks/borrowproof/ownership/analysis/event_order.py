"""The events of a body as they are found, point by point, put into the order in which a reader is told of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.variables import Binding
from borrowproof.model.timeline import Event, EventKind
from borrowproof.ownership.analysis.topological_order import reachable_points, sequence_numbers


@dataclass(slots=True)
class _Occurrence:
    """An event, and its points: one for each path that it happens on."""

    event: Event
    points: list[int]


class EventOrder:
    """Collects declarations and events, and numbers them so that the order is right on every path."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._reachable = reachable_points(graph)
        self._occurrences: dict[Binding, list[_Occurrence]] = {}
        self._declared: dict[Binding, int] = {}

    def declare(self, binding: Binding, point: int) -> None:
        """A variable is declared at a point; of several paths, the first that is found counts."""
        self._declared.setdefault(binding, point)

    def add(self, binding: Binding, event: Event, point: int) -> None:
        """An event of a variable at a point; one that is known already, on another path or further on, is not new."""
        found = self._occurrences.setdefault(binding, [])
        same = next((h for h in found if _same(h.event, event)), None)
        if same is None:
            found.append(_Occurrence(event, [point]))
        elif not any(self._reachable[known] >> point & 1 for known in same.points):
            same.event = event  # of a path that leaves early and the others the last
            same.points.append(point)

    def ordered(self) -> tuple[dict[Binding, int], dict[Binding, list[Event]]]:
        """The sequence numbers of the declarations, and the events by variable, each numbered and sorted."""
        every = [(binding, occurrence) for binding, found in self._occurrences.items() for occurrence in found]
        points = [*([point] for point in self._declared.values()), *(occurrence.points for _, occurrence in every)]
        order = iter(sequence_numbers(self._graph, self._reachable, points))
        declared = {binding: next(order) for binding in self._declared}
        events: dict[Binding, list[Event]] = {}
        for binding, occurrence in every:
            events.setdefault(binding, []).append(replace(occurrence.event, order=next(order)))
        return declared, {binding: sorted(found, key=lambda event: event.order) for binding, found in events.items()}


def _same(one: Event, other: Event) -> bool:
    """Whether two events are one for a reader: the same, at the same place, on different paths."""
    keys = ["kind", "line", "column", "place", "target", "replaced"]
    if one.kind is not EventKind.SCOPE_END:
        keys.append("before")
    return all(getattr(one, key) == getattr(other, key) for key in keys)
