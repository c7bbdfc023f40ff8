"""What is said of an action that rustc refuses: what would be done, and what stands against it. Pure wording."""

from __future__ import annotations

import re

from borrowproof.model.timeline import Event, EventKind, Loan, ReferenceKind, Refusal, Variable
from borrowproof.ownership.timeline_queries import LASTS_TOO_LONG
from borrowproof.ownership.wording.phrases import Phrase, display_name, would

_SHARED = "a shared reference leads there"
_NEVER = Refusal("E0596")  # a mutable borrow behind a shared reference, also where another error is told
_POINTER = re.compile(r"(?:Rc|Arc)<")
_CHANGES = frozenset({"E0594", "E0596"})
_KEPT = frozenset({"E0507", "E0508", "E0509"})


def refused_event(event: Event, variable: Variable, phrase: Phrase) -> Phrase:
    """What an event would do, if rustc allowed it; the phrase itself where it does."""
    refusal = event.refused or (_NEVER if event.kind is EventKind.LEND else None)
    if event.kind is EventKind.REFUSED or refusal is None:
        return phrase
    if event.kind is EventKind.LEND:
        return _hedged(phrase, _SHARED, _SHARED)
    return _refused(phrase, refusal, variable)


def refused_loan(loan: Loan, owner: Variable | None, phrase: Phrase) -> Phrase:
    """Who would borrow, if rustc allowed it."""
    return phrase if loan.refused is None or leads_to_refused(loan) else _refused(phrase, loan.refused, owner)


def leads_to_refused(loan: Loan) -> bool:
    """Whether it is the shared borrow by which `Deref` leads to what may not be changed: that one is allowed."""
    return loan.refused is not None and loan.refused.code == "E0596" and loan.kind is ReferenceKind.SHARED


def _refused(phrase: Phrase, refusal: Refusal, variable: Variable | None) -> Phrase:
    return _hedged(phrase, *_against(refusal, variable))


def _hedged(phrase: Phrase, one: str, many: str) -> Phrase:
    hedged = would(phrase)
    return Phrase(f"{hedged.one}, but {one}", f"{hedged.many}, but {many}")


def _against(refusal: Refusal, variable: Variable | None) -> tuple[str, str]:
    """What stands against it, for one thing and for several."""
    where = f" on line {refusal.line}" if refusal.line is not None else ""
    if refusal.code in _CHANGES and variable is not None:
        return _unchangeable(variable)
    if refusal.code == "E0384":
        return "it has a value already and is not `mut`", "they have values already and are not `mut`"
    if refusal.code in LASTS_TOO_LONG:
        what = f"`{display_name(variable)}`" if variable is not None else "that value"
        return (f"{what} is gone{where}" if where else f"{what} does not last that long",) * 2
    if refusal.code in _KEPT:
        return "the value may not be moved out of its place", "the values may not be moved out of their places"
    if refusal.code == "E0626" and refusal.line is not None:
        return (f"line {refusal.line} yields meanwhile",) * 2
    if refusal.code == "E0510":
        return "a `match` looks at it", "a `match` looks at them"
    since = where or (" in an earlier round" if refusal.code == "E0499" else "")
    return f"it is lent{since}", f"they are lent{since}"


def _unchangeable(variable: Variable) -> tuple[str, str]:
    shared = ReferenceKind.SHARED in (variable.reference, variable.by_reference) or _POINTER.match(variable.type)
    if shared:
        return _SHARED, _SHARED
    return "it is not `mut`", "they are not `mut`"
