"""A program as the tokens that rustc would cut it into, with their brackets: what every guard of merging reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from borrowproof.syntax import lexer
from borrowproof.syntax.lexer import Token

OPENERS = {"(": ")", "[": "]", "{": "}"}
CLOSERS = frozenset(OPENERS.values())
ROOT = -1  # the group of what stands in no bracket


@dataclass(frozen=True)
class Program:
    """The text of a program, without its directives and pins."""

    code: str

    @cached_property
    def _lexed(self) -> tuple[Token, ...]:
        return tuple(lexer.lex(self.code))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens that mean something to rustc: doc comments are attributes, other comments nothing."""
        return tuple(t for t in self._lexed if t.kind not in lexer.COMMENTS or lexer.is_doc(self.code, t))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The text of each token; that of a doc comment is empty."""
        return tuple("" if t.kind in lexer.COMMENTS else self.code[t.start : t.end] for t in self.tokens)

    @cached_property
    def closed(self) -> bool:
        """Whether every literal and comment has an end, and every bracket its partner."""
        return all(t.closed for t in self._lexed) and self._nested[1]

    @property
    def groups(self) -> tuple[int, ...]:
        """For each token, the index of the innermost bracket that is open there, ROOT where there is none.

        A bracket itself stands in the group around it.
        """
        return self._nested[0]

    @cached_property
    def _nested(self) -> tuple[tuple[int, ...], bool, dict[int, int]]:
        open_: list[int] = []
        groups: list[int] = []
        closers: dict[int, int] = {}
        balanced = True
        for index, word in enumerate(self.words):
            if word in CLOSERS:
                opener = open_.pop() if open_ else ROOT
                balanced = balanced and opener != ROOT and OPENERS[self.words[opener]] == word
                closers[opener] = index
            groups.append(open_[-1] if open_ else ROOT)
            if word in OPENERS:
                open_.append(index)
        return tuple(groups), balanced and not open_, closers

    def word(self, index: int) -> str:
        """The word at `index`; empty before the first and behind the last."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def is_name(self, index: int) -> bool:
        """Whether a word or keyword stands at `index`."""
        return 0 <= index < len(self.tokens) and self.tokens[index].kind == "ident"

    def joined(self, index: int, sign: str) -> bool:
        """Whether the signs of `sign` stand at `index`, with nothing between them."""
        if self.words[index : index + len(sign)] != tuple(sign):
            return False
        return self.tokens[index + len(sign) - 1].end - self.tokens[index].start == len(sign)

    def names(self) -> Iterator[tuple[int, str]]:
        """Every word and keyword, with its index. What follows a `.` is a field or a method, and left out."""
        for index, token in enumerate(self.tokens):
            if token.kind == "ident" and not (self.word(index - 1) == "." and self.word(index - 2) != "."):
                yield index, self.words[index]

    def close(self, opener: int) -> int:
        """The index of the bracket that closes the one at `opener`; that of the last token where none does."""
        return self._nested[2].get(opener, len(self.words) - 1)

    def inside(self, opener: int) -> Iterator[int]:
        """The indexes of what stands directly in the bracket at `opener`, not in another one within it."""
        index, end = opener + 1, self.close(opener)
        while index < end:
            yield index
            index = self.close(index) if self.words[index] in OPENERS else index + 1
