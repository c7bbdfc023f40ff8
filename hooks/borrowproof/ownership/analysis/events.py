"""What happens to each variable, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borrowproof.facts import types
from borrowproof.facts.mir.syntax import Instruction, Place
from borrowproof.facts.move_paths import MovePath
from borrowproof.facts.source_locations import SourceLocation
from borrowproof.facts.variables import Binding
from borrowproof.model.timeline import Event, EventKind, ReferenceKind, State, TargetKind
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.drop_elaboration import may_need_drop
from borrowproof.ownership.analysis.event_order import EventOrder
from borrowproof.ownership.analysis.overloaded_places import overloaded_element
from borrowproof.ownership.analysis.refused_places import refused_place
from borrowproof.ownership.analysis.shared_links import shared_step
from borrowproof.ownership.analysis.value_targets import Destination

_DROPS = {
    State.OWNED: EventKind.DROP,
    State.MAYBE: EventKind.DROP_IF_OWNED,
    State.PARTIAL: EventKind.DROP_REST,
}
# What is done with a temporary value within its own expression needs no telling.
_UNTOLD_OF_TEMPORARIES = frozenset({EventKind.COPY, EventKind.READ, EventKind.RAW, EventKind.WRITE})
_CLOSURES = frozenset({"closure", "coroutine"})
_READERS = frozenset({"assign", "call", "tail call", "yield", "asm"})


class Events:
    """Collects the events of all variables of a body in one pass over its points."""

    def __init__(self, analysis: BodyAnalysis) -> None:
        self._analysis = analysis
        self._order = EventOrder(analysis.body, analysis.graph, analysis.locations, analysis.source)
        for number in analysis.graph.order:
            where = analysis.locations.get(number)
            if where is not None:
                self._at(number, where)
        for borrow in analysis.body.borrows:
            issued = analysis.body.starts[borrow.block] + borrow.statement
            destination = analysis.targets.of_borrow(issued) if issued in analysis.graph.order else None
            if issued in analysis.graph.order:
                where = analysis.locations.get(issued)
                self._order.mark(issued, (where.line, where.column) if where is not None else None)
            if destination is not None and destination.point in analysis.graph.order:
                self._order.mark(destination.point)
        self._ordered = self._order.ordered()
        self._given_by_let = frozenset(self._lets())

    def order_of(self, point: int) -> int | None:
        """The sequence number of a loan's point, or of one at which a call takes what is lent."""
        return self._ordered.points.get(point)

    def excluded_by(self, order: int | None) -> tuple[int, ...]:
        """The numbers of a line that no path has together with a number."""
        return self._ordered.excluded.get(order, ()) if order is not None else ()

    def is_conditional(self, order: int | None) -> bool:
        """Whether what has a number only happens on some paths through its line."""
        return order in self._ordered.conditional

    def of(self, binding: Binding) -> tuple[Event, ...]:
        """The events of a variable in the order of execution, its declaration first."""
        kind = EventKind.ARGUMENT if binding.argument or binding.captured else EventKind.DECLARE
        found = self._ordered.events.get(binding, ())
        if kind is EventKind.DECLARE and self._is_given_later(binding, found):
            return tuple(found)
        order = self._ordered.declared.get(binding, 0)
        return (Event(kind, binding.position.line, binding.position.column, binding.name, order), *found)

    def _is_given_later(self, binding: Binding, found: Sequence[Event]) -> bool:
        """Whether the value that a `let` gives stands on a later line than the name: nobody can see the name before."""
        given = any(e.kind is EventKind.INIT for e in found)
        at_once = any(e.kind is EventKind.INIT and e.line == binding.position.line for e in found)
        return given and not at_once and binding.place in self._given_by_let

    def _lets(self) -> Iterator[Place]:
        for number in self._analysis.graph.order:
            point = self._analysis.point(number)
            if point.instruction.kind == "fake read" and point.instruction.place and "(ForLet(" in point.text:
                yield point.instruction.place

    def _at(self, number: int, where: SourceLocation) -> None:
        instruction = self._analysis.point(number).instruction
        if instruction.kind in _READERS:
            self._reads(number, where, instruction)
        elif instruction.kind == "return":
            self._returned(number, where)
        place = instruction.place
        if place is None:
            return
        if instruction.kind in ("assign", "call", "yield"):
            self._written(number, where, place)
        elif instruction.kind == "drop":
            for owned in self._captured_in(place) or [place]:
                self._dropped(number, where, owned)
        elif instruction.kind in ("storage live", "storage dead"):
            self._stored(number, where, instruction.kind, place)

    def _returned(self, number: int, where: SourceLocation) -> None:
        """The end of the parameters: MIR has no end of storage for them."""
        for binding in self._analysis.variables.bindings:
            if binding.argument and binding.place.local <= self._analysis.body.arguments:
                self._add(EventKind.SCOPE_END, number, where, binding.place)

    def _reads(self, number: int, where: SourceLocation, instruction: Instruction) -> None:
        for place in instruction.moves:
            if self._hands_over(place, instruction):
                continue
            destination = self._analysis.targets.of_move(number, place)
            if self._analysis.initialization.moved_paths(place):
                self._add(EventKind.MOVE, number, where, place, destination)
            else:
                self._refused(number, where, place, destination)
        # A slice pattern or an index that looks at a length copies nothing that a reader would call so.
        for place in instruction.copies if instruction.rvalue != "length" else ():
            if not self._hands_over(place, instruction):
                self._add(EventKind.COPY, number, where, place, self._copied_to(number, place))
        written = instruction.detail != "fake"  # by which rustc reads the length of a slice
        if instruction.rvalue == "raw" and instruction.source is not None and written:
            self._raw(number, where, instruction.source)
        if instruction.rvalue == "ref" and instruction.detail in ("", "mut") and instruction.source is not None:
            kind = EventKind.LEND if instruction.detail else EventKind.READ
            self._behind_shared(kind, number, where, instruction.source)
        for place in instruction.outputs:
            self._written(number, where, place)

    def _raw(self, number: int, where: SourceLocation, place: Place) -> None:
        """A raw pointer, to a place of a variable or to what an overloaded `*` or `[]` has returned of one."""
        element = overloaded_element(self._analysis.body.points, self._analysis.variables, place)
        owner, text = element if element is not None else (place, None)
        self._add(EventKind.RAW, number, where, owner, text=text)

    def _refused(self, number: int, where: SourceLocation, place: Place, there: Destination) -> None:
        """A move that rustc follows no further, since nothing may be moved out of there."""
        owner, text = refused_place(self._analysis, place)
        self._add(EventKind.REFUSED, number, where, owner, there, text=text)

    def _copied_to(self, number: int, place: Place) -> Destination | None:
        """Where a copy goes that is captured, or that hands a reference to the caller; others may be parts of sums."""
        found = self._analysis.targets.of_move(number, place)
        reference = (
            types.reference_kind(self._analysis.initialization.type_at(place, len(place.projection))) is not None
        )
        kind = found.target.kind
        captured = kind is TargetKind.CLOSURE and self._analysis.point(number).instruction.rvalue in _CLOSURES
        return found if captured or (kind is TargetKind.RETURN and reference) else None

    def _behind_shared(self, kind: EventKind, number: int, where: SourceLocation, place: Place) -> None:
        """A borrow behind a shared reference is a use of that reference, and no loan. So is one of what a closure has
        captured, if it sees that through such a reference."""
        binding = self._analysis.variables.of(place)
        beyond = self._analysis.variables.projection_beyond(place)
        if binding is None or beyond is None:
            if kind is EventKind.LEND:
                self._through_shared(kind, number, where, place)
            return
        first = 0 if binding.captured else len(place.projection) - len(beyond)
        if self._is_behind_shared(kind, place, first):
            targets = self._analysis.targets
            whole = self._analysis.variables.place_text(place)
            index = targets.index_text(number)
            text = f"{whole.lstrip('*')}[{index}]" if index is not None else whole
            self._add(kind, number, where, place, targets.of_borrow(number), text=text)

    def _is_behind_shared(self, kind: EventKind, place: Place, first: int) -> bool:
        """Whether a step of a place, from the `first` one on, goes through a shared reference: any for what is read,
        the last one that matters for what is changed."""
        if kind is EventKind.LEND:
            step = shared_step(self._analysis, place)
            return step is not None and step >= first
        derefs = (n for n in range(first, len(place.projection)) if place.projection[n].kind == "deref")
        types_ = (self._analysis.initialization.type_at(place, n) for n in derefs)
        return any(types.reference_kind(type_) is ReferenceKind.SHARED for type_ in types_)

    def _through_shared(self, kind: EventKind, number: int, where: SourceLocation, place: Place) -> None:
        """A write or mutable borrow of what a call has returned a shared reference to, itself or by an overloaded `*`
        or `[]`: rustc refuses it (`*rc = ...`, `names.first().push(...)`)."""
        if shared_step(self._analysis, place) is None:
            return
        owner, text = refused_place(self._analysis, place)
        there = self._analysis.targets.of_borrow(number) if kind is EventKind.LEND else None
        self._add(kind, number, where, owner, there, text=text or None)

    def _hands_over(self, place: Place, instruction: Instruction) -> bool:
        """Whether a variable only changes its place in the MIR, as an async function's argument does."""
        to, variables = instruction.place, self._analysis.variables
        if to is None or to.local == place.local:
            return False
        binding = variables.of(place)
        return binding is not None and variables.of(to) == binding

    def _stored(self, number: int, where: SourceLocation, kind: str, place: Place) -> None:
        binding = self._analysis.variables.of(place)
        if binding is None or binding.place.local != place.local:
            return
        if kind == "storage dead":
            self._add(EventKind.SCOPE_END, number, where, place)
        else:
            self._order.declare(binding, number)

    def _written(self, number: int, where: SourceLocation, place: Place) -> None:
        variables = self._analysis.variables
        binding = variables.of(place)
        if binding is None:
            self._through_shared(EventKind.WRITE, number, where, place)
            return
        if binding.place.local != place.local and not place.projection:
            return  # the reference by which a guard sees a variable of the program
        if variables.projection_beyond(place):
            self._add(EventKind.WRITE, number, where, place)
            return
        at = self._replacing(number, place)
        before = self._analysis.state(binding, at)
        path = self._analysis.path(binding)
        moved = path is not None and self._analysis.initialization.may_be_moved(path, at)
        if binding.argument and before is State.UNINIT:
            return  # the value comes from the caller
        if binding.captured and path is None:
            kind = EventKind.REASSIGN
        elif moved:
            kind = EventKind.REINIT
        else:
            kind = EventKind.INIT if before is State.UNINIT else EventKind.REASSIGN
        self._add(kind, number, where, place, before=before)

    def _replacing(self, number: int, place: Place) -> int:
        """The point whose state counts for an assignment: a drop of the old value just before it, or itself."""
        for before in self._analysis.graph.predecessors[number]:
            instruction = self._analysis.point(before).instruction
            if instruction.kind == "drop" and instruction.place == place:
                return before
        return number

    def _dropped(self, number: int, where: SourceLocation, place: Place) -> None:
        paths = self._analysis.initialization.moved_paths(place)
        state = self._analysis.initialization.state(paths[0], number) if paths else State.OWNED
        kind = _DROPS.get(state) if state is not None else None
        if kind is None or (paths and not self._leaves(number, place, paths[0])):
            return  # nothing is left to drop, so rustc generates no code for it
        if kind is EventKind.DROP_REST and self._analysis.initialization.is_of_other_variant(paths[0], number):
            kind = EventKind.DROP_IF_OWNED
        following = self._analysis.graph.successors[number]
        replaced = any(self._replacing(after, place) == number and self._assigns(after, place) for after in following)
        self._add(kind, number, where, place, replaced=replaced)

    def _captured_in(self, place: Place) -> list[Place]:
        """What a closure owns, where `place` is the closure itself: its drop at the end of its body is theirs."""
        captured = (b.place for b in self._analysis.variables.bindings if b.captured and b.place.local == place.local)
        return [p for p in captured if not place.projection and all(elem.kind != "deref" for elem in p.projection)]

    def _leaves(self, number: int, place: Place, path: MovePath) -> bool:
        type_ = self._analysis.initialization.type_at(place, len(place.projection))
        return may_need_drop(self._analysis.initialization, self._analysis.declarations, path, type_, number)

    def _assigns(self, number: int, place: Place) -> bool:
        instruction = self._analysis.point(number).instruction
        return instruction.kind in ("assign", "call") and instruction.place == place

    def _add(
        self,
        kind: EventKind,
        number: int,
        where: SourceLocation,
        place: Place,
        there: Destination | None = None,
        before: State | None = None,
        replaced: bool = False,
        text: str | None = None,
    ) -> None:
        binding = self._analysis.variables.of(place)
        if binding is None or (binding.temporary and kind in _UNTOLD_OF_TEMPORARIES):
            return
        if before is None:  # a guard sees a value that its variable is given only afterwards
            guard = self._analysis.variables.is_seen_by_guard(place)
            before = State.OWNED if guard else self._analysis.state(binding, number)
        text = text if text is not None else self._analysis.variables.place_text(place)
        event = Event(kind, where.line, where.column, text, 0, there and there.target, before, replaced)
        by_call = there is not None and there.target.kind is TargetKind.CALL
        self._order.add(binding, event, number, there.point if by_call and there is not None else None)
