"""`rust-toolchain.toml` and `rust-toolchain`, by which a folder chooses its compiler
(https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file).

rustup reads them, and only rustup: here they are found, so that rustup is asked where the checked files lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from borrowproof import disk

NAMES = ("rust-toolchain", "rust-toolchain.toml")  # in one folder the first counts, as for rustup


def find(folder: Path) -> Path | None:
    """The file that chooses the compiler for a folder: the nearest one upwards."""
    for above in (folder, *folder.parents):
        for name in NAMES:
            if disk.is_file(above / name):
                return above / name
    return None


def folder_of(paths: Sequence[Path], otherwise: Path) -> Path:
    """The folder for which rustup chooses the compiler of a check: that of the first of `paths` that exists."""
    found = (path for path in map(disk.real, paths) if disk.kind(path) != disk.ABSENT)
    return next((path if disk.is_folder(path) else path.parent for path in found), otherwise)


def by_choice(folders: Iterable[Path]) -> dict[Path, Path | None]:
    """The file that chooses the compiler for each folder; None where nobody chooses one."""
    return {folder: find(folder) for folder in dict.fromkeys(folders)}
