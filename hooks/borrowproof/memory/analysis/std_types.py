"""How the types of std lie in memory. Each decoder gives None where the type is not laid out as it knows.

Source: `library/alloc`, `library/core` and `library/std` of Rust 1.95, and hashbrown 0.16 (`raw/mod.rs`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from borrowproof.facts.debug_info.syntax import Member, Type
from borrowproof.memory.analysis import layout
from borrowproof.memory.analysis.decoder import MOST_ITEMS, At, Decoder
from borrowproof.memory.analysis.type_names import head, short, type_name
from borrowproof.model.memory import PointerKind, Region, Target, Value, ValueKind

StdDecoder = Callable[[Decoder, Type, At], Value | None]
_NONE = (1 << 64) - 1  # the address in a Weak that was made by Weak::new
_MUTABLY = -1  # how the model says that a RefCell is borrowed mutably
_WRITTEN = (1 << 30) - 1  # of an RwLock's futex: the bits that count readers, all of them set while it is written to
_CAPACITY = 11  # of a node of a B-tree
_WORD = 8
_OF_TEXT = ("Rc<str", "Arc<str", "Weak<str")
_COMPLETE = 0  # of a Once (`sys/sync/once/futex.rs`)


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


def hash_map(by: Decoder, type_: Type, at: At) -> Value | None:
    """Control bytes, one a bucket, whose highest bit is 0 where it is full; buckets lie before them, the first last."""
    for path in ("base.table", "base.map.table", "map.base.table", "table"):
        table = layout.plain(by.types, type_, path)
        if table is not None:
            break
    else:
        return None
    raw = by.types[table.type]
    entry, inner = raw.parameters.get("T"), raw.member("table")
    if entry is None or inner is None:
        return None
    core, start = by.types[inner.type], at.part(table.offset + inner.offset, "")
    control = layout.find(by.types, core, "ctrl")
    address, mask = by.integer(control, start), by.integer(layout.find(by.types, core, "bucket_mask"), start)
    count = by.integer(layout.find(by.types, core, "items"), start)
    if control is None or address is None or mask is None or count is None:
        return None
    keys_only = head(type_).endswith("HashSet")
    pointer, there = by.types[control.type], start.part(control.offset, "ptr")
    size = by.types[entry].size
    if mask == 0 or mask > 1 << 20:
        held = by.made(ValueKind.POINTER, pointer, there, pointer=PointerKind.BUFFER, target=Target(Region.DANGLING))
        return by.made(ValueKind.MAP, type_, at, length=count, items=(held,))
    before = -(-(mask + 1) * size // 16) * 16  # the control bytes are aligned for SSE2

    def buckets(begin: At) -> Value | None:
        flags = by.memory.read(address, mask + 1)
        if flags is None:
            return None
        full = [n for n, flag in enumerate(flags) if flag < 128]
        origin = begin.part(before, "")
        items = [
            by.value(entry, origin.part(-(n + 1) * size, str(number))) for number, n in enumerate(full[:MOST_ITEMS])
        ]
        items = [_key(item) for item in items] if keys_only else items
        left_out = len(full) - len(items)
        total = before + mask + 1 + 16
        return Value(
            ValueKind.TABLE,
            "hash table",
            total,
            begin.offset,
            items=tuple(items),
            length=count,
            capacity=mask + 1,
            left_out=left_out,
        )

    held = by.pointer(
        PointerKind.BUFFER, pointer, there, address - before, size * (mask + 1), buckets, f"table {entry}"
    )
    return by.made(ValueKind.MAP, type_, at, length=count, items=(held,))


def _key(entry: Value) -> Value:
    """The key of an entry of a set, whose value is `()`."""
    return replace(entry.items[0], name=entry.name) if entry.items else entry


def btree_map(by: Decoder, type_: Type, at: At) -> Value | None:
    inside = layout.plain(by.types, type_, "map")
    if inside is not None:
        found = btree_map(by, by.types[inside.type], at.part(inside.offset, at.name))
        return None if found is None else replace(found, type=type_name(by.debug, type_.id), size=type_.size)
    root, length = type_.member("root"), by.integer(layout.find(by.types, type_, "length"), at)
    if root is None or length is None or by.types[root.type].variants is None:
        return None
    some = next((v for v in by.types[root.type].variants or () if v.name == "Some"), None)
    payload = by.types[some.payload.type].members if some is not None else ()
    reference = by.types[payload[0].type] if payload else None
    node = layout.find(by.types, reference, "node") if reference is not None else None
    height = layout.find(by.types, reference, "height") if reference is not None else None
    leaf = by.types[node.type].target if node is not None else None
    if node is None or leaf is None:
        return None
    there = at.part(root.offset + (some.payload.offset if some else 0) + payload[0].offset, "")
    address, level = by.integer(node, there), by.integer(height, there)
    pointer, place = by.types[node.type], there.part(node.offset, "ptr")
    if not address:
        held = by.made(ValueKind.POINTER, pointer, place, pointer=PointerKind.BUFFER, target=Target(Region.DANGLING))
    else:
        held = _node(by, pointer, place, address, leaf, level or 0)
    return by.made(ValueKind.MAP, type_, at, length=length, items=(held,))


def _node(by: Decoder, pointer: Type, at: At, address: int, leaf: int, level: int) -> Value:
    """A pointer to a node of a B-tree: `level` 0 is a leaf; the others have edges behind the fields of a leaf."""
    layout_ = by.types[leaf]

    def decode(there: At) -> Value | None:
        count = by.integer(layout.find(by.types, layout_, "len"), there)
        keys, values = layout_.member("keys"), layout_.member("vals")
        if count is None or keys is None or values is None or count > _CAPACITY:
            return None
        first, second = (_element(by, m) for m in (keys, values))
        entries = [_entry(by, there, n, (keys, first), (values, second)) for n in range(count)]
        size = layout_.size
        if level:
            start = there.part(-(-size // _WORD) * _WORD, "")
            for n in range(count + 1):
                edge = start.part(_WORD * n, f"edge {n}")
                child = by.memory.integer(edge.address)
                if child:
                    entries.append(_node(by, pointer, edge, child, leaf, level - 1))
            size += _WORD * (_CAPACITY + 1)
        return Value(
            ValueKind.NODE, "B-tree node", size, there.offset, items=tuple(entries), length=count, capacity=_CAPACITY
        )

    size = layout_.size + (_WORD * (_CAPACITY + 1) if level else 0)
    return by.pointer(PointerKind.BUFFER, pointer, at, address, size, decode, f"node {leaf} {level}")


def _element(by: Decoder, member: Member) -> int:
    """The type of the elements of an array of MaybeUninit."""
    array = by.types[member.type]
    assert array.target is not None
    return _unwrapped(by.types[array.target])


def _unwrapped(wrapped: Type) -> int:
    """What a MaybeUninit may hold."""
    return wrapped.parameters.get("T", wrapped.id)


def _entry(by: Decoder, at: At, n: int, key: tuple[Member, int], value: tuple[Member, int]) -> Value:
    places = [(m.offset + n * by.types[t].size, t, name) for (m, t), name in ((key, "0"), (value, "1"))]
    parts = [by.value(t, at.part(offset, name)) for offset, t, name in places]
    if not parts[1].size:
        return replace(parts[0], name=str(n))
    name = f"({parts[0].type}, {parts[1].type})"
    size = parts[0].size + parts[1].size
    return Value(ValueKind.TUPLE, name, size, parts[0].offset, str(n), items=tuple(parts))


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


def _wrapping(kind: ValueKind, path: str) -> StdDecoder:
    """A type around one value, `value` in it."""

    def decode(by: Decoder, type_: Type, at: At) -> Value | None:
        held = layout.plain(by.types, type_, path)
        if held is None:
            return None
        return by.made(kind, type_, at, items=(by.value(held.type, at.part(held.offset, "value")),))

    return decode


def _transparent(by: Decoder, type_: Type, at: At) -> Value | None:
    """A type that is nothing but what it holds: an atomic, a NonZero; NonNull and Unique hold a raw pointer."""
    found = layout.inner(by.types, Member("", 0, type_.id))
    if found.type == type_.id:
        return None
    return replace(by.value(found.type, at.part(found.offset, at.name)), type=type_name(by.debug, type_.id))


def atomic(by: Decoder, type_: Type, at: At) -> Value | None:
    """An atomic; that of a `bool` is kept as an integer."""
    found = _transparent(by, type_, at)
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
    state, held = type_.member("once"), layout.plain(by.types, type_, "value.value")
    if state is None or held is None:
        return None
    number, type_id = by.memory.integer(at.address + state.offset, 4), _unwrapped(by.types[held.type])
    if number is None:
        return None
    items = (by.value(type_id, at.part(held.offset, "value")),) if number & 3 == _COMPLETE else ()
    return by.made(ValueKind.ONCE, type_, at, items=items)


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
    state, held = type_.member("once"), layout.plain(by.types, type_, "data.value.value")
    if state is None or held is None:
        return None
    number = by.memory.integer(at.address + state.offset, 4)
    if number is None:
        return None
    items = (by.value(held.type, at.part(held.offset, "value")),) if number & 3 == _COMPLETE else ()
    return by.made(ValueKind.ONCE, type_, at, items=items)


def _guard(path: str) -> StdDecoder:
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


_CRATES = ("core::", "alloc::", "std::", "hashbrown::")
_PLAIN = (
    *("core::option::", "core::result::", "core::cmp::", "core::ops::range::", "core::ops::control_flow::"),
    *("core::num::", "core::pin::", "core::time::", "core::marker::", "core::task::poll::", "alloc::borrow::Cow"),
    *("core::range::", "core::convert::Infallible", "core::net::", "core::mem::discriminant"),
)


def is_internal(type_: Type) -> bool:
    """Whether a type is std's, and what is inside is nobody's business but its own."""
    wide = {member.name for member in type_.members} in ({"data_ptr", "length"}, {"pointer", "vtable"})
    return type_.path.startswith(_CRATES) and not type_.path.startswith(_PLAIN) and not wide


_ATOMICS = ("Bool", "I8", "I16", "I32", "I64", "Isize", "U8", "U16", "U32", "U64", "Usize")
DECODERS: dict[str, StdDecoder] = {
    "alloc::string::String": string,
    "alloc::vec::Vec": vec,
    "alloc::collections::vec_deque::VecDeque": deque,
    "std::collections::hash::map::HashMap": hash_map,
    "std::collections::hash::set::HashSet": hash_map,
    "alloc::collections::btree::map::BTreeMap": btree_map,
    "alloc::collections::btree::set::BTreeSet": btree_map,
    "alloc::rc::Rc": counted,
    "alloc::rc::Weak": counted,
    "alloc::sync::Arc": counted,
    "alloc::sync::Weak": counted,
    "core::cell::Cell": _wrapping(ValueKind.CELL, "value.value"),
    "core::cell::UnsafeCell": _wrapping(ValueKind.CELL, "value"),
    "core::cell::RefCell": ref_cell,
    "core::cell::Ref": _guard("value"),
    "core::cell::RefMut": _guard("value"),
    "core::cell::once::OnceCell": once_cell,
    "std::sync::poison::mutex::Mutex": lock,
    "std::sync::poison::mutex::MutexGuard": _guard("lock"),
    "std::sync::poison::rwlock::RwLock": lock,
    "std::sync::poison::rwlock::RwLockReadGuard": _guard("data"),
    "std::sync::poison::rwlock::RwLockWriteGuard": _guard("lock"),
    "std::sync::once_lock::OnceLock": once_lock,
    "core::cell::lazy::LazyCell": lazy_cell,
    "std::sync::lazy_lock::LazyLock": lazy_lock,
    "core::ptr::non_null::NonNull": _transparent,
    "core::ptr::unique::Unique": _transparent,
    "core::mem::maybe_uninit::MaybeUninit": perhaps,
    "core::mem::manually_drop::ManuallyDrop": _transparent,
    "core::num::nonzero::NonZero": _transparent,
    "core::sync::atomic::Atomic": atomic,
    **{f"core::sync::atomic::Atomic{name}": atomic for name in _ATOMICS},
}
