"""Rules for what GitHub runs of this project. GitHub is not here: the commands are held against our own parser."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from borrowproof.cli.arguments import parser
from borrowproof.cli.exit_statuses import MATCHED
from tests import workflows
from tests.paths import ROOT

FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
GOOD = """
on: {pull_request: }
permissions:
  contents: read
jobs:
  prove:
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789 # v1.2.3
        with:
          persist-credentials: false
      - run: make check
"""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_workflow_has_no_fault(file: Path) -> None:
    assert workflows.faults(file.read_text("utf-8")) == []


def test_a_pull_request_is_proved_and_only_main_is_published() -> None:
    started = {file.stem: workflows.started_by(yaml.safe_load(file.read_text("utf-8"))) for file in FILES}
    assert started == {
        "ci": {"pull_request", "workflow_call"},
        "publish": {"push"},
        "drift": {"schedule", "workflow_dispatch"},
    }
    published = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
    assert published[True]["push"] == {"branches": ["main"]}
    assert published["jobs"]["prove"] == {"uses": "./.github/workflows/ci.yml"}
    assert published["jobs"]["deploy"]["needs"] == "prove"


@pytest.mark.parametrize(
    ("there", "instead", "fault"),
    [
        ("@0123456789012345678901234567890123456789 # v1.2.3", "@v1", "is not pinned"),
        (" # v1.2.3", "", "is not pinned"),
        ("contents: read", "contents: write", "more than read"),
        ("permissions:\n  contents: read\n", "", "more than read"),
        ("pull_request:", "pull_request_target:", "rights of main"),
        ("prove:\n", "prove:\n    permissions: {pages: write}\n", "rights of its own"),
        ("run: make check", "run: make check\n        env: {KEY: '${{ secrets.KEY }}'}", "read a secret"),
        ("persist-credentials: false", "fetch-depth: 0", "stays in the clone"),
        ("persist-credentials: false", "persist-credentials: false\n          cache: pip", "shares a cache"),
        ("make check", "echo ${{ github.event.pull_request.title }}", "others wrote"),
    ],
)
def test_each_fault_is_found(there: str, instead: str, fault: str) -> None:
    assert workflows.faults(GOOD) == []
    assert there in GOOD
    assert any(fault in found for found in workflows.faults(GOOD.replace(there, instead)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_commands_of_ours_are_commands(file: Path) -> None:
    """A target that make lacks, or an option that the command does not know, is found here and not in a month."""
    targets = re.findall(r"^([\w.-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    workflow = yaml.safe_load(file.read_text("utf-8"))
    for run in filter(None, (step.get("run") for step in workflows.steps(workflow))):
        words = shlex.split(re.sub(r"\$\{\{[^}]*\}\}", "auto", run))
        if words[0] == "make":
            assert words[1] in targets or words[1] == ".venv/.ready", run
        elif words[0] == "bash":
            assert (ROOT / words[1]).is_file(), run
        elif words[0] == ".venv/bin/borrowproof":
            assert parser({"check": lambda _: MATCHED} | _OTHERS).parse_args(words[1:]), run
        else:
            assert words[:3] == ["rustup", "toolchain", "install"], run


_OTHERS = {
    name: lambda _: MATCHED
    for name in ("ownership", "memory", "exercise", "toolchain", "assets", "merge", "new", "rename", "remove")
}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_asks_what_it_must(file: Path) -> None:
    """What GitHub insists on: https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema"""
    form = yaml.safe_load(file.read_text("utf-8"))
    assert form["name"]
    assert form["description"]
    asked = [field["id"] for field in form["body"]]
    assert len(set(asked)) == len(asked) > 0
    assert {field["type"] for field in form["body"]} <= {"input", "textarea"}
    assert all(field["attributes"]["label"] for field in form["body"])
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_there_is_a_form_for_each_kind() -> None:
    assert [file.stem for file in FORMS] == ["missing-topic", "unclear-passage", "wrong-snippet"]
