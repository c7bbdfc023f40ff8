"""How the values of a recording lie byte by byte: fields, the bytes between them, and variants that take no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borrowproof.model.memory import Recording, Step, Value, ValueKind

_LAID_OUT = (
    ValueKind.STRUCT,
    ValueKind.TUPLE,
    ValueKind.ENUM,
    ValueKind.STRING,
    ValueKind.VEC,
    ValueKind.DEQUE,
    ValueKind.COUNTED,
    ValueKind.REF_CELL,
)
_ITSELF = {
    ValueKind.ENUM: "which variant it is, and bytes that this variant does not use",
    ValueKind.STRING: "length and capacity",
    ValueKind.VEC: "length and capacity",
    ValueKind.DEQUE: "length, capacity and where it begins",
    ValueKind.COUNTED: "the two counts",
    ValueKind.REF_CELL: "the borrow flag",
}
_PADDING = "padding, which holds nothing"


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a value, from `first` to before `last`, counted from where it begins."""

    first: int
    last: int
    what: str


@dataclass(frozen=True, slots=True)
class TypeLayout:
    """The bytes of a type, as one value of it shows them. `variant` is that of the value, "" without one."""

    type: str
    size: int
    parts: tuple[Part, ...]
    variant: str = ""
    note: str = ""


def layouts(recording: Recording) -> Iterator[TypeLayout]:
    """Each type whose parts the recording has, in the order in which a reader meets them."""
    seen: set[tuple[str, str]] = set()
    for step in recording.steps:
        for value in _values(step):
            key = value.type, value.variant
            if value.kind in _LAID_OUT and value.size and not value.moved and key not in seen:
                seen.add(key)
                yield _layout(value)


def _values(step: Step) -> Iterator[Value]:
    """All values of a step, each before what is inside of it."""
    for frame in step.frames:
        yield from _inside([slot.value for slot in frame.slots if slot.value is not None])
    for block in step.heap:
        yield from _inside(block.contents)


def _inside(values: Sequence[Value]) -> Iterator[Value]:
    for value in values:
        yield value
        yield from _inside(value.items)


def _layout(value: Value) -> TypeLayout:
    parts: list[Part] = []
    at = 0
    for item in sorted((item for item in value.items if item.size), key=lambda item: item.offset):
        first = item.offset - value.offset
        if first > at:
            parts.append(_between(value, at, first))
        parts.append(Part(first, first + item.size, _called(item)))
        at = first + item.size
    if at < value.size:
        parts.append(_between(value, at, value.size))
    return TypeLayout(value.type, value.size, tuple(parts), value.variant, _niche(value))


def _between(value: Value, first: int, last: int) -> Part:
    """Bytes that belong to no item."""
    return Part(first, last, _ITSELF.get(value.kind, _PADDING))


def _called(item: Value) -> str:
    kind = f", {item.type}" if item.type else ""
    return f"`{item.name}`{kind}" if item.name else item.type


def _niche(value: Value) -> str:
    """Why a variant takes no room of its own."""
    payload = next((item for item in value.items if item.size == value.size), None)
    if value.kind is not ValueKind.ENUM or payload is None:
        return ""
    return (
        f"`{value.type}` is not larger than `{payload.type}`: its other variant is told by a value that"
        f" `{payload.type}` never has, a niche."
    )
