"""Which files runs see."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.process import access


def compiler(at: Path) -> Path:
    at.parent.mkdir(parents=True, exist_ok=True)
    at.touch(0o755)
    return at


def below(folder: Path, seen: access.Access) -> set[str]:
    """What of `folder` is seen, relative to it; `.` is all of it."""
    paths = (Path(path) for path in (*seen.readable, *seen.runnable))
    return {str(path.relative_to(folder)) for path in paths if path.is_relative_to(folder)}


def test_of_a_toolchain_its_parts_are_seen(tmp_path: Path) -> None:
    rustc = compiler(tmp_path / "stable" / "bin" / "rustc")
    (tmp_path / "stable" / "lib" / "rustlib").mkdir(parents=True)
    assert below(tmp_path, access.of_compiler(rustc)) == {"stable/bin", "stable/bin/rustc", "stable/lib"}


@pytest.mark.parametrize("place", [".local/bin", "bin", "."])
def test_what_lies_around_a_link_to_a_compiler_is_not_seen(tmp_path: Path, place: str) -> None:
    rustc = compiler(tmp_path / "stable" / "bin" / "rustc")
    (tmp_path / "stable" / "lib" / "rustlib").mkdir(parents=True)
    home = tmp_path / "home"
    link = home / place / "rustc"
    link.parent.mkdir(parents=True)
    link.symlink_to(rustc)
    (home / ".local" / "state").mkdir(parents=True)
    seen = below(tmp_path, access.of_compiler(link))
    assert {path for path in seen if path.startswith("home")} == {str(link.relative_to(tmp_path))}
    assert "stable/lib" in seen


def test_a_toolchain_among_other_things_is_seen_without_them(tmp_path: Path) -> None:
    """As `install.sh --prefix=$HOME/.local` of the standalone installer leaves it."""
    rustc = compiler(tmp_path / ".local" / "bin" / "rustc")
    (tmp_path / ".local" / "lib" / "rustlib").mkdir(parents=True)
    (tmp_path / ".local" / "state").mkdir()
    assert below(tmp_path, access.of_compiler(rustc)) == {".local/bin", ".local/bin/rustc", ".local/lib"}
