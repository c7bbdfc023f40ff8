"""What was wrong when a project began to check: accepted as long as it stays as it is. Pure.

An entry stands for the text of a snippet, what it claims, and what is wrong with it, and not for a line: what moves
stays accepted, and what changes is looked at anew. How often an entry is there counts, so that a copy is new.
Accepted is only what an author can be at fault for. That the machine could not judge is never accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from borrowproof.model.origin import Problem
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.project import ConfigurationError

SCHEMA = 1
ACCEPTABLE = frozenset(
    (
        *(Cause.FRAGMENT, Cause.NEEDS_CRATE, Cause.NO_PROGRAM, Cause.NEEDS_NIGHTLY, Cause.NEEDS_EDITION),
        Cause.NEEDS_ENVIRONMENT,
        *(Cause.UNPROVEN_PANIC, Cause.NEEDS_EARLIER),
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is accepted. `key` is what it is known by; `file` and `what` are for people."""

    key: str
    file: str
    what: str


def entries(run: Run) -> list[Entry]:
    """What a run found that can be accepted."""
    found = [_of_evidence(e) for e in run.evidence if _acceptable(e)]
    return sorted([*found, *map(_of_problem, run.problems)], key=lambda e: (e.file, e.what, e.key))


def hold(run: Run, accepted: Sequence[Entry]) -> Run:
    """The run with what is accepted marked, and what got better told."""
    left = Counter(entry.key for entry in accepted)

    def take(entry: Entry) -> bool:
        left[entry.key] -= 1
        return left[entry.key] >= 0

    evidence = tuple(replace(e, accepted=True) if _acceptable(e) and take(_of_evidence(e)) else e for e in run.evidence)
    known = tuple(problem for problem in run.problems if take(_of_problem(problem)))
    looked_at = {e.snippet.origin.file for e in run.evidence} | {p.origin.file for p in run.problems}
    gone = [entry for entry in accepted if entry.file in looked_at and _one_left(left, entry)]
    return replace(
        run,
        evidence=evidence,
        problems=tuple(problem for problem in run.problems if problem not in known),
        accepted=known,
        better=tuple(f"{entry.file}: {entry.what}" for entry in gone),
    )


def _one_left(left: Counter[str], entry: Entry) -> bool:
    if left[entry.key] <= 0:
        return False
    left[entry.key] -= 1
    return True


def _acceptable(evidence: Evidence) -> bool:
    why = evidence.verdict.not_checked
    return why.cause in ACCEPTABLE if why is not None else evidence.verdict.status is Status.MISMATCHED


def _of_evidence(evidence: Evidence) -> Entry:
    snippet, why = evidence.snippet, evidence.verdict.not_checked
    claim = snippet.expectation
    if why is not None:
        what = f"{why.cause.value}: {why.detail}" if why.cause is Cause.NEEDS_CRATE else why.cause.value
    else:
        told = [" ".join(filter(None, (d.what.value, d.code))) for d in evidence.verdict.differences]
        what = ", ".join(dict.fromkeys(told))
    parts = [snippet.code, claim.kind.value, " ".join(sorted(claim.codes or ())), str(snippet.edition), what]
    parts += [claim.stdout or "", *(f"{pin.line} {pin.level} {pin.code} {pin.text}" for pin in claim.pins)]
    return Entry(_key(parts), snippet.origin.file, what)


def _of_problem(problem: Problem) -> Entry:
    return Entry(_key([problem.origin.file, problem.message]), problem.origin.file, problem.message)


def _key(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def published(found: Sequence[Entry]) -> dict[str, Any]:
    """Entries as JSON values."""
    return {"schema": SCHEMA, "accepted": [{"key": e.key, "file": e.file, "what": e.what} for e in found]}


def read(values: object, where: str) -> list[Entry]:
    """The entries that `published` wrote. Raises ConfigurationError for anything else."""
    listed = values.get("accepted") if isinstance(values, Mapping) and values.get("schema") == SCHEMA else None
    found: list[Entry] = []
    for item in listed if isinstance(listed, list) else [None]:
        fields = [item.get(name) for name in ("key", "file", "what")] if isinstance(item, Mapping) else [None]
        if not all(isinstance(field, str) for field in fields):
            fix = f"write it anew with --write-baseline {where}"
            raise ConfigurationError(f"{where} is no baseline of this version; {fix}")
        found.append(Entry(*map(str, fields)))
    return found
