"""Snippets -> evidence: asks the cache, then the backend, and holds the answers against the expectations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from borrowproof.backends import Answer, Backend
from borrowproof.backends.compilation import compared
from borrowproof.backends.dependencies import untracked
from borrowproof.backends.faults import fault
from borrowproof.backends.merging import rejections
from borrowproof.judging import continuation, matcher, variation
from borrowproof.judging.obstacles import nothing_to_judge, obstacle
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import FAULTS, Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.sources.snippets import pinned_lints
from borrowproof.store import codec
from borrowproof.store.cache import Cache, NoCache, cache_key

_OLDER = (Edition.E2021, Edition.E2015)  # in which a fence is judged that nobody gave an edition
_KEYWORD = re.compile(r"expected .*, found (?:reserved )?keyword `(?:async|await|dyn|gen|try)`")
_LATER = "it is tried again when its text changes, with `--no-cache`, and by the next process"
Progress = Callable[[int, int], None]
Outcomes = dict[Job, tuple[Answer, bool]]

_GOALS = {Kind.RUNS: Goal.RUN, Kind.PANICS: Goal.RUN, Kind.COMPILES: Goal.BUILD, Kind.ERROR: Goal.REJECT}
_RUNS = (Goal.RUN, Goal.COUNT, Goal.INTERPRET, Goal.WATCH_MEMORY, Goal.WATCH_THREADS)


@dataclass(slots=True)
class Verifier:
    """Asks the cache, then the backend, and holds the answers against the expectations."""

    backend: Backend
    store: Cache | NoCache
    progress: Progress | None = None
    containment: str | None = None  # where it is given, only what was judged under exactly this counts

    def evidence(self, snippets: Sequence[Snippet]) -> tuple[Evidence, ...]:
        """The evidence for each snippet, in their order."""
        host = self.backend.toolchain.host
        by_id = {s.id: s for s in snippets}
        left_out = {s.id: why for s in snippets if (why := nothing_to_judge(s, host)) is not None}
        judged = [s for s in snippets if s.id not in left_out]
        first = self.outcomes({s.id: _job(s, s.edition or NEWEST_EDITION) for s in judged}.values())
        found = {s.id: self._held(s, first[_job(s, s.edition or NEWEST_EDITION)]) for s in judged}
        for edition in _OLDER:
            again = [s for s in judged if s.edition is None and _doubtful(found[s.id], edition)]
            answers = self.outcomes([_job(s, edition) for s in again])
            for s in again:
                older = self._held(s, answers[_job(s, edition)])
                found[s.id] = _of_two_editions(found[s.id], older)
        found |= {name: not_checked_evidence(s, left_out[name]) for name, s in by_id.items() if name in left_out}
        found = continuation.settled(found)
        return tuple(found[s.id] for s in snippets)

    def _held(self, snippet: Snippet, answered: tuple[Answer, bool]) -> Evidence:
        answer, cached = answered
        if isinstance(answer, NotChecked):
            return replace(not_checked_evidence(snippet, answer), toolchain=self.backend.toolchain)
        found = obstacle(snippet, answer, self.backend.toolchain)
        if found is not None:
            verdict = Verdict(Status.NOT_CHECKED, not_checked=found)
        else:
            verdict = matcher.judge(snippet, answer)
        return Evidence(snippet, verdict, answer, self.backend.toolchain, cached)

    def outcomes(self, jobs: Iterable[Job]) -> Outcomes:
        """The answer to every job, and whether it was kept from an earlier run."""
        wanted = list(dict.fromkeys(jobs))
        outcomes: Outcomes = {}
        for job in wanted:
            kept = self._kept(job)
            if kept is not None:
                outcomes[job] = (kept, isinstance(kept, Outcome))
        for job, answer in self._confirmed([job for job in wanted if job not in outcomes]):
            outcomes[job] = (answer, False)
            self._keep(job, answer)
            if self.progress is not None:
                self.progress(len(outcomes), len(wanted))
        return outcomes

    def _confirmed(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """The backend's answers. A remote one runs a program once for each time that it is asked."""
        first: dict[Job, Outcome] = {}
        for job, answer in self._judged(jobs):
            again = self.backend.toolchain.remote and job.runs > 1
            if again and isinstance(answer, Outcome) and answer.exit is not None:
                first[job] = answer
            else:
                yield job, answer
        for job, answer in self._judged(list(first)):
            yield job, answer if isinstance(answer, NotChecked) else compared(first[job], answer)

    def _judged(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """The backend's answers. What it owes when the machine has no more threads, memory or files is no verdict."""
        owed = dict.fromkeys(jobs)
        try:
            for job, answer in self.backend.judge(jobs) if jobs else ():
                owed.pop(job, None)
                yield job, answer
        except (OSError, MemoryError, RuntimeError) as error:
            yield from ((job, fault(error)) for job in owed)
            return
        yield from ((job, NotChecked(Cause.INFRASTRUCTURE, "nobody answered for it")) for job in owed)

    def _keep(self, job: Job, answer: Answer) -> None:
        if isinstance(answer, NotChecked):
            if answer.cause is Cause.TIMEOUT:
                self.store.note_timeout(self._key(job), answer.detail)
        elif keepable(job, answer):
            self.store.put(self._key(job), codec.encode(answer))

    def _kept(self, job: Job) -> Answer | None:
        """What is known of a job: an outcome that was kept, or that this process has waited for it in vain before."""
        name = self._key(job)
        body = self.store.get(name)
        if body is None:
            stopped = self.store.timed_out(name)
            return None if stopped is None else NotChecked(Cause.TIMEOUT, f"{stopped}; {_LATER}")
        try:
            found = codec.decode(Outcome, body)
        except codec.DecodingError:
            return None
        return found if keepable(job, found) and self.containment in (None, found.contained_by) else None

    def _key(self, job: Job) -> str:
        return cache_key(
            code=job.code,
            edition=job.edition,
            goal=job.goal,
            lints=" ".join(job.lints),
            harness=str(job.test_harness),
            crates=job.crates.digest,
            unused=str(job.unused_lints),
            checker=str(job.borrow_checker),
            runs=str(job.runs),
            toolchain=self.backend.toolchain.fingerprint,
        )


def _job(snippet: Snippet, edition: Edition) -> Job:
    kind, codes = snippet.expectation.kind, snippet.expectation.codes
    return Job(
        code=snippet.code,
        edition=edition,
        goal=_GOALS[kind],
        lints=pinned_lints(snippet.expectation.pins),
        test_harness=snippet.test_harness,
        prints_its_location=kind is Kind.PANICS,
        expects_borrow_errors=kind is Kind.ERROR and codes is not None and codes <= rejections.CODES,
        crates=snippet.crates,
        unused_lints=snippet.unused_lints,
        runs=variation.runs(snippet),
    )


def keepable(job: Job, outcome: Outcome) -> bool:
    """Whether an outcome is complete, and will be true of the same text whenever that is judged again.

    What a program does with the time, its random state, addresses or threads while it *runs* cannot be seen. Where its
    text names such a thing, a recorded output is kept only after several runs that printed the same (`variation`).
    """
    ran = outcome.exit is not None
    complete = ran == (job.goal in _RUNS) if outcome.compiled else bool(outcome.errors) and not ran
    return complete and outcome.inputs == () and outcome.varies is None and not untracked(job.code)


def _doubtful(newest: Evidence, edition: Edition) -> bool:
    """Whether a fence for which nobody declared an edition is to be judged in an older one.

    A mistake of the newest may be none in 2021, before `gen` was a keyword and `extern` was unsafe. What still does not
    match may have been written for 2015, which rustdoc assumes. A bare `compile_fail` must fail in both: in one of them
    it could fail for a reason that its author never meant.
    """
    if edition is not Edition.E2015:
        return newest.verdict.status is Status.MISMATCHED and not _is_bare(newest)
    return newest.verdict.status is not Status.MATCHED or _is_bare(newest)


def _is_bare(evidence: Evidence) -> bool:
    """Whether any error will do."""
    return evidence.snippet.expectation.kind is Kind.ERROR and evidence.snippet.expectation.codes is None


def _of_two_editions(newest: Evidence, oldest: Evidence) -> Evidence:
    """The evidence that counts: any match; but a bare `compile_fail` that fails in one edition only says nothing.

    Where the newest edition has a keyword that the program uses for a name, what the older one says of it goes before
    that, unless it finds a mistake too.
    """
    newest_matched, oldest_matched = (e.verdict.status is Status.MATCHED for e in (newest, oldest))
    unknown = next((e for e in (newest, oldest) if _is_fault(e)), None)
    if not _is_bare(newest):
        lacking = _names_a_keyword(newest) and oldest.verdict.status is Status.NOT_CHECKED
        return oldest if oldest_matched or (lacking and unknown is None) else unknown or newest
    if unknown is not None:
        return unknown
    statuses = {newest.verdict.status, oldest.verdict.status}
    if statuses != {Status.MATCHED, Status.MISMATCHED}:
        return newest  # they agree, or one of them could not be judged, which is no contradiction
    failing, compiling = ("2024", "2015") if newest_matched else ("2015", "2024")
    what = f"it fails in {failing} and compiles in {compiling}"
    detail = f"nobody says for which edition it is: {what}; tag it `edition{failing}`"
    return replace(newest, verdict=Verdict(Status.NOT_CHECKED, not_checked=NotChecked(Cause.NEEDS_EDITION, detail)))


def _names_a_keyword(evidence: Evidence) -> bool:
    """Whether a program was rejected because a word that was a name once is a keyword in its edition."""
    errors = evidence.outcome.errors if evidence.outcome is not None else ()
    mismatched = evidence.verdict.status is Status.MISMATCHED
    return mismatched and any(_KEYWORD.match(error.message) for error in errors)


def _is_fault(evidence: Evidence) -> bool:
    why = evidence.verdict.not_checked
    return why is not None and why.cause in FAULTS


def not_checked_evidence(snippet: Snippet, why: NotChecked) -> Evidence:
    """Evidence of a snippet that nobody judged; an author's own reason goes first."""
    if snippet.expectation.kind is Kind.IGNORED:
        why = NotChecked(Cause.IGNORED, snippet.expectation.reason or "no reason given")
    return Evidence(snippet, Verdict(Status.NOT_CHECKED, not_checked=why), None, None)
