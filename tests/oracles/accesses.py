"""Accesses: a statement that reads, changes, lends or moves a variable is inserted before a line, and rustc is asked
whether the program is then an error that it was not before, and which.

`borrowproof.ownership.analysis.access_denials` answers the same from the facts of the program as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.access import Access, Denial, Obstacle
from borrowproof.model.timeline import Function, Timeline, Variable
from tests.oracles.asking import Said
from tests.oracles.copies import Answer
from tests.oracles.probes import REACHED, visible_places
from tests.oracles.programs import Program

_ANY = "fn any_value<T>() -> T {{ loop {{}} }}"  # a value of any type, for whoever does not run the program
_STATEMENTS = {
    Access.READ: "let _probe = &{name};",
    Access.CHANGE: _ANY + " {name} = any_value();",
    Access.LEND: "let _probe = &{name};",
    Access.LEND_MUTABLY: "let _probe = &mut {name};",
    Access.MOVE: "let _probe = {name};",
}
_COPY = "let _probe = {name};"


class Result(StrEnum):
    """How an access came out."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_PUT = "cannot stand there"
    NOT_REACHED = "control never gets there"
    NO_CLAIM = "nothing is told of it there"
    UNKNOWN = "it is not known whether its type is `Copy`"
    HIDDEN = "hidden behind an error that the program has without it"


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """An access to a variable before a line, as `probes.Probe` is a use of one."""

    program: Program
    root: Function
    variable: Variable
    line: int
    access: Access

    @property
    def text(self) -> str:
        copied = self.access is Access.READ and self.variable.is_copy
        statement = (_COPY if copied else _STATEMENTS[self.access]).format(name=self.variable.name)
        return f"{{ let {REACHED}: (); let _ = &{REACHED}; {statement} }}"

    def __str__(self) -> str:
        return f"{self.program.name}:{self.line} {self.access} {self.variable.name}"


def plan(program: Program, timeline: Timeline) -> Iterator[Attempt]:
    """Every access that the text of the program has room for."""
    for _, root, variable, line in visible_places(program, timeline):
        if not variable.temporary:  # which has no name that a program could write
            yield from (Attempt(program, root, variable, line, access) for access in Access)


@dataclass(frozen=True, slots=True)
class Judged:
    """One attempt's result, with what differs where something does."""

    attempt: Attempt
    result: Result
    why: str = ""

    def __str__(self) -> str:
        return f"{self.attempt}: {self.why}"


def judge(attempt: Attempt, answer: Answer, control: Sequence[Said]) -> Judged:
    """Hold one answer against the timeline. `control` is what rustc says of the program as it stands."""
    if not answer.put:
        return Judged(attempt, Result.NOT_PUT)
    if not answer.reached:
        return Judged(attempt, Result.NOT_REACHED)
    if attempt.variable.captured or all(s.line != attempt.line for s in attempt.variable.states):
        return Judged(attempt, Result.NO_CLAIM)
    denial = denial_of(attempt)
    if denial is not None and denial.obstacle is Obstacle.UNKNOWN:
        return Judged(attempt, Result.UNKNOWN)
    said = new_errors(answer, control)
    codes = sorted({str(error.code) for error in said})
    if denial is None:
        return Judged(attempt, Result.DISAGREES, f"allowed, rustc says {_texts(said)}") if said else _agrees(attempt)
    if denial.code in codes:
        return _agrees(attempt)
    if _is_hidden(attempt, denial, said, control):
        return Judged(attempt, Result.HIDDEN)
    told = f"{denial.obstacle} at {denial.at}, {denial.code}"
    return Judged(attempt, Result.DISAGREES, f"denied ({told}), rustc says {_texts(said) or 'nothing'}")


def _is_hidden(attempt: Attempt, denial: Denial, said: Sequence[Said], control: Sequence[Said]) -> bool:
    """Whether rustc keeps the error to itself: it reports one lack of a value for a variable, and one error a place."""
    relevant = [error for error in control if not said or error.code == denial.code]
    about = any(f"`{attempt.variable.name}" in e.message or "`" not in e.message for e in relevant)
    return about or any(e.places and e.primary.line == denial.at and e.code == denial.code for e in control)


def _agrees(attempt: Attempt) -> Judged:
    return Judged(attempt, Result.AGREES)


def denial_of(attempt: Attempt) -> Denial | None:
    """What the timeline has against an attempt."""
    mine = (d for d in attempt.variable.denials if d.access is attempt.access and attempt.line in d.lines)
    return next(mine, None)


def new_errors(answer: Answer, control: Sequence[Said]) -> list[Said]:
    """The errors that the program has because of the attempt."""
    known = Counter((error.code, _message(error)) for error in control)
    found = list(answer.errors)
    for error in (e for e in answer.elsewhere if REACHED not in e.message):
        if known[error.code, _message(error)]:
            known[error.code, _message(error)] -= 1
        else:
            found.append(error)
    return found


def _message(error: Said) -> str:
    """What an error says, however sure it is: one more assignment makes `isn't initialized` a possibility."""
    return error.message.replace("isn't initialized", "is possibly-uninitialized")


def _texts(errors: Sequence[Said]) -> str:
    return "; ".join(f"{e.code} {e.message} ({e.primary.line})" for e in errors)
