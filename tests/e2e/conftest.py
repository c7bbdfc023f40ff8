"""What the end-to-end tests share: our own site, the compiler, and projects made on the spot."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from borrowproof.model import Snippet
from borrowproof.sources.collect import Sources, collect
from borrowproof.toolchain import Rustc, find

ROOT = Path(__file__).resolve().parents[2]
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
def cli(tmp_path: Path) -> Cli:
    """Runs `borrowproof ARGS` as a process of its own in `cwd`; `env` adds variables, None removes one."""

    def run(
        *arguments: object, cwd: Path, env: Mapping[str, str | None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        variables: dict[str, str | None] = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache-home")}
        variables |= dict.fromkeys(("NO_COLOR", "FORCE_COLOR", "GITHUB_STEP_SUMMARY"))
        variables |= env or {}
        return subprocess.run(
            [sys.executable, "-m", "borrowproof.cli", *map(str, arguments)],
            cwd=cwd,
            env={name: value for name, value in variables.items() if value is not None},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
