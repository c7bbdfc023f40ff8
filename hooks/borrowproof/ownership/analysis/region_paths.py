"""Ways through a body's constraints on lifetimes: why one region must outlive another one.

The search is rustc's own (`constraint_path_to` in `rustc_borrowck/src/region_infer/mod.rs`): breadth first, so that the
way is a shortest one.
"""

from __future__ import annotations

from collections.abc import Callable

from borrowproof.facts.mir.syntax import Body, Outlives

STATIC = "'?0"  # rustc's name for `'static` in every body


class RegionPaths:
    """The constraints of one body as a graph, from each region to those that it must outlive."""

    def __init__(self, body: Body) -> None:
        self._shorter: dict[str, list[Outlives]] = {}
        for bound in body.outlives:
            self._shorter.setdefault(bound.longer, []).append(bound)

    def way(self, start: str, is_goal: Callable[[str], bool]) -> tuple[str, list[Outlives]] | None:
        """The nearest goal that `start` must outlive, or `start` itself, with the constraints that lead there."""
        came: dict[str, Outlives | None] = {start: None}
        waiting = [start]
        for region in waiting:
            if is_goal(region):
                return region, _back(came, region)
            for bound in self._shorter.get(region, ()):
                if bound.shorter not in came:
                    came[bound.shorter] = bound
                    waiting.append(bound.shorter)
        return None


def _back(came: dict[str, Outlives | None], region: str) -> list[Outlives]:
    way: list[Outlives] = []
    while (bound := came[region]) is not None:
        way.append(bound)
        region = bound.longer
    return way[::-1]
