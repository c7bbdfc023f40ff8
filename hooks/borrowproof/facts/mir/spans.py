"""Spans and lists of points, as rustc writes them in its dumps."""

from __future__ import annotations

import re
from functools import lru_cache

from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir.syntax import Span

NOWHERE = "no-location"  # how rustc writes a span that stands for no text
_SPAN = re.compile(r"(.*):(\d+):(\d+): (\d+):(\d+)(?: \(#\d+\))?$")
# What a region holds: points, lifetimes of the caller, and placeholders (`!1_0`) for those under a `for<'a>`.
_SEPARATOR = re.compile(r", (?=bb\d|'\?|!\d)")
_MEMBER = re.compile(r"bb(\d+)\[(\d+)(?:\.\.=(\d+))?\]|('\?\d+)|!\d+_\d+.*", re.DOTALL)


@lru_cache(maxsize=16384)
def parse(text: str) -> Span | None:
    """`src/main.rs:3:5: 3:9`; None for a span that stands for no text. Raises UnknownConstruct."""
    if text == NOWHERE:
        return None
    found = _SPAN.match(text)
    if found is None:
        raise UnknownConstruct(f"span {text!r}")
    return Span(found[1], int(found[2]), int(found[3]), int(found[4]), int(found[5]))


def point_bits(text: str, starts: tuple[int, ...]) -> int:
    """The points that a region's value lists (`bb0[0..=3], bb1[0], '?1`), as bits; `starts` as in `Body`."""
    bits = 0
    for block, low, high in statement_ranges(text):
        if block >= len(starts):
            raise UnknownConstruct(f"a point of bb{block}, where there are {len(starts)} blocks")
        bits |= ((1 << (high - low + 1)) - 1) << (starts[block] + low)
    return bits


def statement_ranges(text: str) -> list[tuple[int, int, int]]:
    """The points that a region's value lists: block, first and last statement."""
    points = (member for member in _members(text) if member[1] is not None)
    return [(int(point[1]), int(point[2]), int(point[3] or point[2])) for point in points]


def universal_regions(text: str) -> frozenset[str]:
    """The lifetimes of the caller that a region's value lists."""
    return frozenset(member[4] for member in _members(text) if member[4] is not None)


def _members(text: str) -> list[re.Match[str]]:
    found = []
    for item in _SEPARATOR.split(text) if text else ():
        member = _MEMBER.fullmatch(item)
        if member is None:
            raise UnknownConstruct(f"member {item!r} of a region")
        found.append(member)
    return found
