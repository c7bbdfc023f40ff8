"""What an author says of types (`//^?`), held against those that rustc inferred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from borrowproof.judging.timelines import Timelines
from borrowproof.model.expectation import TypeClaim
from borrowproof.model.outcome import NotChecked
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.timeline import Timeline, Variable
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict
from borrowproof.ownership.variable_lookup import variables_named
from borrowproof.syntax import type_text, use_declarations
from borrowproof.syntax.type_text import NotAType
from borrowproof.syntax.use_declarations import Names


def typed_snippets(snippets: Iterable[Snippet]) -> frozenset[str]:
    """The ids of those that say something of types."""
    return frozenset(s.id for s in snippets if s.expectation.types)


def with_types(evidence: Sequence[Evidence], timelines: Timelines) -> tuple[Evidence, ...]:
    """The evidence, each claim about a type held against the timeline; what did not match before stays so."""
    return tuple(_held(e, timelines) if e.snippet.expectation.types else e for e in evidence)


def _held(evidence: Evidence, timelines: Timelines) -> Evidence:
    if evidence.verdict.status is not Status.MATCHED:
        return evidence
    told = timelines[evidence.snippet.id]
    if isinstance(told, NotChecked):
        why = replace(told, detail=f"the types of its variables: {told.detail}")
        return replace(evidence, verdict=Verdict(Status.NOT_CHECKED, not_checked=why))
    return replace(evidence, verdict=judge_types(evidence.snippet, told))


def judge_types(snippet: Snippet, told: Timeline | str) -> Verdict:
    """Hold every claim of a snippet against its timeline, or against the reason why it has none."""
    claims = snippet.expectation.types
    if isinstance(told, str):
        return Verdict(Status.MISMATCHED, (Difference(Mismatch.NO_TYPES, claim=claims[0], found=told),))
    names = use_declarations.read(snippet.code)
    found = tuple(d for claim in claims if (d := _difference(claim, told, names)) is not None)
    return Verdict(Status.MISMATCHED if found else Status.MATCHED, found)


def _difference(claim: TypeClaim, timeline: Timeline, names: Names) -> Difference | None:
    meant = variables_named(timeline, claim.name, claim.line, claim.column)
    if not meant:
        return Difference(Mismatch.NO_VARIABLE, claim=claim)
    if len({variable.qualified_type for variable in meant}) > 1:
        return Difference(Mismatch.SEVERAL_VARIABLES, claim=claim)
    if _same(claim.type, meant[0].qualified_type, names):
        return None
    return Difference(Mismatch.TYPE, claim=claim, found=_shown(meant[0], names))


def _same(written: str, meant: str, names: Names) -> bool:
    try:
        return type_text.same(type_text.read(written), type_text.read(meant), names)
    except NotAType:  # in words of rustc's that nobody here knows: then every letter counts
        return written.split() == meant.split()


def _shown(variable: Variable, names: Names) -> str:
    """The type as short as it can be written there: with its paths where the short one would mean another type."""
    return variable.type if _same(variable.type, variable.qualified_type, names) else variable.qualified_type
