"""An environment such as strangers have: the built wheel, and beside it what a lock file of its own names."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import Once
from tests.paths import ROOT

LOCK = Path(__file__).with_name("requirements.lock")
Stranger = Callable[..., "subprocess.CompletedProcess[str]"]


def succeed(*argv: object, cwd: Path = ROOT) -> None:
    """Run a step without which nothing here can be tried; the test fails and says why."""
    done = subprocess.run([str(a) for a in argv], cwd=cwd, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, (
        f"{argv} failed, so that nothing was tried:\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
    )


@pytest.fixture(scope="session")
def distributions(shared: Path, once: Once) -> tuple[Path, Path]:
    """The wheel and the sdist of this checkout, built from a copy: a build leaves files beside its sources."""

    def build() -> tuple[Path, Path]:
        folder, copy = shared / "dist", shared / "checkout"
        succeed("git", "clone", "--quiet", "--no-hardlinks", ROOT, copy)
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in tracked.stdout.split("\0"):  # as they are now, committed or not
            if name.startswith(("hooks/borrowproof/", "pyproject.toml", "README.md", "LICENSE")):
                if (ROOT / name).exists():
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    (copy / name).write_bytes((ROOT / name).read_bytes())
                else:
                    (copy / name).unlink(missing_ok=True)
        succeed(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, copy)
        return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))

    wheel, sdist = once("distributions", build)
    return wheel, sdist


@pytest.fixture(scope="session")
def environment(shared: Path, once: Once, distributions: tuple[Path, Path]) -> Path:
    """A virtual environment with the wheel in it; its packages come from wherever pip is configured to look."""

    def install() -> Path:
        folder = shared / "environment"
        venv.create(folder, with_pip=True)
        pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        succeed(*pip, "--require-hashes", "-r", LOCK)
        succeed(*pip, "--no-deps", distributions[0])
        return folder

    found: Path = once("environment", install)
    return found


@pytest.fixture
def stranger(environment: Path, tmp_path: Path) -> Stranger:
    """Runs a command line as a stranger types it, in a shell whose `PATH` begins with that environment."""

    def run(
        line: str, cwd: Path, env: Mapping[str, str] | None = None, seconds: float = 300
    ) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GITHUB_"))}
        chosen = {
            **kept,
            "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "VIRTUAL_ENV": str(environment),
            "XDG_CACHE_HOME": str(tmp_path / "cache-home"),
            "NO_MKDOCS_2_WARNING": "1",
            **(env or {}),
        }
        shell = ["bash", "-euo", "pipefail", "-c", line]
        return subprocess.run(shell, cwd=cwd, env=chosen, capture_output=True, text=True, check=False, timeout=seconds)

    return run
