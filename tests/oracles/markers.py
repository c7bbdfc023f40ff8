"""Markers: a declaration without any effect is put before every line, and rustc's MIR tells where it is.

`let marker_7: ();` moves nothing and borrows nothing, so all of them can stand in one program at once. Each shows up
as a point of the MIR, at which the dataflow (which agrees with rustc's own, see `dataflow`) gives the exact state of
every variable and the loans in force just before that line. What the timeline says of lines must be just that.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from borrowproof.backends.toolchain import Rustc
from borrowproof.facts import captures, declarations
from borrowproof.facts.dump import dump
from borrowproof.facts.mir import bodies
from borrowproof.facts.source_text import Source
from borrowproof.facts.variables import Binding
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import Function, Loan, ReferenceKind, State, Timeline, Variable
from borrowproof.ownership.analysis.body import BodyAnalysis, analyse
from borrowproof.ownership.analysis.events import Events
from borrowproof.ownership.analysis.line_entries import LineEntries
from borrowproof.ownership.analysis.loans import Loans
from tests.oracles import claims
from tests.oracles.gaps import Text
from tests.oracles.programs import Program

STATES = "states of variables before lines"
LOANS = "loans in force before lines"
Key = tuple[int, int, str, ReferenceKind]
_MARKER = re.compile(r"marker_(\d+)$")


@dataclass(slots=True)
class Result:
    """How many claims about lines were compared, and what differs. `unclaimed` counts the visible variables for which
    no state is derived on a line that control reaches."""

    compared: Counter[str] = field(default_factory=Counter)
    unclaimed: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """A program with markers before the lines `at`."""

    program: Program
    at: tuple[int, ...]

    @property
    def text(self) -> str:
        lines: list[str] = []
        for number, line in enumerate(self.program.lines, 1):
            lines += [f"let marker_{number}: ();"] * (number in self.at)
            lines.append(line)
        return "\n".join(lines)

    def line_of(self, before: int) -> int:
        """The line of the marked text on which the marker before a line of the program stands."""
        return before + self.at.index(before)

    def original(self, line: int) -> int:
        """The line of the program that a line of the marked text was."""
        for shift, before in enumerate(self.at):
            if line < before + shift:
                return line - shift
        return line - len(self.at)


def compare(rustc: Rustc, program: Program, timeline: Timeline) -> Result:
    """What the timeline says of every line that a statement can be put before, against the markers there."""
    text = Text(program.code)
    gaps = [line for line in range(1, len(program.lines) + 1) if text.gap(line) is not None]
    result = Result()
    # A marker behind the last expression of a block changes its type; then the MIR is missing.
    for chosen in (gaps, [line for line in gaps if not _closes_after_block(program, line)]):
        marked = Marked(program, tuple(chosen))
        dumped = dump(marked.text, Edition(program.edition), rustc)
        if dumped.bodies and (program.rejected or dumped.outcome.compiled):
            break
    source = Source(marked.text)
    declared = declarations.read(source)
    for body, one in captures.complete_captures([(bodies.parse(one.mir), one) for one in dumped.bodies], declared):
        analysis = analyse(body, one, source, declared, 0)
        loans = Loans(analysis, Events(analysis), LineEntries(analysis)).all(0)
        _OfBody(marked, text, timeline, analysis, loans, result).run()
    return result


def _closes_after_block(program: Program, line: int) -> bool:
    before = "".join(program.lines[: line - 1]).rstrip()
    return program.lines[line - 1].lstrip().startswith("}") and before.endswith("}")


class _OfBody:
    def __init__(
        self,
        marked: Marked,
        text: Text,
        timeline: Timeline,
        analysis: BodyAnalysis,
        loans: tuple[Loan, ...],
        result: Result,
    ) -> None:
        self.marked = marked
        self.text = text
        self.timeline = timeline
        self.result = result
        self.body = analysis.body
        self.analysis = analysis
        self.loans = loans

    def run(self) -> None:
        for debug in self.body.debug:
            found = _MARKER.match(debug.name)
            point = self._alive(debug.place.local) if found else None
            function = self._function(int(found[1])) if found else None
            if found and point is not None and function is not None:
                self._states(int(found[1]), point, function)
                self._in_force(int(found[1]), function)

    def _alive(self, local: int) -> int | None:
        """The point at which a marker stands, None where control never gets there."""
        for number in self.analysis.graph.order:
            instruction = self.body.points[number].instruction
            if instruction.kind == "storage live" and instruction.place and instruction.place.local == local:
                return number
        return None

    def _function(self, line: int) -> Function | None:
        around = [f for f in self.timeline.functions if f.first_line < line <= f.last_line]
        return min(around, key=lambda f: (f.last_line - f.first_line, -f.first_line), default=None)

    def _states(self, line: int, point: int, function: Function) -> None:
        scope = self.body.points[point].scope
        for binding in self.analysis.variables.bindings:
            visible = self.analysis.variables.is_within(scope, binding.scope)
            variable = self._variable(binding, function)
            if _MARKER.match(binding.name) or binding.captured or not visible:
                continue
            where = f"{self.marked.program.name}:{line} ({function.name}) {binding.name}"
            claim = next((s for s in variable.states if s.line == line), None) if variable else None
            exact = self.analysis.state(binding, point)
            if claim is None and binding.temporary and exact in (State.UNINIT, State.MOVED):
                continue  # a temporary value has states only while it is there
            if claim is None:
                self.result.unclaimed.append(f"{where}: is {exact}")
                continue
            self.result.compared[STATES] += 1
            if claim.state is not exact:
                self.result.differences.append(f"{where}: derived {claim.state}, is {exact}")
            elif exact is State.PARTIAL and set(claim.parts) != self._parts(binding, point):
                self.result.differences.append(f"{where}: derived {claim.parts}, is {self._parts(binding, point)}")

    def _variable(self, binding: Binding, function: Function) -> Variable | None:
        position = (binding.name, self.marked.original(binding.position.line), binding.position.column)
        mine = (v for v in function.variables if (v.name, v.line, v.column) == position)
        return next((v for v in mine if v.captured == binding.captured), None)

    def _parts(self, binding: Binding, point: int) -> set[str]:
        path = self.analysis.path(binding)
        return (
            set()
            if path is None
            else {self.analysis.part_text(p) for p in self.analysis.initialization.moved_parts(path, point)}
        )

    def _key(self, loan: Loan) -> Key:
        return self.marked.original(loan.line), loan.column, loan.place, loan.kind

    def _in_force(self, line: int, function: Function) -> None:
        marker = self.marked.line_of(line)
        exact = {self._key(loan) for loan in self.loans if marker in loan.live_lines}
        in_loop = self.text.in_loop(line)
        certain, possible = claims.before(function.loans, line, self.marked.program.lines, in_loop=in_loop)
        sure = {_key(loan) for loan in certain}
        maybe = sure | {_key(loan) for loan in possible}
        self.result.compared[LOANS] += len(function.loans)
        where = f"{self.marked.program.name}:{line} ({function.name})"
        claimed = any(s.line == line for v in function.variables for s in v.states)
        if claimed and not exact <= maybe:
            self.result.differences.append(f"{where}: loans {exact - maybe} are in force, not derived")
        if not sure <= exact:
            self.result.differences.append(f"{where}: loans {sure - exact} derived in force, are not")


def _key(loan: Loan) -> Key:
    """What tells the loans of a function apart, however many markers stand above them."""
    return loan.line, loan.column, loan.place, loan.kind
