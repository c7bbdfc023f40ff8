"""The points of an error: what was lent or moved, what still needs it, and what collides with that.

The error's code and primary place tell which fact rustc is about; everything else is looked up in the facts of the
body: the loans that an access breaks, their later needs, the events of variables. No label of rustc is read; of what it
dumps nothing of (E0309, E0310, E0311, E0700), the places that its message points at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from borrowproof.model.conflict import Fact, Point
from borrowproof.model.diagnostic import Diagnostic, Span
from borrowproof.model.timeline import EventKind, Function, Variable
from borrowproof.ownership.analysis import type_outlives_conflicts
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.hidden_type_conflicts import hidden_type_points
from borrowproof.ownership.analysis.lifetime_conflicts import lifetime_points
from borrowproof.ownership.analysis.loan_conflicts import access_points, end_points, escape_points, yield_points
from borrowproof.ownership.analysis.loans import Loans
from borrowproof.ownership.analysis.thread_local_conflicts import thread_local_points
from borrowproof.ownership.analysis.value_conflicts import value_points

_ACCESS = frozenset({"E0499", "E0500", "E0501", "E0502", "E0503", "E0505", "E0506", "E0510", "E0524"})
_QUOTED = re.compile(r"`([^`]*)`")
_END = frozenset({"E0597", "E0713", "E0716"})
_ESCAPE = frozenset({"E0373", "E0515", "E0521"})
_LIFETIME = frozenset({None, "E0521", "E0621"})
_THREAD_LOCAL, _HIDDEN_TYPE, _YIELDED = "E0712", "E0700", "E0626"


@dataclass(frozen=True, slots=True)
class CheckedBody:
    """A body that a reader is shown, with all that is known of it."""

    function: Function
    analysis: BodyAnalysis
    loans: Loans


def points_of(error: Diagnostic, bodies: Sequence[CheckedBody], nth: int = 0) -> tuple[Point, ...]:
    """The points of an error, which is the `nth` (from 0) of its code at its place; none where the facts do not
    tell."""
    primary = next((span for span in error.spans if span.primary and not span.foreign), None)
    if primary is None:
        return ()
    around = [b for b in bodies if b.function.first_line <= primary.line_start <= b.function.last_line]
    inward = sorted(around, key=lambda b: b.function.last_line - b.function.first_line)
    points = next((found for body in inward for found in _candidates(error, primary, body, nth) if found), ())
    return _with_use_in_closure(points, bodies)


def _with_use_in_closure(points: tuple[Point, ...], bodies: Sequence[CheckedBody]) -> tuple[Point, ...]:
    """The points, and where a closure that captures something needs it first, if that is another line."""
    captures = [point for point in points if point.fact is Fact.CAPTURED]
    variables = {v.id: v for body in bodies for v in body.function.variables}
    for point in captures:
        owner = variables.get(point.variable_id) if point.variable_id is not None else None
        closures = (b.function for b in bodies if b.function.first_line == point.line and b.function.parent_line)
        used = next((use for f in closures if owner is not None and (use := _first_use(f, owner)) is not None), None)
        if used is not None and used[0] != point.line:
            more = replace(point, fact=Fact.USED, line=used[0], column=used[1], loan_id=None)
            return (points[0], more, *points[1:])
    return points


def _first_use(closure: Function, owner: Variable) -> tuple[int, int] | None:
    """Where a closure first does something with what it has captured of a variable."""
    mine = [v for v in closure.variables if v.captured and (v.line, v.column) == (owner.line, owner.column)]
    idle = (EventKind.ARGUMENT, EventKind.SCOPE_END, EventKind.DROP)
    places = [(e.line, e.column) for v in mine for e in v.events if e.kind not in idle]
    places += [(x.line, x.column) for x in closure.loans if x.variable_id in {v.id for v in mine}]
    return min(places, default=None)


def _candidates(error: Diagnostic, primary: Span, body: CheckedBody, nth: int) -> Iterator[tuple[Point, ...]]:
    if error.code in _ACCESS:
        yield access_points(body.analysis, body.loans, primary)
    if error.code in _END:
        yield end_points(body.analysis, body.loans, primary)
    if error.code in _ESCAPE:
        yield escape_points(body.analysis, body.loans, primary, _QUOTED.findall(error.message))
    if error.code in _LIFETIME:
        yield lifetime_points(body.analysis, primary, nth)
    if error.code == _YIELDED:
        yield yield_points(body.analysis, body.loans, primary)
    if error.code == _THREAD_LOCAL:
        yield thread_local_points(body.analysis, body.loans, primary)
    if error.code == _HIDDEN_TYPE:
        yield hidden_type_points(error, primary, body.analysis)
    if error.code in type_outlives_conflicts.CODES:
        yield type_outlives_conflicts.type_outlives_points(error, primary, body.analysis)
    yield value_points(error.code, primary, body.function, body.analysis)
