"""What can be said of one point of a conflict: clauses of the sentence that joins them. Pure wording."""

from __future__ import annotations

from borrowproof.model.conflict import Fact, Point
from borrowproof.model.timeline import Event, EventKind, Function, ReferenceKind, Variable
from borrowproof.ownership.timeline_queries import closure_word, holders_of
from borrowproof.ownership.wording import phrases
from borrowproof.ownership.wording.phrases import SIGN, article, callee_text, is_called

_TEMPORARY = "a temporary value"
_LINKS = {
    "closure": "is captured by a closure that has to be `Fn`, and so may not change what it has captured",
    "guard": "may only be looked at in a guard, before its arm is taken",
    "static": "is a `static` without `mut`",
}


def origin(function: Function, point: Point) -> str:
    """What was lent, moved, declared or given a value, and where."""
    what = _place(function, point)
    where = f"on line {point.line}"
    match point.fact:
        case Fact.LENT:
            return _lent(function, point, what)
        case Fact.MATCHED:
            return f"the `match` {where} looks at {what}"
        case Fact.CAPTURED:
            return _captured(function, point, what)
        case Fact.MOVED:
            return f"{_moved(function, point, what)} {where}"
        case Fact.DECLARED:
            return f"{what} is declared {where}, without a value"
        case Fact.GIVEN:
            return f"{what} has its value from line {point.line}, and is not `mut`"
        case Fact.IMMUTABLE:
            return f"{what} is declared {where}, without `mut`"
        case Fact.BEHIND_SHARED:
            return _shared(function, point, what)
        case _:
            return _kept(point, what)


def need(function: Function, point: Point, first: Point, clash: Point) -> str:
    """What still needs the loan that `first` tells of, and why."""
    what = _holder(function, point, first)
    line = f"line {point.line}"
    if point.fact is Fact.USED and point.line == clash.line:
        line = "the same line" if point.line == first.line else f"line {point.line} itself"
    by = f", with {callee_text(point.name)}" if point.name and point.fact in (Fact.USED, Fact.NEXT_ROUND) else ""
    match point.fact:
        case Fact.USED:
            return f"{line} still uses {what}{by}"
        case Fact.ITSELF:
            return f"{what} keeps that loan itself for as long as it is used"
        case Fact.NEXT_ROUND if point.name == "for":
            return f"the next round of the `for` loop on line {point.line} still uses {what}"
        case Fact.NEXT_ROUND:
            return f"the next round of the loop still uses {what} on line {point.line}{by}"
        case Fact.DROPPED:
            return f"the drop of {what} on line {point.line} may still look at it"
        case Fact.TEMPORARY:
            return f"a temporary `{point.name}` keeps it until line {point.line} drops that"
        case _:
            return f"line {point.line} {_leaves(function, point)}"


def _holder(function: Function, point: Point, first: Point) -> str:
    """What is still needed: the variable with the loan, which may have come to it from those that `first` names."""
    holder = _variable(function, point)
    if holder is None:
        return "that loan"
    loan = next((one for one in function.loans if one.id == first.loan_id), None)
    known = holders_of(function, loan) if loan is not None else ()
    came = first.fact is Fact.LENT and known and holder.id not in known
    tells = point.fact in (Fact.USED, Fact.NEXT_ROUND) and not point.name
    return f"{phrases.name(holder)}, which keeps that loan" if came and tells else phrases.name(holder)


def _leaves(function: Function, point: Point) -> str:
    """How a loan leaves the function."""
    static = " for as long as the program may run (`'static`)" if point.fact is Fact.STATIC else ""
    if point.name in ("return", "early return"):
        return f"{'returns' if point.name == 'return' else 'may return'} it{static or ' to the caller'}"
    if point.name:
        return f"passes it to {callee_text(point.name)}, which needs it{static or ' for the caller'}"
    return f"needs it for longer than `{function.name}` runs"


def access(function: Function, point: Point, verb: str, *, moved: bool = False) -> str:
    """What a line `verb` (would, cannot) do; `moved` is whether that is refused because there is no value."""
    what = _place(function, point)
    owner = _variable(function, point)
    if owner is not None and owner.reference is not None and point.place == f"*{owner.name}" and moved:
        return f"line {point.line} {verb} use {phrases.name(owner)}"  # passed on, which is to borrow again
    match point.fact:
        case Fact.BORROWED_MUT:
            does = f"borrow {what} mutably"
        case Fact.BORROWED:
            does = f"{'read' if point.name.endswith('!') else 'borrow'} {what}"
        case Fact.ASSIGNED:
            whole = (holder := _variable(function, point)) is not None and point.place == holder.name
            does = f"give {what} a new value" if whole else f"write {what}"
        case Fact.MOVED:
            called = bool(point.name) and is_called(point.place, point.name)
            does = f"{'call' if called else 'move'} {what if point.place else 'it'}"
        case _:
            does = f"use {what}"
    return f"line {point.line} {verb} {does}"


def end(function: Function, clash: Point) -> str:
    """How what was lent is gone."""
    if clash.fact is Fact.THREAD_LOCAL:
        thread = f"its thread may be gone where `{function.name}` ends, on line {clash.line}"
        return f"`{clash.place}` is thread-local, and {thread}"
    if not clash.place:
        return f"that value is dropped at the end of its statement, on line {clash.line}"
    what = _place(function, clash)
    if clash.fact is Fact.YIELDED:
        return f"line {clash.line} yields, after which the coroutine may be moved, and {what} with it"
    verb = "is dropped" if clash.fact is Fact.DROPPED else "goes out of scope"
    return f"{what} {verb} on line {clash.line}"


def _variable(function: Function, point: Point) -> Variable | None:
    return next((v for v in function.variables if v.id == point.variable_id), None)


def _place(function: Function, point: Point) -> str:
    owner = _variable(function, point)
    if owner is not None and point.place:
        return phrases.place(owner, point.place)
    return f"`{point.place}`" if point.place else _TEMPORARY


def _lent(function: Function, point: Point, what: str) -> str:
    loan = next((one for one in function.loans if one.id == point.loan_id), None)
    if loan is None:
        return f"{what} is lent on line {point.line}"
    by_id = {v.id: v for v in function.variables}
    holders = [phrases.name(by_id[h]) for h in holders_of(function, loan)]
    how = " mutably" if loan.kind is ReferenceKind.MUTABLE else ""
    if holders:
        verb = "borrow" if len(holders) > 1 else "borrows"
        return f"{phrases.enumeration(holders)} {verb} {what}{how} on line {point.line}"
    how = phrases.lent(loan.place, loan.kind, loan.lent_to) if loan.lent_to else f"lent {SIGN[loan.kind]}"
    return f"{what} is {how} on line {point.line}"


def _captured(function: Function, point: Point, what: str) -> str:
    loan = next((one for one in function.loans if one.id == point.loan_id), None)
    by_id = {v.id: v for v in function.variables}
    closures = [by_id[h] for h in holders_of(function, loan) if closure_word(by_id[h])] if loan is not None else []
    who = f"{closure_word(closures[0])} {phrases.name(closures[0])}" if closures else "the closure"
    sign = SIGN[ReferenceKind.MUTABLE if point.name == "mut" else ReferenceKind.SHARED]
    return f"{who} captures {what} by {sign} on line {point.line}"


def _moved(function: Function, point: Point, what: str) -> str:
    owner = _variable(function, point)
    event = _event(owner, point) if owner is not None else None
    if event is None:
        return f"{what} moves away"
    there = event.target.variable_id if event.target is not None else None
    into = next((v for v in function.variables if v.id == there), None)
    return phrases.move(event, into).about([what])


def _event(owner: Variable, point: Point) -> Event | None:
    moves = (e for e in owner.events if e.kind is EventKind.MOVE)
    return next((e for e in moves if (e.line, e.column) == (point.line, point.column)), None)


def _shared(function: Function, point: Point, what: str) -> str:
    type_ = point.name
    if type_ in _LINKS:
        return f"{what} {_LINKS[type_]}"
    if type_.startswith(("Rc<", "Arc<")):
        return f"{what} is {article(type_)}, whose value is shared and may not be changed through it"
    if type_.endswith("[]"):
        return f"{what} is an element of {article(type_.removesuffix('[]'))}, whose `[]` only lends it to be read"
    if type_:
        return f"{what} is {article(type_)}, through which nothing may be changed"
    owner = _variable(function, point)
    if owner is not None and owner.captured:
        return f"the closure holds {what} by `&`, through which nothing may be changed"
    return f"{what} is a shared reference (line {point.line}), through which nothing may be changed"


def _kept(point: Point, what: str) -> str:
    keeper = point.name
    value = what if point.place else "the value"
    if keeper == "closure":
        return f"{value} stays with the closure, which may be called more than once"
    if keeper.endswith(": Drop"):
        return f"{value} is a part of {article(keeper.removesuffix(': Drop'))}, whose `Drop` needs it whole"
    if keeper.startswith("["):
        return f"{value} is an element of a `{keeper}`, which must stay whole"
    if keeper.startswith("&"):
        return f"{value} lies behind a `{keeper}` reference, which only lends it"
    return f"{value} lies in {article(keeper)}, which only lends it"
