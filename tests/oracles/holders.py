"""Holders: which variables keep a loan in force while they are used later.

Where no loan of `x` is in force any more, `{ let _use = &mut x; let _hold = &v; }` is an error exactly if `v` holds a
loan of `x`: its later use brings the loan back. So rustc tells the holders of every loan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from borrowproof.model.timeline import EventKind, Function, Loan, State, Timeline, Variable
from tests.oracles import claims, probes
from tests.oracles.copies import Answer
from tests.oracles.probes import REACHED, Probe, Use
from tests.oracles.programs import Program

_IN_CONFLICT = frozenset({"E0499", "E0502"})
_GIVEN = frozenset({EventKind.REINIT, EventKind.REASSIGN})


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """Whether `other` holds one of `loans`, which are of `owner` and no longer in force before `line`."""

    program: Program
    function: Function
    root: Function
    line: int
    owner: Variable
    other: Variable
    loans: tuple[Loan, ...]

    @property
    def text(self) -> str:
        used = f"let _use = &mut {self.owner.name}; let _hold = &{self.other.name};"
        return f"{{ let {REACHED}: (); let _ = &{REACHED}; {used} }}"

    def __str__(self) -> str:
        where = f"{self.program.name}:{self.line} ({self.function.name})"
        return f"{where} {self.other.name} holding {self.owner.name}"


def plan(program: Program, timeline: Timeline) -> Iterator[Holding]:
    """Every question that the text of an accepted program has room for."""
    writes = [probe for probe in probes.plan(program, timeline) if probe.use is Use.WRITE and _is_owned(probe)]
    for probe in writes:
        mine = [x for x in probe.function.loans if x.variable_id == probe.variable.id]
        certain, possible = claims.before(mine, probe.line, program.lines, in_loop=probe.in_loop)
        over = tuple(loan for loan in mine if loan.line < probe.line)
        if certain or possible or not over or probe.variable.reference is not None:
            continue
        for near in (p for p in writes if p.function is probe.function and p.line == probe.line and p is not probe):
            owner, other = probe.variable, near.variable
            yield Holding(program, probe.function, probe.root, probe.line, owner, other, over)


def _is_owned(probe: Probe) -> bool:
    return any(s.line == probe.line and s.state is State.OWNED for s in probe.variable.states)


def difference(holding: Holding, answer: Answer) -> str | None:
    """What rustc and the timeline say differently about the holding.

    A loan is gone where its owner, or the holder itself, was given another value since, and it was never there where
    the holder is given its first value on another path.
    """
    conflicts = [e for e in answer.errors if e.code in _IN_CONFLICT and f"`{holding.owner.name}`" in e.message]
    theirs = {p.line for e in conflicts for p in e.places if "occurs here" in p.label and not p.primary}
    ours = {loan.line for loan in holding.loans if holding.other.id in loan.holders}
    if theirs - ours or (ours and not theirs and not _is_overwritten(holding)):
        return f"{holding}: derived loans of lines {sorted(ours)}, rustc says {sorted(theirs)}"
    return None


def _is_overwritten(holding: Holding) -> bool:
    first = min(loan.line for loan in holding.loans)
    own = holding.other.events
    branches = [e for e in own if e.kind is EventKind.INIT]
    given = [e for e in (*holding.owner.events, *own) if e.kind in _GIVEN]
    given += branches if len(branches) > 1 else []
    return any(first < e.line < holding.line for e in given)
