"""Which variables a statement in front of a line can name, and what it may not do to each. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from borrowproof.model.access import Access, Denial
from borrowproof.model.timeline import Function, Loan, Timeline, Variable


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan that forbids something, and the variables that keep it in force."""

    loan: Loan
    holders: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Permissions:
    """What a statement in front of a line may do to a variable: everything that is not among `denials`. `lent` are the
    loans that these name, by id. Of a variable that is captured nothing is known: one more use of it may change how the
    closure captures it."""

    variable: Variable
    denials: dict[Access, Denial]
    lent: dict[int, Lent]


def body_at(timeline: Timeline, line: int) -> Function | None:
    """The innermost function or closure in which a statement in front of `line` lies."""
    around = [f for f in timeline.functions if f.first_line < line <= f.last_line]
    return min(around, key=lambda f: f.last_line - f.first_line, default=None)


def is_reached(function: Function, line: int) -> bool:
    """Whether control comes to `line` from above: some variable has a state there, or none has one before."""
    known = {state.line for v in function.variables for state in v.states}
    return not function.variables or line in known or line < min(known, default=0)


def permissions(function: Function, line: int) -> tuple[Permissions, ...]:
    """For every variable that a statement in front of `line` can name, in the order of declaration; none where control
    does not come to the line from above. Of two with one name, the later one hides the other."""
    nearest: dict[str, Variable] = {}
    for variable in function.variables:
        if variable.temporary or all(state.line != line for state in variable.states):
            continue
        nearest.pop(variable.name, None)
        nearest[variable.name] = variable
    return tuple(_permissions(function, variable, line) for variable in nearest.values())


def _permissions(function: Function, variable: Variable, line: int) -> Permissions:
    denials = {denial.access: denial for denial in variable.denials if line in denial.lines}
    by_id = {loan.id: loan for loan in function.loans}
    loans = [by_id[denial.loan_id] for denial in denials.values() if denial.loan_id in by_id]
    return Permissions(variable, denials, {loan.id: Lent(loan, _holders(function, loan, line)) for loan in loans})


def _holders(function: Function, loan: Loan, line: int) -> tuple[Variable, ...]:
    """Who keeps a loan in force where control comes to a line: on that line, or (in a loop) further up."""
    holding = {h.variable_id for h in loan.holdings if any(one >= line for one in h.lines)}
    keepers = holding or {h.variable_id for h in loan.holdings}
    return tuple(v for v in function.variables if v.id in keepers)
