"""What a string literal of Rust says, each of its lines with the place where it was written. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from borrowproof.syntax.lexer import Token

_PIECE = re.compile(
    r"\\(?:x(?P<byte>[0-9a-fA-F]{2})|u\{(?P<scalar>[0-9a-fA-F_]{1,12})\}|(?P<rest>\n\s*)|(?P<short>[nrt\\0'\"]))"
    r"|[^\\]|\\",
    re.DOTALL,
)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "0": "\0", "'": "'", '"': '"'}


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text, and the offset in the source where it begins."""

    text: str
    start: int


def lines(code: str, token: Token) -> tuple[Written, ...]:
    """The lines of a string literal, its escapes resolved (https://doc.rust-lang.org/reference/tokens.html)."""
    if token.kind == "raw":
        return raw_lines(code, token.inner, token.inner_end)
    found: list[Written] = []
    text, start, position = "", token.inner, token.inner
    while position < token.inner_end and (piece := _PIECE.match(code, position, token.inner_end)):
        position = piece.end()
        said = _resolved(piece)
        if said == "\n":
            found.append(Written(text, start))
            text, start = "", position
        else:
            text += said
    return (*found, Written(text, start))


def raw_lines(code: str, start: int, end: int) -> tuple[Written, ...]:
    """The lines of `code[start:end]`, as they stand."""
    found: list[Written] = []
    for text in code[start:end].split("\n"):
        found.append(Written(text, start))
        start += len(text) + 1
    return tuple(found)


def _resolved(piece: re.Match[str]) -> str:
    if piece["short"]:
        return _SHORT[piece["short"]]
    if piece["rest"]:
        return ""
    number = piece["byte"] or piece["scalar"]
    if number is None:
        return piece[0]
    value = int(number.replace("_", "") or "0", 16)
    return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"
