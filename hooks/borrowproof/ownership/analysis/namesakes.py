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
    """A function, and where it is a closure all those that it lies in. Of two closures on the same lines neither is
    known to lie in the other."""
    if function.parent_line is None:
        return [function]
    lines = (function.first_line, function.last_line)
    outer = (f for f in functions if f.first_line <= lines[0] and lines[1] <= f.last_line)
    inner = [f for f in outer if (f.first_line, f.last_line) != lines and f.first_line >= function.parent_line]
    return [function, *inner]


def _counted(function: Function, family: Sequence[Function]) -> Function:
    places: dict[str, set[tuple[int, int]]] = {}
    for variable in (v for f in family for v in f.variables):
        places.setdefault(variable.name, set()).add((variable.line, variable.column))

    def with_number(variable: Variable) -> Variable:
        return replace(variable, nth=1 + sorted(places[variable.name]).index((variable.line, variable.column)))

    return replace(function, variables=tuple(with_number(v) for v in function.variables))
