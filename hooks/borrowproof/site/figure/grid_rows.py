"""The rows of the grid that a program's code, lanes and sentences share. Pure arithmetic.

Each line of code has two: one for the code (with rustc's labels under it), one for what is said about it where there is
no room beside it. Before the lanes of a function there is one for their names, and one where lines are left out. A row
that holds nothing has no height.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridRows:
    """Grid lines, from 1: `code[n]` where the n-th line shown begins, `heads` (by such an n) where names stand,
    `gaps` where lines are left out before the n-th one."""

    code: tuple[int, ...]
    heads: dict[int, int]
    gaps: dict[int, int]
    total: int

    def said(self, row: int) -> int:
        """Where the row below a line begins."""
        return self.code[row] + 1

    def after(self, row: int) -> int:
        """Where the rows of a line end."""
        return self.code[row] + 2


def grid_rows(lines: int, headed: Collection[int], gaps: Collection[int] = ()) -> GridRows:
    """The rows of so many lines shown; `headed` are those (from 0) before which names stand, `gaps` those before which
    lines are left out (after the last one: `lines`)."""
    code: list[int] = []
    heads: dict[int, int] = {}
    left_out: dict[int, int] = {}
    at = 1
    for row in range(lines + 1):
        for places, here in ((left_out, row in gaps), (heads, row in headed)):
            if here:
                places[row] = at
                at += 1
        if row < lines:
            code.append(at)
            at += 2
    return GridRows(tuple(code), heads, left_out, at - 1)
