"""Which folder chooses the compiler of a check, and what is said where folders disagree."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.backends.toolchain_files import DifferentCompilers, common_folder, find


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


def test_files_of_one_project_share_a_compiler(tmp_path: Path) -> None:
    write(tmp_path, "rust-toolchain.toml", "README.md", "docs/a.md")
    paths = [tmp_path / "docs" / "a.md", tmp_path / "README.md"]
    assert common_folder(paths, Path("/")) == tmp_path / "docs"


def test_files_of_nobody_share_the_default(tmp_path: Path) -> None:
    write(tmp_path, "a/a.md", "b/b.md")
    assert common_folder([tmp_path / "b", tmp_path / "a" / "a.md"], Path("/")) == tmp_path / "b"
    assert common_folder([tmp_path / "gone.md"], Path("/elsewhere")) == Path("/elsewhere")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["a/rust-toolchain", "b/rust-toolchain.toml"], "chooses another compiler than"),
        (["a/rust-toolchain"], "does not hold for"),
    ],
)
def test_folders_that_disagree_are_named(tmp_path: Path, files: list[str], said: str) -> None:
    write(tmp_path, *files, "a/a.md", "b/b.md")
    with pytest.raises(DifferentCompilers, match=said) as refused:
        common_folder([tmp_path / "a", tmp_path / "b"], Path("/"))
    assert str(tmp_path / "a" / "rust-toolchain") in str(refused.value)
    assert str(tmp_path / "b") in str(refused.value)
