"""Which body of the MIR each compiled function was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from borrowproof.facts import captures, declarations, functions
from borrowproof.facts.debug_info.syntax import DebugInfo, Function, Row
from borrowproof.facts.dump import Dump
from borrowproof.facts.mir import bodies
from borrowproof.facts.source_text import Source
from borrowproof.memory.analysis.executable_body import ExecutableBody
from borrowproof.memory.analysis.type_names import function_name
from borrowproof.model.timeline import FunctionKind


def executable_bodies(dump: Dump, source: Source) -> list[ExecutableBody]:
    """The bodies that somebody wrote, without those of async code: what is executed of them is a state machine that
    rustc makes later. Raises UnknownConstruct."""
    declared = declarations.read(source)
    parsed = captures.complete_captures([(bodies.parse(one.mir), one) for one in dump.bodies], declared)
    headed = ((functions.function_info(body, source), body) for body, _ in parsed if not body.constant)
    followed = ((info, body) for info, body in headed if info is not None and info.kind is not FunctionKind.COROUTINE)
    return [ExecutableBody(info, body, source, declared) for info, body in followed]


def matched(debug: DebugInfo, found: Sequence[ExecutableBody]) -> dict[int, ExecutableBody]:
    """The body of each function of the debug information that has one: the one that shares most rows with it.

    Names do not tell: DWARF says `Stack<T>::push` where MIR says `<impl at src/main.rs:3:1>::push`, and a generic
    function is compiled more than once. A function without a body was written by a derive or a macro.
    """
    best: dict[int, ExecutableBody] = {}
    for index, function in enumerate(debug.functions):
        chosen = max(found, key=lambda body: _likeness(function, body), default=None)
        if chosen is not None and _likeness(function, chosen) > (0, 0):
            best[index] = chosen
    return best


def followed_rows(debug: DebugInfo, found: Mapping[int, ExecutableBody]) -> dict[int, tuple[Row, ...]]:
    """The rows of each function that has a body, all in the program's text: those of a macro of std are at its call."""
    return {index: tuple(_own_rows(debug.functions[index], body)) for index, body in found.items()}


def _own_rows(function: Function, body: ExecutableBody) -> Iterator[Row]:
    for row in function.rows:
        key = body.foreign_keys.get((row.file, row.line, row.column))
        if key is not None:
            yield row._replace(line=key[0], column=key[1], file="")
        elif not row.file:
            yield row


def _likeness(function: Function, body: ExecutableBody) -> tuple[int, int]:
    """How many rows a function shares with a body, and, of those that share as many, the smaller body first."""
    last = function_name(function.path).rpartition("::")[2]
    closure = last.startswith("{closure#")
    if last.startswith("{") and not closure:
        return 0, 0
    if closure != ("{closure#" in body.body.name.rpartition("::")[2]):
        return 0, 0
    rows = [row for row in function.rows if not row.file]
    inside = [row for row in rows if body.info.first_line <= row.line <= body.info.last_line]
    if 2 * len(inside) < len(rows):
        return 0, 0
    shared = sum((row.line, row.column) in body.every_key for row in rows)
    return shared, -len(body.body.points)
