"""A table: every report, with every hostile text in every place where text of others can stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof import report
from borrowproof.judging import matcher
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block, Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.report import github, json_report
from tests.hostile_text import HOSTILE, hidden, obeyed

CODE = "fn main() {}"


def run_of(text: str) -> Run:
    """A run in which `text` is a file, a title, code, an output, a message, a reason and a compiler's name."""
    origin = Origin(f"docs/{text}.md", 3)
    judge = Toolchain(text, text, text)
    subject = Snippet(
        f"{text}:3", origin, f"{CODE} // {text}", (origin,), Expectation(Kind.RUNS), Edition.E2024, label=text
    )
    said = Diagnostic(Level.ERROR, None, text, (Span(1, 1, 1, 3, True, text),), (), text)
    printed = replace(subject, expectation=Expectation(Kind.RUNS, stdout="x\n", stdout_origin=origin))
    outcomes = [
        (subject, Outcome(Edition.E2024, (said,), compiled=False)),
        (subject, Outcome(Edition.E2024, (), compiled=True, exit=3, stdout=text, stderr=text)),
        (printed, Outcome(Edition.E2024, (), compiled=True, exit=0, stdout=text, stderr="")),
    ]
    evidence = [Evidence(each, matcher.judge(each, found), found, judge) for each, found in outcomes]
    open_ = [
        Verdict(Status.NOT_CHECKED, not_checked=NotChecked(cause, text)) for cause in (Cause.IGNORED, Cause.TIMEOUT)
    ]
    evidence += [Evidence(subject, verdict, None, None) for verdict in open_]
    return Run(
        evidence=tuple(evidence),
        blocks=(Block(f"docs/{text}", 3, text, text, subject.id, (1,)),),
        problems=(Problem(origin, text, text),),
        toolchain=judge,
        seconds=1.0,
        warnings=(text,),
    )


REPORTS: dict[str, Callable[[Run], str]] = {
    "text": report.render,
    "summary": report.summary,
    "explain": lambda run: "\n".join(report.explain(e, run.blocks[0].page) for e in run.evidence[:3]),
    "github": github.commands,
    "step summary": github.step_summary,
}


def without_ours(name: str, shown: str) -> Iterator[str]:
    """The lines that a log holds in the end: of our own workflow commands the runner prints the message."""
    ours = re.compile(r"::(error|warning) file=[^:,]*,line=\d+,title=[^:,]*::(?P<message>.*)")
    for line in shown.split("\n"):
        found = ours.fullmatch(line) if name == "github" else None
        yield from found["message"].replace("%0A", "\n").replace("%25", "%").split("\n") if found else [line]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", REPORTS)
def test_text_is_only_text(name: str, text: str) -> None:
    shown = REPORTS[name](run_of(text))
    assert not hidden(shown)
    shown.encode("utf-8")
    if name != "explain":  # which a page shows, too
        assert not [line for line in without_ours(name, shown) if obeyed(line)]


@given(st.text(st.one_of(st.characters(codec=None), st.sampled_from("\n\r\x1b:#[`<"))))
def test_no_text_at_all_is_more_than_text(text: str) -> None:
    run = run_of(text)
    for name, published in REPORTS.items():
        shown = published(run)
        assert not hidden(shown)
        assert name == "explain" or not [line for line in without_ours(name, shown) if obeyed(line)]


@pytest.mark.parametrize("text", HOSTILE)
def test_our_own_colours_stay_and_are_the_only_ones(text: str) -> None:
    coloured, bare = report.render(run_of(text), colour=True), report.render(run_of(text))
    assert re.sub(r"\x1b\[(?:0|1|3[123])m", "", coloured) == bare
    assert coloured.count("\x1b[0m") == coloured.count("\x1b[1m") > 0


@pytest.mark.parametrize("text", HOSTILE)
def test_every_line_of_others_is_indented(text: str) -> None:
    starts = ("  ", "docs/", "warning: ", "5 snippets: ")
    assert [line for line in report.render(run_of(text)).split("\n") if line and not line.startswith(starts)] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_the_real_text(text: str) -> None:
    run = run_of(text)
    written = json_report.text_of(json_report.dump(run))
    assert json_report.load(json.loads(written)) == run
    assert not hidden(written)
    written.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_step_summary_has_only_blocks(text: str) -> None:
    """Outside of fences that close there is nothing but our heading and what folds."""
    outside, fence = [], ""
    for line in github.step_summary(run_of(text)).split("\n"):
        ticks = re.match(r"`{4,}", line)
        if not fence and ticks:
            fence = ticks[0]
        elif fence and line == fence:
            fence = ""
        elif not fence and line:
            outside.append(line)
    assert fence == ""
    allowed = r"## Borrowproof|</details>|<details><summary><code>[^<>]*</code></summary>"
    assert [line for line in outside if not re.fullmatch(allowed, line)] == []
