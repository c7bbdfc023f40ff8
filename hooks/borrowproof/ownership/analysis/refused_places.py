"""What may not be moved out of its place, as one writes it, and the variable that leads there."""

from __future__ import annotations

from borrowproof.facts.mir.syntax import Place
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.overloaded_places import overloaded_element, owner_behind_calls


def refused_place(analysis: BodyAnalysis, place: Place) -> tuple[Place, str]:
    """The place of the variable from which one gets to `place`, which may not be moved, and how that is written. Where
    it lies in a temporary value, such as the guard of a lock, the program's own text says it."""
    element = overloaded_element(analysis.body.points, analysis.variables, place)
    if element is not None:
        return element
    if analysis.variables.of(place) is not None:
        return place, analysis.variables.place_text(place)
    behind = bool(place.projection) and place.projection[0].kind == "deref"
    owner = owner_behind_calls(analysis.body.points, analysis.variables, place) if behind else None
    return (place, "") if owner is None else (owner, _text_behind_temporary(analysis, place))


def _text_behind_temporary(analysis: BodyAnalysis, place: Place) -> str:
    """A place behind the reference that a temporary value is, by the expression that made that value."""
    made = (p for p in analysis.body.points if p.instruction.place == Place(place.local))
    span = next((p.span for p in made if p.instruction.kind in ("assign", "call")), None)
    if span is None:
        return ""
    written = analysis.source.code[analysis.source.offset(*span[1:3]) : analysis.source.offset(*span[3:])]
    value = "".join(line.strip() for line in written.split("\n")).removeprefix("*")
    inner = any(elem.kind == "field" for elem in place.projection)  # a field access follows the reference by itself
    return analysis.variables.text_behind(value, place) if inner else f"*{value}"
