"""Temporary values that outlast their expression, and so are worth a lane.

Nobody named them, but they are there: the guard in the head of a `while let` is held through its body, the iterator of
a `for` keeps what it iterates over, `&String::new()` lives as long as the variable that it is given to. Those that are
made and gone within one expression are left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from borrowproof.facts import types
from borrowproof.facts.control_flow import Graph, points_in
from borrowproof.facts.declarations import Declarations, split_at_commas
from borrowproof.facts.mir import spans
from borrowproof.facts.mir.syntax import Body, Borrow, Place
from borrowproof.facts.source_locations import SourceLocation, is_user_code
from borrowproof.facts.source_text import Position, Source
from borrowproof.facts.variables import Binding, Variables, is_iterator
from borrowproof.ownership.analysis.drop_elaboration import may_need_drop
from borrowproof.ownership.analysis.initialization import Initialization
from borrowproof.ownership.analysis.liveness import live_points
from borrowproof.ownership.analysis.region_flow import RegionFlow

_GUARD = re.compile(r"Ref|RefMut|\w*Guard|Std(?:in|out|err)Lock")
_WRAPPERS = frozenset({"Option", "Result"})
_UNNAMED = {"{closure": "closure", "{async": "future", "(": "tuple", "[": "array", "&": "reference"}
_ALONE = re.compile(r"(?:\blet\s+|[;{}]\s*)_\s*(?::[^=;]*)?=\s*\Z")  # what `let _ =`, or `_ =`, is given goes at once
_STATEMENT = re.compile(r"[;{}]\s*\Z")
_GIVEN = ("assign", "call", "yield")


def lasting_temporaries(
    body: Body,
    source: Source,
    graph: Graph,
    where: dict[int, SourceLocation],
    variables: Variables,
    flow: Initialization,
    regions: RegionFlow,
    declarations: Declarations,
) -> list[Binding]:
    """The temporaries of a body that last, in the order in which they are made."""
    finder = _Finder(body, source, graph, where, variables, flow, regions, declarations)
    return [binding for local in finder.candidates() if (binding := finder.binding(local)) is not None]


def temporary_name(type_: str) -> str:
    """What to call a value of a type that nobody named: `‹guard›`, `‹Vec›`, `‹closure›`."""
    return f"‹{'guard' if _is_guard(type_) else _word(type_)}›"


def _word(type_: str) -> str:
    type_ = type_.removeprefix("impl ").removeprefix("dyn ")
    unnamed = (word for begin, word in _UNNAMED.items() if type_.startswith(begin))
    return next(unnamed, types.head(type_)) or "value"


def _is_guard(type_: str) -> bool:
    """Whether a value keeps a lock, or the right to look into a RefCell, until it is dropped."""
    if types.head(type_) in _WRAPPERS and type_.endswith(">"):
        return _is_guard(split_at_commas(type_[type_.index("<") + 1 : -1])[0].strip())
    return _GUARD.fullmatch(types.head(type_)) is not None


@dataclass(frozen=True, slots=True)
class _Finder:
    body: Body
    source: Source
    graph: Graph
    where: dict[int, SourceLocation]
    variables: Variables
    flow: Initialization
    regions: RegionFlow
    declarations: Declarations

    def candidates(self) -> list[int]:
        """The locals that no variable of the program is: those that own something to be dropped, and iterators."""
        iterators = {d.place.local for d in self.body.debug if is_iterator(d, self.source)}
        dropped = {place.local for p in self.graph.order if (place := self._drops(p)) is not None}
        found = {n for n in dropped | (iterators & self.regions.holding) if n > self.body.arguments}
        return sorted(n for n in found if self.variables.of(Place(n)) is None)

    def _drops(self, point: int) -> Place | None:
        """The local that a point drops, if something of it is, or may be, left to drop there."""
        instruction = self.body.points[point].instruction
        place = instruction.place
        if instruction.kind != "drop" or place is None or place.projection:
            return None
        type_ = self.body.locals[place.local].type
        left = may_need_drop(self.flow, self.declarations, (place.local, ()), type_, point)
        return place if left else None

    def binding(self, local: int) -> Binding | None:
        """A temporary as one shows it, None where it is gone with its expression."""
        made = self._made(local)
        if made is None or self._is_taken_apart(local):
            return None
        there = self._there(local)
        lasts = self._lasts(made, there) or self._is_dropped_alone(local) or self._is_missed(local)
        if not there or not lasts:
            return None
        at = self.where[made]
        type_ = self.body.locals[local].type
        iterator = any(d.place.local == local and is_iterator(d, self.source) for d in self.body.debug)
        name = "‹iterator›" if iterator else temporary_name(type_)
        scope = self.body.points[made].scope
        position = Position(at.line, at.column)
        return Binding(name, position, Place(local), scope, "", type_, False, False, False, temporary=True)

    def _made(self, local: int) -> int | None:
        """The first point at which a local is given a value."""
        order = self.graph.order
        made = (p for p in order if self._gives(p, local) and p in self.where)
        return min(made, key=order.__getitem__, default=None)

    def _gives(self, point: int, local: int) -> bool:
        instruction = self.body.points[point].instruction
        return instruction.kind in _GIVEN and instruction.place == Place(local)

    def _is_taken_apart(self, local: int) -> bool:
        """Whether a pattern moves parts of a value into variables: then these are what lasts."""
        return any(moved.local == local and moved.projection for p in self.graph.order for moved in self._moves(p))

    def _moves(self, point: int) -> tuple[Place, ...]:
        return self.body.points[point].instruction.moves

    def _there(self, local: int) -> list[int]:
        """The points at which a value is there that is still to be dropped, or used."""
        live = live_points(self.body, self.graph, local, dropping=True)
        return [p for p in points_in(live) if p in self.where and self.flow.may_be_init((local, ()), p)]

    def _lasts(self, made: int, there: list[int]) -> bool:
        at = self.where[made]
        start = self.source.offset(at.line, at.column)
        beyond = (p for p in there if self.where[p].line > at.line)
        return any(self.source.is_beyond(start, self._offset(p)) for p in beyond)

    def _is_dropped_alone(self, local: int) -> bool:
        """Whether it is all that a `let _ =` is given, or a guard, or something with a `Drop` of its own, that stands
        alone as a statement: it is gone at once, where one may have expected it to stay."""
        span, type_ = self.body.locals[local].span, self.body.locals[local].type
        if span is None or not is_user_code(span, self.source):
            return False
        start, end = self.source.offset(span.line, span.column), self.source.offset(span.end_line, span.end_column)
        before = self.source.blanked[max(0, start - 200) : start]
        telling = _is_guard(type_) or types.head(type_) in self.declarations.implement_drop
        alone = _ALONE.search(before) is not None or (telling and _STATEMENT.search(before) is not None)
        return alone and self.source.blanked[end:].lstrip().startswith(";")

    def _is_missed(self, local: int) -> bool:
        """Whether it is gone while a loan of it is still needed (E0716)."""
        return any(self._is_needed_at(p, borrow) for borrow in self._loans_of(local) for p in self._ends_of(local))

    def _loans_of(self, local: int) -> Iterator[Borrow]:
        for borrow in self.body.borrows:
            source = self.body.points[self.body.starts[borrow.block] + borrow.statement].instruction.source
            if source is not None and source.local == local:
                yield borrow

    def _ends_of(self, local: int) -> Iterator[int]:
        instructions = ((p, self.body.points[p].instruction) for p in self.graph.order)
        return (p for p, i in instructions if i.kind in ("drop", "storage dead") and i.place == Place(local))

    def _is_needed_at(self, point: int, borrow: Borrow) -> bool:
        region = spans.point_bits(self.body.values.get(borrow.region, ""), self.body.starts)
        return point in self.regions.broken(borrow.name) and bool(region >> point & 1)

    def _offset(self, point: int) -> int:
        return self.source.offset(self.where[point].line, self.where[point].column)
