"""What must hold for the picture of any timeline; each check lists what is wrong."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from borrowproof.model.timeline import EndKind, Event, EventKind, Function, Timeline, Variable
from borrowproof.ownership.picture.layout import Metrics, Picture
from borrowproof.ownership.timeline_queries import START_EVENTS, has_lanes, with_captures_at_start
from borrowproof.ownership.wording import sentences
from borrowproof.ownership.wording.phrases import DROPS

_LITTLE = (EventKind.ARGUMENT, EventKind.SCOPE_END)


def overlaps(picture: Picture, metrics: Metrics) -> list[str]:
    """Marks and names that share a place, and lanes that run through the mark or name of another."""
    found = []
    for row, line in enumerate(picture.rows):
        taken = [(p.left, p.right, p.mark.variable) for p in picture.marks if p.row == row and p.right > p.left]
        taken += [(n.x, n.x + metrics.label(n.text), n.variable) for n in picture.labels if n.row == row]
        taken.sort()
        found += [f"line {line}: {a} {b}" for a, b in pairwise(taken) if a[1] > b[0]]
        for segment in picture.segments:
            x = picture.columns[segment.variable]
            if segment.top < 2 * row + 2 and segment.bottom > 2 * row:
                hit = [t for t in taken if t[0] < x < t[1] and t[2] != segment.variable]
                found += [f"line {line}: the lane of {segment.variable} runs through {t}" for t in hit]
    return found


def undrawn(timeline: Timeline, picture: Picture) -> list[str]:
    """Events and loans of the bodies with lanes that are not drawn exactly once; of what would get its value only by
    what is refused, that alone is drawn."""
    bodies = [with_captures_at_start(f) for f in timeline.functions if has_lanes(f)]
    never = {lane.variable.id for lane in picture.lanes if lane.refused}
    wanted = Counter(e for f in bodies for v in f.variables for e in v.events if v.id not in never or _begins(e))
    wanted_loans = Counter(
        x.id for f in bodies for x in f.loans if x.variable_id is not None and x.variable_id not in never
    )
    there = Counter(e for p in picture.marks for e in p.mark.events)
    loans = Counter(i for p in picture.marks for i in p.mark.loans)
    wrong = ((wanted - there) + (there - wanted)).keys()
    return [f"event {e}" for e in wrong] + [f"loan {i}" for i in (wanted_loans - loans) + (loans - wanted_loans)]


def _begins(event: Event) -> bool:
    return event.kind in START_EVENTS


def unsaid(timeline: Timeline) -> list[str]:
    """Events and loans that are not said exactly once.

    Left out are borrows of temporary values that nobody keeps, ends of scopes that nothing depends on, and what a
    closure on a single line is given and what goes out of scope at its end.
    """
    bodies = [with_captures_at_start(f) for f in timeline.functions]
    last = max((f.last_line for f in bodies), default=0)
    said = sentences.sentences(timeline, range(1, last + 1))
    little = {e for f in bodies if not has_lanes(f) for v in f.variables for e in v.events if e.kind in _LITTLE}
    little |= {e for f in bodies for v in f.variables for e in v.events if _is_idle_end(f, v, e)}
    wanted = Counter(e for f in bodies for v in f.variables for e in v.events if e not in little)
    wanted_loans = Counter(x.id for f in bodies for x in f.loans if x.variable_id is not None or x.holders)
    there = Counter(e for s in said for e in s.events if e not in little)
    loans = Counter(i for s in said for i in s.loans)
    wrong = ((wanted - there) + (there - wanted)).keys()
    return [f"event {e}" for e in wrong] + [f"loan {i}" for i in (wanted_loans - loans) + (loans - wanted_loans)]


def _is_idle_end(function: Function, variable: Variable, event: Event) -> bool:
    """Whether a variable goes out of scope where neither anything is dropped nor a loan ends by it."""
    dropped = {e.line for e in variable.events if e.kind in DROPS and not e.replaced}
    mine = (x for x in function.loans if x.variable_id == variable.id and not x.reborrow)
    needed = any(end.kind is EndKind.SCOPE_END for x in mine for end in x.ends)
    return event.kind is EventKind.SCOPE_END and event.line not in dropped and not needed
