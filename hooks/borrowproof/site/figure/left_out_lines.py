"""The lines of a program that its listing leaves out at first: they stand in their places, and unfold there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

LeftOut = Mapping[int, tuple[int, ...]]
"""The lines that are left out before the n-th line shown (from 0); those at the end are before no line."""
NONE_LEFT_OUT: LeftOut = MappingProxyType({})

_TOLD = "The lines that were left out stand in the listing, under their numbers."
_UNTOLD = " Lanes and sentences are about the others."


def left_out(code: str, shown: Sequence[int]) -> LeftOut:
    """The lines of `code` that are not among those `shown`, by place; none where only blank ones are left out."""
    texts = code.rstrip("\n").split("\n")
    first = next((n for n, text in enumerate(texts, 1) if text.strip()), 1)
    edges = [first - 1, *shown, len(texts) + 1]
    gaps = {row: tuple(range(edges[row] + 1, edges[row + 1])) for row in range(len(shown) + 1)}
    if not any(texts[n - 1].strip() for lines in gaps.values() for n in lines):
        return NONE_LEFT_OUT
    return {row: lines for row, lines in gaps.items() if lines}


def unfolding(missing: LeftOut, *, drawn: bool) -> str:
    """What unfolds them, by the stylesheet; "" where nothing is left out. `drawn`: the lines shown have lanes."""
    if not missing:
        return ""
    told = f"<p>{_TOLD}{_UNTOLD if drawn else ''}</p>"
    return f'<details class="bp-whole"><summary>Show the whole program</summary>{told}</details>'
