"""Finding the parts of a type in debug information, in whatever newtypes std wraps them."""

from __future__ import annotations

from collections.abc import Mapping

from borrowproof.facts.debug_info.syntax import Member, Type

Types = Mapping[int, Type]


def inner(types: Types, at: Member) -> Member:
    """What is inside newtypes: the only field with a size, of the only field with a size ..."""
    for _ in range(16):
        found = types[at.type]
        if found.kind not in ("struct", "union") or found.variants is not None:
            return at
        sized = [member for member in found.members if types[member.type].size]
        if len(sized) != 1:
            return at
        at = Member(sized[0].name, at.offset + sized[0].offset, sized[0].type)
    return at


def find(types: Types, type_: Type, path: str, offset: int = 0) -> Member | None:
    """The field at a path of names (`buf.inner.cap`), without the newtypes around it; None where there is none."""
    found = plain(types, type_, path, offset)
    return None if found is None else inner(types, found)


def plain(types: Types, type_: Type, path: str, offset: int = 0) -> Member | None:
    """The same, newtypes kept."""
    at = Member("", offset, type_.id)
    for name in path.split("."):
        member = types[at.type].member(name)
        if member is None:
            return None
        at = Member(name, at.offset + member.offset, member.type)
    return at


def unwrapped(wrapped: Type) -> int:
    """What a MaybeUninit may hold."""
    return wrapped.parameters.get("T", wrapped.id)
