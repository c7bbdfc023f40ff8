"""`check --watch`: judge again at every save, until Ctrl-C."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from borrowproof import project, report
from borrowproof.model.run import Run
from borrowproof.project import ConfigurationError
from borrowproof.report.changes import changes
from borrowproof.report.control_characters import in_log

POLL = 0.1  # seconds between two looks at the times of the files
CLEAR = "\x1b[2J\x1b[3J\x1b[H"  # of a terminal, so that the totals stay in view
CONFIGURE = ("pyproject.toml", "mkdocs.yml", "book.toml", "Cargo.toml")
_NEVER = frozenset({"node_modules", "target", "__pycache__"})
State = dict[str, tuple[int, int, int]]  # by the name of a file: its time, its size, and which one it is


def watch(check: Callable[[], Run], paths: Sequence[Path], base: Path, stream: TextIO, *, colour: bool) -> Run | None:
    """Report the first state as a whole, then what each save changes.

    Returns the last state that it reports when it is interrupted; None where its configuration could not be understood.
    """
    gc.enable()  # this process lives long
    folders = _read(paths, base)
    seen = state(folders, base)
    before = check()
    latest: Run | None = before
    _show(stream, report.render(before, colour=colour))
    try:
        while True:
            time.sleep(POLL)
            now = state(folders, base)
            saved = sorted(name for name in {*seen, *now} if seen.get(name) != now.get(name))
            if not saved:
                continue
            folders = _read(paths, base)  # a save may configure others
            seen = state(folders, base)
            try:
                judged = check()
                told = changes(before, judged, saved, colour=colour)
                before = latest = judged
            except ConfigurationError as error:
                latest, told = None, f"borrowproof: {in_log(str(error))}\n"
            _show(stream, told)
    except KeyboardInterrupt:
        return latest


def state(paths: Iterable[Path], base: Path) -> State:
    """The files at and under `paths`, each with what a save changes."""
    found: State = {}
    for path in _files(paths):
        try:
            status = os.stat(path)  # noqa: PTH116  (a thousand times in each look; a Path takes as long again)
        except OSError:
            continue
        found[path.removeprefix(f"{base}{os.sep}")] = status.st_mtime_ns, status.st_size, status.st_ino
    return found


def _read(paths: Sequence[Path], base: Path) -> list[Path]:
    """The files and folders that a check at `base` of `paths` may read."""
    try:
        known = project.find(base)
        included = [path for path in (known.docs, known.snippets, *known.includes) if path != known.root]
    except ConfigurationError:
        included = []
    configured = (base / name for name in CONFIGURE)
    return list(dict.fromkeys([*configured, *(p.resolve() for p in paths), *(base / p for p in included)]))


def _files(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if not path.is_dir():
            yield str(path)
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".") and name not in _NEVER]
            yield from (os.path.join(folder, name) for name in names if not _temporary(name))  # noqa: PTH118


def _temporary(name: str) -> bool:
    """Whether an editor keeps a file for itself: hidden ones, copies, and Vim's test of a folder."""
    return name.startswith((".", "#")) or name.endswith("~") or name == "4913"


def _show(stream: TextIO, text: str) -> None:
    stream.write(f"{CLEAR}{text}" if stream.isatty() else f"{text}\n")
    stream.flush()
