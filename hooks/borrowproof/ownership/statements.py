"""What there is to say about a function, piece by piece: who, what happens, and which of its data that tells.

Each event of its variables and each of its loans is told by exactly one statement, but for borrows of temporary
values that nobody keeps, which none tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from borrowproof.ownership import phrases
from borrowproof.ownership.model import Event, EventKind, Function, State, Variable
from borrowproof.ownership.phrases import DROPS, READ_AND_WRITTEN, SMALL, Phrase
from borrowproof.ownership.views import STARTS, Way, holders_of, leads_to, settled, turn_of, way_of


class Rank(IntEnum):
    """Of one line, what is told first: about the order in which such things are executed."""

    DOUBT = 0
    LOAN = 1
    SMALL = 2
    MOVE = 3
    START = 4
    WRITTEN = 5
    REPLACED = 6
    DROP = 7
    DROP_SOMEWHERE = 8
    END = 9


@dataclass(frozen=True, slots=True)
class Statement:
    """`subject` and a phrase that goes with it; `variables` are those whom it is about, by id."""

    line: int
    rank: Rank
    subject: str
    phrase: Phrase
    variables: tuple[int, ...]
    events: tuple[Event, ...] = ()
    loans: tuple[int, ...] = ()


Begun = dict[tuple[int, int], tuple[Event, ...]]


def statements(function: Function) -> list[Statement]:
    """All of them, by line and rank; drops in their order."""
    function = settled(function)
    begun = _begun_by_others(function)
    said = [*_moves(function, begun), *_loans(function, begun)]
    told = {id(e) for s in said for e in s.events}
    for variable in function.variables:
        said += _starts(function, variable, told)
        said += _small(function, variable)
        said += _doubts(function, variable)
        said += _ends(function, variable)
    said += _drops(function)
    given = {(v.id, e.line) for v in function.variables for e in v.events if e.kind in _FIRST}
    return sorted(said, key=lambda s: (s.line, *_turn(s, given)))


_FIRST = (EventKind.ARGUMENT, EventKind.INIT)


def _turn(statement: Statement, given: set[tuple[int, int]]) -> tuple[int, int]:
    """When of its line a statement is told: what is done with a value after the value is there."""
    rank = statement.rank
    if rank in (Rank.LOAN, Rank.SMALL, Rank.MOVE) and (statement.variables[0], statement.line) in given:
        return Rank.START, 1 + rank
    return rank, 0


# --- how variables come by their values ---------------------------------------------------------------------------


def _begun_by_others(function: Function) -> Begun:
    """(variable, line) -> the start of a variable that is told with the move or the borrow it starts with."""
    by_id = {v.id: v for v in function.variables}
    found = {}
    for there, line in _sources(function):
        events = tuple(e for e in by_id[there].events if e.line == line and e.kind in STARTS)
        kinds = {e.kind for e in events}
        if EventKind.INIT in kinds and EventKind.ARGUMENT not in kinds:
            found[there, line] = events
    return found


def _sources(function: Function) -> Iterator[tuple[int, int]]:
    """(variable, line) into which something is moved, or where a reference begins to borrow."""
    for variable in function.variables:
        for event in variable.events:
            there = leads_to(function, variable, event.target)
            if there is not None:
                yield there, event.line
    references = {v.id for v in function.variables if v.reference is not None}
    for loan in function.loans:
        yield from ((h, loan.line) for h in loan.holders if h in references and h != loan.variable_id)


def _moves(function: Function, begun: Begun) -> Iterator[Statement]:
    for variable in function.variables:
        for event in variable.events:
            if event.kind is EventKind.MOVE:
                there = leads_to(function, variable, event.target)
                start = begun.pop((there, event.line), ()) if there is not None else ()
                who = (variable.id,) if there is None else (variable.id, there)
                what = phrases.place(function, variable, event.place)
                yield Statement(event.line, Rank.MOVE, what, phrases.move(event), who, (event, *start))


def _starts(function: Function, variable: Variable, told: set[int]) -> Iterator[Statement]:
    """Arguments, declarations, first and new values; a drop that makes room is told with its new value."""
    lines: dict[int, list[Event]] = {}
    for event in variable.events:
        if (event.kind in STARTS and id(event) not in told) or event.replaced:
            lines.setdefault(event.line, []).append(event)
    name = phrases.name(function, variable)
    for line, events in lines.items():
        old = [e for e in events if e.replaced]
        new = [e for e in events if e not in old]
        again = any(e.kind in (EventKind.REASSIGN, EventKind.REINIT) for e in new)
        if new:
            told_here = tuple(events if again else new)
            yield Statement(line, Rank.START, name, phrases.start(variable, told_here), (variable.id,), told_here)
        for event in () if again else old:
            what = phrases.place(function, variable, event.place)
            yield Statement(line, Rank.REPLACED, what, phrases.replaced(event), (variable.id,), (event,))


# --- what happens to values -----------------------------------------------------------------------------------------


def _small(function: Function, variable: Variable) -> Iterator[Statement]:
    """Copies, writes and raw pointers; what is done to one place several times on a line is told once."""
    groups: dict[tuple[int, EventKind, str], list[Event]] = {}
    for event in variable.events:
        if event.kind in SMALL:
            groups.setdefault((event.line, event.kind, event.place), []).append(event)
    for (line, kind, place), events in groups.items():
        what = phrases.place(function, variable, place)
        rank, phrase = Rank.WRITTEN if kind is EventKind.WRITE else Rank.SMALL, SMALL[kind]
        written, copied = groups.get((line, EventKind.WRITE, place)), groups.get((line, EventKind.COPY, place))
        if written and copied and kind is EventKind.COPY:
            continue  # told with the write, as of `*r += 1`
        if written and copied and kind is EventKind.WRITE:
            phrase, events = READ_AND_WRITTEN, copied + written
        yield Statement(line, rank, what, phrase, (variable.id,), tuple(events))


def _doubts(function: Function, variable: Variable) -> Iterator[Statement]:
    """Where paths meet after which the variable may or may not have its value."""
    before = State.MAYBE
    for state in variable.states:
        if state.state is State.MAYBE and before is not State.MAYBE:
            name = phrases.name(function, variable)
            yield Statement(state.line, Rank.DOUBT, name, phrases.doubt(variable, state.line), (variable.id,))
        before = state.state


def _loans(function: Function, begun: Begun) -> Iterator[Statement]:
    """Who borrows what, and what is lent."""
    by_id = {v.id: v for v in function.variables}
    silent = _told_with_others(function)
    for loan in sorted(function.loans, key=lambda loan: loan.two_phase is not None):  # in force after the others
        if (loan.variable_id is None and not loan.holders) or loan.id in silent:
            continue
        holders = [by_id[h] for h in holders_of(function, loan)]
        start = tuple(e for h in loan.holders for e in begun.pop((h, loan.line), ()))
        subject, phrase = phrases.lent(loan), phrases.lending(loan)
        if holders:
            closure = "the closure " if loan.capture else ""
            subject = closure + phrases.listed([phrases.name(function, h) for h in holders])
            phrase = phrases.held(loan, several=len(holders) > 1)
        who = tuple(dict.fromkeys(i for i in (loan.variable_id, *loan.holders) if i is not None))
        with_it = (i for i, other in silent.items() if other == loan.id)
        yield Statement(loan.line, Rank.LOAN, subject, phrase, who, start, (loan.id, *with_it))


def _told_with_others(function: Function) -> dict[int, int]:
    """Borrow of a temporary value -> the borrow of a variable by the same holder on the same line, which is told."""
    of_variables = {
        (h, loan.line): loan.id for loan in function.loans if loan.variable_id is not None for h in loan.holders
    }
    found = {}
    for loan in function.loans:
        others = [of_variables[h, loan.line] for h in loan.holders if (h, loan.line) in of_variables]
        if loan.variable_id is None and others:
            found[loan.id] = others[0]
    return found


# --- ends -----------------------------------------------------------------------------------------------------------


def _drops(function: Function) -> Iterator[Statement]:
    """The drops, each with the end of its scope; in their order, those of which it is known."""
    events = [(e, v) for v in function.variables for e in v.events if e.kind in DROPS and not e.replaced]
    ended: set[int] = set()
    for event, variable in sorted(events, key=lambda e: turn_of(e[1], e[0])):
        ends = [e for e in variable.events if _ends_on(e, event.line) and id(e) not in ended]
        ended |= {id(e) for e in ends}
        what = phrases.place(function, variable, event.place)
        way = way_of(function, variable, event)
        rank = Rank.DROP if way is Way.THROUGH else Rank.DROP_SOMEWHERE
        phrase = phrases.drop(event, early=way is Way.EARLY)
        yield Statement(event.line, rank, what, phrase, (variable.id,), (event, *ends))


def _ends(function: Function, variable: Variable) -> Iterator[Statement]:
    """The end of its scope, where nothing is dropped."""
    dropped = {e.line for e in variable.events if e.kind in DROPS and not e.replaced}
    ends: dict[int, list[Event]] = {}
    for event in variable.events:
        if event.kind is EventKind.SCOPE_END and event.line not in dropped:
            ends.setdefault(event.line, []).append(event)
    for line, events in ends.items():
        name = phrases.name(function, variable, phrases.end(variable, events[-1]))
        yield Statement(line, Rank.END, name, phrases.NOTHING_TO_DROP, (variable.id,), tuple(events))


def _ends_on(event: Event, line: int) -> bool:
    return event.kind is EventKind.SCOPE_END and event.line == line


def same_kind(said: Iterable[Statement]) -> list[list[Statement]]:
    """Statements that can share a sentence: of one line, rank and phrase; drops one after the other all do."""
    groups: dict[tuple[int, Rank, Phrase | None], list[Statement]] = {}
    for statement in said:
        phrase = None if statement.rank is Rank.DROP else statement.phrase
        groups.setdefault((statement.line, statement.rank, phrase), []).append(statement)
    return list(groups.values())
