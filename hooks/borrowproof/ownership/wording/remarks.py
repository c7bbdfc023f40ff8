"""What there is to say about a function, piece by piece: who, what happens, and which of its data that tells.

Each event of its variables and each of its loans is told by exactly one remark, but for borrows of temporary
values that nobody keeps, which none tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from borrowproof.model.timeline import Event, EventKind, Function, Target, Variable
from borrowproof.ownership.refused_starts import refused_starts
from borrowproof.ownership.timeline_queries import START_EVENTS, move_target, with_captures_at_start
from borrowproof.ownership.wording import phrases, scope_ends, uninitialized
from borrowproof.ownership.wording.loan_remarks import loan_remarks
from borrowproof.ownership.wording.phrases import READ_AND_WRITTEN, USES
from borrowproof.ownership.wording.refusals import refused_event
from borrowproof.ownership.wording.remark import PendingStarts, Rank, Remark, when, with_condition


def remarks(function: Function) -> list[Remark]:
    """All of them, by line and in the order of execution; of drops on other paths than the usual one last."""
    function = with_captures_at_start(function)
    begun = _begun_by_others(function)
    said = [*_moves(function, begun), *loan_remarks(function, begun), *_further(function, begun)]
    told = {id(e) for s in said for e in s.events}
    for variable in function.variables:
        said += _starts(function, variable, told)
        said += _small(variable, told)
        said += uninitialized.maybe_uninit_remarks(function, variable)
        said += scope_ends.scope_end_remarks(function, variable)
    said += scope_ends.drop_remarks(function)
    never = refused_starts(function)
    said = [_hypothetical(with_condition(remark, function), never) for remark in said]
    return sorted(said, key=lambda s: (s.line, s.rank is Rank.DROP_SOMEWHERE, when(s, function), s.rank))


def _hypothetical(remark: Remark, never: frozenset[int]) -> Remark:
    """What would be done with a variable that is given a value only by what the compiler refuses."""
    if never.isdisjoint(remark.variables) or " would " in remark.phrase.one:
        return remark
    return replace(remark, phrase=phrases.would(remark.phrase))


_GIVEN = (EventKind.DECLARE, EventKind.INIT, EventKind.REINIT, EventKind.REASSIGN)


# --- how variables come by their values ---------------------------------------------------------------------------


def _begun_by_others(function: Function) -> PendingStarts:
    """(variable, line) -> the start of a variable that is told with the move or the borrow it starts with."""
    by_id = {v.id: v for v in function.variables}
    found = {}
    for there, line in _sources(function):
        events = tuple(e for e in by_id[there].events if e.line == line and e.kind in START_EVENTS)
        kinds = {e.kind for e in events}
        if EventKind.INIT in kinds and EventKind.ARGUMENT not in kinds:
            found[there, line] = events
    return found


def _sources(function: Function) -> Iterator[tuple[int, int]]:
    """(variable, line) into which something is moved, or where a reference begins to borrow."""
    for variable in function.variables:
        for event in variable.events:
            there = move_target(function, variable, event.target)
            if there is not None:
                yield there, event.line
    references = {v.id for v in function.variables if v.reference is not None}
    for loan in function.loans:
        yield from ((h, loan.line) for h in loan.holders if h in references and h != loan.variable_id)


def _moves(function: Function, begun: PendingStarts) -> Iterator[Remark]:
    for variable in function.variables:
        for event in variable.events:
            if event.kind in (EventKind.MOVE, EventKind.REFUSED):
                there = move_target(function, variable, event.target)
                start = begun.pop((there, event.line), ()) if there is not None else ()
                who = (variable.id,) if there is None else (variable.id, there)
                what = phrases.place(variable, event.place)
                into = next((v for v in function.variables if v.id == there), None)
                phrase = uninitialized.hedged_event(event, variable, phrases.move(event, into))
                yield Remark(event.line, Rank.MOVE, what, phrase, who, (event, *start))


def _further(function: Function, begun: PendingStarts) -> Iterator[Remark]:
    """What variables borrow from behind a shared reference: of that rustc keeps no loan."""
    by_id = {v.id: v for v in function.variables}
    for variable in function.variables:
        for event in variable.events:
            there = move_target(function, variable, event.target)
            if event.kind is not EventKind.READ or there is None or phrases.is_capture(event):
                continue
            start = begun.pop((there, event.line), ()) if by_id[there].reference is not None else ()
            subject, phrase = phrases.name(by_id[there]), phrases.borrows(variable, event)
            if phrases.is_shared_reborrow(event):
                subject, phrase = phrases.read_text(variable, event), phrases.use(event)
            phrase = uninitialized.hedged_event(event, variable, phrase)
            yield Remark(event.line, Rank.LOAN, subject, phrase, (variable.id, there), (event, *start))


def _starts(function: Function, variable: Variable, told: set[int]) -> Iterator[Remark]:
    """Arguments, declarations, first and new values; a drop that makes room is told with its new value."""
    lines: dict[tuple[int, EventKind], list[Event]] = {}  # one line may give a value and change it
    for event in variable.events:
        if (event.kind in START_EVENTS and id(event) not in told) or event.replaced:
            lines.setdefault((event.line, _begins_as(event)), []).append(event)
    name = phrases.name(variable)
    for (line, _), events in lines.items():
        read = _read_to_update(variable, line)
        if read and events[0].kind is EventKind.REASSIGN:
            phrase = refused_event(events[0], variable, READ_AND_WRITTEN)
            yield Remark(line, Rank.START, name, phrase, (variable.id,), (*read, *events))
            continue
        old = [e for e in events if e.replaced]
        new = [e for e in events if e not in old]
        again = any(e.kind in (EventKind.REASSIGN, EventKind.REINIT) for e in new)
        with_new = [e for e in old if again and e.place == variable.name]
        if new:
            told_here = (*with_new, *new)
            phrase = phrases.start(variable, told_here, function.kind)
            refused = next((e for e in told_here if e.refused is not None), None)
            phrase = refused_event(refused, variable, phrase) if refused is not None else phrase
            yield Remark(line, Rank.START, name, phrase, (variable.id,), told_here)
        for event in (e for e in old if e not in with_new):
            what = phrases.place(variable, event.place)
            phrase = refused_event(event, variable, phrases.drop_of_replaced(event))
            yield Remark(line, Rank.REPLACED, what, phrase, (variable.id,), (event,))


def _begins_as(event: Event) -> EventKind:
    """Whether a variable comes with a value, gets its first one, or another one."""
    first = event.kind in (EventKind.DECLARE, EventKind.INIT)
    return EventKind.INIT if first else event.kind if event.kind is EventKind.ARGUMENT else EventKind.REASSIGN


def _read_to_update(variable: Variable, line: int) -> list[Event]:
    """The copies of a variable's old value on a line on which it is given a new one that drops nothing, as of
    `n += 1`; its first value may be given on the same line."""
    given = [e.kind for e in variable.events if e.line == line and (e.kind in _GIVEN or e.replaced)]
    plain = set(given) - {EventKind.DECLARE, EventKind.INIT} == {EventKind.REASSIGN}
    kind, place = EventKind.COPY, variable.name
    return [e for e in variable.events if plain and (e.line, e.kind, e.place, e.target) == (line, kind, place, None)]


# --- what happens to values -----------------------------------------------------------------------------------------


def _small(variable: Variable, told: set[int]) -> Iterator[Remark]:
    """Copies, writes and raw pointers; what is done to one place several times on a line is told once."""
    updating = [e for line in {e.line for e in variable.events} for e in _read_to_update(variable, line)]
    groups: dict[tuple[int, EventKind, str, Target | None], list[Event]] = {}
    for event in variable.events:
        if event.kind in (EventKind.READ, EventKind.LEND, *USES) and event not in updating and id(event) not in told:
            groups.setdefault((event.line, event.kind, event.place, event.target), []).append(event)
    for (line, kind, place, _), events in groups.items():
        what = phrases.read_text(variable, events[0])
        rank, phrase = Rank.WRITTEN if kind is EventKind.WRITE else Rank.USE, phrases.use(events[0])
        written, copied = (groups.get((line, both, place, None)) for both in (EventKind.WRITE, EventKind.COPY))
        if written and copied and kind is EventKind.COPY:
            continue  # told with the write, as of `*r += 1`
        if written and copied and kind is EventKind.WRITE:
            phrase, events = READ_AND_WRITTEN, copied + written
        phrase = uninitialized.hedged_event(events[0], variable, phrase)
        yield Remark(line, rank, what, phrase, (variable.id,), tuple(events))
