"""The maps and sets of std: hash tables and B-trees.

Source: `library/alloc`, `library/core` and `library/std` of Rust 1.95, and hashbrown 0.16 (`raw/mod.rs`).
"""

from __future__ import annotations

from dataclasses import replace

from borrowproof.facts.debug_info.syntax import Member, Type
from borrowproof.memory.analysis import layout
from borrowproof.memory.analysis.decoder import MOST_ITEMS, At, Decoder
from borrowproof.memory.analysis.type_names import head, type_name
from borrowproof.model.memory import PointerKind, Region, Target, Value, ValueKind

_CAPACITY = 11  # of a node of a B-tree
_WORD = 8


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
    return layout.unwrapped(by.types[array.target])


def _entry(by: Decoder, at: At, n: int, key: tuple[Member, int], value: tuple[Member, int]) -> Value:
    places = [(m.offset + n * by.types[t].size, t, name) for (m, t), name in ((key, "0"), (value, "1"))]
    parts = [by.value(t, at.part(offset, name)) for offset, t, name in places]
    if not parts[1].size:
        return replace(parts[0], name=str(n))
    name = f"({parts[0].type}, {parts[1].type})"
    size = parts[0].size + parts[1].size
    return Value(ValueKind.TUPLE, name, size, parts[0].offset, str(n), items=tuple(parts))
