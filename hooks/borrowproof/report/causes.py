"""What stands between a run and green, by cause: a few lines for any number of findings. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from borrowproof.model.outcome import Cause
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Mismatch, Status

FEW = 10  # up to so many findings are read one by one
MOST_CAUSES, MOST_DETAILS = 15, 5
_MISMATCHES = {
    Mismatch.COMPILED: "compiles, though an error was expected",
    Mismatch.REJECTED: "does not compile",
    Mismatch.WRONG_IMPORT: "another error was expected, and an import of std is missing or misspelt",
    Mismatch.NO_PROGRAM: "any error was expected, and the text is no Rust",
    Mismatch.UNEXPECTED_WARNING: "rustc warns",
    Mismatch.STDOUT: "prints something else",
    Mismatch.VARIES: "prints something else from run to run",
    Mismatch.EXIT: "ends in another way",
    Mismatch.PANICKED: "panics",
    Mismatch.NO_PANIC: "was to panic",
    Mismatch.UNDEFINED: "has undefined behaviour",
    Mismatch.DEFINED: "was to have undefined behaviour",
    Mismatch.VALUE: "has another value in its text",
    Mismatch.SANITIZER: "has other undefined behaviour, or none",
    Mismatch.HEAP: "does something else with the heap",
    Mismatch.TYPE: "has a variable of another type",
    Mismatch.NO_VARIABLE: "says a type of what is no variable",
    Mismatch.SEVERAL_VARIABLES: "says a type of one of several variables",
    Mismatch.NO_TYPES: "says a type, and rustc rejects it before it knows types",
}
_CAUSES = {
    Cause.FRAGMENT: "is a fragment: names are missing",
    Cause.NEEDS_CRATE: "needs a crate",
    Cause.NEEDS_ENVIRONMENT: "needs a variable of the environment",
    Cause.NO_PROGRAM: "holds no program",
    Cause.NEEDS_EARLIER: "continues what is not verified",
    Cause.NEEDS_NIGHTLY: "needs a nightly compiler",
    Cause.NEEDS_EDITION: "says nothing of its edition",
    Cause.NO_FACTS: "says a type, and the facts of the borrow checker are not known",
    Cause.NOT_COUNTED: "claims what nobody can count",
    Cause.UNPROVEN_PANIC: "may end like that without a panic",
}


def by_cause(run: Run) -> list[str]:
    """A line for each cause with its number, what it is about, and its first place; nothing for a few findings."""
    counted: Counter[str] = Counter()
    details: defaultdict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, str] = {}
    for cause, about, place in _found(run):
        counted[cause] += 1
        details[cause].update(about)
        first.setdefault(cause, place)
    if counted.total() <= FEW:
        return []
    width = len(str(max(counted.values())))
    lines = [
        f"  {number:>{width}}  {cause}{_listed(details[cause])}; first {first[cause]}"
        for cause, number in counted.most_common(MOST_CAUSES)
    ]
    beyond = len(counted) - MOST_CAUSES
    return ["by cause:", *lines, *([f"  and {beyond} more causes"] if beyond > 0 else [])]


def _found(run: Run) -> Iterator[tuple[str, list[str], str]]:
    """Each finding: its cause, what it is about, and where it is. What is ignored or accepted is none."""
    for problem in run.problems:
        yield "annotation problem", [], str(problem.origin)
    for evidence in run.evidence:
        why = evidence.verdict.not_checked
        if evidence.verdict.status is Status.MATCHED or (why is not None and why.cause is Cause.IGNORED):
            continue
        if not evidence.accepted:
            yield (*_cause(evidence), str(evidence.snippet.origin))


def _cause(evidence: Evidence) -> tuple[str, list[str]]:
    why = evidence.verdict.not_checked
    if why is not None:
        crates = why.detail.partition("`")[2].rstrip("`").split("`, `") if why.cause is Cause.NEEDS_CRATE else []
        return _CAUSES.get(why.cause, why.cause.value), crates
    first = evidence.verdict.differences[0]
    codes = [code or "no code" for code in dict.fromkeys(d.code for d in evidence.verdict.differences)]
    about = codes if first.what in (Mismatch.REJECTED, Mismatch.UNEXPECTED_WARNING) else []
    return _MISMATCHES.get(first.what, "fails in another way"), about


def _listed(about: Counter[str]) -> str:
    if not about:
        return ""
    named = [f"{name} ({number})" for name, number in about.most_common(MOST_DETAILS)]
    beyond = [f"{len(about) - MOST_DETAILS} more"] if len(about) > MOST_DETAILS else []
    return f" ({', '.join([*named, *beyond])})"
