"""The question that some snippets ask besides: which undefined behaviour does a sanitizer report?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.backends import Answer, Backend
from borrowproof.backends.sanitizers.local import read
from borrowproof.judging import matcher
from borrowproof.judging.verifier import Progress, Verifier
from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked
from borrowproof.model.run import Evidence
from borrowproof.model.sanitizer_report import DATA_RACE
from borrowproof.model.verdict import Status, Verdict
from borrowproof.store.cache import Cache, NoCache

NOBODY = NotChecked(Cause.NO_SANITIZER, "whoever judged it has no sanitizer")


def with_sanitizers(
    evidence: Sequence[Evidence],
    sanitizers: Backend | None,
    store: Cache | NoCache,
    progress: Progress | None = None,
    containment: str | None = None,
) -> tuple[Evidence, ...]:
    """The evidence, with the report on each snippet that claims one and matched so far.

    `sanitizers` is None where there are none; then those snippets are not checked. `containment` is that of `Verifier`.
    """
    claimed = [e for e in evidence if e.snippet.expectation.undefined_behaviour is not None]
    jobs = {e.snippet.id: _job(e) for e in claimed if e.verdict.status is Status.MATCHED}
    answers: dict[Job, Answer] = dict.fromkeys(jobs.values(), NOBODY)
    if sanitizers is not None and jobs:
        found = Verifier(sanitizers, store, progress, containment).outcomes(jobs.values())
        answers = {job: answer for job, (answer, _) in found.items()}
    return tuple(_heard(e, answers[jobs[e.snippet.id]]) if e.snippet.id in jobs else e for e in evidence)


def _job(evidence: Evidence) -> Job:
    snippet, claim = evidence.snippet, evidence.snippet.expectation.undefined_behaviour
    edition = evidence.outcome.edition if evidence.outcome else snippet.edition or NEWEST_EDITION
    goal = Goal.WATCH_THREADS if claim is not None and claim.kind == DATA_RACE else Goal.WATCH_MEMORY
    return Job(snippet.code, edition, goal, crates=snippet.crates)


def _heard(evidence: Evidence, answer: Answer) -> Evidence:
    if isinstance(answer, NotChecked):
        return replace(evidence, verdict=Verdict(Status.NOT_CHECKED, not_checked=answer))
    reported = read(answer)
    verdict = matcher.judge_sanitizer(evidence.snippet.expectation, reported)
    return replace(evidence, verdict=verdict, sanitized=reported)
