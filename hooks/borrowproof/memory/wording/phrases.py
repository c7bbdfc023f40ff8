"""The words for a single value, and for the places that it may lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borrowproof.memory.wording.names import Names
from borrowproof.model.memory import PointerKind, Region, Target, Value, ValueKind

LONGEST_TYPE = 13  # characters of a type that are shown; the rest is left to the table
# What a pointer cell says where no arrow leads on.
NOWHERE = {Region.DANGLING: "none", Region.NULL: "null", Region.GONE: "gone", Region.UNKNOWN: "?", Region.CODE: ""}
SCALARS = (ValueKind.INTEGER, ValueKind.FLOAT, ValueKind.BOOL)
_CONTAINERS = {
    ValueKind.STRING: "a String",
    ValueKind.VEC: "a Vec",
    ValueKind.DEQUE: "a VecDeque",
    ValueKind.MAP: "a map",
}
_POINTERS = {
    PointerKind.SHARED: "a shared reference to",
    PointerKind.MUTABLE: "a mutable reference to",
    PointerKind.BOX: "a Box that owns",
    PointerKind.RC: "an Rc that shares",
    PointerKind.ARC: "an Arc that shares",
    PointerKind.WEAK: "a Weak that points to",
    PointerKind.RAW_CONST: "a raw pointer to",
    PointerKind.RAW_MUT: "a raw pointer to",
    PointerKind.GUARD: "a guard of",
    PointerKind.BUFFER: "owning",
    PointerKind.FUNCTION: "a pointer to",
}
_SHOWN_ITEMS = 12


def short_type(name: str) -> str:
    """A type in the room that a picture has for it."""
    return name if len(name) <= LONGEST_TYPE else f"{name[: LONGEST_TYPE - 1]}…"


def one_of(name: str) -> str:
    """A value of a type: with the article that is said before it."""
    article = "an" if name[:1] in "AEIO" or name.startswith("Rc<") else "a"
    return f"{article} `{name}`" if name[:1].isalpha() else f"a value of type `{name}`"


def visible(text: str) -> str:
    """A text with its line ends and tabs as an author writes them."""
    return re.sub(r"[\x00-\x1f\x7f]", lambda found: repr(found[0])[1:-1], text)


def counts(value: Value) -> Iterator[tuple[str, str]]:
    """What a value keeps besides its items, each with what it is called."""
    if value.strong is not None:
        yield str(value.strong), "strong"
    if value.weak is not None:
        yield str(value.weak), "weak"
    if value.borrow is not None:
        yield borrow_flag(value.borrow), "borrow"
    if value.locked is not None:
        yield ("locked" if value.locked else "free"), "lock"
    if value.poisoned:
        yield "yes", "poisoned"


def borrow_flag(count: int) -> str:
    """How a RefCell or an RwLock is borrowed, in words."""
    if count == 0:
        return "free"
    return "&mut" if count < 0 else f"{count} &"


def value(one: Value, names: Names | None = None) -> str:
    """A value in words, whole but for what stands in other places."""
    if one.moved:
        return "moved out"
    if one.kind in SCALARS:
        return one.text
    if one.kind is ValueKind.CHAR:
        return f"'{visible(one.text)}'"
    if one.kind is ValueKind.UNIT:
        return "()"
    if one.kind is ValueKind.TEXT:
        return f"“{visible(one.text)}”"
    if one.kind in (ValueKind.SEQUENCE, ValueKind.ARRAY):
        return _list(one, names)
    if one.kind is ValueKind.POINTER:
        return pointer(one, names)
    if one.kind in _CONTAINERS:
        return _container(one, names)
    if one.kind is ValueKind.OPAQUE:
        return one.note or f"{one.size} bytes that are not told"
    return _composite(one, names)


def _list(one: Value, names: Names | None) -> str:
    shown = [value(item, names) for item in one.items[:_SHOWN_ITEMS]]
    left = one.left_out + len(one.items) - len(shown)
    return f"[{', '.join([*shown, *([f'{left} more'] if left else [])])}]"


def _container(one: Value, names: Names | None) -> str:
    words = [f"{_CONTAINERS[one.kind]} of length {one.length}"]
    if one.capacity is not None:
        words.append(f"capacity {one.capacity}")
    leads = [pointer(item, names) for item in one.items if item.target and item.target.region is Region.HEAP]
    return ", ".join([*words, *(leads or ["without a block"])])


def _composite(one: Value, names: Names | None) -> str:
    items = [f"{item.name}: {value(item, names)}" if is_named(one, item) else value(item, names) for item in one.items]
    kept = [f"{caption} {text}" for text, caption in counts(one)]
    inside = ", ".join([*kept, *items])
    if one.kind is ValueKind.ENUM:
        return f"{one.variant}({inside})" if inside else one.variant
    if one.kind is ValueKind.TUPLE:
        return f"({inside})"
    if one.kind is ValueKind.COUNTED:
        return inside if one.items else f"{inside}; its value is dropped"
    return f"{one.type} {{ {inside} }}" if inside else one.type


def is_named(one: Value, item: Value) -> bool:
    """Whether an item of a value is called by a name: a field, a capture; and not by its place."""
    return one.kind in (ValueKind.STRUCT, ValueKind.CLOSURE, ValueKind.ENUM) and not item.name.isdecimal()


def pointer(one: Value, names: Names | None = None) -> str:
    """A pointer with what it leads to."""
    if one.pointer is None or one.target is None:
        return "a pointer"
    extra = f", length {one.length}" if one.length is not None else ""
    extra += f", with the vtable of {one.concrete}" if one.concrete else ""
    return f"{_POINTERS[one.pointer]} {place(one.target, names)}{extra}"


def place(target: Target, names: Names | None = None) -> str:
    """Where a pointer leads, in words."""
    if target.region in (Region.DANGLING, Region.NULL):
        return "nothing"
    if target.region is Region.GONE:
        return "memory of a call that has returned"
    if target.region is Region.UNKNOWN:
        return "memory that is not shown"
    if target.region is Region.CODE:
        return f"the function `{target.place}`" if target.place else "a function"
    called = names.called(target.place) if names else target.place
    return f"{called}, which is freed" if target.region is Region.FREED else called


def joined(parts: Sequence[str]) -> str:
    """Parts of a sentence, the last behind an `and`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
