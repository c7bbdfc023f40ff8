"""The places of memory by address: allocations, slots, statics. What turns a pointer into a `Target`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from borrowproof.facts.debug_info.syntax import DebugInfo
from borrowproof.facts.recorded_run import LogEntry
from borrowproof.memory.analysis.type_names import function_name, short_path
from borrowproof.model.memory import Allocation, AllocationEvent, AllocationEventKind, Region, Target

_FREE, _RESIZE = 2, 3  # operations of the log
_SMALL = 4096  # no address is so low: a pointer without a place, made of an alignment


@dataclass(slots=True)
class _Born:
    """An allocation while the run goes on."""

    id: str
    address: int
    size: int
    line: int
    step: int
    grown_from: str
    freed: int | None = None


class Heap:
    """The allocations up to now."""

    def __init__(self) -> None:
        self._all: list[_Born] = []
        self._live: dict[int, _Born] = {}
        self.reached: set[str] = set()

    def apply(self, log: Sequence[LogEntry], line: int, thread: int, step: int) -> list[AllocationEvent]:
        """Go on by what was logged before `step`, while `line` was executed; what happened."""
        return [self._apply(entry, line, thread, step) for entry in log if not self._is_unknown(entry)]

    def _is_unknown(self, entry: LogEntry) -> bool:
        """Whether an entry gives back what was allocated before the recording began."""
        return entry.operation == _FREE and entry.address not in self._live

    def _apply(self, entry: LogEntry, line: int, thread: int, step: int) -> AllocationEvent:
        if entry.operation == _FREE:
            gone = self._live.pop(entry.address)
            gone.freed = step
            return AllocationEvent(AllocationEventKind.FREE, gone.id, gone.size, line, thread)
        old = self._live.pop(entry.old, None) if entry.operation == _RESIZE else None
        born = _Born(f"h{len(self._all) + 1}", entry.address, entry.size, line, step, old.id if old else "")
        self._all.append(born)
        self._live[entry.address] = born
        if old is None:
            return AllocationEvent(AllocationEventKind.ALLOC, born.id, born.size, line, thread)
        old.freed = step
        moved = entry.old != entry.address
        return AllocationEvent(AllocationEventKind.RESIZE, born.id, born.size, line, thread, old.id, moved)

    @property
    def live(self) -> list[tuple[str, int, int]]:
        """Those that are there, by birth: id, address, size."""
        return [(one.id, one.address, one.size) for one in self._all if one.freed is None]

    def freed_at(self, address: int) -> tuple[str, int] | None:
        """The allocation, given back last, that an address lay in, and the offset."""
        gone = (one for one in reversed(self._all) if one.freed is not None)
        found = next((one for one in gone if one.address <= address < one.address + max(one.size, 1)), None)
        return (found.id, address - found.address) if found is not None else None

    def allocations(self) -> tuple[Allocation, ...]:
        """All of them."""
        return tuple(
            Allocation(a.id, a.size, a.line, a.step, a.freed, a.grown_from, a.id in self.reached) for a in self._all
        )

    def totals(self) -> tuple[int, int, int, int]:
        """Calls that ask for memory, calls that give it back, and the bytes of both."""
        gone = [one for one in self._all if one.freed is not None]
        return len(self._all), len(gone), sum(one.size for one in self._all), sum(one.size for one in gone)


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """Where a slot lies."""

    id: str
    address: int
    size: int


@dataclass(slots=True)
class StaticPlace:
    """A static, or a literal that something was seen to lead to."""

    id: str
    name: str
    address: int
    size: int
    type: int | None
    writable: bool


class Statics:
    """The statics of the program, and constants by the addresses at which they were seen: they keep their ids through
    the whole recording."""

    def __init__(self, debug: DebugInfo) -> None:
        self._debug = debug
        self.declared = [
            StaticPlace(
                f"s{number}", short_path(s.path), s.address, debug.types[s.type].size, s.type, self._writable(s.address)
            )
            for number, s in enumerate(debug.statics, 1)
        ]
        self._seen: list[StaticPlace] = []

    def _writable(self, address: int) -> bool:
        return any(s.writable and s.address <= address < s.address + s.size for s in self._debug.segments)

    def at(self, address: int, size: int) -> StaticPlace | None:
        """The place at an address of the executable; None for any other address."""
        for place in (*self.declared, *self._seen):
            if place.address <= address and address + size <= place.address + max(place.size, 1):
                return place
        if not any(s.address <= address < s.address + s.size for s in self._debug.segments):
            return None
        number = len(self.declared) + len(self._seen) + 1
        place = StaticPlace(f"s{number}", "", address, size, None, self._writable(address))
        self._seen.append(place)
        return place


@dataclass
class Places:
    """All places at one step. `frames` are the parts of stacks that belong to calls: from, to, the call's id.

    `gone` are slots of calls that have returned. `temporaries` are the pieces of frames without a name that something
    was found to lead to; `statics_used` the statics.
    """

    debug: DebugInfo
    heap: Heap
    statics: Statics
    slots: Sequence[SlotPlace]
    frames: Sequence[tuple[int, int, int]]
    gone: Sequence[SlotPlace] = ()
    temporaries: dict[int, tuple[SlotPlace, int]] = field(default_factory=dict)
    statics_used: dict[str, StaticPlace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._live = sorted((address, size, id_) for id_, address, size in self.heap.live)
        self._addresses = [address for address, _, _ in self._live]

    def target(self, address: int, size: int) -> Target:
        """Where a pointer to `size` bytes leads."""
        if address == 0:
            return Target(Region.NULL)
        found = self._allocation(address) or self._slot(address, size) or self._static(address, size)
        if found is not None:
            return found
        if address < _SMALL:
            return Target(Region.DANGLING)
        gone = self.heap.freed_at(address)
        if gone is not None:
            return Target(Region.FREED, *gone)
        return self._temporary(address, size) or self._gone(address)

    def function(self, address: int) -> Target:
        """Where a pointer to a function leads."""
        known = self.debug.function_at_entry.get(address)
        if known is not None:
            return Target(Region.CODE, function_name(self.debug.functions[known].path))
        return Target(Region.CODE if address in self.debug.symbols else Region.UNKNOWN)

    def _allocation(self, address: int) -> Target | None:
        index = bisect_right(self._addresses, address) - 1
        if index < 0:
            return None
        start, size, id_ = self._live[index]
        offset = address - start
        if offset < max(size, 1):
            return Target(Region.HEAP, id_, offset)
        return Target(Region.HEAP, id_, offset, one_past=True) if offset == size else None

    def _slot(self, address: int, size: int) -> Target | None:
        """A value without a size may lie at the very end of the value that it is a part of."""
        beyond = 1 if size == 0 else 0
        inside = [slot for slot in self.slots if slot.address <= address < slot.address + max(slot.size + beyond, 1)]
        best = min(inside, key=lambda slot: (slot.size == 0, slot.size), default=None)
        return Target(Region.STACK, best.id, address - best.address) if best is not None else None

    def _static(self, address: int, size: int) -> Target | None:
        place = self.statics.at(address, size)
        if place is None:
            return None
        self.statics_used.setdefault(place.id, place)
        return Target(Region.STATIC, place.id, address - place.address)

    def _gone(self, address: int) -> Target:
        was_slot = any(slot.address <= address < slot.address + max(slot.size, 1) for slot in self.gone)
        return Target(Region.GONE if was_slot else Region.UNKNOWN)

    def _temporary(self, address: int, size: int) -> Target | None:
        for slot, _ in self.temporaries.values():
            if slot.address <= address < slot.address + max(slot.size, 1):
                return Target(Region.STACK, slot.id, address - slot.address)
        call = next((call for low, high, call in self.frames if low <= address < high), None)
        if call is None or size == 0:
            return None
        slot = SlotPlace(f"f{call}.t{len(self.temporaries) + 1}", address, size)
        self.temporaries[address] = (slot, call)
        return Target(Region.STACK, slot.id)
