"""What closures capture, in full.

Where a closure captures several parts of one variable, rustc's dump shows only as many of its captures as it mentions
variables, the first ones, under wrong names (FIXME "project-rfc-2229" in `rustc_middle/src/mir/pretty.rs`). The
closure's own body names them all, in the same order, and says which are references; the borrow checker's facts say
what is moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NoReturn

from borrowproof.facts import types
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.dump import DumpedBody
from borrowproof.facts.errors import Underivable
from borrowproof.facts.mir import fact_files
from borrowproof.facts.mir.syntax import Block, Body, DebugInfo, Elem, Operand, Place, Point, Span

_HEAD = re.compile(r"@(.*?:\d+:\d+): ")
_ENVIRONMENT = re.compile(r"\(_1: [^{]*\{[a-z -]+@(.*?:\d+:\d+): ")
_BUILDS = frozenset({"closure", "coroutine"})

Captures = dict[str, list[list[DebugInfo]]]  # by place; a macro may write several closures at one place


def complete_captures(
    parsed: Sequence[tuple[Body, DumpedBody]], declared: Declarations
) -> list[tuple[Body, DumpedBody]]:
    """The same bodies, with all captures where closures are built. Raises Underivable where they cannot be told."""
    captures: Captures = {}
    for body, _ in parsed:
        for key, found in _captures(body):
            captures.setdefault(key, []).append(found)
    return [(_Completing(body, dumped, declared, captures).body(), dumped) for body, dumped in parsed]


def _captures(closure: Body) -> Iterator[tuple[str, list[DebugInfo]]]:
    """What a closure captures, by the place where it is written; nothing for other bodies.

    An async function mentions every argument once, so that its captures are complete; it has no place, either.
    """
    head = _ENVIRONMENT.search(closure.signature)
    if head is not None:
        found = [debug for debug in closure.debug if debug.place.local == 1 and debug.place.projection]
        yield head[1], sorted(found, key=lambda debug: _position(debug.place))


def _position(captured: Place) -> int:
    return next((elem.number for elem in captured.projection if elem.kind == "field"), -1)


class _Completing:
    """The completion of one body in which closures may be built."""

    def __init__(self, body: Body, dumped: DumpedBody, declared: Declarations, captures: Captures) -> None:
        self._body = body
        self._dumped = dumped
        self._declared = declared
        self._captures = captures

    def body(self) -> Body:
        numbered = enumerate(self._body.blocks)
        blocks = tuple(replace(block, points=tuple(self._points(number, block))) for number, block in numbered)
        return self._body if blocks == self._body.blocks else replace(self._body, blocks=blocks)

    def _points(self, number: int, block: Block) -> Iterator[Point]:
        for statement, point in enumerate(block.points):
            missing = self._missing(point) if point.instruction.rvalue in _BUILDS else []
            yield self._with(point, number, statement, missing) if missing else point

    def _missing(self, point: Point) -> list[DebugInfo]:
        """What the closure that is built at a point captures beyond what the dump shows."""
        head = _HEAD.search(point.instruction.detail)
        shown = len(point.instruction.operands)
        possible = self._captures.get(head[1], []) if head is not None else []
        missing = [captured[shown:] for captured in possible if len(captured) >= shown]
        if any(one != missing[0] for one in missing):
            _untold(point)
        return missing[0] if missing else []

    def _with(self, point: Point, block: int, statement: int, missing: Sequence[DebugInfo]) -> Point:
        """The point at which a closure is built, with the captures added that the dump leaves out."""
        references = iter(self._unread_references(point, block, statement))
        values = [self._place(debug) for debug in missing if not _by_reference(debug)]
        moved = self._moved(point, block, statement, missing, values)
        added: list[Operand] = []
        for debug in missing:
            if _by_reference(debug):
                added.append(Operand("move", next(references, None) or _untold(point), ""))
            else:
                added.append(Operand("move" if debug in moved else "copy", self._place(debug), ""))
        operands = (*point.instruction.operands, *added)
        return point._replace(instruction=replace(point.instruction, operands=operands))

    def _unread_references(self, point: Point, block: int, statement: int) -> list[Place]:
        """The temporaries that hold references made for a closure, in order, without those that the dump shows."""
        read = {operand.place for operand in point.instruction.operands}
        before = (p for p in self._body.blocks[block].points[:statement] if p.span == point.span)
        made = (p.instruction.place for p in before if p.instruction.rvalue == "ref")
        return [place for place in made if place is not None and place not in read]

    def _place(self, debug: DebugInfo) -> Place:
        """The place in this body of what a closure captures under the name `debug.name` (`p__name` for `p.name`)."""
        same = (d for d in self._body.debug if f"{debug.name}__".startswith(f"{d.name}__"))
        held = max((d for d in same if _contains(d.span, debug.span)), key=lambda d: len(d.name), default=None)
        if held is None:
            raise Underivable(f"rustc's dump does not tell what a closure captures as {debug.name}")
        names = [name for name in debug.name[len(held.name) :].split("__") if name]
        type_ = self._body.locals[held.place.local].type if not held.place.projection else held.place.types[-1]
        steps, shown = list(held.place.projection), list(held.place.types)
        for number, name in enumerate(names):
            index = self._declared.field_index(types.head(type_) if number == 0 else "", name)
            if index is None:
                raise Underivable(f"rustc's dump does not tell what a closure captures as {debug.name}")
            steps.append(Elem("field", index))
            shown.append(debug.place.types[-1] if number == len(names) - 1 else "")
        return Place(held.place.local, tuple(steps), tuple(shown))

    def _moved(
        self, point: Point, block: int, statement: int, missing: Sequence[DebugInfo], values: Sequence[Place]
    ) -> list[DebugInfo]:
        """Those of the missing captures that are moved; the others are copied."""
        moves = fact_files.moved_locals(
            self._dumped.path_moved_at_base, self._dumped.path_is_var, self._dumped.child_path
        ).get((block, statement), [])
        shown = [place.local for place in point.instruction.moves]
        by_value = list(zip((d for d in missing if not _by_reference(d)), values, strict=True))
        found: list[DebugInfo] = []
        for local in {place.local for _, place in by_value}:
            of_local = [debug for debug, place in by_value if place.local == local]
            certain = [debug for debug in of_local if not types.is_plain_copy(debug.place.types[-1])]
            number = moves.count(local) - shown.count(local)
            if number not in (0, len(certain)):
                raise Underivable("rustc's dump does not tell which parts of a variable a closure moves")
            found += certain if number else []
        return found


def _by_reference(debug: DebugInfo) -> bool:
    return debug.place.projection[-1].kind == "deref"


def _contains(declared: Span | None, name: Span | None) -> bool:
    """Whether a pattern (`mut p`) is the one that declares a name."""
    if declared is None or name is None or declared.file != name.file:
        return False
    return declared[1:3] <= name[1:3] and name[3:] <= declared[3:]


def _untold(point: Point) -> NoReturn:
    raise Underivable(f"rustc's dump does not tell what {types.display(point.instruction.detail)} captures")
