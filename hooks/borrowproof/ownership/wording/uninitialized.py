"""What is said where a variable has no value, or may have none, and of what would be done with that value."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.model.timeline import Event, EventKind, Function, Loan, State, Variable
from borrowproof.ownership.timeline_queries import state_at
from borrowproof.ownership.wording import phrases
from borrowproof.ownership.wording.phrases import Phrase, would
from borrowproof.ownership.wording.refusals import refused_event, refused_loan
from borrowproof.ownership.wording.remark import Rank, Remark

_USES = (EventKind.MOVE, EventKind.REFUSED, EventKind.COPY, EventKind.READ, EventKind.RAW, EventKind.DROP_IF_OWNED)


def hedged_event(event: Event, variable: Variable, phrase: Phrase) -> Phrase:
    """What an event does, or would do if there were a value to do it with."""
    told = refused_event(event, variable, phrase)
    if event.kind is EventKind.WRITE and event.before is State.PARTIAL:
        return told  # a part that has moved gets a value again
    return _in_vain(told, variable, event.before, event.place, event.line)


def hedged_loan(loan: Loan, owner: Variable, phrase: Phrase) -> Phrase:
    """Who borrows a value, or would if there were one."""
    told = refused_loan(loan, owner, phrase)
    return _in_vain(told, owner, loan.before or state_at(owner, loan.line), loan.place, loan.line)


def maybe_uninit_remarks(function: Function, variable: Variable) -> Iterator[Remark]:
    """Where paths meet after which the variable may or may not have its value; not where a use says so."""
    before = State.MAYBE
    for state in variable.states:
        if state.state is State.MAYBE and before is not State.MAYBE and not _used(function, variable, state.line):
            name = phrases.name(variable)
            yield Remark(state.line, Rank.MAYBE_UNINIT, name, _doubt(variable, state.line), (variable.id,))
        before = state.state


def _used(function: Function, variable: Variable, line: int) -> bool:
    """Whether something on the line needs the value that may not be there, so that its sentence tells of the doubt."""
    events = (e for e in variable.events if e.line == line and e.kind in _USES)
    loans = (loan for loan in function.loans if (loan.line, loan.variable_id) == (line, variable.id))
    return any(e.before is State.MAYBE for e in events) or (
        state_at(variable, line) is State.MAYBE and any(True for _ in loans)
    )


def _in_vain(phrase: Phrase, variable: Variable, state: State | None, place: str, line: int) -> Phrase:
    lacking = _lacking(variable, state, place, line)
    if lacking is None:
        return phrase
    hedged = would(phrase)
    return Phrase(f"{hedged.one}, but {lacking.one}", f"{hedged.many}, but {lacking.many}")


def _lacking(variable: Variable, state: State | None, place: str, line: int) -> Phrase | None:
    """Why `place` of a variable in that state cannot be used, None where it can be."""
    if state is State.MOVED:
        return Phrase("there is no value any more", "there are no values any more")
    if state is State.UNINIT:
        return Phrase("there is no value yet", "there are no values yet")
    if state is State.PARTIAL and place == variable.name:
        return Phrase("parts of it have moved", "parts of them have moved")
    if state is State.PARTIAL:
        return _moved_part(variable, place, line)
    if state is not State.MAYBE:
        return None
    if _has_moved(variable, line):
        return Phrase("it may have moved already", "they may have moved already")
    return Phrase("there may be no value yet", "there may be no values yet")


def _moved_part(variable: Variable, place: str, line: int) -> Phrase | None:
    """What has moved the part of a variable that `place` is, or lies in; None where it is another one."""
    moved = {part for s in variable.states if s.line == line for part in s.parts if _is_within(place, part)}
    moves = [e.line for e in variable.events if e.kind is EventKind.MOVE and e.place in moved]
    earlier = [n for n in moves if n < line] or moves
    if not earlier:
        return None
    return Phrase(f"line {max(earlier)} moves it away", f"line {max(earlier)} moves them away")


def _is_within(place: str, part: str) -> bool:
    return place == part or place.startswith((f"{part}.", f"{part}["))


def _doubt(variable: Variable, line: int) -> Phrase:
    """What is uncertain about a variable from `line` on."""
    earlier = any(e.kind is EventKind.MOVE and e.line < line for e in variable.events)
    if not _has_moved(variable, line):
        return _alike("{} may be without a value (depends on the path taken)")
    return _alike("{} may be moved (depends on the path taken)" if earlier else "{} may have moved in an earlier round")


def _alike(text: str) -> Phrase:
    return Phrase(text, text)


def _has_moved(variable: Variable, line: int) -> bool:
    """Whether a value that may be missing on `line` has moved: further up, or, in a loop, further down."""
    moves = [e.line for e in variable.events if e.kind is EventKind.MOVE]
    return any(n < line for n in moves) or (bool(moves) and all(s.state is not State.UNINIT for s in variable.states))
