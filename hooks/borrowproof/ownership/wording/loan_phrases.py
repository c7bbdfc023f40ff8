"""What can be said about a loan. Pure wording."""

from __future__ import annotations

from borrowproof.model.timeline import EndKind, Loan, ReferenceKind, Variable
from borrowproof.ownership.timeline_queries import early_drop_line, is_read_by_macro
from borrowproof.ownership.wording.holders import kept_by_itself
from borrowproof.ownership.wording.phrases import (
    CALLED,
    SIGN,
    Phrase,
    callee_text,
    is_,
    is_called,
    is_path,
    lent,
    name,
    read_by,
)


def holder_phrase(loan: Loan, owner: Variable | None, what: str, keeper: str, *, several: bool) -> Phrase:
    """What a holder does, such as "`first` borrows `words` until line 9"; `several` holders are one subject. `what` is
    borrowed, the value of `owner` or a part of it; `keeper` says how long it is kept, and by whom besides."""
    how = " mutably" if loan.kind is ReferenceKind.MUTABLE else ""
    early = _dropped_early(loan, owner) if loan.refused is None else ""
    until = f", which{early}" if early else keeper or _until(loan, owner)
    rest = f"{what}{how}{until}{_reserved(loan)}"
    return Phrase(f"{{}} {'borrow' if several else 'borrows'} {rest}", f"{{}} borrow {rest}")


def indirect_capture_phrase(loan: Loan, owner: Variable | None, names: str, *, several: bool) -> Phrase:
    """What a closure captures that is not held by itself, but in something else."""
    if loan.refused is not None:
        return is_(f"captured by {SIGN[loan.kind]}, to be kept by {names}")
    return is_(f"captured by {SIGN[loan.kind]}; {names} {'keep' if several else 'keeps'} it{_until(loan, owner)}")


def temporary_loan_phrase(loan: Loan, owner: Variable | None) -> Phrase:
    """What happens to a place whose loan nobody holds: it is lent to a call, or for the line."""
    if is_read_by_macro(loan):
        return read_by(loan.lent_to or "")
    if loan.capture:
        beyond = _beyond(loan, owner)
        return is_(f"captured by {SIGN[loan.kind]}{f',{beyond}' if beyond else ''}")
    early = _dropped_early(loan, owner) if loan.refused is None else ""
    what = _for_what(loan, owner, "" if early else _beyond(loan, owner))
    return is_(f"{what}{_reserved(loan)}{f'; it{early}' if early else ''}")


def passed_on_phrase(loan: Loan) -> Phrase | None:
    """That a reference is passed on to a call, which borrows again what it refers to, or is called itself; None where
    it goes elsewhere."""
    if loan.lent_to is None or loan.outlives or loan.lent_to.endswith("!") or not is_path(loan.lent_to):
        return None
    if is_called(loan.place, loan.lent_to):
        return CALLED
    return is_(f"passed to {callee_text(loan.lent_to)} (reborrowed {SIGN[loan.kind]}){_reserved(loan)}")


def _for_what(loan: Loan, owner: Variable | None, beyond: str) -> str:
    """To whom a thing is lent, and for how long (`beyond`) if that is longer than one would think."""
    to, sign = loan.lent_to, SIGN[loan.kind]
    if to is None and loan.in_pattern and not loan.holders:
        return f"lent {sign} for the guard"  # which looks at a binding before its arm is taken
    last = max(loan.live_lines, default=loan.line)
    itself = owner is not None and owner.id in loan.holders
    kept = to is None or any(end.kind is not EndKind.CALL or end.name != to for end in loan.ends)  # by what it returns
    until = f" until line {last}" if last > loan.line and kept and not beyond else ""
    if to is None:
        who = f" to {name(owner)} itself" if itself and owner is not None and not beyond else ""
        return f"lent {sign}{who}{beyond or until or ('' if who else ' on this line')}"
    if beyond:
        return f"{lent(loan.place, loan.kind, to)},{beyond}"
    return f"{lent(loan.place, loan.kind, to)}{kept_by_itself(loan) if itself else until}"


def _reserved(loan: Loan) -> str:
    """That a mutable borrow lets its place be read at first (a two-phase borrow, see rustc's developers' guide)."""
    if loan.two_phase is None:
        return ""
    where = f" on line {loan.two_phase}" if loan.two_phase != loan.line else ""
    when = f"when {callee_text(loan.lent_to)} begins" if loan.lent_to else "when it is used"
    return f"; only reserved at first, in force{where} {when} (two-phase borrow)"


def _beyond(loan: Loan, owner: Variable | None) -> str:
    """How long a loan has to last that the function's body is too short for; not one that an assignment ends."""
    if not loan.outlives or all(e.kind is EndKind.OVERWRITE for e in loan.ends):
        return ""
    captured = owner is not None and owner.by_reference is not None
    theirs = loan.reborrow or captured  # it lies behind a reference, so that it is still there for the caller
    return " for as long as the caller needs it" if theirs else " for longer than this function runs"


def _until(loan: Loan, owner: Variable | None) -> str:
    last, needed = max(loan.live_lines, default=loan.line), max(loan.needed_lines, default=loan.line)
    beyond = _beyond(loan, owner)
    if beyond:
        return beyond
    if needed > last and any(e.kind in (EndKind.SCOPE_END, EndKind.OVERWRITE) for e in loan.ends):
        return f", needed until line {needed}"
    return f" until line {last}" if last > loan.line else " on this line"


def _dropped_early(loan: Loan, owner: Variable | None) -> str:
    """That a temporary value is gone while it is still borrowed."""
    line = early_drop_line(loan)
    if line is None:
        return ""
    needed = _beyond(loan, owner) or f" until line {max(loan.needed_lines)}"
    return f" is dropped on line {line}, but needed{needed}"
