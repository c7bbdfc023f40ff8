"""Move paths: the places whose values the borrow checker follows one by one.

The rules are those of `rustc_mir_dataflow` (`move_paths/builder.rs`): a move path is a place without a dereference
(other than of a Box) and without an index. Nothing moves out of a type that has a `Drop` of its own; a move out of a
union empties all of it; a slice pattern on an array moves its elements.
"""

from __future__ import annotations

from borrowproof.facts import types
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir.syntax import Body, Elem, Place

MovePath = tuple[int, tuple[Elem, ...]]  # a local, and the steps to one of its parts


class MovePaths:
    """The move paths of one body: a local and the projection from it, as rustc's MoveData tracks them."""

    def __init__(self, body: Body, declarations: Declarations) -> None:
        self._body = body
        self._declarations = declarations
        self.spelled: dict[MovePath, Place] = {}  # a path as the MIR spells it, with types

    def moved_paths(self, place: Place) -> list[MovePath]:
        """The paths that a move out of `place` empties, or an assignment to it fills; none where rustc follows none
        (there a move is an error)."""
        steps: list[Elem] = []
        for index, elem in enumerate(place.projection):
            base = self.type_at(place, index)
            if elem.kind == "subslice" and not types.is_slice(base):
                return [(place.local, (*steps, part)) for part in _elements(elem, base)]
            if not self._tracks(elem, base):
                return []
            if elem.kind == "field" and types.head(base) in self._declarations.unions:
                break
            if elem.kind != "cast":
                steps.append(elem)
        path = (place.local, tuple(steps))
        if len(steps) == len(place.projection):
            self.spelled.setdefault(path, place)
        return [path]

    def _tracks(self, elem: Elem, base: str) -> bool:
        if elem.kind == "deref":
            return types.is_box(base)
        if elem.kind == "field":
            return types.head(base) not in self._declarations.implement_drop
        if elem.kind == "constant index":
            return not types.is_slice(base) and not elem.name
        return elem.kind in ("downcast", "cast")

    def type_at(self, place: Place, steps: int) -> str:
        """The type of the place that the first `steps` steps of `place` lead to."""
        local = self._body.locals.get(place.local)
        if local is None:
            raise UnknownConstruct(f"local _{place.local} of {self._body.name}, which is not declared")
        current = local.type
        for elem, type_ in zip(place.projection[:steps], place.types, strict=False):
            if type_:
                current = type_
            elif elem.kind == "deref":
                current = types.pointee(current)
            elif elem.kind in ("index", "constant index"):
                current = types.element_type(current)
        return current


def _elements(elem: Elem, array: str) -> list[Elem]:
    """The elements of an array that a subslice pattern takes: `1..3` of it."""
    first, _, last = elem.name.partition("..")
    if not (first.isdigit() and last.isdigit()):
        raise UnknownConstruct(f"subslice [{elem.name}] of {array}")
    return [Elem("constant index", number) for number in range(int(first), int(last))]
