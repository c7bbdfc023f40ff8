"""Who collides where the compiler refuses: the access and the loan or move that it meets; how far both are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    """

    line: int
    variable: int
    holder: int | None
    first: int
    last: int
    loop: Loop | None = None


def clashes(timeline: Timeline, lanes: Sequence[Lane], loops: tuple[Loop, ...]) -> tuple[Clash, ...]:
    """One for each error that is about a variable with a lane."""
    by_id = {lane.variable.id: lane for lane in lanes}
    found = (_clash(conflict, by_id, loops) for conflict in timeline.conflicts)
    return tuple(dict.fromkeys(clash for clash in found if clash is not None))


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
    holder = next((i for i in _holders(origin, need, lanes) if i in lanes and i != variable), None)
    return Clash(line, variable, holder, min(lines), max(lines), loop)


def _holders(origin: Point | None, need: Point | None, lanes: dict[int, Lane]) -> Iterator[int]:
    """Who has what the access meets: whoever takes the loan, else whoever still needs it."""
    if origin is None or origin.fact is not Fact.LENT:
        return
    for lane in lanes.values():
        for loan in lane.function.loans:
            if loan.id == origin.loan_id:
                yield from holders_of(lane.function, loan)
    if need is not None and need.variable_id is not None:
        yield need.variable_id


def _is_of_another_round(conflict: Conflict, origin: Point | None, clash: Point | None) -> bool:
    """Whether what collides is of two rounds of a loop: what comes first stands after the other, or at its place."""
    if any(point.fact is Fact.NEXT_ROUND for point in conflict.points):
        return True
    if origin is None or clash is None or origin.fact not in (Fact.LENT, Fact.MOVED):
        return False
    return (clash.line, clash.column) <= (origin.line, origin.column)
