"""The process beside a run: it starts what is judged, counts what that uses, and ends all of it.

Where there are namespaces it is the first process of its own: its runs see no other, and the kernel ends them with it.
Elsewhere whatever a run leaves behind becomes its child (PR_SET_CHILD_SUBREAPER), so that nothing can hide from it.
It serves one run after the other. None can touch the next: every process of a run has ended, and its folder is taken
away, before the answer is given; sockets, IPC and keyrings, which could outlive it, are refused (`seccomp`).
It ends with the process that asked for it, and with the launcher.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, NoReturn

from borrowproof.process import confinement, kernel, limits, messages, namespaces, probes, procfs, recorder
from borrowproof.process.confinement import Means
from borrowproof.process.limits import Exceeded, Limits
from borrowproof.process.spawner import Spawner

TICK = 0.02  # seconds between two looks at what a run uses
SWEEP = 2.0  # seconds for killed processes to disappear
_FAILING = 3  # the descriptor by which a child says that it could not become its command
RENEWED = 1000  # runs of one spawner
ROOT = "root"  # in the workspace: an empty folder to mount on


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all runs of one supervisor see, and where `workspace` is, which holds their folders."""

    workspace: str
    readable: tuple[str, ...]
    runnable: tuple[str, ...]
    keeps: bool


@dataclass(frozen=True, slots=True)
class Request:
    """One run. `probe` runs the probes of `probes` instead of a command; `plan` (of `recorder`) has a recorder run
    the command: its recording is the output. HOME and TMPDIR are added where `at_home`."""

    argv: tuple[str, ...]
    cwd: str
    env: dict[str, str]
    limits: Limits
    at_home: bool
    probe: dict[str, Any] | None = None
    plan: dict[str, Any] | None = None


class Supervisor:
    """Runs, one after the other, and the end of each."""

    def __init__(self, surroundings: Surroundings, means: Means, possible: frozenset[int]) -> None:
        self.around = surroundings
        self.means = means
        self.possible = possible
        self._spawner: Spawner | None = None
        self._spawned = 0
        self._limits: Limits | None = None

    def serve(self, requests: socket.socket, parent: int) -> None:
        """Do what is asked over `requests` until its other end is gone, or the process of the descriptor `parent`."""
        self._settle()
        while (received := messages.receive(requests, descriptors=2, parent=parent)) is not None:
            message, output = received
            request = Request(**(message | {"argv": tuple(message["argv"]), "limits": Limits(**message["limits"])}))
            found = _Run(self, request, requests.fileno(), parent).answer((output[0], output[1]))
            messages.send(requests, found)
        self._end_spawner()

    def _settle(self) -> None:
        if kernel.LINUX:
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
            kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
            kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        if self.means.namespaces:
            seen = [*self.around.readable, *self.around.runnable]
            root = os.path.join(self.around.workspace, ROOT)
            namespaces.change_root(root, seen, self.around.workspace)

    def confine(self, limits_of_run: Limits, own: str, command: str | None) -> None:
        """Confine this process for good, to run `command` in the folder `own`. Raises OSError, ValueError."""
        around = self.around
        runnable = around.runnable if command is None else (*around.runnable, command)
        confinement.confine(self.means, around.readable, runnable, own, trusted=around.keeps)
        limits.apply(limits_of_run, self.possible)

    def spawner(self, limits_of_runs: Limits) -> Spawner:
        """The spawner of runs within these limits. It has them itself, so it does not live for ever. Raises OSError."""
        if self._spawner is not None and (self._limits != limits_of_runs or self._spawned == RENEWED):
            pid = self._spawner.pid
            self.forget_spawner()
            os.waitpid(pid, 0)
        if self._spawner is None:
            self._limits, self._spawned = limits_of_runs, 0
            self._spawner = Spawner(lambda: self.confine(limits_of_runs, namespaces.OWN, None))
        self._spawned += 1
        return self._spawner

    def _end_spawner(self) -> None:
        """End it, and wait for it: so what its runs took counts as ours, for whoever asks what a check takes."""
        if self._spawner is not None:
            os.kill(self._spawner.pid, signal.SIGKILL)
            os.waitpid(self._spawner.pid, 0)

    @property
    def spawner_pid(self) -> int:
        """Its process id; 0 where there is none."""
        return 0 if self._spawner is None else self._spawner.pid

    def forget_spawner(self) -> None:
        """Let it end."""
        if self._spawner is not None:
            self._spawner.socket.close()
            self._spawner = None

    def within(self, path: str) -> str | None:
        """`path` relative to the workspace; None where it lies elsewhere."""
        return os.path.relpath(path, self.around.workspace) if path.startswith(f"{self.around.workspace}/") else None


class _Run:
    """One run. `asker` is a descriptor: whatever comes from it, or its end, ends the run."""

    def __init__(self, by: Supervisor, request: Request, asker: int, parent: int) -> None:
        self.by = by
        self.means = by.means
        self.request = request
        self.asker = asker
        self.parent = parent
        self.own = namespaces.OWN if by.means.namespaces else request.cwd
        self.child = 0
        self.status: int | None = None
        self.cpu = 0.0

    def answer(self, output: tuple[int, int]) -> dict[str, Any]:
        """Everything, from the start to the end of the last process; what came of it, or the `error`."""
        try:
            over, gone = self._run(self._shown(), output)
        except (OSError, ValueError) as error:
            return {"error": str(getattr(error, "strerror", None) or error)}
        finally:
            if self.means.namespaces:
                namespaces.hide_run()
        return {"status": self.status, "cpu": self.cpu, "exceeded": over, "gone": gone}

    def _shown(self) -> str | None:
        """Show the run its folder and its program; how that is called. Raises OSError where there is none."""
        command = self.request.argv[0] if self.request.argv else None
        if not self.means.namespaces:
            return command
        folder = self.by.within(self.request.cwd)
        program = self.by.within(command) if command is not None else None
        if folder is None:
            raise OSError("the folder of a contained run lies in the workspace")
        namespaces.show_run(folder, program, keeps=self.by.around.keeps, disk=self.request.limits.disk)
        return command if program is None else namespaces.PROGRAM

    def _run(self, command: str | None, output: tuple[int, int]) -> tuple[Exceeded | None, bool]:
        try:
            if command is not None and self.request.plan is None and self.means.namespaces:
                over = self._spawn(command, output)
            else:
                self._fork(command, output)
                over = self._watch_child()
        finally:
            gone = self._end()
        return over, gone

    def _spawn(self, command: str, output: tuple[int, int]) -> Exceeded | None:
        """Have the spawner start the command, and watch it. Raises OSError where it cannot be started."""
        spawner = self.by.spawner(self.request.limits)
        spawner.start([command, *self.request.argv[1:]], self.own, self._environment(), output)
        # A program may stop its spawner at once, which then says nothing: neither answer is waited for blindly.
        for _ in ("started", "ended"):
            over = self._watch(spawner.socket.fileno())
            if over is not None or not self._readable(spawner.socket.fileno()):
                return over
            found = spawner.result()
        self.status, self.cpu = found["status"], found["cpu"]
        return None

    def _environment(self) -> dict[str, str]:
        home = {"HOME": self.own, "TMPDIR": self.own} if self.request.at_home else {}
        return home | self.request.env

    def _fork(self, command: str | None, output: tuple[int, int]) -> None:
        """Start the command, and let go of `output`. Raises OSError where it cannot be started."""
        failures, failing = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            try:
                failing = _arrange_descriptors(output, failing)
                self._become(command)
            except BaseException as error:
                os.write(failing, str(getattr(error, "strerror", None) or error).encode())
            os._exit(127)
        for descriptor in (failing, *output):
            os.close(descriptor)
        failure = os.read(failures, 4096)
        os.close(failures)
        if failure:
            raise OSError(failure.decode("utf-8", "replace"))

    def _become(self, command: str | None) -> None:
        """In the child: confine it, and let it become the command."""
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.setsid()
        os.chdir(self.own)
        if kernel.LINUX:
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        if self.request.plan is not None and command is not None:
            os.close(_FAILING)
            recorder.become_recorder(recorder.Plan(**self.request.plan), lambda: self._execute(command))
        if command is not None:
            self._execute(command)
        self.by.confine(self.request.limits, self.own, command)
        if self.request.probe is not None:
            os.close(_FAILING)
            probes.answer(self.request.probe)

    def _execute(self, command: str) -> NoReturn:
        self.by.confine(self.request.limits, self.own, command)
        os.execvpe(command, [command, *self.request.argv[1:]], self._environment())  # noqa: S606

    def _watch_child(self) -> Exceeded | None:
        with _descriptor_of_exit(self.child) as exits:
            while True:
                over = self._watch(exits, TICK if exits is not None else TICK / 10)
                self._reap()
                if over is not None or self.status is not None or self._unwanted():
                    return over

    def _watch(self, ends: int | None, pause: float = TICK) -> Exceeded | None:
        """Wait until the descriptor `ends` is readable, until nobody wants the run any more, or until it uses too
        much, which is returned; without `ends` only for one `pause`."""
        wanted = [descriptor for descriptor in (ends, self.asker, self.parent) if descriptor is not None]
        due = time.monotonic() + TICK
        while not self._readable(*wanted, seconds=pause):
            if time.monotonic() >= due:
                if over := self._over():
                    return over
                due = time.monotonic() + TICK
            if ends is None:
                return None
        return self._full()

    def _unwanted(self) -> bool:
        return self._readable(self.asker, self.parent)

    def _readable(self, *descriptors: int, seconds: float = 0.0) -> bool:
        poll = select.poll()
        for descriptor in descriptors:
            if descriptor >= 0:
                poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _over(self) -> Exceeded | None:
        most = self.request.limits
        members = self._members()
        used = procfs.usage(members, most.memory)
        if used.threads > most.processes:
            return Exceeded.PROCESSES
        left = most.memory - used.resident
        return Exceeded.MEMORY if left < 0 or procfs.buffers(members, left) > left else self._full()

    def _members(self) -> frozenset[int]:
        if not self.means.namespaces:
            return procfs.descendants(os.getpid())
        return procfs.pids() - {os.getpid(), self.by.spawner_pid}

    def _full(self) -> Exceeded | None:
        if self.means.namespaces and not self.by.around.keeps:
            here = os.statvfs(self.own)
            return Exceeded.DISK if here.f_bfree == 0 or here.f_ffree == 0 else None
        files, size = 0, 0
        for held in chain(_sizes(self.own), procfs.deleted_files(self._members())):
            files, size = files + 1, size + held
            if size > self.request.limits.disk or files > namespaces.FILES:
                return Exceeded.DISK
        return None

    def _end(self) -> bool:
        """Kill whatever is left of the run; false where some of it would not go."""
        if self.means.namespaces and self.child == 0 and self.status is not None and not self._members():
            return True  # nothing but the spawner, which is not of the run
        until = time.monotonic() + SWEEP
        pause = 0.0002
        if self.means.namespaces or not kernel.LINUX:
            self._kill()
        while self._reap():
            self._kill()
            if time.monotonic() > until:
                return False
            time.sleep(pause)
            pause = min(2 * pause, 0.01)
        return True

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: EPERM where all are zombies
            if self.means.namespaces:
                self.by.forget_spawner()
                os.kill(-1, signal.SIGKILL)  # everybody in the namespace but this process
                return
            if self.child and (self.status is None or not kernel.LINUX):
                os.killpg(self.child, signal.SIGKILL)
        for number in (signal.SIGSTOP, signal.SIGKILL):  # so that none goes on where its child was killed before it
            for pid in procfs.descendants(os.getpid()):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)

    def _reap(self) -> bool:
        """Take note of those that have ended; whether there are others. Orphans of the run are our children."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            if pid == self.child:
                self.status, self.cpu = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime


def _arrange_descriptors(output: tuple[int, int], failing: int) -> int:
    """Keep nothing but standard input, which is empty, `output`, and `failing` until a program is executed."""
    null = os.open("/dev/null", os.O_RDONLY)
    # First out of the way of each other, then where they belong.
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, _FAILING + 1) for descriptor in (null, *output, failing)]
    for number, descriptor in enumerate(moved):
        os.dup2(descriptor, number, inheritable=number < _FAILING)
    os.closerange(_FAILING + 1, os.sysconf("SC_OPEN_MAX"))
    return _FAILING


def _sizes(folder: str) -> Iterator[int]:
    """The size of each file beneath `folder`, in bytes on the disk."""
    for home, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                yield os.lstat(os.path.join(home, name)).st_blocks * 512
        yield 0


@contextlib.contextmanager
def _descriptor_of_exit(pid: int) -> Iterator[int | None]:
    """A descriptor that becomes readable when the process ends; None where the system has no such thing."""
    descriptor = messages.descriptor_of(pid)
    try:
        yield descriptor if descriptor >= 0 else None
    finally:
        if descriptor >= 0:
            os.close(descriptor)
