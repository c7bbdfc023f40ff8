"""The live processes of this machine, as /proc shows them; nothing where there is no /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_STATE, _SESSION, _THREADS = 0, 3, 17  # fields of /proc/PID/stat, counted after the name of the program


def pids() -> frozenset[int]:
    """Every process id; empty where the system does not say."""
    try:
        with os.scandir("/proc") as entries:
            return frozenset(int(entry.name) for entry in entries if entry.name.isdecimal())
    except OSError:
        return frozenset()


def members(candidates: Iterable[int], *, session: int, marker: bytes) -> Iterator[tuple[int, int]]:
    """Those that live, and are of the session or carry `marker` in their environment: (pid, threads)."""
    for pid in candidates:
        try:
            stat = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
            ours = int(stat[_SESSION]) == session or marker in Path(f"/proc/{pid}/environ").read_bytes()
        except (OSError, IndexError):
            continue  # it has ended meanwhile, or it is another user's
        if ours and stat[_STATE] not in (b"Z", b"X"):
            yield pid, int(stat[_THREADS])
