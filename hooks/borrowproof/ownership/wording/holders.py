"""Who keeps a loan in force, and until when. Pure wording."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from borrowproof.model.timeline import EndKind, Function, Loan, Variable
from borrowproof.ownership.wording import phrases

TEMPORARY = "a temporary value"


def kept(function: Function, loan: Loan, holders: Sequence[Variable]) -> str:
    """How long those `holders` keep a loan for whom it was made, and who keeps it longer; "" where that is no matter of
    lines: the loan must outlive the function, or what is lent is gone too early."""
    last = max(loan.live_lines, default=loan.line)
    early = any(e.kind in (EndKind.SCOPE_END, EndKind.OVERWRITE) for e in loan.ends)
    if loan.outlives or (early and max(loan.needed_lines, default=0) > last):
        return ""
    ends = {holding.variable_id: max(holding.lines) for holding in loan.holdings if holding.lines}
    if not ends:
        return ""
    own = max((ends.get(holder.id, loan.line) for holder in holders), default=loan.line)
    others = [v for v in function.variables if v not in holders and ends.get(v.id, 0) > own]
    until = f" until line {own}" if own > loan.line else "" if others else " on this line"
    told = []
    for line, alike in groupby(sorted(others, key=lambda v: ends[v.id]), key=lambda v: ends[v.id]):
        names = [_who(loan, v) for v in alike]
        told.append(f"{phrases.enumeration(names)} {'keep' if len(names) > 1 else 'keeps'} it until line {line}")
    if last > max(ends.values()):
        told.append(f"{TEMPORARY} keeps it until line {last}")
    return "; ".join([until, *told])


def kept_by_itself(loan: Loan) -> str:
    """That the variable that is lent keeps the loan itself, as a value does that holds references into itself."""
    lines = next((h.lines for h in loan.holdings if h.variable_id == loan.variable_id), ())
    last = max(lines, default=loan.line)
    return f", and keeps that loan itself until line {last}" if last > loan.line else ""


def _who(loan: Loan, variable: Variable) -> str:
    itself = " itself" if variable.id == loan.variable_id else ""
    return f"{phrases.name(variable)}{itself}"
