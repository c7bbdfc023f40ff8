"""MIR as types: places, operands, instructions (statements and terminators), bodies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

ElemKind = Literal["deref", "field", "downcast", "index", "constant index", "subslice", "cast"]


class Elem(NamedTuple):
    """One step of a place. `number` is the field, the local that indexes, or the (first) element; -1 where none.

    `name` is the variant of a downcast, the type of a cast, or a slice pattern's bounds as rustc prints them.
    """

    kind: ElemKind
    number: int = -1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """`_3`, `(*_3)`, `((_1 as Some).0: T)`. `types[i]` is the type of field i, where the text says it, else ""."""

    local: int
    projection: tuple[Elem, ...] = ()
    types: tuple[str, ...] = field(default=(), compare=False)


class Operand(NamedTuple):
    """What an instruction reads: `place` is None for a constant or a function, whose text is `text`."""

    kind: Literal["move", "copy", "constant"]
    place: Place | None
    text: str


class Edge(NamedTuple):
    """Where control goes next; `label` as rustc prints it: `return`, `unwind`, `0`, `otherwise`, `imaginary`, ..."""

    label: str
    target: int


InstructionKind = Literal[
    "assign",
    "call",
    "drop",
    "storage live",
    "storage dead",
    "fake read",
    "mention",
    "ascribe",
    "goto",
    "switch",
    "assert",
    "return",
    "yield",
    "false edge",
    "asm",
    "tail call",
    "end",  # resume, unreachable, terminate, coroutine_drop: control does not go on
    "nothing",  # nop and the like
]
RvalueKind = Literal[
    "",
    "use",
    "ref",
    "raw",
    "cast",
    "aggregate",
    "closure",
    "coroutine",
    "discriminant",
    "length",
    "thread local",
]


@dataclass(frozen=True, slots=True)
class Instruction:
    """A statement or terminator, by its text alone.

    `place` is what is written, dropped or mentioned; `operands` is what is read, in order; `source` is the place
    that is borrowed, pointed to or inspected by an rvalue. `detail` is the rest that matters: the kind of a borrow
    (`""`, `mut`, `fake`) or of a raw pointer (`const`, `mut`, `fake` for a slice's length), the callee's path, the name
    of an aggregate. `outputs` are further places that an `asm!` writes.
    """

    kind: InstructionKind
    place: Place | None = None
    rvalue: RvalueKind = ""
    operands: tuple[Operand, ...] = ()
    source: Place | None = None
    detail: str = ""
    edges: tuple[Edge, ...] = ()
    outputs: tuple[Place, ...] = ()

    @property
    def moves(self) -> tuple[Place, ...]:
        return tuple(o.place for o in self.operands if o.kind == "move" and o.place is not None)

    @property
    def copies(self) -> tuple[Place, ...]:
        return tuple(o.place for o in self.operands if o.kind == "copy" and o.place is not None)


class Span(NamedTuple):
    """A region of a file: lines and columns from 1, columns in characters, the end exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Point(NamedTuple):
    """An instruction in its body. `span` is None where rustc gives none; `constant_spans` are those of its constants,
    of which a call's callee is the first."""

    instruction: Instruction
    span: Span | None
    scope: int
    constant_spans: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    cleanup: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """`span` is None for arguments, whose declaration MIR does not repeat."""

    type: str
    mutable: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class DebugInfo:
    """`debug name => place`: which place holds a variable of the program, and where its name is declared."""

    name: str
    place: Place
    span: Span | None
    scope: int


class Borrow(NamedTuple):
    """A line of rustc's table of borrows: the loan `name` (`bw0`) is issued at a location, in a region."""

    name: str
    block: int
    statement: int
    region: str


class Outlives(NamedTuple):
    """A constraint: the region `longer` must outlive `shorter`. `cause` is rustc's word for why (`Return`,
    `CallArgument`, `Assignment`, `Boring`, ...), `span` where, None where it stands for no text."""

    longer: str
    shorter: str
    cause: str
    span: Span | None


@dataclass(frozen=True)
class Body:
    """One function, closure, coroutine or constant as the borrow checker saw it.

    `name` is rustc's path (`main::{closure#0}`), `signature` the text before the body's `{`. `constant` is true for
    initialisers. `arguments` counts the arguments (locals 1 to n). `parents[s]` is the scope around scope s.
    `values` and `live` map a region to the text of the points it holds and of those where it is live.
    `universal` are the regions that stand for a lifetime of the caller, each with those that it is known to outlive.
    """

    name: str
    signature: str
    constant: bool
    arguments: int
    locals: dict[int, Local]
    debug: tuple[DebugInfo, ...]
    parents: dict[int, int]
    blocks: tuple[Block, ...]
    borrows: tuple[Borrow, ...]
    values: dict[str, str]
    live: dict[str, str]
    outlives: tuple[Outlives, ...]
    universal: dict[str, frozenset[str]]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The number of each block's first point, where the points are counted through the whole body."""
        starts, total = [], 0
        for block in self.blocks:
            starts.append(total)
            total += len(block.points)
        return tuple(starts)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for block in self.blocks for point in block.points)
