"""Questions in words: what an option says to a reader, and what a wrong key says to its author. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from borrowproof.annotations.claims import unparse
from borrowproof.judging.questions import JudgedQuestion, error_lines, panic_lines
from borrowproof.model.origin import Origin
from borrowproof.model.question import Choice, Claim, ClaimKind
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Status
from borrowproof.report import rerun
from borrowproof.report.control_characters import on_one_line
from borrowproof.report.differences import exit_text
from borrowproof.report.verdicts import field

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def claim_text(claim: Claim) -> str:
    """What a claim tells a reader. The output of `prints` is not part of it where it has several lines."""
    if claim.what is ClaimKind.PRINTS:
        return _say_printed(claim.printed or "")
    where = f" on {_lines(claim.lines)}" if claim.lines else ""
    codes = f" with {' and '.join(sorted(claim.codes))}" if claim.codes else ""
    return {
        ClaimKind.COMPILES: "It compiles, and runs to its end",
        ClaimKind.BUILDS: "It compiles",
        ClaimKind.ERROR: f"rustc rejects it{codes}{where}",
        ClaimKind.PANICS: f"It compiles, and panics{where} when it runs",
        ClaimKind.UNDEFINED: "It compiles, and has undefined behaviour",
    }[claim.what]


def multiline_output(claim: Claim) -> str | None:
    """The output that a claim names, where it has more than one line."""
    printed = (claim.printed or "").rstrip("\n")
    return printed if "\n" in printed else None


def _say_printed(printed: str) -> str:
    shown = printed.rstrip("\n")
    if "\n" in shown:
        return "It prints"
    return f"It prints `{shown}`" if shown else "It compiles, runs to its end, and prints nothing"


def _lines(lines: Iterable[int]) -> str:
    numbers = [str(n) for n in sorted(lines)]
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {', '.join(numbers[:-1])} and {numbers[-1]}"


def headline(item: JudgedQuestion, number: int) -> str:
    """A wrong key in one line, such as: option A is marked right, but `compiles` does not hold of moves/loop."""
    choice = item.question.choices[number]
    marked, holds = ("right", "does not hold") if choice.right else ("wrong", "holds")
    return f"option {LETTERS[number]} is marked {marked}, but `{unparse(choice.claim)}` {holds} of {_about(choice)}"


def wrong_keys(item: JudgedQuestion) -> str:
    """Every option of a question whose key is not what happened."""
    return "\n".join(wrong_key(item, number) for number in item.wrong_choices)


def wrong_key(item: JudgedQuestion, number: int) -> str:
    """A wrong key in full: where, expected, happened, fix, and how to rerun."""
    choice, evidence = item.question.choices[number], item.evidence[number]
    fix = "`- [ ]` here and mark the option that holds" if choice.right else "`- [x]` here"
    about = _about(choice)
    return "\n".join(
        [
            on_one_line(f"{choice.origin}: question: {headline(item, number)}"),
            field("expected", f"{about}: {'' if choice.right else 'anything but '}{unparse(choice.claim)}"),
            field("happened", f"{about}: {outcome_text(evidence)}{_by(evidence)}"),
            field("fix", f"write {fix}, or mend the program"),
            field("rerun", rerun.command(item.question.origin.file, item.question.id)),
        ]
    )


def _about(choice: Choice) -> str:
    return choice.program.removeprefix("snippets/").removesuffix(".rs")


def outcome_text(evidence: Evidence | None) -> str:
    """What a program did, as a claim would say it."""
    outcome = evidence.outcome if evidence else None
    if evidence is None or outcome is None:
        return "not judged"
    if not outcome.compiled:
        codes = " ".join(sorted(outcome.codes)) or f"`{outcome.errors[0].message}`"
        return f"error {codes} on {_lines(error_lines(outcome))}{_origins(evidence, error_lines(outcome))}"
    undefined = "; Miri finds undefined behaviour" if evidence.miri and evidence.miri.undefined_behaviour else ""
    if outcome.exit is None:
        return f"compiles{undefined}"
    if outcome.panicked:
        lines = panic_lines(outcome, evidence.snippet.code)
        return f"panics on {_lines(lines)}{_origins(evidence, lines)}" if lines else "panics within std"
    printed = outcome.stdout.rstrip("\n").replace("\n", " / ") or "nothing"
    return f"{'runs' if outcome.exit == 0 else exit_text(outcome.exit)} and prints {printed}{undefined}"


def _origins(evidence: Evidence, lines: Iterable[int]) -> str:
    """Where an author finds these lines, since a page numbers a file without its directives."""
    found = [evidence.snippet.lines[n - 1] for n in sorted(lines) if n <= len(evidence.snippet.lines)]
    places = [str(origin) for origin in found if origin is not None]
    return f" ({', '.join(places)})" if places else ""


def _by(evidence: Evidence | None) -> str:
    if evidence is None or evidence.toolchain is None or evidence.outcome is None:
        return ""
    return f"   ({evidence.toolchain.name}, edition {evidence.outcome.edition.value})"


def key_origin(item: JudgedQuestion, number: int) -> Origin:
    """Where a person changes the key."""
    return item.question.choices[number].origin


def summary(items: Iterable[JudgedQuestion]) -> str:
    """`36 questions: 121 options, every key as judged`; empty where nothing is asked."""
    asked = list(items)
    if not asked:
        return ""
    options = sum(len(item.claims_hold) for item in asked)
    wrong = sum(len(item.wrong_choices) for item in asked)
    unchecked = sum(item.claims_hold.count(None) for item in asked)
    parts = [f"{wrong} wrong key{'' if wrong == 1 else 's'}"] if wrong else []
    parts += [f"{unchecked} not checked"] if unchecked else []
    told = ", ".join(parts) or "every key is what happened"
    return f"{len(asked)} question{'' if len(asked) == 1 else 's'}: {options} options, {told}"


def mismatched(items: Iterable[JudgedQuestion]) -> list[JudgedQuestion]:
    """The questions with a wrong key."""
    return [item for item in items if item.status is Status.MISMATCHED]
