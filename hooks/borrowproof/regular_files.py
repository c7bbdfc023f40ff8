"""Reading files that may be anything: only regular files are opened, and only as much as a person would write is read.

A link may lead to `/dev/zero`, which never ends; opening a FIFO waits for a writer; opening a device may do something.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

LARGEST = 4 << 20  # bytes; the largest page, program or recorded output that is read
CHUNK = 65536  # bytes
_KINDS = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


class NotReadable(Exception):
    """A file that is not read; the message says why, `fix` what would change that."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def read(path: Path | str) -> bytes:
    """The content of a regular file of at most LARGEST bytes; links are followed. Raises NotReadable."""
    try:
        _check(os.stat(path))  # noqa: PTH116  (before it is opened, which for a device is an action)
        # A file may be replaced meanwhile; O_NONBLOCK opens a FIFO without waiting for somebody to write.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            content = _content(descriptor)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        fix = "make it readable, or remove it (a link must lead to a file)"
        raise NotReadable(f"the file cannot be read: {reason}", fix) from None
    _check_size(len(content))
    return content


def _content(descriptor: int) -> bytes:
    """At most a byte more than LARGEST. (Thousands of times in a check; a file object takes as long again.)"""
    status = os.fstat(descriptor)
    _check(status)
    content = os.read(descriptor, status.st_size + 1)
    while len(content) <= LARGEST and (more := os.read(descriptor, CHUNK)):
        content += more
    return content


def exists(path: Path) -> bool:
    """Whether there is anything but a folder, whatever it is: a reader will say what is wrong with it."""
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):  # there is none, its name is too long, or no name at all
        return False


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "no file")
        raise NotReadable(f"this is {kind}, not a regular file", "put a file in its place, or remove it")
    _check_size(status.st_size)


def _check_size(size: int) -> None:
    if size > LARGEST:
        fix = f"split it, or shorten it to {LARGEST:,} bytes"
        raise NotReadable(f"the file has {size:,} bytes or more, and at most {LARGEST:,} are read", fix)
