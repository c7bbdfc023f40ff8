"""The text of a claim -> Claim. Pure. The words are those of the annotations, so that there is nothing new to learn."""

from __future__ import annotations

import re
from dataclasses import replace

from borrowproof.annotations import AnnotationError, closest
from borrowproof.model import Claim, Claimed, is_error_code

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
_LINES = re.compile(r"(?P<before>.*?)(?:^| )on lines? (?P<numbers>\d+(?:(?:, | and |, and )\d+)*)")


def parse(text: str) -> Claim:
    """The claim that `text` makes. Raises AnnotationError for a text that makes none."""
    word, _, rest = text.strip().partition(" ")
    if word == "prints":
        return Claim(Claimed.PRINTS, printed=_printed(rest))
    found = _LINES.fullmatch(rest)
    lines = frozenset(int(n) for n in re.findall(r"\d+", found["numbers"])) if found else frozenset[int]()
    plain = found["before"] if found else rest
    if word == "error":
        return Claim(Claimed.ERROR, codes=_codes(plain, text), lines=lines)
    if word == "panics" and not plain:
        return Claim(Claimed.PANICS, lines=lines)
    simple = {form.value: form for form in (Claimed.COMPILES, Claimed.BUILDS, Claimed.UNDEFINED)}
    if text.strip() not in simple:
        raise no_claim(text)
    return Claim(simple[text.strip()])


def printing(claim: Claim, lines: list[str]) -> Claim:
    """`prints` with its output in the lines that follow."""
    return replace(claim, printed="".join(f"{line}\n" for line in lines))


def awaits_output(claim: Claim) -> bool:
    """Whether a claim says `prints` and leaves what to the lines that follow."""
    return claim.what is Claimed.PRINTS and claim.printed is None


def written(claim: Claim) -> str:
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


def no_claim(text: str) -> AnnotationError:
    """What to say of a text that is none: the valid claims, and how a sentence gets one."""
    word = text.strip().partition(" ")[0]
    valid = ", ".join(f"`{form}`" for form in FORMS)
    sentence = "a sentence ends with the claim that it stands or falls with: `The lock is held {prints false}`"
    fix = f"{closest(word, WORDS)}valid claims: {valid}; {sentence}"
    return AnnotationError(f"`{text.strip()}` is no claim that can be checked", fix)
