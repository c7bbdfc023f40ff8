"""The question that a page may ask besides: who owns what, line by line?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from borrowproof.backends.mir_dumps import MirDumps, RawDump
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Status
from borrowproof.store import codec
from borrowproof.store.cache import Cache, NoCache, cache_key

# By the id of the snippet; a sentence where rustc stopped before it, NotChecked where nobody told the facts.
Timelines = Mapping[str, Timeline | NotChecked | str]
SCHEMA = "23"  # of what is derived: another value, and every timeline is derived anew
NO_FACTS = "whoever judged it cannot be asked for the borrow checker's facts"


def derived(
    evidence: Sequence[Evidence], asked: Collection[str], dumps: MirDumps | None, store: Cache | NoCache
) -> Timelines:
    """The timeline of each snippet whose id is `asked` for and that does what it says, whole: with what its author
    hides. `dumps` is of the compiler that judged, None where that cannot be asked."""
    judged = {
        e.snippet.id: (_job(e.snippet, e.outcome), e.outcome)
        for e in evidence
        if e.snippet.id in asked and e.outcome is not None and e.verdict.status is Status.MATCHED
    }
    if dumps is None:
        return dict.fromkeys(judged, NotChecked(Cause.NO_FACTS, NO_FACTS))
    found = dict(_timelines(dict(judged.values()), dumps, store)) if judged else {}
    return {name: found[job] for name, (job, _) in judged.items()}


def with_timelines(evidence: Sequence[Evidence], asked: Collection[str], timelines: Timelines) -> tuple[Evidence, ...]:
    """The evidence; each snippet whose id is `asked` for has its timeline without what it hides, or `not_derived` says
    why not. A timeline changes no verdict."""
    return tuple(_with(e, _told(e, timelines)) if e.snippet.id in asked else e for e in evidence)


def _told(evidence: Evidence, timelines: Timelines) -> Timeline | str:
    if evidence.outcome is None or evidence.verdict.status is not Status.MATCHED:
        return "it was not judged" if evidence.outcome is None else "it does not do what its page says"
    found = timelines[evidence.snippet.id]
    return found.detail if isinstance(found, NotChecked) else _without(found, evidence.snippet)


def _job(snippet: Snippet, outcome: Outcome) -> Job:
    return Job(snippet.code, outcome.edition, Goal.REJECT, test_harness=snippet.test_harness, crates=snippet.crates)


def _with(evidence: Evidence, told: Timeline | str) -> Evidence:
    return replace(evidence, timeline=told) if isinstance(told, Timeline) else replace(evidence, not_derived=told)


def _timelines(
    judged: Mapping[Job, Outcome], dumps: MirDumps, store: Cache | NoCache
) -> Iterator[tuple[Job, Timeline | NotChecked | str]]:
    """The timeline of every job: kept, or derived now; kept only where rustc read nothing but the program's text."""
    missing: list[Job] = []
    for job in judged:
        kept = _kept(_name(job, dumps.toolchain), store)
        if kept is not None:
            yield job, kept
        else:
            missing.append(job)
    for job, answer in dumps.dumps(missing) if missing else ():
        found = _derive(job, answer, dumps.toolchain)
        if isinstance(found, Timeline) and judged[job].inputs == ():
            store.put(_name(job, dumps.toolchain), codec.encode(found))
        yield job, found


def _without(timeline: Timeline | str, snippet: Snippet) -> Timeline | str:
    """The timeline without what its author hides."""
    if isinstance(timeline, str) or not snippet.hides:
        return timeline
    from borrowproof.facts.errors import Underivable
    from borrowproof.ownership import hiding

    try:
        return hiding.without(timeline, snippet.hides)
    except Underivable as error:
        return str(error)


def _derive(job: Job, answer: RawDump | NotChecked, toolchain: Toolchain) -> Timeline | NotChecked | str:
    if isinstance(answer, NotChecked):
        return answer
    # Imported here, since whoever finds all timelines in the cache has no use for them.
    from borrowproof.facts.errors import Underivable, UnknownConstruct
    from borrowproof.ownership.derive import derive_from

    try:
        return derive_from(answer, job.code, job.edition, toolchain)
    except UnknownConstruct as error:
        return NotChecked(Cause.NO_FACTS, str(error))
    except Underivable as error:
        return str(error)


def _name(job: Job, toolchain: Toolchain) -> str:
    return cache_key(
        ownership=SCHEMA,
        code=job.code,
        edition=job.edition,
        harness=str(job.test_harness),
        crates=job.crates.digest,
        toolchain=toolchain.fingerprint,
    )


def _kept(name: str, store: Cache | NoCache) -> Timeline | None:
    body = store.get(name)
    try:
        return None if body is None else codec.decode(Timeline, body)
    except codec.DecodingError:
        return None
