"""Text and lists of std: what they keep in one buffer.

Source: `library/alloc`, `library/core` and `library/std` of Rust 1.95.
"""

from __future__ import annotations

from dataclasses import replace

from borrowproof.facts.debug_info.syntax import Member, Type
from borrowproof.memory.analysis import layout
from borrowproof.memory.analysis.decoder import MOST_ITEMS, At, Decoder
from borrowproof.memory.analysis.type_names import type_name
from borrowproof.model.memory import PointerKind, Region, Target, Value, ValueKind


def _buffer(by: Decoder, type_: Type, at: At, path: str) -> tuple[int, int, Member] | None:
    """The address and the capacity of a RawVec, and where its pointer is."""
    pointer, capacity = (layout.find(by.types, type_, f"{path}.inner.{name}") for name in ("ptr", "cap"))
    address, room = by.integer(pointer, at), by.integer(capacity, at)
    return None if address is None or room is None or pointer is None else (address, room, pointer)


def _in_buffer(
    by: Decoder, at: At, pointer: Member, address: int, room: int, element: int, count: int, text: bool
) -> Value:
    """The pointer in a Vec or String: to `count` elements, of which there is room for more."""
    type_, there = by.types[pointer.type], at.part(pointer.offset, "ptr")
    if room == 0 or by.types[element].size == 0:
        target = Target(Region.DANGLING)
        return by.made(ValueKind.POINTER, type_, there, pointer=PointerKind.BUFFER, target=target)
    if text and count:
        return by.text_pointer(PointerKind.BUFFER, type_, there, address, count)
    if count:
        return by.slice_pointer(PointerKind.BUFFER, type_, there, address, element, count)
    size = by.types[element].size * room
    return by.pointer(PointerKind.BUFFER, type_, there, address, size, None, "")


def vec(by: Decoder, type_: Type, at: At, *, text: bool = False) -> Value | None:
    element = type_.parameters.get("T")
    buffer, count = _buffer(by, type_, at, "buf"), by.integer(layout.find(by.types, type_, "len"), at)
    if buffer is None or count is None or element is None:
        return None
    address, room, pointer = buffer
    held = _in_buffer(by, at, pointer, address, room, element, count, text)
    kind = ValueKind.STRING if text else ValueKind.VEC
    capacity = room if by.types[element].size else None
    return by.made(kind, type_, at, length=count, capacity=capacity, items=(held,))


def string(by: Decoder, type_: Type, at: At) -> Value | None:
    inside = type_.member("vec")
    if inside is None:
        return None
    found = vec(by, by.types[inside.type], at, text=True)
    return None if found is None else replace(found, type=type_name(by.debug, type_.id))


def deque(by: Decoder, type_: Type, at: At) -> Value | None:
    element = type_.parameters.get("T")
    buffer = _buffer(by, type_, at, "buf")
    count, first = (by.integer(layout.find(by.types, type_, name), at) for name in ("len", "head"))
    if buffer is None or count is None or first is None or element is None:
        return None
    address, room, pointer = buffer
    inside, there = by.types[pointer.type], at.part(pointer.offset, "ptr")
    size = by.types[element].size

    def elements(start: At) -> Value:
        shown = ((n, (first + n) % room) for n in range(min(count, MOST_ITEMS)))
        items = tuple(by.value(element, start.part(size * slot, str(n))) for n, slot in shown)
        name, left_out = f"[{type_name(by.debug, element)}]", count - len(items)
        return Value(ValueKind.SEQUENCE, name, size * room, start.offset, items=items, length=count, left_out=left_out)

    if room and size:
        key = f"deque {element} {first} {count}"
        held = by.pointer(PointerKind.BUFFER, inside, there, address, size * room, elements, key)
    else:
        held = by.made(ValueKind.POINTER, inside, there, pointer=PointerKind.BUFFER, target=Target(Region.DANGLING))
    return by.made(ValueKind.DEQUE, type_, at, length=count, capacity=room, head=first, items=(held,))
