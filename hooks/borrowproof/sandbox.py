"""Running a process within limits: the only module that starts what is judged (compilers and their programs).

How a run is held:
- The process starts in a session of its own, through `/bin/sh`, which sets the kernel's limits with `ulimit` and
  then becomes the command. (Python's `preexec_fn` may deadlock where threads are in use, and they are.)
- The supervising loop ends the run on expiry, on too much output, and on too many processes or threads.
- Ending a run kills its process group, then looks for what is left: processes of its session, and processes that
  left the session but still carry the run's marker in their environment. This is done after every run, so that a
  child in the background cannot outlive or hold up its parent's answer.

Best effort only: a descendant that both leaves the session and clears its environment is not found; nor is
anything that leaves the session where there is no /proc (see `unsupported`). Processes are counted every few
milliseconds, so a fork bomb is a little over its limit before it ends. RLIMIT_NPROC is deliberately not used: it
counts everything that the user runs, here and in other containers, so that a value low enough to stop a bomb
also makes honest programs fail; and root is exempt from it.
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
from pathlib import Path

from borrowproof import ulimit
from borrowproof.procfs import MARKER, members, pids

TICK = 0.02  # seconds between two looks at the run
LONG = 0.5  # seconds after which process ids may have come round again
SWEEP = 2.0  # seconds for killed processes to disappear
CHUNK = 65536  # bytes


class CannotRun(Exception):
    """The command could not be started, or not within its limits; nothing was judged."""


class Cancelled(Exception):
    """The run was ended by `kill_all`; nothing was judged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use.

    `wall` is in seconds, of the whole run, time spent stopped included. `cpu` is in seconds, per process.
    `memory` is bytes of address space, per process. `output` is bytes, per stream. `processes` counts the
    processes and threads of the run that live at one time. `file_size` is bytes, per file.
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
    """Run `argv` (its first item is a path) to its end or to a limit; nothing of it lives on afterwards.

    The environment is `env` and the marker (and SHLVL, where /bin/sh is bash). Raises CannotRun, and Cancelled
    where `kill_all` was called meanwhile.
    """
    attempt = _Run(argv, cwd, env, limits)
    try:
        exceeded = attempt.supervise()
    finally:
        attempt.end()
    return attempt.completed(exceeded)


def kill_all() -> None:
    """Kill every run of this Python process, of all threads; their `run` raises Cancelled."""
    with _lock:
        for attempt in _live:
            attempt.cancelled = True
            attempt.kill()


def unsupported() -> tuple[str, ...]:
    """What this system cannot limit, in sentences; empty where everything is limited."""
    missing = list(ulimit.means().missing)
    if not pids():
        missing.append(
            "There is no /proc: processes are not counted, and one that leaves its session survives."
        )
    return tuple(missing)


class _Run:
    """One started process, its descendants and its two pipes."""

    def __init__(self, argv: Sequence[str], cwd: Path, env: Mapping[str, str], limits: Limits) -> None:
        mark = secrets.token_hex(8)
        self.marker = f"{MARKER}={mark}".encode()
        self.name = f"sandbox-{mark}"
        self.limits = limits
        self.cancelled = False
        self.cpu = 0.0
        script = ulimit.script(cpu=limits.cpu, memory=limits.memory, file_size=limits.file_size)
        self.before = pids()
        self.started = time.monotonic()
        try:
            self.process = subprocess.Popen(
                [ulimit.SHELL, "-c", script, self.name, *argv],
                cwd=cwd,
                env={**env, MARKER: mark},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotRun(f"{argv[0]} cannot be started in {cwd}: {error.strerror}") from error
        with _lock:
            _live.add(self)
        assert self.process.stdout and self.process.stderr
        self.streams = {pipe.fileno(): bytearray() for pipe in (self.process.stdout, self.process.stderr)}
        for descriptor in self.streams:
            os.set_blocking(descriptor, False)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def supervise(self) -> Exceeded | None:
        """Collect output until the process has ended or is over a limit, which is returned."""
        look = TICK
        with _exit_descriptor(self.process.pid) as exit_descriptor:
            poll = select.poll()
            for descriptor in (*self.streams, *exit_descriptor):
                poll.register(descriptor, select.POLLIN)
            tick = TICK if exit_descriptor else TICK / 10
            while not self._ended():
                for descriptor, _ in poll.poll(tick * 1000):
                    if descriptor in self.streams and not self._read(descriptor):
                        poll.unregister(descriptor)
                if self._too_much_output():
                    return Exceeded.OUTPUT
                if self.seconds >= self.limits.wall:
                    return Exceeded.WALL
                if self.seconds >= look:
                    look = self.seconds + TICK
                    if self._too_many():
                        return Exceeded.PROCESSES
        return None

    def _ended(self) -> bool:
        """Whether the process is over; if so, it is reaped and its status and processor time are noted."""
        if self.process.returncode is None:
            self._reap(os.WNOHANG)
        return self.process.returncode is not None

    def _reap(self, flags: int) -> None:
        pid, status, usage = os.wait4(self.process.pid, flags)
        if pid:
            self.process.returncode = os.waitstatus_to_exitcode(status)
            self.cpu = usage.ru_utime + usage.ru_stime

    def _read(self, descriptor: int) -> bool:
        """Take what the pipe holds, a chunk at most; false where nothing is left for now, or for ever."""
        try:
            chunk = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return False
        self.streams[descriptor] += chunk
        return bool(chunk)

    def _too_much_output(self) -> bool:
        return any(len(data) > self.limits.output for data in self.streams.values())

    def _members(self) -> Iterator[tuple[int, int]]:
        fresh = pids() if self.seconds > LONG else pids() - self.before
        return members(fresh, session=self.process.pid, marker=self.marker)

    def _too_many(self) -> bool:
        total = 0
        return any((total := total + threads) > self.limits.processes for _, threads in self._members())

    def kill(self) -> bool:
        """Kill whatever is left of the run; false where some of it would not go."""
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: EPERM for a group of zombies
            os.killpg(self.process.pid, signal.SIGKILL)
        until = time.monotonic() + SWEEP
        while left := [pid for pid, _ in self._members()]:
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            if time.monotonic() > until:
                return False
            time.sleep(0.001)
        return True

    def end(self) -> None:
        """Kill what is left, take the output written so far, and let go of everything the run held."""
        self.gone = self.kill()
        for descriptor in self.streams:
            while not self._too_much_output() and self._read(descriptor):
                pass
        with _lock:
            _live.discard(self)
        if not self._ended():
            self._reap(0)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def completed(self, exceeded: Exceeded | None) -> Completed:
        if self.cancelled:
            raise Cancelled
        exceeded = exceeded or self._exceeded_by_now()
        status = self.process.returncode
        stdout, stderr = (bytes(data[: self.limits.output]) for data in self.streams.values())
        if exceeded is None and status > 0 and stderr.startswith(f"{self.name}: ".encode()):
            raise CannotRun(stderr.decode("utf-8", "replace").strip())
        return Completed(None if exceeded else status, stdout, stderr, self.seconds, exceeded)

    def _exceeded_by_now(self) -> Exceeded | None:
        """The limit behind the way in which the process ended by itself."""
        status = self.process.returncode
        if self._too_much_output():
            return Exceeded.OUTPUT
        if status == -signal.SIGXFSZ:
            return Exceeded.FILE_SIZE
        # A parent whose child was ended by the limit fails in its own way; its status means nothing then.
        if status == -signal.SIGXCPU or (status != 0 and self.cpu >= self.limits.cpu):
            return Exceeded.CPU
        return None if self.gone else Exceeded.PROCESSES


@contextlib.contextmanager
def _exit_descriptor(pid: int) -> Iterator[tuple[int, ...]]:
    """A descriptor that becomes readable when the process ends; nothing where the system has no such thing."""
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
_lock = threading.RLock()
atexit.register(kill_all)
