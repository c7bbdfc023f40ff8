"""Each import contract of pyproject.toml goes red when what it guards is broken, and no other does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.paths import HOOKS, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

# Contract -> a module of the engine, and the import that it must never have.
BREACHES = {
    "rooms": ("sources/collect.py", "import borrowproof.pipeline"),
    "wording-and-picture": ("ownership/wording/phrases.py", "import borrowproof.ownership.picture.scene"),
    "picture-not-analysis": ("ownership/picture/scene.py", "import borrowproof.ownership.analysis.events"),
    "memory-wording-and-picture": ("memory/wording/phrases.py", "import borrowproof.memory.picture.scene"),
    "memory-picture-not-analysis": ("memory/picture/scene.py", "import borrowproof.facts.mir"),
    "memory-analysis-not-wording": ("memory/analysis/steps.py", "import borrowproof.memory.wording.phrases"),
    "analysis-not-wording": ("ownership/analysis/events.py", "import borrowproof.ownership.wording.phrases"),
    "processes": ("judging/verifier.py", "import subprocess"),
    "sockets": ("backends/rustc.py", "import requests"),
    "mkdocs": ("cli/main.py", "import mkdocs.config"),
    "pure": ("report/terminal.py", "import time"),
}


def broken(engine: Path) -> set[str]:
    """The names of the contracts that a copy of the engine breaks."""
    shutil.copy(ROOT / "pyproject.toml", engine.parent)
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache", "pyproject.toml"],
        cwd=engine.parent,
        env={**os.environ, "PYTHONPATH": str(engine.parent), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    names = {name for name, found in re.findall(r"(?m)^(.+?) (KEPT|BROKEN)\b", done.stdout) if found == "BROKEN"}
    assert (done.returncode != 0) is bool(names), done.stdout + done.stderr
    assert done.stdout.count(" KEPT") + len(names) >= len(CONTRACTS), done.stdout + done.stderr
    return names


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """A copy of the engine that may be spoilt."""
    return shutil.copytree(HOOKS / "borrowproof", tmp_path / "borrowproof")


def test_every_contract_has_a_breach() -> None:
    assert {contract["id"] for contract in CONTRACTS} == set(BREACHES)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: str(contract["id"]))
def test_a_breach_is_seen(contract: dict[str, str], engine: Path) -> None:
    module, line = BREACHES[contract["id"]]
    path = engine / module
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    assert contract["name"] in broken(engine)


def test_a_room_without_a_place_is_seen(engine: Path) -> None:
    (engine / "attic").mkdir()
    (engine / "attic" / "__init__.py").write_text('"""Nobody said where this belongs."""\n', "utf-8")
    assert broken(engine) == {next(c["name"] for c in CONTRACTS if c["id"] == "rooms")}
