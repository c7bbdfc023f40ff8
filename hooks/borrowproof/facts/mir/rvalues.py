"""The grammar of operands and rvalues, and of calls, which read like one."""

from __future__ import annotations

import re

from borrowproof.facts.mir import places
from borrowproof.facts.mir.cursor import Cursor
from borrowproof.facts.mir.syntax import Instruction, Operand, Place, RvalueKind

_CAST_KIND = re.compile(r" \(\w.*\)$", re.DOTALL)
_BORROW = re.compile(r"(mut |fake shallow |fake |pin mut |pin const |)(?=[_(u])")
_RAW = re.compile(r"raw (const|mut) (\(fake\) )?")
_TEMPORARY = re.compile(r"_\d+(?=[,)\] };]|$)")
_RAW_POINTER = re.compile(r"\*(?:const|mut) ")
_WORD = re.compile(r"(?:r#)?(?!_\d)\w+")
_AFTER_NAME = re.compile(r"(?=[(),])")
_FIELD_NAME = re.compile(r"((?:r#)?\w+): ")
_CLOSURE = re.compile(r"\{(closure|coroutine-closure|coroutine|async (?:fn|block|closure)|gen \w+|async gen \w+)[@ ]")
_READS_PLACE = re.compile(r"(discriminant|Len)\((?=[_(])")
_NULLARY = re.compile(r"(SizeOf|AlignOf|OffsetOf|UbChecks|ContractChecks|RuntimeChecks)\(")


def operand(cursor: Cursor) -> Operand:
    """`move P`, `copy P`, `const ...` or the path of a function, at the cursor."""
    if cursor.eat("move "):
        return Operand("move", _place(cursor), "")
    if cursor.eat("copy "):
        return Operand("copy", _place(cursor), "")
    start = cursor.position
    if cursor.eat("const "):
        cursor.until(",", ";", " as ", " => ")
    elif cursor.eat("RuntimeChecks("):
        cursor.until()
        cursor.expect(")")
    else:
        _path(cursor)
    return Operand("constant", None, cursor.text[start : cursor.position])


def _place(cursor: Cursor) -> Place:
    simple = cursor.match(_TEMPORARY)
    return places.parse(simple[0]) if simple else places.place(cursor)


def _path(cursor: Cursor) -> str:
    """The path of a function, a type or a variant: `Vec::<i32>::len`, `<T as Into<U>>::into`, `main::{closure#0}`."""
    start = cursor.position
    while True:
        closing = ">" if cursor.eat("<") else "}" if cursor.eat("{") else ""
        if closing:
            cursor.until()
            cursor.expect(closing)
        else:
            cursor.need(_WORD)
        if not cursor.eat("::"):
            break
    path = cursor.text[start : cursor.position]
    if path in ("move", "const") or (path == "copy" and not cursor.match(_AFTER_NAME)):
        raise cursor.unknown()  # half an operand; a function may well be called `copy`
    return path


def operands(cursor: Cursor, closing: str) -> tuple[Operand, ...]:
    """Operands with commas between them, up to `closing`, which is consumed."""
    found: list[Operand] = []
    while not cursor.eat(closing):
        found.append(operand(cursor))
        if not cursor.eat(", ") and not cursor.at(closing):
            cursor.expect(",")  # a tuple of one: `(move _1,)`
    return tuple(found)


def assignment(cursor: Cursor, to: Place) -> Instruction:
    """What is assigned to `to`, up to the end or to the ` -> ` of a call."""
    if cursor.eat("&"):
        return _reference(cursor, to)
    if cursor.eat("["):
        return _array(cursor, to)
    if cursor.eat("("):
        return Instruction("assign", to, "aggregate", operands(cursor, ")"))
    if inspected := cursor.match(_READS_PLACE):
        source = places.place(cursor)
        cursor.expect(")")
        return Instruction("assign", to, "discriminant" if inspected[1] == "discriminant" else "length", source=source)
    if cursor.eat("deref_copy "):
        return Instruction("assign", to, "use", (Operand("copy", places.place(cursor), ""),))
    if cursor.match(_NULLARY):
        cursor.until()
        cursor.expect(")")
        return Instruction("assign", to, "use")
    return _named(cursor, to)


def _reference(cursor: Cursor, to: Place) -> Instruction:
    if cursor.eat("/*tls*/ "):
        return Instruction("assign", to, "thread local", detail=cursor.until())
    if raw := cursor.match(_RAW):
        return Instruction("assign", to, "raw", source=places.place(cursor), detail="fake" if raw[2] else raw[1])
    kind = cursor.need(_BORROW)[1].strip()
    return Instruction("assign", to, "ref", source=places.place(cursor), detail=kind)


def _array(cursor: Cursor, to: Place) -> Instruction:
    if cursor.eat("]"):
        return Instruction("assign", to, "aggregate")
    first = operand(cursor)
    if cursor.eat("; "):
        cursor.until()
        cursor.expect("]")
        return Instruction("assign", to, "aggregate", (first,))
    rest = operands(cursor, "]") if cursor.eat(", ") else ()
    if not rest:
        cursor.expect("]")
    return Instruction("assign", to, "aggregate", (first, *rest))


def _named(cursor: Cursor, to: Place) -> Instruction:
    """An operand, a cast of one, or a name with arguments or fields: a call, an operation or a value built."""
    if cursor.match(_RAW_POINTER):
        cursor.until(" from ")
        cursor.expect(" from (")
        return Instruction("assign", to, "aggregate", operands(cursor, ")"))
    if cursor.eat("wrap_binder!(") or cursor.eat("ShallowInitBox("):
        boxed = operand(cursor)
        cursor.until()
        cursor.expect(")")
        return Instruction("assign", to, "aggregate", (boxed,))
    if cursor.at("move ") or cursor.at("copy ") or cursor.at("const "):
        return _used(cursor, to, operand(cursor))
    name = _path(cursor)
    if cursor.eat(" { "):
        return _built(to, name, _fields(cursor))
    if cursor.eat("("):
        return _applied(cursor, to, name)
    if _CLOSURE.match(name) and cursor.at_end():
        return _built(to, name, ())
    return _used(cursor, to, Operand("constant", None, name))


def _used(cursor: Cursor, to: Place, value: Operand) -> Instruction:
    """A value as it is, converted, or (a function pointer) called."""
    if cursor.eat(" as "):
        kind = cursor.until()
        if not _CAST_KIND.search(kind):
            raise cursor.unknown()
        return Instruction("assign", to, "cast", (value,), detail=kind)
    if cursor.eat("("):
        return Instruction("call", to, operands=(value, *operands(cursor, ")")))
    return Instruction("assign", to, "use", (value,))


def _applied(cursor: Cursor, to: Place, name: str) -> Instruction:
    """`name(...)`, behind the bracket: a call where ` -> ` follows, else an operation or a tuple-like value."""
    read = operands(cursor, ")")
    if cursor.at(" -> "):
        return Instruction("call", to, operands=read, detail=name)
    return Instruction("assign", to, "length" if name == "PtrMetadata" else "aggregate", read, detail=name)


def _fields(cursor: Cursor) -> tuple[Operand, ...]:
    """The fields of a struct-like value, behind ` { `."""
    read: list[Operand] = []
    while not cursor.eat(" }"):
        cursor.need(_FIELD_NAME)
        read.append(operand(cursor))
        cursor.eat(", ")
    return tuple(read)


def _built(to: Place, name: str, fields: tuple[Operand, ...]) -> Instruction:
    closure = _CLOSURE.match(name)
    kind: RvalueKind = "aggregate" if closure is None else "closure" if "closure" in closure[1] else "coroutine"
    return Instruction("assign", to, kind, fields, detail=name)
