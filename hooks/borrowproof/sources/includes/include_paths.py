"""Which file an include names, and which it may have meant."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from borrowproof import disk

_MOST_FOLDERS, _MOST_NAMES = 200, 2000  # that are looked through for what was meant
_LIKE = 0.75  # how alike two names are, by difflib's measure


@dataclass(frozen=True, slots=True)
class IncludePaths:
    """The folders in which a page's includes are looked for; the first that has the file counts.

    `found` is what was looked for already, kept for all pages with the same folders.
    """

    bases: tuple[Path, ...] = ()
    found: dict[str, Path | None] = field(default_factory=dict, compare=False)

    def find(self, wanted: str) -> Path | None:
        """The file that an include names, None where there is none."""
        if wanted not in self.found:
            paths = (_below(base, wanted) for base in self.bases)
            self.found[wanted] = next((path for path in paths if disk.has_content(path)), None)
        return self.found[wanted]

    def near(self, wanted: str) -> str:
        """The include that somebody may have meant who wrote one that names no file; empty where nothing is like it.

        First a name in the same folder, then the same name in another; where there is no such folder, a path like it.
        """
        suffix = PurePosixPath(wanted).suffix
        names = [name.removesuffix(suffix) for base in self.bases for name in _names(base, suffix)]
        wanted = wanted.removesuffix(suffix)
        folder, _, last = wanted.rpartition("/")
        beside = {name.rpartition("/")[2]: name for name in names if name.rpartition("/")[0] == folder}
        same = [name for name in names if last and name.rpartition("/")[2] == last]
        elsewhere = {name: name for name in same or (() if beside else names)}
        for choices, written in ((beside, last), (elsewhere, wanted)):
            if close := difflib.get_close_matches(written, choices, n=1, cutoff=_LIKE):
                return f"{choices[close[0]]}{suffix}"
        return f"{same[0]}{suffix}" if same else ""


def _names(base: Path, suffix: str) -> Iterator[str]:
    """The files below a folder with that suffix, as an include names them: not all of a very large folder."""
    left = _MOST_NAMES
    for number, (home, folders, files) in enumerate(disk.walk(base, follow_links=False)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (name for name in files if name.endswith(suffix)):
            yield (home / name).relative_to(base).as_posix()
            left -= 1
        if number >= _MOST_FOLDERS or left <= 0:
            return


def _below(base: Path, wanted: str) -> Path:
    """Where an include is looked for: in a folder (it may lead through `..`), or as the very file that is named."""
    if not disk.has_content(base):
        return Path(os.path.normpath(base / wanted))
    return base if Path(os.path.normpath(base.parent / wanted)) == base else base / wanted
