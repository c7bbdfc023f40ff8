"""What can be said about a variable, an event or a loan: phrases into which their subjects are put. Pure wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from borrowproof.ownership.model import (
    EndKind,
    Event,
    EventKind,
    Function,
    Loan,
    ReferenceKind,
    State,
    Target,
    TargetKind,
    Variable,
)
from borrowproof.ownership.views import plain, read_by_macro


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with `{}` in place of its subject: for one subject, and for several."""

    one: str
    many: str

    def about(self, subjects: Sequence[str]) -> str:
        """The sentence about these subjects."""
        return (self.one if len(subjects) == 1 else self.many).replace("{}", listed(subjects), 1)


_PATH = re.compile(r"[\w:]+!?")
SIGN = {ReferenceKind.SHARED: "`&`", ReferenceKind.MUTABLE: "`&mut`"}
DROPS = (EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST)
SMALL = {
    EventKind.COPY: Phrase("{} is copied", "{} are copied"),
    EventKind.WRITE: Phrase("{} is written", "{} are written"),
    EventKind.RAW: Phrase("{} gets a raw pointer, which nobody checks", "{} get raw pointers, which nobody checks"),
}
READ_AND_WRITTEN = Phrase("{} is read and written", "{} are read and written")
NOTHING_TO_DROP = Phrase("nothing to drop for {}", "nothing to drop for {}")


def name(function: Function, variable: Variable, remark: str = "") -> str:
    """The variable's name; with its line where another variable of the function has the same name."""
    same = sum(v.name == variable.name for v in function.variables)
    remarks = ", ".join(filter(None, (f"of line {variable.line}" if same > 1 else "", remark)))
    return f"`{variable.name}` ({remarks})" if remarks else f"`{variable.name}`"


def place(function: Function, variable: Variable, text: str) -> str:
    """A place as one writes it, such as `p.name`."""
    return name(function, variable) if text == variable.name else f"`{text}`"


def listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _is(rest: str) -> Phrase:
    return Phrase(f"{{}} is {rest}", f"{{}} are {rest}")


def start(variable: Variable, events: Sequence[Event]) -> Phrase:
    """How a variable comes by its value on a line."""
    kinds = {e.kind for e in events}
    if EventKind.ARGUMENT in kinds:
        return _argument(variable)
    if kinds & {EventKind.REASSIGN, EventKind.REINIT}:
        return _another(events, again=EventKind.REASSIGN not in kinds)
    if EventKind.INIT not in kinds:
        return _is("declared, without a value")
    if variable.reference is not None:
        return Phrase("{} gets a reference", "{} get references")
    if plain(variable):
        return Phrase("{} gets a value", "{} get values")
    return Phrase("{} gets a value and owns it", "{} get values and own them")


def _another(events: Iterable[Event], *, again: bool) -> Phrase:
    drops = {e.kind for e in events if e.kind in DROPS}
    old = "; the old one is dropped" if drops else ""
    old += " if it is still there" if drops - {EventKind.DROP} else ""
    if again:
        return Phrase(f"{{}} gets a value again{old}", f"{{}} get values again{old}")
    return Phrase(f"{{}} gets a new value{old}", f"{{}} get new values{old}")


def _argument(variable: Variable) -> Phrase:
    if variable.captured and variable.by_reference is not None:
        return _is(f"captured by {SIGN[variable.by_reference]}")
    if variable.captured:
        return Phrase("{} is captured: the closure owns it", "{} are captured: the closure owns them")
    if variable.reference is not None:
        how = " mutably" if variable.reference is ReferenceKind.MUTABLE else ""
        return Phrase(f"{{}} borrows{how} from the caller", f"{{}} borrow{how} from the caller")
    owned = "" if plain(variable) else ", to be owned here"
    return Phrase(f"{{}} comes from the caller{owned}", f"{{}} come from the caller{owned}")


def move(event: Event) -> Phrase:
    """Where a moved value goes."""
    target = event.target or Target(TargetKind.TEMPORARY)
    maybe = "may be gone already; if not, it " if event.before is State.MAYBE else ""
    one, many = _way(target)
    return Phrase(f"{{}} {maybe}{one}", f"{{}} {maybe}{many}")


def _way(target: Target) -> tuple[str, str]:
    """For one value, and for several."""
    where = {
        TargetKind.VARIABLE: f"to `{target.name}`",
        TargetKind.CALL: f"into {_called(target.name)}",
        TargetKind.CLOSURE: f"into {_closure(target)}",
        TargetKind.RETURN: "to the caller",
        TargetKind.YIELD: "out to whoever resumes this",
        TargetKind.PLACE: f"to `{target.name}`",
        TargetKind.TEMPORARY: "into a temporary value",
    }
    return f"moves {where[target.kind]}", f"move {where[target.kind]}"


def _called(name: str) -> str:
    """A function, a macro, an operator, or a loop."""
    return "the `for` loop" if name == "for" else f"`{name}`"


def _closure(target: Target) -> str:
    if target.variable_id is not None:
        return f"the closure `{target.name}`"
    what = "the async block" if "async" in target.name else "the closure" if target.through else "a closure"
    return f"{what} for `{target.through}`" if target.through else what


def drop(event: Event, *, early: bool) -> Phrase:
    """How a value is dropped, that nobody replaces; `early` where only paths do it that leave early."""
    where = "on a path that leaves early" if early else ""
    if event.kind is EventKind.DROP:
        return _is(f"dropped {where}".rstrip())
    how = "only if still owned" if event.kind is EventKind.DROP_IF_OWNED else "as far as it was not moved"
    return _is(f"dropped {how}, {where}" if early else f"dropped {how}")


def replaced(event: Event) -> Phrase:
    """How a value is dropped that makes room for another one."""
    how = "is dropped" if event.kind is EventKind.DROP else "is dropped if it is still there"
    return Phrase(f"the old value of {{}} {how}", f"the old values of {{}} {how}")


def end(variable: Variable, event: Event) -> str:
    """A remark on a variable that goes out of scope with nothing to drop."""
    state = event.before or (variable.states[-1].state if variable.states else None)
    return "moved" if state is State.MOVED else ""


def doubt(variable: Variable, line: int) -> Phrase:
    """What is uncertain about a variable from `line` on."""
    moved = any(e.kind is EventKind.MOVE and e.line <= line for e in variable.events)
    what = "may be moved" if moved else "may be without a value"
    return Phrase(f"{{}} {what} (depends on the path taken)", f"{{}} {what} (depends on the path taken)")


def lent(loan: Loan) -> str:
    """What is borrowed."""
    return f"`{loan.place}`" if loan.place else "a temporary value"


def held(loan: Loan, *, several: bool) -> Phrase:
    """What a holder does: `first` borrows `words` until line 9; `several` holders are one subject."""
    how = " mutably" if loan.kind is ReferenceKind.MUTABLE else ""
    rest = f"{lent(loan)}{how}{_until(loan)}{_reserved(loan)}"
    return Phrase(f"{{}} {'borrow' if several else 'borrows'} {rest}", f"{{}} borrow {rest}")


def lending(loan: Loan) -> Phrase:
    """What happens to what is lent for a moment."""
    if read_by_macro(loan):
        return _is(f"read by `{loan.lent_to}`")
    if loan.capture:
        return _is(f"captured by {SIGN[loan.kind]}")
    return _is(f"lent {SIGN[loan.kind]}{_for_what(loan)}{_reserved(loan)}")


def _for_what(loan: Loan) -> str:
    """To whom a thing is lent, and for how long if that is longer than one would think."""
    to = loan.lent_to
    beyond = _beyond(loan)
    if to is None:
        return beyond or " on this line"
    beyond = f",{beyond}" if beyond else ""
    if to.partition("(")[0] == loan.place:
        return f" to be called{beyond}"
    return f" {'to' if _PATH.fullmatch(to) else 'for'} {_called(to)}{beyond}"


def _reserved(loan: Loan) -> str:
    """That a mutable borrow lets its place be read at first (a two-phase borrow, see rustc's developers' guide)."""
    if loan.two_phase is None:
        return ""
    where = f" on line {loan.two_phase}" if loan.two_phase != loan.line else ""
    when = f"when {_called(loan.lent_to)} begins" if loan.lent_to else "when it is used"
    return f"; only reserved at first, in force{where} {when} (two-phase borrow)"


def _beyond(loan: Loan) -> str:
    """How long a loan has to last that the function's body is too short for; not one that an assignment ends."""
    if not loan.outlives or all(e.kind is EndKind.OVERWRITE for e in loan.ends):
        return ""
    returned = any(e.kind is EndKind.RETURN for e in loan.ends)
    return " for as long as the caller needs it" if returned else " for longer than this function runs"


def _until(loan: Loan) -> str:
    last, needed = max(loan.live_lines, default=loan.line), max(loan.needed_lines, default=loan.line)
    beyond = _beyond(loan)
    if beyond:
        return beyond
    if needed > last and any(e.kind in (EndKind.SCOPE_END, EndKind.OVERWRITE) for e in loan.ends):
        return f", needed until line {needed}"
    return f" until line {last}" if last > loan.line else " on this line"
