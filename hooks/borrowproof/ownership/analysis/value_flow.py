"""The value of a variable along the flow of control: where it was given, where it was moved away, who needs it next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from borrowproof.facts.mir.syntax import Instruction, Place
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.line_states import Entry

Points = Sequence[int]


class ValueFlow:
    """Where the value of the variable `local` of a body comes from and goes to. Points are those of the body."""

    def __init__(self, analysis: BodyAnalysis, local: int) -> None:
        self._analysis = analysis
        self._local = local
        self._ending = analysis.values.ending(local)

    def moves_before(self, points: Points) -> list[int]:
        """The moves out of the variable, or a part of it, whose lack of a value control can bring to `points`."""
        graph, found = self._analysis.graph, []
        waiting, seen = [b for p in points for b in graph.predecessors[p]], set[int]()
        while waiting:
            point = waiting.pop()
            if point in seen:
                continue
            seen.add(point)
            instruction = self._analysis.point(point).instruction
            if any(place.local == self._local for place in instruction.moves):
                found.append(point)
                if Place(self._local) in instruction.moves:
                    continue
            if point not in self._ending:
                waiting.extend(graph.predecessors[point])
        return found

    def was_given_before(self, points: Points) -> bool:
        """Whether control may come to one of `points` after the variable has been given a value in the same round of
        its scope."""
        return any(self._analysis.values.given_before(self._local, point) for point in points)

    def next_gift(self, points: Points) -> int | None:
        """The nearest point from `points` on at which the whole variable is given a value."""
        successors = self._analysis.graph.borrowck_successors
        waiting = [point for point in points if point in self._analysis.graph.order]
        seen = set(waiting)
        for point in waiting:
            instruction = self._analysis.point(point).instruction
            if _assigns(instruction, self._local) and point in self._analysis.graph.order:
                return point
            if point in self._ending:
                continue
            following = [p for p in successors[point] if p not in seen]
            seen.update(following)
            waiting += following
        return None

    @cached_property
    def next_need(self) -> dict[int, int]:
        """For each point from which control comes to one that needs the variable's value, without another one being
        given to it before: the nearest of those."""
        found = {point: point for point in self._analysis.values.needing(self._local)}
        waiting = list(found)
        for point in waiting:
            for before in self._analysis.graph.borrowck_predecessors[point]:
                if before not in found and before not in self._ending:
                    found[before] = found[point]
                    waiting.append(before)
        return found

    def comes_back(self, entry: Entry) -> bool:
        """Whether control can come to a line once more from where it came, while the variable keeps what it has: from
        within a loop, not from before it."""
        loops = self._analysis.graph.loop_points
        if not loops:
            return False
        sources = self._sources(entry)
        if loops.isdisjoint(sources):
            return False
        successors = self._analysis.graph.borrowck_successors
        waiting, seen = list(entry.points), set[int]()
        while waiting:
            point = waiting.pop()
            if point in seen or point in self._ending:
                continue
            seen.add(point)
            if any(following in sources for following in successors[point]):
                return True
            waiting.extend(successors[point])
        return False

    def _sources(self, entry: Entry) -> set[int]:
        """Where control comes from: not the head of a loop, which has no text of its own, but what stands above it."""
        waiting, found, seen = list(entry.sources), set[int](), set[int]()
        while waiting:
            point = waiting.pop()
            if point in seen:
                continue
            seen.add(point)
            above = [p for p in self._analysis.graph.predecessors[point] if 0 < self._analysis.line(p) < entry.line]
            if above and self._analysis.point(point).instruction.kind in ("goto", "false edge"):
                waiting += above
            else:
                found.add(point)
        return found


def _assigns(instruction: Instruction, local: int) -> bool:
    """Whether an instruction gives the whole variable a value."""
    if Place(local) in instruction.outputs:
        return True
    return instruction.kind in ("assign", "call", "yield") and instruction.place == Place(local)
