"""What is asked of the next borrow checker, and what its word makes of a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from borrowproof.backends import Answer
from borrowproof.judging.matcher import judge_polonius
from borrowproof.judging.polonius import with_polonius
from borrowproof.judging.verifier import Verifier
from borrowproof.model.compiler import NEWEST_EDITION, BorrowChecker, Edition
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.library import Crates
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict

ACCEPTED = Outcome(Edition.E2024, (), compiled=True)
REJECTED = Outcome(Edition.E2024, (Diagnostic(Level.ERROR, "E0499", "twice"),), compiled=False)
SLOW = NotChecked(Cause.TIMEOUT, "it ran for 20 s")


@dataclass
class Asked:
    """Answers every question alike, and remembers them."""

    answer: Answer
    jobs: list[Job] = field(default_factory=list)

    def outcomes(self, jobs: Iterable[Job]) -> dict[Job, tuple[Answer, bool]]:
        self.jobs = list(jobs)
        return dict.fromkeys(self.jobs, (self.answer, False))


def ask(evidence: Iterable[Evidence], asked: Asked) -> tuple[Evidence, ...]:
    return with_polonius(list(evidence), cast(Verifier, asked))


@pytest.fixture
def claiming(make_evidence: Callable[..., Evidence]) -> Callable[..., Evidence]:
    """`claiming({"E0499"}, ...)`: evidence of a program with a claim about the next borrow checker, or None."""

    def make(codes: Iterable[str] | None, **fields: Any) -> Evidence:
        found = make_evidence("fn main() { a(); }", kind=Kind.ERROR, **fields)
        claim = None if codes is None else frozenset(codes)
        return replace(
            found, snippet=replace(found.snippet, expectation=replace(found.snippet.expectation, polonius=claim))
        )

    return make


def test_only_claims_about_what_matched_are_asked(claiming: Callable[..., Evidence]) -> None:
    asked = Asked(ACCEPTED)
    silent, wrong = claiming(None, name="a.rs"), claiming((), name="b.rs", status=Status.MISMATCHED)
    claimed = claiming((), name="c.rs")
    found = ask([silent, wrong, claimed], asked)
    assert found[:2] == (silent, wrong)
    assert found[2] == replace(claimed, polonius=ACCEPTED)
    assert len(asked.jobs) == 1
    assert ask([silent, wrong], Asked(ACCEPTED)) == (silent, wrong)


def test_the_question_is_that_of_the_program_for_the_other_checker(claiming: Callable[..., Evidence]) -> None:
    asked, crates = Asked(ACCEPTED), Crates("digest", names=frozenset({"theirs"}))
    judged = claiming((), name="a.rs")
    snippet = replace(judged.snippet, test_harness=True, crates=crates, edition=Edition.E2015)
    outcome = replace(ACCEPTED, edition=Edition.E2018)
    ask([replace(judged, snippet=snippet, outcome=outcome)], asked)
    question = Job(
        snippet.code,
        Edition.E2018,
        Goal.REJECT,
        test_harness=True,
        crates=crates,
        borrow_checker=BorrowChecker.POLONIUS,
    )
    assert asked.jobs == [question]
    for edition, expected in ((Edition.E2015, Edition.E2015), (None, NEWEST_EDITION)):
        unseen = replace(judged, snippet=replace(snippet, edition=edition), outcome=None)
        ask([unseen], asked)
        assert asked.jobs == [replace(question, edition=expected)]


@pytest.mark.parametrize(
    ("codes", "answer", "status"),
    [
        ((), ACCEPTED, Status.MATCHED),
        ((), REJECTED, Status.MISMATCHED),
        (("E0499",), REJECTED, Status.MATCHED),
        (("E0499",), ACCEPTED, Status.MISMATCHED),
        (("E0382",), REJECTED, Status.MISMATCHED),
        (("E0382", "E0499"), REJECTED, Status.MISMATCHED),
    ],
)
def test_exactly_the_claimed_codes_are_to_be_given(
    codes: tuple[str, ...], answer: Outcome, status: Status, claiming: Callable[..., Evidence]
) -> None:
    [found] = ask([claiming(codes)], Asked(answer))
    differences = () if status is Status.MATCHED else (Difference(Mismatch.POLONIUS),)
    assert found.verdict == Verdict(status, differences)
    assert found.polonius == answer


def test_an_error_without_a_code_is_one_too_many() -> None:
    silent = replace(REJECTED, diagnostics=(*REJECTED.diagnostics, Diagnostic(Level.ERROR, None, "no")))
    claim = Expectation(Kind.ERROR, polonius=frozenset({"E0499"}))
    assert judge_polonius(claim, silent).status is Status.MISMATCHED
    assert judge_polonius(claim, REJECTED).status is Status.MATCHED


def test_where_it_comes_to_no_answer_nothing_is_known(claiming: Callable[..., Evidence]) -> None:
    judged = claiming(())
    [found] = ask([judged], Asked(SLOW))
    assert found == replace(judged, verdict=Verdict(Status.NOT_CHECKED, not_checked=SLOW))
