"""The states of variables line by line: what each holds just before a line.

"Before a line" is where a statement would run that is written in front of it. So a line that closes a block is
reached from the end of that block only, not by a `return` or `break` further up, and a loop's first line from above
only.
"""

from __future__ import annotations

from bisect import bisect_right, insort

from borrowproof.facts.variables import Binding
from borrowproof.model.timeline import LineState, State
from borrowproof.ownership.analysis.body import BodyAnalysis

_PASSING = frozenset({"storage dead", "drop", "goto", "false edge", "nothing"})


class LineEntries:
    """The points at which control reaches each line from above, each with a point that it comes from (or itself)."""

    def __init__(self, analysis: BodyAnalysis) -> None:
        self._analysis = analysis
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
        inside = {p for p in self._analysis.locations if opening < self._offset(p) < close}
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

    def is_behind_jump(self, line: int) -> bool:
        """Whether a line closes a block of statements whose end control never gets to."""
        source = self._analysis.source
        block = source.block_closed_on(line)
        if block is None or self.lines.get(line) or not source.is_block(block):
            return False
        inside = any(block[0] < self._offset(p) < block[1] for p in self._analysis.locations)
        return inside or source.is_jump(source.last_statement(*block))

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


def line_states(analysis: BodyAnalysis, entries: LineEntries, binding: Binding) -> tuple[LineState, ...]:
    """The state of a variable before every line of its scope that control reaches."""
    found: list[LineState] = []
    for line, reached in entries.lines.items():
        points = [point for point, before in reached if _sees(analysis, binding, point, before)]
        if points and line > (0 if binding.argument or binding.captured else binding.position.line):
            found.append(_state(analysis, binding, line, points))
    return tuple(found)


def _sees(analysis: BodyAnalysis, binding: Binding, point: int, before: int) -> bool:
    """Whether a variable is in scope where control comes from `before` to `point`: at the end of its scope it still is,
    but the condition of an `if let` is in the scope of its variables, and its `else` is not."""
    if binding.temporary:  # which lasts as long as its value does, in whatever scopes that is
        return analysis.initialization.may_be_init((binding.place.local, ()), point)
    scopes = {analysis.point(point).scope}
    if analysis.point(before).instruction.kind not in ("switch", "false edge"):
        scopes.add(analysis.point(before).scope)
    return any(analysis.variables.is_within(scope, binding.scope) for scope in scopes)


def _state(analysis: BodyAnalysis, binding: Binding, line: int, points: list[int]) -> LineState:
    path = analysis.path(binding)
    if path is None:
        return LineState(line, State.OWNED)
    flow = analysis.initialization
    state = flow.state_at_join(path, points)
    if state is not State.PARTIAL:
        return LineState(line, state)
    parts = {part for point in points for part in flow.moved_parts(path, point)}
    return LineState(line, state, tuple(sorted({analysis.part_text(part) for part in parts})))
