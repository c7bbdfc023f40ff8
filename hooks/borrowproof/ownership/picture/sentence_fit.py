"""From which width of the figure sentences have room beside the lanes, each from its own row on.

A row grows where a sentence needs more, so that nothing here can make them overlap; this only keeps rows low.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from borrowproof.ownership.wording.sentences import Sentence

STEPS = range(480, 1241, 20)  # px; the widths for which the stylesheet has a class `bp-o-fit-N`
_CHARACTER = 8.45  # px that a column of code takes at most
_LETTER = 7  # px that a letter of a sentence takes
_FRAME = 88  # px for line numbers and the spaces between
_NARROWEST, _WIDEST = 190, 560  # px for the sentences
_HIGHEST = 4  # lines of text that a row of code may be as high as
_GROWTH = 0.75  # rows that a picture may become higher by, for each that it has


def width_class(columns: int, lanes: int, said: Sequence[Sentence], shown: Sequence[int]) -> str:
    """The class that says how wide the figure must be; "" where its sentences stand below in any case.

    `columns` is the width of the code, `lanes` that of the picture in px.
    """
    lengths: dict[int, int] = {}
    for sentence in said:
        lengths[sentence.line] = lengths.get(sentence.line, 0) + len(sentence.text.replace("`", "")) + 2
    room = _room(sorted(lengths), shown)
    for width in range(_NARROWEST, _WIDEST, 10):
        lines = {line: _lines(length, width) for line, length in lengths.items()}
        more = [lines[line] - room[line] for line in lines if lines[line] > room[line]]
        if sum(more) <= _GROWTH * len(shown) and all(lines[n] <= max(_HIGHEST, room[n]) for n in lines):
            needed = columns * _CHARACTER + lanes + _FRAME + width
            step = next((step for step in STEPS if step >= needed), None)
            return f" bp-o-fit-{step}" if step is not None else ""
    return ""


def _room(lines: Sequence[int], shown: Sequence[int]) -> dict[int, int]:
    """The rows from each line to the next that something is said about."""
    rows = [*(shown.index(line) for line in lines), len(shown)]
    return {line: rows[n + 1] - rows[n] for n, line in enumerate(lines)}


def _lines(length: int, width: int) -> int:
    """Lines that a text takes; broken ones are seldom full."""
    needed = length * _LETTER
    return 1 if needed <= width else ceil(needed / (width - 40))
