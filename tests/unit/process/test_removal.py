"""Folders are removed beside the work, all of them, and never more than a few wait."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from borrowproof.process import removal
from borrowproof.process.removal import Remover


def _made(home: Path, count: int) -> list[Path]:
    folders = [home / f"run-{number}" for number in range(count)]
    for folder in folders:
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "file").touch()
    return folders


def test_all_that_was_taken_is_removed_in_the_end(tmp_path: Path) -> None:
    remover = Remover()
    for folder in _made(tmp_path, 3 * removal.MOST):
        remover.take(folder)
    remover.finish()
    assert list(tmp_path.iterdir()) == []


def test_where_many_wait_the_next_is_removed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove, goes_on = removal.remove, threading.Event()

    def slow(folder: Path) -> None:
        if threading.current_thread().name == removal.REMOVING:
            goes_on.wait(10)
        remove(folder)

    monkeypatch.setattr(removal, "remove", slow)
    remover = Remover()
    *waiting, last = _made(tmp_path, removal.MOST + 2)  # one of them is in work
    for folder in waiting:
        remover.take(folder)
        if folder is waiting[0]:
            while remover._left.qsize():
                pass
    remover.take(last)
    assert not last.exists()
    assert all(folder.exists() for folder in waiting)
    goes_on.set()
    remover.finish()
    assert list(tmp_path.iterdir()) == []
