"""Topological order of what happens in a body, where one event may happen on several paths.

Such an event (the drop of a variable at the end of a function that is left early, too) has one sequence number, which
must be right on every path: greater than those of all that comes before it on any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from borrowproof.facts.control_flow import Graph


def reachable_points(graph: Graph) -> dict[int, int]:
    """For each reachable point those that control may get to from there, as bits; a loop counts as one round."""
    found: dict[int, int] = {}
    for point, rank in reversed(graph.order.items()):
        found[point] = 0
        for following in graph.successors[point]:
            if graph.order[following] > rank:
                found[point] |= 1 << following | found[following]
    return found


def sequence_numbers(graph: Graph, reachable: dict[int, int], occurrences: Sequence[Sequence[int]]) -> list[int]:
    """The sequence number of each occurrence, from 1. An occurrence is its points, one for each path; occurrences that
    share a point share their number. `reachable` is what `reachable_points` gives."""
    groups = _groups(occurrences)
    if all(len(group) == 1 for group in groups):  # then the ranks themselves, which are of a topological order, are one
        ranked = sorted((graph.order[point], point) for group in groups for point in group)
        of_point = {point: number for number, (_, point) in enumerate(ranked, start=1)}
        return [of_point[points[0]] for points in occurrences]
    here = [sum(1 << point for point in group) for group in groups]
    later = [0] * len(groups)
    for number, group in enumerate(groups):
        for point in group:
            later[number] |= reachable[point]
    # A group that comes again behind itself (a macro names one place twice) stays where it is first.
    behind = [
        [n for n, bits in enumerate(here) if bits & after and not mine & later[n]]
        for mine, after in zip(here, later, strict=True)
    ]
    numbers = _sorted(behind, [max(graph.order[point] for point in group) for group in groups])
    of_point = {point: numbers[number] for number, group in enumerate(groups) for point in group}
    return [of_point[points[0]] for points in occurrences]


def _groups(occurrences: Sequence[Sequence[int]]) -> list[set[int]]:
    """The points that belong together, because one occurrence has them all or two share one."""
    of_point: dict[int, set[int]] = {}
    for points in occurrences:
        together = set(points).union(*(of_point.get(point, ()) for point in points))
        of_point |= dict.fromkeys(together, together)
    return list({id(group): group for group in of_point.values()}.values())


def _sorted(behind: Sequence[Sequence[int]], ranks: Sequence[int]) -> list[int]:
    """The places of numbered things, each before those `behind` it, and by rank where that leaves a choice."""
    waiting = [0] * len(ranks)
    for others in behind:
        for other in others:
            waiting[other] += 1
    places = [0] * len(ranks)
    by_rank = [(rank, number) for number, rank in enumerate(ranks)]
    circling = sorted(by_rank, reverse=True)  # from which the first one is taken where nothing is free
    free = [(rank, number) for rank, number in by_rank if not waiting[number]]
    heapify(free)
    for place in range(1, len(ranks) + 1):
        while not free and places[circling[-1][1]]:
            circling.pop()
        number = heappop(free)[1] if free else circling.pop()[1]
        places[number] = place
        for other in behind[number]:
            waiting[other] -= 1
            if not waiting[other] and not places[other]:
                heappush(free, (ranks[other], other))
    return places
