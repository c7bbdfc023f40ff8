"""What repairs are asked besides, and programs with a claim about the heap: what does a run cost?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.backends import Answer, Backend
from borrowproof.backends.counting import read
from borrowproof.judging import matcher
from borrowproof.judging.verifier import Outcomes, Progress, Verifier
from borrowproof.model.exercise import GoalKind
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.store.cache import Cache, NoCache

NO_COUNTER = "whoever judged it cannot count"
LEAKS_OF_THREADS = "what its threads free may be freed after `main` has ended: remove `leaked` from `//@ heap`"


def with_costs(
    evidence: Sequence[Evidence],
    counter: Backend | None,
    store: Cache | NoCache,
    progress: Progress | None = None,
    containment: str | None = None,
) -> tuple[Evidence, ...]:
    """The evidence, with the cost of each snippet that `fixes` another, claims one or is part of an exercise; or why it
    has none.

    `counter` is None where whoever judges cannot count. Only a claim (`//@ heap`) changes a verdict: where the numbers
    differ, and where nobody could count. `containment` is that of `Verifier`.
    """
    asking = [e for e in evidence if _asks(e.snippet)]
    reasons = {e.snippet.id: why for e in asking if (why := _uncountable(e, counter)) is not None}
    jobs = {e.snippet.id: _job(e) for e in asking if e.snippet.id not in reasons}
    answers: Outcomes = {}
    if counter is not None and jobs:
        answers = Verifier(counter, store, progress, containment).outcomes(jobs.values())
    told = {e.snippet.id: _told(e, answers[jobs[e.snippet.id]][0]) for e in asking if e.snippet.id in jobs}
    told |= {e.snippet.id: replace(e, not_counted=reasons[e.snippet.id]) for e in asking if e.snippet.id in reasons}
    return tuple(_held(told.get(e.snippet.id, e)) for e in evidence)


def _asks(snippet: Snippet) -> bool:
    """Whether a run of it is counted: a repair, a program with a claim, one that a goal of an exercise counts."""
    if snippet.fixes is not None or snippet.expectation.heap is not None:
        return True
    counted = any(goal.kind is GoalKind.ALLOCATES for goal in snippet.goals or ())
    return snippet.expectation.kind is Kind.RUNS and (counted or snippet.misses is not None)


def _uncountable(evidence: Evidence, counter: Backend | None) -> str | None:
    if evidence.verdict.status is not Status.MATCHED:
        return "it was not judged" if evidence.outcome is None else "it does not do what its page says"
    if evidence.snippet.expectation.kind is not Kind.RUNS or evidence.snippet.test_harness:
        return "it is not run"
    return NO_COUNTER if counter is None else None


def _job(evidence: Evidence) -> Job:
    edition = evidence.outcome.edition if evidence.outcome else None
    if edition is None:
        raise ValueError("only what was judged is counted")
    return Job(evidence.snippet.code, edition, Goal.COUNT, crates=evidence.snippet.crates)


def _held(evidence: Evidence) -> Evidence:
    """The evidence, with its claim about the heap held against the count; what did not match before stays so."""
    if evidence.snippet.expectation.heap is None or evidence.verdict.status is not Status.MATCHED:
        return evidence
    if evidence.cost is None:
        return _unheld(evidence, f"what it does with the heap: {evidence.not_counted}")
    if evidence.snippet.expectation.heap.leaked is not None and evidence.cost.leaked is None:
        return _unheld(evidence, LEAKS_OF_THREADS)
    return replace(evidence, verdict=matcher.judge_heap(evidence.snippet.expectation, evidence.cost))


def _unheld(evidence: Evidence, why: str) -> Evidence:
    return replace(evidence, verdict=Verdict(Status.NOT_CHECKED, not_checked=NotChecked(Cause.NOT_COUNTED, why)))


def _told(evidence: Evidence, answer: Answer) -> Evidence:
    if isinstance(answer, NotChecked):
        return replace(evidence, not_counted=answer.detail)
    if evidence.outcome is None or answer.stdout != evidence.outcome.stdout:
        return replace(evidence, not_counted="under the counter it printed something else")
    return replace(evidence, cost=read(answer, evidence.snippet.code))
