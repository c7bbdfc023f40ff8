"""Running a process within limits and, where this system can, contained: nothing is judged but by `run`.

How a run is held:
- A launcher (`launcher_process`) forks a supervisor, which confines the process (`confinement`), sets the kernel's
  limits and lets it become the command, without anything of ours: no descriptor, no variable, no signal handler.
- The supervisor counts processes, memory and files, and ends the run where they are too many; this module ends it on
  expiry and on too much output.
- Ending a run kills everything that it started. This is done after every run, so that a child in the background can
  neither outlive nor hold up its parent's answer.

What is counted is looked at every few milliseconds, so a run is beyond those limits for a moment. RLIMIT_NPROC is
deliberately not used: it counts everything that the user runs, in other containers too, so that a value low enough to
stop a bomb would make honest programs fail; and root is exempt from it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from borrowproof.process import messages
from borrowproof.process.access import Access
from borrowproof.process.confinement import Means
from borrowproof.process.launcher import Gone, Launcher
from borrowproof.process.limits import SENTENCES, Exceeded, Limits
from borrowproof.process.recorder import Plan
from borrowproof.process.supervisor import Request

__all__ = ["Access", "Cancelled", "CannotRun", "Completed", "Exceeded", "Limits", "Sandbox", "kill_all", "run", "use"]

COUNTED = 0.5  # the kernel's limit counts whole ticks, more than a busy machine really gave; no less than this part
CHUNK = 65536  # bytes
NOT_COUNTED = "There is no /proc: what a run uses in all is not counted, and what leaves its session is not killed."
PATIENCE = 10.0  # seconds for a supervisor to end a run


class CannotRun(Exception):
    """The command could not be started, or not within its limits; nothing was judged."""


class Cancelled(Exception):
    """The run was ended by `kill_all`; nothing was judged."""


class Sandbox(StrEnum):
    """How much containment is asked for: what there is; all of it or nothing is judged; none, only limits."""

    AUTO = "auto"
    REQUIRE = "require"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Completed:
    """A run that is over. `exit` is negative for a signal, and None where a limit ended the run.

    `stdout` and `stderr` hold what was written up to the end, never more than `Limits.output` bytes. `contained_by`
    names what contained it besides limits, empty where nothing did.
    """

    exit: int | None
    stdout: bytes
    stderr: bytes
    seconds: float
    exceeded: Exceeded | None
    contained_by: str = ""


def run(
    argv: Sequence[str], *, cwd: Path, env: Mapping[str, str], limits: Limits, access: Access | None = None
) -> Completed:
    """Run `argv` to its end or to a limit, without input; nothing of it lives on afterwards.

    With `access` it is contained as far as `use` chose and this system can; without, it is not: for what nobody
    judges. What is contained runs in a `cwd` that `workspace.folder` made, which may go by another name there: HOME and
    TMPDIR tell it. Raises CannotRun, and Cancelled where `kill_all` was called meanwhile.
    """
    request = Request(tuple(argv), os.path.realpath(cwd), dict(env), limits, at_home=access is not None)
    return _finish(request, access)


def probed(questions: dict[str, Any], cwd: Path, limits: Limits, access: Access) -> Completed:
    """Run the probes of `probes` instead of a command, contained as a run with `access` would be."""
    return _finish(Request((), os.path.realpath(cwd), {}, limits, True, questions), access)


def recorded(
    argv: Sequence[str], plan: Plan, *, cwd: Path, env: Mapping[str, str], limits: Limits, access: Access
) -> Completed:
    """Run `argv` as `run` does, with a recorder beside it: what it wrote down (`recorder`) is the output, as JSON.

    `limits.output` is of the recording. Raises CannotRun and Cancelled.
    """
    request = Request(tuple(argv), os.path.realpath(cwd), dict(env), limits, at_home=True, plan=asdict(plan))
    return _finish(request, access)


def use(sandbox: Sandbox) -> None:
    """Choose how much containment runs have from now on."""
    global _chosen
    _chosen = sandbox


def means() -> Means:
    """What contains runs that are given an `access`. Raises CannotRun."""
    return _launcher(contain=_chosen is not Sandbox.NONE).means


def prepare() -> None:
    """Start what runs need besides themselves, so that the first of them need not wait; what fails, fails there."""
    with contextlib.suppress(CannotRun):
        _launcher(contain=_chosen is not Sandbox.NONE)


def remove_at_end(folder: Path) -> None:
    """Remove a folder when this process has ended, whatever ends it. Raises CannotRun."""
    try:
        _launcher(contain=_chosen is not Sandbox.NONE).remove_at_end(str(folder))
    except Gone as error:
        raise CannotRun(str(error)) from error


def kill_all() -> None:
    """Kill the runs of all threads of this Python process; their `run` raises Cancelled. Also done at exit."""
    with _lock:
        for attempt in _live:
            attempt.cancelled = True
            attempt.kill()


def unsupported() -> tuple[str, ...]:
    """What this system cannot limit, in sentences; empty where everything is limited. Raises CannotRun."""
    launcher = _launcher(contain=_chosen is not Sandbox.NONE)
    missing = tuple(sentence for which, sentence in SENTENCES.items() if which not in launcher.possible)
    return missing if launcher.counts else (*missing, NOT_COUNTED)


def _launcher(*, contain: bool) -> Launcher:
    """The launcher of this process, started where there is none that lives. Raises CannotRun."""
    with _lock:
        known = _launchers.get(contain)
        if known is None or not known.alive:
            try:
                known = _launchers[contain] = Launcher(contain=contain)
            except Gone as error:
                raise CannotRun(str(error)) from error
        return known


def _finish(request: Request, access: Access | None) -> Completed:
    launcher = _launcher(contain=access is not None and _chosen is not Sandbox.NONE)
    attempt = _Run(request, launcher, access or Access(keeps=True))
    with _lock:
        _live.add(attempt)
    try:
        attempt.start()
        exceeded = attempt.supervise()
    except Gone as error:
        raise CannotRun(str(error)) from error
    finally:
        attempt.end()
        with _lock:
            _live.discard(attempt)
    return attempt.completed(exceeded)


class _Run:
    """One run: its two pipes, and the socket to its supervisor. Whatever happens, `end` must follow `start`."""

    def __init__(self, request: Request, launcher: Launcher, access: Access) -> None:
        self.request = request
        self.limits = request.limits
        self.launcher = launcher
        self.access = access
        self.started = time.monotonic()
        self.seconds = 0.0
        self.streams: dict[int, bytearray] = {}
        self.supervisor: socket.socket | None = None
        self.found: dict[str, Any] | None = None
        self.stopped = False
        self.cancelled = False

    def start(self) -> None:
        """Raises Gone where there is no launcher."""
        self.supervisor = self.launcher.supervisor(self.access)
        pipes = [os.pipe(), os.pipe()]
        for reading, _ in pipes:
            os.set_blocking(reading, False)
            self.streams[reading] = bytearray()
        writing = (pipes[0][1], pipes[1][1])
        try:
            messages.send(self.supervisor, asdict(self.request), writing)
        except OSError as error:
            raise Gone(f"the supervisor of programs has ended: {error.strerror}") from error
        finally:
            for descriptor in writing:
                os.close(descriptor)

    def supervise(self) -> Exceeded | None:
        """Collect output until the run is over, or over a limit, which is returned."""
        assert self.supervisor is not None
        poll = select.poll()
        for descriptor in (*self.streams, self.supervisor.fileno()):
            poll.register(descriptor, select.POLLIN)
        while not self.cancelled:
            left = self.limits.wall - (time.monotonic() - self.started)
            if left <= 0:
                return Exceeded.WALL
            for descriptor, _ in poll.poll(left * 1000):
                if descriptor in self.streams:
                    if not self._read(descriptor):
                        poll.unregister(descriptor)
                else:
                    self._listen()
                    return None
            if self._overflows():
                return Exceeded.OUTPUT
        return None

    def _overflows(self) -> bool:
        return any(len(data) > self.limits.output for data in self.streams.values())

    def _read(self, descriptor: int) -> bool:
        """Take what the pipe holds, a chunk at most; false where nothing is left, for now or for ever."""
        try:
            chunk = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return False
        self.streams[descriptor] += chunk
        return bool(chunk)

    def _listen(self) -> None:
        """Take what the supervisor says: then all of the run is over, as it is where the supervisor is gone."""
        assert self.supervisor is not None
        received = messages.receive(self.supervisor)
        self.found = {} if received is None else received[0]

    def kill(self) -> None:
        """Have the supervisor end the run, and itself."""
        self.stopped = True
        if self.supervisor is not None:
            with contextlib.suppress(OSError):
                self.supervisor.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        """See the run to its end, take the output written so far, and let go of everything that it held."""
        self.seconds = time.monotonic() - self.started
        if self.supervisor is not None:
            self._dismiss(self.supervisor)
        for descriptor in self.streams:
            while not self._overflows() and self._read(descriptor):
                pass
            os.close(descriptor)

    def _dismiss(self, supervisor: socket.socket) -> None:
        """Wait for the end of the run; keep the supervisor for another where this one ended in order."""
        if self.found is None:
            self.kill()
            with contextlib.suppress(TimeoutError):
                supervisor.settimeout(PATIENCE)
                self._listen()
        if self.stopped or not self.found or not self.found.get("gone"):
            supervisor.close()
        else:
            self.launcher.release(self.access, supervisor)

    def completed(self, exceeded: Exceeded | None) -> Completed:
        """What came of the run. Raises Cancelled and CannotRun."""
        if self.cancelled:
            raise Cancelled
        found = self.found
        if not found:
            raise CannotRun(f"{self._name} was lost: its supervisor ended without a word")
        if "error" in found:
            raise CannotRun(f"{self._name} cannot be started in {self.request.cwd}: {found['error']}")
        exceeded = exceeded or self._exceeded_by_itself(found)
        stdout, stderr = (bytes(data[: self.limits.output]) for data in self.streams.values())
        status, contained_by = None if exceeded else found["status"], str(self.launcher.means)
        return Completed(status, stdout, stderr, self.seconds, exceeded, contained_by)

    @property
    def _name(self) -> str:
        return self.request.argv[0] if self.request.argv else "the probe"

    def _exceeded_by_itself(self, found: dict[str, Any]) -> Exceeded | None:
        """The limit behind the way in which the run ended."""
        if self._overflows():
            return Exceeded.OUTPUT
        if found["exceeded"] is not None:
            return Exceeded(found["exceeded"])
        status = found["status"]
        if status == -signal.SIGXFSZ:
            return Exceeded.FILE_SIZE
        # A parent whose child was ended by the limit fails in a way of its own, which means nothing then. How it
        # failed does not tell, so a failure after that much processor time is never taken for the program's own.
        if status == -signal.SIGXCPU or (status != 0 and found["cpu"] >= COUNTED * self.limits.cpu):
            return Exceeded.CPU
        return None if found["gone"] else Exceeded.PROCESSES


_chosen = Sandbox.AUTO
_launchers: dict[bool, Launcher] = {}
_live: set[_Run] = set()
_lock = threading.RLock()  # reentrant: a signal handler may call kill_all anywhere
atexit.register(kill_all)
