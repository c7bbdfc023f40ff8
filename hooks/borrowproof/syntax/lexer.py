"""A small lexical scanner of Rust text: enough to tell code from comments and literals.

It works on any text, valid or not, in linear time: an unterminated literal or comment runs to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"""
      (?P<line>   //[^\n]* )
    | (?P<block>  /\* )
    | (?P<raw>    (?:br|cr|r)(?P<hashes>\#*)" )
    | (?P<string> [bc]?" )
    | (?P<char>   b?'(?:\\(?:x[0-9A-Fa-f]{2}|u\{[^}\n]*\}|[^\n])|[^\\'\n])' )
    | (?P<lifetime> '[^\W\d]\w* )
    | (?P<ident>  (?:r\#)?[^\W\d]\w* )
    | (?P<number> \d\w* )
    """,
    re.VERBOSE,
)
# The same without words and numbers, for those who only ask what is a comment or a literal: much faster.
_OPAQUE = re.compile(
    r"""
      (?P<line>   //[^\n]* )
    | (?P<block>  /\* )
    | (?P<raw>    (?<!\w)(?:br|cr|r)(?P<hashes>\#*)" )
    | (?P<string> (?:(?<!\w)[bc])?" )
    | (?P<char>   (?:(?<!\w)b)?'(?:\\(?:x[0-9A-Fa-f]{2}|u\{[^}\n]*\}|[^\n])|[^\\'\n])' )
    | (?P<lifetime> '[^\W\d]\w* )
    """,
    re.VERBOSE,
)
_STRING_END = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_NOT_NEWLINE = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Token:
    """One comment, literal, lifetime, identifier or number; `inner` to `inner_end` is what `blank` blanks."""

    kind: str
    start: int
    end: int
    inner: int
    inner_end: int


def tokens(code: str, pattern: re.Pattern[str] = _TOKEN) -> Iterator[Token]:
    """The tokens of `code` in order; punctuation and whitespace between them are left out."""
    position = 0
    while match := pattern.search(code, position):
        token = _token(code, match)
        yield token
        position = token.end


def _token(code: str, match: re.Match[str]) -> Token:
    kind = str(match.lastgroup)
    start, end = match.span()
    if kind == "line":
        return Token(kind, start, end, start, end)
    if kind == "block":
        close = _block_comment_end(code, end)
        return Token(kind, start, close, start, close)
    if kind == "raw":
        return _raw_string(code, start, end, '"' + match["hashes"])
    if kind == "string":
        body = _STRING_END.match(code, end)
        close = body.end() if body else len(code)
        closed = close > end and code[close - 1] == '"'
        return Token(kind, start, close, end, close - closed)
    if kind == "char":
        return Token(kind, start, end, code.index("'", start) + 1, end - 1)
    return Token(kind, start, end, end, end)


def _raw_string(code: str, start: int, inner: int, terminator: str) -> Token:
    close = code.find(terminator, inner)
    if close < 0:
        return Token("raw", start, len(code), inner, len(code))
    return Token("raw", start, close + len(terminator), inner, close)


def _block_comment_end(code: str, position: int) -> int:
    depth = 1
    while edge := _COMMENT_EDGE.search(code, position):
        position = edge.end()
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return position
    return len(code)


@lru_cache(maxsize=8)
def line_comments(code: str) -> tuple[tuple[int, int, str], ...]:
    """Every `//` comment, doc comments too: line, column (both from 1, in characters), text from `//` on."""
    found: list[tuple[int, int, str]] = []
    if "//" not in code:
        return ()
    line, counted = 1, 0
    for token in tokens(code, _OPAQUE):
        if token.kind == "line":
            line += code.count("\n", counted, token.start)
            counted = token.start
            column = token.start - code.rfind("\n", 0, token.start)
            found.append((line, column, code[token.start : token.end]))
    return tuple(found)


@lru_cache(maxsize=8)
def blank(code: str) -> str:
    """`code` with comments and the insides of literals replaced by spaces: same length, same lines."""
    pieces: list[str] = []
    position = 0
    for token in tokens(code, _OPAQUE):
        if token.inner < token.inner_end:
            pieces.append(code[position : token.inner])
            pieces.append(_NOT_NEWLINE.sub(" ", code[token.inner : token.inner_end]))
            position = token.inner_end
    pieces.append(code[position:])
    return "".join(pieces)


def uses(code: str, names: frozenset[str]) -> bool:
    """Whether an identifier of `names` occurs outside comments and literals (`r#name` counts as `name`)."""
    return _any_of(names).search(blank(code)) is not None


@lru_cache(maxsize=8)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")


def code_end(code: str) -> int:
    """Where the last token of real code ends: behind it are only comments and whitespace."""
    blanked = list(code)
    for token in tokens(code):
        if token.kind in ("line", "block"):
            blanked[token.start : token.end] = " " * (token.end - token.start)
    return len("".join(blanked).rstrip())
