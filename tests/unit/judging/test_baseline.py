"""What a baseline accepts: the same text with the same fault, wherever it moves, and never the machine's faults."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging import baseline
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict
from borrowproof.project import ConfigurationError

HERE = Origin("a.md", 3)
SNIPPET = Snippet("a.md:3", HERE, "let x: u8 = 'a';", (HERE,), Expectation(Kind.RUNS))
RED = Evidence(SNIPPET, Verdict(Status.MISMATCHED, (Difference(Mismatch.REJECTED, code="E0308"),)), None, None)
GREEN = replace(RED, verdict=Verdict(Status.MATCHED))


def open_(cause: Cause, detail: str = "why") -> Evidence:
    return replace(RED, verdict=Verdict(Status.NOT_CHECKED, not_checked=NotChecked(cause, detail)))


def held(before: Run, after: Run) -> Run:
    """`after`, with what was written down of `before`."""
    return baseline.hold(after, baseline.read(baseline.published(baseline.entries(before)), "known.json"))


def moved(evidence: Evidence, line: int) -> Evidence:
    there = Origin("a.md", line)
    return replace(evidence, snippet=replace(evidence.snippet, id=f"a.md:{line}", origin=there, lines=(there,)))


def test_what_was_wrong_is_accepted_wherever_it_moves_and_stays_a_mismatch() -> None:
    (found,) = held(Run((RED,)), Run((moved(RED, 99),))).evidence
    assert found.accepted
    assert found.verdict.status is Status.MISMATCHED


@pytest.mark.parametrize(
    "changed",
    [
        replace(SNIPPET, code="let x: u8 = 'b';"),
        replace(SNIPPET, expectation=Expectation(Kind.COMPILES)),
        replace(SNIPPET, expectation=Expectation(Kind.RUNS, stdout="1\n")),
    ],
)
def test_what_changed_is_new(changed: Snippet) -> None:
    run = held(Run((RED,)), Run((replace(RED, snippet=changed),)))
    assert not run.evidence[0].accepted
    assert run.better == ("a.md: rejected E0308",)


def test_another_fault_of_the_same_text_is_new() -> None:
    other = replace(RED, verdict=Verdict(Status.MISMATCHED, (Difference(Mismatch.REJECTED, code="E0382"),)))
    assert not held(Run((RED,)), Run((other,))).evidence[0].accepted
    assert (
        not held(Run((open_(Cause.NEEDS_CRATE, "`a`"),)), Run((open_(Cause.NEEDS_CRATE, "`b`"),))).evidence[0].accepted
    )


def test_a_copy_is_new() -> None:
    run = held(Run((RED,)), Run((RED, moved(RED, 20))))
    assert [e.accepted for e in run.evidence] == [True, False]


def test_what_is_mended_got_better_once_for_each() -> None:
    run = held(Run((RED, moved(RED, 20))), Run((GREEN, moved(RED, 20))))
    assert [e.accepted for e in run.evidence] == [False, True]
    assert run.better == ("a.md: rejected E0308",)


def test_a_file_that_was_not_looked_at_did_not_get_better() -> None:
    elsewhere = replace(GREEN, snippet=replace(SNIPPET, origin=Origin("b.md", 1)))
    assert held(Run((RED,)), Run((elsewhere,))).better == ()


@pytest.mark.parametrize("cause", list(Cause))
def test_only_what_an_author_can_mend_is_accepted(cause: Cause) -> None:
    mendable = {Cause.FRAGMENT, Cause.NEEDS_CRATE, Cause.NO_PROGRAM, Cause.NEEDS_NIGHTLY, Cause.NEEDS_EDITION}
    mendable |= {Cause.NEEDS_ENVIRONMENT}
    (found,) = held(Run((open_(cause),)), Run((open_(cause),))).evidence
    assert found.accepted is (cause in mendable | {Cause.UNPROVEN_PANIC, Cause.NEEDS_EARLIER})


def test_a_match_is_never_accepted() -> None:
    run = held(Run((RED,)), Run((GREEN,)))
    assert not run.evidence[0].accepted


def test_problems_are_accepted_by_file_and_message() -> None:
    problem = Problem(Origin("a.md", 5), "unknown tag `x`", "write y")
    run = held(Run((), problems=(problem,)), Run((), problems=(replace(problem, origin=Origin("a.md", 9)),)))
    assert (run.problems, len(run.accepted)) == ((), 1)
    other = replace(problem, origin=Origin("b.md", 5))
    assert held(Run((), problems=(problem,)), Run((), problems=(other,))).problems == (other,)


def test_of_two_equal_problems_one_is_accepted_if_one_was() -> None:
    problem = Problem(Origin("a.md", 5), "unknown tag `x`", "write y")
    again = replace(problem, origin=Origin("a.md", 9))
    run = held(Run((), problems=(problem,)), Run((), problems=(problem, again)))
    assert (run.problems, run.accepted) == ((again,), (problem,))


@pytest.mark.parametrize(
    "values", [None, [], {}, {"schema": 99, "accepted": []}, {"schema": 1, "accepted": [{"key": 1}]}, {"schema": 1}]
)
def test_anything_else_is_no_baseline(values: object) -> None:
    with pytest.raises(ConfigurationError, match=r"known\.json is no baseline"):
        baseline.read(values, "known.json")
