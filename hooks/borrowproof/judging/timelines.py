"""The question that a page may ask besides: who owns what, line by line?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from borrowproof.backends.mir_dumps import MirDumps, RawDump
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Status
from borrowproof.store import codec
from borrowproof.store.cache import Cache, NoCache, cache_key

SCHEMA = "11"  # of what is derived: another value, and every timeline is derived anew
NO_FACTS = "whoever judged it cannot be asked for the borrow checker's facts"


def with_timelines(
    evidence: Sequence[Evidence], asked: Collection[str], dumps: MirDumps | None, store: Cache | NoCache
) -> tuple[Evidence, ...]:
    """The evidence; each snippet whose id is `asked` for has its timeline, or `not_derived` says why not.

    `dumps` is of the compiler that judged, None where that cannot be asked. A timeline changes no verdict.
    """
    wanted = [e for e in evidence if e.snippet.id in asked]
    told: dict[str, Timeline | str] = {e.snippet.id: why for e in wanted if (why := _obstacle(e, dumps)) is not None}
    judged = {e.snippet.id: e.outcome for e in wanted if e.outcome is not None and e.snippet.id not in told}
    if dumps is not None and judged:
        jobs = {e.snippet.id: _job(e.snippet, judged[e.snippet.id]) for e in wanted if e.snippet.id in judged}
        derived = dict(_timelines({job: judged[name] for name, job in jobs.items()}, dumps, store))
        told |= {e.snippet.id: _without(derived[jobs[e.snippet.id]], e.snippet) for e in wanted if e.snippet.id in jobs}
    return tuple(_with(e, told[e.snippet.id]) if e.snippet.id in told else e for e in evidence)


def _obstacle(evidence: Evidence, dumps: MirDumps | None) -> str | None:
    if evidence.outcome is None or evidence.verdict.status is not Status.MATCHED:
        return "it was not judged" if evidence.outcome is None else "it does not do what its page says"
    return NO_FACTS if dumps is None else None


def _job(snippet: Snippet, outcome: Outcome) -> Job:
    return Job(snippet.code, outcome.edition, Goal.REJECT, test_harness=snippet.test_harness, crates=snippet.crates)


def _with(evidence: Evidence, told: Timeline | str) -> Evidence:
    return replace(evidence, timeline=told) if isinstance(told, Timeline) else replace(evidence, not_derived=told)


def _timelines(
    judged: Mapping[Job, Outcome], dumps: MirDumps, store: Cache | NoCache
) -> Iterator[tuple[Job, Timeline | str]]:
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


def _derive(job: Job, answer: RawDump | NotChecked, toolchain: Toolchain) -> Timeline | str:
    # Imported here, since whoever finds all timelines in the cache has no use for them.
    from borrowproof.facts.errors import Underivable, UnknownConstruct
    from borrowproof.ownership.derive import derive_from

    try:
        return derive_from(answer, job.code, job.edition, toolchain)
    except (Underivable, UnknownConstruct) as error:
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
