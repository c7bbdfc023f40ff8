"""The grammar of statements and terminators."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from borrowproof.facts.mir import places, rvalues
from borrowproof.facts.mir.cursor import Cursor
from borrowproof.facts.mir.syntax import Edge, Instruction, InstructionKind, Operand, Place

_STORAGE = re.compile(r"Storage(Live|Dead)\((_\d+)\)$")
_EDGE = re.compile(r"(-?\d+|otherwise|return|success|resume|drop|real|imaginary|label|unwind): bb(\d+)(?:, )?")
_SINGLE = re.compile(r"bb(\d+)")
_UNWIND = re.compile(r"unwind (?:continue|unreachable|terminate\(\w+\))")
_WORD = re.compile(r"(?:[A-Za-z]\w*)(?:!|::)?(?=\(|$| -> |(?<=tailcall) )")
_NOWHERE = re.compile(r"_(?!\d)")  # an output that is thrown away
_ASM_REGISTER = r'(?:\((?:"[^"]*"|[^)"])*\))?'
_ASM_OPERAND = re.compile(rf"(in|out|lateout|inout|inlateout|const|sym_fn|sym_static|label){_ASM_REGISTER} ")


@lru_cache(maxsize=65536)
def parse(text: str) -> Instruction:
    """The instruction that is all of `text` (without its `;`). Raises UnknownConstruct."""
    if storage := _STORAGE.match(text):
        kind: InstructionKind = "storage live" if storage[1] == "Live" else "storage dead"
        return Instruction(kind, places.parse(storage[2]))
    cursor = Cursor(text)
    word = cursor.match(_WORD) if text[0] not in "_(" else None
    if word is None and text.startswith("Coverage::"):
        return Instruction("nothing")
    known = _KEYWORDS.get(word[0]) if word else _assignment
    if known is None:
        raise cursor.unknown()
    found = known(cursor)
    cursor.finish()
    return found


def _assignment(cursor: Cursor) -> Instruction:
    to = places.place(cursor)
    cursor.expect(" = ")
    if cursor.eat("yield("):
        value = rvalues.operand(cursor)
        cursor.expect(")")
        return Instruction("yield", to, operands=(value,), edges=_edges(cursor))
    found = rvalues.assignment(cursor, to)
    if found.kind != "call":
        return found
    callee = found.detail
    return Instruction("call", to, operands=found.operands, detail=callee, edges=_edges(cursor))


def _edges(cursor: Cursor) -> tuple[Edge, ...]:
    """` -> bb1`, ` -> [return: bb1, unwind: bb2]`, ` -> unwind continue`, or nothing."""
    if not cursor.eat(" -> "):
        return ()
    if single := cursor.match(_SINGLE):
        return (Edge("", int(single[1])),)
    if cursor.match(_UNWIND):
        return ()
    cursor.expect("[")
    found: list[Edge] = []
    while edge := cursor.match(_EDGE):
        found.append(Edge(edge[1], int(edge[2])))
    cursor.match(_UNWIND)
    cursor.expect("]")
    return tuple(found)


def _fake_read(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    cause = cursor.until(",")
    cursor.expect(", ")
    place = places.place(cursor)
    cursor.expect(")")
    return Instruction("fake read", place, detail=cause)


def _mention(kind: InstructionKind) -> Callable[[Cursor], Instruction]:
    """`Word(place)`, where more may follow the place."""

    def parsed(cursor: Cursor) -> Instruction:
        cursor.expect("(")
        place = places.place(cursor)
        cursor.until()
        cursor.expect(")")
        return Instruction(kind, place)

    return parsed


def _drop(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    place = places.place(cursor)
    cursor.expect(")")
    return Instruction("drop", place, edges=_edges(cursor))


def _set_discriminant(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    place = places.place(cursor)
    cursor.expect(") = ")
    cursor.until()
    return Instruction("mention", place)


def _switch(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    value = rvalues.operand(cursor)
    cursor.expect(")")
    return Instruction("switch", operands=(value,), edges=_edges(cursor))


def _assert(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    cursor.eat("!")
    condition = rvalues.operand(cursor)
    while cursor.eat(", "):  # the message and what it shows, which rustc does not take for moved
        if cursor.at('"'):
            cursor.until(",")
        else:
            rvalues.operand(cursor)
    cursor.expect(")")
    return Instruction("assert", operands=(condition,), edges=_edges(cursor))


def _assume(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    value = rvalues.operand(cursor)
    cursor.expect(")")
    return Instruction("nothing", operands=(value,))


def _copy_memory(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    read: list[Operand] = []
    for name in ("dst = ", ", src = ", ", count = "):
        cursor.expect(name)
        read.append(rvalues.operand(cursor))
    cursor.expect(")")
    return Instruction("nothing", operands=tuple(read))


def _tail_call(cursor: Cursor) -> Instruction:
    cursor.expect(" ")
    called = rvalues.assignment(cursor, Place(0))
    return Instruction("tail call", Place(0), operands=called.operands, detail=called.detail, edges=_edges(cursor))


def _asm(cursor: Cursor) -> Instruction:
    cursor.expect("(")
    cursor.until(",")
    read: list[Operand] = []
    written: list[Place] = []
    while cursor.eat(", ") and not cursor.at("options("):
        kind = cursor.need(_ASM_OPERAND)[1]
        if kind in ("in", "inout", "inlateout"):
            read.append(rvalues.operand(cursor))
        if kind in ("inout", "inlateout"):
            cursor.expect(" => ")
        if kind in ("out", "lateout", "inout", "inlateout") and not cursor.match(_NOWHERE):
            written.append(places.place(cursor))
        if kind in ("const", "sym_fn", "sym_static", "label"):
            cursor.until(",")
    cursor.until()
    cursor.expect(")")
    return Instruction("asm", operands=tuple(read), outputs=tuple(written), edges=_edges(cursor))


def _only(kind: InstructionKind) -> Callable[[Cursor], Instruction]:
    """A word with nothing but brackets and edges behind it."""

    def parsed(cursor: Cursor) -> Instruction:
        if cursor.eat("("):
            cursor.until()
            cursor.expect(")")
        return Instruction(kind, edges=_edges(cursor))

    return parsed


_KEYWORDS: dict[str, Callable[[Cursor], Instruction]] = {
    "FakeRead": _fake_read,
    "PlaceMention": _mention("mention"),
    "AscribeUserType": _mention("ascribe"),
    "BackwardIncompatibleDropHint": _mention("nothing"),
    "Retag": _mention("nothing"),
    "discriminant": _set_discriminant,
    "ConstEvalCounter": _only("nothing"),
    "nop": _only("nothing"),
    "assume": _assume,
    "copy_nonoverlapping": _copy_memory,
    "goto": _only("goto"),
    "falseEdge": _only("false edge"),
    "falseUnwind": _only("false edge"),
    "return": _only("return"),
    "resume": _only("end"),
    "unreachable": _only("end"),
    "coroutine_drop": _only("end"),
    "terminate": _only("end"),
    "switchInt": _switch,
    "drop": _drop,
    "assert": _assert,
    "tailcall": _tail_call,
    "asm!": _asm,
}
