"""The text of a claim -> Claim. Pure. The words are those of the annotations, so that there is nothing new to learn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.numbers import line_number
from borrowproof.model.compiler import is_error_code
from borrowproof.model.expectation import Kind
from borrowproof.model.question import Choice, Claim, ClaimKind
from borrowproof.model.snippet import Snippet
from borrowproof.spelling import closest

FORMS = (
    "compiles",
    "compiles no_run",
    "error",
    "error E0382",
    "error E0382 on line 5",
    "panics",
    "panics on line 5",
    "prints TEXT",
    "prints nothing",
    "undefined behaviour",
)
WORDS = ("compiles", "error", "panics", "prints", "undefined")
_NEEDS_A_RUN = (ClaimKind.COMPILES, ClaimKind.PANICS, ClaimKind.PRINTS)
_LINES = re.compile(r"(?P<before>.*?)(?:^| )on lines? (?P<numbers>\d+(?:(?:, | and |, and )\d+)*)")


def parse(text: str) -> Claim:
    """The claim that `text` makes. Raises AnnotationError for a text that makes none."""
    word, _, rest = text.strip().partition(" ")
    if word == "prints":
        return Claim(ClaimKind.PRINTS, printed=_printed(rest))
    found = _LINES.fullmatch(rest)
    lines = frozenset(line_number(n) for n in re.findall(r"\d+", found["numbers"])) if found else frozenset[int]()
    plain = found["before"] if found else rest
    if word == "error":
        return Claim(ClaimKind.ERROR, codes=_codes(plain, text), lines=lines)
    if word == "panics" and not plain:
        return Claim(ClaimKind.PANICS, lines=lines)
    simple = {form.value: form for form in (ClaimKind.COMPILES, ClaimKind.BUILDS, ClaimKind.UNDEFINED)}
    if text.strip() not in simple:
        raise unknown_claim_error(text)
    return Claim(simple[text.strip()])


def with_output(claim: Claim, lines: list[str]) -> Claim:
    """`prints` with its output in the lines that follow."""
    return replace(claim, printed="".join(f"{line}\n" for line in lines))


def awaits_output(claim: Claim) -> bool:
    """Whether a claim says `prints` and leaves what to the lines that follow."""
    return claim.what is ClaimKind.PRINTS and claim.printed is None


def unparse(claim: Claim) -> str:
    """The claim as an author writes it on one line."""
    words = [claim.what.value, *sorted(claim.codes or ())]
    if claim.printed is not None:
        words.append(claim.printed.rstrip("\n").replace("\n", " / ") or "nothing")
    if claim.lines:
        words += ["on", "line" if len(claim.lines) == 1 else "lines", ", ".join(map(str, sorted(claim.lines)))]
    return " ".join(words)


def _printed(rest: str) -> str | None:
    if rest.strip() == "nothing":
        return ""
    return f"{rest}\n" if rest else None


def _codes(plain: str, text: str) -> frozenset[str] | None:
    for word in plain.replace(",", " ").split():
        if not is_error_code(word):
            raise AnnotationError(
                f"`{text.strip()}`: `{word}` is no error code",
                "write E and four digits, such as `error E0382 on line 5`",
            )
    return frozenset(plain.replace(",", " ").split()) or None


def unknown_claim_error(text: str) -> AnnotationError:
    """What to say of a text that is none: the valid claims, and how a sentence gets one."""
    word = text.strip().partition(" ")[0]
    valid = ", ".join(f"`{form}`" for form in FORMS)
    sentence = "a sentence ends with the claim that it stands or falls with: `The lock is held {prints false}`"
    hint = "" if word in WORDS else closest(word, WORDS)
    fix = f"{hint}valid claims: {valid}; {sentence}"
    return AnnotationError(f"`{text.strip()}` is no claim that can be checked", fix)


def check_decidable(choice: Choice, program: Snippet) -> None:
    """Raise AnnotationError for a claim whose truth the program's own annotation leaves open."""
    claim, kind = choice.claim, program.expectation.kind
    for what, fix in _obstacles(claim, kind, miri=program.expectation.miri is not None):
        raise AnnotationError(f"{program.id} {what}", fix)
    last = program.code.rstrip("\n").count("\n") + 1
    beyond = sorted(line for line in claim.lines if not 1 <= line <= last)
    if beyond:
        raise AnnotationError(
            f"{program.id} has no line {beyond[0]}", f"count lines as the page numbers them, from 1 to {last}"
        )


def _obstacles(claim: Claim, kind: Kind, *, miri: bool) -> Iterator[tuple[str, str]]:
    if kind is Kind.IGNORED:
        yield "is ignored, so nothing can be asked about it", "ask about a program that is judged"
    if kind is Kind.COMPILES and claim.what in _NEEDS_A_RUN:
        yield "is never run (`//@ compiles no_run`)", "claim `compiles no_run`, or let it run with `//@ compiles`"
    if claim.what is ClaimKind.UNDEFINED and not miri:
        yield "was not given to Miri", "say `//@ miri ub` or `//@ miri clean` in it"
