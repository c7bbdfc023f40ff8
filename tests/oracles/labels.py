"""Every place that rustc points at in a rejected program, explained by something that is derived.

rustc labels where a value was moved, borrowed, dropped, last needed. A rule for each wording says which derived fact
must be there. A label that no rule knows counts as unexplained. Rules about mere text (`inside of this loop`) are
counted apart: they say nothing about the derivation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from borrowproof.model.timeline import (
    Event,
    EventKind,
    Function,
    FunctionKind,
    Loan,
    ReferenceKind,
    State,
    Timeline,
    Variable,
)
from tests.oracles import asking
from tests.oracles.asking import Pointed, Said
from tests.oracles.programs import Program

_DROPS = frozenset({EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST, EventKind.SCOPE_END})
_GIVEN = frozenset({EventKind.INIT, EventKind.REINIT, EventKind.REASSIGN, EventKind.WRITE})
_LIFETIME = re.compile(r"&|'\w")
_BACKQUOTED = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be asked of a timeline about one line."""

    program: Program
    timeline: Timeline
    line: int
    name: str

    @property
    def text(self) -> str:
        return self.program.lines[self.line - 1]

    @property
    def functions(self) -> Iterator[Function]:
        return (f for f in self.timeline.functions if f.first_line <= self.line <= f.last_line)

    @property
    def variables(self) -> Iterator[Variable]:
        """Those of the line's functions that the label names, or all of them where it names none."""
        names = {re.split(r"\W", name.lstrip("*&("))[0] for name in _BACKQUOTED.findall(self.name)}
        mine = [v for f in self.functions for v in f.variables]
        return iter([v for v in mine if v.name in names] or mine)

    @property
    def loans(self) -> Iterator[Loan]:
        return (loan for f in self.functions for loan in f.loans)

    def event(self, kinds: Iterable[EventKind]) -> bool:
        wanted = frozenset(kinds)
        return any(e.kind in wanted and e.line == self.line for e in self._events())

    def _events(self) -> Iterator[Event]:
        return (e for v in self.variables for e in v.events)

    def lacking(self) -> bool:
        """A variable has no whole value when the line is reached, or loses it on the line itself."""
        states = [s.state for v in self.variables for s in v.states if s.line == self.line]
        return any(state is not State.OWNED for state in states) or self.event([EventKind.MOVE])

    def declared(self) -> bool:
        return any(v.line == self.line for v in self.variables)

    def issued(self, *, temporary: bool | None = None, kind: ReferenceKind | None = None) -> bool:
        return any(
            loan.line == self.line
            and (temporary is None or loan.of_temporary == temporary)
            and (kind is None or loan.kind is kind)
            for loan in self.loans
        )

    def needed(self) -> bool:
        return any(self.line in loan.needed_lines for loan in self.loans)

    def in_force(self) -> bool:
        return any(self.line in loan.live_lines and loan.line <= self.line for loan in self.loans)

    def outliving(self) -> bool:
        return any(loan.outlives and self.line in (loan.line, *loan.needed_lines) for loan in self.loans)

    def borrowing_closure(self) -> bool:
        return any(loan.capture and loan.line == self.line for loan in self.loans)

    def captured(self) -> bool:
        """The line is in a closure that captures a variable of the label's name."""
        return any(v.captured for v in self.variables)

    def reaches_line(self) -> bool:
        """The line is one for which states, events or loans are derived at all."""
        states = any(s.line == self.line for v in self.variables for s in v.states)
        return states or self.event(EventKind) or self.issued()


Rule = Callable[[Facts], bool]


def _header(facts: Facts) -> bool:
    return any(f.first_line <= facts.line for f in facts.functions)


def _loop(facts: Facts) -> bool:
    return re.search(r"\b(while|for|loop)\b", facts.text) is not None


def _moved(facts: Facts) -> bool:
    return facts.event([EventKind.MOVE])


_RULES: tuple[tuple[str, Rule], ...] = (
    (r"this `static` cannot be written", lambda f: "static" in f.text),
    (r"^`.*` is borrowed here$", lambda f: f.issued() or f.captured()),
    (r"in previous iteration of loop", lambda f: _moved(f) and f.lacking()),
    (r"(used|borrowed|moved|assigned) here after (partial )?move", Facts.lacking),
    (r"value (partially )?moved (into closure )?here|moved due to|variable moved due to use", _moved),
    (r"move out of .* occurs here|move occurs due to use in (?:closure|coroutine)", lambda f: _moved(f) and f.needed()),
    (r"used here but it (is|isn't)", Facts.lacking),
    (r"binding declared here but left|binding .* declared here|^has type", Facts.declared),
    (r"variable (`.*` )?(declared|defined) here|is a reference that is only valid in", Facts.declared),
    (r"binding initialized here in some|first assignment to|assign twice", lambda f: f.event(_GIVEN)),
    (r"cannot assign to immutable argument", lambda f: f.event(_GIVEN)),
    (r"`.*` is assigned to here but it was already borrowed", lambda f: f.event(_GIVEN) and f.needed()),
    (r"later (used|stored|captured) (here|by)|used here, in later iteration|might be used here", Facts.needed),
    (r"value captured here$", Facts.captured),
    (r"^use occurs due to use in closure", lambda f: _moved(f) or f.captured()),
    (r"borrow occurs due to use|closure (construction occurs|is constructed) here", Facts.borrowing_closure),
    (r"^borrow occurs here$", Facts.issued),
    (r"mutably borrowed here in the previous", lambda f: f.issued(kind=ReferenceKind.MUTABLE) and f.needed()),
    (r"immutable borrow occurs here", lambda f: f.issued(kind=ReferenceKind.SHARED)),
    (r"mutable borrow occurs here", lambda f: f.issued(kind=ReferenceKind.MUTABLE)),
    (r"(borrow of .*|second borrow) occurs here|does not live long enough|temporary with access", Facts.issued),
    (r"use of borrowed", Facts.in_force),
    (r"dropped here while still borrowed", lambda f: f.event(_DROPS) and f.needed()),
    (r"creates a temporary value which|temporary value created here", lambda f: f.issued(temporary=True)),
    (r"temporary value is freed", Facts.in_force),
    (r"returns a (reference to|value referencing) data owned", Facts.outliving),
    (r"(returning this value|argument|opaque type|coercion) requires that .* is borrowed for", Facts.outliving),
    (r"may outlive borrowed value", lambda f: f.borrowing_closure() and f.outliving()),
    (r"drop of .* needs exclusive access", lambda f: f.event(_DROPS)),
    (r"cannot be borrowed as mutable|cannot borrow as mutable|not mutable", Facts.reaches_line),
    (r"requires mutable binding", lambda f: any(loan.capture for loan in f.loans)),
    (r"cannot be written to|^cannot assign$", lambda f: f.event(_GIVEN) or f.reaches_line()),
    (r"move occurs because", lambda f: f.declared() or f.reaches_line()),
    (r"cannot move out of here|data moved here|is moved here|help: consider calling", Facts.reaches_line),
    (r"escapes the (function|closure|method) body here|argument requires that", Facts.reaches_line),
    (r"supposed to return data with|must outlive|captured variable which escapes", Facts.reaches_line),
    (r"captured outer variable|variable captured here", lambda f: f.declared() or f.reaches_line()),
    (r"declared here, outside (of )?the \w+", Facts.declared),
    (r"inferred to be a|captured by this", lambda f: any(x.kind is FunctionKind.CLOSURE for x in f.functions)),
    (r"within this coroutine|possible yield occurs here", Facts.reaches_line),
    (r"value is immutable in match guard", Facts.reaches_line),
)
# What rustc refuses to move is not moved, so nothing is derived but that the line is there.
_REFUSED = frozenset({"E0507", "E0508", "E0509"})
_ABOUT_TEXT: tuple[tuple[str, Rule], ...] = (
    (r"in this closure|expects `Fn`|change this to accept `FnMut`", lambda f: "|" in f.text or "Fn" in f.text),
    (r"inside of this loop|loop runs 0 times", _loop),
    (r"opaque type defined here", lambda f: "impl" in f.text),
    (
        r"must be valid for the (lifetime|anonymous)|captures the (lifetime|anonymous)",
        lambda f: _LIFETIME.search(f.text) is not None,
    ),
    (r"lifetime .* defined here", lambda f: all(n in f.text for n in _BACKQUOTED.findall(f.name))),
    (r"so that the type|lifetime .* required|let's call the lifetime", _header),
    (r"this iterator yields|return type of closure is|must be valid for the static|lifetime bound$", _header),
    (r"might be missing here|condition is `(true|false)`", _header),
)


@dataclass(frozen=True, slots=True)
class Explained:
    """A label and whether a derived fact explains it; `by_text` where the rule is about the program's text only."""

    program: str
    code: str | None
    place: Pointed
    holds: bool
    by_text: bool = False

    def __str__(self) -> str:
        return f"{self.program}:{self.place.line} {self.code or 'no code'}: {self.place.label!r} is not explained"


def explain(program: Program, timeline: Timeline, said: Sequence[Said]) -> list[Explained]:
    """Every label of the errors that borrow checking found, explained or not."""
    about = [error for error in said if asking.from_borrow_checking(error)]
    return [_explained(program, timeline, error, place) for error in about for place in error.places if place.label]


def _explained(program: Program, timeline: Timeline, error: Said, place: Pointed) -> Explained:
    facts = Facts(program, timeline, place.line, place.label)
    if error.code in _REFUSED:
        return Explained(program.name, error.code, place, facts.declared() or facts.reaches_line())
    for pattern, rule in _RULES:
        if re.search(pattern, place.label):
            return Explained(program.name, error.code, place, rule(facts))
    for pattern, rule in _ABOUT_TEXT:
        if re.search(pattern, place.label):
            return Explained(program.name, error.code, place, rule(facts), by_text=True)
    return Explained(program.name, error.code, place, holds=False)
