"""Where rustc itself says that borrowed and moved values go: its typed tree of a program, from before there is MIR.

`-Zunpretty=thir-tree` writes a tree by indentation. An expression that borrows, or names a variable, is followed up
through the expressions around it to what takes its value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

FILE = "src/main.rs"
CALL, CLOSURE, LET, ASSIGN, RETURN = "call", "closure", "let", "assign", "return"
_SPAN = re.compile(rf"{re.escape(FILE)}:(\d+):(\d+): \d+:\d+")
_CALLEE = re.compile(r"FnDef\(DefId\([^)]*?(\w+)\)")
_VARIABLE = re.compile(r"\.(\d+)\)\)")
# What an expression may stand in without its value going anywhere else.
_PASSES_ON = frozenset(
    [
        *(
            "Scope {",
            "Use {",
            "Deref {",
            "Borrow (",
            "Field {",
            "PointerCoercion {",
            "NeverToAny {",
            "Tuple {",
            "Array {",
        ),
        *("Adt {", "AdtExpr {", "FieldExpr {", "PlaceTypeAscription {", "ValueTypeAscription {"),
    ]
)
_LOOKED_THROUGH = frozenset({"index", "index_mut", "deref", "deref_mut"})
_TAKERS = {"Closure {": CLOSURE, "kind: Let {": LET, "Return {": RETURN}
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sink:
    """What takes a value: its kind, and of a call the last part of the callee's path and the line it stands on."""

    kind: str
    callee: str = ""
    line: int = 0


@dataclass(slots=True)
class Borrow:
    """A borrow; `sink` is None where the tree leaves open what takes it. `variable` is what is borrowed as a whole, and
    `read` whether that is named again among the arguments that follow it."""

    mutable: bool
    two_phase: bool
    sink: Sink | None
    variable: str = ""
    read: bool = False


@dataclass(slots=True)
class Uses:
    """The borrows, and the sinks of variables named, by the place where their text begins."""

    borrows: dict[Position, list[Borrow]] = field(default_factory=dict)
    named: dict[Position, list[Sink | None]] = field(default_factory=dict)


@dataclass(slots=True)
class _Frame:
    indent: int
    text: str
    known: dict[str, str] = field(default_factory=dict)
    reserved: list[Borrow] = field(default_factory=list)


def read(tree: str) -> Uses:
    """The uses in a program's tree."""
    uses, stack = Uses(), list[_Frame]()
    for line in tree.split("\n"):
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        while stack and stack[-1].indent >= indent:
            stack.pop()
        name, _, value = text.partition(": ")
        if stack:
            stack[-1].known[name] = value
        stack.append(_Frame(indent, text))
        if name == "borrow_kind" and not value.startswith("Fake"):
            _borrow(uses, stack[:-1], value)
        elif text == "VarRef {":
            uses.named.setdefault(_position(stack) or (0, 0), []).append(_sink(stack, called=frozenset()))
        elif name == "id" and stack[-2].text == "VarRef {":
            _name(stack, value)
    return uses


def _borrow(uses: Uses, stack: list[_Frame], kind: str) -> None:
    position = _position(stack)
    if position is not None:
        found = Borrow("Mut" in kind, "TwoPhaseBorrow" in kind, _sink(stack))
        uses.borrows.setdefault(position, []).append(found)
        call = next((frame for frame in reversed(stack) if frame.text == "Call {"), None)
        if call is not None and found.two_phase:
            call.reserved.append(found)


def _name(stack: list[_Frame], value: str) -> None:
    """A variable is named: what a borrow just before is of, or read among the arguments of a call."""
    number = _VARIABLE.search(value)
    variable = number[1] if number else value
    for frame in stack:
        for borrow in frame.reserved:
            borrow.read = borrow.read or borrow.variable == variable
    whole = [f.text for f in stack[-6:-1] if f.text not in ("Expr {", "kind:", "arg:", "VarRef {")] == ["Borrow ("]
    calls = [frame for frame in stack if frame.text == "Call {"]
    if whole and calls and calls[-1].reserved:
        calls[-1].reserved[-1].variable = variable


def _position(stack: list[_Frame]) -> Position | None:
    """Where the innermost expression begins in the program's file."""
    expression = next((f for f in reversed(stack) if f.text == "Expr {"), None)
    span = _SPAN.match(expression.known.get("span", "")) if expression is not None else None
    return (int(span[1]), int(span[2])) if span else None


def _sink(stack: list[_Frame], called: frozenset[str] = _LOOKED_THROUGH) -> Sink | None:
    """What takes the value of the innermost expression, None where that is not told. Of those `called`, the result is
    the borrow that one wrote."""
    inner, element = "", None
    for frame in reversed(stack[:-1]):
        if frame.text == "Call {" and inner.startswith("args"):
            callee = _CALLEE.match(frame.known.get("ty", ""))
            at = _SPAN.match(frame.known.get("fn_span", ""))
            sink = Sink(CALL, callee[1] if callee else "", int(at[1]) if at else 0)
            if element is not None or sink.callee not in called:
                return element or sink
            element = sink
        elif frame.text == "Borrow (":
            element = None  # the element is borrowed, not copied
        elif frame.text in _TAKERS:
            return element or Sink(_TAKERS[frame.text])
        elif frame.text == "Assign {":
            return element or (Sink(ASSIGN) if inner.startswith("rhs") else None)
        elif frame.text.endswith((" {", " (")) and frame.text not in _PASSES_ON and not _neutral(frame.text):
            return element
        inner = frame.text
    return element


def _neutral(text: str) -> bool:
    return text in ("Expr {", "ClosureExpr {") or text.split(":")[0] in ("kind", "initializer", "value", "expr")
