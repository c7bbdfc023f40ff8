"""Bytes of memory -> values, by the types of debug information.

What a pointer leads to is decoded as well, once for each place and type, so that circles end. A shape of std that is
not known as it is here is opaque, never guessed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from borrowproof.facts.debug_info.syntax import DebugInfo, Member, Type
from borrowproof.facts.recorded_run import Memory
from borrowproof.memory.analysis.places import Places
from borrowproof.memory.analysis.type_names import head, short, type_name
from borrowproof.model.memory import PointerKind, Region, Target, Value, ValueKind

MOST_ITEMS, MOST_TEXT = 64, 4096  # elements and bytes that are told
_LONGEST = 1 << 24  # a length beyond it is no length
_BOOL, _FLOAT, _SIGNED, _SIGNED_CHAR, _UNSIGNED, _UNSIGNED_CHAR, _UTF = 2, 4, 5, 6, 7, 8, 16  # DW_ATE_*
_NOWHERE = frozenset({Region.NULL, Region.DANGLING, Region.FREED, Region.GONE, Region.UNKNOWN})
_COROUTINE = re.compile(r"\{(?:async_|gen_|coroutine)\w*#\d+\}")
UNREAD = "its memory was not read"


@dataclass(frozen=True, slots=True)
class At:
    """Memory at which a value lies: the address, how far that is from the start of its place, and the value's name in
    the value around it."""

    address: int
    offset: int
    name: str = ""

    def part(self, offset: int, name: str) -> At:
        """A part of the value."""
        return At(self.address + offset, self.offset + offset, name)


class Decoder:
    """Decodes the values of one step. `contents` are what pointers lead to, by place."""

    def __init__(self, debug: DebugInfo, memory: Memory, places: Places) -> None:
        self.debug = debug
        self.types = debug.types
        self.memory = memory
        self.places = places
        self.contents: dict[str, list[Value]] = {}
        self.temporaries: dict[str, Value] = {}
        self._known: set[tuple[str, int, str]] = set()
        self._waiting: list[tuple[Target, Callable[[At], Value | None], At]] = []

    # -- the way in

    def value(self, type_id: int, at: At) -> Value:
        """The value of a type at some memory."""
        from borrowproof.memory.analysis import std_types

        found = self.types[type_id]
        if found.kind == "base":
            return self._scalar(found, at)
        if found.kind == "pointer":
            return self.pointer_value(found, at)
        if found.kind == "array":
            return self._array(found, at)
        if found.kind == "enumeration":
            return self._enumeration(found, at)
        known = std_types.DECODERS.get(head(found))
        if known is not None:
            read = self.memory.read(at.address, found.size) is not None
            why = "std keeps it in a way that is not known here" if read else UNREAD
            return known(self, found, at) or self.opaque(found, at, why)
        if found.kind == "union":
            return self.opaque(found, at, "a union: which of its fields is meant, nothing tells")
        if std_types.is_internal(found):
            return self.opaque(found, at, "std's own: what is inside is not told")
        return self.compound(found, at)

    def follow(self) -> None:
        """Decode what all pointers so far lead to, and what those lead to."""
        while self._waiting:
            target, decode, at = self._waiting.pop(0)
            found = decode(at)
            if found is None:
                continue
            if target.region is Region.STACK:
                if target.place.rpartition(".")[2].startswith("t"):
                    self.temporaries.setdefault(target.place, found)
            else:
                self.contents.setdefault(target.place, []).append(found)

    # -- building values

    def made(self, kind: ValueKind, type_: Type, at: At, **fields: Any) -> Value:
        """A value of that type there."""
        return Value(kind, type_name(self.debug, type_.id), type_.size, at.offset, at.name, **fields)

    def opaque(self, type_: Type, at: At, note: str = "") -> Value:
        """A value whose inside is not told."""
        return self.made(ValueKind.OPAQUE, type_, at, note=note)

    def pointer(
        self,
        kind: PointerKind,
        type_: Type,
        at: At,
        address: int,
        size: int,
        decode: Callable[[At], Value | None] | None,
        key: str,
        **fields: Any,
    ) -> Value:
        """A pointer to `size` bytes at `address`, which `decode` decodes; `key` tells what it takes them for."""
        target = self.places.target(address, size)
        if decode is not None and target.region not in _NOWHERE and not target.one_past:
            known = (target.place, target.offset, key)
            if known not in self._known:
                self._known.add(known)
                self._waiting.append((target, decode, At(address, target.offset)))
        return self.made(ValueKind.POINTER, type_, at, pointer=kind, target=target, **fields)

    def integer(self, member: Member | None, at: At, *, signed: bool = False) -> int | None:
        """The integer in a part of the value at `at`."""
        if member is None:
            return None
        return self.memory.integer(at.address + member.offset, self.types[member.type].size, signed=signed)

    # -- the shapes of the language

    def _scalar(self, type_: Type, at: At) -> Value:
        if type_.size == 0:
            return self.made(ValueKind.UNIT, type_, at)
        content = self.memory.read(at.address, type_.size)
        if content is None:
            return self.opaque(type_, at, UNREAD)
        number = int.from_bytes(content, "little", signed=type_.encoding in (_SIGNED, _SIGNED_CHAR))
        if type_.encoding == _BOOL:
            return self.made(ValueKind.BOOL, type_, at, text="true" if number else "false")
        if type_.encoding == _UTF:
            valid = number < 0x110000 and not 0xD800 <= number < 0xE000
            return self.made(ValueKind.CHAR, type_, at, text=chr(number) if valid else "\ufffd")
        if type_.encoding == _FLOAT:
            return self.made(ValueKind.FLOAT, type_, at, text=_float(content))
        return self.made(ValueKind.INTEGER, type_, at, text=str(number))

    def _array(self, type_: Type, at: At) -> Value:
        assert type_.target is not None
        items = self.elements(type_.target, at, type_.count)
        return self.made(ValueKind.ARRAY, type_, at, items=items, length=type_.count, left_out=type_.count - len(items))

    def elements(self, element: int, at: At, count: int) -> tuple[Value, ...]:
        """Values that lie one behind the other; the first ones of many."""
        size = self.types[element].size
        return tuple(self.value(element, at.part(size * n, str(n))) for n in range(min(count, MOST_ITEMS)))

    def _enumeration(self, type_: Type, at: At) -> Value:
        number = self.memory.integer(at.address, type_.size)
        signed = self.memory.integer(at.address, type_.size, signed=True)
        if number is None or signed is None:
            return self.opaque(type_, at, UNREAD)
        name = type_.enumerators.get(number, type_.enumerators.get(signed, ""))
        if not name:
            return self.opaque(type_, at, "its bytes are of no variant")
        return self.made(ValueKind.ENUM, type_, at, variant=name)

    def compound(self, type_: Type, at: At) -> Value:
        """A struct, a tuple, a closure, an enum, or what the compiler makes of wide pointers."""
        if _COROUTINE.match(type_.name):
            return self.opaque(type_, at, "a future: what it keeps is not told")
        if type_.variants is not None:
            return self._enum(type_, at)
        names = [member.name for member in type_.members]
        if sorted(names) == ["data_ptr", "length"]:
            return self._slice_pointer(type_, at)
        if sorted(names) == ["pointer", "vtable"]:
            return self._dyn_pointer(type_, at)
        if type_.name.startswith("{closure_env#"):
            return self.made(ValueKind.CLOSURE, type_, at, items=self.fields(type_, at))
        if type_.size == 0 and not names:
            kind = ValueKind.UNIT if type_.name == "()" else ValueKind.STRUCT
            return self.made(kind, type_, at)
        kind = ValueKind.TUPLE if type_.name.startswith("(") else ValueKind.STRUCT
        return self.made(kind, type_, at, items=self.fields(type_, at))

    def fields(self, type_: Type, at: At) -> tuple[Value, ...]:
        """The fields of a struct, in the order in which they are declared."""
        shown = (m for m in type_.members if not self.types[m.type].name.startswith("PhantomData<"))
        return tuple(self.value(m.type, at.part(m.offset, _field_name(m.name))) for m in shown)

    def _enum(self, type_: Type, at: At) -> Value:
        assert type_.variants is not None
        chosen = next(iter(type_.variants), None)
        if type_.discriminant is not None:
            size = self.types[type_.discriminant.type].size
            number = self.memory.integer(at.address + type_.discriminant.offset, size)
            if number is None:
                return self.opaque(type_, at, UNREAD)
            same = (v for v in type_.variants if v.value is not None and (v.value - number) % (1 << 8 * size) == 0)
            other = (v for v in type_.variants if v.value is None)
            chosen = next(same, None) or next(other, None)
        if chosen is None:
            return self.opaque(type_, at, "its bytes are of no variant")
        payload = self.types[chosen.payload.type]
        items = self.fields(payload, At(at.address + chosen.payload.offset, at.offset + chosen.payload.offset))
        return self.made(ValueKind.ENUM, type_, at, variant=chosen.name, items=items)

    # -- pointers

    def pointer_value(self, type_: Type, at: At) -> Value:
        """What a thin pointer holds."""
        address = self.memory.integer(at.address)
        if address is None:
            return self.opaque(type_, at, UNREAD)
        kind = pointer_kind(type_.name)
        if type_.target is None or kind is PointerKind.FUNCTION or self.types[type_.target].kind == "function":
            target = self.places.function(address)
            return self.made(ValueKind.POINTER, type_, at, pointer=PointerKind.FUNCTION, target=target)
        return self.pointer_to(kind, type_, at, address, type_.target)

    def pointer_to(self, kind: PointerKind, type_: Type, at: At, address: int, to: int, **fields: Any) -> Value:
        """A pointer to a value of the type `to`."""
        pointee = self.types[to]
        if pointee.size == 0:
            target = Target(Region.NULL) if address == 0 else Target(Region.DANGLING)
            known = self.places.target(address, 0)
            target = known if known.region not in _NOWHERE else target
            return self.made(ValueKind.POINTER, type_, at, pointer=kind, target=target, **fields)
        return self.pointer(
            kind, type_, at, address, pointee.size, lambda there: self.value(to, there), str(to), **fields
        )

    def _slice_pointer(self, type_: Type, at: At) -> Value:
        data, length = type_.member("data_ptr"), type_.member("length")
        assert data is not None and length is not None
        address = self.memory.integer(at.address + data.offset)
        count = self.memory.integer(at.address + length.offset)
        element = self.types[data.type].target
        if address is None or count is None or element is None:
            return self.opaque(type_, at, UNREAD)
        kind = pointer_kind(type_.name)
        if count > _LONGEST:
            return self.opaque(type_, at, "its length is none")
        if short(type_.name).endswith(("str", "str>")):
            return self.text_pointer(kind, type_, at, address, count, length=count)
        return self.slice_pointer(kind, type_, at, address, element, count, length=count)

    def text_pointer(self, kind: PointerKind, type_: Type, at: At, address: int, size: int, **fields: Any) -> Value:
        """A pointer to `size` bytes of text."""
        if size == 0:
            return self._empty(kind, type_, at, address, **fields)
        return self.pointer(
            kind, type_, at, address, size, lambda there: self.text(there, size), f"str {size}", **fields
        )

    def slice_pointer(
        self, kind: PointerKind, type_: Type, at: At, address: int, element: int, count: int, **fields: Any
    ) -> Value:
        """A pointer to `count` elements."""
        size = self.types[element].size * count
        if size == 0:
            return self._empty(kind, type_, at, address, **fields)
        key = f"[{element}; {count}]"
        return self.pointer(
            kind, type_, at, address, size, lambda there: self.sequence(there, element, count), key, **fields
        )

    def _empty(self, kind: PointerKind, type_: Type, at: At, address: int, **fields: Any) -> Value:
        found = self.places.target(address, 0)
        target = found if found.region in (Region.HEAP, Region.STACK, Region.STATIC) else Target(Region.DANGLING)
        return self.made(ValueKind.POINTER, type_, at, pointer=kind, target=target, **fields)

    def text(self, at: At, size: int) -> Value:
        """Text in memory."""
        content = self.memory.read(at.address, min(size, MOST_TEXT))
        shown = "" if content is None else content.decode("utf-8", "replace")
        left_out = max(size - MOST_TEXT, 0)
        note = UNREAD if content is None else ""
        return Value(
            ValueKind.TEXT, "str", size, at.offset, at.name, text=shown, length=size, left_out=left_out, note=note
        )

    def sequence(self, at: At, element: int, count: int) -> Value:
        """Elements in memory."""
        items = self.elements(element, at, count)
        name = f"[{type_name(self.debug, element)}]"
        size = self.types[element].size * count
        return Value(
            ValueKind.SEQUENCE,
            name,
            size,
            at.offset,
            at.name,
            items=items,
            length=count,
            left_out=count - len(items),
        )

    def _dyn_pointer(self, type_: Type, at: At) -> Value:
        data, vtable = type_.member("pointer"), type_.member("vtable")
        assert data is not None and vtable is not None
        address = self.memory.integer(at.address + data.offset)
        table = self.memory.integer(at.address + vtable.offset)
        if address is None or table is None:
            return self.opaque(type_, at, UNREAD)
        kind = pointer_kind(type_.name)
        known = self.debug.vtables.get(table)
        if known is None or known.type is None:
            return self._untold_dyn_pointer(kind, type_, at, address, table)
        return self.pointer_to(kind, type_, at, address, known.type, concrete=type_name(self.debug, known.type))

    def _untold_dyn_pointer(self, kind: PointerKind, type_: Type, at: At, address: int, table: int) -> Value:
        """A pointer to a value whose type debug information does not tell: one of std, which is compiled without."""
        known = self.debug.vtables.get(table)
        name = short(known.name).removeprefix("<").partition(" as ")[0] if known is not None else ""
        size = self.memory.integer(table + 8) or 0  # after drop_in_place, a vtable holds size and alignment
        note = "a value of std: what is inside is not told"

        def decode(there: At) -> Value:
            return Value(ValueKind.OPAQUE, name or "dyn", size, there.offset, there.name, note=note)

        return self.pointer(kind, type_, at, address, size, decode if size else None, "dyn", concrete=name)


StdDecoder = Callable[[Decoder, Type, At], Value | None]  # of a type of std


_STARTS = (
    ("&mut ", PointerKind.MUTABLE),
    ("&", PointerKind.SHARED),
    ("*mut ", PointerKind.RAW_MUT),
    ("*const ", PointerKind.RAW_CONST),
    ("alloc::boxed::Box<", PointerKind.BOX),
    ("Box<", PointerKind.BOX),
    ("fn(", PointerKind.FUNCTION),
    ("unsafe fn(", PointerKind.FUNCTION),
    ("extern ", PointerKind.FUNCTION),
    ("unsafe extern ", PointerKind.FUNCTION),
)


def pointer_kind(name: str) -> PointerKind:
    """The kind of a pointer by the name of its type."""
    return next((kind for start, kind in _STARTS if name.startswith(start)), PointerKind.RAW_CONST)


def _field_name(name: str) -> str:
    """A field's name as one writes it: `0` for `__0`, `x` for what a closure captured as `_ref__x`."""
    if name.startswith("__") and name[2:].isdigit():
        return name[2:]
    return name.removeprefix("_ref__").removeprefix("r#")


def _float(content: bytes) -> str:
    """As Rust's `{:?}`: the shortest text that is read as the same number."""
    if len(content) == 8:
        [number] = struct.unpack("<d", content)
        digits = repr(number)
    elif len(content) == 4:
        [number] = struct.unpack("<f", content)
        digits = next(
            text
            for precision in range(1, 10)
            if struct.unpack("<f", struct.pack("<f", float(text := f"{number:.{precision}g}")))[0] == number
            or number != number
            or precision == 9
        )
        digits = repr(float(digits))
    else:
        return "?"
    return rust_float(digits)


def rust_float(digits: str) -> str:
    """Python's spelling of a float as Rust's `{:?}`: from 1e16 on and below 1e-5 with an exponent."""
    if digits in ("nan", "inf", "-inf"):
        return digits.replace("nan", "NaN")
    if "e" in digits:
        mantissa, _, exponent = digits.partition("e")
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
    if float(digits) and abs(float(digits)) < 1e-4:
        return digits
    return digits
