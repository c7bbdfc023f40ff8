"""Removing what a judged program may have written to, whatever it made of it."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path


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
