"""The frame of a call at one step: which of its slots hold a value, and what was dropped of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from borrowproof.facts.debug_info.syntax import DebugInfo
from borrowproof.facts.recorded_run import CallState, Hit, Memory, Snapshot
from borrowproof.memory.analysis.contents import without_part
from borrowproof.memory.analysis.decoder import At, Decoder
from borrowproof.memory.analysis.executable_body import PathDrop, PathState
from borrowproof.memory.analysis.executed_path import ExecutedPath, Waiting
from borrowproof.memory.analysis.places import Heap, Places, Statics
from borrowproof.memory.analysis.slots import FoundSlot, SlotFate, fate, find_slots
from borrowproof.memory.analysis.type_names import function_name, type_name
from borrowproof.model.memory import Drop, Frame, PointerKind, Region, Slot, SlotState, Value
from borrowproof.model.timeline import ReferenceKind

_SHOWN = frozenset({SlotState.OWNED, SlotState.PARTIAL, SlotState.DROPPING})
_POINTER_SIZE = 8


class FrameAndDrops(NamedTuple):
    """The frame of a call, and what was dropped of its variables since the step before."""

    frame: Frame
    drops: tuple[Drop, ...]


@dataclass(slots=True)
class Quality:
    """How sure the states are: slots whose state is certain, and not; rows whose point was not found."""

    certain: int = 0
    uncertain: int = 0
    lost: int = 0


class Standings(NamedTuple):
    """The states in which a call may be, the local that it is about to drop (-1 for none), and where it waits for
    another call."""

    states: list[PathState]
    dropping: int
    waiting: Waiting | None


@dataclass
class Calls:
    """The calls of a run. `paths` are those that have a body that is followed, by the id of the call."""

    debug: DebugInfo
    memory: Memory
    heap: Heap
    statics: Statics
    paths: Mapping[int, ExecutedPath]
    quality: Quality
    known: dict[int, list[FoundSlot]] = field(default_factory=dict)  # the slots of the calls of the step before

    def drops_of_the_unwound(self, snapshot: Snapshot) -> Iterator[Drop]:
        """What calls dropped that have unwound since the step before, behind their last rows; the innermost first."""
        there = {call.id for call in snapshot.calls}
        for id_ in sorted(self.known.keys() - there, reverse=True):
            path = self.paths[id_]
            yield from _drops(path, path.drops_to_the_end(), self.known.pop(id_), self.debug)

    def slots(self, call: CallState, snapshot: Snapshot) -> list[FoundSlot]:
        """The slots of a call."""
        of_thread = [one for one in snapshot.calls if one.thread == call.thread]
        top = of_thread[-1].id == call.id
        return find_slots(call, self.paths[call.id].body, self.debug, self.memory, top=top)

    def frame(
        self,
        call: CallState,
        slots: Mapping[int, Sequence[FoundSlot]],
        snapshot: Snapshot,
        hit: Hit,
        decoder: Decoder,
    ) -> FrameAndDrops:
        """The frame of a call; `slots` are those of each call."""
        path, own = self.paths[call.id], slots[call.id]
        self.known[call.id] = list(own)
        at = self._standings(path, call, snapshot, slots, hit)
        leaving = call.row.line if call.id == hit.call and hit.row.leaves else 0
        lowest = min((s.address for s in own if not s.binding.captured), default=0)
        found: list[Slot] = []
        for one in own:
            what = fate(one, path.body, at.states, leaving)
            if what is not None and path.is_lost:
                what = SlotFate(SlotState.UNKNOWN)
            if what is None or _is_ahead(one, what, call):
                continue
            if what.state is SlotState.UNKNOWN:
                self.quality.uncertain += 1
            else:
                self.quality.certain += 1
            if one.binding.place.local == at.dropping and what.state in _SHOWN:
                what = replace(what, state=SlotState.DROPPING)
            found.append(self._slot(one, what, lowest, decoder))
        frame = Frame(call.id, path.body.info.name, call.row.line, call.thread, tuple(found))
        return FrameAndDrops(frame, tuple(_drops(path, path.take_drops(at.waiting), own, self.debug)))

    def _standings(
        self,
        path: ExecutedPath,
        call: CallState,
        snapshot: Snapshot,
        slots: Mapping[int, Sequence[FoundSlot]],
        hit: Hit,
    ) -> Standings:
        above = _above(call, snapshot)
        if above is None:
            leaves = call.id == hit.call and hit.row.leaves
            # A loop comes back to its first line by a jump that belongs to its last one.
            now = [leaves or one.line != call.row.line for one in path.standing]
            states = [one.state if here else one.line_state for one, here in zip(path.standing, now, strict=True)]
            return Standings(states, -1, None)
        waiting = self._waiting(path, slots[call.id], self._dropped_by(above, slots))
        if not waiting.found:
            return Standings([one.state for one in path.standing], -1, waiting)
        instruction = path.body.body.points[waiting.point].instruction
        dropped = instruction.place.local if instruction.kind == "drop" and instruction.place is not None else -1
        return Standings([waiting.state], dropped, waiting)

    def _waiting(self, path: ExecutedPath, slots: Sequence[FoundSlot], itself: int | None) -> Waiting:
        """Where a call waits for another; `itself` is the address of the value that the other drops, None for a call
        that is no drop."""
        reach = {s.binding.place.local: s for s in slots if not s.binding.captured}

        def wanted(point: int) -> bool:
            place = path.body.body.points[point].instruction.place
            if itself is None or place is None:
                return itself is not None
            slot = reach.get(place.local)
            return slot is not None and self._leads_to(slot, itself)

        def ends_there(point: int) -> bool:
            place = path.body.body.points[point].instruction.place
            slot = reach.get(place.local) if place is not None else None
            return slot is not None and itself == slot.address + slot.size  # of a part without a size

        found = path.within_call(wanted)
        for other in (ends_there, lambda _: True):  # an allocator of the author's runs in drops as well
            if not found.found:
                found = path.within_call(other)
        return found

    def _dropped_by(self, above: CallState, slots: Mapping[int, Sequence[FoundSlot]]) -> int | None:
        """The address of the value whose `drop` a call is; None for any other call."""
        if not function_name(self.debug.functions[above.function].path).endswith("::drop"):
            return None
        own = next((s for s in slots.get(above.id, ()) if s.binding.name == "self"), None)
        return self.memory.integer(own.address) if own is not None else None

    def _leads_to(self, slot: FoundSlot, address: int) -> bool:
        """Whether a value lies in a slot, or in memory that the slot leads to."""
        if slot.address <= address < slot.address + max(slot.size, 1):
            return True
        places = Places(self.debug, self.heap, self.statics, (), ())
        target = places.target(address, 0)
        decoder = Decoder(self.debug, self.memory, places)
        decoder.value(slot.variable.type, At(slot.address, 0))
        decoder.follow()
        return target.region is Region.HEAP and target.place in decoder.contents

    def _slot(self, slot: FoundSlot, what: SlotFate, lowest: int, decoder: Decoder) -> Slot:
        by_reference = slot.captured_by
        value: Value | None = None
        type_, size, offset = type_name(self.debug, slot.variable.type), slot.size, slot.address - lowest
        if by_reference is not None:
            type_ = f"&{'mut ' if by_reference is ReferenceKind.MUTABLE else ''}{type_}"
            value, size, offset = self._captured_reference(slot, type_, decoder), _POINTER_SIZE, 0
        elif slot.binding.captured:
            offset = 0
        if what.state in _SHOWN and value is None:
            value = decoder.value(slot.variable.type, At(slot.address, 0))
            for part in what.moved_parts:
                value = without_part(value, part)
        return Slot(
            slot.id,
            slot.kind,
            slot.binding.name,
            slot.variable.line,
            type_,
            size,
            offset,
            what.state,
            value,
            what.moved_to,
            by_reference is not None,
        )

    def _captured_reference(self, slot: FoundSlot, type_: str, decoder: Decoder) -> Value:
        kind = PointerKind.MUTABLE if slot.captured_by is ReferenceKind.MUTABLE else PointerKind.SHARED
        held = self.debug.types[slot.variable.type]
        there = At(slot.address, 0)
        found = decoder.pointer(
            kind, held, there, slot.address, held.size, lambda at: decoder.value(held.id, at), str(held.id)
        )
        return replace(found, type=type_, size=_POINTER_SIZE)


def _is_ahead(slot: FoundSlot, what: SlotFate, call: CallState) -> bool:
    """Whether a variable is declared further down, or in a scope that is over: nobody would look for it yet."""
    if what.state is not SlotState.UNINIT:
        return False
    return slot.variable.line >= call.row.line


def _drops(
    path: ExecutedPath, made: Sequence[PathDrop], slots: Sequence[FoundSlot], debug: DebugInfo
) -> Iterator[Drop]:
    """Drops in the words of the model; a variable without memory is told as little as its value is, and MIR's drop of a
    generic type does nothing where that type is a number."""
    body = path.body
    of_local = {slot.binding.place.local: slot for slot in slots if not slot.binding.captured}
    for drop in made:
        place = body.body.points[drop.point].instruction.place
        slot = of_local.get(place.local) if place is not None else None
        if place is not None and slot is not None and debug.types[slot.variable.type].kind != "base":
            yield Drop(slot.id, body.variables.place_text(place), body.lines[drop.point], drop.rest)


def _above(call: CallState, snapshot: Snapshot) -> CallState | None:
    """The call that a call waits for, among those of the program."""
    of_thread = [one for one in snapshot.calls if one.thread == call.thread]
    at = next(n for n, one in enumerate(of_thread) if one.id == call.id)
    return of_thread[at + 1] if at + 1 < len(of_thread) else None
