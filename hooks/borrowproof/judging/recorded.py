"""What was found out about a program on another machine, for one on which nobody can find it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from borrowproof.judging.exercises import with_exercises
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Verdict

_NOWHERE = Origin("", 0)
_CHANGED = "the program, or what its author says of it, is not as it was when the evidence was recorded"


def wants_recorded(run: Run) -> bool:
    """Whether a run lacks what recorded evidence may tell: verdicts for want of a compiler, or recordings of memory."""
    return any(_unjudged(one, run) or one.not_recorded is not None for one in run.evidence)


def with_recorded(run: Run, recorded: Run) -> Run:
    """The run, with `recorded` evidence of what this machine could not find out.

    It counts for a snippet of the very same text of which its author says the very same: file and line may be others.
    A snippet of which nothing is recorded stays not checked, and says so. Verdicts are taken only where there is no
    compiler at all. All that is taken is marked.
    """
    known = {content(one.snippet): one for one in recorded.evidence}
    changed = {one.snippet.label for one in run.evidence if content(one.snippet) not in known}
    taken = tuple(
        _verdict(one, known, recorded.date, changed) if _unjudged(one, run) else _recording(one, known, recorded.date)
        for one in run.evidence
    )
    evidence = with_exercises(taken)  # whose goals may be others now
    took = any(one.recorded_on is not None for one in evidence)
    return replace(run, evidence=evidence, recorded=_origin(recorded) if took else run.recorded)


def content(snippet: Snippet) -> Snippet:
    """The snippet without the places at which it and its annotations are written."""
    said = snippet.expectation
    expectation = replace(
        said,
        pins=tuple(replace(pin, origin=_NOWHERE) for pin in said.pins),
        types=tuple(replace(claim, origin=_NOWHERE) for claim in said.types),
        stdout_origin=None,
    )
    values = tuple(replace(value, origin=_NOWHERE) for value in snippet.values)
    return replace(
        snippet, id="", label="", origin=_NOWHERE, lines=(), continues=None, expectation=expectation, values=values
    )


def _origin(recorded: Run) -> str:
    """Who judged it, and when."""
    judge = recorded.toolchain.name if recorded.toolchain is not None else "several compilers"
    return f"{judge} on {recorded.date}"


def _unjudged(evidence: Evidence, run: Run) -> bool:
    """Where some compiler judged, one that lacks for a part is to be installed."""
    why = evidence.verdict.not_checked
    return run.toolchain is None and why is not None and why.cause is Cause.NO_COMPILER


def _recording(evidence: Evidence, known: Mapping[Snippet, Evidence], date: str) -> Evidence:
    if evidence.not_recorded is None:
        return evidence
    found = known.get(content(evidence.snippet))
    if found is None or found.recording is None:
        return evidence
    return replace(evidence, recording=found.recording, not_recorded=None, recorded_on=date)


def _verdict(evidence: Evidence, known: Mapping[Snippet, Evidence], date: str, changed: Collection[str]) -> Evidence:
    found = known.get(content(evidence.snippet))
    if found is None:
        why = NotChecked(Cause.NO_COMPILER, _CHANGED)
        return replace(evidence, verdict=Verdict(evidence.verdict.status, not_checked=why))
    taken = replace(found, snippet=evidence.snippet, recorded_on=date, cached=False)
    if evidence.snippet.fixes in changed:
        return replace(taken, cost=None, not_counted="the program that it fixes is not as it was recorded")
    return taken
