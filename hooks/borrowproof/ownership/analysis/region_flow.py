"""Which regions a loan's region flows into, and which locals have them in their types.

The constraints and the facts are rustc's own: a local that is used, or dropped, while one of those regions is in its
type holds the loan.
"""

from __future__ import annotations

from functools import cached_property

from borrowproof.facts.dump import DumpedBody
from borrowproof.facts.mir import fact_files
from borrowproof.facts.mir.syntax import Body


class RegionFlow:
    """The solved outlives constraints of one body."""

    def __init__(self, body: Body, dumped: DumpedBody) -> None:
        self._body = body
        self._flows: dict[str, list[str]] = {}
        for bound in body.outlives:
            self._flows.setdefault(bound.longer, []).append(bound.shorter)
        self.held = fact_files.regions_of_locals(dumped.use_of_var_derefs_origin, dumped.drop_of_var_derefs_origin)
        self._dropped = fact_files.regions_of_locals(dumped.drop_of_var_derefs_origin)
        self._broken: dict[str, set[int]] = {}
        for block, statement, loan in fact_files.loan_invalidations(dumped.loan_invalidated_at):
            self._broken.setdefault(loan, set()).add(body.starts[block] + statement)
        self._known: dict[str, frozenset[str]] = {}

    def reached(self, region: str) -> frozenset[str]:
        """The regions into which a loan's region flows; what flows to the caller comes back to no variable."""
        known = self._known.get(region)
        if known is None:
            known = self._known[region] = self._reached(region)
        return known

    def _reached(self, region: str) -> frozenset[str]:
        seen = {region}
        waiting = [region]
        while waiting:
            for following in self._flows.get(waiting.pop(), ()):
                if following not in seen:
                    seen.add(following)
                    waiting += [following] if following not in self._body.universal else []
        return frozenset(seen)

    def of_local(self, local: int) -> frozenset[str]:
        """The regions in the type of a local that a use of it, or its drop, may look into."""
        return self.held.get(local, frozenset())

    def is_dropped(self, region: str, local: int) -> bool:
        """Whether the drop of a local may look into a region of its type."""
        return region in self._dropped.get(local, frozenset())

    def broken(self, loan: str) -> frozenset[int]:
        """The points at which something conflicts with a loan."""
        return frozenset(self._broken.get(loan, ()))

    @cached_property
    def holding(self) -> frozenset[int]:
        """The locals into whose types the region of some loan flows."""
        reached = frozenset().union(*(self.reached(borrow.region) for borrow in self._body.borrows))
        return frozenset(local for local, regions in self.held.items() if regions & reached)
