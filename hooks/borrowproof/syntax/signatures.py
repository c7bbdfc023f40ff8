"""The names in a program and the signatures of its functions, as tokens. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.syntax import lexer

_QUALIFIERS = frozenset({"pub", "const", "async", "unsafe", "extern"})
_OPENS, _CLOSES = frozenset("(["), frozenset(")]")


def names(code: str) -> frozenset[str]:
    """Every name and keyword of the code, outside comments and literals; `r#name` counts as `name`."""
    found = (token for token in lexer.lex(code) if token.kind == "ident")
    return frozenset(code[token.start : token.end].removeprefix("r#") for token in found)


def signature(code: str, function: str) -> str | None:
    """The signature of the first function with a name: its tokens from `fn` to its body, one space between two.

    None where there is no such function. A `where` clause belongs to it; attributes, visibility and qualifiers such as
    `async` before `fn` do too, but for attributes.
    """
    words = [code[token.start : token.end] for token in lexer.lex(code) if token.kind not in lexer.COMMENTS]
    for index in range(len(words) - 1):
        if words[index] == "fn" and words[index + 1] == function:
            return " ".join([*_before(words, index), *_to_body(words, index)])
    return None


def _before(words: list[str], index: int) -> list[str]:
    first = index
    while first and words[first - 1] in _QUALIFIERS:
        first -= 1
    return words[first:index]


def _to_body(words: list[str], index: int) -> Iterator[str]:
    depth = 0
    for word in words[index:]:
        if depth == 0 and word in ("{", ";"):
            return
        depth += (word in _OPENS) - (word in _CLOSES)
        yield word
