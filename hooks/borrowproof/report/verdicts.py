"""A verdict in words: what was expected, what happened, what to type. Pure."""

from __future__ import annotations

from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.library import NO_CRATES
from borrowproof.model.outcome import Cause, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status
from borrowproof.report import rerun, type_differences
from borrowproof.report.control_characters import on_one_line, pictured
from borrowproof.report.differences import all_errors, exit_text, expected_errors, pin_level
from borrowproof.report.findings import findings
from borrowproof.syntax import lexer

_OF_RUSTC = (
    *(Mismatch.MISSING_CODE, Mismatch.EXTRA_CODE, Mismatch.REJECTED, Mismatch.EXTRA_CODELESS),
    *(Mismatch.WRONG_IMPORT, Mismatch.NO_PROGRAM),
)
# Programs that it starts, and sockets.
_OF_THE_MACHINE = frozenset(
    ("Command", "TcpListener", "TcpStream", "UdpSocket", "UnixDatagram", "UnixListener", "UnixStream", "ToSocketAddrs")
)
INDENT = " " * 12  # of what stands behind the names of fields


def badge(evidence: Evidence) -> str:
    """The state of a snippet in a few words, as its page shows it."""
    status, expectation = evidence.verdict.status, evidence.snippet.expectation
    if status is Status.NOT_CHECKED:
        why = evidence.verdict.not_checked
        return f"Not checked: {why.detail if why else 'unknown'}"
    if status is Status.MISMATCHED:
        return f"Mismatch: {headline(evidence)}"
    if expectation.kind is Kind.ERROR:
        codes = ", ".join(sorted(evidence.outcome.codes if evidence.outcome else ()))
        return f"Fails as intended, {codes or 'an error without a code'}"
    if evidence.sanitized or (evidence.miri and evidence.miri.undefined_behaviour):
        return "Undefined behaviour as intended"
    return {Kind.RUNS: "Runs", Kind.COMPILES: "Compiles, not run", Kind.PANICS: "Panics as intended"}[expectation.kind]


def headline(evidence: Evidence) -> str:
    """`expected error E0382, but it compiled`: the verdict in one line."""
    expectation, outcome = evidence.snippet.expectation, evidence.outcome
    if evidence.verdict.status is Status.MATCHED or outcome is None:
        return badge(evidence)
    first = evidence.verdict.differences[0]
    return f"expected {_claim(expectation)}, but {_event(first, outcome)}"


def _claim(expectation: Expectation) -> str:
    if expectation.kind is Kind.ERROR:
        return expected_errors(expectation)
    claims = {Kind.RUNS: "it to run", Kind.COMPILES: "it to compile", Kind.PANICS: "a panic"}
    return claims.get(expectation.kind, expectation.kind.value)


def _event(difference: Difference, outcome: Outcome) -> str:
    what = difference.what
    if difference.claim is not None:
        return type_differences.event(difference)
    if what in _OF_RUSTC:
        return f"rustc says {all_errors(outcome)}"
    if what in (Mismatch.PIN_UNMET, Mismatch.UNPINNED):
        if difference.pin is not None and difference.pin.accepted:
            return "there is an error where there is to be none"
        noun = "error" if difference.pin is None else pin_level(difference.pin)
        return f"the {noun}s are not on the pinned lines"
    return {
        Mismatch.COMPILED: "it compiled",
        Mismatch.UNEXPECTED_WARNING: f"rustc warns ({difference.code or 'no lint'})",
        Mismatch.STDOUT: "its output differs from the recorded one",
        Mismatch.VARIES: "its output differs from run to run",
        Mismatch.EXIT: f"it {exit_text(outcome.exit)}",
        Mismatch.PANICKED: "it panicked",
        Mismatch.NO_PANIC: "it ended without a panic",
        Mismatch.UNDEFINED: "Miri found undefined behaviour",
        Mismatch.DEFINED: "Miri found no undefined behaviour",
        Mismatch.VALUE: "a value in the text is another",
        Mismatch.SANITIZER: "a sanitizer reports something else",
        Mismatch.HEAP: "its run does something else with the heap",
        Mismatch.GOAL: "it meets other goals of its exercise",
        Mismatch.POLONIUS: "the next borrow checker says something else",
    }[what]


def not_checked(evidence: Evidence) -> str:
    """Why a snippet was not checked, and what would change that."""
    why = evidence.verdict.not_checked
    if why is None:
        return ""
    advice = {
        Cause.FRAGMENT: "define it on hidden lines (`# `), or tag the fence `ignore`",
        Cause.NEEDS_ENVIRONMENT: "`--cargo` sets what cargo does; else tag the fence `ignore`",
        Cause.NO_PROGRAM: "show the program itself, or take `rust` off the fence",
        Cause.TIMEOUT: "a snippet must end by itself; `no_run` compiles without running",
        Cause.LIMIT: "keep what a snippet does small",
        Cause.UNPROVEN_PANIC: "leave out the word, or say what the program does without `panics`",
        Cause.COMPILER_CRASHED: "run it again; if it stays, report it to the Rust project",
        Cause.INFRASTRUCTURE: "run again once that is mended",
    }.get(why.cause)
    if why.cause is Cause.NEEDS_CRATE and evidence.snippet.crates == NO_CRATES:
        advice = "`--cargo` builds the crates of a package, `--extern NAME=PATH` names a compiled one"
    return f"{why.detail}{f'; {advice}' if advice else ''}"


def explain(evidence: Evidence, where: str | None = None) -> str:
    """A mismatch in full: where, expected, happened, rustc's own text, fix, and how to rerun. It hides nothing."""
    snippet, outcome = evidence.snippet, evidence.outcome
    label = f"{snippet.label}: " if snippet.label else ""
    lines = [on_one_line(f"{where or snippet.origin}: {label}{headline(evidence)}")]
    for said in findings(evidence):
        lines += [field("expected", said.expected), field("happened", f"{said.happened}{_by(evidence)}")]
        lines += [
            f"{INDENT}{line}".rstrip() for line in pictured(said.shown.rstrip()).split("\n") if said.shown.strip()
        ]
        lines.append(field("fix", said.fix))
    if outcome is None:
        lines.append(field("reason", not_checked(evidence)))
    elif snippet.edition is None:
        bare = snippet.expectation.kind is Kind.ERROR and snippet.expectation.codes is None
        others = "2015 does not" if bare else "2021 and 2015 do not"
        lines.append(field("edition", f"none is named: judged in {outcome.edition}; {others} match either"))
    if outcome is not None and _asks_the_machine(evidence, outcome):
        lines.append(field("contained", "it found no program and no network of this machine; `--sandbox none` lets it"))
    again = rerun.command(snippet.origin.file, _short(snippet), cargo=snippet.in_library)
    lines.append(field("rerun", again))
    return "\n".join(lines)


def _asks_the_machine(evidence: Evidence, outcome: Outcome) -> bool:
    """Whether a contained program that ended otherwise than it should uses what containment keeps from it."""
    ended = any(d.what in (Mismatch.PANICKED, Mismatch.EXIT) for d in evidence.verdict.differences)
    return ended and outcome.contained_by != "" and lexer.uses(evidence.snippet.code, _OF_THE_MACHINE)


def field(name: str, text: str) -> str:
    """One line of a message under its name; where the text has several, they stand below each other."""
    return f"  {name:<{len(INDENT) - 2}}{pictured(text)}".replace("\n", f"\n{INDENT}")


def _by(evidence: Evidence) -> str:
    if evidence.toolchain is None or evidence.outcome is None:
        return ""
    return f"   ({evidence.toolchain.name}, edition {evidence.outcome.edition.value})"


def _short(snippet: Snippet) -> str:
    """What to type after `--only`; the name of a file names all its editions, that of a page its values."""
    identity = snippet.origin.file if snippet.side_by_side or snippet.values else snippet.id
    return rerun.short_name(identity)
