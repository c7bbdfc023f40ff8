"""What there is to say about the ends of variables: what is dropped, in which order, what only goes out of scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from borrowproof.model.timeline import EndKind, Event, EventKind, Function, Loan, Variable
from borrowproof.ownership.timeline_queries import DropPaths, drop_paths
from borrowproof.ownership.wording import phrases
from borrowproof.ownership.wording.phrases import DROPS
from borrowproof.ownership.wording.remark import Rank, Remark


def drop_remarks(function: Function) -> Iterator[Remark]:
    """The drops, each with the end of its scope; in their order, those of which it is known."""
    events = [(e, v) for v in function.variables for e in v.events if e.kind in DROPS and not e.replaced]
    ended: set[int] = set()
    for event, variable in sorted(events, key=lambda e: e[0].order):
        ends = [e for e in variable.events if _ends_on(e, event.line) and id(e) not in ended]
        ended |= {id(e) for e in ends}
        what = phrases.place(variable, event.place)
        way = drop_paths(function, variable, event)
        rank = Rank.DROP if way is DropPaths.THROUGH else Rank.DROP_SOMEWHERE
        phrase = phrases.drop(_of_parts(event, variable), early=way is DropPaths.EARLY)
        yield Remark(event.line, rank, what, phrase, (variable.id,), (event, *ends))


def _of_parts(drop: Event, variable: Variable) -> Event:
    """The drop, as one of what is left of a value where that has only lost parts, on some paths: `if still owned` would
    say that there the whole value is gone."""
    moved = {e.place for e in variable.events if e.kind is EventKind.MOVE}
    parts = any(not phrases.is_all_it_holds(variable, place) for place in moved)
    if drop.kind is not EventKind.DROP_IF_OWNED or not parts or {drop.place, variable.name} & moved:
        return drop
    return replace(drop, kind=EventKind.DROP_REST)


def scope_end_remarks(function: Function, variable: Variable) -> Iterator[Remark]:
    """The end of its scope, where nothing is dropped, but a loan ends by it."""
    if not any(_ends_by(loan, variable) for loan in function.loans):
        return
    dropped = {e.line for e in variable.events if e.kind in DROPS and not e.replaced}
    ends: dict[int, list[Event]] = {}
    for event in variable.events:
        if event.kind is EventKind.SCOPE_END and event.line not in dropped:
            ends.setdefault(event.line, []).append(event)
    for line, events in ends.items():
        name = phrases.name(variable, phrases.end(variable, events[-1]))
        yield Remark(line, Rank.END, name, phrases.OUT_OF_SCOPE, (variable.id,), tuple(events))


def _ends_by(loan: Loan, variable: Variable) -> bool:
    """Whether a loan of a variable is over because that goes out of scope."""
    mine = loan.variable_id == variable.id and not loan.reborrow
    return mine and any(end.kind is EndKind.SCOPE_END for end in loan.ends)


def _ends_on(event: Event, line: int) -> bool:
    return event.kind is EventKind.SCOPE_END and event.line == line
