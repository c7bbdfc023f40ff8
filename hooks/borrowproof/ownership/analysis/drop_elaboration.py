"""What is left of a value when parts of it were moved out: whether there is anything to drop."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.facts import types
from borrowproof.facts.declarations import Declarations, split_at_commas
from borrowproof.facts.mir.syntax import Elem
from borrowproof.facts.move_paths import MovePath
from borrowproof.ownership.analysis.inactive_variants import STANDARD_ENUMS
from borrowproof.ownership.analysis.initialization import Initialization

_LONGEST = 64  # elements of an array that are looked at one by one; a pattern does not name more

Parts = Iterator[tuple[tuple[Elem, ...], str]]


def may_need_drop(flow: Initialization, declared: Declarations, path: MovePath, type_: str, point: int) -> bool:
    """Whether something that may need to be dropped is, or may be, left of a value before a point.

    What a type holds is known of tuples, arrays, the program's own types and a few enums of std; any other value is
    taken to need dropping, unless it is plain (a number, a reference).
    """
    if not flow.may_be_init(path, point) or types.needs_no_drop(type_):
        return False
    parts = _parts(declared, type_)
    if parts is None:
        return True
    return any(may_need_drop(flow, declared, (path[0], (*path[1], *steps)), part, point) for steps, part in parts)


def _parts(declared: Declarations, type_: str) -> Parts | None:
    """The parts of a type with their types; None where they are not known, or where the value is more than they."""
    head = types.head(type_)
    if type_.startswith("("):
        return _numbered(split_at_commas(type_[1:-1]))
    if type_.startswith("["):
        return _elements(type_)
    known = {variant: fields for (name, variant), fields in declared.types.items() if name == head}
    if not known and head in STANDARD_ENUMS and type_.endswith(">"):
        arguments = [*split_at_commas(type_[type_.index("<") + 1 : -1]), "()"]  # that of ControlFlow is () by default
        return (_payload(variant, arguments[n]) for variant, n in STANDARD_ENUMS[head] if n is not None)
    if not known or head in declared.implement_drop or head in declared.unions:
        return None
    return (
        ((*((Elem("downcast", name=variant),) if variant else ()), *steps), part)
        for variant, fields in known.items()
        for steps, part in _numbered(fields)
    )


def _numbered(fields: tuple[str, ...] | list[str]) -> Parts:
    return (((Elem("field", number),), field.strip()) for number, field in enumerate(fields))


def _payload(variant: str, part: str) -> tuple[tuple[Elem, ...], str]:
    return (Elem("downcast", name=variant), Elem("field", 0)), part.strip()


def _elements(array: str) -> Parts | None:
    element, length = types.element_type(array), array.rpartition("; ")[2].removesuffix("]")
    if not length.isdigit() or int(length) > _LONGEST:
        return None
    return (((Elem("constant index", number),), element) for number in range(int(length)))
