"""Elements of what is indexed or dereferenced by a call: `v[0]` of a Vec, `*rc`, `*lock.borrow()`."""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.facts import place_names
from borrowproof.facts.mir.syntax import Place, Point
from borrowproof.facts.variables import Variables

_LONGEST = 12  # steps in a row; more would be a circle
INDEX = "[..]"  # what stands for the operator `[]` to what it takes as an index
OVERLOADED = ("[]", "*")  # operators whose call returns a reference to a part of what it takes


def overloaded_element(points: Sequence[Point], variables: Variables, place: Place) -> tuple[Place, str] | None:
    """What `place` is an element of, and how one writes it, where it lies behind the reference that a call for one of
    these operators has returned; None for any other place."""
    returned = [point.instruction for point in points if point.instruction.place == Place(place.local)]
    calls = [i for i in returned if i.kind == "call" and i.operands and i.operands[0].place is not None]
    operator = place_names.operator(calls[0].detail) if len(calls) == 1 else None
    if operator not in OVERLOADED:
        return None
    taken = calls[0].operands[0].place
    lent = (point.instruction.source for point in points if point.instruction.place == taken)
    owner = next((source for source in lent if source is not None and variables.of(source) is not None), None)
    if owner is None:
        return None
    text = variables.place_text(owner)
    if operator == "*":
        inner = any(elem.kind == "field" for elem in place.projection)  # a field access follows the pointer by itself
        return owner, variables.text_behind(text, place) if inner else f"*{text}"
    return owner, f"{text.lstrip('*')}[{variables.index_text(calls[0].operands[1])}]"


def owner_behind_calls(points: Sequence[Point], variables: Variables, place: Place) -> Place | None:
    """The place of a variable from which calls lead to a temporary value that `place` lies in: `names` for what
    `*names.lock().unwrap()` is; of each call its first operand leads on. None where no variable does."""
    given = (point.instruction for point in points if point.instruction.kind in ("assign", "call"))
    made = {i.place.local: i for i in given if i.place is not None and not i.place.projection}
    current: Place | None = place
    for _ in range(_LONGEST):
        if current is None or variables.of(current) is not None:
            return current
        instruction = made.pop(current.local, None)
        if instruction is None:
            return None
        taken = instruction.operands[0].place if instruction.operands else None
        current = instruction.source or taken
    return None
