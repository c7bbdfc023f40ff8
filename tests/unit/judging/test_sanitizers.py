"""What is made of a sanitizer's answer: a verdict, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from borrowproof.annotations import undefined_behaviour
from borrowproof.backends import Answer
from borrowproof.judging.sanitizers import NOBODY, with_sanitizers
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.store.cache import NoCache

MakeEvidence = Callable[..., Evidence]
CLAIM = "double-free: freed 3, freed 2"


@dataclass
class Sanitizers:
    """A backend that gives every program the same answer, and remembers what was asked."""

    answer: Answer
    toolchain: Toolchain
    asked: tuple[Job, ...] = ()

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        self.asked += tuple(jobs)
        yield from ((asked, self.answer) for asked in jobs)


def twin(make_evidence: MakeEvidence, claim: str = CLAIM, **fields: object) -> Evidence:
    made = make_evidence(kind=Kind.COMPILES, **fields)
    expected = replace(made.snippet.expectation, undefined_behaviour=undefined_behaviour.parse(claim, 1))
    return replace(made, snippet=replace(made.snippet, expectation=expected))


def reported(text: str) -> Outcome:
    return Outcome(Edition.E2024, (), compiled=True, exit=86, stderr=text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (CLAIM, Status.MATCHED),
        ("double-free: freed 2, freed 3", Status.MATCHED),
        ("double-free: freed 3, freed 1", Status.MISMATCHED),
        ("double-free: freed 3, freed 2, allocated 1", Status.MISMATCHED),
        ("bad-free: freed 3, freed 2", Status.MISMATCHED),
        ("", Status.MISMATCHED),
    ],
)
def test_kind_and_lines_must_be_as_claimed(
    text: str, status: Status, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    (found,) = with_sanitizers([twin(make_evidence)], Sanitizers(reported(text), toolchain), NoCache())
    assert found.verdict.status is status
    assert [d.what for d in found.verdict.differences] == ([] if status is Status.MATCHED else [Mismatch.SANITIZER])
    assert str(found.sanitized or "") == text


def test_where_no_sanitizer_answers_nothing_is_checked(make_evidence: MakeEvidence, toolchain: Toolchain) -> None:
    varies = NotChecked(Cause.NO_SANITIZER, "the reports differ from run to run")
    for backend, why in ((None, NOBODY), (Sanitizers(varies, toolchain), varies)):
        (found,) = with_sanitizers([twin(make_evidence)], backend, NoCache())
        assert (found.verdict.status, found.verdict.not_checked) == (Status.NOT_CHECKED, why)


def test_only_who_claims_and_matched_is_asked(make_evidence: MakeEvidence, toolchain: Toolchain) -> None:
    backend = Sanitizers(reported(CLAIM), toolchain)
    others = [make_evidence("fn main() { }"), twin(make_evidence, status=Status.MISMATCHED)]
    assert list(with_sanitizers(others, backend, NoCache())) == others
    assert backend.asked == ()


@pytest.mark.parametrize(("claim", "goal"), [(CLAIM, Goal.WATCH_MEMORY), ("data-race: read 2", Goal.WATCH_THREADS)])
def test_the_kind_chooses_the_sanitizer(
    claim: str, goal: Goal, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    backend = Sanitizers(reported(claim), toolchain)
    with_sanitizers([twin(make_evidence, claim)], backend, NoCache())
    assert [job.goal for job in backend.asked] == [goal]
