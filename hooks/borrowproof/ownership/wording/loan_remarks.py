"""What there is to say about the loans of a function: who borrows what and who keeps it, and what is lent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borrowproof.model.timeline import Function, Loan, Variable
from borrowproof.ownership.timeline_queries import closure_word, early_drop_line, holders_of
from borrowproof.ownership.wording import loan_phrases, phrases, uninitialized
from borrowproof.ownership.wording.loan_phrases import TEMPORARY
from borrowproof.ownership.wording.remark import PendingStarts, Rank, Remark


def loan_remarks(function: Function, begun: PendingStarts) -> Iterator[Remark]:
    """Who borrows what, and what is lent."""
    by_id = {v.id: v for v in function.variables}
    silent = _told_with_others(function)
    for loan in sorted(function.loans, key=lambda loan: loan.two_phase is not None):  # in force after the others
        unheard = loan.variable_id is None and not loan.holders and early_drop_line(loan) is None
        if unheard or loan.id in silent:
            continue
        holders = [by_id[h] for h in holders_of(function, loan)]
        start = tuple(e for h in loan.holders for e in begun.pop((h, loan.line), ()))
        owner = by_id[loan.variable_id] if loan.variable_id is not None else None
        what = phrases.place(function, owner, loan.place) if owner is not None else TEMPORARY
        subject, phrase = what, loan_phrases.temporary_loan_phrase(loan, owner)
        names = phrases.enumeration([phrases.name(function, h) for h in holders])
        if holders and loan.capture and not all(closure_word(h) for h in holders):
            phrase = loan_phrases.indirect_capture_phrase(
                loan, owner, names, several=len(holders) > 1
            )  # in something that holds the closure
        elif holders:
            subject = f"{closure_word(holders[0])} {names}" if loan.capture else names
            phrase = loan_phrases.holder_phrase(
                loan, owner, what, _keeper(function, loan, holders), several=len(holders) > 1
            )
        if owner is not None:
            phrase = uninitialized.hedged_loan(loan, owner, phrase)
        who = tuple(dict.fromkeys(i for i in (loan.variable_id, *loan.holders) if i is not None))
        with_it = (i for i, other in silent.items() if other == loan.id)
        yield Remark(loan.line, Rank.LOAN, subject, phrase, who, start, (loan.id, *with_it))


def _keeper(function: Function, loan: Loan, holders: Sequence[Variable]) -> str:
    """Who keeps a loan in force when those `holders` are out of scope for whom it was made; "" where they are not."""
    last = max(loan.live_lines, default=loan.line)
    lasting = [v for v in function.variables if v.id in loan.holders and (v.scope_end is None or v.scope_end >= last)]
    if loan.outlives or any(holder in lasting for holder in holders):
        return ""
    return phrases.enumeration([phrases.name(function, v) for v in lasting]) or TEMPORARY


def _told_with_others(function: Function) -> dict[int, int]:
    """Borrow of a temporary value -> the borrow of a variable by the same holder on the same line, which is told."""
    of_variables = {
        (h, loan.line): loan.id for loan in function.loans if loan.variable_id is not None for h in loan.holders
    }
    found = {}
    for loan in function.loans:
        others = [of_variables[h, loan.line] for h in loan.holders if (h, loan.line) in of_variables]
        if loan.variable_id is None and others:
            found[loan.id] = others[0]
    return found
