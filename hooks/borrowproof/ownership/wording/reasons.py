"""Why a program is rejected, in one sentence: what was lent or moved, what still needs it, and what collides.

Made from the points of a conflict alone, never from rustc's message. Pure wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.timeline import Conflict, Function, Timeline
from borrowproof.ownership.wording import lifetime_reasons, sentences
from borrowproof.ownership.wording.phrases import enumeration
from borrowproof.ownership.wording.reason_points import access, end, need, origin

NO_SENTENCE = "no sentence: the facts do not tell"
_ENDS = (Fact.ENDED, Fact.DROPPED, Fact.YIELDED, Fact.THREAD_LOCAL)
_LENDS = (Fact.LENT, Fact.CAPTURED)
_OF_VALUES = (Fact.MOVED, Fact.DECLARED)


def reason(timeline: Timeline, conflict: Conflict) -> str | None:
    """Why rustc rejects the program; None where the facts do not tell."""
    parts = {role: [p for p in conflict.points if p.role is role] for role in Role}
    first, clashes = parts[Role.ORIGIN], parts[Role.CLASH]
    if clashes and clashes[0].fact is Fact.TYPE and parts[Role.NEED]:
        return lifetime_reasons.of_type(next(iter(first), None), parts[Role.STEP], parts[Role.NEED][0], clashes[0])
    if not first:
        return None
    if first[0].fact in (Fact.LIFETIME, Fact.STATIC):
        return lifetime_reasons.of_lifetimes(first[0], parts[Role.STEP], parts[Role.NEED])
    if not clashes:
        return None
    clash = clashes[0]
    function = _function(timeline, first[0], clash)
    needs = parts[Role.NEED]
    if first[0].fact in _OF_VALUES:
        return _without_value(function, first, clash)
    if clash.fact in _ENDS:
        return _too_early(function, first, needs, clash)
    return _refused(function, first, needs, clashes)


def errors_with_reasons(timeline: Timeline) -> tuple[str, ...]:
    """The compiler's errors in its own words, each with the sentence that says why below it."""
    told = zip(sentences.error_messages(timeline), timeline.conflicts, strict=True)
    return tuple(f"{message}\n  why: {reason(timeline, conflict) or NO_SENTENCE}" for message, conflict in told)


def _function(timeline: Timeline, first: Point, clash: Point) -> Function:
    """The innermost body in which both are."""
    lines = (first.line, clash.line)
    ids = {p.variable_id for p in (first, clash)} - {None}
    around = [f for f in timeline.functions if f.first_line <= min(lines) and max(lines) <= f.last_line]
    owning = [f for f in around if ids <= {v.id for v in f.variables}]
    return min(owning or around or timeline.functions, key=lambda f: f.last_line - f.first_line)


def _without_value(function: Function, first: Sequence[Point], clash: Point) -> str:
    """A value that has moved, or that was never there."""
    if first[0].fact is Fact.DECLARED:
        return (
            f"{origin(function, first[0])}; it may still have none where {access(function, clash, 'would', moved=True)}"
        )
    moves = _either([origin(function, p) for p in sorted(first, key=lambda p: (p.line, p.column))])
    same = [p for p in first if (p.line, p.column) == (clash.line, clash.column)]
    if same:
        return f"{moves}; in the next round of the loop, {access(function, clash, 'would', moved=True)} again"
    if all(p.line > clash.line for p in first):
        again = access(function, clash, "would", moved=True)
        return f"{moves}; so it has no value in the next round of the loop, where {again}"
    return f"{moves}; so {_same_line(first, clash, access(function, clash, 'cannot', moved=True))}"


def _either(clauses: Sequence[str]) -> str:
    """Clauses of which one is so; what they begin with in common (`name` moves ...) is said once."""
    begin = re.match(r"(?:what is in )?`[^`]*` moves ", clauses[0])
    shared = begin[0] if begin is not None and all(c.startswith(begin[0]) for c in clauses) else ""
    end = clauses[0][clauses[0].rindex(" on line ") :]
    same = end if all(clause.endswith(end) for clause in clauses) else ""
    ways = dict.fromkeys(clause.removeprefix(shared).removesuffix(same) for clause in clauses)
    return shared + enumeration(list(ways), "or") + same


def _same_line(first: Sequence[Point], clash: Point, text: str) -> str:
    """What a line cannot do, where everything is on that one line."""
    same = all(point.line == clash.line for point in first)
    return text.replace(f"line {clash.line}", "the same line", 1) if same else text


def _lent(function: Function, points: Sequence[Point], needs: Sequence[Point], clash: Point) -> str:
    """What was lent, or captured and used in the closure, and what still needs it."""
    within = "".join(f" and uses it on line {p.line}" for p in points[1:])
    return origin(function, points[0]) + within + "".join(f", and {need(function, p, points[0], clash)}" for p in needs)


def _too_early(function: Function, points: Sequence[Point], needs: Sequence[Point], clash: Point) -> str:
    """Something is gone while it is still needed."""
    return f"{_lent(function, points, needs, clash)}; but {end(function, clash)}"


def _refused(function: Function, points: Sequence[Point], needs: Sequence[Point], clashes: Sequence[Point]) -> str:
    """An action that something else forbids."""
    first, clash = points[0], clashes[0]
    if first.fact is Fact.MATCHED:
        return f"{origin(function, first)}; so no guard on it may change it: {access(function, clash, 'cannot')}"
    again = (first.line, first.column) == (clash.line, clash.column) and first.fact is Fact.LENT
    where = "in the next round of the loop, " if again or (first.fact is Fact.LENT and first.line > clash.line) else ""
    also = "".join(f", nor can line {p.line}" for p in clashes[1:])
    text = access(function, clash, "cannot")
    if first.fact is Fact.OWNED_BY and first.place == clash.place:
        text = f"line {clash.line} cannot move it"
    here = text if again else _same_line(points[:1], clash, text) if first.fact in _LENDS else text
    refused = f"{where}{here}{also}{' again' if again else ''}"
    return f"{_lent(function, points, needs, clash)}; so {refused}"
