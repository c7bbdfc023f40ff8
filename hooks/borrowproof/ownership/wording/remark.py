"""One thing to say about a function: about whom, and which of its data that tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from borrowproof.model.timeline import Event
from borrowproof.ownership.wording.phrases import Phrase


class Rank(IntEnum):
    """Of one line, what is told first: about the order in which such things are executed."""

    MAYBE_UNINIT = 0
    LOAN = 1
    USE = 2
    MOVE = 3
    START = 4
    WRITTEN = 5
    REPLACED = 6
    DROP = 7
    DROP_SOMEWHERE = 8
    END = 9


@dataclass(frozen=True, slots=True)
class Remark:
    """`subject` and a phrase that goes with it; `variables` are those whom it is about, by id."""

    line: int
    rank: Rank
    subject: str
    phrase: Phrase
    variables: tuple[int, ...]
    events: tuple[Event, ...] = ()
    loans: tuple[int, ...] = ()


# (variable, line) -> the start of a variable that is told with the move or the borrow it starts with.
PendingStarts = dict[tuple[int, int], tuple[Event, ...]]


def group_for_sentences(said: Iterable[Remark]) -> list[list[Remark]]:
    """Remarks that can share a sentence: of one line, rank and phrase; drops one after the other all do.

    Whether something is read through a loan or without one makes no difference to a reader.
    """
    groups: dict[tuple[int, Rank, Phrase | None], list[Remark]] = {}
    for remark in said:
        phrase = None if remark.rank is Rank.DROP else remark.phrase
        rank = Rank.LOAN if remark.rank is Rank.USE else remark.rank
        groups.setdefault((remark.line, rank, phrase), []).append(remark)
    return list(groups.values())
