"""Variables of one name, told apart by a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.model.timeline import Function, Variable


def numbered(functions: Sequence[Function]) -> list[Function]:
    """The functions with their variables counted: those of one name, in the order of their declarations, within a
    function and the closures around it."""
    return [_counted(f, _around(f, functions)) for f in functions]


def _around(function: Function, functions: Sequence[Function]) -> list[Function]:
    """A function, and where it is a closure all those that it lies in. Of two closures on the same lines one is known
    to lie in the other only if it captures something that the other declares."""
    if function.parent_line is None:
        return [function]
    lines = (function.first_line, function.last_line)
    outer = (f for f in functions if f.first_line <= lines[0] and lines[1] <= f.last_line and f is not function)
    near = [f for f in outer if f.first_line >= function.parent_line]
    inner = [f for f in near if (f.first_line, f.last_line) != lines or _captures_from(function, f)]
    further = [one for f in inner if not _captures_from(f, function) for one in _around(f, functions)]
    return [function, *further]


def _captures_from(closure: Function, outer: Function) -> bool:
    taken = {(v.name, v.line, v.column) for v in closure.variables if v.captured}
    return any((v.name, v.line, v.column) in taken for v in outer.variables if not v.captured)


def _counted(function: Function, family: Sequence[Function]) -> Function:
    places: dict[str, set[tuple[int, int]]] = {}
    for variable in (v for f in family for v in f.variables):
        places.setdefault(variable.name, set()).add((variable.line, variable.column))

    def with_number(variable: Variable) -> Variable:
        return replace(variable, nth=1 + sorted(places[variable.name]).index((variable.line, variable.column)))

    return replace(function, variables=tuple(with_number(v) for v in function.variables))
