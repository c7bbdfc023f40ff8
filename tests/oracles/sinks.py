"""Where borrowed and moved values go, and which borrows are two-phase: the timeline against rustc's typed tree.

The derivation follows a value through the temporaries of MIR; the tree, from before MIR, has a call's arguments below
the call. What goes into a macro's working has other names there, so it is not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.place_names import OPERATORS
from borrowproof.model.timeline import Event, EventKind, Function, Loan, ReferenceKind, Target, TargetKind, Timeline
from borrowproof.ownership.analysis.overloaded_places import INDEX
from tests.oracles import asking, thir
from tests.oracles.programs import Program
from tests.oracles.thir import Borrow, Sink, Uses

MOVES, LENT, TWO_PHASE = "where moved values go", "what borrows are made for", "two-phase borrows"
_CALLS_A_VALUE = frozenset({"call", "call_mut", "call_once", "async_call", "async_call_mut", "async_call_once", ""})
_KINDS = {
    thir.CALL: {TargetKind.CALL},
    thir.CLOSURE: {TargetKind.CLOSURE},
    thir.LET: {TargetKind.VARIABLE},
    thir.ASSIGN: {TargetKind.VARIABLE, TargetKind.PLACE},
    thir.RETURN: {TargetKind.RETURN},
}


@dataclass(slots=True)
class Result:
    compared: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def compare(rustc: Rustc, program: Program, timeline: Timeline) -> Result:
    """Every move and loan of a timeline that the tree has something to say about."""
    uses = thir.read(asking.tree(rustc, program.code, program.edition))
    result = Result()
    for function in timeline.functions:
        for compared, where, difference in (*_moves(function, uses), *_loans(function, uses)):
            result.compared[compared] += 1
            if difference:
                result.differences.append(f"{program.name}:{where} ({function.name}) {difference}")
    return result


Found = Iterator[tuple[str, int, str]]  # what is compared, the line, and what differs ("" where nothing does)


def _moves(function: Function, uses: Uses) -> Found:
    for event in (e for v in function.variables for e in v.events if e.kind is EventKind.MOVE):
        sinks = set(uses.named.get((event.line, event.column), ()))
        if event.target is None or None in sinks or not sinks or event.target.name.endswith("!"):
            continue
        told = [sink for sink in sinks if sink is not None]
        agree = any(_goes_there(event.target, sink) for sink in told)
        yield MOVES, event.line, "" if agree else f"{event.place}: derived {_target(event)}, rustc says {told}"


def _goes_there(target: Target, sink: Sink) -> bool:
    return target.kind in _KINDS[sink.kind] and (sink.kind != thir.CALL or _is_called(target.name, sink.callee))


def _is_called(name: str, callee: str) -> bool:
    operator = "[]" if name == INDEX else name
    return callee in _CALLS_A_VALUE or name.rpartition("::")[2] == callee or OPERATORS.get(callee) == operator


def _target(event: Event) -> str:
    return f"{event.target.kind} {event.target.name}" if event.target else "nothing"


def _loans(function: Function, uses: Uses) -> Found:
    for loan in function.loans:
        mutable = loan.kind is ReferenceKind.MUTABLE
        here = [b for b in uses.borrows.get((loan.line, loan.column), ()) if b.mutable == mutable]
        if not here or (loan.lent_to or "").endswith("!"):
            continue
        if all(borrow.sink is not None for borrow in here):
            yield LENT, loan.line, _lent_otherwise(loan, [b.sink for b in here if b.sink is not None])
        if mutable:
            yield TWO_PHASE, loan.line, _other_phase(loan, here)


def _lent_otherwise(loan: Loan, sinks: list[Sink]) -> str:
    called = [sink for sink in sinks if sink.kind == thir.CALL]
    if loan.lent_to is None:
        agree = len(called) < len(sinks) and loan.capture == any(sink.kind == thir.CLOSURE for sink in sinks)
    else:
        agree = any(_is_called(loan.lent_to, sink.callee) for sink in called)
    return "" if agree else f"{loan.place}: derived lent to {loan.lent_to}, rustc says {sinks}"


def _other_phase(loan: Loan, borrows: list[Borrow]) -> str:
    """A borrow that is read before it is used must be two-phase, and become a mutable one where the call stands."""
    reserved = [borrow for borrow in borrows if borrow.two_phase]
    lines = {borrow.sink.line for borrow in reserved if borrow.sink is not None}
    if loan.two_phase is not None and loan.two_phase not in lines:
        return f"{loan.place}: derived two-phase until line {loan.two_phase}, rustc says lines {sorted(lines)}"
    if loan.two_phase is None and any(borrow.read for borrow in reserved):
        return f"{loan.place}: derived in force at once, rustc reads it first"
    return ""
