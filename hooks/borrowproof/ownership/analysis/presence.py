"""On which lines a variable is there: not behind a jump, not in an arm or an `else` that is none of its own."""

from __future__ import annotations

from borrowproof.facts.variables import Binding
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.line_entries import LineEntries


class Presence:
    """On which lines of a body a variable is there at all."""

    def __init__(self, analysis: BodyAnalysis, entries: LineEntries) -> None:
        self._analysis = analysis
        self._entered = {line for line, reached in entries.lines.items() if reached}
        self._dead = {line for line in range(1, analysis.source.line_count + 1) if entries.is_behind_jump(line)}
        self._points: dict[int, list[int]] = {}
        for point, where in analysis.locations.items():
            self._points.setdefault(where.line, []).append(point)
        self._scopes = {line: self._scopes_around(points) for line, points in self._points.items()}

    def _scopes_around(self, points: list[int]) -> frozenset[int]:
        parents = self._analysis.body.parents
        found: set[int] = set()
        for scope in {self._analysis.point(point).scope for point in points}:
            current: int | None = scope
            while current is not None and current not in found:
                found.add(current)
                current = parents.get(current)
        return frozenset(found)

    def absent(self, binding: Binding, certain: set[int]) -> tuple[int, ...]:
        """The lines between the first and the last of the `certain` ones, on which something is known of a variable, on
        which it is not there."""
        there: dict[int, bool] = {}
        waiting: list[int] = []  # lines that open blocks, or follow a dead end: they are like the next one
        before = True
        for line in range(min(certain, default=0), max(certain, default=-1) + 1):
            known = self._known(binding, line, certain)
            if known is None and (line in self._analysis.source.opened_blocks or line - 1 in (*waiting, *self._dead)):
                waiting.append(line)
                continue
            before = there[line] = before if known is None else known
            there |= dict.fromkeys(waiting, before)
            waiting = []
        return tuple(line for line in sorted(there) if not there[line])

    def _known(self, binding: Binding, line: int, certain: set[int]) -> bool | None:
        """Whether a variable is there on a line, None where nothing is executed that tells."""
        if line in certain:
            return True
        if line in self._dead:
            return False
        if line not in self._points and line not in self._entered:
            return None
        if binding.temporary:
            flow = self._analysis.initialization
            there = any(flow.may_be_init((binding.place.local, ()), p) for p in self._points.get(line, ()))
        else:
            there = line not in self._entered and binding.scope in self._scopes[line]
        return True if there else False if self._is_within_block(binding, line) else None

    def _is_within_block(self, binding: Binding, line: int) -> bool:
        """Whether a line stands in a block within the statement that declares a variable, such as an arm or an `else`:
        not where the value that it is given goes on."""
        source = self._analysis.source
        closed = source.block_closed_on(line)
        at = closed[1] + 1 if closed is not None else source.start_of(line)
        return source.block_around(at) != source.block_around(source.offset(*binding.position))
