"""Probes: a use of a variable is inserted before a line, and rustc is asked whether that is an error.

`{ let _probe = &x; }` is an error exactly where `x` is not wholly initialised, or mutably borrowed by a loan that
is still needed; `&mut x` also where any loan of it is. So rustc itself tells the state of each variable before each
line, and the lines on which a loan is in force.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from borrowproof.model.timeline import Function, FunctionKind, Timeline, Variable
from tests.oracles.gaps import Text
from tests.oracles.programs import Program

One = TypeVar("One")
REACHED = "probe_reached"  # never given a value, so that rustc complains wherever control can get to


class Use(StrEnum):
    """How a probe uses a variable."""

    READ = "&"
    WRITE = "&mut "


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """`use` of `variable` before `line` in the body `function` of a program; `root` is the function that the body
    is written in, as a closure is checked together with the function around it. `in_loop`: whether control can come
    back to the probe."""

    program: Program
    function: Function
    root: Function
    variable: Variable
    line: int
    use: Use
    in_loop: bool

    @property
    def text(self) -> str:
        return f"{{ let {REACHED}: (); let _ = &{REACHED}; let _probe = {self.use}{self.variable.name}; }}"

    def __str__(self) -> str:
        return f"{self.program.name}:{self.line} ({self.function.name}) {self.use}{self.variable.name}"


def plan(program: Program, timeline: Timeline) -> Iterator[Probe]:
    """Every probe that the text of the program has room for."""
    text = Text(program.code)
    for body, root, variable, line in visible_places(program, timeline):
        for use in Use:
            yield Probe(program, body, root, variable, line, use, text.in_loop(line))


def visible_places(program: Program, timeline: Timeline) -> Iterator[tuple[Function, Function, Variable, int]]:
    """Each line before which a statement fits, with the body and the function that it lies in, and each variable that
    the statement can name."""
    text = Text(program.code)
    gaps = [line for line in range(1, len(program.lines) + 1) if text.gap(line) is not None]
    for line in gaps:
        around = [f for f in timeline.functions if f.first_line < line <= f.last_line]
        if not around:
            continue
        body = min(around, key=lambda f: f.last_line - f.first_line)
        roots = [f for f in around if f.kind is FunctionKind.FUNCTION] or [body]
        root = min(roots, key=lambda f: f.last_line - f.first_line)
        for variable in _visible(text, body, line):
            yield body, root, variable, line


def _visible(text: Text, body: Function, line: int) -> Iterator[Variable]:
    """The variables of `body` that a statement before `line` can name; of two with one name, the nearer one."""
    gap = text.gap(line)
    nearest: dict[str, tuple[int, Variable]] = {}
    lasting = {v.line for v in body.variables if v.temporary and v.line < line}  # or a variable that a macro declares
    hidden = {name for one in lasting for name in text.named_in_own_macro(one)}
    for variable in body.variables:
        if variable.captured or gap is None:
            continue
        at = text.offset(variable.line, variable.column)
        reach = text.reach(at, parameter=variable.argument)
        if reach and reach.start <= gap <= reach.end and reach.start >= nearest.get(variable.name, (0, None))[0]:
            nearest[variable.name] = (reach.start, variable)
    yield from (variable for _, variable in nearest.values() if variable.name not in hidden)


def chosen(probes: Iterable[One], one_in: int) -> list[One]:
    """One of `one_in` probes (or other questions), by a hash of what each asks: the same choice everywhere."""
    return [p for p in probes if int(hashlib.sha256(str(p).encode()).hexdigest()[:8], 16) % one_in == 0]
