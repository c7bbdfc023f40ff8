"""Expectation x Outcome -> Verdict: pure, compares both ways, and lists everything that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borrowproof.annotations import heap_counts
from borrowproof.judging.messages import Message, meets, messages, primary_lines
from borrowproof.judging.panics import panicked
from borrowproof.judging.unmeant import unmeant_errors
from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.expectation import Expectation, Kind, Miri, Pin
from borrowproof.model.outcome import Cost, Outcome
from borrowproof.model.sanitizer_report import SanitizerReport
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict
from borrowproof.sources.markdown import prose_values

# The lints that a teaching snippet may trip without saying so (rustc allows the group for us already).
ALLOWED_LINTS = frozenset({"unused", "dead_code"})


def judge(snippet: Snippet, outcome: Outcome) -> Verdict:
    """Hold what the author said against what happened."""
    found = [*_outcome(snippet, outcome), *_warnings(snippet, outcome), *_other_pins(snippet, outcome)]
    return Verdict(Status.MISMATCHED if found else Status.MATCHED, tuple(found))


def _outcome(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    expectation = snippet.expectation
    if expectation.kind is Kind.ERROR:
        yield from _rejection(snippet, outcome)
    elif not outcome.compiled:
        yield from (Difference(Mismatch.REJECTED, code=d.code, diagnostic=d) for d in outcome.errors)
    elif expectation.kind is Kind.RUNS:
        yield from _run(snippet, outcome)
        yield from _stdout(expectation, outcome)
        yield from _values(snippet, outcome)
    elif expectation.kind is Kind.PANICS:
        yield from _panic(snippet, outcome)
        yield from _stdout(expectation, outcome)


def _run(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    if outcome.exit != 0:
        yield Difference(Mismatch.PANICKED if panicked(snippet.code, outcome, snippet.crates) else Mismatch.EXIT)


def _panic(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    if outcome.exit == 0:
        yield Difference(Mismatch.NO_PANIC)
    elif not panicked(snippet.code, outcome, snippet.crates):
        yield Difference(Mismatch.EXIT)


def _stdout(expectation: Expectation, outcome: Outcome) -> Iterator[Difference]:
    if expectation.stdout is not None and outcome.varies is not None:
        yield Difference(Mismatch.VARIES)
    elif expectation.stdout is not None and expectation.stdout != outcome.stdout:
        yield Difference(Mismatch.STDOUT)


def _values(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    """The values in the text of a page, where the program that measures them ended well."""
    if not snippet.values or outcome.exit != 0:
        return
    found = prose_values.measured(snippet, outcome.stdout)
    if found is None:
        yield Difference(Mismatch.VALUE)
        return
    for value, measured in zip(snippet.values, found, strict=True):
        if value.expected is not None and value.expected != measured:
            yield Difference(Mismatch.VALUE, value=value, measured=measured)


def _rejection(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    expectation = snippet.expectation
    if outcome.compiled:
        yield Difference(Mismatch.COMPILED)
        return
    yield from unmeant_errors(snippet, outcome)
    pins = [pin for pin in expectation.pins if pin.level is Level.ERROR]
    yield from _codes(expectation, outcome, pins)
    yield from _pins(pins, outcome.errors)
    if pins and expectation.exact:
        yield from _unpinned(pins, outcome.errors, Mismatch.UNPINNED, expectation.codes)


def _codes(expectation: Expectation, outcome: Outcome, pins: list[Pin]) -> Iterator[Difference]:
    """The sets of codes, both ways. No set of codes (bare `compile_fail`) accepts any failure."""
    if expectation.codes is None:
        return
    for code in sorted(expectation.codes - outcome.codes):
        yield Difference(Mismatch.MISSING_CODE, code=code)
    if not expectation.exact and expectation.codes & outcome.codes:
        return
    for error in outcome.errors:
        if error.code is not None and is_error_code(error.code):
            if error.code not in expectation.codes:
                yield Difference(Mismatch.EXTRA_CODE, code=error.code, diagnostic=error)
        elif not pins:  # where there are pins, an unmet one of these is reported as unpinned
            yield Difference(Mismatch.EXTRA_CODELESS, code=error.code, diagnostic=error)


def _pins(pins: Iterable[Pin], diagnostics: tuple[Diagnostic, ...]) -> Iterator[Difference]:
    for pin in pins:
        if any(meets(pin, message) for message in messages(diagnostics)) is pin.accepted:
            yield Difference(Mismatch.PIN_UNMET, code=pin.code, pin=pin)


def _other_pins(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    """Pins of notes, of help and of any level; they mean something only where what was expected of all happened."""
    if outcome.compiled is not (snippet.expectation.kind is Kind.ERROR):
        pins = [p for p in snippet.expectation.pins if p.level not in (Level.ERROR, Level.WARNING)]
        yield from _pins(pins, outcome.diagnostics)


def _unpinned(
    pins: Iterable[Pin], diagnostics: Iterable[Diagnostic], what: Mismatch, reported: frozenset[str] | None
) -> Iterator[Difference]:
    """Diagnostics that no pin meets; one whose code is already reported as extra is not said twice."""
    known = list(pins)
    for diagnostic in diagnostics:
        extra = reported is not None and diagnostic.code is not None and is_error_code(diagnostic.code)
        if extra and reported is not None and diagnostic.code not in reported:
            continue
        if not any(matches_pin(pin, diagnostic) for pin in known):
            yield Difference(what, code=diagnostic.code, diagnostic=diagnostic)


def _warnings(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    pins = [pin for pin in snippet.expectation.pins if pin.level is Level.WARNING]
    yield from _pins(pins, outcome.warnings)
    if snippet.strict_warnings:
        unexpected = [w for w in outcome.warnings if w.code not in ALLOWED_LINTS]
        yield from _unpinned(pins, unexpected, Mismatch.UNEXPECTED_WARNING, None)


def judge_miri(expectation: Expectation, said: Outcome) -> Verdict:
    """Hold what the author said of Miri against what it found."""
    found: list[Difference] = []
    if expectation.miri is Miri.CLEAN and said.undefined_behaviour is not None:
        found.append(Difference(Mismatch.UNDEFINED))
    if expectation.miri is Miri.UB and said.undefined_behaviour is None:
        found.append(Difference(Mismatch.DEFINED))
    return Verdict(Status.MISMATCHED if found else Status.MATCHED, tuple(found))


def judge_sanitizer(expectation: Expectation, reported: SanitizerReport | None) -> Verdict:
    """Hold what the author said of undefined behaviour against a sanitizer's report: the kind, and every line."""
    claimed = expectation.undefined_behaviour
    same = reported is not None and claimed is not None and claimed.same_as(reported)
    found = () if same else (Difference(Mismatch.SANITIZER),)
    return Verdict(Status.MATCHED if same else Status.MISMATCHED, found)


def judge_polonius(expectation: Expectation, said: Outcome) -> Verdict:
    """Hold what the author said of the next borrow checker against its errors: exactly those codes, and no others."""
    codeless = any(error.code not in said.codes for error in said.errors)
    differs = codeless or said.codes != expectation.polonius or said.compiled == bool(expectation.polonius)
    found = (Difference(Mismatch.POLONIUS),) if differs else ()
    return Verdict(Status.MISMATCHED if differs else Status.MATCHED, found)


def judge_heap(expectation: Expectation, counted: Cost) -> Verdict:
    """Hold what the author said of the heap against what a run did with it: exactly those numbers."""
    differs = expectation.heap is not None and bool(heap_counts.differing(expectation.heap, counted))
    found = (Difference(Mismatch.HEAP),) if differs else ()
    return Verdict(Status.MISMATCHED if differs else Status.MATCHED, found)


def matches_pin(pin: Pin, diagnostic: Diagnostic) -> bool:
    """Whether `diagnostic` itself is what `pin` speaks of: level, line of a primary span, code and text."""
    said = Message(diagnostic.level, primary_lines(diagnostic), diagnostic.code, diagnostic.message)
    return meets(pin, said)
