"""Leaving out the middle of long loops and deep recursions, and what is beyond the longest recording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from borrowproof.model.memory import Fold, FoldKind, Moment, Step

LONGEST = 400  # steps of a recording
_FIRST, _LAST = 3, 1  # rounds of a loop, and calls of a recursion, that are kept
_FEWEST = 6  # rounds or calls of which some are left out


@dataclass(frozen=True, slots=True)
class _Gap:
    """Steps from `start` to before `end` are left out."""

    start: int
    end: int
    kind: FoldKind
    rounds: int
    line: int


def fold(steps: Sequence[Step]) -> list[Step]:
    """The steps that are shown, with what is left out noted at the step behind it. What happened to the heap and what
    was written there is told of that step."""
    kept = _without(list(steps), sorted(_recursions(steps), key=lambda gap: gap.start))
    while gaps := _outermost(list(_loops(kept))):
        kept = _without(kept, gaps)
    return [replace(step, index=index) for index, step in enumerate(kept[:LONGEST])]


def _loops(steps: Sequence[Step]) -> Iterator[_Gap]:
    """The middle rounds of loops: a round begins where a call comes back to a line that it was on."""
    of_call: dict[int, list[int]] = defaultdict(list)
    for index, step in enumerate(steps):
        of_call[step.frame].append(index)
    for indexes in of_call.values():
        yield from _loops_of_call(steps, indexes)


def _loops_of_call(steps: Sequence[Step], indexes: Sequence[int]) -> Iterator[_Gap]:
    visits: dict[int, list[int]] = {}
    before = 0
    for index in indexes:
        line = steps[index].line
        for other in [one for one in visits if one > line]:
            yield from _gap(other, visits.pop(other))
        if line in visits and (before >= line):
            visits[line].append(index)
        else:
            visits[line] = [index]
        before = line
    for line, found in visits.items():
        yield from _gap(line, found)


def _gap(line: int, visits: Sequence[int]) -> Iterator[_Gap]:
    rounds = len(visits)
    if rounds >= _FEWEST:
        yield _Gap(visits[_FIRST], visits[-_LAST - 1], FoldKind.LOOP, rounds - _FIRST - _LAST - 1, line)


def _outermost(gaps: list[_Gap]) -> list[_Gap]:
    """Those that lie in no other, in order."""
    found: list[_Gap] = []
    for gap in sorted(gaps, key=lambda one: (one.start, -one.end)):
        if gap.end > gap.start and (not found or gap.start >= found[-1].end):
            found.append(gap)
    return found


def _recursions(steps: Sequence[Step]) -> Iterator[_Gap]:
    """The steps of middle calls of a recursion, where a function calls itself deeper than is told."""
    depths = [_depth(step) for step in steps]
    index = 0
    while index < len(steps):
        deepest = _peak(depths, index)
        if deepest is None:
            return
        start, end, most = deepest
        low = _FIRST + 1
        run_start = None
        for at in range(start, end):
            if low <= depths[at] < most - _LAST + 1:
                run_start = at if run_start is None else run_start
            elif run_start is not None:
                yield _Gap(run_start, at, FoldKind.RECURSION, most - _LAST - _FIRST, steps[run_start].line)
                run_start = None
        if run_start is not None:
            yield _Gap(run_start, end, FoldKind.RECURSION, most - _LAST - _FIRST, steps[run_start].line)
        index = end


def _peak(depths: Sequence[int], start: int) -> tuple[int, int, int] | None:
    """The next run of steps in a recursion deep enough: from, to, and how deep it gets."""
    for index in range(start, len(depths)):
        if depths[index] > _FIRST:
            end = next((n for n in range(index, len(depths)) if depths[n] <= _FIRST), len(depths))
            most = max(depths[index:end])
            if most >= _FEWEST:
                return index, end, most
            return _peak(depths, end) if end < len(depths) else None
    return None


def _depth(step: Step) -> int:
    """How many calls of the function of a step are under way in its thread."""
    return sum(frame.function == step.function and frame.thread == step.thread for frame in step.frames)


def _without(steps: Sequence[Step], gaps: Sequence[_Gap]) -> list[Step]:
    found: list[Step] = []
    position = 0
    for gap in gaps:
        if gap.start < position:
            continue
        found += steps[position : gap.start]
        if gap.end < len(steps):
            found.append(_joined(steps[gap.start : gap.end], steps[gap.end], gap))
        position = gap.end + 1
    return [*found, *steps[position:]]


def _joined(left_out: Sequence[Step], step: Step, gap: _Gap) -> Step:
    earlier = sum(one.folded.steps for one in (*left_out, step) if one.folded is not None)
    note = Fold(gap.kind, len(left_out) + earlier, gap.rounds, gap.line)
    return replace(_with_earlier(left_out, step), folded=note)


def _with_earlier(left_out: Sequence[Step], step: Step) -> Step:
    """The step with what happened before others, which are left out in front of it."""
    told = (*left_out, step)
    return replace(
        step,
        events=tuple(event for one in told for event in one.events),
        drops=tuple(drop for one in told for drop in one.drops),
        output="".join(one.output for one in told),
    )


def without(steps: Sequence[Step], indexes: Collection[int]) -> list[Step]:
    """The steps without some; what happened to the heap before them, and what was written, is told of the next one."""
    found: list[Step] = []
    left_out: list[Step] = []
    for index, step in enumerate(steps):
        if index in indexes and index < len(steps) - 1:
            left_out.append(step)
        else:
            found.append(_with_earlier(left_out, step))
            left_out = []
    return found


def without_repetition(steps: Sequence[Step]) -> list[Step]:
    """The steps without those that show nothing new: leaving a function, where its last line was just told and nothing
    has changed since."""
    found: list[Step] = []
    for step in steps:
        before = found[-1] if found else None
        if before is not None and _is_same(before, step):
            found[-1] = _with_earlier([before], step)
        else:
            found.append(step)
    return found


def _is_same(before: Step, step: Step) -> bool:
    """Whether a step only repeats, at the same line of the same call, what the one before it shows."""
    return (
        step.moment is Moment.LEAVING
        and (before.frame, before.line) == (step.frame, step.line)
        and before.frames == step.frames
        and not (step.events or step.drops or step.output)
    )
