"""Drops: which of them rustc really makes, and which depend on whether there is still a value.

After borrow checking rustc elaborates drops: one of a value that is certainly gone is removed, one of a value that may
be gone is guarded by a drop flag, one of a value that is partly gone becomes drops of the rest. The derived drop events
must say the same of every variable at every place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from borrowproof.model.timeline import EventKind, Function, FunctionKind, Timeline, Variable
from tests.oracles.programs import Program

_BLOCK = re.compile(r"^    bb(\d+)( \(cleanup\))?: \{\n(.*?)^    \}$", re.MULTILINE | re.DOTALL)
_DEBUG = re.compile(r"debug (\S+) => (_\d+);\s+// in scope \d+ at src/main\.rs:(\d+):(\d+): (\d+):(\d+)")
_DROP = re.compile(r"^        drop\((.*?)\) -> .*// scope \d+ at (\S+?):(\d+):", re.MULTILINE)
_FLAG = re.compile(r"switchInt\(copy (_\d+)\) -> \[0: bb\d+, otherwise: bb(\d+)\]")
_KINDS = frozenset({EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST})
_BY_VARIANT = re.compile(r"= discriminant\((_\d+)\);.*\n +switchInt\(move _\d+\) -> \[(.*?)\];")
_LOCAL = re.compile(r"_\d+")

Drop = tuple[int, EventKind]  # a line (UNKNOWN in the working of a macro), and the kind of the drop on it
UNKNOWN = 0
Key = tuple[bool, str, int, int]  # whether in a closure or coroutine; name, line and column of a variable


@dataclass(slots=True)
class Result:
    compared: int = 0
    differences: list[str] = field(default_factory=list)


def compare(folder: Path, program: Program, timeline: Timeline) -> Result:
    """The drops of every variable of a program that compiles, by line and kind; `folder` is that of `asking.dumped`.

    Left out are references, since what they point to is no variable of the function, and coroutines, which also drop
    their variables when they are dropped themselves while suspended.
    """
    result = Result()
    variables = {_key(f, v): (f, v) for f in timeline.functions for v in f.variables if not v.captured}
    for file in sorted((folder / "mir").glob("*.ElaborateDrops.after.mir")):
        text = file.read_text(encoding="utf-8")
        for key, locals_ in _variables(text, program).items():
            function, variable = variables.get(key, (None, None))
            if function is None or variable is None or _is_left_out(function, variable):
                continue
            theirs, ours = set(_made(text, locals_)), set(_derived(variable))
            result.compared += max(len(theirs | ours), 1)
            if not _agree(ours, theirs, variable):
                what = f"{program.name}: {function.name}: {variable.name}"
                result.differences.append(f"{what}: derived {_told(ours)}; rustc makes {_told(theirs)}")
    return result


def left(text: str, program: Program) -> Iterator[tuple[str, int, int]]:
    """The drops that a body still makes after the elaboration: name and line of the variable, and the drop's line."""
    for (_, name, declared, _), locals_ in _variables(text, program).items():
        yield from ((name, declared, line) for line, _ in _made(text, locals_))


def _is_left_out(function: Function, variable: Variable) -> bool:
    return function.kind is FunctionKind.COROUTINE or variable.reference is not None


def _agree(ours: set[Drop], theirs: set[Drop], variable: Variable) -> bool:
    """Whether the same drops are made. A Box whose content is gone is freed by other means than a drop; of a drop in
    the working of a macro the line is not known."""
    if variable.type.startswith("Box<"):
        freed = {line for line, kind in ours if kind is EventKind.DROP_REST}
        ours, theirs = ({drop for drop in drops if drop[0] not in freed} for drops in (ours, theirs))
    elsewhere = {kind for line, kind in theirs if line == UNKNOWN}
    known = {drop for drop in theirs if drop[0] != UNKNOWN}
    return known <= ours and {kind for _, kind in ours - known} == elsewhere


def _key(function: Function, variable: Variable) -> Key:
    inner = function.kind in (FunctionKind.CLOSURE, FunctionKind.COROUTINE)
    return inner, variable.name, variable.line, variable.column


def _variables(text: str, program: Program) -> dict[Key, set[str]]:
    """The variables of a body, each with the locals that hold it (two where a guard looks at it first)."""
    inner = "::{closure#" in text[: text.index("\n")]
    found: dict[Key, set[str]] = {}
    for name, local, line, column, end_line, end_column in _DEBUG.findall(text):
        if line == end_line:
            written = program.lines[int(line) - 1][int(column) - 1 : int(end_column) - 1]
            word = re.search(rf"\b{re.escape(name)}\b", written)
            if word:
                key = (inner, name, int(line), int(column) + word.start())
                found.setdefault(key, set()).add(local)
    return found


def _made(text: str, locals_: set[str]) -> Iterator[Drop]:
    """The drops that are left, those of a part as DROP_REST; one that depends on a drop flag, or on the variant that a
    partly moved enum is of, is conditional."""
    blocks = {int(number): body for number, cleanup, body in _BLOCK.findall(text) if not cleanup}
    guarded = {int(target) for body in blocks.values() for _, target in _FLAG.findall(body)}
    for local, targets in (found for body in blocks.values() for found in _BY_VARIANT.findall(body)):
        guarded |= {int(number) for number in re.findall(r"bb(\d+)", targets)} if local in locals_ else set()
    for number, body in blocks.items():
        for place, file, number_of_line in _DROP.findall(body):
            line = int(number_of_line) if file == "src/main.rs" else UNKNOWN
            if place in locals_:
                yield line, EventKind.DROP_IF_OWNED if number in guarded else EventKind.DROP
            elif locals_.issuperset(_LOCAL.findall(place)[:1]):
                yield line, EventKind.DROP_REST


def _derived(variable: Variable) -> Iterator[Drop]:
    for event in variable.events:
        if event.kind in _KINDS:
            yield event.line, event.kind if event.place == variable.name else EventKind.DROP_REST


def _told(drops: set[Drop]) -> str:
    return ", ".join(f"{kind} on {line}" for line, kind in sorted(drops)) or "nothing"
