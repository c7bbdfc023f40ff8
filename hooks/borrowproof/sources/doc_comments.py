"""Doc comments -> Markdown, as rustdoc (1.95) reads them, each line with its place in the source.

Sources: `rustc_ast::util::comments` (the stars of block comments), `rustc_resolve::rustdoc` (indentation).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.syntax.attributes import Fragment, Sugar
from borrowproof.syntax.literals import Written

Include = Callable[[str], tuple[SourceLine, ...] | None]


@dataclass(frozen=True)
class Source:
    """The lines of a Rust file, as one text."""

    lines: tuple[SourceLine, ...]

    @cached_property
    def code(self) -> str:
        """The text, whose lines end with a newline."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line.text) + 1
        return tuple(starts)

    def origin(self, offset: int) -> Origin:
        """The place of a character."""
        number = bisect_right(self._starts, offset) - 1
        written = self.lines[number].origin
        return replace(written, column=written.column + offset - self._starts[number])


def markdown(fragments: Sequence[Fragment], source: Source, include: Include) -> tuple[SourceLine, ...]:
    """The Markdown of one item. `include` gives the lines of a file that is named, None where there is none."""
    pieces = [(piece.sugar, _lines(piece, source, include)) for piece in fragments]
    sugars = {sugar is Sugar.ATTRIBUTE for sugar, _ in pieces}
    add = 1 if len(sugars) > 1 else 0
    least = min((_indent(lines, 0 if sugar is not Sugar.ATTRIBUTE else add) for sugar, lines in pieces), default=0)
    found: list[SourceLine] = []
    for sugar, lines in pieces:
        indent = least - add if sugar is Sugar.ATTRIBUTE and least > 0 else least
        found += [line if not line.text.strip() else _cut(line, indent) for line in lines]
    return tuple(found)


def _indent(lines: Sequence[SourceLine], add: int) -> int:
    """How far the lines of one fragment are indented, as rustdoc counts it; it adds up what it adds."""
    least = 1 << 31
    for line in lines:
        if line.text.strip():
            least = min(least, len(line.text) - len(line.text.lstrip(" \t"))) + add
    return least


def _lines(fragment: Fragment, source: Source, include: Include) -> list[SourceLine]:
    if fragment.included is not None:
        lines = list(include(fragment.included) or ())
        return lines[:-1] if len(lines) > 1 and not lines[-1].text else lines
    written = list(fragment.lines)
    if fragment.sugar is Sugar.BLOCK and len(written) > 1:
        written = _without_stars(written)
    if len(written) > 1 and not written[-1].text:
        written.pop()  # a line end is the end of a line
    return [SourceLine(line.text, source.origin(line.start)) for line in written]


def _without_stars(lines: list[Written]) -> list[Written]:
    """The lines of a block comment without the stars that decorate them."""
    if not lines[-1].text:
        lines = lines[:-1]
    first, last = 0, len(lines)
    if not lines[0].text.strip("*"):
        first = 1
    if last > first and lines[-1].text and not lines[-1].text.strip("*"):
        last -= 1
    kept = lines[first:last]
    prefix = _decoration([line.text for line in kept])
    return kept if prefix is None else [_undecorated(line, prefix) for line in kept]


def _decoration(texts: Sequence[str]) -> str | None:
    """What stands before the star of each line; None where one of them has none there."""
    first = 0 if texts and texts[0].lstrip().startswith("*") else 1
    last = len(texts)
    while first < last and not texts[first].strip():
        first += 1
    while last > first and not texts[last - 1].strip():
        last -= 1
    column: int | None = None
    for text in texts[first:last]:
        star = len(text) - len(text.lstrip(" \t"))
        at = star if text[star : star + 1] == "*" else None
        if at is None and (star < len(text) or column is None or star > column + 1):
            return None
        if at is not None:
            if column not in (None, at):
                return None
            column = at
        if column is None or column >= len(text):
            return None
    return None if column is None else texts[first][:column]


def _undecorated(line: Written, prefix: str) -> Written:
    if not line.text.startswith(prefix):
        return line
    text = line.text.removeprefix(prefix)
    star = 1 if text == "*" or text.startswith(("* ", "**")) else 0
    return Written(text[star:], line.start + len(prefix) + star)


def _cut(line: SourceLine, characters: int) -> SourceLine:
    origin = replace(line.origin, column=line.origin.column + characters)
    return SourceLine(line.text[characters:], origin) if characters else line
