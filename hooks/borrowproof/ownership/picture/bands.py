"""The lines on which two things are wanted that collide, as bands behind the lanes: one for all errors about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from borrowproof.ownership.picture.clashes import Clash


@dataclass(frozen=True, slots=True)
class Band:
    """The lines from `first` to `last`, over the lanes of `variable` and `holder` (one lane where that is None).

    `errors` are as those of a `Clash`; `inset` counts the bands behind it that share a line with it.
    """

    variable: int
    holder: int | None
    first: int
    last: int
    errors: tuple[int, ...]
    inset: int = 0


def bands(clashes: Sequence[Clash]) -> tuple[Band, ...]:
    """From the back to the front: the longest first, so that none hides another."""
    found: dict[tuple[int, int | None, int, int], list[int]] = {}
    for clash in clashes:
        if clash.last > clash.first:
            place = (clash.variable, clash.holder, clash.first, clash.last)
            found.setdefault(place, []).extend(clash.errors)
    made: list[Band] = []
    for place, errors in sorted(found.items(), key=lambda item: item[0][2] - item[0][3]):
        _, _, first, last = place
        behind = sum(band.first <= last and first <= band.last for band in made)
        made.append(Band(*place, tuple(sorted(errors)), behind))
    return tuple(made)
