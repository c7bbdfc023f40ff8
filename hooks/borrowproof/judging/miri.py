"""The second question that some snippets ask: what does Miri find?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from borrowproof.backends import Answer, Backend
from borrowproof.backends.miri import NoMiri
from borrowproof.judging import matcher
from borrowproof.judging.verifier import Progress, Verifier
from borrowproof.model.compiler import NEWEST_EDITION, Toolchain
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Status, Verdict
from borrowproof.store.cache import Cache, NoCache


def with_miri(
    evidence: Sequence[Evidence],
    miri: Callable[[], Backend],
    store: Cache | NoCache,
    progress: Progress | None = None,
    containment: str | None = None,
) -> tuple[Evidence, ...]:
    """The evidence, with Miri's word on each snippet that asks for it and matched so far.

    `miri` finds the interpreter, only where it is asked for, and raises NoMiri where there is none: then those
    snippets are not checked, whatever the compiler said. `containment` is that of `Verifier`.
    """
    asking = {e.snippet.id: e for e in evidence if e.snippet.expectation.miri and e.verdict.status is Status.MATCHED}
    if not asking:
        return tuple(evidence)
    jobs = {name: _job(e) for name, e in asking.items()}
    answers, toolchain = _answers(jobs, miri, store, progress, containment)
    heard = {name: _heard(e, answers[jobs[name]], toolchain) for name, e in asking.items()}
    return tuple(heard.get(e.snippet.id, e) for e in evidence)


def _answers(
    jobs: dict[str, Job],
    miri: Callable[[], Backend],
    store: Cache | NoCache,
    progress: Progress | None,
    containment: str | None,
) -> tuple[dict[Job, Answer], Toolchain | None]:
    try:
        backend = miri()
    except NoMiri as error:
        return dict.fromkeys(jobs.values(), NotChecked(Cause.NO_MIRI, str(error))), None
    outcomes = Verifier(backend, store, progress, containment).outcomes(jobs.values())
    return {job: answer for job, (answer, _) in outcomes.items()}, backend.toolchain


def _job(evidence: Evidence) -> Job:
    edition = evidence.outcome.edition if evidence.outcome else evidence.snippet.edition or NEWEST_EDITION
    return Job(evidence.snippet.code, edition, Goal.INTERPRET, crates=evidence.snippet.crates)


def _heard(evidence: Evidence, answer: Answer, toolchain: Toolchain | None) -> Evidence:
    if isinstance(answer, NotChecked):
        return replace(evidence, verdict=Verdict(Status.NOT_CHECKED, not_checked=answer), miri_toolchain=toolchain)
    verdict = matcher.judge_miri(evidence.snippet.expectation, answer)
    return replace(evidence, verdict=verdict, miri=answer, miri_toolchain=toolchain)
