"""The question that some snippets ask besides: what does the next borrow checker say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.backends import Answer
from borrowproof.judging import matcher
from borrowproof.judging.verifier import Verifier
from borrowproof.model.compiler import NEWEST_EDITION, BorrowChecker
from borrowproof.model.outcome import Goal, Job, NotChecked
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Status, Verdict


def with_polonius(evidence: Sequence[Evidence], verifier: Verifier) -> tuple[Evidence, ...]:
    """The evidence, with the next borrow checker's word on each snippet that makes a claim about it and matched so far.

    `verifier` asks the compiler that judged.
    """
    asking = [e for e in evidence if e.snippet.expectation.polonius is not None and e.verdict.status is Status.MATCHED]
    jobs = {e.snippet.id: _job(e) for e in asking}
    answers = {job: answer for job, (answer, _) in verifier.outcomes(jobs.values()).items()}
    heard = {e.snippet.id: _heard(e, answers[jobs[e.snippet.id]]) for e in asking}
    return tuple(heard.get(e.snippet.id, e) for e in evidence)


def _job(evidence: Evidence) -> Job:
    snippet = evidence.snippet
    edition = evidence.outcome.edition if evidence.outcome else snippet.edition or NEWEST_EDITION
    return Job(
        snippet.code,
        edition,
        Goal.REJECT,
        test_harness=snippet.test_harness,
        crates=snippet.crates,
        borrow_checker=BorrowChecker.POLONIUS,
    )


def _heard(evidence: Evidence, answer: Answer) -> Evidence:
    if isinstance(answer, NotChecked):
        return replace(evidence, verdict=Verdict(Status.NOT_CHECKED, not_checked=answer))
    return replace(evidence, verdict=matcher.judge_polonius(evidence.snippet.expectation, answer), polonius=answer)
