"""Whether values of a type are copied or moved, as far as the MIR and the program's text tell."""

from __future__ import annotations

import re

from borrowproof.facts import types
from borrowproof.facts.declarations import Declarations, split_at_commas
from borrowproof.facts.mir.syntax import Body

# Types of std that are `Copy` where all their parameters are.
_COPY_IF_PARAMETERS_ARE = frozenset({"Option", "Result", "Wrapping", "Saturating", "Reverse", "Poll", "Bound", "Pin"})
_COPY = frozenset(
    {"Duration", "Instant", "SystemTime", "Ordering", "TypeId", "Layout", "PhantomData", "NonNull", "Arguments"}
)
_NOT_COPY = frozenset(
    {"String", "Vec", "Box", "Rc", "Arc", "Weak", "Cell", "RefCell", "Mutex", "RwLock", "HashMap", "BTreeMap", "Range"}
)
_FUNCTION = re.compile(r"(?:for<[^>]*> )?(?:unsafe )?(?:extern \"[^\"]*\" )?fn\(")


class CopyTypes:
    """The types of one body. rustc spells every operand as a copy or as a move, by its type."""

    def __init__(self, body: Body, declarations: Declarations) -> None:
        self._declarations = declarations
        named = {debug.place.local for debug in body.debug if not debug.place.projection}
        self._copied: set[str] = set()
        self._moved: set[str] = set()
        for instruction in (point.instruction for point in body.points):
            for operand in instruction.operands:
                place = operand.place
                if place is None or place.projection or place.local not in body.locals:
                    continue
                if operand.kind == "copy":
                    self._copied.add(body.locals[place.local].type)
                elif place.local in named:  # temporaries are moved, whatever their type
                    self._moved.add(body.locals[place.local].type)
            place = instruction.place
            if instruction.kind == "drop" and place is not None and place.local in body.locals:
                self._moved |= set() if place.projection else {body.locals[place.local].type}

    def is_copy(self, type_: str) -> bool | None:
        """Whether a type is `Copy`; None where nothing tells."""
        if type_ in self._copied:
            return True
        if type_ in self._moved or types.reference_kind(type_) is not None or types.is_box(type_):
            return types.is_plain_copy(type_)
        if types.is_plain_copy(type_) or type_ == "!" or _FUNCTION.match(type_):
            return True
        return self._by_parts(type_)

    def _by_parts(self, type_: str) -> bool | None:
        if type_.startswith("(") and type_.endswith(")"):
            return self._all(type_[1:-1])
        if type_.startswith("["):
            return self.is_copy(types.element_type(type_))
        name = types.head(type_)
        if name in self._declarations.implement_copy:
            return self._all(_parameters(type_))
        if name in self._declarations.declared or name in _NOT_COPY:
            return False
        if name in _COPY:
            return True
        return self._all(_parameters(type_)) if name in _COPY_IF_PARAMETERS_ARE else None

    def _all(self, list_of_types: str) -> bool | None:
        answers = {self.is_copy(part.strip()) for part in split_at_commas(list_of_types) if _is_type(part)}
        return False if False in answers else None if None in answers else True


def _parameters(type_: str) -> str:
    start, end = type_.find("<"), type_.rfind(">")
    return type_[start + 1 : end] if 0 <= start < end else ""


def _is_type(parameter: str) -> bool:
    text = parameter.strip()
    return bool(text) and not text.startswith("'") and not text[0].isdigit()
