"""What a program's text says of the types it declares; MIR knows fields by their number only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from borrowproof.facts.mir.cursor import Cursor
from borrowproof.facts.source_text import Source

_TYPE = re.compile(r"\b(struct|union|enum)\s+((?:r#)?\w+)")
_BODY = re.compile(r"[{(;]")
_FIELD = re.compile(r"(?:^|,)\s*(?:#\s*\s*)*(?:pub\s*)?((?:r#)?\w+)\s*:(?!:)")
_VARIANT = re.compile(r"(?:^|,)\s*(?:#\s*)*((?:r#)?\w+)\s*(?=[{(,=]|$)")
# What stands before a field's type: attributes, visibility and name.
_TYPE_OF = re.compile(r"^(?:#\s*\[[^\]]*\]\s*)*(?:pub\s*(?:\([^)]*\)\s*)?)?(?:(?:r#)?\w+\s*:(?!:)\s*)?")
_SHIFTED = re.compile(r"(?<![=<>!])=(?![=>])|\bcfg\b")  # what makes discriminants differ from 0, 1, 2 and so on
_DROP = re.compile(r"\bimpl\b[^{};]*?\bDrop\s+for\s+(?:\w+::)*(\w+)")
_COPY = re.compile(r"\bimpl\b[^{};]*?\bCopy\s+for\s+(?:\w+::)*(\w+)")
_DERIVED_COPY = re.compile(
    r"#\s*\[\s*derive\s*\([^)]*\bCopy\b[^)]*\)\s*\]\s*(?:#\s*\[[^\]]*\]\s*)*"
    r"(?:pub\s*(?:\([^)]*\)\s*)?)?(?:struct|union|enum)\s+(\w+)"
)


@dataclass(frozen=True, slots=True)
class Declarations:
    """`fields` maps (type, variant) to the names of its fields in order; the variant is "" for structs and unions.
    `types` maps it to their types as they are written, for tuple-like ones and those without fields, too.

    A type whose name is declared twice in different ways is left out: its fields go by number, as those of types of
    other crates do. `unions` and `implement_drop` are the names of unions and of types with a `Drop` of their own,
    `implement_copy` those of types that are `Copy` (where their parameters are), `declared` all names.
    `variants` maps an enum to the names of its variants by discriminant, where these are 0, 1, 2 and so on.
    """

    fields: dict[tuple[str, str], tuple[str, ...]]
    unions: frozenset[str]
    implement_drop: frozenset[str]
    types: dict[tuple[str, str], tuple[str, ...]]
    variants: dict[str, tuple[str, ...]]
    implement_copy: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()

    def field_index(self, type_: str, name: str) -> int | None:
        """The number of a field, None where it cannot be told. `type_` "" stands for a type that is not known."""
        if name.isdigit():
            return int(name)
        lists = (names for (owner, _), names in self.fields.items() if type_ in ("", owner) and name in names)
        found = {names.index(name) for names in lists}
        return found.pop() if len(found) == 1 else None

    def field_name(self, type_: str, variant: str, index: int) -> str:
        """The name of a field, or its number."""
        names = self.fields.get((type_, variant), ())
        return names[index] if index < len(names) else str(index)


def read(source: Source) -> Declarations:
    """The types that `source` declares."""
    fields: dict[tuple[str, str], tuple[str, ...]] = {}
    types: dict[tuple[str, str], tuple[str, ...]] = {}
    twice: set[str] = set()
    unions: set[str] = set()
    variants: dict[str, tuple[str, ...]] = {}
    for found in _TYPE.finditer(source.blanked):
        name = found[2].removeprefix("r#")
        if found[1] == "union":
            unions.add(name)
        for variant, body in _declared(source, found):
            named = tuple(m[1].removeprefix("r#") for m in _FIELD.finditer(body.flat)) if body.named else ()
            if types.setdefault((name, variant), body.types) != body.types:
                twice.add(name)
            if body.named and fields.setdefault((name, variant), named) != named:
                twice.add(name)
        if found[1] == "enum" and not _SHIFTED.search(_between_braces(source, found)):
            names = tuple(variant for variant, _ in _declared(source, found))
            if variants.setdefault(name, names) != names:
                twice.add(name)
    droppable = frozenset(m[1] for m in _DROP.finditer(source.blanked))
    return Declarations(
        {key: names for key, names in fields.items() if key[0] not in twice},
        frozenset(unions | {"MaybeUninit"}),
        droppable,
        {key: written for key, written in types.items() if key[0] not in twice},
        {name: names for name, names in variants.items() if name not in twice},
        frozenset(m[1] for pattern in (_COPY, _DERIVED_COPY) for m in pattern.finditer(source.blanked)),
        frozenset(m[2].removeprefix("r#") for m in _TYPE.finditer(source.blanked)),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a struct or a variant: whether they have names, their text without what is in brackets, and their
    types as written."""

    named: bool
    flat: str
    types: tuple[str, ...]


def _declared(source: Source, found: re.Match[str]) -> Iterator[tuple[str, _Fields]]:
    body = _body(source, found.end())
    close = source.closing.get(body.start()) if body is not None else None
    if found[1] != "enum":
        if body is not None:
            yield "", _fields(source, body.start())
    elif body is not None and close is not None:
        for variant in _VARIANT.finditer(_flat(source, body.start(), close, "{(")):
            yield variant[1].removeprefix("r#"), _fields(source, body.start() + 1 + variant.end())


def _body(source: Source, start: int) -> re.Match[str] | None:
    """What opens the fields or variants of a type whose name ends at `start`: no bracket of a bound, as of `F: Fn(u8)`
    in its parameters or behind its `where`."""
    position = start
    while (found := _BODY.search(source.blanked, position)) is not None:
        before = source.blanked[start : found.start()].replace("->", "").strip()
        whole = not before or (before.endswith(">") and before.count("<") == before.count(">"))
        if found[0] != "(" or whole:
            return found
        position = source.closing.get(found.start(), found.start()) + 1
    return None


def _between_braces(source: Source, found: re.Match[str]) -> str:
    body = _body(source, found.end())
    return source.blanked[body.end() : source.closing.get(body.start(), body.end())] if body is not None else ""


def _fields(source: Source, opening: int) -> _Fields:
    """The fields that stand in the brackets that open at `opening`; none where no bracket opens there."""
    close = source.closing.get(opening)
    named = source.blanked[opening : opening + 1] == "{"
    if close is None:
        return _Fields(named, "", ())
    written = (part.strip() for part in split_at_commas(source.blanked[opening + 1 : close]))
    types = tuple(_TYPE_OF.sub("", part) for part in written if part)
    return _Fields(named, _flat(source, opening, close, ""), types)


def split_at_commas(text: str) -> list[str]:
    """The parts of a list of types with commas between them, outside of all brackets."""
    cursor, parts = Cursor(text), []
    while not cursor.at_end():
        parts.append(cursor.until(","))
        if not cursor.eat(","):
            break
    return parts


def _flat(source: Source, opening: int, close: int, keep: str) -> str:
    """The text between two brackets, with further brackets and what is in them blanked, but for an opening one of
    `keep`."""
    pieces: list[str] = []
    position = opening + 1
    while position < close:
        inner = _next_opening(source, position, close)
        pieces.append(source.blanked[position:inner])
        if inner == close:
            break
        end = source.closing.get(inner, close)
        kept = source.blanked[inner] if source.blanked[inner] in keep else " "
        pieces.append(kept + " " * (end - inner))
        position = end + 1
    return "".join(pieces)


def _next_opening(source: Source, position: int, close: int) -> int:
    found = re.compile(r"[(\[{]").search(source.blanked, position, close)
    return found.start() if found else close
