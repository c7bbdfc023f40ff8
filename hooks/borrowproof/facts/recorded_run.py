"""One run of a program as it was recorded: what its memory held line by line, in bytes, and its debug information."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.backends.recording import SECONDS, LocalRecorder, NotRecordable
from borrowproof.facts.debug_info import reader
from borrowproof.facts.debug_info.syntax import DebugInfo, Row
from borrowproof.facts.errors import Underivable
from borrowproof.model.outcome import Job
from borrowproof.process.recorder import WINDOW, Plan

STEPS, HITS, DEPTH = 1500, 40_000, 48  # moments at which memory is read; rows that are followed; calls of one thread
_LARGEST_STATIC = 1 << 16  # bytes
Rows = Mapping[int, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What the allocator was asked for: `operation` is 1 (allocate), 2 (free) or 3 (resize, from `old`)."""

    operation: int
    address: int
    size: int
    old: int


@dataclass(frozen=True, slots=True)
class CallState:
    """A call that has not returned: `function` is an index of the debug information's functions, `stack` the stack
    pointer in it, `frame` the address right above it, `registers` by DWARF's numbers where it stands at its last
    row."""

    thread: int
    id: int
    function: int
    stack: int
    frame: int
    row: Row
    registers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that was read at one moment. `memory` is what changed since the snapshot before: contents by address."""

    calls: tuple[CallState, ...]
    log: tuple[LogEntry, ...]
    output: int  # bytes of standard output that were written so far
    memory: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """That a call came to a row of the line table; `skipped` is how many lines deeper calls executed before that, which
    nobody followed."""

    thread: int
    call: int
    function: int
    row: Row
    unwinding: bool
    snapshot: Snapshot | None
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """`complete` is whether all of it was followed; `status` how it ended, negative for a signal, None where it was
    stopped, and `stopped` why (`time`, `processes`). `inputs` as of an outcome."""

    debug: DebugInfo
    hits: tuple[Hit, ...]
    complete: bool
    threads: int
    status: int | None
    stopped: str
    stdout: bytes
    stderr: bytes
    inputs: tuple[str, ...] | None


def record(job: Job, recorder: LocalRecorder, followed: Callable[[DebugInfo], Rows]) -> RecordedRun:
    """Build the program, run it, and write down what its memory holds at the rows that `followed` chooses, by function.

    Raises Underivable, UnknownConstruct and sandbox.CannotRun.
    """
    if (why := recorder.obstacle()) is not None:
        raise Underivable(why)
    try:
        with recorder.built(job) as built:
            debug = reader.read(built.executable, CRATE, MAIN)
            rows = _Followed(debug, followed(debug))
            return rows.run(recorder.run(built, job, rows.plan), built.inputs)
    except NotRecordable as error:
        raise Underivable(str(error)) from error


class _Followed:
    """The rows that are followed."""

    def __init__(self, debug: DebugInfo, chosen: Rows) -> None:
        self._debug = debug
        self._rows: list[tuple[int, Row]] = []
        for index in sorted(chosen):
            self._rows += [(index, row) for row in chosen[index]]
        main = next((i for i, f in enumerate(debug.functions) if f.path == f"{CRATE}::main"), None)
        if main is None:
            raise Underivable("it has no `main` of its own, so that there is nothing to run")
        self.plan = Plan(
            rows=tuple((row.address, index, row.line, row.leaves) for index, row in self._rows),
            entries=tuple((debug.functions[i].low, i) for i in sorted({index for index, _ in self._rows} | {main})),
            main=main,
            panics=tuple(_panics(debug)),
            statics=tuple(_statics(debug)),
            steps=STEPS,
            hits=HITS,
            depth=DEPTH,
            seconds=SECONDS,
        )

    def run(self, raw: Mapping[str, Any], inputs: tuple[str, ...] | None) -> RecordedRun:
        """What the recorder wrote down, as types."""
        return RecordedRun(
            self._debug,
            tuple(self._hit(hit) for hit in raw["hits"]),
            raw["complete"],
            raw["threads"],
            raw["status"],
            raw["stopped"],
            bytes.fromhex(raw["stdout"]),
            bytes.fromhex(raw["stderr"]),
            inputs,
        )

    def _hit(self, raw: Mapping[str, Any]) -> Hit:
        function, row = self._rows[raw["row"]]
        snapshot = self._snapshot(raw) if "memory" in raw else None
        return Hit(
            raw["thread"], raw["call"], function, row, bool(raw.get("unwinding")), snapshot, raw.get("skipped", 0)
        )

    def _snapshot(self, raw: Mapping[str, Any]) -> Snapshot:
        calls = tuple(
            CallState(thread, id_, function, stack, frame, self._rows[row][1], registers)
            for thread, id_, function, stack, frame, row, registers in raw["frames"]
        )
        memory = tuple((address, bytes.fromhex(content)) for address, content in raw["memory"])
        return Snapshot(calls, tuple(LogEntry(*entry) for entry in raw["log"]), raw["out"], memory)


def _panics(debug: DebugInfo) -> list[tuple[int, bool]]:
    """Where std begins to unwind, and where it has ended that."""
    begins = [(address, True) for address, name in debug.symbols.items() if name.endswith("rust_panic")]
    ends = [(address, False) for address, name in debug.symbols.items() if name.endswith("__rust_panic_cleanup")]
    return [*begins, *ends]


def _statics(debug: DebugInfo) -> list[tuple[int, int]]:
    """The memory of statics that may change; that of the others lies in the executable."""
    sizes = ((s.address, debug.types[s.type].size) for s in debug.statics)
    return [(address, min(size, _LARGEST_STATIC)) for address, size in sizes if size]


class Memory:
    """Memory as of a snapshot: what changed up to then, over what the executable holds."""

    def __init__(self, debug: DebugInfo) -> None:
        self._debug = debug
        self._windows: dict[int, bytes] = {}

    def apply(self, snapshot: Snapshot) -> None:
        """Go on to the next snapshot."""
        for address, content in snapshot.memory:
            self._windows[address // WINDOW] = content

    def read(self, address: int, size: int) -> bytes | None:
        """Bytes of memory; None where they were not read."""
        if size == 0:
            return b""
        first, last = address // WINDOW, (address + size - 1) // WINDOW
        if last - first < 1 << 16 and all(window in self._windows for window in range(first, last + 1)):
            joined = b"".join(self._windows[window] for window in range(first, last + 1))
            start = address - first * WINDOW
            return joined[start : start + size]
        return self._debug.constant(address, size)

    def integer(self, address: int, size: int = 8, *, signed: bool = False) -> int | None:
        """An integer of memory."""
        content = self.read(address, size)
        return None if content is None else int.from_bytes(content, "little", signed=signed)
