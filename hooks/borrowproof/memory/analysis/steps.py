"""A recorded run -> its steps: values decoded, states by the executed path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from borrowproof.facts.recorded_run import CallState, Hit, Memory, RecordedRun, Snapshot
from borrowproof.memory.analysis.bodies import matched
from borrowproof.memory.analysis.contents import outermost, with_temporaries, without_part
from borrowproof.memory.analysis.decoder import At, Decoder
from borrowproof.memory.analysis.executable_body import ExecutableBody, PathState
from borrowproof.memory.analysis.executed_path import ExecutedPath
from borrowproof.memory.analysis.places import Heap, Places, SlotPlace, StaticPlace, Statics
from borrowproof.memory.analysis.slots import FoundSlot, SlotFate, fate, find_slots
from borrowproof.memory.analysis.type_names import function_name, type_name
from borrowproof.model.memory import (
    Block,
    Fold,
    FoldKind,
    Frame,
    Moment,
    PointerKind,
    Region,
    Slot,
    SlotState,
    Static,
    Step,
    Value,
)
from borrowproof.model.timeline import ReferenceKind

_SHOWN = frozenset({SlotState.OWNED, SlotState.PARTIAL, SlotState.DROPPING})
_POINTER_SIZE = 8


@dataclass(slots=True)
class Quality:
    """How sure the states are: slots whose state is certain, and not; rows whose point was not found."""

    certain: int = 0
    uncertain: int = 0
    lost: int = 0


@dataclass
class StepBuilder:
    """Goes through a recorded run and makes its steps."""

    run: RecordedRun
    bodies: Sequence[ExecutableBody]
    quality: Quality = field(default_factory=Quality)

    def __post_init__(self) -> None:
        self.heap = Heap()
        self._debug = self.run.debug
        self._of_function = matched(self._debug, self.bodies)
        self._statics = Statics(self._debug)
        self._memory = Memory(self._debug)
        self._paths: dict[int, ExecutedPath] = {}
        self._output = 0
        self._idle: list[int] = []
        self._slots_seen: set[SlotPlace] = set()
        self._last = (0, 1)  # the line that was executed, and its thread

    def steps(self) -> list[Step]:
        """All steps, those too at which a call has nothing left to do but to unwind (`idle`)."""
        found: list[Step] = []
        for hit in self.run.hits:
            path = self._path(hit)
            if path is not None:
                path.advance((hit.row.line, hit.row.column), unwinding=hit.unwinding)
            if hit.snapshot is not None:
                self._memory.apply(hit.snapshot)
                found.append(self._step(hit, hit.snapshot, len(found)))
                self._last = (hit.row.line, hit.thread)
                if path is not None and path.goes_on_unwinding:
                    self._idle.append(len(found) - 1)
        self.quality.lost = sum(path.lost for path in self._paths.values())
        return found

    @property
    def idle(self) -> list[int]:
        """The indexes of steps at which nothing of the author's is executed."""
        return self._idle

    def _path(self, hit: Hit) -> ExecutedPath | None:
        if hit.call not in self._paths and hit.function in self._of_function:
            self._paths[hit.call] = ExecutedPath(self._of_function[hit.function], unwinding=hit.unwinding)
        return self._paths.get(hit.call)

    # -- one step

    def _step(self, hit: Hit, snapshot: Snapshot, index: int) -> Step:
        events = self.heap.apply(snapshot.log, *self._last, index)
        calls = [call for call in snapshot.calls if call.id in self._paths]
        slots = {call.id: self._slots(call, snapshot) for call in calls}
        known = [
            SlotPlace(s.id, s.address, s.size) for found in slots.values() for s in found if not s.binding.captured
        ]
        ranges = [(self._end(call, calls), call.frame, call.id) for call in calls]
        places = Places(self._debug, self.heap, self._statics, known, ranges, tuple(self._slots_seen))
        self._slots_seen.update(known)
        decoder = Decoder(self._debug, self._memory, places)
        frames = [self._frame(call, slots, snapshot, hit, decoder) for call in calls]
        statics = [self._declared(static, decoder) for static in self._statics.declared]
        decoder.follow()
        frames = [with_temporaries(frame, call, decoder) for frame, call in zip(frames, calls, strict=True)]
        output = self.run.stdout[self._output : snapshot.output].decode("utf-8", "replace")
        self._output = snapshot.output
        return Step(
            index=index,
            moment=Moment.LEAVING if hit.row.leaves else Moment.BEFORE,
            line=hit.row.line,
            column=hit.row.column,
            function=self._paths[hit.call].body.info.name if hit.call in self._paths else "",
            frame=hit.call,
            thread=hit.thread,
            frames=tuple(frames),
            heap=tuple(self._blocks(decoder)),
            statics=tuple(self._static(place, decoder, statics) for place in _used(places, self._statics.declared)),
            events=tuple(events),
            output=output,
            unwinding=hit.unwinding,
            folded=Fold(FoldKind.RECURSION, hit.skipped, hit.skipped, hit.row.line) if hit.skipped else None,
        )

    def _end(self, call: CallState, calls: Sequence[CallState]) -> int:
        """Where the memory of a call ends, below it, with what functions of std hold that it has called."""
        deeper = [one.frame for one in calls if one.thread == call.thread and one.frame < call.frame]
        return max(deeper, default=call.stack)

    def _slots(self, call: CallState, snapshot: Snapshot) -> list[FoundSlot]:
        of_thread = [one for one in snapshot.calls if one.thread == call.thread]
        top = of_thread[-1].id == call.id
        return find_slots(call, self._paths[call.id].body, self._debug, self._memory, top=top)

    def _blocks(self, decoder: Decoder) -> Iterator[Block]:
        for id_, _, _ in self.heap.live:
            contents = outermost(decoder.contents.get(id_, ()))
            if contents:
                self.heap.reached.add(id_)
            yield Block(id_, contents)

    # -- frames

    def _frame(
        self,
        call: CallState,
        slots: Mapping[int, Sequence[FoundSlot]],
        snapshot: Snapshot,
        hit: Hit,
        decoder: Decoder,
    ) -> Frame:
        path = self._paths[call.id]
        above = _above(call, snapshot)
        states, dropping = self._states(path, call, above, slots, hit)
        leaving = call.row.line if call.id == hit.call and hit.row.leaves else 0
        lowest = min((s.address for s in slots[call.id] if not s.binding.captured), default=0)
        found: list[Slot] = []
        for one in slots[call.id]:
            what = fate(one, path.body, states, leaving)
            if what is not None and path.is_lost:
                what = SlotFate(SlotState.UNKNOWN)
            if what is None or self._is_ahead(one, what, call):
                continue
            if what.state is SlotState.UNKNOWN:
                self.quality.uncertain += 1
            else:
                self.quality.certain += 1
            if one.binding.place.local == dropping and what.state in _SHOWN:
                what = replace(what, state=SlotState.DROPPING)
            found.append(self._slot(one, what, lowest, decoder))
        name = path.body.info.name
        return Frame(call.id, name, call.row.line, call.thread, tuple(found))

    def _is_ahead(self, slot: FoundSlot, what: SlotFate, call: CallState) -> bool:
        """Whether a variable is declared further down, or in a scope that is over: nobody would look for it yet."""
        if what.state is not SlotState.UNINIT:
            return False
        return slot.variable.line >= call.row.line

    def _states(
        self,
        path: ExecutedPath,
        call: CallState,
        above: CallState | None,
        slots: Mapping[int, Sequence[FoundSlot]],
        hit: Hit,
    ) -> tuple[list[PathState], int]:
        """The states in which a call may be, and the local that it is about to drop, -1 for none."""
        if above is None:
            leaves = call.id == hit.call and hit.row.leaves
            # A loop comes back to its first line by a jump that belongs to its last one.
            now = [leaves or one.line != call.row.line for one in path.standing]
            return [one.state if at else one.line_state for one, at in zip(path.standing, now, strict=True)], -1
        itself = self._dropped_by(above, slots)
        reach = {s.binding.place.local: s for s in slots[call.id] if not s.binding.captured}

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

        state, point, found = path.within_call(wanted)
        for other in (ends_there, lambda _: True):  # an allocator of the author's runs in drops as well
            if not found:
                state, point, found = path.within_call(other)
        if not found:
            return [one.state for one in path.standing], -1
        instruction = path.body.body.points[point].instruction
        dropped = instruction.place.local if instruction.kind == "drop" and instruction.place is not None else -1
        return [state], dropped

    def _dropped_by(self, above: CallState, slots: Mapping[int, Sequence[FoundSlot]]) -> int | None:
        """The address of the value whose `drop` a call is; None for any other call."""
        if not function_name(self._debug.functions[above.function].path).endswith("::drop"):
            return None
        own = next((s for s in slots.get(above.id, ()) if s.binding.name == "self"), None)
        return self._memory.integer(own.address) if own is not None else None

    def _leads_to(self, slot: FoundSlot, address: int) -> bool:
        """Whether a value lies in a slot, or in memory that the slot leads to."""
        if slot.address <= address < slot.address + max(slot.size, 1):
            return True
        places = Places(self._debug, self.heap, self._statics, (), ())
        target = places.target(address, 0)
        decoder = Decoder(self._debug, self._memory, places)
        decoder.value(slot.variable.type, At(slot.address, 0))
        decoder.follow()
        return target.region is Region.HEAP and target.place in decoder.contents

    def _slot(self, slot: FoundSlot, what: SlotFate, lowest: int, decoder: Decoder) -> Slot:
        by_reference = slot.captured_by
        value: Value | None = None
        type_, size, offset = type_name(self._debug, slot.variable.type), slot.size, slot.address - lowest
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
        held = self._debug.types[slot.variable.type]
        there = At(slot.address, 0)
        found = decoder.pointer(
            kind, held, there, slot.address, held.size, lambda at: decoder.value(held.id, at), str(held.id)
        )
        return replace(found, type=type_, size=_POINTER_SIZE)

    # -- statics

    def _declared(self, place: StaticPlace, decoder: Decoder) -> Value | None:
        return decoder.value(place.type, At(place.address, 0)) if place.type is not None else None

    def _static(self, place: StaticPlace, decoder: Decoder, declared: Sequence[Value | None]) -> Static:
        number = next((n for n, one in enumerate(self._statics.declared) if one is place), None)
        own = declared[number] if number is not None else None
        contents = (own,) if own is not None else outermost(decoder.contents.get(place.id, ()))
        type_ = own.type if own is not None else contents[0].type if contents else ""
        return Static(place.id, place.name, type_, place.size, place.writable, contents)


def _used(places: Places, declared: Sequence[StaticPlace]) -> list[StaticPlace]:
    used = [place for place in places.statics_used.values() if place not in declared]
    return [*declared, *sorted(used, key=lambda place: int(place.id[1:]))]


def _above(call: CallState, snapshot: Snapshot) -> CallState | None:
    """The call that a call waits for, among those of the program."""
    of_thread = [one for one in snapshot.calls if one.thread == call.thread]
    at = next(n for n, one in enumerate(of_thread) if one.id == call.id)
    return of_thread[at + 1] if at + 1 < len(of_thread) else None
