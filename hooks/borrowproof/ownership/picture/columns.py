"""In which column of the grid each lane stands. Columns are as wide as each other; all functions begin at the left.

Lanes keep their order, so that whoever reads a narrow picture and a wide one finds the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from borrowproof.ownership.picture.lanes import Lane
from borrowproof.ownership.wording.phrases import display_name


@dataclass(frozen=True, slots=True)
class Row:
    """A lane and what decides on its place: the row on which it begins, and how much it has to tell.

    `argument`: it begins with the function itself, so that its name may stand over its beginning.
    """

    lane: Lane
    first: int
    interest: int
    argument: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """The lanes that share one column for want of room: thin, and without signs."""

    column: int
    variables: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """`places` gives the column of each lane that has one of its own; `width` counts columns."""

    places: dict[int, int]
    folds: tuple[Fold, ...]
    width: int


def columns(groups: Sequence[Sequence[Row]], limit: int, room: Callable[[str], int] = lambda _: 0) -> Columns:
    """The columns of all `groups`, one for each outermost function; at most `limit` lanes of a group have their own.

    `room` tells how many columns a name takes at the right of where its lane begins; 0 where names stand elsewhere.
    """
    places: dict[int, int] = {}
    folds: list[Fold] = []
    for group in groups:
        kept = _kept(group, limit)
        x = -1
        for before, row in zip([None, *kept], kept, strict=False):
            beside = before is not None and before.first == row.first and not row.argument
            x += 1 + (room(display_name(before.lane.variable)) if before is not None and beside else 0)
            places[row.lane.variable.id] = x
        others = tuple(row.lane.variable.id for row in group if row not in kept)
        if others:
            folds.append(Fold(x + 1, others))
    width = max((*places.values(), *(fold.column for fold in folds)), default=-1) + 1
    return Columns(places, tuple(folds), width)


def named_at_head(group: Sequence[Row]) -> frozenset[int]:
    """The variables of a group whose names stand over where their lanes begin: several arguments beside each other."""
    arguments = [row.lane.variable.id for row in group if row.argument]
    return frozenset(arguments if len(arguments) > 1 else ())


def _kept(group: Sequence[Row], limit: int) -> list[Row]:
    """The lanes that keep a column of their own, in their order: the most interesting ones."""
    if len(group) <= limit:
        return list(group)
    best = sorted(group, key=lambda row: -row.interest)[: limit - 1]
    return [row for row in group if row in best]
