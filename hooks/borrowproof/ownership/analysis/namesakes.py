"""Variables of one name, told apart by a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.model.timeline import Function, Variable


def numbered(functions: Sequence[Function]) -> list[Function]:
    """The functions with their variables counted: those of one name, in the order of their declarations, within a
    function and the closures in it."""
    outermost = [f for f in functions if f.parent_line is None]
    return [_counted(f, _family(f, outermost, functions)) for f in functions]


def _family(function: Function, outermost: Sequence[Function], functions: Sequence[Function]) -> list[Function]:
    """The function that `function` is, or lies in, with all closures in it."""
    around = [o for o in outermost if o.first_line <= function.first_line and function.last_line <= o.last_line]
    root = max(around, key=lambda o: o.first_line, default=function)
    inside = (f for f in functions if root.first_line <= f.first_line and f.last_line <= root.last_line)
    return [f for f in inside if f is root or f.parent_line is not None]


def _counted(function: Function, family: Sequence[Function]) -> Function:
    places: dict[str, set[tuple[int, int]]] = {}
    for variable in (v for f in family for v in f.variables):
        places.setdefault(variable.name, set()).add((variable.line, variable.column))

    def with_number(variable: Variable) -> Variable:
        return replace(variable, nth=1 + sorted(places[variable.name]).index((variable.line, variable.column)))

    return replace(function, variables=tuple(with_number(v) for v in function.variables))
