"""The question that a page may ask besides: who owns what, line by line?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Status
from borrowproof.process import sandbox
from borrowproof.store import codec
from borrowproof.store.cache import Cache, NoCache, cache_key

SCHEMA = "9"  # of what is derived: another value, and every timeline is derived anew
NO_LOCAL_RUSTC = "no local rustc judged it, and only that one can be asked for the borrow checker's facts"


def with_timelines(
    evidence: Sequence[Evidence],
    asked: Collection[str],
    rustc: Rustc | None,
    store: Cache | NoCache,
    workers: int,
) -> tuple[Evidence, ...]:
    """The evidence; each snippet whose id is `asked` for has its timeline, or `not_derived` says why not.

    `rustc` is the compiler that judged, None where that is not on this machine. A timeline changes no verdict.
    """

    wanted = [found for found in evidence if found.snippet.id in asked]
    with ThreadPoolExecutor(workers) as pool:
        told = dict(
            zip((e.snippet.id for e in wanted), pool.map(lambda e: _told(e, rustc, store), wanted), strict=True)
        )
    return tuple(_with(e, told[e.snippet.id]) if e.snippet.id in told else e for e in evidence)


def _with(evidence: Evidence, told: Timeline | str) -> Evidence:
    return replace(evidence, timeline=told) if isinstance(told, Timeline) else replace(evidence, not_derived=told)


def _told(evidence: Evidence, rustc: Rustc | None, store: Cache | NoCache) -> Timeline | str:
    if evidence.outcome is None or evidence.verdict.status is not Status.MATCHED:
        return "it was not judged" if evidence.outcome is None else "it does not do what its page says"
    if rustc is None:
        return NO_LOCAL_RUSTC
    snippet, edition = evidence.snippet, evidence.outcome.edition
    name = _name(snippet, edition, rustc)
    kept = _kept(name, store)
    if kept is not None:
        return _without(kept, snippet)
    found = _derive(snippet, edition, rustc)
    if isinstance(found, Timeline) and evidence.outcome.inputs == ():
        store.put(name, codec.encode(found))
    return _without(found, snippet) if isinstance(found, Timeline) else found


def _without(timeline: Timeline, snippet: Snippet) -> Timeline | str:
    """The timeline without what its author hides."""
    if not snippet.hides:
        return timeline
    from borrowproof.facts.errors import Underivable
    from borrowproof.ownership import hiding

    try:
        return hiding.without(timeline, snippet.hides)
    except Underivable as error:
        return str(error)


def _derive(snippet: Snippet, edition: Edition, rustc: Rustc) -> Timeline | str:
    # Imported here, since whoever finds all timelines in the cache has no use for them.
    from borrowproof.facts.errors import Underivable, UnknownConstruct
    from borrowproof.ownership.derive import derive

    try:
        return derive(snippet.code, edition, rustc, test_harness=snippet.test_harness, crates=snippet.crates)
    except (Underivable, UnknownConstruct, sandbox.CannotRun) as error:
        return str(error)


def _name(snippet: Snippet, edition: Edition, rustc: Rustc) -> str:
    return cache_key(
        ownership=SCHEMA,
        code=snippet.code,
        edition=edition,
        harness=str(snippet.test_harness),
        crates=snippet.crates.digest,
        toolchain=rustc.toolchain.fingerprint,
    )


def _kept(name: str, store: Cache | NoCache) -> Timeline | None:
    body = store.get(name)
    try:
        return None if body is None else codec.decode(Timeline, body)
    except codec.DecodingError:
        return None
