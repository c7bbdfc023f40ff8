"""What a page says in place of rustc's own text, held against that text: a real compiler, programs of all kinds."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.outcome import Goal, Job, Outcome
from borrowproof.report import ansi
from borrowproof.report.ansi import Style
from borrowproof.site.figure import diagnostics, suggestions
from borrowproof.site.figure.span_layout import annotate, rows
from tests.paths import ROOT

RECORDED = ROOT / "tests" / "unit" / "site" / "figure" / "recorded_diagnostics.json"
FURTHER = {
    "alternatives": (
        "trait Make { fn make() -> u8; }\nstruct A;\nstruct B;\n"
        "impl Make for A { fn make() -> u8 { 1 } }\nimpl Make for B { fn make() -> u8 { 2 } }\n"
        "fn main() { let made = Make::make(); }\n"
    ),
    "candidates": "fn main() {\n    let all: Iter<u8>;\n}\n",
    "derive": "#[derive(Clone, Copy)]\nstruct Name(String);\nfn main() {}\n",
    "for_editors": 'fn main() {\n    println!("{:d}", 1);\n}\n',
    "one_place": "fn main() {\n    let mut v = vec![1];\n    for x in &v {\n        v.push(*x);\n    }\n}\n",
    "unclosed": "fn main() {\n    if true {\n",
}
LINTS = ("unused_mut", "unused_variables")  # of the one program that has no errors


@pytest.fixture(scope="module")
def judged(rustc: Rustc) -> dict[str, tuple[str, Outcome]]:
    """Code and outcome of each program."""
    codes = {record["name"]: record["code"] for record in json.loads(RECORDED.read_text("utf-8"))} | FURTHER
    jobs = {name: Job(code, Edition.E2024, Goal.REJECT, LINTS * (name == "warning")) for name, code in codes.items()}
    answers = dict(LocalBackend(rustc, 2).judge(list(jobs.values())))
    found = {}
    for name, job in jobs.items():
        answer = answers[job]
        assert isinstance(answer, Outcome), (name, answer)
        found[name] = (job.code, answer)
    return found


def shown(judged: dict[str, tuple[str, Outcome]], name: str) -> str:
    """The messages of a program as HTML, where its page shows all of it; without rustc's full text."""
    code, outcome = judged[name]
    html = diagnostics.diagnostics(outcome, range(1, code.count("\n") + 2), name, code, name)
    return re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL)


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


def test_labels_of_one_place_stand_in_the_order_of_rustcs_text(judged: dict[str, tuple[str, Outcome]]) -> None:
    count = 0
    for name, (code, outcome) in judged.items():
        for diagnostic in outcome.diagnostics:
            bare = replace(diagnostic, children=())
            found = [label for label in annotate([bare], code).labels if label.text and not label.bracket]
            for place in {(label.line, label.column) for label in found}:
                here = rows(label for label in found if (label.line, label.column) == place)
                positions = [said(diagnostic).find(flat(row.label.text)) for row in here]
                assert positions == sorted(positions), name
                count += len(here) > 1
    assert count > 1


def test_every_suggested_line_is_one_that_rustc_prints(judged: dict[str, tuple[str, Outcome]]) -> None:
    count = 0
    for name, (code, outcome) in judged.items():
        for diagnostic in outcome.diagnostics:
            for child in diagnostic.children if name != "for_editors" else ():
                for parts in suggestions.suggested_edits(child)[: suggestions.MOST]:
                    for line in suggestions.diff(code, parts):
                        # rustc prints short suggestions beside their place instead: "help: add `;` here: `;`".
                        beside = f"{child.message}: `{parts[0].suggested_replacement}`"
                        if line.added and any(changed for _, changed in line.pieces):
                            assert flat(line.text) in said(diagnostic) or beside in said(diagnostic), name
                            count += 1
    assert count > 15


def test_rustc_gives_its_text_in_a_terminals_colours(judged: dict[str, tuple[str, Outcome]]) -> None:
    (moved,) = diagnostics.shown_diagnostics(judged["moved"][1])
    assert next(ansi.runs(moved.rendered)) == (Style("red", bold=True), "error[E0382]")


def test_the_call_of_a_macro_is_pointed_at(judged: dict[str, tuple[str, Outcome]]) -> None:
    """It is in rustc's text, and not in its JSON."""
    code, outcome = judged["macro"]
    calls = [a for a in annotate(outcome.diagnostics, code).labels if a.text == "in this macro invocation"]
    assert [label.quote for label in calls] == ["twice!(name)"]
    assert "in this macro invocation" in said(outcome.diagnostics[0])


def test_alternatives_that_have_a_part_in_common_are_whole(judged: dict[str, tuple[str, Outcome]]) -> None:
    diffs = re.sub(r"<[^>]+>", "", shown(judged, "alternatives"))
    assert "let made = &lt;A as Make&gt;::make();" in diffs
    assert "let made = &lt;B as Make&gt;::make();" in diffs


def test_alternatives_that_are_left_out_are_counted_as_rustc_counts_them(
    judged: dict[str, tuple[str, Outcome]],
) -> None:
    (error,) = diagnostics.shown_diagnostics(judged["candidates"][1])
    (left_out,) = re.findall(r"and \d+ other candidates", said(error))
    assert left_out in shown(judged, "candidates")


def test_suggestions_that_are_not_in_rustcs_text_are_not_on_the_page(judged: dict[str, tuple[str, Outcome]]) -> None:
    (error,) = diagnostics.shown_diagnostics(judged["for_editors"][1])
    assert any(child.message == "use the `Octal` trait" for child in error.children), "rustc tells it to editors"
    html = shown(judged, "for_editors")
    assert "`, which uses the <code>Display</code> trait" in html
    assert "use the <code>Octal</code> trait" not in html


def test_what_is_missing_at_the_end_of_a_file_is_marked_at_its_last_line(
    judged: dict[str, tuple[str, Outcome]],
) -> None:
    code, outcome = judged["unclosed"]
    marks = [mark for mark in annotate(outcome.diagnostics, code).marks if mark.role == "error"]
    assert [(mark.line, mark.start) for mark in marks] == [(2, len("    if true {") + 1)]
