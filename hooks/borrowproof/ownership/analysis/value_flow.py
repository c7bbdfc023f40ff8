"""The value of a variable along the flow of control: where it was given, where it was moved away, who needs it next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from borrowproof.facts.mir.syntax import Instruction, Place
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.line_states import Entry
from borrowproof.ownership.analysis.liveness import gives_value

Points = Sequence[int]


class ValueFlow:
    """Where the value of the variable `local` of a body comes from and goes to. Points are those of the body."""

    def __init__(self, analysis: BodyAnalysis, local: int) -> None:
        self._analysis = analysis
        self._local = local

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
            if not gives_value(instruction, self._local):
                waiting.extend(graph.predecessors[point])
        return found

    def was_given_before(self, points: Points) -> bool:
        """Whether control may come to one of `points` after the variable has been given a value in the same round of
        its scope."""
        return any(point in self._given for point in points)

    @cached_property
    def _given(self) -> frozenset[int]:
        """The points to which control may come after the variable has been given a value, in the same round of its
        scope."""
        graph, found = self._analysis.graph, set[int]()
        waiting = [f for point in self._analysis.given_at.get(self._local, ()) for f in graph.successors[point]]
        while waiting:
            point = waiting.pop()
            if point in found:
                continue
            found.add(point)
            instruction = self._analysis.point(point).instruction
            if instruction.kind not in ("storage live", "storage dead") or instruction.place != Place(self._local):
                waiting.extend(graph.successors[point])
        return frozenset(found)

    def next_gift(self, points: Points) -> int | None:
        """The nearest point from `points` on at which the whole variable is given a value."""
        successors = self._analysis.graph.borrowck_successors
        waiting = [point for point in points if point in self._analysis.graph.order]
        seen = set(waiting)
        for point in waiting:
            instruction = self._analysis.point(point).instruction
            if _assigns(instruction, self._local) and point in self._analysis.graph.order:
                return point
            if gives_value(instruction, self._local):
                continue
            following = [p for p in successors[point] if p not in seen]
            seen.update(following)
            waiting += following
        return None

    @cached_property
    def next_need(self) -> dict[int, int]:
        """For each point from which control comes to one that needs the variable's value, without another one being
        given to it before: the nearest of those."""
        order = self._analysis.graph.order
        needing = (p for p in order if _needs(self._analysis.point(p).instruction, self._local))
        found = {point: point for point in sorted(needing, key=order.__getitem__)}
        waiting = list(found)
        for point in waiting:
            for before in self._analysis.graph.borrowck_predecessors[point]:
                if before not in found and not gives_value(self._analysis.point(before).instruction, self._local):
                    found[before] = found[point]
                    waiting.append(before)
        return found

    def comes_back(self, entry: Entry) -> bool:
        """Whether control can come to a line once more from where it came, while the variable keeps what it has: from
        within a loop, not from before it."""
        sources = self._sources(entry)
        if not any(source in self._analysis.graph.loop_points for source in sources):
            return False
        successors = self._analysis.graph.borrowck_successors
        waiting, seen = list(entry.points), set[int]()
        while waiting:
            point = waiting.pop()
            if point in seen or gives_value(self._analysis.point(point).instruction, self._local):
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


def _needs(instruction: Instruction, local: int) -> bool:
    """Whether an instruction is an error where the variable has no value: it uses it, or fills a part of it."""
    if instruction.kind in ("drop", "storage live", "storage dead"):
        return False
    read = [*instruction.moves, *instruction.copies, *([instruction.source] if instruction.source is not None else [])]
    place = instruction.place
    if place is not None and (place.projection or instruction.kind in ("fake read", "mention")):
        read.append(place)
    return any(one.local == local for one in read)
