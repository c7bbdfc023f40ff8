"""What may not be moved out of its place, as one writes it, and the variable that leads there."""

from __future__ import annotations

from borrowproof.facts import place_names
from borrowproof.facts.mir.syntax import Place, Point
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.overloaded_places import OVERLOADED, overloaded_element, owner_behind_calls


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
    return (place, "") if owner is None else (owner, written_place(analysis, place))


def made_at(analysis: BodyAnalysis, local: int) -> Point | None:
    """Where a temporary value is made, None where that is not known."""
    made = (p for p in analysis.body.points if p.instruction.place == Place(local))
    return next((p for p in made if p.instruction.kind in ("assign", "call")), None)


def text_of_temporary(analysis: BodyAnalysis, local: int) -> str:
    """The expression that makes a temporary value, on one line; "" where none does."""
    made = made_at(analysis, local)
    if made is None or made.span is None:
        return ""
    start, end = made.span[1:3], made.span[3:]
    written = analysis.source.code[analysis.source.offset(*start) : analysis.source.offset(*end)]
    return "".join(line.strip() for line in written.split("\n"))


def operand_of_operator(analysis: BodyAnalysis, local: int) -> tuple[str, Place] | None:
    """The overloaded operator, and the place it was used on, that has returned the reference in a temporary value; None
    where something else has."""
    made = made_at(analysis, local)
    call = made.instruction if made is not None else None
    operator = place_names.operator(call.detail) if call is not None and call.kind == "call" else None
    taken = call.operands[0].place if call is not None and call.operands else None
    lent = made_at(analysis, taken.local) if operator in OVERLOADED and taken is not None else None
    source = lent.instruction.source if lent is not None else None
    return (operator, source) if operator is not None and source is not None else None


def written_place(analysis: BodyAnalysis, place: Place) -> str:
    """A place as one writes it: by its variable, or by the expression that makes the temporary value it lies in."""
    if analysis.variables.of(place) is not None:
        return analysis.variables.place_text(place)
    found = operand_of_operator(analysis, place.local)
    if found is None:
        value = text_of_temporary(analysis, place.local).removeprefix("*")
    else:
        operator, source = found
        inner = written_place(analysis, source)
        value = f"{inner}[_]" if operator == "[]" else inner
    if not value or not place.projection:
        return value
    # A field access or an index follows the reference by itself.
    inside = any(elem.kind != "deref" for elem in place.projection)
    indexed = found is not None and found[0] == "[]"
    return analysis.variables.text_behind(value, place) if inside else value if indexed else f"*{value}"
