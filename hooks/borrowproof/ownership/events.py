"""What happens to each variable, point by point."""

from __future__ import annotations

from borrowproof.ownership.analysis import Analysis
from borrowproof.ownership.leftovers import left
from borrowproof.ownership.lines import Place as Where
from borrowproof.ownership.mir.syntax import Instruction, Place
from borrowproof.ownership.model import Event, EventKind, State, Target
from borrowproof.ownership.paths import Path
from borrowproof.ownership.variables import Binding

_DROPS = {
    State.OWNED: EventKind.DROP,
    State.MAYBE: EventKind.DROP_IF_OWNED,
    State.PARTIAL: EventKind.DROP_REST,
}
_READERS = frozenset({"assign", "call", "tail call", "yield", "asm"})


class Events:
    """Collects the events of all variables of a body in one pass over its points."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._found: dict[Binding, dict[Event, None]] = {b: {} for b in analysis.variables.bindings}
        self._declared: dict[Binding, int] = {}
        for number in analysis.graph.order:
            where = analysis.where.get(number)
            if where is not None:
                self._at(number, where)

    def of(self, binding: Binding) -> tuple[Event, ...]:
        """The events of a variable in the order of execution, its declaration first."""
        kind = EventKind.ARGUMENT if binding.argument or binding.captured else EventKind.DECLARE
        order = self._declared.get(binding, 0)
        first = Event(kind, binding.position.line, binding.position.column, binding.name, order)
        return (first, *sorted(self._found[binding], key=lambda event: event.order))

    def _at(self, number: int, where: Where) -> None:
        instruction = self._analysis.point(number).instruction
        if instruction.kind in _READERS:
            self._reads(number, where, instruction)
        place = instruction.place
        if place is None:
            return
        if instruction.kind in ("assign", "call", "yield"):
            self._written(number, where, place)
        elif instruction.kind == "drop":
            self._dropped(number, where, place)
        elif instruction.kind in ("storage live", "storage dead"):
            self._stored(number, where, instruction.kind, place)

    def _reads(self, number: int, where: Where, instruction: Instruction) -> None:
        for place in instruction.moves:
            if self._analysis.flow.moved_paths(place) and not self._hands_over(place, instruction):
                self._add(EventKind.MOVE, number, where, place, self._analysis.targets.of_move(number, place))
        for place in instruction.copies:
            if not self._hands_over(place, instruction):
                self._add(EventKind.COPY, number, where, place)
        written = instruction.detail != "fake"  # by which rustc reads the length of a slice
        if instruction.rvalue == "raw" and instruction.source is not None and written:
            self._add(EventKind.RAW, number, where, instruction.source)
        for place in instruction.outputs:
            self._written(number, where, place)

    def _hands_over(self, place: Place, instruction: Instruction) -> bool:
        """Whether a variable only changes its place in the MIR, as an async function's argument does."""
        to, variables = instruction.place, self._analysis.variables
        other = to is not None and to.local != place.local
        return other and to is not None and variables.of(to) == variables.of(place)

    def _stored(self, number: int, where: Where, kind: str, place: Place) -> None:
        binding = self._analysis.variables.of(place)
        if binding is None or binding.place.local != place.local:
            return
        if kind == "storage dead":
            self._add(EventKind.SCOPE_END, number, where, place)
        else:
            self._declared.setdefault(binding, self._analysis.graph.order[number])

    def _written(self, number: int, where: Where, place: Place) -> None:
        variables = self._analysis.variables
        binding = variables.of(place)
        if binding is None or (binding.place.local != place.local and not place.projection):
            return  # not a variable of the program, or the reference by which a guard sees one
        if variables.beyond(place):
            self._add(EventKind.WRITE, number, where, place)
            return
        at = self._replacing(number, place)
        before = self._analysis.state(binding, at)
        path = self._analysis.path(binding)
        moved = path is not None and self._analysis.flow.was_moved(path, at)
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

    def _dropped(self, number: int, where: Where, place: Place) -> None:
        paths = self._analysis.flow.moved_paths(place)
        state = self._analysis.flow.state(paths[0], number) if paths else State.OWNED
        kind = _DROPS.get(state) if state is not None else None
        if kind is None or (kind is EventKind.DROP_REST and not self._leaves(number, place, paths[0])):
            return  # nothing is left to drop, so rustc generates no code for it
        following = self._analysis.graph.successors[number]
        replaced = any(self._replacing(after, place) == number and self._assigns(after, place) for after in following)
        self._add(kind, number, where, place, replaced=replaced)

    def _leaves(self, number: int, place: Place, path: Path) -> bool:
        type_ = self._analysis.flow.type_at(place, len(place.projection))
        return left(self._analysis.flow, self._analysis.declarations, path, type_, number)

    def _assigns(self, number: int, place: Place) -> bool:
        instruction = self._analysis.point(number).instruction
        return instruction.kind in ("assign", "call") and instruction.place == place

    def _add(
        self,
        kind: EventKind,
        number: int,
        where: Where,
        place: Place,
        target: Target | None = None,
        before: State | None = None,
        replaced: bool = False,
    ) -> None:
        binding = self._analysis.variables.of(place)
        if binding is None:
            return
        before = before or self._analysis.state(binding, number)
        text = self._analysis.variables.text(place)
        order = self._analysis.graph.order[number]
        event = Event(kind, where.line, where.column, text, order, target, before, replaced)
        same = next((e for e in self._found[binding] if _same(e, event)), None)
        if same is None:
            self._found[binding][event] = None
        elif kind is EventKind.SCOPE_END:  # of a path that leaves early and the others the last
            del self._found[binding][same]
            self._found[binding][event] = None


def _same(one: Event, other: Event) -> bool:
    """Whether two events are one for a reader: the same, at the same place, on different paths."""
    keys = ["kind", "line", "column", "place", "target", "replaced"]
    if one.kind is not EventKind.SCOPE_END:
        keys.append("before")
    return all(getattr(one, key) == getattr(other, key) for key in keys)
