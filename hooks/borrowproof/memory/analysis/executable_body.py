"""A body of MIR as the run follows it: where each point has its row in the line table, and what executing it does.

The rules for values are those of rustc's initialisation dataflow (`rustc_mir_dataflow`, `drop_flag_effects.rs`), on one
path instead of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from borrowproof.backends.invocation import MAIN
from borrowproof.facts import control_flow, place_names, source_locations, types
from borrowproof.facts.control_flow import IMAGINARY
from borrowproof.facts.declarations import Declarations, split_at_commas
from borrowproof.facts.functions import FunctionInfo
from borrowproof.facts.mir.syntax import Body, Instruction, Place
from borrowproof.facts.move_paths import MovePath, MovePaths
from borrowproof.facts.source_text import Source
from borrowproof.facts.variables import Variables

Key = tuple[int, int]  # line and column of a row

_EXECUTED = frozenset({"assign", "call", "drop", "switch", "assert", "return", "tail call", "yield", "asm"})
_MOVED, _DROPPED, _NEVER = "moved", "dropped", "never"


class Fate(NamedTuple):
    """Why a local has no value: `kind` is moved, dropped or never (given one). `to` is where it was moved, `held` the
    temporary that it is in meanwhile, `line` where that happened; `dead` tells that its storage has ended."""

    kind: str
    to: str = ""
    held: int = -1
    line: int = 0
    dead: bool = False


class PathState(NamedTuple):
    """Which move paths have no value, as bits, and the fates of locals that have none or not all of theirs."""

    empty: int
    fates: frozenset[tuple[int, Fate]]

    def fate(self, local: int) -> Fate | None:
        """What became of a local's value."""
        return next((fate for one, fate in self.fates if one == local), None)


class PathDrop(NamedTuple):
    """A drop of a variable, or of a part of it: its point, and whether only the rest of the value was there."""

    point: int
    rest: bool


class Following(NamedTuple):
    """A point that may follow, and whether control gets there by unwinding only."""

    point: int
    unwinds: bool


@dataclass(frozen=True)
class ExecutableBody:
    """One body, prepared."""

    info: FunctionInfo
    body: Body
    source: Source
    declarations: Declarations

    @cached_property
    def variables(self) -> Variables:
        """Its variables that somebody wrote."""
        return Variables(self.body, self.source, self.declarations)

    @cached_property
    def paths(self) -> MovePaths:
        """Its move paths."""
        return MovePaths(self.body, self.declarations)

    @cached_property
    def _locations(self) -> dict[int, source_locations.SourceLocation]:
        return source_locations.locate(self.body, control_flow.build_graph(self.body), self.source)

    # -- rows

    @cached_property
    def keys(self) -> tuple[frozenset[Key], ...]:
        """Where each point may have a row: the beginning of its span, a call at its callee's name, and what a macro of
        std expands to at the macro call (`collapse_macro_debuginfo`)."""
        return tuple(frozenset(self._keys(number)) for number in range(len(self.body.points)))

    def _keys(self, number: int) -> Iterator[Key]:
        point = self.body.points[number]
        span = point.span
        if span is not None and source_locations.is_user_code(span, self.source):
            yield span.line, span.column
            if point.instruction.kind == "call" and point.constant_spans:
                callee = point.constant_spans[0]
                if source_locations.is_user_code(callee, self.source):
                    yield callee.line, callee.column
            if point.text.endswith("= const ()"):
                yield span.end_line, max(span.end_column - 1, 1)
            return
        found = self._locations.get(number)
        if found is not None and found.macro is not None:
            position = self.source.position(found.macro.start)
            yield position.line, position.column

    @cached_property
    def foreign_keys(self) -> dict[tuple[str, int, int], Key]:
        """Where a macro call stands that expands to what is written in another file, or in a `macro_rules!` of this one
        (file ""): by file, line and column there, where it is one call only."""
        found: dict[tuple[str, int, int], set[Key]] = {}
        for number, point in enumerate(self.body.points):
            place = self._locations.get(number)
            written = source_locations.is_user_code(point.span, self.source)
            if point.span is not None and not written and place is not None and place.macro is not None:
                position = self.source.position(place.macro.start)
                file = "" if point.span.file == MAIN else point.span.file.rpartition("/")[2]
                key = (file, point.span.line, point.span.column)
                found.setdefault(key, set()).add((position.line, position.column))
        return {key: next(iter(places)) for key, places in found.items() if len(places) == 1}

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The line of each point, 0 where it has none."""
        return tuple(self._line(number) for number in range(len(self.body.points)))

    def _line(self, number: int) -> int:
        found = self._locations.get(number)
        span = self.body.points[number].span
        if found is not None:
            return found.line
        return span.line if span is not None and source_locations.is_user_code(span, self.source) else 0

    def has_row(self, number: int) -> bool:
        """Whether executing a point ought to be seen as a row of its own."""
        return self.body.points[number].instruction.kind in _EXECUTED and bool(self.keys[number])

    @cached_property
    def every_key(self) -> frozenset[Key]:
        """All places at which it may have rows."""
        return frozenset().union(*self.keys)

    # -- control flow

    @cached_property
    def following(self) -> tuple[tuple[Following, ...], ...]:
        """What may follow each point."""
        found: list[tuple[Following, ...]] = []
        for block in self.body.blocks:
            for _ in block.points[:-1]:
                found.append((Following(len(found) + 1, False),))
            edges = [e for e in block.points[-1].instruction.edges if e.label not in (IMAGINARY, "drop")]
            into = ((self.body.starts[e.target], self.body.blocks[e.target].cleanup) for e in edges)
            found.append(tuple(Following(start, cleanup and not block.cleanup) for start, cleanup in into))
        return tuple(found)

    @cached_property
    def cleanup(self) -> tuple[bool, ...]:
        """Whether each point is executed while unwinding only."""
        return tuple(block.cleanup for block in self.body.blocks for _ in block.points)

    # -- values

    @cached_property
    def _bits(self) -> dict[MovePath, int]:
        found: dict[MovePath, int] = {}
        for local in range(max(self.body.locals, default=0) + 1):
            found[local, ()] = 1 << len(found)
        for point in self.body.points:
            for place in _touched(point.instruction):
                for path in self.paths.moved_paths(place):
                    found.setdefault(path, 1 << len(found))
        return found

    @cached_property
    def _within(self) -> Mapping[MovePath, int]:
        """For every path, the bits of it and of all its parts."""
        by_local: dict[int, list[MovePath]] = {}
        for path in self._bits:
            by_local.setdefault(path[0], []).append(path)
        return {
            path: sum(self._bits[part] for part in parts if part[1][: len(path[1])] == path[1])
            for parts in by_local.values()
            for path in parts
        }

    @cached_property
    def entered(self) -> PathState:
        """The state in which a call begins: nothing but the arguments has a value."""
        empty = (1 << len(self._bits)) - 1
        for local in range(1, self.body.arguments + 1):
            empty &= ~self._within[local, ()]
        never = (
            (local, Fate(_NEVER)) for local in range(self.body.arguments + 1, max(self.body.locals, default=0) + 1)
        )
        return PathState(empty, frozenset(never))

    def after(self, number: int, before: PathState, *, returned: bool = True) -> PathState:
        """The state behind a point; of a call that has not `returned`, the state in which it runs."""
        instruction = self.body.points[number].instruction
        empty, fates = before.empty, dict(before.fates)
        for place in instruction.moves:
            empty = self._move(number, place, instruction, empty, fates)
        to = instruction.place
        if to is not None:
            if instruction.kind in ("assign", "call", "yield") and returned:
                empty = self._fill(to, empty, fates)
            elif instruction.kind == "drop":
                empty = self._drop(number, to, empty, fates)
            elif instruction.kind == "storage dead":
                empty |= self._within[to.local, ()]
                fates[to.local] = fates.get(to.local, Fate(_NEVER))._replace(dead=True)
            elif instruction.kind == "storage live":
                fates[to.local] = Fate(_NEVER)
        for output in instruction.outputs:
            empty = self._fill(output, empty, fates)
        return PathState(empty, frozenset(fates.items()))

    def _move(self, number: int, place: Place, by: Instruction, empty: int, fates: dict[int, Fate]) -> int:
        for path in self.paths.moved_paths(place):
            empty |= self._within[path]
        to, held = self._destination(by)
        for local, fate in list(fates.items()):
            if fate.held == place.local and not place.projection:
                fates[local] = fate._replace(to=to, held=held)
        if not any(elem.kind == "deref" for elem in place.projection):
            fates[place.local] = Fate(_MOVED, to, held, self.lines[number])
        return empty

    def _destination(self, by: Instruction) -> tuple[str, int]:
        """Where a value goes in words, and the temporary that holds it meanwhile."""
        if by.kind in ("call", "tail call"):
            return f"{place_names.callee_name(by.detail)}()" if by.detail else "a function", -1
        if by.place is None:
            return "", -1
        if by.place.local == 0:
            return "the caller", -1
        if by.rvalue in ("closure", "coroutine"):
            return "a closure" if by.rvalue == "closure" else "an async block", -1
        binding = self.variables.of(by.place)
        if binding is not None:
            return self.variables.place_text(by.place) or binding.name, -1
        return "", by.place.local

    def _fill(self, place: Place, empty: int, fates: dict[int, Fate]) -> int:
        for path in self.paths.moved_paths(place):
            empty &= ~self._within[path]
        if not place.projection:
            fates.pop(place.local, None)
        return empty

    def _drop(self, number: int, place: Place, empty: int, fates: dict[int, Fate]) -> int:
        for path in self.paths.moved_paths(place):
            mask = self._within[path]
            if (
                empty & mask != mask
                and not place.projection
                and self._drops(place.local, PathState(empty, frozenset()))
            ):
                fates[place.local] = Fate(_DROPPED, line=self.lines[number])
            empty |= mask
        return empty

    def dropped(self, number: int, before: PathState) -> tuple[PathDrop, ...]:
        """The drop that a point makes of what a variable of the function holds itself; none where nothing is left of
        it."""
        instruction = self.body.points[number].instruction
        place = instruction.place
        if instruction.kind != "drop" or place is None or any(step.kind == "deref" for step in place.projection):
            return ()
        binding = self.variables.of(place)
        some, all_ = self.holds(place, before)
        if binding is None or binding.captured or not some:
            return ()
        left = all_ or place.projection or self._drops(place.local, before)
        return (PathDrop(number, not all_),) if left else ()

    def _drops(self, local: int, state: PathState) -> bool:
        """Whether there is something to drop in what is left of a local: of a struct whose parts were moved out, one of
        the others; of an enum whose payload was, nothing."""
        missing = self.missing_parts(local, state)
        if not missing:
            return True
        steps = [path[1] for path in missing]
        if any(one[0].kind == "downcast" for one in steps):
            return False
        type_ = self.body.locals[local].type
        fields = split_at_commas(type_[1:-1]) if type_.startswith("(") else self._fields(type_)
        gone = {one[0].number for one in steps if len(one) == 1}
        rest = [field.strip() for number, field in enumerate(fields) if number not in gone]
        return not fields or any(field and not types.needs_no_drop(field) for field in rest)

    def _fields(self, type_: str) -> Sequence[str]:
        return self.declarations.types.get((types.head(type_), ""), ())

    def holds(self, place: Place, state: PathState) -> tuple[bool, bool]:
        """Whether a place has a value or a part of one, and whether all of it is there."""
        masks = [self._mask(path) for path in self.paths.moved_paths(place)]
        mask = 0
        for one in masks:
            mask |= one
        return (state.empty & mask != mask, not state.empty & mask) if masks else (True, True)

    def _mask(self, path: MovePath) -> int:
        while path not in self._bits:
            path = (path[0], path[1][:-1])
        return self._within[path]

    def missing_parts(self, local: int, state: PathState) -> list[MovePath]:
        """The outermost parts of a local that have no value."""
        found: list[MovePath] = []
        for path in sorted((p for p in self._bits if p[0] == local and p[1]), key=lambda p: len(p[1])):
            inside = any(path[1][: len(one[1])] == one[1] for one in found)
            if not inside and state.empty & self._bits[path]:
                found.append(path)
        return found


def _touched(instruction: Instruction) -> Iterator[Place]:
    yield from instruction.moves
    yield from instruction.outputs
    if instruction.place is not None and instruction.kind in ("assign", "call", "yield", "drop", "storage dead"):
        yield instruction.place
