"""This side of the launcher: starting it, and asking it for supervisors."""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from borrowproof.process import messages, workspace
from borrowproof.process.access import Access
from borrowproof.process.confinement import Means

_CODE = (
    "import sys; sys.path.append({hooks!r});"
    "from borrowproof.process.launcher_process import main;"
    "main({control}, {asker}, {workspace!r}, contain={contain})"
)
_PATIENCE = 5.0  # seconds for the launcher to end


class Gone(Exception):
    """The launcher cannot be started, or has ended; the message says which."""


class Launcher:
    """A launcher process and what it can do here. Any thread may ask it."""

    def __init__(self, *, contain: bool) -> None:
        """Start it; takes about as long as Python. Raises Gone."""
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._idle: dict[Access, list[socket.socket]] = {}
        self._control, theirs = socket.socketpair()
        with theirs:
            code = _CODE.format(
                hooks=str(Path(__file__).parents[2]),
                control=theirs.fileno(),
                asker=os.getpid(),
                workspace=str(workspace.workspace()),
                contain=contain,
            )
            self._process = _started(code, theirs.fileno())
        hello = messages.receive(self._control)
        if hello is None:
            self.close()
            raise Gone("the launcher of programs ended as soon as it was started")
        self.means = Means(**hello[0]["means"])
        self.possible = frozenset(hello[0]["possible"])
        self.counts = bool(hello[0]["counts"])
        atexit.register(self.close)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether this process may ask it: it lives, and is no parent's."""
        return self._owner == os.getpid() and self._process.poll() is None

    def supervisor(self, access: Access) -> socket.socket:
        """A supervisor for one run, which goes back with `release` or is closed. Raises Gone."""
        with self._lock:
            idle = self._idle.setdefault(access, [])
            if idle:
                return idle.pop()
            ours, theirs = socket.socketpair()
            message = {"readable": access.readable, "runnable": access.runnable, "keeps": access.keeps}
            try:
                with theirs:
                    messages.send(self._control, message, (theirs.fileno(),))
            except OSError as error:
                ours.close()
                raise Gone(f"the launcher of programs has ended: {error.strerror}") from error
            return ours

    def remove_at_end(self, folder: str) -> None:
        """Have it remove a folder, too, whatever ends this process. Raises Gone."""
        with self._lock:
            try:
                messages.send(self._control, {"remove": folder})
            except OSError as error:
                raise Gone(f"the launcher of programs has ended: {error.strerror}") from error

    def release(self, access: Access, supervisor: socket.socket) -> None:
        """Take back a supervisor whose run has ended in order."""
        with self._lock:
            self._idle[access].append(supervisor)

    def close(self) -> None:
        """Let it end, and with it all that it started. In a forked child of its owner, only let go of it."""
        with self._lock:
            for supervisor in (s for idle in self._idle.values() for s in idle):
                supervisor.close()
            self._idle.clear()
            self._control.close()
        if self._owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_PATIENCE)


def _started(code: str, control: int) -> subprocess.Popen[bytes]:
    """Python without our environment and our packages. Raises Gone."""
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", code],
            cwd="/",
            env={"LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[control],
            start_new_session=True,
        )
    except OSError as error:
        raise Gone(f"the launcher of programs cannot be started: {error.strerror}") from error
