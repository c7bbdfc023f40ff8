"""Follows one call through its body: the rows that it came to -> where in the MIR it stands, and in which state.

A row of the line table tells a line and a column, which several points of the MIR may share, and not every point has a
row. So the next row is looked for from where the call may stand, over as few points as possible that ought to have had
rows of their own. Where more than one way is as good, all are kept.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from borrowproof.memory.analysis.executable_body import ExecutableBody, Key, PathDrop, PathState

_AGAIN, _SKIPPED, _SKIPPED_LINE, _ONLY_LINE = 2, 1, 4, 6  # costs
_START, _VISIT, _MATCH = "start", "visit", "match"
_MOST_NODES, _MOST_WAYS, _LONGEST_WALK = 6000, 24, 80


class Standing(NamedTuple):
    """A point that is executed next, the state before it, and the state in which its line was come to.

    `drops` are those that were made on the way there, as far as `take_drops` has not taken them."""

    point: int
    state: PathState
    line_state: PathState
    line: int
    drops: tuple[PathDrop, ...] = ()


class Waiting(NamedTuple):
    """A call that waits for another: the state meanwhile, the point at which it stands, and whether that was found.
    `drops` as of a Standing."""

    state: PathState
    point: int
    found: bool
    drops: tuple[PathDrop, ...] = ()


class ExecutedPath:
    """Where one call stands."""

    def __init__(self, body: ExecutableBody, *, unwinding: bool = False) -> None:
        """`unwinding` tells of a call that began while a panic was under way: it is none of what unwinds."""
        self.body = body
        self._ignores_unwinding = unwinding
        self.standing: tuple[Standing, ...] = (Standing(0, body.entered, body.entered, body.lines[0]),)
        self._fresh = True
        self._key: Key = (0, 0)
        self.lost = 0
        self.is_lost = False  # at the last row
        self._taken = 0  # of the drops that the standings have

    def advance(self, key: Key, *, unwinding: bool) -> None:
        """The call came to the row at `key`."""
        found = self._search(key, unwinding and not self._ignores_unwinding)
        if not found and unwinding:
            found = self._search(key, False)
        self.is_lost = not found
        if found:
            self.standing = tuple(found)
        else:
            self.lost += 1
        self._fresh, self._key = False, key

    @property
    def goes_on_unwinding(self) -> bool:
        """Whether the call stands where it has dropped what it had and unwinds its caller."""
        points = self.body.body.points
        return all(points[at.point].instruction.kind == "end" and self.body.cleanup[at.point] for at in self.standing)

    def _search(self, key: Key, unwinds: bool) -> list[Standing]:
        """The nearest points that may have the row: in the order of costs, points to visit and points that match."""
        order = count()
        waiting = [(0, next(order), one, _START) for one in self.standing]
        heapq.heapify(waiting)
        seen: set[tuple[int, PathState, str]] = set()
        found: dict[tuple[int, PathState], Standing] = {}
        best: int | None = None
        while waiting and len(seen) < _MOST_NODES:
            cost, _, at, what = heapq.heappop(waiting)
            if best is not None and cost > best:
                break
            if what == _MATCH:
                best = cost
                found[at.point, at.state] = at
                continue
            if (at.point, at.state, what) in seen:
                continue
            seen.add((at.point, at.state, what))
            extra = self._match(at.point, key, unwinds, what)
            if extra is not None:
                heapq.heappush(waiting, (cost + extra, next(order), at, _MATCH))
            if extra == 0:
                continue  # a row begins with the first of the points that it belongs to
            for further, step in self._further(at, unwinds, what):
                heapq.heappush(waiting, (cost + step, next(order), further, _VISIT))
        return list(found.values())[:_MOST_WAYS]

    def _match(self, point: int, key: Key, unwinds: bool, what: str) -> int | None:
        """How far a point is from having the row; None where it cannot have it."""
        if unwinds and not self.body.cleanup[point]:
            return None
        again = _AGAIN if what == _START and not self._fresh else 0
        if key in self.body.keys[point]:
            return again
        if self.body.lines[point] == key[0] and self.body.has_row(point):
            return again + _ONLY_LINE
        return None

    def _further(self, at: Standing, unwinds: bool, what: str) -> Iterator[tuple[Standing, int]]:
        """What may be executed behind a point, and what it costs that the point had no row."""
        body = self.body
        step = 0
        if body.has_row(at.point) and what != _START and self._key not in body.keys[at.point]:
            step = _SKIPPED if body.lines[at.point] == self._key[0] else _SKIPPED_LINE
        done, drops = body.after(at.point, at.state), (*at.drops, *body.dropped(at.point, at.state))
        for following in body.following[at.point]:
            if following.unwinds and not unwinds:
                continue
            state = body.after(at.point, at.state, returned=False) if following.unwinds else done
            line = body.lines[following.point]
            if line and line != at.line:
                yield Standing(following.point, state, state, line, drops), step
            else:
                yield Standing(following.point, state, at.line_state, at.line, drops), step

    def take_drops(self, waiting: Waiting | None) -> tuple[PathDrop, ...]:
        """The drops that were made since they were taken last: up to where the call waits for another, else up to where
        it stands. Where it may stand at more than one point, those that were made on every way."""
        made = waiting.drops if waiting is not None else _common([at.drops for at in self.standing])
        new, self._taken = made[self._taken :], max(self._taken, len(made))
        if waiting is None:
            self.standing = tuple(at._replace(drops=()) for at in self.standing)
            self._taken = 0
        return new

    def drops_to_the_end(self) -> tuple[PathDrop, ...]:
        """Of a call that has unwound behind its last row: the drops that it made there."""
        body, (point, state, *_, drops) = self.body, self.standing[0]
        for _ in range(_LONGEST_WALK):
            following = body.following[point]
            if not body.cleanup[point] or len(following) != 1:
                break
            drops = (*drops, *body.dropped(point, state))
            state, point = body.after(point, state), following[0].point
        return drops[self._taken :]

    def within_call(self, wanted: Callable[[int], bool]) -> Waiting:
        """Where this call stands while a call or a drop is under way that began at its row. `wanted` is asked of each
        drop that drops something whether it is that one."""
        for at in self.standing:
            found = self._walk(at, wanted)
            if found is not None:
                return found
        first = self.standing[0]
        return Waiting(first.state, first.point, False, first.drops)

    def _walk(self, at: Standing, wanted: Callable[[int], bool]) -> Waiting | None:
        body, point, state, drops = self.body, at.point, at.state, at.drops
        for _ in range(_LONGEST_WALK):
            instruction = body.body.points[point].instruction
            if instruction.kind in ("call", "tail call"):
                return Waiting(body.after(point, state, returned=False), point, True, drops)
            dropped = instruction.place if instruction.kind == "drop" else None
            if dropped is not None and body.holds(dropped, state)[0] and wanted(point):
                return Waiting(state, point, True, drops)
            following = [one.point for one in body.following[point] if not one.unwinds]
            if len(following) != 1 or (body.keys[following[0]] and self._is_elsewhere(following[0])):
                return None
            drops = (*drops, *body.dropped(point, state))
            state, point = body.after(point, state), following[0]
        return None

    def _is_elsewhere(self, point: int) -> bool:
        """Whether a point that may call something has a row of its own, to which the call did not come.

        A move or a copy may have none: what MIR moves into a temporary is often passed by reference.
        """
        calls = self.body.body.points[point].instruction.kind != "assign"
        return calls and self.body.has_row(point) and self._key not in self.body.keys[point]


def _common(ways: Sequence[Sequence[PathDrop]]) -> tuple[PathDrop, ...]:
    """The drops with which all ways begin."""
    first = ways[0]
    differs = (n for n, one in enumerate(first) if any(way[n : n + 1] != (one,) for way in ways))
    return tuple(first[: next(differs, len(first))])
