"""What documents the items of Rust text: `///`, `//!`, `/** */`, `/*! */` and `#[doc = ...]`, item by item.

It is read from the tokens, as rustdoc reads it from the items: what stands before an item and what stands first within
it document it together. What `#[cfg]` leaves out is left out. What a macro makes is not seen here; where that can be
told, `Fragment.made` says so. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from borrowproof.syntax import cfg, lexer, literals
from borrowproof.syntax.lexer import Token
from borrowproof.syntax.literals import Written

_OPENERS = {"(": ")", "[": "]", "{": "}"}
_CLOSERS = frozenset(_OPENERS.values())
_ITEM_WORDS = frozenset(
    (
        *("fn", "struct", "enum", "union", "trait", "impl", "mod", "use", "static", "type", "const", "extern"),
        *("unsafe", "async", "macro_rules", "macro", "default", "auto", "safe"),
    )
)


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


@dataclass(frozen=True, slots=True)
class Item:
    """What documents one item, and the arguments of each `doc(test(...))` that holds for it in its file."""

    fragments: tuple[Fragment, ...]
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Documentation:
    """The documented items in the order of the text, and the arguments of each `#![doc(test(...))]` of the file."""

    items: tuple[Item, ...]
    tests: tuple[str, ...] = ()


def read(code: str, known: frozenset[str] | None = None) -> Documentation:
    """The documentation in `code`; `known` are the options of `cfg` that are set, None where nobody knows."""
    reader = _Reader(code, known)
    reader.read()
    items = tuple(Item(tuple(i.docs), (*i.inherited, *i.tests)) for i in reader.items if i.docs)
    return Documentation(items, tuple(reader.items[0].tests))


@dataclass(slots=True)
class _Attributes:
    """What stands before an item, or first within it; `inherited` is what holds around it."""

    docs: list[Fragment] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)
    present: bool = True
    inherited: tuple[str, ...] = ()


@dataclass(slots=True)
class _Scope:
    """What is open: the attributes that inner ones add to, and those of the item which is being read."""

    own: _Attributes
    item: _Attributes | None = None


class _Reader:
    def __init__(self, code: str, known: frozenset[str] | None) -> None:
        self.code = code
        self.known = known
        self.tokens = [t for t in lexer.lex(code) if t.kind not in lexer.COMMENTS or lexer.is_doc(code, t)]
        self.words = [
            ""
            if t.kind in lexer.COMMENTS
            else code[t.start : t.end].removeprefix("r#")
            if t.kind == "ident"
            else code[t.start : t.end]
            for t in self.tokens
        ]
        self.closers = self._closers()
        self.items = [_Attributes()]
        self.scopes = [_Scope(self.items[0])]

    def _closers(self) -> dict[int, int]:
        """Where each bracket is closed; at the end of the text where it is not."""
        open_: list[int] = []
        found: dict[int, int] = {}
        for index, word in enumerate(self.words):
            if word in _OPENERS:
                open_.append(index)
            elif word in _CLOSERS and open_:
                found[open_.pop()] = index
        return found

    def _begin(self, found: _Attributes) -> _Attributes:
        """An item of the scope that is open."""
        around = self.scopes[-1].own
        found.inherited = (*around.inherited, *around.tests)
        self.items.append(found)
        return found

    def _word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def _close(self, opener: int) -> int:
        return self.closers.get(opener, len(self.words))

    def read(self) -> None:
        """Walk the tokens once."""
        index = 0
        while index < len(self.words):
            inner = self._inner(index)
            if inner is not None:
                index = inner
                continue
            found, index = self._outer(index)
            if not found.present:
                index = self._behind_item(index)
                continue
            if found.docs or found.tests:
                self.scopes[-1].item = self._begin(found)
            index = self._step(index)

    def _inner(self, index: int) -> int | None:
        """Take in an inner attribute at `index`; the index behind it, None where there is none."""
        token = self.tokens[index]
        scope = self.scopes[-1]
        if self.words[index] == "":
            if not self.code.startswith(("//!", "/*!"), token.start):
                return None
            scope.own.docs.append(_comment(self.code, token))
            return index + 1
        if self.words[index] != "#" or self._word(index + 1) != "!" or self._word(index + 2) != "[":
            return None
        end = self._close(index + 2)
        self._attribute(index + 3, end, scope.own)
        if not scope.own.present:  # the whole scope is left out
            scope.own.docs.clear()
            return self._end_of_scope(index)
        return end + 1

    def _end_of_scope(self, index: int) -> int:
        depth = 0
        while index < len(self.words):
            depth += (self.words[index] in _OPENERS) - (self.words[index] in _CLOSERS)
            if depth < 0:
                return index
            index += 1
        return index

    def _outer(self, index: int) -> tuple[_Attributes, int]:
        """The outer attributes that begin at `index`, and the index behind them."""
        found = _Attributes()
        while index < len(self.words):
            if self.words[index] == "" and not self.code.startswith(("//!", "/*!"), self.tokens[index].start):
                found.docs.append(_comment(self.code, self.tokens[index]))
                index += 1
            elif self.words[index] == "#" and self._word(index + 1) == "[":
                end = self._close(index + 1)
                self._attribute(index + 2, end, found)
                index = end + 1
            else:
                break
        return found, index

    def _attribute(self, start: int, end: int, found: _Attributes) -> None:
        """Take in what stands in the brackets of one attribute, or behind the predicate of a `cfg_attr`."""
        name, sign = self._word(start), self._word(start + 1)
        if name == "unsafe" and sign == "(":
            return
        if name == "cfg" and sign == "(":
            inside = self.words[start + 2 : min(self._close(start + 1), end)]
            found.present = found.present and cfg.holds(inside, self.known) is not False
        elif name == "cfg_attr" and sign == "(":
            self._conditional(start + 2, min(self._close(start + 1), end), found)
        elif name == "doc" and sign == "=":
            found.docs.append(self._doc(start, end))
        elif name == "doc" and sign == "(" and self._word(start + 2) == "test" and self._word(start + 3) == "(":
            last = self._close(start + 3)
            if start + 4 < last:
                found.tests.append(self.code[self.tokens[start + 4].start : self.tokens[last - 1].end])

    def _conditional(self, start: int, end: int, found: _Attributes) -> None:
        parts = list(self._separated(start, end))
        if not parts or cfg.holds(self.words[parts[0][0] : parts[0][1]], self.known) is False:
            return
        for first, last in parts[1:]:
            self._attribute(first, last, found)

    def _separated(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a list that commas separate."""
        first = index = start
        while index < end:
            if self.words[index] == ",":
                yield first, index
                first = index + 1
            index = self._close(index) + 1 if self.words[index] in _OPENERS else index + 1
        if first < end:
            yield first, end

    def _doc(self, start: int, end: int) -> Fragment:
        """The fragment of `doc = ...`."""
        at = self.tokens[start].start
        value = start + 2
        if value + 1 == end and self.tokens[value].kind in ("string", "raw"):
            return Fragment(Sugar.ATTRIBUTE, at, literals.lines(self.code, self.tokens[value]))
        names_a_file = self._word(value) == "include_str" and self._word(value + 1) == "!"
        if names_a_file and value + 5 == end and self.tokens[value + 3].kind in ("string", "raw"):
            return Fragment(Sugar.ATTRIBUTE, at, included=self._text(value + 3))
        return Fragment(Sugar.ATTRIBUTE, at, made=True)

    def _text(self, index: int) -> str:
        return "\n".join(line.text for line in literals.lines(self.code, self.tokens[index]))

    def _step(self, index: int) -> int:
        """Go over one token that is no attribute."""
        word, scope = self._word(index), self.scopes[-1]
        if word in _OPENERS:
            own = scope.item if word == "{" and scope.item is not None else self._begin(_Attributes())
            self.scopes.append(_Scope(own))
        elif word in _CLOSERS and len(self.scopes) > 1:
            self.scopes.pop()
            if word == "}":
                self.scopes[-1].item = None
        elif word in (";", ","):
            scope.item = None
        return index + 1

    def _behind_item(self, index: int) -> int:
        """The index behind the item, field, variant or statement at `index`, which is left out."""
        start = index
        if self._word(start) == "pub":
            start = self._close(start + 1) + 1 if self._word(start + 1) == "(" else start + 1
        is_item = self._word(start) in _ITEM_WORDS
        while index < len(self.words):
            word = self.words[index]
            if word in _CLOSERS:
                return index
            if word == ";" or (word == "," and not is_item):
                return index + 1
            if word == "{":
                return self._close(index) + 1
            index = self._close(index) + 1 if word in _OPENERS else index + 1
        return index


def _comment(code: str, token: Token) -> Fragment:
    if token.kind == "line":
        end = token.end - (code[token.end - 1 : token.end] == "\r")
        return Fragment(Sugar.LINE, token.start, (Written(code[token.start + 3 : end], token.start + 3),))
    end = token.end - 2 if token.closed else token.end
    return Fragment(Sugar.BLOCK, token.start, literals.raw_lines(code, token.start + 3, end))
