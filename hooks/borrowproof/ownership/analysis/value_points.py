"""Where the locals of a body are given values, lose them and need them: one walk over its points for all locals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.mir.syntax import Instruction, Place, Point
from borrowproof.ownership.analysis.liveness import KINDS_THAT_GIVE

_NOTHING: frozenset[int] = frozenset()


class ValuePoints:
    """The points of a body, by local, that give a value, end one, or need one."""

    def __init__(self, points: Sequence[Point], graph: Graph) -> None:
        self._points = points
        self._graph = graph

    def ending(self, local: int) -> frozenset[int]:
        """The points at which a local is given another value, or is gone (`liveness.gives_value`)."""
        return self._ending.get(local, _NOTHING)

    def needing(self, local: int) -> Sequence[int]:
        """The reachable points that are an error where the local has no value, by rank."""
        return self._needing.get(local, ())

    def given_before(self, local: int, point: int) -> bool:
        """Whether control may come to a point after the local has been given a value in the same round of its scope."""
        return bool(self._given_before[point] >> local & 1)

    @cached_property
    def _ending(self) -> dict[int, frozenset[int]]:
        found: dict[int, set[int]] = {}
        for number, point in enumerate(self._points):
            for local in _whole(point.instruction, KINDS_THAT_GIVE):
                found.setdefault(local, set()).add(number)
        return {local: frozenset(numbers) for local, numbers in found.items()}

    @cached_property
    def _needing(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        order = self._graph.order
        for number in sorted(order, key=order.__getitem__):
            for local in needed_locals(self._points[number].instruction):
                found.setdefault(local, []).append(number)
        return found

    @cached_property
    def _given_before(self) -> list[int]:
        """For each point the locals, as bits, that have been given a value; all are followed at once, from the first
        point on, until a round over all points brings nothing new."""
        order = self._graph.order
        ranked = [(number, self._gifts(number), self._ends(number)) for number in sorted(order, key=order.__getitem__)]
        before = [0] * len(self._points)
        changed = True
        while changed:
            changed = False
            for number, gifts, ends in ranked:
                after = before[number] & ~ends | gifts
                for following in self._graph.successors[number]:
                    if after & ~before[following]:
                        before[following] |= after
                        changed = True
        return before

    def _gifts(self, number: int) -> int:
        """The locals, as bits, that a point gives a value, all of it."""
        return _bits(_whole(self._points[number].instruction, ("assign", "call", "yield")))

    def _ends(self, number: int) -> int:
        """The locals, as bits, whose round of their scope begins or ends at a point."""
        instruction = self._points[number].instruction
        return _bits(_whole(instruction, ("storage live", "storage dead"), outputs=False))


def needed_locals(instruction: Instruction) -> set[int]:
    """The locals of which an instruction needs a value: it uses them, or fills a part of them."""
    if instruction.kind in ("drop", "storage live", "storage dead"):
        return set()
    found = {operand.place.local for operand in instruction.operands if operand.place is not None}
    if instruction.source is not None:
        found.add(instruction.source.local)
    place = instruction.place
    if place is not None and (place.projection or instruction.kind in ("fake read", "mention")):
        found.add(place.local)
    return found


def _whole(instruction: Instruction, kinds: Sequence[str], *, outputs: bool = True) -> Iterator[int]:
    """The locals that an instruction writes, not only a part of them: its place, if it is of these kinds."""
    written: list[Place | None] = [*instruction.outputs] if outputs else []
    if instruction.kind in kinds:
        written.append(instruction.place)
    return (place.local for place in written if place is not None and not place.projection)


def _bits(locals_: Iterator[int]) -> int:
    found = 0
    for local in locals_:
        found |= 1 << local
    return found
