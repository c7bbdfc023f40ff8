"""A decoded value as Rust's `{:?}` would print it: to hold what was read from memory against what the program says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from borrowproof.model.memory import PointerKind, Region, Step, Target, Value, ValueKind

_TRANSPARENT = ("Cow<", "Pin<")
_LISTS = (ValueKind.TEXT, ValueKind.SEQUENCE, ValueKind.ARRAY)
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\0": "\\0"}


class Untold(Exception):
    """The recording does not tell the whole of a value; the message says why."""


class DebugText:
    """Values of one step."""

    def __init__(self, step: Step) -> None:
        self._places: dict[tuple[Region, str], list[Value]] = {}
        for block in step.heap:
            self._places[Region.HEAP, block.allocation] = list(block.contents)
        for static in step.statics:
            self._places[Region.STATIC, static.id] = list(static.contents)
        for frame in step.frames:
            for slot in frame.slots:
                if slot.value is not None:
                    self._places[Region.STACK, slot.id] = [slot.value]

    def of(self, value: Value) -> str:
        """The value's text. Raises Untold where a part of it is opaque, or left out."""
        if value.kind is ValueKind.OPAQUE:
            raise Untold("opaque")
        if value.left_out:
            raise Untold("too long")
        match value.kind:
            case ValueKind.INTEGER | ValueKind.FLOAT | ValueKind.BOOL:
                return value.text
            case ValueKind.CHAR:
                return "'" + (value.text if value.text != "'" else "\\'") + "'"
            case ValueKind.UNIT:
                return value.type
            case ValueKind.TEXT:
                return '"' + "".join(_ESCAPES.get(letter, letter) for letter in value.text) + '"'
            case ValueKind.SEQUENCE | ValueKind.ARRAY:
                return f"[{', '.join(map(self.of, value.items))}]"
        return self._KINDS[value.kind](self, value)

    def _tuple(self, value: Value) -> str:
        items = ", ".join(map(self.of, value.items))
        return f"({items},)" if len(value.items) == 1 else f"({items})"

    def _cell(self, value: Value) -> str:
        return f"Cell {{ value: {self.of(value.items[0])} }}"

    def _ref_cell(self, value: Value) -> str:
        held = "<borrowed>" if value.borrow and value.borrow < 0 else self.of(value.items[0])
        return f"RefCell {{ value: {held} }}"

    def _lock(self, value: Value) -> str:
        written = value.borrow is not None and value.borrow < 0
        held = '"<locked>"' if value.locked else "<locked>" if written else self.of(value.items[0])
        return f"{_head(value)} {{ data: {held}, poisoned: {str(bool(value.poisoned)).lower()}, .. }}"

    def _once(self, value: Value) -> str:
        return f"{_head(value)}({self.of(value.items[0]) if value.items else '<uninit>'})"

    def _pointer(self, value: Value) -> str:
        assert value.target is not None
        if value.pointer in (PointerKind.RAW_CONST, PointerKind.RAW_MUT):
            raise Untold("a raw pointer")
        if value.pointer is PointerKind.WEAK:
            return "(Weak)"
        if value.target.region is Region.DANGLING:
            return '""' if "str" in value.type else "[]" if value.length == 0 else "()"
        found = self._at(value)
        if found.kind is ValueKind.COUNTED or (found.kind is ValueKind.LOCK and value.pointer is PointerKind.GUARD):
            return self.of(found.items[0])
        return self.of(found)

    def _at(self, value: Value) -> Value:
        """What a pointer leads to: the value at that offset, of that type or length."""
        target = value.target
        assert target is not None
        held = list(self._places[target.region, target.place])
        wanted = value.type.removeprefix("&").removeprefix("mut ")
        if wanted.startswith("Box<"):
            wanted = wanted[4:-1]
        found: list[Value] = []
        while held:
            one = held.pop()
            held += one.items
            inside = one.offset <= target.offset < one.offset + max(one.size, 1)
            whole = value.length is None or one.length == value.length or one.kind is ValueKind.COUNTED
            if one.offset == target.offset and whole:
                found.append(one)
            elif one.kind in _LISTS and value.length is not None and inside:
                found.append(_part(one, target.offset, value.length))
        if not found and any(one.kind is ValueKind.OPAQUE for one in self._places[target.region, target.place]):
            raise Untold("opaque")
        assert found, f"nothing lies at {target}"
        return next((one for one in found if one.type in (wanted, value.concrete)), found[0])

    def _buffer(self, value: Value) -> str:
        if not value.length:
            return '""' if value.kind is ValueKind.STRING else "[]"
        if value.items[0].target == Target(Region.DANGLING):
            return f"[{', '.join(['()'] * value.length)}]"  # values without a size
        return self.of(self._at(value.items[0]))

    def _map(self, value: Value) -> str:
        entries = [] if not value.length else list(self._entries(value.items[0]))
        keys_only = "Set<" in value.type
        shown = [self.of(e) if keys_only else f"{self.of(e.items[0])}: {self.of(e.items[1])}" for e in entries]
        return f"{{{', '.join(shown)}}}"

    def _entries(self, pointer: Value) -> list[Value]:
        """The entries of a table, and of a tree in the order of its keys."""
        found = self._at(pointer)
        if found.kind is ValueKind.TABLE:
            return list(found.items)
        entries = [item for item in found.items if not item.name.startswith("edge")]
        edges = [item for item in found.items if item.name.startswith("edge")]
        if not edges:
            return entries
        ordered = self._entries(edges[0])
        for entry, edge in zip(entries, edges[1:], strict=True):
            ordered += [entry, *self._entries(edge)]
        return ordered

    def _enum(self, value: Value) -> str:
        if value.type.startswith(_TRANSPARENT):
            return self.of(value.items[0])
        return self._named(value.variant, value)

    def _struct(self, value: Value) -> str:
        name = _head(value)
        if name == "Range":
            return f"{self.of(value.items[0])}..{self.of(value.items[1])}"
        if name == "Pin":
            return self.of(value.items[0])
        return self._named(name, value)

    def _named(self, name: str, value: Value) -> str:
        if not value.items:
            return name
        if value.items[0].name.isdigit():
            return f"{name}({', '.join(map(self.of, value.items))})"
        return f"{name} {{ {', '.join(f'{item.name}: {self.of(item)}' for item in value.items)} }}"

    _KINDS: ClassVar[dict[ValueKind, Callable[[DebugText, Value], str]]] = {
        ValueKind.POINTER: _pointer,
        ValueKind.STRING: _buffer,
        ValueKind.VEC: _buffer,
        ValueKind.DEQUE: _buffer,
        ValueKind.MAP: _map,
        ValueKind.TUPLE: _tuple,
        ValueKind.ENUM: _enum,
        ValueKind.CELL: _cell,
        ValueKind.REF_CELL: _ref_cell,
        ValueKind.LOCK: _lock,
        ValueKind.ONCE: _once,
        ValueKind.STRUCT: _struct,
    }


def _head(value: Value) -> str:
    return value.type.partition("<")[0]


def _part(whole: Value, offset: int, length: int) -> Value:
    """A slice of a text or of elements."""
    if whole.kind is ValueKind.TEXT:
        content = whole.text.encode()[offset - whole.offset :][:length]
        return replace(whole, text=content.decode(), length=length)
    items = [item for item in whole.items if item.offset >= offset][:length]
    return replace(whole, kind=ValueKind.SEQUENCE, items=tuple(items), length=length)
