"""Who collides where the compiler refuses: the access and the loan or move that it meets; how far both are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.timeline import Conflict, Timeline
from borrowproof.ownership.picture.lanes import Lane
from borrowproof.ownership.picture.loops import Loop, innermost
from borrowproof.ownership.timeline_queries import holders_of


@dataclass(frozen=True, slots=True)
class Clash:
    """A refusal on `line`: of an access to `variable`, because of what `holder` has borrowed of it (None where nobody
    has: its value was moved, or it may not be changed).

    On the lines from `first` to `last` both are wanted. `loop` is given where one of them is of another round.
    `errors` are the places, among the conflicts of the timeline, of those that are so.
    """

    line: int
    variable: int
    holder: int | None
    first: int
    last: int
    loop: Loop | None = None
    errors: tuple[int, ...] = ()


def clashes(timeline: Timeline, lanes: Sequence[Lane], loops: tuple[Loop, ...]) -> tuple[Clash, ...]:
    """One for each error that is about a variable with a lane; errors that would be drawn alike share one."""
    by_id = {lane.variable.id: lane for lane in lanes}
    found: dict[Clash, list[int]] = {}
    for n, conflict in enumerate(timeline.conflicts):
        clash = _clash(conflict, by_id, loops)
        if clash is not None:
            found.setdefault(clash, []).append(n)
    return tuple(replace(clash, errors=tuple(errors)) for clash, errors in found.items())


def _clash(conflict: Conflict, lanes: dict[int, Lane], loops: tuple[Loop, ...]) -> Clash | None:
    points = {point.role: point for point in reversed(conflict.points)}  # the first of each role
    origin, need, clash = points.get(Role.ORIGIN), points.get(Role.NEED), points.get(Role.CLASH)
    primary = next((label.line for label in conflict.labels if label.primary), None)
    line = clash.line if clash is not None else primary
    about = [*(p.variable_id for p in (clash, origin) if p is not None), *conflict.variables]
    variable = next((i for i in about if i in lanes), None)
    if line is None or variable is None:
        return None
    lines = [line, *(p.line for p in (origin, need) if p is not None)]
    loop = innermost(loops, line) if _is_of_another_round(conflict, origin, clash) else None
    if loop is not None:
        lines += [loop.first, loop.last]
    holder = next((i for i in _holders(origin, need, lanes, line) if i in lanes and i != variable), None)
    return Clash(line, variable, holder, min(lines), max(lines), loop)


def _holders(origin: Point | None, need: Point | None, lanes: dict[int, Lane], line: int) -> Iterator[int]:
    """Who has what the access meets: whoever keeps the loan on its `line`, first those who took it; else whoever took
    it or still needs it."""
    if origin is None or origin.fact not in (Fact.LENT, Fact.CAPTURED):
        return
    needing = [need.variable_id] if need is not None and need.variable_id is not None else []
    loans = {loan.id: (lane.function, loan) for lane in lanes.values() for loan in lane.function.loans}
    if origin.loan_id in loans:
        function, loan = loans[origin.loan_id]
        took = holders_of(function, loan)
        keeping = {h.variable_id for h in loan.holdings if line in h.lines}
        yield from (i for i in (*took, *needing, *loan.holders) if i in keeping)
        yield from took
    yield from needing


def _is_of_another_round(conflict: Conflict, origin: Point | None, clash: Point | None) -> bool:
    """Whether what collides is of two rounds of a loop: what comes first stands after the other, or at its place."""
    if any(point.fact is Fact.NEXT_ROUND for point in conflict.points):
        return True
    if origin is None or clash is None or origin.fact not in (Fact.LENT, Fact.MOVED):
        return False
    return (clash.line, clash.column) <= (origin.line, origin.column)
