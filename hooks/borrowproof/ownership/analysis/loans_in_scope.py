"""Where a loan is in force.

From its borrow on, along all paths, while its region holds the point and nothing has overwritten or ended what was
borrowed: `Borrows` in `rustc_borrowck/src/dataflow.rs`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir import spans
from borrowproof.facts.mir.syntax import Borrow, Elem, Instruction, Place
from borrowproof.ownership.analysis.body import BodyAnalysis


@dataclass(frozen=True, slots=True)
class LoanScope:
    """Where one loan is in scope, as sets of points (bit n is point n).

    `in_scope` are the points at which it is in force, `killed` those of them that end it. `needed` are the points at
    which it would be in force if no conflicting access had ended what was borrowed.
    """

    in_scope: int
    needed: int
    killed: int


class LoansInScope:
    """What is known of all loans of a body."""

    def __init__(self, analysis: BodyAnalysis) -> None:
        self._analysis = analysis
        self._starts = analysis.body.starts
        self._table = {self._starts[b.block] + b.statement for b in analysis.body.borrows}
        made = (p.instruction.place for p in analysis.body.points if p.instruction.rvalue == "thread local")
        self._static_references = {place.local for place in made if place is not None}

    def scope_of(self, point: int, borrow: Borrow, borrowed: Place, broken: Collection[int]) -> LoanScope:
        """Where the loan that is issued at `point` is in force, and where it is needed.

        `broken` are the points at which something conflicts with the loan. Where a reference is overwritten or goes out
        of scope, a loan of what it refers to is over without a conflict: nobody can get there by that way any more.
        """
        region = spans.point_bits(self.region_value(borrow.region), self._starts)
        live, killed = self._flood(point, region, borrowed, ())
        needed, _ = self._flood(point, region, borrowed, broken)
        return LoanScope(live, needed, killed)

    def _flood(self, point: int, region: int, borrowed: Place, surviving: Collection[int]) -> tuple[int, int]:
        """The points to which a region carries a loan of `borrowed`, and those of them that end it, all but `surviving`
        ones."""
        successors = self._analysis.graph.borrowck_successors
        points = self._analysis.body.points
        live = killed = 0
        waiting = list(successors[point])
        while waiting:
            current = waiting.pop()
            bit = 1 << current
            if live & bit or not region & bit:
                continue
            live |= bit
            if current not in surviving and self._kills(current, points[current].instruction, borrowed):
                killed |= bit
                continue
            waiting.extend(successors[current])
        return live, killed

    def _kills(self, point: int, instruction: Instruction, borrowed: Place) -> bool:
        place = instruction.place
        if instruction.kind == "storage dead":
            # What a `#[thread_local]` holds does not end with the variable that leads to it (`is_ref_to_static`).
            return place is not None and place.local == borrowed.local not in self._static_references
        if instruction.kind == "assign" and place is not None:
            # A borrow that rustc does not track (behind a shared reference) is skipped before it looks at the target.
            untracked = instruction.rvalue == "ref" and point not in self._table
            return not untracked and _overwrites(place, borrowed)
        return any(_overwrites(output, borrowed) for output in instruction.outputs)

    def region_value(self, region: str) -> str:
        """The value of a region (its points and universal regions) as rustc prints it. Raises UnknownConstruct."""
        values = self._analysis.body.values
        if region not in values:
            raise UnknownConstruct(f"region {region} of {self._analysis.body.name}, which has no value")
        return values[region]


def _overwrites(assigned: Place, borrowed: Place) -> bool:
    """Whether an assignment certainly hits what was borrowed (or all or a part of it); elements of an array that may
    differ do not count (`PlaceConflictBias::NoOverlap`)."""
    if assigned.local != borrowed.local:
        return False
    if not assigned.projection:
        return True
    return all(map(same_part, assigned.projection, borrowed.projection))


def same_part(one: Elem, other: Elem) -> bool:
    """Whether two steps certainly lead to the same part; an index may be any."""
    if "index" in (one.kind, other.kind):
        return False
    return one == other
