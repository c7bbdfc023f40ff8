"""The folders of this process's runs: beneath one folder, which tells whether whoever made it still lives.

Each process has a folder of its own in the system's temporary folder, with a file that it keeps locked as long as it
lives (flock(2); the kernel lets go of it whatever ends the process). What is not locked was left by the dead, in
whatever container they lived, and is removed by the next that comes. Nothing without that file is removed, unless it
is empty: a folder of somebody's own may begin with the same word.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from borrowproof.process.removal import Remover, remove
from borrowproof.process.supervisor import ROOT

PREFIX = "borrowproof-"
LOCK = ".borrowproof-workspace"  # no other folder holds a file of this name
_YOUNG = 60.0  # seconds in which a folder may be empty, since it is being made

_lock = threading.Lock()
_own: dict[int, tuple[Path, Remover]] = {}  # by process: a fork does not own what its parent made


@contextlib.contextmanager
def folder(name: str) -> Iterator[Path]:
    """An empty folder whose name begins with `name`, removed soon after. Raises OSError where there is no room."""
    home, remover = _workspace()
    made = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=home))
    try:
        yield made
    finally:
        remover.take(made)


def workspace() -> Path:
    """The folder of this process, made when it is first asked for; what the dead left is removed then."""
    return _workspace()[0]


def _workspace() -> tuple[Path, Remover]:
    with _lock:
        own = _own.get(os.getpid())
        if own is None or not own[0].is_dir():
            sweep(Path(tempfile.gettempdir()))
            own = _own[os.getpid()] = _make()
        return own


def _make() -> tuple[Path, Remover]:
    while True:
        made = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
        held = os.open(made / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (made / ROOT).mkdir()
        except OSError:
            os.close(held)  # somebody took it for a dead one's
            continue
        remover = Remover()
        atexit.register(_remove, made, remover, os.getpid())
        return made, remover


def _remove(made: Path, remover: Remover, owner: int) -> None:
    if os.getpid() == owner:
        remover.finish()
        remove(made)


def sweep(parent: Path) -> None:
    """Remove, in `parent`, the workspaces of those that do not live any more, and what they left empty."""
    for left in parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if not _ours(left):
                continue
            if (left / LOCK).exists():
                _remove_unlocked(left)
            else:
                remove_empty([left])


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove those that are empty, ours, and no longer young: who makes a folder puts something into it at once."""
    for folder in folders:
        with contextlib.suppress(OSError):
            if _ours(folder) and time.time() - folder.lstat().st_mtime > _YOUNG:
                folder.rmdir()


def _ours(folder: Path) -> bool:
    return not folder.is_symlink() and folder.is_dir() and folder.lstat().st_uid == os.geteuid()


def _remove_unlocked(left: Path) -> None:
    """Remove a folder unless its owner lives. Raises OSError."""
    held = os.open(left / LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        remove(left)
    finally:
        os.close(held)
