"""A mismatch as its faults: one finding for each, the likeliest first, and the edit that mends it. Pure.

What rustc says beside one mistake is often several differences: a code that is missing, one that is not expected, and
a pin that is not met. They are one finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.judging.unresolved import unresolved
from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch
from borrowproof.report.differences import (
    DifferenceText,
    describe,
    diagnostic_location,
    expected_errors,
    line_location,
    shown_text,
)

_UNEXPECTED = frozenset({Mismatch.EXTRA_CODE, Mismatch.EXTRA_CODELESS, Mismatch.UNPINNED})
_ENDED_OTHERWISE = frozenset({Mismatch.PANICKED, Mismatch.NO_PANIC, Mismatch.EXIT})
MOST_NAMED = 5  # further errors that a sentence lists


def findings(evidence: Evidence) -> list[DifferenceText]:
    """What differs, a fault at a time."""
    rejected = [d for d in evidence.verdict.differences if d.what is Mismatch.REJECTED]
    errors = [d for d in evidence.verdict.differences if _is_about_errors(d)]
    rest = [d for d in evidence.verdict.differences if d not in rejected and d not in errors]
    if any(d.what in _ENDED_OTHERWISE for d in rest):  # its output is that of a run that stopped elsewhere
        rest = [d for d in rest if d.what is not Mismatch.STDOUT]
    found = [_rejected(rejected, evidence)] if rejected else []
    found += [_other_errors(errors, evidence)] if errors else []
    return [*found, *(describe(difference, evidence) for difference in rest)]


def _is_about_errors(difference: Difference) -> bool:
    unmet = difference.pin is not None and difference.pin.level is Level.ERROR
    return unmet or difference.what in (*_UNEXPECTED, Mismatch.MISSING_CODE, Mismatch.WRONG_IMPORT)


def _rejected(differences: Sequence[Difference], evidence: Evidence) -> DifferenceText:
    """A program that was to compile: first the error that is no want of a name, since the others may follow from it."""
    mistakes = [d for d in differences if d.diagnostic and not unresolved(d.diagnostic, evidence.snippet)]
    first = (mistakes or list(differences))[0]
    rest = [d.diagnostic for d in differences if d is not first and d.diagnostic is not None]
    said = describe(first, evidence)
    return _with_more(said, rest, evidence)


def _with_more(said: DifferenceText, rest: Sequence[Diagnostic], evidence: Evidence) -> DifferenceText:
    if not rest:
        return said
    named = [f"{d.code or d.message} on {diagnostic_location(evidence.snippet, d)}" for d in rest[:MOST_NAMED]]
    beyond = [f"{len(rest) - MOST_NAMED} more"] if len(rest) > MOST_NAMED else []
    happened = f"{said.happened}; and {'; '.join([*named, *beyond])}"
    texts = (said.shown, *(shown_text(d, evidence.snippet) for d in rest))
    shown = "\n".join(text.rstrip() for text in texts if text.strip())
    return DifferenceText(said.expected, happened, said.fix, shown)


def _other_errors(differences: Sequence[Difference], evidence: Evidence) -> DifferenceText:
    """A program that fails in another way than it says."""
    first, *others = differences
    outcome = evidence.outcome
    if not others or outcome is None:
        return describe(first, evidence)
    told = [f"{e.code or e.message} on {diagnostic_location(evidence.snippet, e)}" for e in outcome.errors]
    unexpected = {d.diagnostic: None for d in differences if d.diagnostic is not None}
    return DifferenceText(
        expected=_all_expected(evidence.snippet),
        happened=f"rustc says {'; '.join(told)}",
        fix=_one_edit(differences, evidence, outcome) or describe(first, evidence).fix,
        shown="\n".join(shown_text(d, evidence.snippet).rstrip() for d in unexpected if d.rendered.strip()),
    )


def _all_expected(snippet: Snippet) -> str:
    """Every error that is expected, each with the line that it is pinned to."""
    pins = [pin for pin in snippet.expectation.pins if pin.level is Level.ERROR and not pin.accepted]
    pinned = {pin.code for pin in pins}
    named = [code for code in sorted(snippet.expectation.codes or ()) if code not in pinned]
    for pin in pins:
        what = " ".join(part for part in (pin.code, f"`{pin.text}`" if pin.text else None) if part)
        named.append(what if pin.line is None else f"{what} on {line_location(snippet, pin.line)}")
    return f"error {'; '.join(named)}" if named else expected_errors(snippet.expectation)


def _one_edit(differences: Sequence[Difference], evidence: Evidence, outcome: Outcome) -> str | None:
    """The edit that makes the annotations say what happened, where one code or one pin is at fault."""
    expectation, snippet = evidence.snippet.expectation, evidence.snippet
    missing = [d.code for d in differences if d.what is Mismatch.MISSING_CODE]
    unmet = [d.pin for d in differences if d.what is Mismatch.PIN_UNMET and d.pin is not None]
    unexpected = list({d.diagnostic: None for d in differences if d.diagnostic is not None})
    new = {e.code for e in unexpected if e.code is not None and is_error_code(e.code)} - (expectation.codes or set())
    codeless = [e for e in unexpected if e.code is None or not is_error_code(e.code)]
    if len(unexpected) == 1 and len(unmet) == 1 and not missing and not new and not codeless:
        return f"move the pin from {unmet[0].origin} to {diagnostic_location(snippet, unexpected[0])}"
    if len(missing) != 1 or len(new) != 1 or codeless:
        return None
    old, named = missing[0], min(new)
    lines = sorted({snippet.origin.line, *(pin.origin.line for pin in unmet if pin.code == old)})
    where = f"line{'s' if len(lines) > 1 else ''} {' and '.join(map(str, lines))}"
    places = {diagnostic_location(snippet, e) for e in outcome.errors if e.code == named}
    moved = [pin for pin in unmet if pin.line is not None and line_location(snippet, pin.line) not in places]
    move = f", and move its pin to {' and '.join(sorted(places))}" if moved else ""
    return f"change {old} to {named} on {where}{move}"
