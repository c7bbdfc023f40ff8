"""The key of the seals: private, made once, and never somebody else's."""

from __future__ import annotations

import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from borrowproof.store import secret_key
from borrowproof.store.cache import Cache, cache_key
from borrowproof.store.secret_key import NAME, SIZE, NoKey

NUMBER = cache_key(code="fn main() {}")
LOAD = "from borrowproof.store import secret_key; print(secret_key.load().hex())"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "borrowproof"


def test_it_is_made_once_and_private(state: Path) -> None:
    before = os.umask(0)
    try:
        made = secret_key.load()
    finally:
        os.umask(before)
    assert len(made) == SIZE
    assert secret_key.load() == made
    assert stat.S_IMODE((state / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert [file.name for file in state.iterdir()] == [NAME]


def test_a_umask_that_allows_nothing_is_no_obstacle(state: Path) -> None:
    before = os.umask(0o777)
    try:
        state.mkdir(parents=True)
        state.parent.chmod(0o700)
        state.chmod(0o700)
        made = secret_key.load()
    finally:
        os.umask(before)
    assert stat.S_IMODE((state / NAME).stat().st_mode) == 0o600
    assert secret_key.load() == made


def test_many_processes_make_one_key(state: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(secret_key.__file__).parents[2])}
    both = [subprocess.Popen([sys.executable, "-c", LOAD], env=env, stdout=subprocess.PIPE) for _ in range(6)]
    assert len({process.communicate()[0] for process in both}) == 1
    assert [file.name for file in state.iterdir()] == [NAME]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_what_others_may_read_is_no_secret(state: Path, mode: int) -> None:
    secret_key.load()
    (state / NAME).chmod(mode)
    with pytest.raises(NoKey) as refused:
        secret_key.load()
    assert str(refused.value) == (f"others may know {state / NAME} (owner {os.geteuid()}, mode {mode:o}); remove it")


def test_what_others_own_link_or_cut_is_none(state: Path, tmp_path: Path) -> None:
    secret_key.load()
    for key in (b"", b"k" * (SIZE - 1), b"k" * (SIZE + 1)):
        (state / NAME).write_bytes(key)
        with pytest.raises(NoKey, match=r"store\.key is damaged; remove it$"):
            secret_key.load()
    (state / NAME).rename(tmp_path / "elsewhere")
    (state / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NoKey, match="symbolic link"):
        secret_key.load()
    (state / NAME).unlink()
    (state / NAME).mkdir()
    with pytest.raises(NoKey, match=r": Is a directory$"):
        secret_key.load()


def test_what_another_user_owns_is_no_secret(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret_key.load()
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    with pytest.raises(NoKey, match=f"owner {other - 1}, mode 600"):
        secret_key.load()


def test_a_key_that_another_process_made_meanwhile_is_taken(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def second(unfinished: Path, path: Path) -> None:
        path.write_bytes(b"k" * SIZE)
        path.chmod(0o600)
        link(unfinished, path)

    monkeypatch.setattr(os, "link", second)
    assert secret_key.load() == b"k" * SIZE
    assert [file.name for file in state.iterdir()] == [NAME]


def test_a_key_is_never_written_into_a_file_that_was_there(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    monkeypatch.setattr(secrets, "token_hex", lambda _: "guessed")
    state.mkdir(parents=True)
    (state / f".{NAME}-guessed").symlink_to(tmp_path / "theirs")
    with pytest.raises(NoKey, match=r": File exists$"):
        secret_key.load()
    assert (tmp_path / "theirs").read_bytes() == b"theirs"


def test_what_stands_in_the_way_of_a_key_is_told(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "link", denied)
    with pytest.raises(NoKey) as refused:
        secret_key.load()
    assert str(refused.value) == f"{state / NAME}: Permission denied"
    assert list(state.iterdir()) == [], "no unfinished file is left"


def test_no_place_for_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    store = Cache(tmp_path / "cache")
    store.put(NUMBER, {"exit": 0})
    assert store.get(NUMBER) is None
    assert not (tmp_path / "cache").exists()
    path = tmp_path / "file" / "borrowproof" / NAME
    assert store.warnings == (f"outcomes are not kept, for want of a key: {path}: Not a directory",)


def test_without_a_home_there_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(Path, "home", nobody)
    with pytest.raises(NoKey, match=r"^this user has no home folder; set HOME or XDG_STATE_HOME$"):
        secret_key.load()


def test_a_relative_folder_of_state_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert secret_key.folder() == tmp_path / ".local" / "state" / "borrowproof"


def test_what_another_machine_kept_is_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "one"))
    Cache(tmp_path / "cache").put(NUMBER, {"exit": 0})
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    store = Cache(tmp_path / "cache")
    assert store.get(NUMBER) is None
    assert len(store.warnings) == 1
    store.put(NUMBER, {"exit": 1})
    assert Cache(tmp_path / "cache").get(NUMBER) == {"exit": 1}
