"""What is set once.

Source: `library/alloc`, `library/core` and `library/std` of Rust 1.95.
"""

from __future__ import annotations

from dataclasses import replace

from borrowproof.facts.debug_info.syntax import Type
from borrowproof.memory.analysis import layout
from borrowproof.memory.analysis.decoder import At, Decoder
from borrowproof.model.memory import Value, ValueKind

_COMPLETE = 0  # of a Once (`sys/sync/once/futex.rs`)


def once_cell(by: Decoder, type_: Type, at: At) -> Value | None:
    """OnceCell, which is an Option inside."""
    held = layout.plain(by.types, type_, "inner.value")
    if held is None:
        return None
    found = by.value(held.type, at.part(held.offset, "value"))
    items = tuple(replace(item, name="value") for item in found.items) if found.variant == "Some" else ()
    return by.made(ValueKind.ONCE, type_, at, items=items)


def once_lock(by: Decoder, type_: Type, at: At) -> Value | None:
    """OnceLock: a Once that is complete when the value is there."""
    held = layout.plain(by.types, type_, "value.value")
    if held is None:
        return None
    return _if_complete(by, type_, at, layout.unwrapped(by.types[held.type]), held.offset)


def lazy_cell(by: Decoder, type_: Type, at: At) -> Value | None:
    """LazyCell: an enum of what makes the value, and the value."""
    held = layout.plain(by.types, type_, "state.value")
    if held is None:
        return None
    found = by.compound(by.types[held.type], at.part(held.offset, "value"))
    if found.variant not in ("Uninit", "Init", "Poisoned"):
        return None
    items = tuple(replace(item, name="value") for item in found.items) if found.variant == "Init" else ()
    return by.made(ValueKind.ONCE, type_, at, items=items)


def lazy_lock(by: Decoder, type_: Type, at: At) -> Value | None:
    """LazyLock: a Once, and a union of the value and what makes it."""
    held = layout.plain(by.types, type_, "data.value.value")
    return None if held is None else _if_complete(by, type_, at, held.type, held.offset)


def _if_complete(by: Decoder, type_: Type, at: At, held: int, offset: int) -> Value | None:
    """What has a Once that is complete when the value, of the type `held` at `offset`, is there."""
    state = type_.member("once")
    number = by.memory.integer(at.address + state.offset, 4) if state is not None else None
    if number is None:
        return None
    items = (by.value(held, at.part(offset, "value")),) if number & 3 == _COMPLETE else ()
    return by.made(ValueKind.ONCE, type_, at, items=items)
