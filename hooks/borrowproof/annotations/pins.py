"""`//~` comments: which diagnostic must appear on which line. Pure: no file, no compiler."""

from __future__ import annotations

import re
from dataclasses import dataclass

from borrowproof.annotations.directives import Directives, parse_editions
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.compiler import Edition, is_error_code
from borrowproof.model.diagnostic import Level
from borrowproof.spelling import closest
from borrowproof.syntax import lexer

LEVELS = ("ERROR", "WARN")
PIN_FORMS = (
    "`//~ E0382`, `//~ ERROR text`, `//~ WARN lint_name`; `//~^` pins to the line above, `//[2021]~` in one edition"
)


@dataclass(frozen=True, slots=True)
class RawPin:
    """A `//~` comment: `line` is the line it pins, `comment_line` the line it stands on, both from 1.

    `editions` are those of `//[2021]~`; empty means all.
    """

    line: int
    comment_line: int
    column: int
    level: Level
    code: str | None
    text: str | None
    editions: tuple[Edition, ...] = ()


_PIN = re.compile(r"//(?:\[(?P<editions>[^\]\n]{0,200})\])?~(?P<up>\^*)[^\S\n]*(?P<body>.*)")
_LINT = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*(::\w+)?")


def parse_pins(code: str) -> tuple[RawPin, ...]:
    """Every `//~` comment of `code`, in order. Raises AnnotationError on one that says nothing."""
    if _PIN.search(code) is None:
        return ()
    comments = [c for c in lexer.line_comments(code) if _PIN.match(c[2])]
    return tuple(pin for line, column, text in comments for pin in _read_pins(line, column, text))


def _read_pins(line: int, column: int, text: str) -> list[RawPin]:
    match = _PIN.match(text)
    if match is None:  # cannot happen: the caller's comments begin with `//~`
        raise AssertionError(text)
    target = line - len(match["up"])
    if target < 1:
        raise AnnotationError(f"`{text}` points above the first line", f"valid pins: {PIN_FORMS}", line)
    named = parse_editions(match["editions"], line) if match["editions"] is not None else ()
    body = re.sub(r"^ERROR\s+(?=E\d{4}\b)", "", match["body"].strip())  # compiletest's spelling of a code
    word, _, rest = body.partition(" ")
    rest = rest.strip()
    if word and all(is_error_code(w) for w in body.split()):
        return [RawPin(target, line, column, Level.ERROR, code, None, named) for code in body.split()]
    if is_error_code(word):
        return [RawPin(target, line, column, Level.ERROR, word, rest, named)]
    if word in LEVELS and rest:
        level = Level.ERROR if word == "ERROR" else Level.WARNING
        name = rest if _LINT.fullmatch(rest) and (level is Level.WARNING or "_" in rest) else None
        return [RawPin(target, line, column, level, name, None if name else rest, named)]
    hint = "" if word in LEVELS else closest(word, LEVELS)
    raise AnnotationError(f"`{text}` is no pin", f"{hint}valid pins: {PIN_FORMS}", line)


def blank_annotations(code: str, said: Directives) -> str:
    """`code` without the `//@` lines of `said` and without pins; lines and columns hold."""
    lines = code.split("\n")
    for number in said.lines:
        lines[number - 1] = ""
    if _PIN.search(code) is None:
        return "\n".join(lines)
    for line, column, text in lexer.line_comments(code):
        if _PIN.match(text):
            lines[line - 1] = lines[line - 1][: column - 1].rstrip()
    return "\n".join(lines)
