"""What is asked of the disk. A check reads, lists and looks for files only through here, so that a trace is whole.

A trace holds the answer to every question: where all of them are answered the same again, a check asks the same
questions again, in the same order, and comes to the same result (a verifying trace; A. Mokhov, N. Mitchell, S. Peyton
Jones, "Build Systems à la Carte", 2018, section 4.2.2). `tests/unit/test_disk.py` keeps others from asking elsewhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from borrowproof import regular_files

ABSENT, FILE, FOLDER, OTHER = "absent", "file", "folder", "other"


class Question(StrEnum):
    """What may be asked of a path: a digest of its content, its kind, the names in it, the path without links, and
    what the kernel changes whenever a file is written (inode, size and times)."""

    CONTENT = "content"
    KIND = "kind"
    ENTRIES = "entries"
    REAL = "real"
    STAMP = "stamp"


@dataclass(slots=True)
class Trace:
    """The answers that were given, by question and path. `contradicted` tells that one changed meanwhile."""

    answers: dict[Question, dict[str, str]] = field(default_factory=lambda: {question: {} for question in Question})
    contradicted: bool = False

    def note(self, question: Question, path: str, answer: str) -> None:
        """Take down an answer."""
        if self.answers[question].setdefault(path, answer) != answer:
            self.contradicted = True  # by any thread


_trace: Trace | None = None


@contextlib.contextmanager
def traced() -> Iterator[Trace]:
    """A trace of all that this process asks meanwhile."""
    global _trace
    _trace = found = Trace()
    try:
        yield found
    finally:
        _trace = None


def read(path: Path) -> bytes:
    """The content of a regular file, as `regular_files.read` reads it. Raises NotReadable."""
    try:
        content = regular_files.read(path)
    except regular_files.NotReadable as error:
        _note(Question.CONTENT, path, _refused(error))
        raise
    if _trace is not None:
        _note(Question.CONTENT, path, _digest(content))
    return content


def kind(path: Path) -> str:
    """ABSENT, FILE, FOLDER or OTHER; links are followed."""
    found = _kind(path)
    _note(Question.KIND, path, found)
    return found


def is_file(path: Path) -> bool:
    """Whether it is a regular file."""
    return kind(path) == FILE


def is_folder(path: Path) -> bool:
    """Whether it is a folder."""
    return kind(path) == FOLDER


def has_content(path: Path) -> bool:
    """Whether there is anything but a folder, whatever it is: a reader will say what is wrong with it."""
    return kind(path) not in (ABSENT, FOLDER)


@dataclass(frozen=True, slots=True)
class Entries:
    """The names in a folder, sorted: of folders, and of everything else. `links` are those of both that are links.

    `refused` tells why the folder cannot be listed; then there are no names.
    """

    folders: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()
    refused: str = ""

    def __str__(self) -> str:
        """The same text for the same entries."""
        return repr((self.folders, self.others, sorted(self.links), self.refused))


def entries(folder: Path) -> Entries:
    """What is in a folder; links are followed."""
    found = _entries(folder)
    _note(Question.ENTRIES, folder, str(found))
    return found


def walk(
    top: Path, *, follow_links: bool, on_refusal: Callable[[Path, str], None] = lambda *_: None
) -> Iterator[tuple[Path, list[str], tuple[str, ...]]]:
    """Each folder from `top` on, the folders in it, and everything else in it: sorted, a folder before what is in it.

    What a caller takes out of the list of folders is not entered; neither is a link unless they are followed.
    `on_refusal` is told of a folder that cannot be listed, and why.
    """
    left = [top]
    while left:
        folder = left.pop()
        found = entries(folder)
        if found.refused:
            on_refusal(folder, found.refused)
        below = list(found.folders)
        yield folder, below, found.others
        left += [folder / name for name in reversed(below) if follow_links or name not in found.links]


def real(path: Path) -> Path:
    """The absolute path, with every link followed."""
    found = path.resolve()
    _note(Question.REAL, path, str(found))
    return found


def stamp(path: Path | str) -> str:
    """What the kernel changes whenever a file is written or replaced; empty where there is none."""
    found = _stamp(path)
    _note(Question.STAMP, path, found)
    return found


def answer(question: Question, path: str) -> str:
    """What is answered to a question now."""
    return _ANSWERS[question](path)


def _note(question: Question, path: Path | str, found: str) -> None:
    if _trace is not None:
        _trace.note(question, str(path), found)


def _kind(path: Path | str) -> str:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (thousands of times in a check)
    except (OSError, ValueError):  # there is none, its name is too long, or no name at all
        return ABSENT
    return FILE if stat.S_ISREG(mode) else FOLDER if stat.S_ISDIR(mode) else OTHER


def _entries(folder: Path | str) -> Entries:
    try:
        with os.scandir(folder) as listed:
            found = sorted((entry.name, _leads_to_folder(entry), entry.is_symlink()) for entry in listed)
    except (OSError, ValueError) as error:
        return Entries(refused=getattr(error, "strerror", None) or str(error))
    return Entries(
        tuple(name for name, is_folder, _ in found if is_folder),
        tuple(name for name, is_folder, _ in found if not is_folder),
        frozenset(name for name, _, is_link in found if is_link),
    )


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle
        return False


def _stamp(path: Path | str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116  (hundreds of times in a check)
    except (OSError, ValueError):
        return ""
    # Nobody can set st_ctime, when a file or its status was last changed.
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refused(error: regular_files.NotReadable) -> str:
    return f"not readable: {error}"


def _content(path: str) -> str:
    try:
        return _digest(regular_files.read(path))
    except regular_files.NotReadable as error:
        return _refused(error)


_ANSWERS: Mapping[Question, Callable[[str], str]] = {
    Question.CONTENT: _content,
    Question.KIND: _kind,
    Question.ENTRIES: lambda path: str(_entries(path)),
    Question.REAL: lambda path: str(Path(path).resolve()),
    Question.STAMP: _stamp,
}
