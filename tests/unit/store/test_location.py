"""Where outcomes are kept: with the project that they are of, or with the user."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from borrowproof.store.location import cache_folder


@pytest.mark.parametrize("name", ["pyproject.toml", "mkdocs.yml"])
def test_a_project_keeps_its_own_outcomes(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("", "utf-8")
    assert cache_folder(tmp_path) == tmp_path / ".cache" / "borrowproof"


def test_elsewhere_outcomes_are_kept_with_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder(tmp_path) == tmp_path / "home" / ".cache" / "borrowproof"


def test_the_user_may_name_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    assert cache_folder(tmp_path) == tmp_path / "kept" / "borrowproof"


def test_a_user_without_a_home_has_a_folder_of_his_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    assert cache_folder(tmp_path) == Path(tempfile.gettempdir()) / f"borrowproof-{os.geteuid()}"
