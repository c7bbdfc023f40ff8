"""What keeps a value from being moved out of its place."""

from __future__ import annotations

from borrowproof.facts import place_names, types
from borrowproof.facts.mir.syntax import Place
from borrowproof.model.timeline import ReferenceKind
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.overloaded_places import OVERLOADED


def keeper_of(analysis: BodyAnalysis, place: Place) -> str | None:
    """What nothing may be moved out of, on the way to `place`: `Rc<Knight>`, `&`, `&mut`, `[T]`, the type of an element
    in an array, `D: Drop`; None where the move is allowed."""
    if analysis.initialization.moved_paths(place):
        return None
    for index, elem in enumerate(place.projection):
        base = analysis.initialization.type_at(place, index)
        if elem.kind == "deref" and not types.is_box(base):
            if index == 0 and types.pointee(base).startswith("{"):
                return "closure"  # which may be called again
            return _lent_by(analysis, place) or _sign(base)
        if elem.kind == "field" and types.head(base) in analysis.declarations.implement_drop:
            return f"{types.display(base)}: Drop"
        if elem.kind in ("index", "constant index", "subslice"):
            return types.display(base)
    return None


def _sign(reference: str) -> str:
    return "&mut" if types.reference_kind(reference) is ReferenceKind.MUTABLE else "&"


def _lent_by(analysis: BodyAnalysis, place: Place) -> str | None:
    """The type whose `Deref` or `Index` has returned the reference that `place` lies behind."""
    points = analysis.body.points
    for point in points:
        call = point.instruction
        if call.kind != "call" or call.place != Place(place.local) or not call.operands:
            continue
        operator = place_names.operator(call.detail)
        taken = call.operands[0].place
        if operator in OVERLOADED and taken is not None:
            return types.display(types.pointee(analysis.initialization.type_at(taken, len(taken.projection))))
    return None
