"""Running a process within limits: the only module that starts what is judged (compilers and their programs).

How a run is held:
- The process starts in a session of its own, through `/bin/sh`, which sets the kernel's limits with `ulimit`
  and then becomes the command. (Python's `preexec_fn` may deadlock where threads are in use, and they are.)
- The supervising loop ends the run on expiry, on too much output, and on too many processes or threads.
- Ending a run kills its process group, then looks for what is left: processes of its session, and processes
  that left the session but still carry the run's marker in their environment. This is done after every run, so
  that a child in the background can neither outlive nor hold up its parent's answer.

Best effort only: a descendant that leaves the session and also clears its environment is not found; nor is one
that leaves the session where there is no /proc (see `unsupported`). Processes are counted every few milliseconds,
so a fork bomb is beyond its limit for a moment; one whose every process leaves the session can outrun the search
for it, until the limit of processor time ends each of them. RLIMIT_NPROC is deliberately not used: it counts
everything that the user runs, in other containers too, so that a value low enough to stop a bomb would make
honest programs fail; and root is exempt from it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import select
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from borrowproof.process import procfs, ulimit

MARKER = "BORROWPROOF_RUN"  # the variable whose value tells the descendants of one run from all others
TICK = 0.02  # seconds between two looks at a run
LONG = 0.5  # seconds in which process ids cannot come round to where they were
SWEEP = 2.0  # seconds for killed processes to disappear
COUNTED = 0.5  # the kernel's limit counts whole ticks, more than a busy machine really gave; no less than this part
CHUNK = 65536  # bytes


class CannotRun(Exception):
    """The command could not be started, or not within its limits; nothing was judged."""


class Cancelled(Exception):
    """The run was ended by `kill_all`; nothing was judged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use.

    `wall` is in seconds, time spent stopped included. `cpu` is in seconds of processor time, per process.
    `memory` is in bytes of address space, per process. `output` is in bytes, per stream. `processes` counts
    the processes and threads of the run that live at one time. `file_size` is in bytes, per file.
    """

    wall: float
    cpu: int
    memory: int
    output: int
    processes: int
    file_size: int


class Exceeded(StrEnum):
    """The limit that ended a run. Memory is not among them: an allocation fails, and the program goes on."""

    WALL = "wall"
    CPU = "cpu"
    OUTPUT = "output"
    PROCESSES = "processes"
    FILE_SIZE = "file size"


@dataclass(frozen=True, slots=True)
class Completed:
    """A run that is over. `exit` is negative for a signal, and None where a limit ended the run.

    `stdout` and `stderr` hold what was written up to the end, never more than `Limits.output` bytes.
    """

    exit: int | None
    stdout: bytes
    stderr: bytes
    seconds: float
    exceeded: Exceeded | None


def run(argv: Sequence[str], *, cwd: Path, env: Mapping[str, str], limits: Limits) -> Completed:
    """Run `argv` to its end or to a limit, without any input; nothing of it lives on afterwards.

    The program sees `env` and the run's marker (and SHLVL where /bin/sh is bash). Raises CannotRun, and
    Cancelled where `kill_all` was called meanwhile.
    """
    attempt = _Run(limits)
    with _lock:
        _live.add(attempt)
    try:
        attempt.start(argv, cwd, env)
        exceeded = attempt.supervise()
    finally:
        attempt.end()
        with _lock:
            _live.discard(attempt)
    return attempt.completed(exceeded)


def kill_all() -> None:
    """Kill the runs of all threads of this Python process; their `run` raises Cancelled. Also done at exit."""
    with _lock:
        for attempt in _live:
            attempt.cancelled = True
            attempt.kill()


def unsupported() -> tuple[str, ...]:
    """What this system cannot limit, in sentences; empty where everything is limited."""
    missing = _means().missing
    if procfs.pids():
        return missing
    return (*missing, "There is no /proc: processes are not counted, and one that leaves its session is not killed.")


@cache
def _means() -> ulimit.Means:
    done = subprocess.run(ulimit.probe(), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ulimit.read_back(done.stdout)


class _Run:
    """One process, its descendants and its two pipes. Whatever happens, `end` must follow `start`."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.mark = secrets.token_hex(8)
        self.before = procfs.pids()
        self.started = time.monotonic()
        self.process: subprocess.Popen[bytes] | None = None
        self.streams: dict[int, bytearray] = {}
        self.status: int | None = None
        self.cpu = 0.0
        self.cancelled = False
        self.vanished = True
        self.next_count = TICK

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def name(self) -> str:
        """What the shell calls itself when it complains."""
        return f"sandbox-{self.mark}"

    def start(self, argv: Sequence[str], cwd: Path, env: Mapping[str, str]) -> None:
        limits = self.limits
        script = ulimit.script(_means(), cpu=limits.cpu, memory=limits.memory, file_size=limits.file_size)
        try:
            self.process = subprocess.Popen(
                [ulimit.SHELL, "-c", script, self.name, *argv],
                cwd=cwd,
                env={**env, MARKER: self.mark},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotRun(f"{argv[0]} cannot be started in {cwd}: {error.strerror}") from error
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
                self.streams[pipe.fileno()] = bytearray()

    def supervise(self) -> Exceeded | None:
        """Collect output until the process has ended or is over a limit, which is returned."""
        assert self.process is not None
        with _descriptor_of_exit(self.process.pid) as exits:
            poll = select.poll()
            for descriptor in (*self.streams, *exits):
                poll.register(descriptor, select.POLLIN)
            tick = TICK if exits else TICK / 10
            while not (self.cancelled or self._ended()):
                for descriptor, _ in poll.poll(tick * 1000):
                    if descriptor in self.streams and not self._read(descriptor):
                        poll.unregister(descriptor)
                if over := self._over():
                    return over
        return None

    def _over(self) -> Exceeded | None:
        if self._overflows():
            return Exceeded.OUTPUT
        if self.seconds >= self.limits.wall:
            return Exceeded.WALL
        return Exceeded.PROCESSES if self._too_many() else None

    def _overflows(self) -> bool:
        return any(len(data) > self.limits.output for data in self.streams.values())

    def _too_many(self) -> bool:
        """Count processes and threads; only once in a while, because it takes a look at all of /proc."""
        if self.seconds < self.next_count:
            return False
        total = 0
        for _, threads in self._members(procfs.pids() - self.before):
            total += threads
            if total > self.limits.processes:
                return True
        self.next_count = self.seconds + TICK
        return False

    def _members(self, candidates: frozenset[int]) -> Iterator[tuple[int, int]]:
        session = self.process.pid if self.process else -1
        return procfs.members(candidates, session=session, marker=f"{MARKER}={self.mark}".encode())

    def _read(self, descriptor: int) -> bool:
        """Take what the pipe holds, a chunk at most; false where nothing is left, for now or for ever."""
        try:
            chunk = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return False
        self.streams[descriptor] += chunk
        return bool(chunk)

    def _ended(self, flags: int = os.WNOHANG) -> bool:
        """Whether the process is over; if so, it is reaped, and its status and processor time are noted."""
        if self.status is None and self.process is not None:
            pid, status, usage = os.wait4(self.process.pid, flags)
            if pid:
                self.status = self.process.returncode = os.waitstatus_to_exitcode(status)
                self.cpu = usage.ru_utime + usage.ru_stime
        return self.status is not None

    def kill(self) -> bool:
        """Kill whatever is left of the run; false where some of it would not go."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: EPERM where all are zombies
                os.killpg(self.process.pid, signal.SIGKILL)
        until = time.monotonic() + SWEEP
        while left := [pid for pid, _ in self._members(self._suspects())]:
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            if time.monotonic() > until:
                return False
            time.sleep(0.001)
        return True

    def _suspects(self) -> frozenset[int]:
        return procfs.pids() if self.seconds > LONG else procfs.pids() - self.before

    def end(self) -> None:
        """Kill what is left, take the output written so far, and let go of everything that the run held."""
        self.vanished = self.kill()
        for descriptor in self.streams:
            while not self._overflows() and self._read(descriptor):
                pass
        self._ended(flags=0)
        if self.process is not None:
            for pipe in (self.process.stdout, self.process.stderr):
                if pipe is not None:
                    pipe.close()

    def completed(self, exceeded: Exceeded | None) -> Completed:
        if self.cancelled:
            raise Cancelled
        exceeded = exceeded or self._exceeded_by_itself()
        stdout, stderr = (bytes(data[: self.limits.output]) for data in self.streams.values())
        if exceeded is None and self.status != 0 and stderr.startswith(f"{self.name}: ".encode()):
            raise CannotRun(stderr.decode("utf-8", "replace").strip())
        return Completed(None if exceeded else self.status, stdout, stderr, self.seconds, exceeded)

    def _exceeded_by_itself(self) -> Exceeded | None:
        """The limit behind the way in which the process ended."""
        if self._overflows():
            return Exceeded.OUTPUT
        if self.status == -signal.SIGXFSZ:
            return Exceeded.FILE_SIZE
        # A parent whose child was ended by the limit fails in a way of its own, which means nothing then. How it
        # failed does not tell, so a failure after that much processor time is never taken for the program's own.
        if self.status == -signal.SIGXCPU or (self.status != 0 and self.cpu >= COUNTED * self.limits.cpu):
            return Exceeded.CPU
        return None if self.vanished else Exceeded.PROCESSES


@contextlib.contextmanager
def _descriptor_of_exit(pid: int) -> Iterator[tuple[int, ...]]:
    """A descriptor that becomes readable when the process ends; none where the system has no such thing."""
    try:
        descriptor = os.pidfd_open(pid)
    except (AttributeError, OSError):
        yield ()
        return
    try:
        yield (descriptor,)
    finally:
        os.close(descriptor)


_live: set[_Run] = set()
_lock = threading.RLock()  # reentrant: a signal handler may call kill_all anywhere
atexit.register(kill_all)
