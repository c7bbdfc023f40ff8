"""The live processes of this machine, as /proc shows them; nothing where there is no /proc."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_STATE, _PARENT, _THREADS, _RESIDENT = 0, 1, 17, 21  # fields of /proc/PID/stat, counted after the program's name
_PAGE = os.sysconf("SC_PAGE_SIZE")
# Bytes that the kernel holds for one end of a pipe or of a pair of sockets whose buffers have not been made larger
# (net.core.wmem_default is 208 KiB, a pipe has 64).
BUFFER = 256 * 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What some processes use at one moment: `threads`, at least one each, and `resident` memory in bytes."""

    threads: int
    resident: int


def pids() -> frozenset[int]:
    """Every process id; empty where the system does not say."""
    try:
        with os.scandir("/proc") as entries:
            return frozenset(int(entry.name) for entry in entries if entry.name.isdecimal())
    except OSError:
        return frozenset()


def descendants(ancestor: int) -> frozenset[int]:
    """The processes that descend from `ancestor`, which is not among them; zombies neither."""
    children: dict[int, list[int]] = {}
    living: set[int] = set()
    for pid in pids():
        fields = _stat(pid)
        if fields:
            children.setdefault(int(fields[_PARENT]), []).append(pid)
            if fields[_STATE] not in (b"Z", b"X"):
                living.add(pid)
    found: set[int] = set()
    open_ends = [ancestor]
    while open_ends:
        born = children.get(open_ends.pop(), [])
        found.update(born)
        open_ends += born
    return frozenset(found & living)


def name(pid: int) -> str:
    """What a process is called, mostly the file that it executes; empty where it has ended."""
    try:
        return Path(f"/proc/{pid}/comm").read_bytes().decode("utf-8", "replace").strip()
    except OSError:
        return ""


def usage(of: Iterable[int], enough: int) -> Usage:
    """What these processes use together. Memory that several share counts once, if all of it comes to `enough`."""
    stats = {pid: fields for pid in of if (fields := _stat(pid))}
    threads = sum(int(fields[_THREADS]) for fields in stats.values())
    resident = sum(int(fields[_RESIDENT]) for fields in stats.values()) * _PAGE
    if resident > enough and len(stats) > 1:
        resident = sum(_proportional(pid, int(fields[_RESIDENT]) * _PAGE) for pid, fields in stats.items())
    return Usage(threads, resident)


def buffers(of: Iterable[int], enough: int) -> int:
    """What the kernel may hold in the pipes and sockets of these processes, in bytes: no process is seen to use it.

    Those that several share count once, if all of it comes to `enough`.
    """
    opened = [(pid, descriptor) for pid in of for descriptor in _descriptors(pid)]
    if len(opened) * BUFFER <= enough:
        return len(opened) * BUFFER
    ends: set[str] = set()
    for pid, descriptor in opened:
        with contextlib.suppress(OSError):  # it was closed, or the process has ended meanwhile
            ends.add(os.readlink(f"/proc/{pid}/fd/{descriptor}"))
    return sum(end.startswith(("pipe:", "socket:")) for end in ends) * BUFFER


def deleted_files(of: Iterable[int]) -> Iterator[int]:
    """The size of each file that has no name any more and that these processes have open, in bytes on the disk."""
    seen: set[tuple[int, int]] = set()
    for pid in of:
        for descriptor in _descriptors(pid):
            with contextlib.suppress(OSError):  # it was closed, or the process has ended meanwhile
                found = os.stat(f"/proc/{pid}/fd/{descriptor}")
                held = (found.st_dev, found.st_ino)
                if stat.S_ISREG(found.st_mode) and found.st_nlink == 0 and held not in seen:
                    seen.add(held)
                    yield found.st_blocks * 512


def marked(candidates: Iterable[int], marker: bytes) -> Iterator[int]:
    """Those that live and carry `marker` in their environment."""
    for pid in candidates:
        fields = _stat(pid)
        if fields and fields[_STATE] not in (b"Z", b"X"):
            with contextlib.suppress(OSError):  # it has ended meanwhile, or it is another user's
                if marker in Path(f"/proc/{pid}/environ").read_bytes():
                    yield pid


def _stat(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return []  # it has ended meanwhile


def _descriptors(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/fd")
    except OSError:
        return []  # it has ended meanwhile


def _proportional(pid: int, resident: int) -> int:
    """The process's resident memory, of shared pages its share (Pss), in bytes; all of it where it hides its pages."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines()
    except PermissionError:
        return resident
    except OSError:
        return 0  # it has ended meanwhile
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:"))
