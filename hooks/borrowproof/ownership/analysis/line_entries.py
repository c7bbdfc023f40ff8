"""Where control reaches each line from above, and where it leaves a block on the line that closes it.

"Before a line" is where a statement would run that is written in front of it. So a line that closes a block is
reached from the end of that block only, not by a `return` or `break` further up, and a loop's first line from above
only.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort

from borrowproof.ownership.analysis.body import BodyAnalysis

_PASSING = frozenset({"storage dead", "drop", "goto", "false edge", "nothing"})


class LineEntries:
    """The points at which control reaches each line from above, each with a point that it comes from (or itself)."""

    def __init__(self, analysis: BodyAnalysis) -> None:
        self._analysis = analysis
        self._offsets = sorted((self._offset(point), point) for point in analysis.locations)
        candidates: dict[int, list[tuple[int, int]]] = {}
        for point in analysis.graph.order:
            line = analysis.line(point)
            if not line:
                continue
            if point == 0:
                candidates.setdefault(line, []).append((point, point))
            for before in sorted(self._sources(point, line)):
                if 0 < analysis.line(before) < line:
                    candidates.setdefault(line, []).append((point, before))
        self.lines = {line: self._kept(line, found) for line, found in sorted(candidates.items())}
        self._open_blocks()
        self.left = {line: found for line in range(1, analysis.source.line_count + 1) if (found := self._left_on(line))}

    def _open_blocks(self) -> None:
        """A line that only opens a block, such as an arm's, executes nothing: before it is as before the first line in
        the block."""
        lines = sorted(self.lines)
        first = lines[0] if lines else 0
        for opening, close in self._analysis.source.opened_blocks.items():
            following = next(iter(lines[bisect_right(lines, opening) :]), close)
            if following < close and opening not in self.lines and opening > first:
                self.lines[opening] = self.lines[following]
                insort(lines, opening)
        self.lines = {line: self.lines[line] for line in lines}

    def _sources(self, point: int, line: int) -> set[int]:
        """The points from which control comes to a point on `line`; the end of a temporary further down (a `let else`
        ends those of its condition before its block is executed) is no place of its own."""
        predecessors = self._analysis.graph.predecessors
        waiting, passed = [point], {point}
        found: set[int] = set()
        while waiting:
            for before in predecessors[waiting.pop()]:
                ends = self._analysis.point(before).instruction.kind == "storage dead"
                if not (ends and self._analysis.line(before) > line):
                    found.add(before)
                elif before not in passed:
                    passed.add(before)
                    waiting.append(before)
        return found

    def _kept(self, line: int, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        block = self._analysis.source.block_closed_on(line)
        if block is None:
            return found
        opening, close = block
        source = self._analysis.source
        inside = set(self._inside(block))
        last = source.last_statement(opening, close)
        if not inside:  # nothing but a jump, or the block is another body's (a closure's), or a value's
            return [] if source.is_jump(last) else found
        return [
            (point, before)
            for point, before in found
            if before in inside
            and self._offset(before) >= last
            and any(not self._jumps(origin, opening) for origin in self._origins(before))
        ]

    def _left_on(self, line: int) -> list[int]:
        """The points from which control leaves a block that a line closes, without executing anything on that line."""
        block = self._analysis.source.block_closed_on(line)
        if block is None or self.lines.get(line):
            return []
        return [p for p in self._inside(block) if self._falls_out(p, block)]

    def _inside(self, block: tuple[int, int]) -> list[int]:
        """The points whose text is between two braces."""
        first = bisect_right(self._offsets, (block[0], sys.maxsize))
        return [point for _, point in self._offsets[first : bisect_left(self._offsets, (block[1], -1))]]

    def is_behind_jump(self, line: int) -> bool:
        """Whether a line closes a block of statements whose end control never gets to."""
        source = self._analysis.source
        block = source.block_closed_on(line)
        if block is None or self.lines.get(line) or not source.is_block(block):
            return False
        return line not in self.left if self._inside(block) else source.is_jump(source.last_statement(*block))

    def is_entered_within(self, line: int, points: int) -> bool:
        """Whether control comes to a line at one of the `points` (bits); asked of a line that only ends a block: the
        branch beside that block stands there, too, but is not what one sees before the `}`."""
        reached = self.lines.get(line)
        if not reached or not self._analysis.source.only_closes(line) or self._returns(line):
            return True
        return any(points >> point & 1 for point, _ in reached)

    def _returns(self, line: int) -> bool:
        ends = (p for p in self._analysis.locations if self._analysis.point(p).instruction.kind == "return")
        return any(self._analysis.line(p) == line for p in ends)

    def _falls_out(self, point: int, block: tuple[int, int]) -> bool:
        """Whether control leaves a block at a point without a jump."""
        following = self._analysis.graph.successors[point]
        outside = (f for f in following if f in self._analysis.locations and not self._is_inside(f, block))
        return any(outside) and any(not self._jumps(origin, block[0]) for origin in self._origins(point))

    def _is_inside(self, point: int, block: tuple[int, int]) -> bool:
        return block[0] < self._offset(point) < block[1]

    def _origins(self, point: int) -> set[int]:
        """Where control comes from that is at a point: the last ones before it that do more than end storage."""
        found: set[int] = set()
        waiting, passed = [point], {point}
        while waiting:
            current = waiting.pop()
            predecessors = self._analysis.graph.predecessors[current]
            if self._analysis.point(current).instruction.kind not in _PASSING or not predecessors:
                found.add(current)
                continue
            waiting += [p for p in predecessors if p not in passed and p in self._analysis.locations]
            passed |= set(predecessors)
        return found

    def _jumps(self, point: int, opening: int) -> bool:
        """Whether control leaves the block that opens at `opening` by a jump that stands at a point."""
        instruction = self._analysis.point(point).instruction
        if instruction.kind == "call" and instruction.detail.endswith("from_residual"):
            return True
        source, offset = self._analysis.source, self._offset(point)
        return source.is_in_jump(offset, opening) or source.leaves_by_jump(offset, opening)

    def _offset(self, point: int) -> int:
        where = self._analysis.locations[point]
        return self._analysis.source.offset(where.line, where.column)
