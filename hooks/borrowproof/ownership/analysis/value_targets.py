"""Where a value goes: moves and borrows, followed through the temporaries of the compiler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from borrowproof.facts import place_names, types
from borrowproof.facts.mir.syntax import Body, Elem, Instruction, Place
from borrowproof.facts.source_locations import SourceLocation, is_user_code
from borrowproof.facts.source_text import Source
from borrowproof.facts.variables import Binding, Variables
from borrowproof.model.timeline import ReferenceKind, Target, TargetKind
from borrowproof.ownership.analysis.initialization import Initialization
from borrowproof.ownership.analysis.overloaded_places import INDEX, OVERLOADED

_WRITTEN_AT = re.compile(r"@[^{}]*?:(\d+):(\d+): \d+:\d+")
_BLOCK = re.compile(r"(async\s+gen|async|gen)\b")  # how the block of a coroutine begins
_IGNORED = frozenset({"downcast", "cast"})
_LONGEST = 12  # temporaries in a row; more would be a circle


class Destination(NamedTuple):
    """Where a value goes, and the point at which it gets there."""

    target: Target
    point: int


class ValueTargets:
    """Where moves and borrows of one body go: a variable, a call, a closure, the caller."""

    def __init__(
        self,
        body: Body,
        source: Source,
        where: dict[int, SourceLocation],
        variables: Variables,
        ids: dict[Binding, int],
        flow: Initialization,
    ) -> None:
        self._points, self._locals = body.points, body.locals
        self._flow = flow
        self._source = source
        self._where = where
        self._variables = variables
        self._ids = ids
        self._reads: dict[int, list[int]] = {}
        for number in where:
            instruction = self._points[number].instruction
            for operand in instruction.operands:
                if operand.place is not None:
                    self._reads.setdefault(operand.place.local, []).append(number)
            if instruction.source is not None:
                self._reads.setdefault(instruction.source.local, []).append(number)

    def of_move(self, number: int, moved: Place) -> Destination:
        """Where the value goes that point `number` moves out of `moved`."""
        found, there = self._follow(number, moved, _LONGEST)
        if found.kind is TargetKind.CALL:
            found = replace(found, name=self._nearer(number, found.name))
        return Destination(found, there)

    def _follow(self, number: int, moved: Place, left: int) -> Destination:
        instruction = self._points[number].instruction
        if instruction.kind in ("call", "tail call"):
            return Destination(Target(TargetKind.CALL, self._call(number, moved)), number)
        if instruction.kind == "yield":
            return Destination(Target(TargetKind.YIELD), number)
        to = instruction.place
        if instruction.kind != "assign" or to is None:
            return Destination(self._lost(number), number)
        if instruction.rvalue in ("closure", "coroutine"):
            return Destination(self._captured(number, to, left), number)
        if to.local == 0:
            return Destination(Target(TargetKind.RETURN), number)
        binding = self._variables.of(to)
        if binding is not None:
            return Destination(self._kept(binding, to), number)
        held = Place(to.local, (*to.projection, *_step(instruction, moved)))
        further = [self._follow(reader, read, left - 1) for reader, read in self._readers(number, held)] if left else []
        one = len({found.target for found in further}) == 1 and not self._may_be_dropped(held)
        return further[0] if one else Destination(self._lost(number), number)

    def _call(self, number: int, given: Place) -> str:
        """The name of what a call gives a value to: an operator that indexes is told from what it takes as an index."""
        name, operands = self.callee_name(number), self._points[number].instruction.operands
        return INDEX if name == "[]" and operands and operands[0].place != given else name

    def _may_be_dropped(self, held: Place) -> bool:
        """Whether a temporary's value may also stay where it is until the temporary is dropped."""
        path = (held.local, held.projection)
        drops = (n for n in self._where if self._points[n].instruction.kind == "drop")
        mine = (n for n in drops if self._points[n].instruction.place == Place(held.local))
        return any(self._flow.may_be_init(path, number) for number in mine)

    def _kept(self, binding: Binding, to: Place) -> Target:
        beyond = self._variables.projection_beyond(to) or ()
        if any(e.kind in ("deref", "index") for e in beyond) or binding.captured:
            return Target(TargetKind.PLACE, self._variables.place_text(to), self._ids.get(binding))
        return Target(TargetKind.VARIABLE, binding.name, self._ids.get(binding))

    def _captor(self, number: int, to: Place) -> str:
        """What a value is captured by, which the instruction at a point makes in a place."""
        point = self._points[number]
        if point.instruction.rvalue != "coroutine":
            return "closure"
        if (place := _WRITTEN_AT.search(point.text)) is not None:
            start = self._source.offset(int(place[1]), int(place[2]))
            if (block := _BLOCK.match(self._source.blanked, start)) is not None:
                return f"{' '.join(block[1].split())} block"
        made = self._locals.get(to.local)
        return "coroutine" if made is not None and made.type.startswith("{coroutine@") else "async block"

    def _captured(self, number: int, to: Place, left: int) -> Target:
        """The closure that a value is moved into: which variable holds it, or which call takes it."""
        what = self._captor(number, to)
        binding = self._variables.of(to)
        if binding is not None:
            return Target(TargetKind.CLOSURE, binding.name, self._ids.get(binding))
        reader = next(self._readers(number, to), None) if left and to.local else None
        if reader is None:
            return Target(TargetKind.CLOSURE, what)
        further = self._follow(reader[0], reader[1], left - 1).target
        if further.kind is TargetKind.CALL:
            return Target(TargetKind.CLOSURE, what, through=further.name)
        return Target(TargetKind.CLOSURE, further.name or what, further.variable_id, further.through)

    def _lost(self, number: int) -> Target:
        """A value that goes nowhere that has a name: into the working of a macro, or into a temporary, which may well
        be written in a macro's argument."""
        where = self._where.get(number)
        offset = self._source.offset(where.line, where.column) if where is not None else 0
        if where is not None and where.macro is not None and self._source.is_direct_argument(where.macro, offset):
            return Target(TargetKind.CALL, f"{where.macro.name}!")
        return Target(TargetKind.TEMPORARY)

    def _readers(self, number: int, held: Place) -> Iterator[tuple[int, Place]]:
        """The points that take a value out of a temporary, and the place that each reads."""
        steps = _plain(held.projection)
        for reader in self._reads.get(held.local, ()):
            instruction = self._points[reader].instruction
            for place in (*instruction.moves, *instruction.copies) if reader != number else ():
                read = _plain(place.projection)
                shared = min(len(read), len(steps))
                if place.local == held.local and read[:shared] == steps[:shared]:
                    yield reader, place

    def of_borrow(self, number: int) -> Destination | None:
        """What the borrow at point `number` is made for: a call or closure that takes it, a variable, the caller; None
        where nothing takes it."""
        borrow, to = number, self._points[number].instruction.place
        element: Destination | None = None
        for _ in range(_LONGEST):
            if to is None or to.local == 0:
                return Destination(Target(TargetKind.RETURN), number) if to is not None else None
            binding = self._variables.of(to)
            if binding is not None:
                return Destination(self._kept(binding, to), number)
            reader = self._taker(number, to)
            if reader is None:
                return element
            instruction = self._points[reader].instruction
            if instruction.kind in ("call", "tail call"):
                called = Target(TargetKind.CALL, self._nearer(borrow, self._call(reader, to)))
                element = Destination(called, reader)
                if not self._looks_through(reader, to):
                    return element
            if instruction.rvalue in ("closure", "coroutine"):
                return Destination(Target(TargetKind.CLOSURE), reader)
            if instruction.rvalue == "raw" or self._is_refused(instruction):
                return element  # nobody follows a raw pointer, and what is not lent goes nowhere
            number, to = reader, instruction.place
        return None

    def _is_refused(self, instruction: Instruction) -> bool:
        """Whether it would lend mutably what a shared reference leads to, which is never lent."""
        source = instruction.source
        made = self._locals.get(source.local) if source is not None and source.projection else None
        shared = made is not None and types.reference_kind(made.type) is ReferenceKind.SHARED
        return shared and instruction.rvalue == "ref" and instruction.detail.endswith("mut")

    def index_text(self, number: int) -> str | None:
        """The index where the borrow at point `number` is what an overloaded `[]` takes to lead to an element."""
        to = self._points[number].instruction.place
        taker = self._taker(number, to) if to is not None else None
        if taker is None or to is None or not self._looks_through(taker, to) or self.callee_name(taker) != "[]":
            return None
        return self._variables.index_text(self._points[taker].instruction.operands[1])

    def _looks_through(self, number: int, taken: Place) -> bool:
        """Whether a call takes a reference for what `&v[0]` or `&text` as a `&str` needs: its result is the borrow that
        one wrote."""
        instruction = self._points[number].instruction
        takes = instruction.kind in ("call", "tail call") and bool(instruction.operands)
        return takes and instruction.operands[0].place == taken and self.callee_name(number) in OVERLOADED

    def _taker(self, number: int, to: Place) -> int | None:
        """The point that takes a reference out of a temporary, reborrowing it or not; one that reads what the reference
        leads to has no use for the reference any more."""
        candidates = (r for r in self._reads.get(to.local, ()) if r != number)
        kinds = ("assign", "call", "tail call")
        taker = next((r for r in candidates if self._points[r].instruction.kind in kinds), None)
        operands = self._points[taker].instruction.operands if taker is not None else ()
        behind = [o.place for o in operands if o.place is not None and o.place.local == to.local and o.place != to]
        return None if any(e.kind == "deref" for place in behind for e in place.projection) else taker

    def _nearer(self, number: int, called: str) -> str:
        """The macro that a value is written in, where `called` is a macro around that one."""
        where = self._where.get(number)
        if where is None or not where.in_user_code or not called.endswith("!"):
            return called
        macro = self._source.innermost_macro(self._source.offset(where.line, where.column))
        return f"{macro.name}!" if macro is not None else called

    def callee_name(self, number: int) -> str:
        """The name of what point `number` calls, as one writes it: `Vec::push`, `println!`, `+`, `f`."""
        where = self._where.get(number)
        if where is not None and where.macro is not None and not where.in_user_code:
            return f"{where.macro.name}!"
        point = self._points[number]
        written = self._written_callee(number)
        if where is not None and where.macro is not None and not written:
            return f"{where.macro.name}!"  # a placeholder of its text
        if not point.instruction.detail:
            return self._called_value(point.instruction.operands[0].place) or written or "function pointer"
        name = place_names.callee_name(point.instruction.detail)
        method = name.rpartition("::")[2]
        if not written or re.search(rf"\b{re.escape(method)}\b", written):
            return name
        if method.removeprefix("async_") in ("call", "call_mut", "call_once"):
            return written
        return place_names.OPERATORS.get(method, name)

    def _called_value(self, called: Place | None) -> str:
        """The variable whose value is called, itself or a copy of it; "" for any other value."""
        if called is None:
            return ""
        made = (p.instruction for p in self._points if p.instruction.place == called)
        sources = [called, *(place for instruction in made for place in instruction.copies)]
        return next(filter(None, map(self._variables.place_text, sources)), "")

    def _written_callee(self, number: int) -> str:
        spans = self._points[number].constant_spans
        return self._source.between(*spans[0][1:]).strip() if spans and is_user_code(spans[0], self._source) else ""


def _step(instruction: Instruction, moved: Place) -> tuple[Elem, ...]:
    """Which part of the assigned place takes what was moved: the field of a value that is built, else all of it."""
    if instruction.rvalue != "aggregate":
        return ()
    index = next(i for i, o in enumerate(instruction.operands) if o.place is moved or o.place == moved)
    return (Elem("field", index),) if instruction.detail or len(instruction.operands) > 1 else ()


def _plain(projection: tuple[Elem, ...]) -> tuple[tuple[str, int], ...]:
    """The steps that tell parts from one another; fields and elements of an array alike by their number."""
    kinds = {"constant index": "field"}
    return tuple((kinds.get(e.kind, e.kind), e.number) for e in projection if e.kind not in _IGNORED)
