"""A cursor on a text, with the few moves that a grammar needs."""

from __future__ import annotations

import re

from borrowproof.facts.errors import UnknownConstruct

# What can change the depth, end the text, or hide such a character: literals, arrows, brackets, separators.
_INTERESTING = re.compile(
    r"""
      (?P<literal>  [bc]?"(?:[^"\\]|\\.)*" | b?'(?:\\(?:x[0-9A-Fa-f]{2}|u\{[^}]*\}|.)|[^\\'])' )
    | (?P<lifetime> '\??\w+ | '\{erased\} )
    | (?P<arrow>    -> | => | >= | <= )
    | (?P<open>     [(\[{<] )
    | (?P<close>    [ ]\} | [)\]}>] )
    | (?P<other>    [,;] | [ ]as[ ] | [ ]from[ ] | [ ]\{ | [ ]-> | [ ]=>[ ] )
    """,
    re.VERBOSE | re.DOTALL,
)


class Cursor:
    """A position in `text`. Whatever does not fit raises UnknownConstruct with the whole text."""

    __slots__ = ("position", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def unknown(self) -> UnknownConstruct:
        return UnknownConstruct(self.text)

    def at(self, expected: str) -> bool:
        return self.text.startswith(expected, self.position)

    def eat(self, expected: str) -> bool:
        found = self.text.startswith(expected, self.position)
        if found:
            self.position += len(expected)
        return found

    def expect(self, expected: str) -> None:
        if not self.eat(expected):
            raise self.unknown()

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.position)
        if found:
            self.position = found.end()
        return found

    def need(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = self.match(pattern)
        if found is None:
            raise self.unknown()
        return found

    def at_end(self) -> bool:
        return self.position == len(self.text)

    def finish(self) -> None:
        if not self.at_end():
            raise self.unknown()

    def until(self, *stops: str) -> str:
        """The text up to the first of `stops` outside all brackets and literals, or up to a bracket that closes more
        than was opened, or to the end. A stop is a separator, an opening bracket, ` as `, ` from `, ` {`, ` ->` or
        ` => `."""
        start, depth = self.position, 0
        position = start
        while found := _INTERESTING.search(self.text, position):
            kind, text = found.lastgroup, found[0]
            if depth == 0 and text in stops:
                break
            if kind == "open" or text == " {":
                depth += 1
            elif kind == "close":
                if depth == 0:
                    break
                depth -= 1
            position = found.end()
        self.position = found.start() if found else len(self.text)
        return self.text[start : self.position]
