"""Wherever a newcomer is: the check says the same, and the children of the tests hear what is sent to them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.conftest import MakeProject
from tests.paths import ROOT

FILES = {
    "pyproject.toml": '[tool.borrowproof]\nstrict = true\nedition = "2024"\n',
    "docs/page.md": '# Seite\n\n```rust\nassert_eq!("é".len(), 2);\n```\n\n```rust,compile_fail,E0425\nx;\n```\n',
    "snippets/moves/moved.rs": (
        '//@ error E0382\nfn main() {\n    let s = String::from("ß");\n    drop(s);\n    drop(s); //~ E0382\n}\n'
    ),
    "snippets/moves/wrong.rs": '//@ panics\nfn main() {\n    println!("日本");\n}\n',
}
STRANGE: dict[str, dict[str, str | None]] = {
    "a locale without UTF-8": {"LANG": "C", "LC_ALL": "C"},
    "no home": {"HOME": None},
    "no bytecode": {"PYTHONDONTWRITEBYTECODE": "1"},
    "nothing but PATH": dict.fromkeys(set(os.environ) - {"PATH"}),
}
IGNORING = 'trap "" INT QUIT; exec "$@"'


def report(home: Path, environment: Mapping[str, str | None] | None = None, umask: int = -1) -> str:
    """What `borrowproof check` says of the project, without its times; the same whatever was kept."""
    variables = os.environ | dict(environment or {})
    done = subprocess.run(
        [sys.executable, "-m", "borrowproof.cli.main", "check", "--no-cache"],
        cwd=home,
        env={name: value for name, value in variables.items() if value is not None},
        umask=umask,
        capture_output=True,
        check=False,
        timeout=120,
    )
    said = done.stdout.decode("ascii" if (environment or {}).get("LC_ALL") == "C" else "utf-8", "backslashreplace")
    assert (done.returncode, done.stderr) == (1, b""), said
    return re.sub(r"\d+\.\d+ s", "some s", said)


@pytest.fixture
def home(make_project: MakeProject) -> Path:
    return make_project(FILES)


@pytest.fixture
def ordinary(home: Path) -> str:
    said = report(home)
    assert "snippets/moves/wrong.rs:1: wrong: expected a panic" in said
    assert "4 snippets: 3 matched, 1 mismatched" in said
    return said


@pytest.mark.parametrize("name", STRANGE)
def test_the_environment_changes_nothing(name: str, home: Path, ordinary: str) -> None:
    assert report(home, STRANGE[name]) == ordinary


def test_a_strict_umask_changes_nothing(home: Path, ordinary: str) -> None:
    assert report(home, umask=0o077) == ordinary


def test_the_name_of_the_folder_changes_nothing(home: Path, ordinary: str) -> None:
    strange = home.with_name("mit Leerzeichen, 'é' und \"日本\"")
    home.rename(strange)
    assert report(strange) == ordinary
    link = home.with_name("link")
    link.symlink_to(strange)
    assert report(link) == ordinary


def test_children_hear_an_interrupt() -> None:
    for sent in (signal.SIGINT, signal.SIGQUIT):
        with subprocess.Popen(["sleep", "60"], env=dict(os.environ)) as child:
            child.send_signal(sent)
            try:
                assert child.wait(timeout=20) == -sent
            finally:
                child.kill()


def test_they_do_where_a_shell_started_the_tests_in_its_background() -> None:
    this = f"{Path(__file__).relative_to(ROOT)}::{test_children_hear_an_interrupt.__name__}"
    argv = ["sh", "-c", IGNORING, "sh", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", this]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout
