"""What the end-to-end tests share: our own site, the compiler, and projects made on the spot."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from borrowproof.backends.toolchain import Rustc, find
from borrowproof.cli.main import main
from borrowproof.model.snippet import Snippet
from borrowproof.sources.collect import Sources, collect
from tests.paths import ROOT

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
MakeProject = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own root."""
    return ROOT


@pytest.fixture(scope="session")
def rustc() -> Rustc:
    """The default compiler. A test that needs one and finds none fails; it does not skip."""
    return find(None, ROOT)


@pytest.fixture(scope="session")
def site() -> Sources:
    """Everything our own docs/ and snippets/ hold."""
    return collect([ROOT / "docs", ROOT / "snippets"], ROOT)


@pytest.fixture(scope="session")
def snippets(site: Sources) -> tuple[Snippet, ...]:
    assert len(site.snippets) > 50, "the site's own snippets were not found"
    return site.snippets


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Writes files into a folder of its own. `make({"docs/a.md": "..."})` returns the folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        home = tmp_path / "project"
        for name, content in files.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return home

    return make


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str | None]:
    """What `borrowproof` finds in its environment besides the machine's own; None removes a variable."""
    quiet = dict.fromkeys(("NO_COLOR", "FORCE_COLOR", "GITHUB_STEP_SUMMARY"))
    return {"XDG_CACHE_HOME": str(tmp_path / "cache-home"), **quiet}


@pytest.fixture
def cli(surroundings: dict[str, str | None]) -> Cli:
    """Runs `borrowproof ARGS` as a process of its own in `cwd`; `env` adds variables, None removes one."""

    def run(
        *arguments: object, cwd: Path, env: Mapping[str, str | None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        chosen = {**os.environ, **surroundings, **(env or {})}
        return subprocess.run(
            [sys.executable, "-m", "borrowproof.cli.main", *map(str, arguments)],
            cwd=cwd,
            env={name: value for name, value in chosen.items() if value is not None},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def called(
    surroundings: dict[str, str | None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Cli:
    """The same as `cli` without a process, which costs as much as two rustc: for what is asked many times over."""

    def run(
        *arguments: object, cwd: Path, env: Mapping[str, str | None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        argv = [str(argument) for argument in arguments]
        with monkeypatch.context() as during:
            during.chdir(cwd)
            for name, value in {**surroundings, **(env or {})}.items():
                if value is None:
                    during.delenv(name, raising=False)
                else:
                    during.setenv(name, value)
            during.setattr(gc, "disable", lambda: None)  # these are for a process that is over soon
            during.setattr(signal, "signal", lambda *_: None)
            capsys.readouterr()
            try:
                status = main(argv)
            except SystemExit as ended:
                status = ended.code if isinstance(ended.code, int) else 1
        return subprocess.CompletedProcess(argv, status, *capsys.readouterr())

    return run
