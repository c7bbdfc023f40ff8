"""A value on one line, in few signs: `len 5 cap 5 ─▸ A`. For places where a sentence would be too long."""

from __future__ import annotations

import json

from borrowproof.memory.wording.names import Names
from borrowproof.memory.wording.phrases import SCALARS, borrow_flag, is_named, visible
from borrowproof.model.memory import PointerKind, Region, Static, Value, ValueKind

ARROW = "─▸"
_SHOWN = 8  # items of a list
_LONGEST = 60  # characters of a text
_KEEPS_POINTER = (ValueKind.STRING, ValueKind.VEC, ValueKind.DEQUE, ValueKind.MAP)
_LISTS = (ValueKind.ARRAY, ValueKind.SEQUENCE, ValueKind.TABLE, ValueKind.NODE)


class Notation:
    """Values of one step; `statics` are those that a pointer may lead to, by their ids."""

    def __init__(self, names: Names, statics: dict[str, Static]) -> None:
        self._names = names
        self._statics = statics

    def of(self, value: Value) -> str:
        """The value on one line."""
        if value.moved:
            return "moved out"
        if value.kind in SCALARS:
            return value.text
        if value.kind is ValueKind.CHAR:
            return f"'{visible(value.text)}'"
        if value.kind is ValueKind.TEXT:
            return quoted(value.text)
        if value.kind is ValueKind.POINTER:
            return self._pointer(value)
        if value.kind in _KEEPS_POINTER:
            return " ".join([*self._sizes(value), *(self._pointer(item) for item in value.items)])
        if value.kind in _LISTS:
            return f"[{self._listed(value)}]"
        if value.kind is ValueKind.OPAQUE:
            return f"({value.note})" if value.note else f"({value.size} bytes)"
        return self._compound(value)

    def _sizes(self, value: Value) -> list[str]:
        found = [f"len {value.length}"] if value.length is not None else []
        return [*found, f"cap {value.capacity}"] if value.capacity is not None else found

    def _pointer(self, value: Value) -> str:
        target = value.target
        if target is None:
            return "?"
        words = [f"len {value.length}"] if value.length is not None else []
        if value.pointer is PointerKind.WEAK:
            words.insert(0, "weak")
        words.append(f"{ARROW} {self._place(value)}")
        if value.concrete:
            words.append(f"as {value.concrete}")
        return " ".join(words)

    def _place(self, value: Value) -> str:
        target = value.target
        if target is None or target.region is Region.UNKNOWN:
            return "elsewhere"
        if target.region is Region.GONE:
            return "a call that has returned"
        if target.region is Region.NULL:
            return "null"
        if target.region is Region.DANGLING:
            return "nothing"
        if target.region is Region.CODE:
            return f"{target.place or 'a function'}()"
        if target.region is Region.STATIC:
            return self._static(target.place)
        name = self._names.called(target.place).removeprefix("block ").strip("`")
        offset = f"+{target.offset}" if target.offset else ""
        return f"{name}{offset} FREED" if target.region is Region.FREED else f"{name}{offset}"

    def _static(self, place: str) -> str:
        found = self._statics.get(place)
        if found is None:
            return "a constant"
        if found.name:
            return found.name
        return self.of(found.contents[0]) if found.contents else "a constant"

    def _listed(self, value: Value) -> str:
        entries = [item for item in value.items if not item.name.startswith("edge")]
        edges = [item for item in value.items if item.name.startswith("edge")]
        shown = [self.of(item) for item in entries[:_SHOWN]]
        left = value.left_out + len(entries) - len(shown)
        found = ", ".join([*shown, *([f"… {left} more"] if left else [])])
        return "; ".join([found, *(self._pointer(edge) for edge in edges)])

    def _compound(self, value: Value) -> str:
        inside = ", ".join(self._item(value, item) for item in value.items)
        if value.kind is ValueKind.ENUM:
            return f"{value.variant}({inside})" if inside else value.variant
        if value.kind is ValueKind.TUPLE:
            return f"({inside})"
        if value.kind is ValueKind.UNIT:
            return "()"
        if value.kind is ValueKind.COUNTED:
            return f"strong {value.strong} weak {value.weak}: {inside or 'dropped'}"
        return f"{self._head(value)} {{ {inside} }}" if inside else self._head(value)

    def _item(self, around: Value, item: Value) -> str:
        return f"{item.name}: {self.of(item)}" if is_named(around, item) else self.of(item)

    def _head(self, value: Value) -> str:
        name = value.type.partition("<")[0]
        if value.borrow is not None:
            return f"{name} {borrow_flag(value.borrow)}{' poisoned' if value.poisoned else ''}"
        if value.locked is not None:
            return f"{name} {'locked' if value.locked else 'free'}{' poisoned' if value.poisoned else ''}"
        if value.kind is ValueKind.ONCE and not value.items:
            return f"{name} unset"
        return name


def quoted(text: str) -> str:
    """A text in quotes, cut where it is long."""
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return json.dumps(shown, ensure_ascii=False)
