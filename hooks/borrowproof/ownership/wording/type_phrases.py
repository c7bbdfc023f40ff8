"""A variable with its type, as a programmer writes both. Pure wording."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.model.timeline import Timeline, Variable
from borrowproof.ownership.wording.phrases import display_name


def typed_name(variable: Variable) -> str:
    """Such as `first: &String`, or `first₂: &String` for the second one that is called so."""
    return f"{display_name(variable)}: {variable.type}"


def declared_phrases(timeline: Timeline, line: int) -> tuple[str, ...]:
    """The types of the variables that a line declares, as one phrase; none where it declares none."""
    here = (v for f in timeline.functions for v in f.variables if v.line == line)
    names = dict.fromkeys(f"`{typed_name(v)}`" for v in here if not (v.captured or v.temporary))
    return (f"declared on line {line}: {', '.join(names)}",) if names else ()


def types_by_function(timeline: Timeline) -> Iterator[str]:
    """A line for each function about the types of its variables; none for one without variables. What a closure
    captured is told where it is declared."""
    for function in timeline.functions:
        names = dict.fromkeys(typed_name(v) for v in function.variables if not v.captured)
        if names:
            yield f"types in {function.name}: {', '.join(names)}"
