"""Rc, Arc and Weak: values with counts.

Source: `library/alloc`, `library/core` and `library/std` of Rust 1.95.
"""

from __future__ import annotations

from borrowproof.facts.debug_info.syntax import Type
from borrowproof.memory.analysis import layout
from borrowproof.memory.analysis.decoder import At, Decoder
from borrowproof.memory.analysis.type_names import head, short, type_name
from borrowproof.model.memory import PointerKind, Region, Target, Value, ValueKind

_NONE = (1 << 64) - 1  # the address in a Weak that was made by Weak::new
_WORD = 8
_OF_TEXT = ("Rc<str", "Arc<str", "Weak<str")


def counted(by: Decoder, type_: Type, at: At) -> Value | None:
    """Rc, Arc and their Weak: a pointer to the counts, which lie before the value."""
    kind = (
        PointerKind.WEAK
        if head(type_).endswith("Weak")
        else PointerKind.ARC
        if "sync" in head(type_)
        else PointerKind.RC
    )
    held = layout.find(by.types, type_, "ptr")
    if held is None:
        return None
    pointer = by.types[held.type]
    there = at.part(held.offset, at.name)
    if pointer.kind == "pointer":
        return _thin_counted(by, type_, at, kind, there, pointer)
    data = pointer.member("data_ptr") or pointer.member("pointer")
    more = pointer.member("length") or pointer.member("vtable")
    if data is None or more is None:
        return None
    address, extra = by.integer(data, there), by.integer(more, there)
    if address is None or extra is None:
        return None
    box = by.types[data.type].target
    return _wide_counted(by, type_, at, kind, address, extra, by.types[box] if box else None, more.name == "length")


def _thin_counted(by: Decoder, type_: Type, at: At, kind: PointerKind, there: At, pointer: Type) -> Value | None:
    address, box = by.memory.integer(there.address), pointer.target
    if address is None or box is None:
        return None
    if address == _NONE:
        return by.made(ValueKind.POINTER, type_, at, pointer=kind, target=Target(Region.DANGLING), note="Weak::new()")
    inner = by.types[box]
    return by.pointer(kind, type_, at, address, inner.size, lambda start: _counts(by, inner, start), f"counted {box}")


def _wide_counted(
    by: Decoder, type_: Type, at: At, kind: PointerKind, address: int, extra: int, box: Type | None, is_slice: bool
) -> Value | None:
    """Of `Rc<str>`, `Rc<[T]>` and `Rc<dyn Trait>`: the value behind the counts has its size from the pointer."""
    if box is None:
        return None
    value = box.member("value") or box.member("data")
    known = by.debug.vtables.get(extra) if not is_slice else None
    concrete = known.type if known is not None else None
    name = type_name(by.debug, concrete) if concrete is not None else ""

    def inside(start: At) -> Value | None:
        if is_slice and value is not None:
            part, held = start.part(2 * _WORD, "value"), by.types[value.type]
            element = held.target if held.kind == "array" and held.target is not None else held.id
            is_text = short(type_.name).startswith(_OF_TEXT)
            return _counts(by, box, start, by.text(part, extra) if is_text else by.sequence(part, element, extra))
        if concrete is not None:
            align = by.memory.integer(extra + 16) or _WORD
            return _counts(by, box, start, by.value(concrete, start.part(-(-2 * _WORD // align) * align, "value")))
        return _counts(by, box, start, None)

    fields = {"length": extra} if is_slice else {"concrete": name}
    return by.pointer(kind, type_, at, address, 2 * _WORD + 1, inside, f"counted {type_.id} {extra}", **fields)


def _counts(by: Decoder, box: Type, at: At, wide: Value | None = None) -> Value | None:
    """What lies behind an Rc: how often it is shared, and the value unless it was dropped. All strong ones together
    hold one weak count."""
    strong, weak = (by.integer(layout.find(by.types, box, name), at) for name in ("strong", "weak"))
    value = box.member("value") or box.member("data")
    if strong is None or weak is None or value is None:
        return None
    items: tuple[Value, ...] = ()
    if strong:
        items = (wide if wide is not None else by.value(value.type, at.part(value.offset, "value")),)
    size = wide.offset + wide.size - at.offset if wide is not None else box.size
    name = type_name(by.debug, box.id)
    shown_weak = weak - 1 if strong else weak
    return Value(ValueKind.COUNTED, name, size, at.offset, at.name, items=items, strong=strong, weak=shown_weak)
