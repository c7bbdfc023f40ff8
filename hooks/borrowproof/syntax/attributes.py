"""Attributes of Rust text: what documents an item, leaves it out, or says how its documentation is tested. Pure."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from borrowproof.syntax import cfg, lexer, literals
from borrowproof.syntax.literals import Written

OPENERS = {"(": ")", "[": "]", "{": "}"}
CLOSERS = frozenset(OPENERS.values())


class Sugar(StrEnum):
    """How a piece of documentation is written."""

    LINE = "line"
    BLOCK = "block"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Fragment:
    """One comment or attribute. `included` is the file that `include_str!` names instead of `lines`.

    `made` tells that a macro makes its text, which nobody knows here. `start` is where it begins in the source.
    """

    sugar: Sugar
    start: int
    lines: tuple[Written, ...] = ()
    included: str | None = None
    made: bool = False


@dataclass(slots=True)
class Attributes:
    """What stands before an item, or first within it; `inherited` is what holds around it."""

    docs: list[Fragment] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)
    present: bool = True
    inherited: tuple[str, ...] = ()


class Text:
    """Rust text as tokens without comments, but with doc comments, whose word is empty."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.tokens = [t for t in lexer.lex(code) if t.kind not in lexer.COMMENTS or lexer.is_doc(code, t)]
        self.words = ["" if t.kind in lexer.COMMENTS else code[t.start : t.end] for t in self.tokens]
        self._closers = self._closed()

    def _closed(self) -> dict[int, int]:
        open_: list[int] = []
        found: dict[int, int] = {}
        for index, word in enumerate(self.words):
            if word in OPENERS:
                open_.append(index)
            elif word in CLOSERS and open_:
                found[open_.pop()] = index
        return found

    def word(self, index: int) -> str:
        """The word at `index`; empty before the first and behind the last."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def close(self, opener: int) -> int:
        """Where a bracket is closed; the end of the text where it is not."""
        return self._closers.get(opener, len(self.words))

    def inner_comment(self, index: int) -> bool | None:
        """Whether a doc comment documents what it stands in; None where there is no doc comment."""
        return self.code.startswith(("//!", "/*!"), self.tokens[index].start) if self.words[index] == "" else None

    def comment(self, index: int) -> Fragment:
        """The doc comment at `index`."""
        code, token = self.code, self.tokens[index]
        if token.kind == "line":
            end = token.end - (code[token.end - 1 : token.end] == "\r")
            return Fragment(Sugar.LINE, token.start, (Written(code[token.start + 3 : end], token.start + 3),))
        end = token.end - 2 if token.closed else token.end
        return Fragment(Sugar.BLOCK, token.start, literals.raw_lines(code, token.start + 3, end))

    def said(self, index: int) -> tuple[Written, ...]:
        """The lines of the literal at `index`."""
        return literals.lines(self.code, self.tokens[index])


@dataclass(frozen=True, slots=True)
class AttributeReader:
    """Reads attributes of a text; `known` are the options of `cfg` that are set, None where nobody knows."""

    text: Text
    known: frozenset[str] | None

    def read(self, start: int, end: int, found: Attributes) -> None:
        """Take in what stands in the brackets of one attribute."""
        with contextlib.suppress(RecursionError):  # nobody writes such a one
            self._take(start, end, found)

    def _take(self, start: int, end: int, found: Attributes) -> None:
        name, sign = self.text.word(start), self.text.word(start + 1)
        if name == "unsafe" and sign == "(":
            return
        if name == "cfg" and sign == "(":
            inside = self.text.words[start + 2 : min(self.text.close(start + 1), end)]
            found.present = found.present and cfg.holds(inside, self.known) is not False
        elif name == "cfg_attr" and sign == "(":
            self._conditional(start + 2, min(self.text.close(start + 1), end), found)
        elif name == "doc" and sign == "=" and not self._is_pattern(start + 2):
            found.docs.append(self._doc(start, end))
        elif name == "doc" and sign == "(" and self.text.word(start + 2) == "test" and self.text.word(start + 3) == "(":
            last = self.text.close(start + 3)
            if start + 4 < last:
                found.tests.append(self.text.code[self.text.tokens[start + 4].start : self.text.tokens[last - 1].end])

    def _conditional(self, start: int, end: int, found: Attributes) -> None:
        parts = list(self._separated(start, end))
        if not parts or not cfg.chosen(self.text.words[parts[0][0] : parts[0][1]], self.known):
            return
        for first, last in parts[1:]:
            self._take(first, last, found)

    def _separated(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a list that commas separate."""
        first = index = start
        while index < end:
            if self.text.words[index] == ",":
                yield first, index
                first = index + 1
            index = self.text.close(index) + 1 if self.text.words[index] in OPENERS else index + 1
        if first < end:
            yield first, end

    def _is_pattern(self, value: int) -> bool:
        """Whether `$text:expr` stands there: what a macro takes, not what it makes."""
        return self.text.word(value) == "$" and self.text.word(value + 2) == ":"

    def _doc(self, start: int, end: int) -> Fragment:
        """The fragment of `doc = ...`."""
        at = self.text.tokens[start].start
        value = start + 2
        if value + 1 == end and self.text.tokens[value].kind in ("string", "raw"):
            return Fragment(Sugar.ATTRIBUTE, at, self.text.said(value))
        names_a_file = self.text.word(value) == "include_str" and self.text.word(value + 1) == "!"
        if names_a_file and value + 5 == end and self.text.tokens[value + 3].kind in ("string", "raw"):
            return Fragment(Sugar.ATTRIBUTE, at, included="\n".join(line.text for line in self.text.said(value + 3)))
        return Fragment(Sugar.ATTRIBUTE, at, made=True)
