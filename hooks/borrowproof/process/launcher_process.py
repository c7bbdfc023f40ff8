"""The launcher: a small process with one thread that forks the supervisors of runs.

Python with many threads must not run code between fork and exec, and this has much to do there. It also outlives the
process that it works for, by a moment: whatever ended that, it sees to it that nothing is left behind.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import time
from pathlib import Path

from borrowproof.process import confinement, kernel, limits, messages, namespaces, procfs
from borrowproof.process.confinement import Means
from borrowproof.process.removal import remove
from borrowproof.process.supervisor import ROOT, Supervisor, Surroundings

_PATIENCE = 4.0  # seconds for supervisors to end by themselves


def main(control: int, asker: int, workspace: str, *, contain: bool) -> None:
    """Serve the process `asker` over the socket `control` until either ends; then remove `workspace`.

    Each message asks for a supervisor, and brings the socket over which that takes its requests, or names another
    folder to `remove` in the end.
    """
    left, own = [workspace], os.getpid()
    try:
        # Whoever asks may be gone before it is answered.
        with contextlib.suppress(ConnectionError):
            _serve(control, asker, workspace, left, contain=contain)
        _end_supervisors()
    finally:
        if os.getpid() == own:
            for folder in left:
                remove(Path(folder))


def _serve(control: int, asker: int, workspace: str, left: list[str], *, contain: bool) -> None:
    """Start supervisors until nobody asks for one any more; note in `left` what else is to be removed."""
    confinement.restore_signals()
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    parent = messages.descriptor_of(asker)
    means = confinement.found(os.path.join(workspace, ROOT)) if contain else Means()
    possible = limits.settable()
    if means.namespaces:
        namespaces.enter()
    gc.disable()
    gc.freeze()  # a collection in a child would copy what it only looks at
    with socket.socket(fileno=control) as asked:
        messages.send(asked, {"means": means.to_json(), "possible": sorted(possible), "counts": bool(procfs.pids())})
        while (received := messages.receive(asked, descriptors=1, parent=parent)) is not None:
            _reap()
            message, descriptors = received
            if "remove" in message:
                left.append(message["remove"])
                continue
            (theirs,) = descriptors
            around = Surroundings(workspace, tuple(message["readable"]), tuple(message["runnable"]), message["keeps"])
            child = kernel.clone(namespaces.OF_A_WORKER) if means.namespaces else os.fork()
            if child == 0:
                asked.close()
                _supervise(Supervisor(around, means, possible), theirs, parent)
            os.close(theirs)


def _supervise(supervisor: Supervisor, requests: int, parent: int) -> None:
    with contextlib.suppress(BaseException), socket.socket(fileno=requests) as source:
        supervisor.serve(source, parent)
    os._exit(0)


def _end_supervisors() -> None:
    """Wait until they have ended: each sees for itself that nobody wants its runs any more, unless a run stopped it."""
    until = time.monotonic() + _PATIENCE
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.002)
            if time.monotonic() > until:
                for pid in procfs.descendants(os.getpid()):
                    with contextlib.suppress(ProcessLookupError, PermissionError):
                        os.kill(pid, signal.SIGKILL)


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
