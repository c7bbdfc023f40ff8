"""Debug information as types: of values, and of what is in the executable. Offsets and sizes are in bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

TypeKind = Literal["base", "pointer", "array", "struct", "union", "enumeration", "function"]


class Member(NamedTuple):
    """A field: where it begins in the value, and the id of its type."""

    name: str
    offset: int
    type: int


class Variant(NamedTuple):
    """One variant of an enum. `value` is its discriminant, None for the one that all other discriminants mean (a
    niche). `payload` leads to the struct of its fields."""

    name: str
    value: int | None
    payload: Member


@dataclass(frozen=True, slots=True)
class Type:
    """A type. `path` is its module path with its name (`alloc::vec::Vec<i32, alloc::alloc::Global>`).

    `encoding` is of a base type (DW_ATE_*). `target` is what a pointer leads to, or an array's element; None where that
    has no type. `discriminant` says where an enum keeps which variant it is, None where it has but one. `enumerators`
    are the names of an enum without fields, by value. `parameters` are type parameters, by name.
    """

    id: int
    kind: TypeKind
    path: str
    name: str
    size: int
    encoding: int = 0
    target: int | None = None
    count: int = 0
    members: tuple[Member, ...] = ()
    parameters: Mapping[str, int] = field(default_factory=dict)
    variants: tuple[Variant, ...] | None = None
    discriminant: Member | None = None
    enumerators: Mapping[int, str] = field(default_factory=dict)

    def member(self, name: str) -> Member | None:
        """Its field of that name."""
        return next((member for member in self.members if member.name == name), None)


Operation = tuple[str, tuple[int, ...]]  # DW_OP_*, and its operands


class Location(NamedTuple):
    """How to compute where a variable is, while the next instruction lies in `low..high`."""

    low: int
    high: int
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a function. `ranges` are the instructions of its scope."""

    name: str
    line: int
    argument: bool
    type: int
    locations: tuple[Location, ...]
    ranges: tuple[tuple[int, int], ...]


class Row(NamedTuple):
    """A row of the line table: the instruction at `address` belongs to a line and column of the program's text.

    `begins` is whether the prologue of a function ends there, `leaves` whether its epilogue begins. `file` is the name
    of another file, without folders, in which a macro of std was written; "" for the program's text.
    """

    address: int
    line: int
    column: int
    begins: bool
    leaves: bool
    file: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the program, as it was compiled (a generic one once for each of its types). `path` begins with the
    crate: `playground::main::{closure#0}`. `rows` are those after its prologue."""

    path: str
    low: int
    high: int
    line: int
    variables: tuple[Variable, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class StaticVariable:
    """A `static`."""

    path: str
    address: int
    type: int
    line: int


class Segment(NamedTuple):
    """A part of the executable as it lies in memory when the program begins."""

    address: int
    size: int
    writable: bool
    content: bytes


class Vtable(NamedTuple):
    """Of `dyn Trait`: the id of the type behind it, and what it implements."""

    type: int | None
    name: str


@dataclass(frozen=True)
class DebugInfo:
    """All of it. `symbols` are the names of functions by address."""

    types: Mapping[int, Type]
    functions: tuple[Function, ...]
    statics: tuple[StaticVariable, ...]
    vtables: Mapping[int, Vtable]
    segments: tuple[Segment, ...]
    symbols: Mapping[int, str]

    @cached_property
    def function_at_entry(self) -> dict[int, int]:
        """The index of the function that begins at an address."""
        return {function.low: index for index, function in enumerate(self.functions)}

    def constant(self, address: int, size: int) -> bytes | None:
        """Bytes of the executable; None where there are none."""
        for segment in self.segments:
            start = address - segment.address
            if start >= 0 and start + size <= len(segment.content):
                return segment.content[start : start + size]
        return None
