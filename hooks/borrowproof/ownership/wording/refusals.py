"""What is said of an action that rustc refuses: what would be done, and what stands against it. Pure wording."""

from __future__ import annotations

from borrowproof.model.timeline import Event, EventKind, Loan, ReferenceKind, Refusal, Variable
from borrowproof.ownership.timeline_queries import LASTS_TOO_LONG
from borrowproof.ownership.wording.phrases import Phrase, display_name, would

_SHARED = "a shared reference leads there"
_FN = "the closure has to be `Fn`, which may not change what it has captured"
_NEVER = Refusal("E0596")  # a mutable borrow behind a shared reference, also where another error is told
_CHANGES = frozenset({"E0594", "E0596"})
_LIFETIMES = frozenset({None, "E0521", "E0621"})
_KEPT = frozenset({"E0507", "E0508", "E0509"})


def refused_event(event: Event, variable: Variable, phrase: Phrase) -> Phrase:
    """What an event would do, if rustc allowed it; the phrase itself where it does."""
    refusal = event.refused or (_NEVER if event.kind is EventKind.LEND else None)
    if event.kind is EventKind.REFUSED or refusal is None:
        return phrase
    if event.kind is EventKind.LEND:
        return _hedged(phrase, *(_leading_there(variable),) * 2)
    if refusal.code in _LIFETIMES and event.kind not in (EventKind.COPY, EventKind.READ, EventKind.MOVE):
        return _hedged(phrase, *("the new value may not live long enough",) * 2)
    return _refused(phrase, refusal, variable)


def refused_loan(loan: Loan, owner: Variable | None, phrase: Phrase) -> Phrase:
    """Who would borrow, if rustc allowed it."""
    return phrase if loan.refused is None else _refused(phrase, loan.refused, owner)


def _refused(phrase: Phrase, refusal: Refusal, variable: Variable | None) -> Phrase:
    return _hedged(phrase, *_against(refusal, variable))


def _hedged(phrase: Phrase, one: str, many: str) -> Phrase:
    hedged = would(phrase)
    return Phrase(f"{hedged.one}, but {one}", f"{hedged.many}, but {many}")


def _against(refusal: Refusal, variable: Variable | None) -> tuple[str, str]:
    """What stands against it, for one thing and for several."""
    where = f" on line {refusal.line}" if refusal.line is not None else ""
    if refusal.code in _LIFETIMES:
        return "it may not live long enough", "they may not live long enough"
    if refusal.code in _CHANGES:
        if not refusal.shared:
            return "it is not `mut`", "they are not `mut`"
        return (_leading_there(variable),) * 2
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


def _leading_there(variable: Variable | None) -> str:
    """What nothing may be changed through, on the way from a variable to what would be changed."""
    if variable is None:
        return _SHARED
    if variable.type.startswith("*const"):
        return "a `*const` pointer leads there"
    shared = ReferenceKind.SHARED in (variable.by_reference, variable.reference)
    return _FN if variable.captured and not shared else _SHARED
