"""A variable with its type, as a programmer writes both. Pure wording."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.model.timeline import Timeline, Variable


def typed_name(variable: Variable) -> str:
    """Such as `first: &String`."""
    return f"{variable.name}: {variable.type}"


def types_by_function(timeline: Timeline) -> Iterator[str]:
    """A line for each function about the types of its variables; none for one without variables. What a closure
    captured is told where it is declared."""
    for function in timeline.functions:
        names = dict.fromkeys(typed_name(v) for v in function.variables if not v.captured)
        if names:
            yield f"types in {function.name}: {', '.join(names)}"
