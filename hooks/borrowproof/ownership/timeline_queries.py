"""What a reader makes of derived data: questions that the picture and the sentences both ask. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

from borrowproof.model.timeline import (
    EndKind,
    Event,
    EventKind,
    Function,
    Loan,
    ReferenceKind,
    State,
    Target,
    TargetKind,
    Variable,
)

LASTS_TOO_LONG = frozenset({"E0373", "E0515", "E0597", "E0712", "E0713", "E0716"})  # errors about loans that do
START_EVENTS = (EventKind.ARGUMENT, EventKind.DECLARE, EventKind.INIT, EventKind.REINIT, EventKind.REASSIGN)


class DropPaths(Enum):
    """On which paths a value is dropped on a line."""

    THROUGH = "through"  # on the one that reaches the line from above, among others
    EARLY = "early"  # on others only, that leave by `return`, `?`, `break` or `continue`
    UNSURE = "unsure"


def has_lanes(function: Function) -> bool:
    """Whether a body has lanes. On a single line within another body there is nothing to follow; words say it."""
    return function.parent_line is None or function.last_line > function.first_line


def is_read_by_macro(loan: Loan) -> bool:
    """A borrow for a macro such as `println!`, which the reader sees as reading."""
    return loan.kind is ReferenceKind.SHARED and not loan.holders and (loan.lent_to or "").endswith("!")


def never_begins(loan: Loan) -> bool:
    """Whether rustc refuses a borrow where it is made; not one that only lasts for too long, or that a loop refuses in
    its next round."""
    refusal = loan.refused
    if refusal is None or refusal.code in LASTS_TOO_LONG:
        return False
    return refusal.line is not None and refusal.line <= loan.line


def early_drop_line(loan: Loan) -> int | None:
    """The line on which a temporary value is dropped while this loan of it is still needed, None for other loans."""
    gone = (end.line for end in loan.ends if end.kind is EndKind.SCOPE_END)
    return min(gone, default=None) if loan.of_temporary else None


def closure_word(holder: Variable) -> str:
    """What to call the value of a variable that captures others, "" where it is nothing of that kind."""
    found = re.match(r"(closure|coroutine|(?:async )?gen \w+|async \w+)\b", holder.type)
    return f"the {found[1]}" if found else ""


def with_captures_at_start(function: Function) -> Function:
    """The function with its captured variables beginning where its own lines do, not where they are declared."""

    def moved(variable: Variable) -> Variable:
        events = tuple(replace(e, line=max(e.line, function.first_line)) for e in variable.events)
        return replace(variable, line=max(variable.line, function.first_line), events=events)

    return replace(function, variables=tuple(moved(v) if v.captured else v for v in function.variables))


def reference_kind(variable: Variable) -> ReferenceKind | None:
    """Of which kind of reference a variable is; what a closure captures by reference is one to the closure."""
    return variable.by_reference if variable.captured and variable.by_reference else variable.reference


def is_plain_data(variable: Variable) -> bool:
    """Data that is never moved and needs no drop, such as a number: its lane is thin.

    What a closure captures by value is dropped with the closure, so that it is not known to be plain.
    """
    moved = any(e.kind is EventKind.MOVE for e in variable.events)
    return not (reference_kind(variable) or variable.needs_drop or variable.captured or moved)


def move_target(function: Function, variable: Variable, target: Target | None) -> int | None:
    """The id of the variable of the same body that a move goes into, if there is one."""
    if target is None or target.kind not in (TargetKind.VARIABLE, TargetKind.CLOSURE):
        return None
    there = {v.id for v in function.variables} - {variable.id}
    return target.variable_id if target.variable_id in there else None


def holders_of(function: Function, loan: Loan) -> list[int]:
    """Whom the borrow is for: those who get a value on its line, else those who are the first to get one; nobody else
    where the variable that is lent keeps the loan itself."""
    starts = {
        v.id: sorted(e.line for e in v.events if e.kind in START_EVENTS)
        for v in function.variables
        if v.id in loan.holders
    }
    holders = [h for h in loan.holders if h != loan.variable_id and starts.get(h)]
    at_once = [h for h in holders if loan.line in starts[h]]
    if not at_once and loan.variable_id in loan.holders:
        return []
    first = min((starts[h][0] for h in holders), default=0)
    return at_once or [h for h in holders if starts[h][0] == first]


def state_at(variable: Variable, line: int) -> State | None:
    """What a variable holds on a line, None where that is not known, changes on the line itself, or is not what one
    sees there (a guard below its pattern looks at a value that its variable is given only afterwards)."""
    state = next((s.state for s in variable.states if s.line == line), None)
    kinds = (*START_EVENTS, EventKind.WRITE)
    given = [e.line for e in variable.events if e.kind in kinds and e.kind is not EventKind.DECLARE]
    seen = state is State.UNINIT and any(n < line for n in given)
    return None if seen or line in given else state


def drop_paths(function: Function, variable: Variable, drop: Event) -> DropPaths:
    """On which paths `drop` happens: on the one that comes from above, if that brings the state it happens in.

    What changes on the very line of the drop, such as a block on one line, leaves that open.
    """
    changes = (*START_EVENTS, EventKind.MOVE)
    if any(e.line == drop.line and e.kind in changes for e in variable.events):
        return DropPaths.UNSURE
    states = {s.line: s.state for s in variable.states}
    if drop.line in states and drop.before is not None:
        return DropPaths.THROUGH if states[drop.line] is drop.before else DropPaths.EARLY
    reached = any(s.line == drop.line for v in function.variables for s in v.states)
    return DropPaths.UNSURE if states and reached and drop.line not in states else DropPaths.THROUGH
