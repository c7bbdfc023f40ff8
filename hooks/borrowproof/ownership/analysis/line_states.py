"""The states of variables line by line: what each holds just before a line."""

from __future__ import annotations

from typing import NamedTuple

from borrowproof.facts.move_paths import MovePath
from borrowproof.facts.variables import Binding
from borrowproof.model.timeline import LineState, State
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.initialization import InitState
from borrowproof.ownership.analysis.line_entries import LineEntries


class Entry(NamedTuple):
    """Where control comes to a line: the points that it comes to, those that it comes from, and the dataflow state."""

    line: int
    points: tuple[int, ...]
    sources: tuple[int, ...]
    facts: InitState


class LineStates:
    """The states of all variables of a body, by line."""

    def __init__(self, analysis: BodyAnalysis, entries: LineEntries) -> None:
        self._analysis = analysis
        self._entries = {
            line: [(point, before, self._scopes(point, before)) for point, before in reached]
            for line, reached in entries.lines.items()
        }
        self._left = entries.left
        self._joined: dict[tuple[int, ...], InitState] = {}
        self._known: dict[Binding, list[Entry]] = {}

    def of(self, binding: Binding) -> tuple[LineState, ...]:
        """The state of a variable before every line of its scope that control reaches."""
        path = self._analysis.path(binding)
        return tuple(self._state(path, entry.line, entry.facts) for entry in self.entries(binding))

    def entries(self, binding: Binding) -> list[Entry]:
        """Where control comes to the lines of a variable's scope, in rising order."""
        if binding not in self._known:
            self._known[binding] = self._found(binding)
        return self._known[binding]

    def _found(self, binding: Binding) -> list[Entry]:
        first = 0 if binding.argument or binding.captured else binding.position.line
        found: list[Entry] = []
        for line, reached in self._entries.items():
            seen = [(p, b) for p, b, scopes in reached if self._sees(binding, p, scopes)] if line > first else []
            if seen:
                points = tuple(point for point, _ in seen)
                found.append(Entry(line, points, tuple(before for _, before in seen), self._before(points)))
        following = self._analysis.graph.successors
        for line, left in self._left.items():
            if line > first and self._is_seen(binding, left):
                points = tuple(p for one in left for p in following[one])
                found.append(Entry(line, points, tuple(left), self._analysis.initialization.behind(left)))
        return sorted(found, key=lambda entry: entry.line)

    def _scopes(self, point: int, before: int) -> int:
        """The scopes, as bits, whose variables are seen where control comes from `before` to `point`: at the end of its
        scope a variable still is, but the condition of an `if let` is in the scope of its variables, and its `else` is
        not."""
        around = self._analysis.variables.scopes_around
        scopes = around[self._analysis.point(point).scope]
        if self._analysis.point(before).instruction.kind not in ("switch", "false edge"):
            scopes |= around[self._analysis.point(before).scope]
        return scopes

    def _sees(self, binding: Binding, point: int, scopes: int) -> bool:
        if binding.temporary:  # which lasts as long as its value does, in whatever scopes that is
            return self._analysis.initialization.may_be_init((binding.place.local, ()), point)
        return bool(scopes >> binding.scope & 1)

    def _is_seen(self, binding: Binding, left: list[int]) -> bool:
        """Whether a variable is in scope wherever control leaves a block."""
        if binding.temporary:
            return any(self._analysis.initialization.may_be_init((binding.place.local, ()), point) for point in left)
        around = self._analysis.variables.scopes_around
        return all(around[self._analysis.point(point).scope] >> binding.scope & 1 for point in left)

    def _before(self, points: tuple[int, ...]) -> InitState:
        if points not in self._joined:
            self._joined[points] = self._analysis.initialization.joined_before(points)
        return self._joined[points]

    def _state(self, path: MovePath | None, line: int, facts: InitState) -> LineState:
        if path is None:
            return LineState(line, State.OWNED)
        flow = self._analysis.initialization
        state = flow.state_of(path, facts)
        if state is not State.PARTIAL:
            return LineState(line, state)
        parts = {self._analysis.part_text(part) for part in flow.parts_without_value(path, facts)}
        return LineState(line, state, tuple(sorted(parts)))
