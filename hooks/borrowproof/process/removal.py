"""Removing what a judged program may have written to, whatever it made of it."""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from pathlib import Path
from queue import Full, Queue

REMOVING = "removing folders"  # the name of the thread that does nothing else
MOST = 32  # folders that wait for their removal; each holds room on the disk


class Remover:
    """Removes folders beside the work: `rmdir` may sleep for milliseconds, as that of ext4 does."""

    def __init__(self) -> None:
        self._left: Queue[Path | None] = Queue(MOST)
        self._thread = threading.Thread(target=self._work, name=REMOVING, daemon=True)
        self._thread.start()

    def take(self, folder: Path) -> None:
        """Remove `folder` soon; at once where many wait."""
        try:
            self._left.put_nowait(folder)
        except Full:
            remove(folder)

    def finish(self) -> None:
        """Wait until all that was taken is removed; nothing may be taken afterwards."""
        self._left.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (folder := self._left.get()) is not None:
            remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as that is possible, whatever a program made of it.

    A folder in it may be closed to its owner, or lie deeper than a path is long: it is opened, and brought up first.
    No process of a run that wrote there may live any more.
    """
    with contextlib.suppress(OSError):
        while inner := _emptied(folder):
            for below in inner:
                for deeper in _emptied(below):
                    deeper.rename(folder / os.urandom(16).hex())
                below.rmdir()
        folder.rmdir()


def _emptied(folder: Path) -> list[Path]:
    """Remove the files of a folder; the folders in it, open to their owner. Raises OSError."""
    folder.chmod(stat.S_IRWXU)
    with os.scandir(folder) as found:
        entries = list(found)
    folders = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
    for inner in folders:
        inner.chmod(stat.S_IRWXU)
    return folders
