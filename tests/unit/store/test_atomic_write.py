"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.store import atomic_write


def test_a_new_file_holds_what_was_written_and_stands_alone(tmp_path: Path) -> None:
    atomic_write.write(tmp_path / "a", b"\x00one")
    assert (tmp_path / "a").read_bytes() == b"\x00one"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_old_file_is_replaced_by_another_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with path.open("rb") as reader:
        atomic_write.write(path, b"new")
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"old")
    with pytest.raises(OSError, match="directory"):
        atomic_write.write(tmp_path / "a", b"new")
    assert (tmp_path / "a" / "b").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        atomic_write.write(tmp_path / "missing" / "a", b"new")


def test_an_unfinished_file_is_told_by_its_name_and_lies_beside_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def replaced(self: Path, target: Path) -> Path:
        seen.append(self.name)
        assert self.parent == target.parent
        raise OSError("no")

    monkeypatch.setattr(Path, "replace", replaced)
    for _ in range(2):
        with pytest.raises(OSError, match="no"):
            atomic_write.write(tmp_path / "a", b"new")
    assert all(name.startswith(atomic_write.UNFINISHED) for name in seen)
    assert len(set(seen)) == 2
    assert list(tmp_path.iterdir()) == []
