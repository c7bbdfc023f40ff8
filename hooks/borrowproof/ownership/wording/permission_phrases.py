"""What forbids an access to a variable before a line, as a phrase. Pure wording."""

from __future__ import annotations

from enum import StrEnum

from borrowproof.model.access import Access, Denial, Obstacle
from borrowproof.model.timeline import Function, ReferenceKind
from borrowproof.ownership.permission_queries import Lent, Permissions
from borrowproof.ownership.wording.phrases import enumeration, name

TITLE = "May I?"
CLOSE = "Close"


class Caption(StrEnum):
    """What stands above the answers for a line, `#`, or in their place."""

    ANSWERS = "Before line #, may one more statement …"
    NO_VARIABLE = "Before line # no variable can be named."
    UNREACHED = "Before line # no statement is executed, or no variable can be named."
    OUTSIDE = "Before line # no statement can stand: it begins a function, or is outside of all."


HEADS = {
    Access.READ: "read",
    Access.CHANGE: "change",
    Access.LEND: "&",
    Access.LEND_MUTABLY: "&mut",
    Access.MOVE: "move",
}
_ACTIONS = {
    Access.READ: "reading it",
    Access.CHANGE: "changing it",
    Access.LEND: "lending it",
    Access.LEND_MUTABLY: "lending it mutably",
    Access.MOVE: "moving it",
}
_FACTS = {
    Obstacle.NO_VALUE: "{subject} has no value yet, at least on one way to this line",
    Obstacle.MOVED: "the value of {subject} is moved away{on}",
    Obstacle.PARTLY_MOVED: "a part of {subject} is moved away{on}",
    Obstacle.IMMUTABLE: "{subject} is not `mut`",
    Obstacle.VALUE_FOLLOWS: "{subject} is not `mut`, and gets its only value{on}",
    Obstacle.LENT: "{subject} is lent{to}{on}, and the loan is still needed",
    Obstacle.MATCHED: "the `match`{on} looks at {subject}, and the guard has not decided yet",
    Obstacle.NEEDED: "{subject} is still needed{on}{again}",
    Obstacle.OUTDATED: "what {subject} refers to {broken}{on}",
    Obstacle.UNKNOWN: "nothing tells whether `{type}` is `Copy`",
}
_IN_A_LOOP = {
    Obstacle.VALUE_FOLLOWS: "{subject} is not `mut`, and the next round of the loop would give it a value again",
    Obstacle.NEEDED: "the next round of the loop comes here again, when {subject} has no value any more",
}
# What happened to what a reference points to, by the error that rustc reports there if the reference is used on.
_BREAKS = {
    "E0505": "is moved away",
    "E0506": "is given another value",
    "E0503": "is used by another name",
    "E0597": "is dropped",
    "E0716": "is dropped",
}


class Answer(StrEnum):
    """Whether an access is allowed, in a word."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "?"


def answer(found: Permissions, access: Access) -> Answer:
    """Whether a statement may do that to a variable."""
    denial = found.denials.get(access)
    if found.variable.captured or (denial is not None and denial.obstacle is Obstacle.UNKNOWN):
        return Answer.UNKNOWN
    return Answer.YES if denial is None else Answer.NO


def outside_phrases(function: Function) -> tuple[str, ...]:
    """What is not told within a closure or an async block, and why; nothing for other bodies."""
    if function.parent_line is None:
        return ()
    what = function.name.partition(" in ")[0]
    return (
        f"of what stands outside the {what} nothing is told: one more use of it may change what is captured, and how",
    )


def answer_phrases(found: Permissions) -> tuple[str, ...]:
    """Why some accesses to a variable are forbidden: one phrase a reason, with the accesses that it forbids and the
    error of each. None where everything is allowed."""
    by_reason: dict[str, list[Denial]] = {}
    for denial in found.denials.values():
        by_reason.setdefault(reason_phrase(found, denial), []).append(denial)
    return tuple(f"{reason}: no {_forbidden(denials)}" for reason, denials in by_reason.items())


def _forbidden(denials: list[Denial]) -> str:
    codes = {denial.code for denial in denials}
    if len(codes) == 1:
        code = f" ({denials[0].code})" if denials[0].code else ""
        return enumeration([_ACTIONS[denial.access] for denial in denials], "or") + code
    return enumeration([f"{_ACTIONS[denial.access]} ({denial.code})" for denial in denials], "or")


def reason_phrase(found: Permissions, denial: Denial) -> str:
    """The fact that forbids an access, such as "`v` is lent to `first` on line 3"."""
    lent = found.lent.get(denial.loan_id) if denial.loan_id is not None else None
    holders = [f"`{holder.name}`" for holder in lent.holders] if lent is not None else []
    facts = _IN_A_LOOP if denial.again and denial.at is None else _FACTS
    return facts[denial.obstacle].format(
        subject=name(found.variable),
        type=found.variable.type,
        on=_on(denial),
        to=f" to {enumeration(holders)}" if holders else "",
        again=", in the next round of the loop" if denial.again else "",
        broken=_broken(denial, lent),
    )


def _broken(denial: Denial, lent: Lent | None) -> str:
    if denial.code in _BREAKS:
        return _BREAKS[denial.code]
    shared = lent is not None and lent.loan.kind is ReferenceKind.SHARED
    return "may have changed since it was lent mutably" if shared else "is lent once more"


def _on(denial: Denial) -> str:
    return f" on line {denial.at}" if denial.at is not None else ""
