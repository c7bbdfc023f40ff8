"""Cells, locks and atomics of std, what guards them, and what is nothing but its content.

Source: `library/alloc`, `library/core` and `library/std` of Rust 1.95.
"""

from __future__ import annotations

from dataclasses import replace

from borrowproof.facts.debug_info.syntax import Member, Type
from borrowproof.memory.analysis import layout
from borrowproof.memory.analysis.decoder import At, Decoder, StdDecoder
from borrowproof.memory.analysis.type_names import head, type_name
from borrowproof.model.memory import PointerKind, Value, ValueKind

_MUTABLY = -1  # how the model says that a RefCell is borrowed mutably
_WRITTEN = (1 << 30) - 1  # of an RwLock's futex: the bits that count readers, all of them set while it is written to


def wrapping(kind: ValueKind, path: str) -> StdDecoder:
    """A type around one value, `value` in it."""

    def decode(by: Decoder, type_: Type, at: At) -> Value | None:
        held = layout.plain(by.types, type_, path)
        if held is None:
            return None
        return by.made(kind, type_, at, items=(by.value(held.type, at.part(held.offset, "value")),))

    return decode


def transparent(by: Decoder, type_: Type, at: At) -> Value | None:
    """A type that is nothing but what it holds: an atomic, a NonZero; NonNull and Unique hold a raw pointer."""
    found = layout.inner(by.types, Member("", 0, type_.id))
    if found.type == type_.id:
        return None
    return replace(by.value(found.type, at.part(found.offset, at.name)), type=type_name(by.debug, type_.id))


def atomic(by: Decoder, type_: Type, at: At) -> Value | None:
    """An atomic; that of a `bool` is kept as an integer."""
    found = transparent(by, type_, at)
    if found is None or "bool" not in type_.name.lower():
        return found
    return replace(found, kind=ValueKind.BOOL, text="true" if found.text != "0" else "false")


def ref_cell(by: Decoder, type_: Type, at: At) -> Value | None:
    flag, held = layout.find(by.types, type_, "borrow"), layout.plain(by.types, type_, "value.value")
    borrow = by.integer(flag, at, signed=True)
    if borrow is None or held is None:
        return None
    items = (by.value(held.type, at.part(held.offset, "value")),)
    return by.made(ValueKind.REF_CELL, type_, at, borrow=max(borrow, _MUTABLY), items=items)


def lock(by: Decoder, type_: Type, at: At) -> Value | None:
    """Mutex and RwLock, whose state is a futex: 0 is unlocked. That of an RwLock counts its readers."""
    state, held = layout.find(by.types, type_, "inner"), layout.plain(by.types, type_, "data.value")
    inner = type_.member("inner")
    poison = layout.find(by.types, type_, "poison")
    if held is None or inner is None:
        return None
    locked = by.memory.integer(at.address + inner.offset, 4) if state is not None else None
    if locked is None:
        return None
    poisoned = by.integer(poison, at)
    items = (by.value(held.type, at.part(held.offset, "value")),)
    if "rwlock" not in head(type_):
        return by.made(ValueKind.LOCK, type_, at, locked=bool(locked), poisoned=bool(poisoned), items=items)
    readers = locked & _WRITTEN
    borrow = _MUTABLY if readers == _WRITTEN else readers
    return by.made(ValueKind.LOCK, type_, at, borrow=borrow, poisoned=bool(poisoned), items=items)


def guard(path: str) -> StdDecoder:
    """What a borrow of a cell or a lock gives: a pointer to the value, or to the lock around it."""

    def decode(by: Decoder, type_: Type, at: At) -> Value | None:
        held = layout.find(by.types, type_, path)
        if held is None or by.types[held.type].kind != "pointer":
            return None
        address, to = by.integer(held, at), by.types[held.type].target
        if address is None or to is None:
            return None
        return by.pointer_to(PointerKind.GUARD, type_, at, address, to)

    return decode


def perhaps(by: Decoder, type_: Type, at: At) -> Value | None:
    """MaybeUninit: whoever has it knows what is in it."""
    return by.opaque(type_, at, "perhaps not initialised")
