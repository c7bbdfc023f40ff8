"""What rustc refuses: the events and loans that never happen, since an error is about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from borrowproof.model.conflict import Fact, Role
from borrowproof.model.timeline import (
    Conflict,
    Event,
    EventKind,
    Function,
    Label,
    Loan,
    ReferenceKind,
    Refusal,
    Variable,
)
from borrowproof.ownership.analysis.lifetime_refusals import is_about_lifetimes, refuses_event, refuses_loan

_WRITES = (EventKind.WRITE, EventKind.REASSIGN, EventKind.REINIT, EventKind.INIT, EventKind.COPY)
_DROPS = (EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST)
_READS = (EventKind.READ, EventKind.COPY, EventKind.RAW)
_MOVES = (EventKind.MOVE, EventKind.REFUSED, EventKind.INIT)
# Which events and loans an error of each code is about, of those at its primary place.
_EVENTS: dict[str, tuple[EventKind, ...]] = {
    **dict.fromkeys(("E0384", "E0594", "E0506", "E0510"), _WRITES),
    **dict.fromkeys(("E0499", "E0501", "E0502", "E0503"), _READS),
    "E0505": (EventKind.MOVE,),
    "E0596": (EventKind.LEND,),
    **dict.fromkeys(("E0507", "E0508", "E0509"), _MOVES),
}
_BORROWS = frozenset(
    {
        "E0373",
        "E0499",
        "E0500",
        "E0501",
        "E0502",
        "E0503",
        "E0515",
        "E0524",
        "E0596",
        "E0597",
        "E0626",
        "E0712",
        "E0713",
        "E0716",
    }
)
_ENDS = frozenset({"E0373", "E0515", "E0597", "E0626", "E0712", "E0713", "E0716"})


def with_refusals(functions: Sequence[Function], conflicts: Sequence[Conflict]) -> Iterator[Function]:
    """The functions with a mark on all that rustc refuses."""
    for function in functions:
        variables = tuple(_variable(v, conflicts) for v in function.variables)
        loans = tuple(_loan(loan, conflicts) for loan in function.loans)
        yield replace(function, variables=variables, loans=loans)


def _variable(variable: Variable, conflicts: Sequence[Conflict]) -> Variable:
    events = []
    for event in variable.events:
        mine = (c for c in conflicts if _refuses(c, variable, event))
        conflict = next(mine, None)
        events.append(event if conflict is None else replace(event, refused=_refusal(conflict)))
    return replace(variable, events=tuple(events))


def _refuses(conflict: Conflict, variable: Variable, event: Event) -> bool:
    if is_about_lifetimes(conflict):
        return refuses_event(conflict, variable, event)
    return _can_be_about(conflict, event) and _is_about(conflict, variable, event)


def _can_be_about(conflict: Conflict, event: Event) -> bool:
    """Whether errors of the code are about events of the kind; what is to be replaced is dropped for the new value."""
    kinds = _EVENTS.get(conflict.code or "", ())
    return event.kind in kinds or (kinds == _WRITES and event.replaced and event.kind in _DROPS)


def _is_about(conflict: Conflict, variable: Variable, event: Event) -> bool:
    there = any(_holds(label, event) for label in conflict.labels if label.primary)
    if event.kind is EventKind.COPY and _EVENTS[conflict.code or ""] == _WRITES:
        return there and _is_written_again(variable, event)
    if there or event.kind is not EventKind.INIT or conflict.code not in ("E0507", "E0508", "E0509"):
        return there
    given = [p for p in conflict.points if p.variable_id == variable.id and p.line == event.line]
    return bool(given) and all(p.role is not Role.ORIGIN for p in given)  # not that which keeps the value


def _is_written_again(variable: Variable, copy: Event) -> bool:
    """Whether what is copied is written there too, as by `x += 1`."""
    written = (e for e in variable.events if e.kind in _WRITES and e.kind is not EventKind.COPY)
    return any((e.line, e.place) == (copy.line, copy.place) for e in written)


def _holds(label: Label, one: Event | Loan) -> bool:
    return (label.line, label.column) == (one.line, one.column)


def _loan(loan: Loan, conflicts: Sequence[Conflict]) -> Loan:
    conflict = next((c for c in conflicts if _is_about_loan(c, loan)), None)
    return loan if conflict is None else replace(loan, refused=_refusal(conflict))


def _is_about_loan(conflict: Conflict, loan: Loan) -> bool:
    """Whether the error is at the very borrow, or that borrow lasts for longer than it can; what is lent to make a
    temporary value stands at the same place as that value, and is no part of the error about it."""
    if is_about_lifetimes(conflict):
        return refuses_loan(conflict, loan)
    if conflict.code not in _BORROWS:
        return False
    lent = {p.loan_id for p in conflict.points if p.role is Role.ORIGIN} - {None}
    if conflict.code in _ENDS and lent:
        return loan.id in lent
    if conflict.code == "E0596" and loan.kind is ReferenceKind.SHARED:
        return False  # it leads, by `Deref` or another call, to what may not be changed
    return any(_holds(label, loan) for label in conflict.labels if label.primary)


def _refusal(conflict: Conflict) -> Refusal:
    """What stands against it: of values that end too early, their end, else what was there first."""
    if is_about_lifetimes(conflict):
        return Refusal(conflict.code)
    ends = conflict.code in _ENDS
    shared = any(p.fact is Fact.BEHIND_SHARED for p in conflict.points)
    role = Role.CLASH if ends else Role.ORIGIN
    places = [(p.line, p.column) for p in conflict.points if p.role in (Role.ORIGIN, Role.CLASH)]
    if not ends and len(places) > 1 and len(set(places)) == 1:
        return Refusal(conflict.code, shared=shared)  # it stands against itself, in another round of a loop
    return Refusal(conflict.code, next((p.line for p in conflict.points if p.role is role), None), shared)
