"""What a timeline claims about a probe, held against what rustc said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.timeline import EndKind, EventKind, Loan, ReferenceKind, State, Variable
from tests.oracles.asking import Said
from tests.oracles.copies import Answer
from tests.oracles.probes import Probe, Use

_WITHOUT_VALUE = frozenset({"E0381", "E0382"})
_IN_CONFLICT = frozenset({"E0499", "E0501", "E0502"})

_LATER = re.compile(r"later (?:used|stored|captured)|might be used here, when `(\w+)` is dropped")


class Result(StrEnum):
    """How a probe came out."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_PUT = "cannot stand there"
    NOT_REACHED = "control never gets there"
    NO_CLAIM = "no state is derived for that line"
    HIDDEN = "hidden behind an error that the program has without the probe"
    OPEN = "the line says too little (a loop may come back to it with a loan)"


@dataclass(frozen=True, slots=True)
class Judged:
    """One probe's result, with what differs where something does."""

    probe: Probe
    result: Result
    why: str = ""
    ends: int = 0  # places where rustc says that a loan is needed later, held against its ends

    def __str__(self) -> str:
        return f"{self.probe}: {self.why}"


def judge(probe: Probe, answer: Answer, control: Sequence[Said]) -> Judged:
    """Hold one answer against the timeline. `control` is what rustc says of the program without probes."""
    state = next((s.state for s in probe.variable.states if s.line == probe.line), None)
    if not answer.put:
        return Judged(probe, Result.NOT_PUT)
    if not answer.reached:
        return Judged(probe, Result.NOT_REACHED)
    if state is None:
        return Judged(probe, Result.NO_CLAIM)
    if state is not State.OWNED:
        return _without_value(probe, state, answer, control)
    lacking = [e for e in answer.errors if e.code in _WITHOUT_VALUE]
    if lacking:
        return Judged(probe, Result.DISAGREES, f"derived {state}, rustc says {_codes(lacking)}")
    return _conflict(probe, answer)


def _without_value(probe: Probe, state: State, answer: Answer, control: Sequence[Said]) -> Judged:
    said = next((e for e in answer.errors if e.code in _WITHOUT_VALUE), None)
    if said is None:
        hidden = any(_names(e, probe.variable.name) for e in control if e.code in _WITHOUT_VALUE)
        return Judged(probe, Result.HIDDEN if hidden else Result.DISAGREES, f"derived {state}, rustc says nothing")
    never = said.code == "E0381"
    if never and state not in (State.UNINIT, State.MAYBE):
        return Judged(
            probe, Result.DISAGREES, f"derived {state}, rustc says it was never given a value: {said.message}"
        )
    if not never and state is State.UNINIT:
        return Judged(probe, Result.DISAGREES, f"derived {state}, rustc says it was moved: {said.message}")
    partly = "partially moved" in said.message or "partially assigned" in said.message
    if partly and state not in (State.PARTIAL, State.MAYBE):
        return Judged(probe, Result.DISAGREES, f"derived {state}, rustc says {said.message}")
    return _moved_where(probe, said)


def _names(error: Said, variable: str) -> bool:
    """Whether an error is about a variable, or does not say what it is about."""
    return f"`{variable}" in error.message or "`" not in error.message


def _moved_where(probe: Probe, said: Said) -> Judged:
    """Each line on which rustc says the value went must have a move of this variable."""
    moves = {e.line for e in probe.variable.events if e.kind is EventKind.MOVE}
    told = {p.line for p in said.places if re.match(r"value (partially )?moved", p.label) and not p.primary}
    if told - moves:
        return Judged(probe, Result.DISAGREES, f"rustc says moved on {sorted(told)}, derived moves on {sorted(moves)}")
    return Judged(probe, Result.AGREES)


def _conflict(probe: Probe, answer: Answer) -> Judged:
    said = [e for e in answer.errors if e.code in _IN_CONFLICT]
    certain, possible = _in_force(probe)
    if said:
        told = {p.line for e in said for p in e.places if re.search(r"borrow.* occurs here|construct", p.label)}
        issued = {loan.line for loan in (*certain, *possible)}
        if not issued:
            return Judged(probe, Result.DISAGREES, f"no loan derived, rustc says {_codes(said)} {sorted(told)}")
        if told - {probe.line} - issued:
            return Judged(probe, Result.DISAGREES, f"loans of lines {sorted(issued)}, rustc says {sorted(told)}")
        return _needed_later(probe, said, [loan for loan in (*certain, *possible) if loan.line in told])
    if certain:
        lines = sorted({loan.line for loan in certain})
        return Judged(probe, Result.DISAGREES, f"loans of lines {lines} derived in force, rustc says nothing")
    return Judged(probe, Result.OPEN if possible else Result.AGREES)


def _needed_later(probe: Probe, said: Sequence[Said], loans: Sequence[Loan]) -> Judged:
    """Where rustc says that a borrow is used later, a loan must be needed; where that is its last line it must end, by
    the drop that rustc names, if it names one."""
    count = 0
    if any(probe.variable.id in loan.holders for loan in loans):
        loans = []  # the probe itself is the later use
    for place in (p for e in said for p in e.places):
        later = _LATER.search(place.label)
        if later is None or "iteration" in place.label or not loans:
            continue
        count += 1
        if not any(place.line in loan.needed_lines for loan in loans):
            return Judged(probe, Result.DISAGREES, f"rustc says {place.label!r} on {place.line}, no loan is needed")
        ends = [end for loan in loans for end in loan.ends if end.line == place.line]
        last = not probe.in_loop and all(place.line == max(loan.live_lines) for loan in loans)
        gone = [
            end for end in ends if end.kind in (EndKind.SCOPE_END, EndKind.OVERWRITE)
        ]  # too early, so E0597 or E0506
        dropped = gone or [end for end in ends if end.kind is EndKind.DROP and later[1] in (None, end.name)]
        if last and not (dropped if later[1] else ends):
            return Judged(probe, Result.DISAGREES, f"rustc says {place.label!r} on {place.line}, derived ends {ends}")
    return Judged(probe, Result.AGREES, ends=count)


def _in_force(probe: Probe) -> tuple[list[Loan], list[Loan]]:
    """The loans that the probe conflicts with: those certainly in force where it stands, and those perhaps."""
    mine = [loan for loan in probe.function.loans if loan.variable_id == probe.variable.id and _conflicts(probe, loan)]
    certain, possible = before(mine, probe.line, probe.program.lines, in_loop=probe.in_loop)
    # A use of a variable that holds a loan of itself keeps that loan in force.
    kept = [loan for loan in mine if probe.variable.id in loan.holders and loan not in certain]
    return certain, [*possible, *kept]


def before(loans: Sequence[Loan], line: int, lines: Sequence[str], *, in_loop: bool) -> tuple[list[Loan], list[Loan]]:
    """The loans in force where a statement would stand that is written before `line`: certainly, and perhaps.

    A loan that is made on that very line, or further down, is in force before it only where a loop comes back with
    it. The line that closes a block is also reached from the block's other branches.
    """
    felt = [loan for loan in loans if line in loan.live_lines]
    previous = next((n for n in range(line - 1, 0, -1) if lines[n - 1].strip()), 0)
    closes = lines[line - 1].lstrip().startswith("}")
    certain = [x for x in felt if x.line < line and (not closes or previous in x.live_lines)]
    return certain, [x for x in felt if x not in certain and (in_loop or x.line < line)]


def _conflicts(probe: Probe, loan: Loan) -> bool:
    if _behind_shared(probe.variable, loan):
        return False  # rustc tracks no loan of what lies behind a shared reference: nothing can change it
    reserved = loan.two_phase is not None and probe.line < loan.two_phase
    exclusive = loan.kind is ReferenceKind.MUTABLE and not reserved
    return exclusive or probe.use is Use.WRITE


def _behind_shared(variable: Variable, loan: Loan) -> bool:
    return loan.reborrow and variable.reference is ReferenceKind.SHARED


def _codes(errors: Sequence[Said]) -> str:
    return ", ".join(e.code or e.message for e in errors)
