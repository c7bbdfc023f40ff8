"""The worked example of docs/contributing.md: its commands are run as they stand there, and print what stands there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.paths import ROOT

Cli = Callable[..., subprocess.CompletedProcess[str]]
MakeProject = Callable[[dict[str, str]], Path]
SITE = {
    "pyproject.toml": "[tool.borrowproof]\nstrict = true\n",
    "mkdocs.yml": "site_name: A\nnav:\n  - index.md\n",
    "docs/index.md": "# Home\n",
    "snippets/.keep": "",
}


def shown() -> list[tuple[str, str]]:
    """Each command of the page's `console` fences, and what it prints there."""
    page = (ROOT / "docs/contributing.md").read_text("utf-8")
    return re.findall(r"^```console\n\$ borrowproof (.*)\n((?:.*\n)*?)```$", page, re.MULTILINE)


def without_times(said: str) -> str:
    """Another compiler of another machine takes another time."""
    return re.sub(r"\(rustc .*\)", "(rustc)", said)


def test_the_example_is_what_happens(called: Cli, make_project: MakeProject) -> None:
    home = make_project(SITE)
    assert len(shown()) == 4
    for command, said in shown():
        done = called(*command.split(), cwd=home)
        assert done.returncode == 0, done.stdout + done.stderr
        assert without_times(done.stderr + done.stdout) == without_times(said), command
    assert called("check", cwd=home).returncode == 0
    assert "second_owner/use_after_move.rs" in (home / "docs/ownership/second-owner.md").read_text("utf-8")
