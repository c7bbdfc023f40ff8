"""Which folder chooses the compiler of a check, and what is said where folders disagree."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.backends.toolchain_files import by_choice, find, folder_of


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")


@pytest.mark.parametrize(
    ("files", "folder", "chosen"),
    [
        (["rust-toolchain.toml"], "a/b", "rust-toolchain.toml"),
        (["rust-toolchain", "rust-toolchain.toml"], ".", "rust-toolchain"),
        (["a/rust-toolchain.toml", "rust-toolchain"], "a/b", "a/rust-toolchain.toml"),
        (["a/rust-toolchain.toml"], ".", None),
        (["rust-toolchain/toml"], ".", None),
    ],
)
def test_the_nearest_file_upwards_counts(tmp_path: Path, files: list[str], folder: str, chosen: str | None) -> None:
    write(tmp_path, *files, "a/b/x.md")
    found = find(tmp_path / folder)
    assert found == (tmp_path / chosen if chosen else None)


def test_the_first_path_that_exists_chooses(tmp_path: Path) -> None:
    write(tmp_path, "docs/a.md", "README.md")
    paths = [tmp_path / "gone.md", tmp_path / "docs" / "a.md", tmp_path / "README.md"]
    assert folder_of(paths, Path("/")) == tmp_path / "docs"
    assert folder_of(paths[2:], Path("/")) == tmp_path
    assert folder_of(paths[:1], Path("/elsewhere")) == Path("/elsewhere")


def test_each_folder_has_its_own_choice(tmp_path: Path) -> None:
    write(tmp_path, "rust-toolchain", "a/b/rust-toolchain.toml", "a/b/c/x.md")
    folders = [tmp_path / "a", tmp_path / "a" / "b" / "c", tmp_path / "a"]
    assert by_choice(folders) == {
        folders[0]: tmp_path / "rust-toolchain",
        folders[1]: tmp_path / "a" / "b" / "rust-toolchain.toml",
    }
