"""The tokens of Rust text, as rustc's own lexer cuts them (`compiler/rustc_lexer/src/lib.rs` of 1.95).

It works on any text, valid or not, in linear time: an unterminated literal or comment runs to the end. Editions
differ in one thing only that matters for where a token ends: `c"..."` and `cr#"..."#` are literals since 2021.
They are literals here in all editions, and whoever must know more asks for the prefix of a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# What starts with a quote is a lifetime where letters follow that no second quote ends, else a character.
_LITERALS = r"""
      (?P<line>   //[^\n]* )
    | (?P<block>  /\* )
    | (?P<raw>    {edge}(?:br|cr|r)(?P<hashes>\#*)" )
    | (?P<string> (?:{edge}[bc])?" )
    | (?P<char>   {edge}b'(?:\\.|[^'/\n\\])*' | '(?:[^\\]' | (?!\w)(?:\\.|[^'/\n\\])+' | [^\W\d]\w*') )
    | (?P<lifetime> '(?:r\#)?[^\W\d]\w* )
"""
_TOKEN = re.compile(
    _LITERALS.format(edge="")
    + r"""
    | (?P<ident>  (?:r\#)?[^\W\d]\w* )
    | (?P<number> \d[\d_]*(?: \.(?![.\w]) | (?:\.\d[\d_]*)? (?:[eE][+-]?_*\d[\d_]*)? \w* ) )
    | (?P<punct>  [^\s\w] )
    | (?P<unknown> \S )
    """,
    re.VERBOSE | re.DOTALL,
)
# The same without words, numbers and signs, for those who only ask what is a comment or a literal: much faster.
_OPAQUE = re.compile(_LITERALS.format(edge=r"(?<!\w)") + r"| (?P<ident> (?<!\w)r\#[^\W\d]\w* )", re.VERBOSE | re.DOTALL)
_SUFFIX = re.compile(r"(?:[^\W\d]\w*)?")
_STRING_END = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_NOT_NEWLINE = re.compile(r"[^\n]")
_FRONTMATTER = re.compile(r"\s*(?P<fence>-{3,}+)[^\n]*\n(?:.*?\n)??(?P=fence)[^\S\n]*(?=\n|\Z)", re.DOTALL)
COMMENTS = frozenset({"line", "block"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token or comment. `inner` to `inner_end` is what `blank` blanks.

    `kind` is `line` or `block` (comments), `raw`, `string` or `char` (literals with their prefix and suffix),
    `lifetime`, `ident` (keywords and `r#name` too), `number`, `punct` (one sign), `shebang`, `frontmatter`, or
    `unknown` for what no token of Rust begins with. `closed` is false where a literal or comment has no end.
    """

    kind: str
    start: int
    end: int
    inner: int
    inner_end: int
    closed: bool = True


def lex(code: str) -> Iterator[Token]:
    """Every token and comment of `code` in order; only whitespace between them is left out."""
    return _scan(code, _TOKEN)


def opaque(code: str) -> Iterator[Token]:
    """The comments and literals of `code` in order; lifetimes and raw identifiers are among them."""
    return _scan(code, _OPAQUE)


def _scan(code: str, pattern: re.Pattern[str]) -> Iterator[Token]:
    position = 0
    if code.startswith("#!") and not _attribute_follows(code):
        position = len(code.partition("\n")[0])
        yield Token("shebang", 0, position, position, position)
    if matter := _FRONTMATTER.match(code, position):
        start, position = matter.start("fence"), matter.end()
        yield Token("frontmatter", start, position, start, position)
    while match := pattern.search(code, position):
        token = _token(code, match)
        yield token
        position = token.end


def _attribute_follows(code: str) -> bool:
    """Whether the first token behind a leading `#!` is `[`: then it is an attribute, whatever stands between."""
    position = len("#!")
    while match := _TOKEN.search(code, position):
        token = _token(code, match)
        if token.kind not in COMMENTS:
            return code[token.start] == "["
        position = token.end
    return False


def is_doc(code: str, token: Token) -> bool:
    """Whether a comment documents something, and so is an attribute: `///` but not `////`, `/**` but not `/**/`."""
    text = code[token.start : token.start + 5]
    if text.startswith(("//!", "/*!")):
        return True
    return (text.startswith("///") and text[:4] != "////") or (
        text.startswith("/**") and text[:4] != "/***" and text[:4] != "/**/"
    )


def _token(code: str, match: re.Match[str]) -> Token:
    kind = str(match.lastgroup)
    start, end = match.span()
    if kind == "line":
        return Token(kind, start, end, start, end)
    if kind == "block":
        close, closed = _block_comment_end(code, end)
        return Token(kind, start, close, start, close, closed)
    if kind == "raw":
        return _raw_string(code, start, end, '"' + match["hashes"])
    if kind == "string":
        body = _STRING_END.match(code, end)
        close = body.end() if body else len(code)
        closed = body is not None and close > end and code[close - 1] == '"'
        return Token(kind, start, _suffixed(code, close) if closed else close, end, close - closed, closed)
    if kind == "char":
        return Token(kind, start, _suffixed(code, end), code.index("'", start) + 1, end - 1)
    return Token(kind, start, end, end, end)


def _raw_string(code: str, start: int, inner: int, terminator: str) -> Token:
    close = code.find(terminator, inner)
    if close < 0:
        return Token("raw", start, len(code), inner, len(code), closed=False)
    return Token("raw", start, _suffixed(code, close + len(terminator)), inner, close)


def _suffixed(code: str, position: int) -> int:
    """Where a literal ends with its suffix: a word directly behind it belongs to it, so that none can begin there."""
    suffix = _SUFFIX.match(code, position)
    return suffix.end() if suffix else position


def _block_comment_end(code: str, position: int) -> tuple[int, bool]:
    depth = 1
    while edge := _COMMENT_EDGE.search(code, position):
        position = edge.end()
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return position, True
    return len(code), False


@lru_cache(maxsize=8)
def line_comments(code: str) -> tuple[tuple[int, int, str], ...]:
    """Every `//` comment, doc comments too: line, column (both from 1, in characters), text from `//` on."""
    found: list[tuple[int, int, str]] = []
    if "//" not in code:
        return ()
    line, counted = 1, 0
    for token in opaque(code):
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
    for token in opaque(code):
        if token.inner < token.inner_end:
            pieces.append(code[position : token.inner])
            pieces.append(_NOT_NEWLINE.sub(" ", code[token.inner : token.inner_end]))
            position = token.inner_end
    pieces.append(code[position:])
    return "".join(pieces)


def uses(code: str, names: frozenset[str]) -> bool:
    """Whether an identifier of `names` occurs outside comments and literals (`r#name` counts as `name`)."""
    pattern = _any_of(names)
    # What stands nowhere in the text stands nowhere in its code: blanking adds only spaces, and only where comments
    # and literals were, whose neighbours are never part of a word.
    return pattern.search(code) is not None and pattern.search(blank(code)) is not None


@lru_cache(maxsize=8)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")


def code_end(code: str) -> int:
    """Where the last token of real code ends: behind it are only comments and whitespace."""
    return max((token.end for token in lex(code) if token.kind not in COMMENTS), default=0)
