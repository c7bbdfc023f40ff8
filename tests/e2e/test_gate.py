"""The gate bites: whatever is wrongly expected of any snippet of the site, the real compiler makes it red."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from borrowproof import matcher, pipeline
from borrowproof.backends.rustc import LocalBackend
from borrowproof.cache import Cache
from borrowproof.model import Evidence, Expectation, Kind, Outcome, Pin, Snippet, Status
from borrowproof.pipeline import Options, Verifier
from borrowproof.toolchain import Rustc

NAMED = frozenset({"E0382"})
# Codes to be wrong with: all are emitted by rustc (a test below proves that), none is special.
VALID = ("E0382", "E0499", "E0502", "E0505", "E0506", "E0597", "E0308", "E0277")
BEYOND = 9999


@dataclass(frozen=True, slots=True)
class Mutation:
    """One wrong version of a snippet; `kind` names what is wrong, for the tally."""

    kind: str
    snippet: Snippet


@pytest.fixture(scope="module")
def verifier(rustc: Rustc, tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """The pipeline's own, with real outcomes, kept only for the length of this module."""
    return Verifier(LocalBackend(rustc, Options().jobs), Cache(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def honest(verifier: Verifier, snippets: tuple[Snippet, ...]) -> dict[str, Evidence]:
    """Every snippet of the site as it stands. It has to match, or a red mutation would prove nothing."""
    found = {e.snippet.id: e for e in verifier.evidence(snippets)}
    judged = [e for e in found.values() if e.snippet.expectation.kind is not Kind.IGNORED]
    assert [e.snippet.id for e in judged if e.verdict.status is not Status.MATCHED] == []
    return {e.snippet.id: e for e in judged}


def expectations_off(snippet: Snippet, outcome: Outcome) -> Iterator[tuple[str, Expectation]]:
    """Every wrong expectation of one snippet, each with the name of its kind."""
    said = snippet.expectation
    if said.kind is Kind.ERROR:
        yield "error -> compiles", Expectation(Kind.RUNS)
        yield "error -> compiles no_run", Expectation(Kind.COMPILES)
        yield "error -> panics", Expectation(Kind.PANICS)
        yield from _codes_off(said)
        yield from _errors_pinned_off(said, outcome)
    else:
        name = said.kind.value
        yield f"{name} -> error", Expectation(Kind.ERROR, NAMED)
        yield f"{name} -> any error", Expectation(Kind.ERROR, None)
    if said.kind is Kind.RUNS:
        yield "compiles -> panics", replace(said, kind=Kind.PANICS)
    if said.kind is Kind.PANICS:
        yield "panics -> compiles", replace(said, kind=Kind.RUNS)
    if said.kind in (Kind.RUNS, Kind.PANICS):
        yield from _stdout_off(said, outcome.stdout)
    yield from _pins_off(said)


def _codes_off(said: Expectation) -> Iterator[tuple[str, Expectation]]:
    codes = said.codes or frozenset()
    others = [code for code in VALID if code not in codes]
    for code in sorted(codes):
        for other in others:
            yield "code -> another code", replace(said, codes=codes - {code} | {other})
        yield "code dropped", replace(said, codes=codes - {code})
    yield "code added", replace(said, codes=codes | {others[0]})


def _errors_pinned_off(said: Expectation, outcome: Outcome) -> Iterator[tuple[str, Expectation]]:
    """A pin where there is no error, and each real error left as the only one without a pin."""
    first = outcome.errors[0]
    line = min(matcher.primary_lines(first))
    stray = Pin(BEYOND, first.level, first.code, None if first.code else first.message, _nowhere(said))
    yield "pin added", replace(said, pins=(*said.pins, stray))
    lines = {line for error in outcome.errors for line in matcher.primary_lines(error)}
    if len(lines) > 1:
        only = replace(stray, line=line)
        if any(not matcher.meets(only, error) for error in outcome.errors):
            yield "error unpinned", replace(said, pins=(only,))


def _nowhere(said: Expectation) -> matcher.Pin.__class__:  # pragma: no cover
    raise NotImplementedError
