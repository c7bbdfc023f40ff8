"""A recorded run -> its steps: values decoded, states by the executed path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from borrowproof.facts.recorded_run import CallState, Hit, Memory, RecordedRun, Snapshot
from borrowproof.memory.analysis.bodies import matched
from borrowproof.memory.analysis.contents import outermost, with_temporaries
from borrowproof.memory.analysis.decoder import At, Decoder
from borrowproof.memory.analysis.executable_body import ExecutableBody
from borrowproof.memory.analysis.executed_path import ExecutedPath
from borrowproof.memory.analysis.frames import Calls, Quality
from borrowproof.memory.analysis.places import Heap, Places, SlotPlace, StaticPlace, Statics
from borrowproof.model.memory import Block, Fold, FoldKind, Moment, Static, Step, Value


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
        self._calls = Calls(self._debug, self._memory, self.heap, self._statics, self._paths, self.quality)
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
        slots = {call.id: self._calls.slots(call, snapshot) for call in calls}
        known = [
            SlotPlace(s.id, s.address, s.size) for found in slots.values() for s in found if not s.binding.captured
        ]
        ranges = [(self._end(call, calls), call.frame, call.id) for call in calls]
        places = Places(self._debug, self.heap, self._statics, known, ranges, tuple(self._slots_seen))
        self._slots_seen.update(known)
        decoder = Decoder(self._debug, self._memory, places)
        unwound = list(self._calls.drops_of_the_unwound(snapshot))
        found = [self._calls.frame(call, slots, snapshot, hit, decoder) for call in calls]
        statics = [self._declared(static, decoder) for static in self._statics.declared]
        decoder.follow()
        frames = [with_temporaries(one.frame, call, decoder) for one, call in zip(found, calls, strict=True)]
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
            drops=(*unwound, *(drop for one in found for drop in one.drops)),
        )

    def _end(self, call: CallState, calls: Sequence[CallState]) -> int:
        """Where the memory of a call ends, below it, with what functions of std hold that it has called."""
        deeper = [one.frame for one in calls if one.thread == call.thread and one.frame < call.frame]
        return max(deeper, default=call.stack)

    def _blocks(self, decoder: Decoder) -> Iterator[Block]:
        for id_, _, _ in self.heap.live:
            contents = outermost(decoder.contents.get(id_, ()))
            if contents:
                self.heap.reached.add(id_)
            yield Block(id_, contents)

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
