"""What there is to say about the loans of a function: who borrows what and who keeps it, and what is lent."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.model.timeline import Function
from borrowproof.ownership.timeline_queries import closure_word, early_drop_line, holders_of
from borrowproof.ownership.wording import loan_phrases, phrases, uninitialized
from borrowproof.ownership.wording.holders import TEMPORARY, kept
from borrowproof.ownership.wording.refusals import refused_loan
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
        implied = loan.autoref and owner is not None and loan.place == f"*{owner.name}"  # nobody writes that `*`
        what = phrases.place(owner, f"*{loan.place}" if implied else loan.place) if owner is not None else TEMPORARY
        subject, phrase = what, loan_phrases.temporary_loan_phrase(loan, owner)
        passed = loan_phrases.passed_on_phrase(loan) if implied and not holders else None
        if passed is not None and owner is not None:
            subject, phrase = phrases.name(owner), passed
        names = phrases.enumeration([phrases.name(h) for h in holders])
        if holders and loan.capture and not all(closure_word(h) for h in holders):
            phrase = loan_phrases.indirect_capture_phrase(
                loan, owner, names, several=len(holders) > 1
            )  # in something that holds the closure
        elif holders:
            subject = f"{closure_word(holders[0])} {names}" if loan.capture else names
            keeper = kept(function, loan, holders) if loan.refused is None else ""
            phrase = loan_phrases.holder_phrase(loan, owner, what, keeper, several=len(holders) > 1)
        phrase = (
            uninitialized.hedged_loan(loan, owner, phrase) if owner is not None else refused_loan(loan, owner, phrase)
        )
        who = tuple(dict.fromkeys(i for i in (loan.variable_id, *loan.holders) if i is not None))
        with_it = (i for i, other in silent.items() if other == loan.id)
        yield Remark(loan.line, Rank.LOAN, subject, phrase, who, start, (loan.id, *with_it))


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
