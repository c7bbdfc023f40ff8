"""Which thread of a traced program runs: one at a time, until it waits for another, so that every run has one order.

A thread that waits for a futex, yields or sleeps gives its turn to the next that is ready, in the order of their
creation. Sleeping is but an order: whoever wakes first goes on first, and only when nobody else can.
"""

from __future__ import annotations

import os
import signal
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from borrowproof.process import ptrace

_FUTEX, _YIELD, _NANOSLEEP, _CLOCK_NANOSLEEP = 202, 24, 35, 230  # system calls of x86-64
_WAITS = (0, 9)  # FUTEX_WAIT, FUTEX_WAIT_BITSET
_SYSTEM_CALL = signal.SIGTRAP | 0x80
_SETTLED = 2.0  # seconds for woken threads to be seen

EXPIRED = "time"
PROCESSES = "processes"


class Gone(Exception):
    """A thread ended where it was not expected to."""

    def __init__(self, thread: int, status: int) -> None:
        super().__init__()
        self.thread = thread
        self.status = status


class _Expired(Exception):
    """The recording took too long."""


@dataclass(frozen=True, slots=True)
class End:
    """How the process ended: its exit status, negative for a signal, or `reason` where it was stopped: EXPIRED or
    PROCESSES (it started another process, which is not recorded)."""

    status: int | None
    reason: str = ""


class ThreadScheduler:
    """The threads of one process, which stands before its first instruction.

    `at_break` is told of a thread that came to an int3, and its number from 1; it answers with the signal that the
    thread is to get, and None where the int3 is the program's own. `at_end` is told of a thread that ended.
    """

    def __init__(
        self,
        process: int,
        at_break: Callable[[int, int], int | None],
        at_end: Callable[[int], None],
        seconds: float,
    ) -> None:
        self._process = process
        self._at_break = at_break
        self._at_end = at_end
        self._seconds = seconds
        self._numbers = {process: 1}
        self._stopped = {process: 0}  # each with the signal that it is to get
        self._early: set[int] = set()  # new threads that are seen before their parent tells of them
        self._waiting: set[int] = set()  # in the kernel, for a futex
        self._asleep: dict[int, float] = {}  # until when, in seconds that are slept
        self._slept = 0.0
        self._alive = {process}
        self._current = process
        self._status: int | None = None

    @property
    def count(self) -> int:
        """How many threads there ever were."""
        return len(self._numbers)

    def run(self) -> End:
        """Let all of them run to their end, or to the end of the time."""
        signal.signal(signal.SIGALRM, _expire)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        try:
            while self._alive:
                self._resume_one()
                self._take(*os.waitpid(-1, ptrace.ALL))
            return End(self._status)
        except _Expired:
            return End(None, EXPIRED)
        except _OtherProcess:
            return End(None, PROCESSES)
        except ChildProcessError:
            return End(self._status)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._kill()

    def _kill(self) -> None:
        if self._process in self._alive:
            os.kill(self._process, signal.SIGKILL)
            while True:
                try:
                    os.waitpid(-1, ptrace.ALL)
                except ChildProcessError:
                    return

    # -- whose turn it is

    def _resume_one(self) -> None:
        if self._current in self._alive and self._current not in self._waiting | self._asleep.keys():
            if self._current in self._stopped:
                self._go(self._current)
            return
        self._settle()
        ready = [t for t in self._numbers if t in self._stopped and t not in self._asleep]
        if not ready and self._asleep:
            first = min(self._asleep, key=lambda t: (self._asleep[t], self._numbers[t]))
            self._slept = self._asleep.pop(first)
            ready = [first]
        if ready:
            self._current = ready[0]
            self._go(self._current)

    def _go(self, thread: int) -> None:
        number = self._stopped.pop(thread)
        ptrace.resume(thread, number, to_system_call=len(self._numbers) > 1)

    def _settle(self) -> None:
        """Wait until every thread has stopped or waits in the kernel, so that all that were woken are known."""
        until = time.monotonic() + _SETTLED
        while time.monotonic() < until:
            running = [t for t in self._alive if t not in self._stopped and not self._is_still(t)]
            found, status = os.waitpid(-1, ptrace.ALL | os.WNOHANG)
            if found:
                self._take(found, status)
            elif not running:
                return
            else:
                time.sleep(0.0002)

    def _is_still(self, thread: int) -> bool:
        try:
            with open(f"/proc/{self._process}/task/{thread}/stat", encoding="utf-8", errors="replace") as stat:
                return stat.read().rpartition(") ")[2][:1] in "SDZX"
        except OSError:
            return True

    # -- what happened to one

    def _take(self, thread: int, status: int) -> None:
        if os.WIFSTOPPED(status):
            self._stop(thread, status)
        else:
            self._end(thread, status)

    def _end(self, thread: int, status: int) -> None:
        self._alive.discard(thread)
        self._waiting.discard(thread)
        self._stopped.pop(thread, None)
        self._asleep.pop(thread, None)
        if thread in self._numbers:
            self._at_end(self._numbers[thread])
        if thread == self._process:
            self._status = os.waitstatus_to_exitcode(status)

    def _stop(self, thread: int, status: int) -> None:
        self._stopped[thread] = 0
        number, event = os.WSTOPSIG(status), status >> 16
        if event == ptrace.EVENT_CLONE:
            self._know(ptrace.event_message(thread))
        elif event in (ptrace.EVENT_FORK, ptrace.EVENT_VFORK):
            raise _OtherProcess
        elif thread not in self._numbers:
            self._early.add(thread)
        elif number == _SYSTEM_CALL:
            self._system_call(thread)
        elif number == signal.SIGTRAP and not event:
            self._break(thread)
        elif number != signal.SIGSTOP and not event:
            self._stopped[thread] = number

    def _know(self, thread: int) -> None:
        self._numbers.setdefault(thread, len(self._numbers) + 1)
        self._alive.add(thread)
        self._early.discard(thread)

    def _break(self, thread: int) -> None:
        try:
            number = self._at_break(thread, self._numbers[thread])
        except Gone as gone:
            self._end(gone.thread, gone.status)
            return
        self._stopped[thread] = signal.SIGTRAP if number is None else number

    def _system_call(self, thread: int) -> None:
        when, number, arguments = ptrace.system_call(thread)
        if when != ptrace.ENTRY:
            self._waiting.discard(thread)
        elif number == _FUTEX and arguments[1] & 0x7F in _WAITS:
            self._waiting.add(thread)
            self._go(thread)
        elif number == _YIELD:
            self._asleep[thread] = self._slept
        elif number in (_NANOSLEEP, _CLOCK_NANOSLEEP):
            self._asleep[thread] = self._slept + self._duration(arguments[0 if number == _NANOSLEEP else 2])

    def _duration(self, address: int) -> float:
        """The seconds of a `timespec`."""
        try:
            seconds, nanoseconds = struct.unpack("<qq", ptrace.read(self._process, address, 16))
        except OSError:
            return 0.0
        return float(seconds + nanoseconds / 1e9)


class _OtherProcess(Exception):
    """The program started another process."""


def _expire(_number: int, _frame: FrameType | None) -> None:
    raise _Expired
