"""The question that a page may ask besides: what does memory hold, step by step?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.memory import Recording
from borrowproof.model.run import Evidence
from borrowproof.model.sanitizer_report import DATA_RACE, SanitizerReport
from borrowproof.model.verdict import Status
from borrowproof.process.sandbox import CannotRun
from borrowproof.store import codec
from borrowproof.store.cache import Cache, NoCache, cache_key

SCHEMA = "10"  # of what is recorded and derived: another value, and everything is recorded anew


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who records: a rustc of this machine, and where recordings are kept, by what they are made of."""

    rustc: Rustc
    store: Cache | NoCache

    def recording(
        self, code: str, edition: Edition, crates: Crates = NO_CRATES, *, keeps_freed: bool = False
    ) -> Recording | str:
        """The recording of a program, kept or made now; a sentence where there is none.

        `keeps_freed`: the program's allocator gives out no address twice. Raises sandbox.CannotRun.
        """
        name = self._name(code, edition, crates, keeps_freed)
        kept = self._kept(name)
        if kept is not None:
            return kept
        # Imported here, since whoever finds all recordings in the cache has no use for them.
        from borrowproof.facts.errors import Underivable, UnknownConstruct
        from borrowproof.memory.derive import derive

        try:
            derived = derive(code, edition, self.rustc, crates=crates, keeps_freed=keeps_freed)
        except (Underivable, UnknownConstruct) as error:
            return str(error)
        if derived.repeatable:
            self.store.put(name, codec.encode(derived.recording))
        return derived.recording

    def _name(self, code: str, edition: Edition, crates: Crates, keeps_freed: bool) -> str:
        return cache_key(
            memory=SCHEMA,
            code=code,
            edition=edition,
            crates=crates.digest,
            freed="kept" if keeps_freed else "",
            toolchain=self.rustc.toolchain.fingerprint,
        )

    def _kept(self, name: str) -> Recording | None:
        body = self.store.get(name)
        try:
            return None if body is None else codec.decode(Recording, body)
        except codec.DecodingError:
            return None


def obstacle(evidence: Evidence) -> str | None:
    """Why a snippet is not recorded whatever its program does; None where it may be."""
    if evidence.outcome is None:
        return "it was not judged"
    return "it does not do what its page says" if evidence.verdict.status is not Status.MATCHED else None


def with_recordings(
    evidence: Sequence[Evidence], asked: Collection[str], rustc: Rustc | None, store: Cache | NoCache, jobs: int = 1
) -> tuple[Evidence, ...]:
    """The evidence; each snippet whose id is `asked` for has its recording, or `not_recorded` says why not.

    Nobody asks for a picture of undefined behaviour that a sanitizer found: where there is none, `no_fault_picture`
    says why. `rustc` is None where whoever judged runs programs on another machine. A recording changes no verdict.
    `jobs` are made at once: each run has processes of its own, and most of the time goes to rustc.
    """
    recorder = Recorder(rustc, store) if rustc is not None else None
    wanted = [one for one in evidence if one.sanitized or one.snippet.id in asked]
    with ThreadPoolExecutor(jobs) as workers:
        told = zip(
            [one.snippet.id for one in wanted], workers.map(lambda one: _with(one, recorder), wanted), strict=True
        )
        found = dict(told)
    return tuple(found.get(one.snippet.id, one) for one in evidence)


def _with(evidence: Evidence, recorder: Recorder | None) -> Evidence:
    told = _recording(evidence, recorder)
    if isinstance(told, Recording):
        return replace(evidence, recording=told)
    return replace(evidence, no_fault_picture=told) if evidence.sanitized else replace(evidence, not_recorded=told)


def _recording(evidence: Evidence, recorder: Recorder | None) -> Recording | str:
    why = obstacle(evidence)
    if why is not None or evidence.outcome is None:
        return why or ""
    if evidence.sanitized is not None and evidence.sanitized.kind == DATA_RACE:
        return "a recording runs one thread at a time, so that no moment of it is the race"
    if recorder is None:
        return "whoever judged it cannot record a run; a rustc on this machine can"
    code, edition, report = evidence.snippet.code, evidence.outcome.edition, evidence.sanitized
    try:
        found = recorder.recording(code, edition, evidence.snippet.crates, keeps_freed=report is not None)
    except CannotRun as error:
        return str(error)
    return found if isinstance(found, str) or report is None else _until_fault(found, report)


def _until_fault(recording: Recording, report: SanitizerReport) -> Recording | str:
    from borrowproof.facts.errors import Underivable
    from borrowproof.memory.analysis.fault import until_fault

    try:
        return until_fault(recording, report)
    except Underivable as error:
        return str(error)
