"""Variables that would get their values only by what rustc refuses: a picture must not show that they have one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from borrowproof.model.timeline import Event, EventKind, Function, Loan, State, Variable
from borrowproof.ownership.timeline_queries import START_EVENTS, holders_of, move_target, never_begins

_GONE = (State.MOVED, State.UNINIT)
_Start = tuple[int, Event]  # a variable, and the event that gives it a value


def refused_starts(function: Function) -> frozenset[int]:
    """The variables that are given a value only by a borrow or a move that rustc refuses, or from such a variable.

    Not those that another path gives a value, nor those that only a later round of a loop refuses.
    """
    starts = {v.id: _starts(v) for v in function.variables}
    found: frozenset[int] = frozenset()
    while True:
        refused = list(_refused(function, starts, found))
        more = frozenset(i for i, given in starts.items() if given and all((i, e) in refused for e in given))
        if more == found:
            return found
        found = more


def _starts(variable: Variable) -> list[Event]:
    given = (e for e in variable.events if e.kind in START_EVENTS and e.kind is not EventKind.DECLARE)
    return sorted(given, key=lambda event: event.order)


def _refused(function: Function, starts: dict[int, list[Event]], never: Collection[int]) -> Iterator[_Start]:
    """What gives a value by a refused borrow or move; of the variables `never` nothing can be borrowed or moved."""
    for loan in function.loans:
        if (_is_refused_loan(loan) or loan.variable_id in never) and not loan.excludes:
            for holder in holders_of(function, loan):
                yield from _next_start(holder, starts[holder], loan.order)
    for variable in function.variables:
        for event in variable.events:
            there = move_target(function, variable, event.target)
            if there is not None and (_is_refused_move(event) or variable.id in never) and not event.excludes:
                yield from _next_start(there, starts[there], event.order)


def _next_start(variable: int, given: list[Event], order: int) -> Iterator[_Start]:
    """The event that takes what is borrowed or moved at this place in the order of execution."""
    following = next((event for event in given if event.order >= order), None)
    if following is not None:
        yield variable, following


def _is_refused_loan(loan: Loan) -> bool:
    return never_begins(loan) or loan.before in _GONE


def _is_refused_move(event: Event) -> bool:
    moved = event.kind is EventKind.MOVE and (event.refused is not None or event.before in _GONE)
    return moved or event.kind is EventKind.REFUSED
