"""Runs a program under ptrace and writes down what its memory holds, line by line.

It takes the place of the program among the children of a supervisor (`Request.recording`): the program is its child,
confined as any other, and stops for it alone. Nothing that the program holds is interpreted here: what is written down
are bytes, registers and what the allocator was asked for (`heap_log.c`).

At each row of the line table the thread and its call are noted; where a new line begins, memory as well, as far as it
differs from what was written down before.
"""

from __future__ import annotations

import json
import os
import signal
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NoReturn

from borrowproof.process import ptrace
from borrowproof.process.thread_scheduler import Gone, ThreadScheduler

LOG = 0x200000000000  # where `heap_log.c` keeps its table
_HEADER, _ENTRY, _CAPACITY = 32, 32, 65536  # of the table: bytes, bytes, entries
_BREAK = 0xCC  # int3
_FAILING = 3  # the descriptor by which a child says that it could not become the program
_RED_ZONE = 128  # bytes below the stack pointer that a function without calls may use
_STACK, _BLOCK, _HEAP = 1 << 18, 1 << 16, 1 << 21  # bytes that are looked at: of a stack, a block, all blocks
WINDOW = 256  # bytes: memory is compared and written down in windows of that size, which divides a page
_DEEP = 5000  # rows of calls that are too deep, before the recording is over: perhaps the recursion never ends
_FREE, _RESIZE = 2, 3  # operations of the log


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look at. Addresses are those of the executable, which is not relocated.

    `rows` are the rows of the line table: address, function, line, and whether the function returns next. `entries` are
    the first instructions of functions, by address. `main` is one of the functions: the recording begins there.
    `panics` are those of std's functions that begin to unwind (true) and end it. `statics` are regions of memory.
    """

    rows: tuple[tuple[int, int, int, bool], ...]
    entries: tuple[tuple[int, int], ...]
    main: int
    panics: tuple[tuple[int, bool], ...]
    statics: tuple[tuple[int, int], ...]
    steps: int  # memory is written down no more often
    hits: int  # nor is anything else, than this
    depth: int  # calls of one thread; what deeper ones do is not written down
    seconds: float


@dataclass(slots=True)
class _Call:
    """A call of a function of the program that has not returned. `frame` is the address right above it."""

    id: int
    function: int
    frame: int
    stack: int = 0
    row: int = -1
    line: int = 0
    leaves: bool = False
    registers: list[int] = field(default_factory=list)


class Recorder:
    """One recording."""

    def __init__(self, plan: Plan, process: int, output: tuple[int, int]) -> None:
        self._plan = plan
        self._process = process
        self._output = output
        self._rows = {row[0]: number for number, row in enumerate(plan.rows)}
        self._entries = dict(plan.entries)
        self._panics = dict(plan.panics)
        self._original: dict[int, int] = {}
        self._calls: dict[int, list[_Call]] = {}
        self._count = 0
        self._logged = 0
        self._heap: dict[int, int] = {}
        self._known: dict[int, bytes] = {}
        self._unwinding: set[int] = set()
        self._hits: list[dict[str, Any]] = []
        self._steps = 0
        self._skipped = self._deep = 0
        self._begun = False
        self._over = False

    def record(self) -> dict[str, Any]:
        """Run it to its end or to a limit; everything that was written down."""
        for address in {*self._rows, *self._entries, *self._panics}:
            self._original[address] = ptrace.write_byte(self._process, address, _BREAK)
        scheduler = ThreadScheduler(self._process, self._stopped, self._ended, self._plan.seconds)
        end = scheduler.run()
        texts = [_content(descriptor) for descriptor in self._output]
        return {
            "hits": self._hits,
            "complete": not self._over,
            "threads": scheduler.count,
            "status": end.status,
            "stopped": end.reason,
            "stdout": texts[0].hex(),
            "stderr": texts[1].hex(),
        }

    def _stopped(self, thread: int, number: int) -> int | None:
        """A thread, the `number`th, came to an int3: write down what there is, and let it execute what was there.

        The signal that it got meanwhile, 0 for none; None where that int3 was none of ours.
        """
        values = ptrace.registers(thread)
        address = values.rip - 1
        if address not in self._original:
            return None
        values.rip = address
        ptrace.set_registers(thread, values)
        if not self._over:
            self._look(number, address, values)
        if self._over:
            for each, byte in self._original.items():
                ptrace.write_byte(thread, each, byte)
            return 0
        return self._pass(thread, address)

    def _ended(self, number: int) -> None:
        """A thread is no more: its calls are over."""
        self._calls.pop(number, None)

    def _pass(self, thread: int, address: int) -> int:
        ptrace.write_byte(thread, address, self._original[address])
        ptrace.step(thread)
        _, status = os.waitpid(thread, ptrace.ALL)
        if not os.WIFSTOPPED(status):
            raise Gone(thread, status)
        ptrace.write_byte(thread, address, _BREAK)
        number = os.WSTOPSIG(status)
        return 0 if number == signal.SIGTRAP else number

    def _look(self, number: int, address: int, values: ptrace.Registers) -> None:
        if address in self._panics:
            (self._unwinding.add if self._panics[address] else self._unwinding.discard)(number)
        function = self._entries.get(address)
        if function is not None:
            self._enter(number, function, values.rsp)
        row = self._rows.get(address)
        if row is not None and self._begun:
            self._arrive(number, row, values)

    def _enter(self, number: int, function: int, stack: int) -> None:
        if not self._begun:
            if function != self._plan.main:
                return
            ptrace.write_byte(self._process, LOG + 8, 1)
            self._begun = True
        calls = self._calls.setdefault(number, [])
        while calls and (calls[-1].frame <= stack + 8 or calls[-1].leaves):
            calls.pop()
        self._count += 1
        calls.append(_Call(self._count, function, stack + 8))

    def _arrive(self, number: int, row: int, values: ptrace.Registers) -> None:
        _, function, line, leaving = self._plan.rows[row]
        calls = self._calls.setdefault(number, [])
        while calls and calls[-1].frame <= values.rsp:
            calls.pop()
        if not calls or calls[-1].function != function:
            return
        call = calls[-1]
        self._return_from_others(call)
        if len(calls) > self._plan.depth:
            self._skipped += call.line != line
            call.line, call.leaves = line, leaving
            self._deep += 1
            self._over = self._deep >= _DEEP
            return
        begins = call.row < 0 or call.line != line or leaving
        call.stack, call.row, call.line, call.leaves = values.rsp, row, line, leaving
        hit: dict[str, Any] = {"row": row, "thread": number, "call": call.id}
        if number in self._unwinding:
            hit["unwinding"] = True
        if begins:
            call.registers = values.by_dwarf_number()
            if self._skipped:
                hit["skipped"], self._skipped = self._skipped, 0
            hit |= self._snapshot()
            self._steps += 1
        self._hits.append(hit)
        self._over = self._over or self._steps >= self._plan.steps or len(self._hits) >= self._plan.hits

    def _return_from_others(self, now: _Call) -> None:
        """Those that were about to return have done so by the time that `now` goes on."""
        for calls in self._calls.values():
            while calls and calls[-1].leaves and calls[-1] is not now:
                calls.pop()

    def _snapshot(self) -> dict[str, Any]:
        log = self._read_log()
        frames = [
            [
                number,
                call.id,
                call.function,
                call.stack,
                call.frame,
                call.row,
                call.registers if call is calls[-1] else [],
            ]
            for number, calls in sorted(self._calls.items())
            for call in calls
            if call.row >= 0
        ]
        return {
            "frames": frames,
            "log": log,
            "out": os.fstat(self._output[0]).st_size,
            "memory": [(window * WINDOW, part.hex()) for window, part in self._changed()],
        }

    def _changed(self) -> Iterator[tuple[int, bytes]]:
        """The windows of memory that are not as they were written down last."""
        windows = sorted(
            {window for low, high in self._regions() for window in range(low // WINDOW, -(-high // WINDOW))}
        )
        for _, run in groupby(enumerate(windows), lambda pair: pair[1] - pair[0]):
            numbers = [window for _, window in run]
            try:
                content = ptrace.read(self._process, numbers[0] * WINDOW, len(numbers) * WINDOW)
            except OSError:
                continue
            for position, window in enumerate(numbers):
                part = content[position * WINDOW : (position + 1) * WINDOW]
                if self._known.get(window) != part:
                    self._known[window] = part
                    yield window, part

    def _regions(self) -> Iterator[tuple[int, int]]:
        """The memory that is looked at: from, to."""
        yield from ((address, address + size) for address, size in self._plan.statics)
        for calls in self._calls.values():
            seen = [call for call in calls if call.row >= 0]
            if seen:
                low = min(call.stack for call in seen) - _RED_ZONE
                yield low, min(max(call.frame for call in seen), low + _STACK)
        left = _HEAP
        for address, size in self._heap.items():
            looked_at = min(size, _BLOCK, left)
            left -= looked_at
            yield address, address + looked_at

    def _read_log(self) -> list[list[int]]:
        """What the allocator was asked for since the last time."""
        try:
            [total] = struct.unpack("<Q", ptrace.read(self._process, LOG, 8))
            count = min(total - self._logged, _CAPACITY)
            first = total - count
            found = [self._log_entry(number) for number in range(first, total)]
        except OSError:
            return []
        self._logged = total
        for operation, address, size, old in found:
            self._heap.pop(old if operation == _RESIZE else address, None)
            if operation != _FREE:
                self._heap[address] = size
        return found

    def _log_entry(self, number: int) -> list[int]:
        entry = ptrace.read(self._process, LOG + _HEADER + number % _CAPACITY * _ENTRY, _ENTRY)
        return list(struct.unpack("<4Q", entry))


def become_recorder(plan: Plan, start: Callable[[], NoReturn]) -> NoReturn:
    """Record a child that `start` confines and lets become the program; write the recording to standard output, as
    JSON, and end this process. Standard output and error of the program are files of the recorder."""
    output = (os.memfd_create("stdout", os.MFD_CLOEXEC), os.memfd_create("stderr", os.MFD_CLOEXEC))
    failures, failing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _prepare(output, failing)
            start()
        except BaseException as error:
            os.write(_FAILING, str(getattr(error, "strerror", None) or error).encode())
        os._exit(127)
    os.close(failing)
    failure = os.read(failures, 4096)
    found = {"error": failure.decode("utf-8", "replace")} if failure else _recorded(plan, child, output)
    with open(1, "w", encoding="utf-8", closefd=False) as written:
        json.dump(found, written, separators=(",", ":"))
    os._exit(0)


def _prepare(output: tuple[int, int], failing: int) -> None:
    """In the child: let the recorder trace it, and keep no descriptor of the recorder's."""
    ptrace.offer()
    ptrace.fix_addresses()
    os.dup2(output[0], 1)
    os.dup2(output[1], 2)
    os.dup2(failing, _FAILING, inheritable=False)
    os.closerange(_FAILING + 1, os.sysconf("SC_OPEN_MAX"))


def _recorded(plan: Plan, child: int, output: tuple[int, int]) -> dict[str, Any]:
    try:
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return {"error": "the program ended before it began"}
        ptrace.choose_events(child)
        return Recorder(plan, child, output).record()
    except OSError as error:
        return {"error": error.strerror or str(error)}


def _content(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)
