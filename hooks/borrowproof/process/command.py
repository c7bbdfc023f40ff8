"""Asking a command that is trusted, such as `rustc -vV`: within a time and an amount of output, in a plain process.

It costs as little as a process can, and is not contained: nothing that anybody wrote on a page is run by it.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from borrowproof.process.limits import Exceeded, Limits
from borrowproof.process.sandbox import CHUNK, CannotRun, Completed


def ask(argv: Sequence[str], *, cwd: Path, env: Mapping[str, str], limits: Limits) -> Completed:
    """Run `argv` to its end, or to its `wall` or `output` limit; the other limits do not hold. Raises CannotRun."""
    started = time.monotonic()
    try:
        process = subprocess.Popen(
            argv,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise CannotRun(f"{argv[0]} cannot be started in {cwd}: {error.strerror}") from error
    with process:
        try:
            streams, exceeded = _read(process, started + limits.wall, limits.output)
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: EPERM where all are zombies
                os.killpg(process.pid, signal.SIGKILL)
    stdout, stderr = (bytes(stream[: limits.output]) for stream in streams)
    return Completed(None if exceeded else process.returncode, stdout, stderr, time.monotonic() - started, exceeded)


def _read(process: subprocess.Popen[bytes], deadline: float, most: int) -> tuple[list[bytearray], Exceeded | None]:
    """Everything that it prints until it has ended, and the limit that it went over before."""
    assert process.stdout is not None and process.stderr is not None
    streams = {process.stdout.fileno(): bytearray(), process.stderr.fileno(): bytearray()}
    poll = select.poll()
    for descriptor in streams:
        poll.register(descriptor, select.POLLIN)
    open_ends = len(streams)
    while open_ends:
        left = deadline - time.monotonic()
        if left <= 0:
            return list(streams.values()), Exceeded.WALL
        for descriptor, _ in poll.poll(left * 1000):
            chunk = os.read(descriptor, CHUNK)
            streams[descriptor] += chunk
            if len(streams[descriptor]) > most:
                return list(streams.values()), Exceeded.OUTPUT
            if not chunk:
                poll.unregister(descriptor)
                open_ends -= 1
    try:
        process.wait(max(deadline - time.monotonic(), 0.0))
    except subprocess.TimeoutExpired:
        return list(streams.values()), Exceeded.WALL
    return list(streams.values()), None
