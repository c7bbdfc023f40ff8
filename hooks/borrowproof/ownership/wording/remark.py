"""One thing to say about a function: about whom, and which of its data that tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Protocol

from borrowproof.model.timeline import Event, EventKind, Function, Loan, ReferenceKind
from borrowproof.ownership.wording.phrases import CALLED, Phrase


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


_CHANGES = (Rank.MOVE, Rank.START, Rank.WRITTEN, Rank.REPLACED)
_BEFORE = (EventKind.ARGUMENT, EventKind.DECLARE)


@dataclass(frozen=True, slots=True)
class Remark:
    """`subject` and a phrase that goes with it; `variables` are those whom it is about, by id. `conditional` is true
    where that only happens on some paths through the line."""

    line: int
    rank: Rank
    subject: str
    phrase: Phrase
    variables: tuple[int, ...]
    events: tuple[Event, ...] = ()
    loans: tuple[int, ...] = ()
    conditional: bool = False


def with_condition(remark: Remark, function: Function) -> Remark:
    """The remark, `conditional` where all that it tells of only happens on some paths through its line."""
    told = [e.conditional for e in remark.events if e.kind not in (*_BEFORE, EventKind.SCOPE_END)]
    told += [loan.conditional for loan in function.loans if loan.id in remark.loans]
    return replace(remark, conditional=bool(told) and all(told))


def when(remark: Remark, function: Function) -> int:
    """When of its line a remark's subject is executed: what goes into a call, when that begins; what moves, when it
    leaves its place."""
    loans = [loan for loan in function.loans if loan.id in remark.loans]
    moves = [e for e in remark.events if e.kind in (EventKind.MOVE, EventKind.REFUSED)]
    moments = [e.taken or e.order for e in moves or remark.events if e.kind not in _BEFORE]
    # A `&mut` excludes others from where it is written on; all else counts when its call begins.
    moments += [loan.order if _is_exclusive(loan) else loan.taken or loan.order for loan in loans]
    if remark.rank is Rank.MAYBE_UNINIT:
        return -1
    return max(moments, default=0)


def _is_exclusive(loan: Loan) -> bool:
    return loan.kind is ReferenceKind.MUTABLE and loan.two_phase is None and not loan.autoref


# (variable, line) -> the start of a variable that is told with the move or the borrow it starts with.
PendingStarts = dict[tuple[int, int], tuple[Event, ...]]


class Ways(Protocol):
    """What is known of the paths through a line (see `alternatives.Alternatives`)."""

    def exclude(self, one: Remark, other: Remark) -> bool: ...

    def are_of_one_way(self, one: Remark, other: Remark) -> bool: ...


def group_for_sentences(said: Iterable[Remark], ways: Ways, moment: Callable[[Remark], int]) -> list[list[Remark]]:
    """Remarks that can share a sentence: of one line, rank and phrase, and on the same paths through the line; drops
    one after the other all do. What comes after something that changes values is not told before it; `moment`
    tells when of its line a remark is executed.

    Whether something is read through a loan or without one makes no difference to a reader; nor does it that something
    perhaps happens once more that happens in any case.
    """
    groups: list[tuple[tuple[int, Rank, Phrase | None, bool], list[Remark]]] = []
    before: list[Remark] = []
    for remark in said:
        phrase = None if remark.rank is Rank.DROP else remark.phrase
        key = (remark.line, Rank.LOAN if remark.rank is Rank.USE else remark.rank, phrase, remark.conditional)
        now = moment(remark)
        fitting = [group for other, group in groups if other == key and _is_near(group, now, before, moment)]
        certain = (group for other, group in groups if other[:3] == key[:3] and not other[3])
        again = next((g for g in certain if any(one.subject == remark.subject for one in g)), None)
        group = again or next((g for g in fitting if all(ways.are_of_one_way(remark, one) for one in g)), None)
        if group is None:
            groups.append((key, [remark]))
        else:
            group.append(remark)
        before.append(remark)
    return [group for _, group in groups]


def _is_near(group: Sequence[Remark], now: int, before: Iterable[Remark], moment: Callable[[Remark], int]) -> bool:
    """Whether nothing else changes values between the last remark of a group and now; nothing else happens at all, if
    the group itself is about changes."""
    changing = group[-1].rank in _CHANGES
    others = (moment(one) for one in before if one not in group and (changing or _changes(one)))
    start = moment(group[-1]) + changing
    return group[-1].rank is Rank.DROP or not any(start <= other < now for other in others)


def _changes(remark: Remark) -> bool:
    return remark.rank in _CHANGES or remark.phrase == CALLED
