"""One more use of a variable before a line: which loans it would make longer, and whether they can bear that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from borrowproof.facts.mir.syntax import Borrow
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.line_states import Entry
from borrowproof.ownership.analysis.loans import Loans


class HypotheticalUse:
    """One more use of the variable `local`. `in_force` are the points, as bits, at which each loan is in force."""

    def __init__(self, analysis: BodyAnalysis, loans: Loans, in_force: Mapping[Borrow, int], local: int) -> None:
        self._analysis = analysis
        self._loans = loans
        self._local = local
        self._borrows_held = tuple(loans.borrows_held_by(local))
        breakable = (b for b in self._borrows_held if analysis.regions.broken(b.name))
        self._held = [(borrow, in_force[borrow]) for borrow in breakable]
        self._known_outdated: dict[tuple[int, ...], tuple[Borrow, int] | None] = {}

    def keeps_of_itself(self, entry: Entry, lent: Iterable[tuple[Borrow, int]]) -> list[Borrow]:
        """The loans of the variable that it holds itself (`&'a mut self`), and that one more use of it would find still
        in force."""
        own = [borrow for borrow, bits in lent if borrow in self._borrows_held and not any_in(bits, entry.points)]
        live = self._live_before(entry) if own else 0
        return [borrow for borrow in own if any_in(self._loans.in_scope(borrow, live), entry.sources)]

    def outdated(self, entry: Entry) -> tuple[Borrow, int] | None:
        """The loan that would last too long if the variable were used before a line, and the first point that breaks it
        there."""
        if not self._held:
            return None
        if entry.points not in self._known_outdated:
            self._known_outdated[entry.points] = self._find_outdated(entry)
        return self._known_outdated[entry.points]

    def _find_outdated(self, entry: Entry) -> tuple[Borrow, int] | None:
        held = [(borrow, bits) for borrow, bits in self._held if self._may_be_outdated(borrow, bits, entry.points)]
        live = self._live_before(entry) if held else 0
        order = self._analysis.graph.order
        for borrow, bits in held:
            longer = self._loans.in_scope(borrow, live) & ~bits
            broken = [p for p in self._analysis.regions.broken(borrow.name) if longer >> p & 1 and p in order]
            if broken:
                return borrow, min(broken, key=order.__getitem__)
        return None

    def _may_be_outdated(self, borrow: Borrow, bits: int, points: tuple[int, ...]) -> bool:
        """Whether a use before `points` could make a loan longer and let it meet what breaks it.

        Where the loan is in force, whoever holds it is live, and one more use makes nothing longer. Elsewhere the loan
        can only grow over points that control comes to after the borrow and before `points`: outside of loops, those
        that rank between them.
        """
        if all(bits >> point & 1 for point in points):
            return False
        order, loops = self._analysis.graph.order, self._analysis.graph.loop_points
        issued = self._loans.point_of(borrow)
        first = -1 if issued in loops else order[issued]
        last = len(self._analysis.body.points) if not loops.isdisjoint(points) else max(order[p] for p in points)
        return any(p in order and first < order[p] <= last for p in self._analysis.regions.broken(borrow.name))

    def _live_before(self, entry: Entry) -> int:
        """The points, as bits, at which the variable would be live if it were used before a line: those on the way
        there, and not those of the line itself."""
        graph, live = self._analysis.graph, 0
        before = (p for point in entry.points for p in graph.predecessors[point])
        ends = (p for p in before if self._analysis.point(p).instruction.kind == "storage dead")
        waiting = [p for p in (*entry.sources, *ends) if not self._gives(p)]
        while waiting:
            point = waiting.pop()
            if not live >> point & 1:
                live |= 1 << point
                waiting.extend(p for p in graph.predecessors[point] if not self._gives(p))
        return live

    def _gives(self, point: int) -> bool:
        return point in self._analysis.values.ending(self._local)


def any_in(bits: int, points: Iterable[int]) -> bool:
    """Whether one of `points` is among `bits`."""
    return any(bits >> point & 1 for point in points)
