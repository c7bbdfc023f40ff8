"""A process that is confined as programs are, and starts one after the other of them: they inherit all of it.

Forking Python and confining the child takes milliseconds for each program; what is confined already starts one in less
than one. Only where the confinement of all runs is the same, which namespaces make it (`supervisor`). A program sees
its spawner no more than its supervisor (`hidepid` and PR_SET_DUMPABLE); where it kills it, its run is lost.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from typing import Any

from borrowproof.process import kernel, messages


class Spawner:
    """The process and the socket to it. `confine` is what it does to itself before anything else."""

    def __init__(self, confine: Callable[[], None]) -> None:
        """Start it. Raises OSError where it cannot be confined."""
        self.socket, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            self.socket.close()
            with contextlib.suppress(BaseException), theirs:
                kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
                _serve(theirs, confine)
            os._exit(0)
        theirs.close()
        hello = messages.receive(self.socket)
        if hello is None or "error" in hello[0]:
            self.socket.close()
            raise OSError(hello[0]["error"] if hello else "a process ended while it was confined")

    def start(self, argv: list[str], cwd: str, env: dict[str, str], output: tuple[int, int]) -> None:
        """Have a program started that writes to the descriptors `output`; `result` tells whether it was, then how it
        ended. Raises OSError."""
        try:
            messages.send(self.socket, {"argv": argv, "cwd": cwd, "env": env}, output)
        finally:
            for descriptor in output:
                os.close(descriptor)

    def result(self) -> dict[str, Any]:
        """Wait for what it says next: that a program was started, or how it ended. Raises OSError for an error."""
        received = messages.receive(self.socket)
        if received is None:
            raise OSError("it ended the process that had started it")
        if "error" in received[0]:
            raise OSError(received[0]["error"])
        return received[0]


def _serve(requests: socket.socket, confine: Callable[[], None]) -> None:
    try:
        confine()
    except (OSError, ValueError) as error:
        messages.send(requests, _error(error))
        return
    messages.send(requests, {})
    while (received := messages.receive(requests, descriptors=2)) is not None:
        asked, (out, err) = received
        try:
            process = subprocess.Popen(
                asked["argv"],
                cwd=asked["cwd"],
                env=asked["env"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            messages.send(requests, _error(error))
            continue
        finally:
            os.close(out)
            os.close(err)
        messages.send(requests, {})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        messages.send(requests, {"status": process.returncode, "cpu": usage.ru_utime + usage.ru_stime})


def _error(error: Exception) -> dict[str, str]:
    return {"error": str(getattr(error, "strerror", None) or error)}
