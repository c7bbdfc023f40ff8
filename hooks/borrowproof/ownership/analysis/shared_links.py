"""What nothing may be changed through: the shared reference behind which a place lies.

The rule is that of `rustc_borrowck` (`is_mutable` in `lib.rs`): of the steps that lead to a place, the last one that
goes through a reference or a pointer without `mut` counts, and none before a `*mut`.
"""

from __future__ import annotations

from typing import NamedTuple

from borrowproof.facts import types
from borrowproof.facts.mir.syntax import Place
from borrowproof.model.timeline import ReferenceKind
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.refused_places import (
    made_at,
    operand_of_operator,
    text_of_temporary,
    written_place,
)

CLOSURE, GUARD, STATIC = "closure", "guard", "static"


class SharedLink(NamedTuple):
    """What leads to a place and may not be changed through: `text` as one writes it, and its type; `[]` behind the type
    where its overloaded `[]` leads on. CLOSURE stands for a closure that has to be `Fn`, GUARD for the guard of an
    arm, and STATIC for a static, each with what it leads to."""

    text: str
    type: str


def shared_step(analysis: BodyAnalysis, place: Place) -> int | None:
    """Which step of a place goes through a shared reference, so that the place may not be changed; None where it may
    be, as far as references matter."""
    for index in range(len(place.projection) - 1, -1, -1):
        base = analysis.initialization.type_at(place, index)
        if place.projection[index].kind != "deref" or types.is_box(base):
            continue
        if types.is_pointer(base):
            return index if base.startswith("*const ") else None
        if types.reference_kind(base) is ReferenceKind.SHARED:
            return index
    return None


def shared_link(analysis: BodyAnalysis, place: Place) -> SharedLink | None:
    """What nothing may be changed through on the way to a place; None where nothing is in the way."""
    step = shared_step(analysis, place)
    if step is None:
        return None
    if step == 0 and analysis.variables.is_seen_by_guard(place):
        return SharedLink(analysis.variables.place_text(place), GUARD)
    type_ = analysis.initialization.type_at(place, step)
    if step == 0 and types.pointee(type_).startswith("{closure"):
        return SharedLink(analysis.variables.place_text(place), CLOSURE)
    leading = Place(place.local, place.projection[:step], place.types[:step])
    if analysis.variables.of(leading) is not None:
        return SharedLink(analysis.variables.place_text(leading), types.display(type_))
    return _returned(analysis, place.local, types.display(type_))


def _returned(analysis: BodyAnalysis, local: int, type_: str) -> SharedLink | None:
    """The link that a temporary value is: what a call has returned, or what its overloaded operator was used on."""
    found = operand_of_operator(analysis, local)
    if found is None:
        made, text = made_at(analysis, local), text_of_temporary(analysis, local)
        static = made is not None and made.instruction.rvalue == "use"
        return SharedLink(text, STATIC if static else type_) if text else None
    operator, taken = found
    holder = types.display(analysis.initialization.type_at(taken, len(taken.projection)))
    text = written_place(analysis, taken)
    return SharedLink(text, holder) if operator == "*" else SharedLink(f"{text}[_]", f"{holder}[]")
