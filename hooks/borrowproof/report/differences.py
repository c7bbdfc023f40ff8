"""One difference between expectation and outcome in words: expected, happened, and what to type. Pure."""

from __future__ import annotations

import difflib
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from borrowproof.annotations import heap_counts
from borrowproof.judging.messages import Message, is_of_level, messages, primary_lines
from borrowproof.judging.unresolved import Lack, unresolved
from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cost, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.sanitizer_report import SanitizerReport
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch
from borrowproof.report import ansi, author_lines, rerun, type_differences
from borrowproof.sources import no_program
from borrowproof.syntax import lexer

_STDIN = frozenset({"stdin", "read_line"})
LONGEST_DIFF = 200  # lines; beyond that only the first difference is told
CORRECT_VALUE = "correct the expression between the backticks"
SAME_LINES = "they differ only in the line end at the very end"


@dataclass(frozen=True, slots=True)
class DifferenceText:
    """One difference, said. `shown` is text of rustc or of the program that belongs to it."""

    expected: str
    happened: str
    fix: str
    shown: str = ""


def describe(difference: Difference, evidence: Evidence) -> DifferenceText:
    """One difference as expected, happened and fix."""
    outcome = evidence.outcome
    if outcome is None:
        raise ValueError("a difference needs an outcome")
    if difference.diagnostic is not None:
        return _about_diagnostic(difference, difference.diagnostic, evidence.snippet, outcome.codes)
    if difference.pin is not None:
        return _about_pin(difference.pin, outcome, evidence.snippet)
    if difference.what is Mismatch.COMPILED:
        return _compiled(evidence.snippet)
    if difference.what is Mismatch.MISSING_CODE:
        return _missing(difference.code or "", outcome, evidence.snippet)
    if difference.what is Mismatch.VALUE:
        return _about_value(difference, outcome)
    return _about_further_question(difference, evidence) or _about_run(difference.what, outcome, evidence.snippet)


def _about_further_question(difference: Difference, evidence: Evidence) -> DifferenceText | None:
    """What differs from a claim that somebody else was asked about than the compiler and the run."""
    if difference.what in (Mismatch.UNDEFINED, Mismatch.DEFINED):
        return _about_miri(evidence.miri)
    if difference.what is Mismatch.POLONIUS:
        return _about_polonius(evidence.snippet, evidence.polonius)
    if difference.what is Mismatch.SANITIZER:
        return _about_sanitizer(evidence.snippet.expectation.undefined_behaviour, evidence.sanitized)
    if difference.what is Mismatch.HEAP:
        return _about_heap(evidence.snippet, evidence.cost)
    if difference.what is Mismatch.GOAL:
        return _about_goal(difference, evidence.snippet)
    if difference.claim is not None:
        return DifferenceText(*type_differences.about_type(difference, partial(line_location, evidence.snippet)))
    return None


def _about_goal(difference: Difference, snippet: Snippet) -> DifferenceText:
    """What an exercise demands, and what its start, a solution or a tempting attempt does."""
    goal, found = difference.goal, difference.found or ""
    if snippet.misses is not None:
        claimed = ", ".join(map(str, snippet.misses.goals))
        fix = f"change the attempt, or say `//@ misses {snippet.misses.start} {found}`"
        return DifferenceText(f"it misses the goals `{claimed}`, and no other", f"it misses `{found}`", fix)
    if goal is None:
        fix = "add a goal to `//@ exercise`, or make the program fail"
        return DifferenceText("the start of an exercise misses a goal", "it meets every one", fix)
    fix = "change the solution, or the goals in `//@ exercise` of the start program"
    return DifferenceText(f"a solution meets the goal `{goal}`", found, fix)


def _compiled(snippet: Snippet) -> DifferenceText:
    pins = [pin for pin in snippet.expectation.pins if pin.level is Level.ERROR]
    where = f" on {' and '.join(str(pin.origin) for pin in pins)}" if pins else ""
    restore = f"restore the mistake on line {pins[0].origin.line}" if pins else "restore the mistake"
    other = f"or say {annotation_for(snippet, Kind.RUNS)}"
    return DifferenceText(f"{expected_errors(snippet.expectation)}{where}", "compiled cleanly", f"{restore}, {other}")


def _missing(code: str, outcome: Outcome, snippet: Snippet) -> DifferenceText:
    actual = frozenset(outcome.codes)
    fix = f"change the code until rustc gives {code}"
    if actual:
        fix = f"say {annotation_for(snippet, Kind.ERROR, actual)}, or {fix}"
    return DifferenceText(f"error {code}", f"rustc says {all_errors(outcome)}", fix)


def _about_diagnostic(
    difference: Difference, found: Diagnostic, snippet: Snippet, actual: frozenset[str]
) -> DifferenceText:
    place = diagnostic_location(snippet, found)
    name = f"{found.level.value} {found.code}" if found.code else found.level.value
    happened = f"{name} on {place}: {found.message}"
    named = snippet.expectation.codes or frozenset()
    expected, fix = {
        Mismatch.REJECTED: (
            "it compiles",
            _corrected(found, snippet, actual),
        ),
        Mismatch.EXTRA_CODE: (
            f"only {expected_errors(snippet.expectation)}",
            f"correct it, or say {annotation_for(snippet, Kind.ERROR, actual)}",
        ),
        Mismatch.EXTRA_CODELESS: (
            f"only {expected_errors(snippet.expectation)}",
            f"correct it, or pin it: {_pin_text(found, snippet)} behind its line (then pin every error)",
        ),
        Mismatch.NO_PROGRAM: ("a program that rustc can read", _corrected(found, snippet, actual)),
        Mismatch.WRONG_IMPORT: (
            "an error that the author means, not an import of std that is missing or misspelt",
            f"mend the import, or, if it is meant, say {annotation_for(snippet, Kind.ERROR, _code_of(found) | named)}",
        ),
        Mismatch.UNPINNED: ("every error pinned, since one is", f"add {_pin_text(found, snippet)} behind {place}"),
        Mismatch.UNEXPECTED_WARNING: (
            "no warning",
            f"mend the code, or add {_pin_text(found, snippet)} behind {place}",
        ),
    }[difference.what]
    return DifferenceText(expected, happened, fix, shown_text(found, snippet))


def _corrected(found: Diagnostic, snippet: Snippet, actual: frozenset[str]) -> str:
    """The edit for text that rustc rejects: what it looks like says more than the error."""
    if snippet.values:
        return CORRECT_VALUE
    look = no_program.looks_like(no_program.author_lines(snippet)) if found.code is None else None
    if look is not None:
        return f"it looks like {look.what}: {look.fix}"
    crates = [lack.name for lack in unresolved(found, snippet) if lack.lack is Lack.CRATE]
    if crates:
        told = f"say {annotation_for(snippet, Kind.ERROR, actual)} if the error is meant"
        return f"write it without `{crates[0]}`, or hand that over with --cargo or --extern; {told}"
    if snippet.unlabelled:
        return "correct it, or, if it is no Rust, call the block `text`: ```` ```text ````"
    unnamed = "" if actual else f" and pin it: {_pin_text(found, snippet)} behind {diagnostic_location(snippet, found)}"
    return f"correct it, or say {annotation_for(snippet, Kind.ERROR, actual)}{unnamed}"


def _code_of(found: Diagnostic) -> frozenset[str]:
    return frozenset({found.code}) if found.code is not None and is_error_code(found.code) else frozenset()


def _pin_text(found: Diagnostic, snippet: Snippet) -> str:
    pin = f"//[{snippet.edition}]~" if snippet.side_by_side else "//~"
    if found.level is Level.WARNING:
        return f"`{pin} WARN {found.code or found.message}`"
    return f"`{pin} {found.code}`" if _code_of(found) else f"`{pin} ERROR {found.message}`"


def _about_pin(pin: Pin, outcome: Outcome, snippet: Snippet) -> DifferenceText:
    name = pin_level(pin)
    wanted = " ".join(part for part in (pin.code, f"`{pin.text}`" if pin.text else None) if part)
    where = "without a line" if pin.line is None else f"on {line_location(snippet, pin.line)}"
    expected = " ".join(part for part in (name, wanted, where) if part)
    there = [m for m in messages(outcome.diagnostics) if is_of_level(pin, m)]
    if pin.accepted:
        said = "; ".join(f"{m.code or m.text}" for m in there if pin.line in m.lines)
        return DifferenceText(f"no error {where}", f"rustc gives {said} there", "correct the line, or remove the pin")
    same = [m for m in there if pin.code in (None, m.code) and (pin.text or "") in m.text]
    if same:
        places = " and ".join(dict.fromkeys(_message_location(snippet, m) for m in same))
        return DifferenceText(expected, f"it is on {places}", f"pin it to {places}")
    few = pin.level in (Level.ERROR, Level.WARNING)  # of all others there are many
    there = [m for m in there if few or pin.line in m.lines]
    said = "; ".join(f"{m.code or m.text} on {_message_location(snippet, m)}" for m in there)
    nothing = f"no {name} {'at all' if few else 'there'}"
    return DifferenceText(expected, f"rustc gives {said or nothing}", "remove the pin, or make it say what rustc says")


def pin_level(pin: Pin) -> str:
    """What a pin calls for, as messages call it."""
    if pin.replacement:
        return "suggestion"
    return "message" if pin.level is None else pin.level.value


def _message_location(snippet: Snippet, message: Message) -> str:
    return line_location(snippet, min(message.lines)) if message.lines else str(snippet.origin)


def _about_miri(said: Outcome | None) -> DifferenceText:
    text = said.stderr if said else ""
    found = said.undefined_behaviour if said else None
    if found is not None:
        fix = "mend the program, or say `//@ miri ub`"
        return DifferenceText("no undefined behaviour under Miri", f"Miri says: {found}", fix, text)
    fix = "restore the undefined behaviour, or say `//@ miri clean`"
    return DifferenceText("undefined behaviour under Miri", "Miri found none", fix)


def _about_polonius(snippet: Snippet, said: Outcome | None) -> DifferenceText:
    claimed = snippet.expectation.polonius
    expected = f"Polonius rejects it with {', '.join(sorted(claimed))}" if claimed else "Polonius accepts it"
    if said is None or said.compiled:
        return DifferenceText(expected, "Polonius accepts it", "say `//@ polonius compiles`")
    fix = f"say `//@ polonius error {' '.join(sorted(said.codes))}`" if said.codes else "say nothing of Polonius"
    return DifferenceText(expected, f"Polonius says {all_errors(said)}", fix, shown_text(said.errors[0], snippet))


def _about_value(difference: Difference, outcome: Outcome) -> DifferenceText:
    value = difference.value
    if value is None:
        fix = "let each expression print nothing, and have a value without control characters"
        return DifferenceText(
            "one printed value for each expression", "something else was printed", fix, outcome.stdout
        )
    where = f"{value.origin}:{value.origin.column}"
    fix = f"read the sentence again, then change `== {value.expected}` to `== {difference.measured}`"
    return DifferenceText(f"`{value.expression}` on {where} is {value.expected}", f"it is {difference.measured}", fix)


def _about_sanitizer(claimed: SanitizerReport | None, reported: SanitizerReport | None) -> DifferenceText:
    """Lines are those of the program as the page numbers them, as in the directive."""
    happened = f"the sanitizer reports {reported}" if reported else "the sanitizer found none"
    restore = "restore the undefined behaviour in the program's own code: the standard library is not watched"
    fix = f"say `//@ undefined_behaviour {reported}`" if reported and reported.accesses else restore
    return DifferenceText(f"undefined behaviour, {claimed}", happened, fix)


def _about_heap(snippet: Snippet, cost: Cost | None) -> DifferenceText:
    claim = snippet.expectation.heap
    if claim is None or cost is None:
        raise ValueError("a difference of the heap needs a claim and a count")
    found = heap_counts.differing(claim, cost)
    counted = " ".join(f"{name}={number}" for name, _, number in found)
    edits = [f"`{name}={claimed}` to `{name}={number}`" for name, claimed, number in found]
    fix = f"change {' and '.join(edits)} in `//@ heap`, or mend the program"
    return DifferenceText(f"heap {claim}", f"a run of it counts {counted}", fix)


def _about_run(what: Mismatch, outcome: Outcome, snippet: Snippet) -> DifferenceText:
    if what is Mismatch.STDOUT:
        recorded, where = snippet.expectation.stdout or "", snippet.expectation.stdout_origin
        if recorded.replace("\r\n", "\n") == outcome.stdout:
            return _line_ends(where, snippet)
        return DifferenceText(
            f"the output recorded in {where}" if recorded else f"no output, since none is recorded in {where}",
            "a different output" if outcome.stdout else "no output",
            f"mend the program, or record what it prints and review the change: `{_bless(snippet)}`",
            _diff(recorded, outcome.stdout),
        )
    if what is Mismatch.VARIES:
        return _varies(outcome, snippet)
    stderr = author_lines.of_run(outcome.stderr, snippet)
    if what is Mismatch.PANICKED:
        fix = _without_input(snippet) or f"mend the program, or say {annotation_for(snippet, Kind.PANICS)}"
        fix = CORRECT_VALUE if snippet.values else fix
        return DifferenceText("it exits with status 0", "it panicked", fix, stderr)
    if what is Mismatch.NO_PANIC:
        fix = f"restore the panic, or say {annotation_for(snippet, Kind.RUNS)}"
        return DifferenceText("a panic", exit_text(outcome.exit), fix)
    wanted = "a panic" if snippet.expectation.kind is Kind.PANICS else "it exits with status 0"
    return DifferenceText(
        wanted, f"it {exit_text(outcome.exit)}", _without_input(snippet) or "mend the program", stderr
    )


def _without_input(snippet: Snippet) -> str:
    """The edit for a program that reads standard input; empty for any other."""
    if not lexer.uses(snippet.code, _STDIN):
        return ""
    instead = f"or only compile it: {annotation_for(snippet, Kind.COMPILES)}"
    return f'a program gets no input here: write its input into the code, such as `"42".lines()`, {instead}'


def _bless(snippet: Snippet) -> str:
    return rerun.command(snippet.origin.file, rerun.short_name(snippet.origin.file), bless=True)


def _line_ends(where: Origin | None, snippet: Snippet) -> DifferenceText:
    return DifferenceText(
        f"the output recorded in {where}, whose lines end with CR LF",
        "the same text, whose lines end with LF",
        f"record it anew, `{_bless(snippet)}`, and keep its line ends: `*.stdout text eol=lf` in .gitattributes",
    )


def _varies(outcome: Outcome, snippet: Snippet) -> DifferenceText:
    return DifferenceText(
        f"the output recorded in {snippet.expectation.stdout_origin}, each time that it runs",
        "it prints something else from run to run",
        "print nothing that a clock, random state, an address or the order of threads decides: sort what a HashMap "
        "gives, and join a thread before the next one prints",
        _diff(outcome.stdout, outcome.varies or "", "one run", "another"),
    )


def _diff(recorded: str, actual: str, first: str = "recorded", second: str = "printed") -> str:
    """What differs, line by line; only a line feed ends a line, so that any other end of one is seen to differ."""
    before, after = _lines(recorded), _lines(actual)
    if max(len(before), len(after)) > LONGEST_DIFF:
        return _first_difference(before, after)
    shown = "\n".join(difflib.unified_diff(before, after, first, second, lineterm="", n=1))
    return shown or SAME_LINES


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _first_difference(before: Sequence[str], after: Sequence[str]) -> str:
    """Where two long texts begin to differ: finding all of it takes time that grows faster than they do."""
    pairs = zip_longest(before, after)
    number = next((n for n, (one, other) in enumerate(pairs) if one != other), None)
    if number is None:
        return SAME_LINES
    said = [f"-{line}" for line in before[number : number + 1]] + [f"+{line}" for line in after[number : number + 1]]
    return "\n".join([f"the first difference is on line {number + 1}:", *said])


def shown_text(found: Diagnostic, snippet: Snippet) -> str:
    """What rustc says of a diagnostic, without colours, with the files and lines that the author wrote."""
    return author_lines.of_diagnostic(ansi.plain(found.rendered), snippet)


def annotation_for(snippet: Snippet, kind: Kind, codes: frozenset[str] = frozenset()) -> str:
    """What to type so that a snippet claims `kind`: a directive in a file, tags on a fence."""
    named = sorted(codes)
    if snippet.is_file:
        where = f"[{snippet.edition}]" if snippet.side_by_side else ""
        return f"`//@{where} {' '.join([kind.value, *named])}`"
    tags = {
        Kind.RUNS: [],
        Kind.COMPILES: ["no_run"],
        Kind.PANICS: ["should_panic"],
        Kind.ERROR: ["compile_fail"],
    }
    return f"`{','.join(['rust', *tags.get(kind, []), *named])}` on the fence"


def diagnostic_location(snippet: Snippet, diagnostic: Diagnostic) -> str:
    """`file:line` of a diagnostic's first primary span, as an author knows it; with the column in a page's text."""
    lines = sorted(primary_lines(diagnostic))
    place = line_location(snippet, lines[0]) if lines else str(snippet.origin)
    origin = snippet.lines[lines[0] - 1] if snippet.values and lines else None
    if origin is None:
        return place
    column = min(span.column_start for span in diagnostic.spans if span.primary and span.line_start == lines[0])
    return f"{place}:{origin.column + column - 1}"


def line_location(snippet: Snippet, line: int) -> str:
    """`file:line` of a line of the snippet's code; lines of the engine's own count as the snippet's first."""
    origin = snippet.lines[line - 1] if 0 < line <= len(snippet.lines) else None
    return str(origin or snippet.origin)


def expected_errors(expectation: Expectation) -> str:
    """The errors that are expected, such as `error E0382`."""
    codes = " ".join(sorted(expectation.codes or ()))
    if codes:
        return f"error {codes}"
    return "an error" if expectation.codes is None else "an error without a code"


def all_errors(outcome: Outcome) -> str:
    """Every error that rustc gave: its codes, and those without one."""
    codes = sorted(outcome.codes)
    bare = [e for e in outcome.errors if e.code is None or not is_error_code(e.code)]
    named = (
        [*codes, *(f"`{bare[0].message}`" if len(bare) == 1 else f"{len(bare)} errors without a code",)]
        if bare
        else codes
    )
    return " and ".join(named) or "nothing"


def exit_text(status: int | None) -> str:
    """How a process ended, in words."""
    if status is None:
        return "was not run"
    if status >= 0:
        return f"exited with status {status}"
    try:
        return f"was killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"was killed by signal {-status}"
