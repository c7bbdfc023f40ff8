"""The memory of a container: when its processes together hold too much, the largest one is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

from borrowproof.process import procfs

TICK = 0.02  # seconds between two looks
PAGE = os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def limited(marker: str, limit: int) -> Iterator[None]:
    """Hold all processes that start meanwhile, and have `marker` in their environment, to `limit` bytes."""
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(marker.encode(), limit, procfs.pids(), over), daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(marker: bytes, limit: int, before: frozenset[int], over: threading.Event) -> None:
    while not over.wait(TICK):
        held = {pid: _resident(pid) for pid in procfs.marked(procfs.pids() - before, marker)}
        if sum(held.values()) > limit:
            with contextlib.suppress(ProcessLookupError):
                os.kill(max(held, key=held.__getitem__), signal.SIGKILL)


def _resident(pid: int) -> int:
    """Bytes of real memory; 0 for a process that is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
