"""`//~` comments: which diagnostic must appear on which line. Pure: no file, no compiler.

The grammar is that of rustc's own tests, which compiletest reads, and of ui_test
(https://rustc-dev-guide.rust-lang.org/tests/ui.html#error-annotations). Where code may be shared with those, all of
their forms are pins; in a strict project a pin names a level or a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from borrowproof.annotations import pin_claims, type_claims
from borrowproof.annotations.directives import Directives, parse_editions
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.pin_claims import PIN_FORMS
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Level
from borrowproof.syntax import lexer


@dataclass(frozen=True, slots=True)
class RawPin:
    """A `//~` comment: `line` is the line it pins, None for what has none; `comment_line` the line it stands on, both
    from 1.

    `level` is None where any will do. `editions` are those of `//[2021]~`; empty means all. `replacement` tells that
    `text` is part of what rustc suggests to write there, and `accepted` that there is no error.
    """

    line: int | None
    comment_line: int
    column: int
    level: Level | None
    code: str | None
    text: str | None
    editions: tuple[Edition, ...] = ()
    replacement: bool = False
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment from `//~` on: where it stands, and its parts."""

    line: int
    column: int
    text: str
    revisions: str | None
    place: str
    body: str


_REVISIONS = r"(?:\[(?P<{}>[^\]\n]{{0,200}})\])?"  # compiletest writes them before the `~`, ui_test behind it
_PIN = re.compile(
    rf"//{_REVISIONS.format('before')}~{_REVISIONS.format('behind')}"
    r"(?P<place>\^+|\||\?|v+(?![a-z_]))?[^\S\n]*(?P<body>.*)"
)
_WITHIN = re.compile(r"(?<=\s)//(?:\[[^\]\n]{0,200}\])?~")


def parse_pins(code: str, *, shared: bool = False) -> tuple[RawPin, ...]:
    """Every `//~` comment of `code`, in order. Raises AnnotationError on one that says nothing."""
    found: list[RawPin] = []
    last: int | None = None  # the line that the pin above speaks of, for those that follow with `//~|`
    lines = code.count("\n") + 1
    for comment in _comments(code, shared=shared):
        target = _target(comment, last, lines)
        last = last if comment.place in ("|", "?") else target
        found += _pins(comment, target, shared=shared)
    return tuple(found)


def _comments(code: str, *, shared: bool) -> Iterator[_Comment]:
    if _PIN.search(code) is None:
        return
    for line, column, text in lexer.line_comments(code):
        match, start = _PIN.match(text), 0
        if match is None and shared and (within := _WITHIN.search(text)) is not None:
            start = within.start()
            match = _PIN.match(text, start)
        if match is None or (shared and _is_ornament(match)):
            continue
        revisions = match["before"] if match["before"] is not None else match["behind"]
        yield _Comment(line, column + start, text[start:], revisions, match["place"] or "", match["body"].strip())


def _is_ornament(match: re.Match[str]) -> bool:
    """Whether a comment is a line drawn with signs: `//~~~~~ Section ~~~~~`."""
    body: str = match["body"].strip()
    return bool(body) and (body[0] == "~" or not any(c.isalnum() for c in body))


def _target(comment: _Comment, last: int | None, lines: int) -> int | None:
    """The line that a pin speaks of."""
    if comment.place == "?":
        return None
    if comment.place == "|":
        if last is None:
            fix = "pin the line itself, or the line above with `//~^`"
            raise AnnotationError(f"`{comment.text}` follows no other pin", fix, comment.line)
        return last
    down = comment.place.count("v") - comment.place.count("^")
    if not 1 <= comment.line + down <= lines:
        where = "above the first line" if down < 0 else "below the last line"
        raise AnnotationError(f"`{comment.text}` points {where}", f"valid pins: {PIN_FORMS}", comment.line)
    return comment.line + down


def _pins(comment: _Comment, target: int | None, *, shared: bool) -> list[RawPin]:
    editions = _editions(comment, shared=shared)
    claims = pin_claims.parse(comment.body, comment.text, comment.line, shared=shared)
    place = (target, comment.line, comment.column)
    return [RawPin(*place, c.level, c.code, c.text, editions, c.replacement, c.accepted) for c in claims]


def _editions(comment: _Comment, *, shared: bool) -> tuple[Edition, ...]:
    if comment.revisions is None:
        return ()
    named = {name.strip() for name in comment.revisions.split(",")}
    if shared and named.isdisjoint(Edition):
        message = f"`{comment.text}` holds in one revision of a test, and code on a page is compiled once"
        fix = "take the brackets away where it holds here too, or remove the pin"
        raise AnnotationError(message, fix, comment.line)
    return parse_editions(comment.revisions, comment.line)


def blank_annotations(code: str, said: Directives, *, shared: bool = False) -> str:
    """`code` without the `//@` lines of `said`, without pins and claims about types; lines and columns hold."""
    lines = code.split("\n")
    for number in said.lines:
        lines[number - 1] = ""
    for comment in _comments(code, shared=shared):
        lines[comment.line - 1] = lines[comment.line - 1][: comment.column - 1].rstrip()
    for claim in type_claims.parse_type_claims(code, shared=shared):
        lines[claim.comment_line - 1] = ""
    return "\n".join(lines)
