"""Which variable a name in the text of a program is. Pure."""

from __future__ import annotations

from borrowproof.model.timeline import Timeline, Variable


def variables_named(timeline: Timeline, name: str, line: int, column: int) -> tuple[Variable, ...]:
    """The variable whose name stands at a place; several where the facts do not tell which of them it is, none where it
    is no variable.

    A name that is declared there is that variable. Elsewhere it is one of those that are declared before and whose
    scope reaches the line; `let x = x;` may mean two.
    """
    around = [f for f in timeline.functions if f.first_line <= line <= f.last_line]
    known = [v for f in around for v in f.variables if v.name == name and not v.temporary]
    declared = tuple(v for v in known if (v.line, v.column) == (line, column))
    return declared or tuple(v for v in known if (v.line, v.column) < (line, column) and _reaches(v, line))


def _reaches(variable: Variable, line: int) -> bool:
    return variable.scope_end is None or line <= variable.scope_end
