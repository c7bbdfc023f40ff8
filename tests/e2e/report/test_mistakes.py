"""The mistakes of contributors in tests/golden/mistakes: each has one message, which names the place and the edit.

A change of wording is reviewed as a diff: `BORROWPROOF_REWRITE_GOLDEN=1` with this test writes the files anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from borrowproof import pipeline, report
from borrowproof.cli.check import exit_status
from borrowproof.cli.exit_statuses import MISMATCHED
from borrowproof.model.run import Run
from borrowproof.report import terminal
from borrowproof.site import publication_gate
from tests.paths import ROOT

HERE = ROOT / "tests" / "golden" / "mistakes"
MISTAKES: dict[str, Any] = tomllib.loads((HERE / "mistakes.toml").read_text(encoding="utf-8"))
OTHER_EACH_TIME = {  # what a compiler of another release, a thread or an address changes
    r"rustc \d+\.\d+\.\d+": "rustc 1.0.0",
    r"thread 'main' \(\d+\)": "thread 'main' (1)",
    r"0x[0-9a-f]+": "0x1000",
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without a mistake, with what its check kept."""
    home = tmp_path_factory.mktemp("mistakes") / "good"
    shutil.copytree(HERE / "project", home)
    assert exit_status(checked(home)) == 0, "the project itself is to be without a mistake"
    return home


def checked(home: Path) -> Run:
    return pipeline.verify(pipeline.default_paths(home), home)


def make(name: str, good: Path, home: Path) -> Path:
    """The project with one mistake."""
    shutil.copytree(good, home)
    return make_more(name, home)


def make_more(name: str, home: Path) -> Path:
    """The same project with one mistake more."""
    mistake = MISTAKES[name]
    for file, (old, new) in mistake.get("edit", {}).items():
        text = (home / file).read_text(encoding="utf-8")
        assert old in text
        encoding = "latin-1" if file in mistake.get("latin1", []) else "utf-8"
        (home / file).write_bytes(text.replace(old, new, 1).encode(encoding))
    for file, text in mistake.get("write", {}).items():
        (home / file).write_bytes(text.encode("utf-8"))
    for file in mistake.get("remove", []):
        (home / file).unlink()
    return home


def messages(text: str) -> str:
    """All that is said before the totals."""
    said = text.rstrip("\n").rpartition("\n\n")[0]
    for pattern, instead in OTHER_EACH_TIME.items():
        said = re.sub(pattern, instead, said)
    return f"{said}\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_one_message_with_place_edit_and_command(name: str, good: Path, tmp_path: Path) -> None:
    run = checked(make(name, good, tmp_path / "project"))
    text, golden = report.render(run), HERE / "messages" / f"{name}.txt"
    assert exit_status(run) == MISMATCHED
    assert publication_gate.refusal(run, allow_unchecked=False, strict=True) == text, "the build says the same"
    said = messages(text)
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")
        pytest.skip("recorded anew; read the diff")
    assert said == golden.read_text(encoding="utf-8")
    assert re.match(r"\S+:\d+: ", said)
    assert [len(re.findall(rf"^  {field} ", said, re.MULTILINE)) for field in ("fix", "rerun")] == [1, 1]


def test_every_recorded_message_is_of_a_mistake() -> None:
    assert {path.stem for path in (HERE / "messages").iterdir()} == set(MISTAKES)
    assert len(MISTAKES) >= 25


def test_pytest_tells_broken_rules_as_check_does(good: Path, tmp_path: Path) -> None:
    home = make("no-repair", good, tmp_path / "project")
    for name in ("orphan", "too-wide", "nothing-recorded", "mistyped-navigation"):
        make_more(name, home)
    told = [terminal.problem(problem) for problem in checked(home).problems]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "docs", "snippets"],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert len(told) == 5
    assert [message for message in told if message not in done.stdout] == [], done.stdout
