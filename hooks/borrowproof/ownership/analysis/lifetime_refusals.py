"""Which event or loan an error about two lifetimes refuses: the one by which something gets where it must live longer
than anything says that it does."""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.timeline import Conflict, Event, EventKind, Loan, Target, TargetKind, Variable

_WRITES = (EventKind.WRITE, EventKind.REASSIGN, EventKind.REINIT)
_CODES = frozenset({None, "E0521", "E0621"})
_SIDES = (Fact.LIFETIME, Fact.STATIC)
_TAKERS = {
    Fact.RETURNED: {TargetKind.RETURN},
    Fact.LENT: {TargetKind.CALL, TargetKind.CLOSURE},
    Fact.ASSIGNED: {TargetKind.VARIABLE, TargetKind.PLACE},
}


def is_about_lifetimes(conflict: Conflict) -> bool:
    """Whether an error is about a lifetime that is not known to outlive another one."""
    return conflict.code in _CODES and any(p.role is Role.ORIGIN and p.fact in _SIDES for p in conflict.points)


def refuses_event(conflict: Conflict, variable: Variable, event: Event) -> bool:
    """Whether such an error is about an event: the last step of the way, or a write that is one."""
    steps = _steps(conflict)
    if not steps or event.kind is EventKind.INIT:
        return False
    if event.kind in _WRITES:
        return any((p.line, p.place) == (event.line, event.place) for p in steps if p.fact is Fact.ASSIGNED)
    leads_on = _is_at(conflict, event) and variable.id in _on_the_way(conflict, steps)
    return leads_on and event.target is not None and any(_takes(s, event.target) for s in _reported(conflict, steps))


def refuses_loan(conflict: Conflict, loan: Loan) -> bool:
    """Whether such an error is about a loan, which would have to outlive the function."""
    steps = _steps(conflict)
    leads_on = bool(steps) and _is_at(conflict, loan) and loan.variable_id in _on_the_way(conflict, steps)
    return leads_on and loan.outlives and loan.lent_to in (None, steps[-1].name)


def _steps(conflict: Conflict) -> list[Point]:
    return [p for p in conflict.points if p.role is Role.STEP]


def _reported(conflict: Conflict, steps: Sequence[Point]) -> Sequence[Point]:
    """The steps at which rustc reports the error; the last one where that is none of them."""
    return [step for step in steps if _is_at(conflict, step)] or steps[-1:]


def _on_the_way(conflict: Conflict, steps: Sequence[Point]) -> set[int | None]:
    """The variables that have the lifetime: the one it comes with, and those that it goes into."""
    passed_on = [p for p in steps if p.fact is Fact.ASSIGNED]
    return {p.variable_id for p in (*conflict.points[:1], *passed_on)} - {None}


def _is_at(conflict: Conflict, one: Event | Loan | Point) -> bool:
    """Whether something happens within the error's primary place."""
    places = (label for label in conflict.labels if label.primary)
    at = (one.line, one.column)
    return any((p.line, p.column) <= at < (p.end_line, p.end_column) for p in places)


def _takes(step: Point, target: Target) -> bool:
    """Whether a step is the one by which something goes to a target."""
    by_name = step.fact is not Fact.LENT or step.name in (target.name, target.through)
    return target.kind in _TAKERS.get(step.fact, ()) and by_name
