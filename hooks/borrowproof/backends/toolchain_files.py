"""`rust-toolchain.toml` and `rust-toolchain`, by which a folder chooses its compiler
(https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file).

rustup reads them, and only rustup: here they are found, so that rustup is asked where the checked files lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

NAMES = ("rust-toolchain", "rust-toolchain.toml")  # in one folder the first counts, as for rustup


def find(folder: Path) -> Path | None:
    """The file that chooses the compiler for a folder: the nearest one upwards."""
    for above in (folder, *folder.parents):
        for name in NAMES:
            if (above / name).is_file():
                return above / name
    return None


class DifferentCompilers(Exception):
    """The files of one check lie in projects that choose a compiler each; the message names two of their files."""


def common_folder(paths: Sequence[Path], otherwise: Path) -> Path:
    """A folder from which rustup chooses the compiler for all of `paths`; `otherwise` where none of them exists.

    Raises DifferentCompilers.
    """
    folders = [path if path.is_dir() else path.parent for path in (p.resolve() for p in paths) if path.exists()]
    chosen = {folder: find(folder) for folder in folders}
    named = sorted({str(file) for file in chosen.values() if file is not None})
    some_without = None in chosen.values()
    if len(named) > 1 or (named and some_without):
        other = named[1] if len(named) > 1 else next(str(f) for f, file in chosen.items() if file is None)
        what = "chooses another compiler than" if len(named) > 1 else "does not hold for"
        raise DifferentCompilers(f"{named[0]} {what} {other}")
    return folders[0] if folders else otherwise
