"""What is built to be given away: complete, well described, and no larger than its use."""

from __future__ import annotations

import re
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.e2e.packaging.conftest import Stranger
from tests.paths import HOOKS, ROOT

pytestmark = pytest.mark.prove

MOST_FOR_A_CHECK = 30_000_000  # bytes of the package and of all that it needs, compiled modules included
WEIGH = """
import re, sys
from importlib.metadata import distribution
found, left = {}, ["borrowproof"]
while left:
    name = left.pop().lower()
    if name not in found:
        here = distribution(name)
        found[name] = sum(path.locate().stat().st_size for path in here.files if path.locate().exists())
        needed = [line for line in here.requires or () if "extra ==" not in line and "_version <" not in line]
        left += [re.match("[A-Za-z0-9_.-]+", line)[0] for line in needed]
print(len(found), sum(found.values()))
"""
LARGEST = 2_000_000  # bytes of the wheel: three quarters are the editor that a page loads on demand


def test_twine_finds_nothing(stranger: Stranger, distributions: tuple[Path, Path]) -> None:
    wheel, sdist = distributions
    done = stranger(f"twine check --strict {wheel} {sdist}", cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASSED") == 2


def test_the_wheel_holds_every_module_and_what_they_read(distributions: tuple[Path, Path]) -> None:
    held = set(zipfile.ZipFile(distributions[0]).namelist())
    package = HOOKS / "borrowproof"
    read = [path for path in package.rglob("*") if path.suffix in (".py", ".rs", ".css", ".js", ".typed")]
    assert len(read) > 200
    assert {path.relative_to(HOOKS).as_posix() for path in read if path.name != ".gitkeep"} - held == set()
    assert "borrowproof/py.typed" in held
    assert {name for name in held if not name.startswith(("borrowproof/", "borrowproof-"))} == set()
    assert distributions[0].stat().st_size < LARGEST


def test_the_sdist_builds_the_same(distributions: tuple[Path, Path]) -> None:
    with tarfile.open(distributions[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "hooks/borrowproof/py.typed"} <= names
    held = {name for name in zipfile.ZipFile(distributions[0]).namelist() if name.startswith("borrowproof/")}
    assert held - {name.removeprefix("hooks/") for name in names} == set()


def test_the_wheel_asks_for_what_a_check_needs(distributions: tuple[Path, Path]) -> None:
    archive = zipfile.ZipFile(distributions[0])
    name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    wanted = Parser().parsestr(archive.read(name).decode()).get_all("Requires-Dist") or []
    always = {re.split(r"[<>=]", line)[0] for line in wanted if "extra ==" not in line}
    assert always == {"markdown", "markdown-it-py", "pyelftools", "pymdown-extensions", "pyyaml"}
    for extra, package in {"site": "mkdocs", "playground": "requests", "pytest": "pytest"}.items():
        assert any(line.startswith(package) and extra in line for line in wanted)


def test_what_a_check_needs_is_small(stranger: Stranger, tmp_path: Path) -> None:
    (tmp_path / "weigh.py").write_text(WEIGH)
    done = stranger("python weigh.py", cwd=tmp_path)
    packages, size = map(int, done.stdout.split())
    assert packages == 7, done.stdout + done.stderr
    assert 1_000_000 < size < MOST_FOR_A_CHECK
