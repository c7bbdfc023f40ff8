"""Where the loops of a program are, by its text: a picture shows their way back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from borrowproof.syntax import lexer

_KEYWORD = re.compile(r"\b(?:loop|while|for)\b")
_OPENING = re.compile(r"[({\[]")
_CLOSERS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop, from the line of its keyword to the line that closes its body. `depth` counts the loops around it."""

    first: int
    last: int
    depth: int = 0


def loops(code: str) -> tuple[Loop, ...]:
    """The loops that take several lines, in the order of their text."""
    text = lexer.blank(code)
    found: list[Loop] = []
    for keyword in _KEYWORD.finditer(text):
        if keyword[0] == "for" and not _iterates(text, keyword.start(), keyword.end()):
            continue
        end = _body_end(text, keyword.end())
        first = text.count("\n", 0, keyword.start()) + 1
        last = text.count("\n", 0, end) + 1 if end is not None else first
        if last > first:
            depth = sum(outer.first < first and last < outer.last for outer in found)
            found.append(Loop(first, last, depth))
    return tuple(found)


def innermost(found: tuple[Loop, ...], line: int) -> Loop | None:
    """The innermost loop around a line."""
    around = [loop for loop in found if loop.first <= line <= loop.last]
    return max(around, key=lambda loop: loop.depth, default=None)


def _iterates(text: str, start: int, end: int) -> bool:
    """Whether a `for` begins a loop: not `for<'a>`, and not the one of an `impl`."""
    if text[end:].lstrip().startswith("<"):
        return False
    before = re.split(r"[;{}]", text[:start])[-1]
    return re.search(r"\bimpl\b", before) is None


def _body_end(text: str, position: int) -> int | None:
    """Where the first block at the depth of the keyword is closed; None where it never is."""
    while (opening := _OPENING.search(text, position)) is not None:
        closed = _closing(text, opening.start())
        if closed is None:
            return None
        if opening[0] == "{":
            return closed
        position = closed + 1
    return None


def _closing(text: str, opening: int) -> int | None:
    open_ = [_CLOSERS[text[opening]]]
    for bracket in re.compile(r"[(){}\[\]]").finditer(text, opening + 1):
        if bracket[0] in _CLOSERS:
            open_.append(_CLOSERS[bracket[0]])
        elif open_.pop() != bracket[0]:
            return None
        if not open_:
            return bracket.start()
    return None
