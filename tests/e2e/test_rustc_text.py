"""What a page says in place of rustc's own text, held against that text: a real compiler, programs of all kinds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borrowproof import ansi
from borrowproof.ansi import Style
from borrowproof.backends.rustc import LocalBackend
from borrowproof.model import Diagnostic, Edition, Goal, Job, Outcome
from borrowproof.site import messages, suggestions
from borrowproof.site.spans import annotate
from borrowproof.toolchain import Rustc

RECORDED = Path(__file__).parents[1] / "unit" / "recorded_diagnostics.json"
LINTS = ("unused_mut", "unused_variables")  # of the one program that has no errors


@pytest.fixture(scope="module")
def judged(rustc: Rustc) -> dict[str, tuple[str, Outcome]]:
    """Code and outcome of each program."""
    codes = {record["name"]: record["code"] for record in json.loads(RECORDED.read_text("utf-8"))}
    jobs = {name: Job(code, Edition.E2024, Goal.REJECT, LINTS * (name == "warning")) for name, code in codes.items()}
    answers = dict(LocalBackend(rustc, 2).judge(list(jobs.values())))
    found = {}
    for name, job in jobs.items():
        answer = answers[job]
        assert isinstance(answer, Outcome), (name, answer)
        found[name] = (job.code, answer)
    return found


def said(diagnostic: Diagnostic) -> str:
    """rustc's text without colours and bars, in one line."""
    return " ".join(ansi.plain(diagnostic.rendered).replace("|", " ").split())


def flat(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


def test_every_label_is_one_that_rustc_prints(judged: dict[str, tuple[str, Outcome]]) -> None:
    count = 0
    for name, (code, outcome) in judged.items():
        for diagnostic in outcome.diagnostics:
            for label in annotate([diagnostic], code).labels:
                assert flat(label.text) in said(diagnostic), name
                count += 1
    assert count > 60


def test_every_suggested_line_is_one_that_rustc_prints(judged: dict[str, tuple[str, Outcome]]) -> None:
    count = 0
    for name, (code, outcome) in judged.items():
        for diagnostic in outcome.diagnostics:
            for child in diagnostic.children:
                for parts in suggestions.alternatives(child):
                    for line in suggestions.diff(code, parts):
                        # rustc prints short suggestions beside their place instead: "help: add `;` here: `;`".
                        beside = f"{child.message}: `{parts[0].suggested_replacement}`"
                        if line.added and any(changed for _, changed in line.pieces):
                            assert flat(line.text) in said(diagnostic) or beside in said(diagnostic), name
                            count += 1
    assert count > 15


def test_rustc_gives_its_text_in_a_terminals_colours(judged: dict[str, tuple[str, Outcome]]) -> None:
    (moved,) = messages.pointed(judged["moved"][1])
    assert next(ansi.runs(moved.rendered)) == (Style("red", bold=True), "error[E0382]")


def test_the_call_of_a_macro_is_pointed_at(judged: dict[str, tuple[str, Outcome]]) -> None:
    """It is in rustc's text, and not in its JSON."""
    code, outcome = judged["macro"]
    calls = [a for a in annotate(outcome.diagnostics, code).labels if a.text == "in this macro invocation"]
    assert [label.quote for label in calls] == ["twice!(name)"]
    assert "in this macro invocation" in said(outcome.diagnostics[0])
