"""What somebody may have meant who includes a file that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.sources.includes.include_paths import IncludePaths

FILES = ("moves/use_after_move.rs", "moves/loop.rs", "boxes/recursive.rs", "notes/setup.md")


@pytest.fixture
def paths(tmp_path: Path) -> IncludePaths:
    for file in FILES:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    return IncludePaths((tmp_path / "nowhere", tmp_path))


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_there_is_found(file: str, paths: IncludePaths, tmp_path: Path) -> None:
    assert paths.find(file) == tmp_path / file


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("moves/use_after_moves.rs", "moves/use_after_move.rs"),
        ("moves/use-after-move.rs", "moves/use_after_move.rs"),
        ("move/loop.rs", "moves/loop.rs"),
        ("loop.rs", "moves/loop.rs"),
        ("lessons/recursive.rs", "boxes/recursive.rs"),
        ("moves/recursive.rs", "boxes/recursive.rs"),
        ("notes/setup.rs", ""),  # a page is no program
        ("moves/scope.rs", ""),
        ("", ""),
        ("..", ""),
    ],
)
def test_what_was_meant(wanted: str, meant: str, paths: IncludePaths) -> None:
    assert paths.find(wanted) is None
    assert paths.near(wanted) == meant


def test_a_very_large_folder_is_not_looked_through(tmp_path: Path) -> None:
    for number in range(2100):
        (tmp_path / f"a{number:04}.rs").touch()
    (tmp_path / "z").mkdir()
    (tmp_path / "z/wanted.rs").touch()
    assert IncludePaths((tmp_path,)).near("y/wanted.rs") == ""
