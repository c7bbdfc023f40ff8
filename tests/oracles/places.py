"""Places as rustc writes them in its dumps, `((*_4).0: std::string::String)`, read without the code under test.

A place becomes a tuple: the local first, then one text a projection (`*`, `.0`, `as Some`, `[1]` of an array), so that
two spellings of one place are equal. Types are skipped.
"""

from __future__ import annotations

import re

Place = tuple[str, ...]
_LOCAL = re.compile(r"_\d+")
_FIELD = re.compile(r"\.\d+")
_VARIANT = re.compile(r" as [^\s()]+")
_INDEX = re.compile(r"\[[^\]]*\]")
_OPENING, _CLOSING = "([{<", ")]}>"


class NotAPlace(Exception):
    """The text is not a place of MIR."""


def read(text: str) -> Place:
    """The place that is written as `text`. Raises NotAPlace."""
    place, end = _place(text, 0)
    if end != len(text):
        raise NotAPlace(text)
    return place


def _place(text: str, at: int) -> tuple[Place, int]:
    if text.startswith("(*", at):
        inner, at = _place(text, at + 2)
        place, at = (*inner, "*"), _expect(text, at, ")")
    elif text.startswith("(", at):
        inner, at = _place(text, at + 1)
        projection, at = _field_or_variant(text, at)
        place, at = (*inner, projection), _expect(text, at, ")")
    else:
        local = _LOCAL.match(text, at)
        if local is None:
            raise NotAPlace(text)
        place, at = (local[0],), local.end()
    while index := _INDEX.match(text, at):
        place, at = (*place, index[0].split(" of ")[0].rstrip("]") + "]"), index.end()
    return place, at


def _field_or_variant(text: str, at: int) -> tuple[str, int]:
    if variant := _VARIANT.match(text, at):
        return variant[0].strip(), variant.end()
    field = _FIELD.match(text, at)
    if field is None or not text.startswith(": ", field.end()):
        raise NotAPlace(text)
    return field[0], _type_end(text, field.end())


def _type_end(text: str, at: int) -> int:
    """Where the type ends that stands before a closing parenthesis; `->` closes nothing."""
    depth = 0
    while at < len(text):
        if text.startswith("->", at):
            at += 2
            continue
        if text[at] in _CLOSING:
            if depth == 0:
                return at
            depth -= 1
        depth += text[at] in _OPENING
        at += 1
    raise NotAPlace(text)


def _expect(text: str, at: int, wanted: str) -> int:
    if not text.startswith(wanted, at):
        raise NotAPlace(text)
    return at + len(wanted)
