"""What a loan is still needed for where something conflicts with it.

The search is rustc's own (`rustc_borrowck/src/diagnostics/explain_borrow.rs`, `find_use.rs`): the nearest region that
the loan's region must outlive and that is live at the conflict, then the nearest point at which a local is used in
whose type that region stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.mir import spans
from borrowproof.facts.mir.syntax import Instruction, Outlives, Place
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.region_paths import RegionPaths


@dataclass(frozen=True, slots=True)
class LaterNeed:
    """Who needs a loan after a conflict: the `local` that is used at `point`, by its `drop` or otherwise, `again` in
    another round of a loop; or, where that is None, the caller: `way` are the constraints that lead to its lifetime
    `region`."""

    point: int | None
    local: int = -1
    drop: bool = False
    again: bool = False
    region: str = ""
    way: tuple[Outlives, ...] = ()


class LaterNeeds:
    """The search in one body. `held` are the regions in the type of each local."""

    def __init__(self, analysis: BodyAnalysis, held: Mapping[int, frozenset[str]]) -> None:
        self._analysis = analysis
        self._held = held
        self._paths = RegionPaths(analysis.body)

    @cached_property
    def _live(self) -> dict[str, int]:
        body = self._analysis.body
        return {region: spans.point_bits(text, body.starts) for region, text in body.live.items()}

    @cached_property
    def _values(self) -> dict[str, int]:
        body = self._analysis.body
        return {region: spans.point_bits(text, body.starts) for region, text in body.values.items()}

    def of(self, region: str, point: int) -> LaterNeed | None:
        """What needs a loan of `region` at `point` or after it."""
        found = self._paths.way(region, lambda r: bool(self._live.get(r, 0) >> point & 1))
        if found is None:
            return None
        used = self._first_use(found[0], point)
        again = self._next_round(region, point) if used is None and found[0] == region else None
        if again is not None:
            return again
        if used is not None:
            number, local, drop = used
            return LaterNeed(number, local, drop, again=self._is_later_round(point, number))
        outer = self._paths.way(region, lambda r: r in self._analysis.body.universal)
        return LaterNeed(None, region=outer[0], way=tuple(outer[1])) if outer is not None else None

    def _next_round(self, region: str, point: int) -> LaterNeed | None:
        """Where a loan collides with itself in the next round of a loop: who keeps it until then."""
        found = self._paths.way(region, lambda r: r != region and bool(self._live.get(r, 0) >> point & 1))
        used = self._first_use(found[0], point) if found is not None else None
        return LaterNeed(used[0], used[1], used[2], again=True) if used is not None else None

    def _first_use(self, region: str, start: int) -> tuple[int, int, bool] | None:
        """The nearest point at which a local with the region in its type is used: the point, the local, and whether it
        is dropped there."""
        locals_ = [local for local, regions in self._held.items() if region in regions]
        value = self._values.get(region, 0)
        seen = {start}
        waiting = [start]
        for point in waiting:
            if not value >> point & 1:
                continue
            effects = [(local, _effect(self._analysis.point(point).instruction, local)) for local in locals_]
            used = next(((local, effect) for local, effect in effects if effect in ("use", "drop")), None)
            if used is not None:
                return point, used[0], used[1] == "drop"
            if any(effect == "given" for _, effect in effects):
                continue
            following = [p for p in self._analysis.graph.borrowck_successors[point] if p not in seen]
            seen.update(following)
            waiting += following
        return None

    def _is_later_round(self, point: int, used: int) -> bool:
        """Whether control gets from `point` to `used` only by way of another round of a loop."""
        order = self._analysis.graph.order
        return used in order and order[used] <= order.get(point, 0) and reaches(self._analysis.graph, point, used)


def reaches(graph: Graph, point: int, other: int) -> bool:
    """Whether control gets from one point to another, by one step at least."""
    waiting, seen = list(graph.successors[point]), set(graph.successors[point])
    while waiting:
        new = [p for p in graph.successors[waiting.pop()] if p not in seen]
        seen.update(new)
        waiting += new
    return other in seen


def _effect(instruction: Instruction, local: int) -> str:
    place = instruction.place
    if instruction.kind == "drop" and place is not None and place.local == local:
        return "drop"
    read = [*instruction.moves, *instruction.copies, *([instruction.source] if instruction.source is not None else [])]
    if instruction.kind in ("fake read", "mention", "ascribe") and place is not None:
        read += [place] if instruction.kind == "fake read" else []
    elif place is not None and place.projection:
        read.append(place)
    if any(one.local == local for one in read):
        return "use"
    return "given" if place == Place(local) and instruction.kind not in ("mention", "ascribe") else ""
