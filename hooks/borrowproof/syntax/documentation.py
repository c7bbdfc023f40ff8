"""What documents the items of Rust text: `///`, `//!`, `/** */`, `/*! */` and `#[doc = ...]`, item by item.

It is read from the tokens, as rustdoc reads it from the items: what stands before an item and what stands first within
it document it together. What `#[cfg]` leaves out is left out. What a macro makes is not seen here; where that can be
told, `Fragment.made` says so. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from borrowproof.syntax.attributes import CLOSERS, OPENERS, AttributeReader, Attributes, Fragment, Text

_ITEM_WORDS = frozenset(
    (
        *("fn", "struct", "enum", "union", "trait", "impl", "mod", "use", "static", "type", "const", "extern"),
        *("unsafe", "async", "macro_rules", "macro", "default", "auto", "safe"),
    )
)


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
class _Scope:
    """What is open: the attributes that inner ones add to, and those of the item which is being read."""

    own: Attributes
    item: Attributes | None = None


class _Reader:
    def __init__(self, code: str, known: frozenset[str] | None) -> None:
        self.text = Text(code)
        self.attributes = AttributeReader(self.text, known)
        self.items = [Attributes()]
        self.scopes = [_Scope(self.items[0])]

    def _begin(self, found: Attributes) -> Attributes:
        """An item of the scope that is open."""
        around = self.scopes[-1].own
        found.inherited = (*around.inherited, *around.tests)
        self.items.append(found)
        return found

    def read(self) -> None:
        """Walk the tokens once."""
        index = 0
        while index < len(self.text.words):
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
        scope, commented = self.scopes[-1], self.text.inner_comment(index)
        if commented is not None:
            if not commented:
                return None
            scope.own.docs.append(self.text.comment(index))
            return index + 1
        if self.text.words[index] != "#" or self.text.word(index + 1) != "!" or self.text.word(index + 2) != "[":
            return None
        end = self.text.close(index + 2)
        self.attributes.read(index + 3, end, scope.own)
        if not scope.own.present:  # the whole scope is left out
            scope.own.docs.clear()
            return self._end_of_scope(index)
        return end + 1

    def _end_of_scope(self, index: int) -> int:
        depth = 0
        while index < len(self.text.words):
            depth += (self.text.words[index] in OPENERS) - (self.text.words[index] in CLOSERS)
            if depth < 0:
                return index
            index += 1
        return index

    def _outer(self, index: int) -> tuple[Attributes, int]:
        """The outer attributes that begin at `index`, and the index behind them."""
        found = Attributes()
        while index < len(self.text.words):
            if self.text.inner_comment(index) is False:
                found.docs.append(self.text.comment(index))
                index += 1
            elif self.text.words[index] == "#" and self.text.word(index + 1) == "[":
                end = self.text.close(index + 1)
                self.attributes.read(index + 2, end, found)
                index = end + 1
            else:
                break
        return found, index

    def _step(self, index: int) -> int:
        """Go over one token that is no attribute."""
        word, scope = self.text.word(index), self.scopes[-1]
        if word in OPENERS:
            own = scope.item if word == "{" and scope.item is not None else self._begin(Attributes())
            self.scopes.append(_Scope(own))
        elif word in CLOSERS and len(self.scopes) > 1:
            self.scopes.pop()
            if word == "}":
                self.scopes[-1].item = None
        elif word in (";", ","):
            scope.item = None
        return index + 1

    def _behind_item(self, index: int) -> int:
        """The index behind the item, field, variant or statement at `index`, which is left out."""
        start = index
        if self.text.word(start) == "pub":
            start = self.text.close(start + 1) + 1 if self.text.word(start + 1) == "(" else start + 1
        is_item = self.text.word(start) in _ITEM_WORDS
        while index < len(self.text.words):
            word = self.text.words[index]
            if word in CLOSERS:
                return index
            if word == ";" or (word == "," and not is_item):
                return index + 1
            if word == "{":
                return self.text.close(index) + 1
            index = self.text.close(index) + 1 if word in OPENERS else index + 1
        return index
