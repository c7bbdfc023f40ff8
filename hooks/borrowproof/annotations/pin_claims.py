"""What stands behind `//~`: a level, a code, a text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Level
from borrowproof.spelling import closest

PIN_FORMS = (
    "`//~ E0382`, `//~ ERROR text`, `//~ WARN lint_name`; `//~^` pins to the line above, `//[2021]~` in one edition"
)
_LEVELS = {
    "ERROR": Level.ERROR,
    "WARN": Level.WARNING,
    "WARNING": Level.WARNING,
    "NOTE": Level.NOTE,
    "HELP": Level.HELP,
    "SUGGESTION": Level.HELP,
}
_LEVEL = re.compile(r"(?P<word>[A-Za-z]+)(?![\w])\s*:?\s*(?P<rest>.*)")
_LINT = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*(::\w+)?")
_BEFORE = re.compile(r"(?:\[(?P<bracketed>E\d{4})\]|(?P<plain>E\d{4})(?=:|\s|$))\s*:?\s*(?P<rest>.*)", re.ASCII)
_ALMOST_A_CODE = re.compile(r"[Ee]?0{0,4}(\d{1,4})", re.ASCII)
_EXPANSION = "in this expansion of "  # words of compiletest's own; rustc's JSON has no such note


@dataclass(frozen=True, slots=True)
class PinClaim:
    """What a pin says of one diagnostic. `level` is None where any will do; `accepted` says that there is no error."""

    level: Level | None
    code: str | None
    text: str | None
    replacement: bool = False
    accepted: bool = False


def parse(body: str, pin: str, line: int, *, shared: bool) -> list[PinClaim]:
    """What `body`, the text behind `//~` of the comment `pin` on `line`, says: one claim, or one for each of several
    codes.

    `shared` code may leave out the level, the text, or both. Raises AnnotationError.
    """
    level, rest = _split(body, shared=shared)
    codes = rest.replace(",", " ").split() if level in (None, "ERROR") else []
    if codes and all(is_error_code(code) for code in codes):
        return [PinClaim(Level.ERROR, code, None) for code in codes]
    found = _with_level(level, rest, shared=shared) if level else _without_level(body, shared=shared)
    if found is None:
        word = body.partition(" ")[0].rstrip(":")
        hint = "" if level else _completed(word) or closest(word, tuple(_LEVELS))
        raise AnnotationError(f"`{pin}` is no pin", f"{hint}valid pins: {PIN_FORMS}", line)
    _check_text(found, pin, line)
    return [found]


def _completed(word: str) -> str:
    """A hint for an error code that lacks its E or a zero, or has a small letter: `382`, `e0382`, `E382`."""
    found = _ALMOST_A_CODE.fullmatch(word)
    return f"did you mean `E{int(found[1]):04}`? " if found else ""


def _split(body: str, *, shared: bool) -> tuple[str | None, str]:
    """The level, None where none is named, and what stands behind it. Others write it in lower case too, or alone as
    `Error`.
    """
    match = _LEVEL.match(body)
    word = match["word"] if match else ""
    if shared and (word.islower() or body.rstrip(":") == word or body.startswith(f"{word}:")):
        word = word.upper()
    return (word, match["rest"].strip()) if match and word in (*_LEVELS, "RAW") else (None, body)


def _without_level(body: str, *, shared: bool) -> PinClaim | None:
    code, text = _code_and_text(body, lints=False)
    if code is not None:
        return PinClaim(Level.ERROR, code, text)
    word = body.partition(" ")[0].rstrip(":")
    misspelt = word.isupper() and bool(closest(word, tuple(_LEVELS)))
    if not (shared and body) or misspelt:
        return None
    if body.rstrip("!.").upper() == "OK":  # as the Rust Reference has it beside lines that fail
        return PinClaim(None, None, None, accepted=True)
    if _LINT.fullmatch(body) and ("_" in body or "::" in body):  # ui_test's form of a denied lint
        return PinClaim(Level.ERROR, body, None)
    return PinClaim(None, None, body)


def _with_level(word: str, rest: str, *, shared: bool) -> PinClaim | None:
    level = _LEVELS.get(word)
    if level is None:  # compiletest's RAW: lines that are no diagnostic
        return None
    if not rest:
        return PinClaim(level, None, None) if shared and level in (Level.ERROR, Level.WARNING) else None
    if level not in (Level.ERROR, Level.WARNING):
        return PinClaim(level, None, rest, word == "SUGGESTION")
    if _LINT.fullmatch(rest) and (level is Level.WARNING or "_" in rest):
        return PinClaim(level, rest, None)
    code, text = _code_and_text(rest, lints=True)
    if level is Level.WARNING and code is not None and is_error_code(code):  # no warning has such a code
        code, text = None, rest
    return PinClaim(level, code, text)


def _code_and_text(body: str, *, lints: bool) -> tuple[str | None, str | None]:
    """The code before or behind a text, in brackets or not, and the text."""
    before = _BEFORE.fullmatch(body)
    if before is not None:
        return before["bracketed"] or before["plain"], before["rest"] or None
    start = body.rfind("[") if body.endswith("]") else -1
    behind = body[start + 1 : -1]
    if start >= 0 and (is_error_code(behind) or (lints and _LINT.fullmatch(behind))):
        return behind, body[:start].rstrip() or None
    return None, body


def _check_text(found: PinClaim, pin: str, line: int) -> None:
    """Raise AnnotationError for a text that stands for something else, which nothing here can hold."""
    text = found.text or ""
    if len(text) > 1 and text[0] == text[-1] == "/":
        fix = "write a part of the message as rustc says it"
        raise AnnotationError(f"`{pin}` has a pattern between slashes, which only ui_test reads", fix, line)
    if text.startswith(_EXPANSION):
        fix = "remove it; the label `in this macro invocation` may be pinned"
        raise AnnotationError(f"`{pin}` has words of compiletest's own, which rustc never says", fix, line)
