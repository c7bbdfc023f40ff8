"""Two versions of a program, compared line by line and, within a line, word by word. Pure: text in, pieces out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from pygments.lexers.rust import RustLexer

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
MOST_LINES = 2000  # of either program; longer ones are not compared, which takes the product of their lengths
MOST_PAIRS = 2500  # lines that may have become each other; more are not held against each other
MOST_WORDS = 300  # of a line; a longer one is changed as a whole
ALIKE = 0.4  # two lines that share less (difflib's ratio of their words) are a line less and a line more


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line that shares one fate."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of both versions together. `number` is its line in the newer one, None where it is gone."""

    number: int | None
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.change is not Change.KEPT for piece in self.pieces)

    @property
    def whole(self) -> Change | None:
        """The fate of the line as a whole; None where it was changed in part."""
        fates = {piece.change for piece in self.pieces if piece.text.strip()} or {p.change for p in self.pieces}
        return next(iter(fates)) if len(fates) == 1 else None


@lru_cache(maxsize=1024)
def compare(before: str, after: str) -> tuple[Line, ...]:
    """Every line of `after`, and those of `before` that are gone. Indentation alone is no change.

    Nothing is told of programs that are longer than MOST_LINES.
    """
    old, new = before.rstrip().split("\n"), after.rstrip().split("\n")
    if max(len(old), len(new)) > MOST_LINES:
        return ()
    return tuple(_lines(old, new, 0))


def _lines(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[Line]:
    matcher = SequenceMatcher(None, [_key(line) for line in old], [_key(line) for line in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (Line(offset + j + 1, (Piece(Change.KEPT, new[j]),)) for j in range(j1, j2))
        else:
            yield from _replaced(old[i1:i2], new[j1:j2], offset + j1)


def _key(line: str) -> str:
    """What makes two lines the same: their words; a lone bracket is told from others by its indentation."""
    return line.strip() if any(map(str.isalnum, line)) else line.rstrip()


def _replaced(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[Line]:
    """Lines for other lines: the two most alike become one line, and so on above and below them."""
    few = len(old) * len(new) <= MOST_PAIRS
    pairs = ((_alike(a, b), -i, -j) for i, a in enumerate(old) for j, b in enumerate(new) if few)
    ratio, i, j = max(pairs, default=(0.0, 0, 0))
    if ratio < ALIKE:
        yield from (Line(None, (Piece(Change.REMOVED, line),)) for line in old if line)
        for number, line in enumerate(new, offset + 1):
            yield Line(number, (Piece(Change.ADDED if line else Change.KEPT, line),))
        return
    yield from _replaced(old[:-i], new[:-j], offset)
    yield Line(offset - j + 1, tuple(_words(old[-i], new[-j])))
    yield from _replaced(old[-i + 1 :], new[-j + 1 :], offset - j + 1)


def _alike(old: str, new: str) -> float:
    """How much two lines share, from 0 to 1. Punctuation tells nothing: it is the same everywhere."""
    a, b = ([word for word in words(line) if word[0].isalnum() or word[0] == "_"] for line in (old, new))
    short = max(len(a), len(b)) <= MOST_WORDS
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b and short else 0.0


def words(line: str) -> list[str]:
    """The tokens of a line of Rust, white space included; literals and comments are taken apart into words."""
    tokens = (text for _, _, text in RustLexer().get_tokens_unprocessed(line))
    return [word for text in tokens for word in _WORD.findall(text)]


def _words(old: str, new: str) -> Iterator[Piece]:
    """The new line in pieces, each preceded by what it replaces."""
    indent = new[: len(new) - len(new.lstrip())]
    if indent:
        yield Piece(Change.KEPT, indent)
    a, b = words(old.strip()), words(new.strip())
    removed = added = ""
    for tag, i1, i2, j1, j2 in _tidied(SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), a, b):
        gone, come = "".join(a[i1:i2]), "".join(b[j1:j2])
        if tag == "equal" and (come.strip() or not (removed or added)):
            yield from _pair(removed, added)
            yield Piece(Change.KEPT, come)
            removed = added = ""
        else:  # white space between two changes belongs to both
            removed, added = removed + gone, added + come
    yield from _pair(removed, added)


Opcode = tuple[str, int, int, int, int]


def _tidied(opcodes: Sequence[Opcode], a: Sequence[str], b: Sequence[str]) -> list[Opcode]:
    """The same changes, where a word before or after a stretch allows it begun elsewhere: `{x}, {y}` gains `, {y}`."""
    found = list(opcodes)
    for place in range(1, len(found) - 1):  # before and after an insertion or a deletion, all is equal
        (_, i0, i1, j0, j1), (tag, i2, i3, j2, j3), (_, i4, i5, j4, j5) = found[place - 1 : place + 2]
        if tag in ("insert", "delete"):
            line, start, stop = (b, j2, j3) if tag == "insert" else (a, i2, i3)
            n = _best_shift(line, start, stop, range(i0 - i1 + 1, i5 - i4))
            found[place - 1] = ("equal", i0, i1 + n, j0, j1 + n)
            found[place] = (tag, i2 + n, i3 + n, j2 + n, j3 + n)
            found[place + 1] = ("equal", i4 + n, i5, j4 + n, j5)
    return found


def _best_shift(line: Sequence[str], start: int, stop: int, room: range) -> int:
    possible = [n for n in room if _slides(line, start, stop, n)]
    return max(possible, key=lambda n: (_tidiness(line[start + n : stop + n]), -abs(n)), default=0)


def _slides(line: Sequence[str], start: int, stop: int, shift: int) -> bool:
    """Whether taking `line[start:stop]` away leaves the same words as taking it away `shift` words further on."""
    first, last = sorted((start, start + shift))
    return all(line[n] == line[n + stop - start] for n in range(first, last))


def _tidiness(words: Sequence[str]) -> tuple[bool, bool]:
    """Whether brackets are balanced in a stretch, and whether it begins with something to see."""
    text = "".join(words)
    balanced = all(text.count(pair[0]) == text.count(pair[1]) for pair in ("()", "[]", "{}", "<>"))
    return balanced and not text.startswith((")", "]", "}", ">")), bool(words[0].strip())


def _pair(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(Change.REMOVED, removed)
    if added:
        yield Piece(Change.ADDED, added)
