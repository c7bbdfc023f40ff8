"""A timeline without the helpers that an author does not want to be shown. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from borrowproof.facts.errors import Underivable
from borrowproof.model.timeline import Conflict, Function, Loan, Timeline

_FUNCTION = "fn "


def without(timeline: Timeline, names: Collection[str]) -> Timeline:
    """The timeline without these functions (`fn helper`), their closures, and these variables (`seed`) and what is lent
    of them. Raises Underivable for a name that nothing in it has."""
    if not names:
        return timeline
    hidden = [f for f in timeline.functions if f"{_FUNCTION}{f.name.rpartition('::')[2]}" in names]
    left = [f for f in timeline.functions if not any(_is_within(f, outer) for outer in hidden)]
    ids = {v.id for f in left for v in f.variables if v.name in names}
    known = {f"{_FUNCTION}{f.name.rpartition('::')[2]}" for f in hidden} | {v.name for f in left for v in f.variables}
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise Underivable(f"`//@ hide {unknown}` names nothing that the timeline of this program shows")
    shown = tuple(_function(f, ids) for f in left)
    loans = {loan.id for f in shown for loan in f.loans}
    variables = {v.id for f in shown for v in f.variables}
    conflicts = tuple(_conflict(c, variables, loans) for c in timeline.conflicts)
    return replace(timeline, functions=shown, conflicts=conflicts)


def _is_within(function: Function, outer: Function) -> bool:
    """Whether a function is `outer`, or a closure in it."""
    inside = outer.first_line <= function.first_line and function.last_line <= outer.last_line
    return function is outer or (inside and function.parent_line is not None)


def _function(function: Function, hidden: Collection[int]) -> Function:
    return replace(
        function,
        variables=tuple(v for v in function.variables if v.id not in hidden),
        loans=tuple(_loan(loan, hidden) for loan in function.loans if loan.variable_id not in hidden),
    )


def _loan(loan: Loan, hidden: Collection[int]) -> Loan:
    return replace(
        loan,
        holders=tuple(_kept(loan.holders, hidden)),
        holdings=tuple(h for h in loan.holdings if h.variable_id not in hidden),
    )


def _kept(ids: Iterable[int], hidden: Collection[int]) -> Iterable[int]:
    return (i for i in ids if i not in hidden)


def _conflict(conflict: Conflict, variables: Collection[int], loans: Collection[int]) -> Conflict:
    return replace(
        conflict,
        variables=tuple(i for i in conflict.variables if i in variables),
        loans=tuple(i for i in conflict.loans if i in loans),
    )
