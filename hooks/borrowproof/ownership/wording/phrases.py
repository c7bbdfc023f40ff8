"""What can be said about a variable, an event or a loan: phrases into which their subjects are put. Pure wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from borrowproof.model.timeline import (
    Event,
    EventKind,
    FunctionKind,
    ReferenceKind,
    State,
    Target,
    TargetKind,
    Variable,
)
from borrowproof.ownership.timeline_queries import closure_word, is_plain_data


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with `{}` in place of its subject: for one subject, and for several."""

    one: str
    many: str

    def about(self, subjects: Sequence[str]) -> str:
        """The sentence about these subjects."""
        return (self.one if len(subjects) == 1 else self.many).replace("{}", enumeration(subjects), 1)


_HOLDER = re.compile(r"(?:&(?:'\w+ )?(?:mut )?|(?:Ref|RefMut|\w*Guard|Box|Rc|Arc)<(?:'_, )?)*(?:Option|Result)<")
_VERB = re.compile(r"\{\} (is|are|moves|move|borrows|borrow|gets|get|captures|capture)\b")
_BASE = {"is": "be", "are": "be"}
_WORDS = {"*": "Deref", "[]": "Index"}
_PATH = re.compile(r"[\w:]+!?")
_SPELLED = "AEFHILMNORSX"  # the letters whose names begin with a vowel
_SMALL = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SIGN = {ReferenceKind.SHARED: "`&`", ReferenceKind.MUTABLE: "`&mut`"}
DROPS = (EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST)
USES = {
    EventKind.COPY: Phrase("{} is copied", "{} are copied"),
    EventKind.WRITE: Phrase("{} is written", "{} are written"),
    EventKind.RAW: Phrase(
        "a raw pointer to {} is made, which nobody checks", "raw pointers to {} are made, which nobody checks"
    ),
}
CALLED = Phrase("{} is called", "{} are called")
READ_AND_WRITTEN = Phrase("{} is read and written", "{} are read and written")
OUT_OF_SCOPE = Phrase("{} goes out of scope", "{} go out of scope")


def display_name(variable: Variable) -> str:
    """The variable's name as it is shown: `x`, and `x₂` for the second one that is called so."""
    return variable.name if variable.nth == 1 else f"{variable.name}{str(variable.nth).translate(_SMALL)}"


def name(variable: Variable, remark: str = "") -> str:
    """The variable's name, with a small number from the second one of that name on."""
    shown = f"`{display_name(variable)}`"
    return f"{shown} ({remark})" if remark else shown


def place(variable: Variable, text: str) -> str:
    """A place as one writes it, such as `p.name`; what an `Option` holds is no field that one could write."""
    if is_all_it_holds(variable, text):
        return f"what is in {name(variable)}"
    holder = _HOLDER.match(variable.type)
    if text.startswith(f"{variable.name}.0.") and holder is not None:
        nested = _HOLDER.match(variable.type, holder.end()) is not None  # no `.0` stands for what that holds
        part = "a part" if nested else f"`{text.removeprefix(f'{variable.name}.0')}`"
        return f"{part} of what is in {name(variable)}"
    if text.startswith("**"):
        return f"what {name(variable)} refers to"
    itself = rf"(?<![\w.]){re.escape(variable.name)}(?!\w)"
    return f"`{re.sub(itself, display_name(variable), text, count=1)}`"


def is_all_it_holds(variable: Variable, text: str) -> bool:
    """Whether a place is all that an `Option` or a `Result` holds."""
    return text == f"{variable.name}.0" and _HOLDER.match(variable.type) is not None


def read_text(variable: Variable, event: Event) -> str:
    """What is used: the reference itself, where it is borrowed again as a whole (`&*r`), which nobody writes so."""
    return place(variable, event.place[1:] if is_shared_reborrow(event) else event.place)


def is_shared_reborrow(event: Event) -> bool:
    """Whether it is a shared reference that is borrowed again as a whole, which is as good as copied."""
    return event.kind is EventKind.READ and event.place.startswith("*") and not event.place.startswith("**")


def is_capture(event: Event) -> bool:
    """Whether something goes into a closure."""
    return event.target is not None and event.target.kind is TargetKind.CLOSURE


def borrows(variable: Variable, event: Event) -> Phrase:
    """What a variable does that is given a reference to what an event reads."""
    what = place(variable, event.place)
    return Phrase(f"{{}} borrows {what}", f"{{}} borrow {what}")


def enumeration(names: Sequence[str], last: str = "and") -> str:
    """`a`, `b` and `c`."""
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def would(phrase: Phrase) -> Phrase:
    """What would be so: the phrase with its verb made conditional."""
    told = (_VERB.sub(_conditional, text, count=1) for text in (phrase.one, phrase.many))
    return Phrase(*(text.replace(" and owns it", " and own it") for text in told))


def _conditional(verb: re.Match[str]) -> str:
    return f"{{}} would {_BASE.get(verb[1], verb[1].removesuffix('s'))}"


def is_(rest: str) -> Phrase:
    """`{} is ...`, `{} are ...`."""
    return Phrase(f"{{}} is {rest}", f"{{}} are {rest}")


def start(variable: Variable, events: Sequence[Event], body: FunctionKind) -> Phrase:
    """How a variable of such a body comes by its value on a line."""
    kinds = {e.kind for e in events}
    if variable.temporary:
        return _temporary(variable, events)
    if EventKind.ARGUMENT in kinds:
        return _argument(variable, body)
    if kinds & {EventKind.REASSIGN, EventKind.REINIT}:
        return _another(events, again=EventKind.REASSIGN not in kinds)
    if EventKind.INIT not in kinds:
        return is_("declared, without a value")
    if variable.reference is not None:
        return Phrase("{} gets a reference", "{} get references")
    if is_plain_data(variable):
        return Phrase("{} gets a value", "{} get values")
    return Phrase("{} gets a value and owns it", "{} get values and own them")


def _temporary(variable: Variable, events: Sequence[Event]) -> Phrase:
    """That there is a value without a name, and how long it stays."""
    last = max((e.line for e in variable.events if e.kind in (*DROPS, EventKind.SCOPE_END)), default=0)
    until = f", kept until line {last}" if last > max(e.line for e in events) else ""
    return Phrase(f"{{}} is a temporary value{until}", f"{{}} are temporary values{until}")


def _another(events: Iterable[Event], *, again: bool) -> Phrase:
    drops = {e.kind for e in events if e.kind in DROPS}
    old = "; the old one is dropped" if drops else ""
    old += " if it is still there" if drops - {EventKind.DROP} else ""
    if again:
        return Phrase(f"{{}} gets a value again{old}", f"{{}} get values again{old}")
    return Phrase(f"{{}} gets a new value{old}", f"{{}} get new values{old}")


def _argument(variable: Variable, body: FunctionKind) -> Phrase:
    if variable.captured and variable.by_reference is not None:
        return is_(f"held by {SIGN[variable.by_reference]}")
    if variable.captured:
        return is_("held by value")
    caller = "its caller" if body is FunctionKind.CLOSURE else "the caller"
    if variable.reference is not None:
        how = " mutably" if variable.reference is ReferenceKind.MUTABLE else ""
        return Phrase(f"{{}} borrows{how} from {caller}", f"{{}} borrow{how} from {caller}")
    owned = "" if is_plain_data(variable) else ", to be owned here"
    return Phrase(f"{{}} comes from {caller}{owned}", f"{{}} come from {caller}{owned}")


def use(event: Event) -> Phrase:
    """What is done with a value that stays where it is."""
    target = event.target
    if event.kind is EventKind.LEND:
        by_call = target is not None and target.kind is TargetKind.CALL
        return is_(lent(event.place, ReferenceKind.MUTABLE, target.name) if target and by_call else "lent `&mut`")
    if event.kind is EventKind.READ:
        return _borrowed_again(event.place, target, whole=is_shared_reborrow(event))
    if event.kind is EventKind.COPY and target is not None:
        return is_("copied to the caller" if target.kind is TargetKind.RETURN else f"copied into {_closure(target)}")
    return USES[event.kind]


def _borrowed_again(place: str, target: Target | None, *, whole: bool) -> Phrase:
    """What a shared reference is used for: as a whole, which is as good as copied, or to borrow a part (`r.field`)."""
    if target is None:
        return is_("read" if whole else f"lent {SIGN[ReferenceKind.SHARED]} on this line")
    if target.name == "vec!" and whole:
        return is_("copied into `vec!`")
    if target.name.endswith("!"):
        return read_by(target.name)
    if target.name == "[]" and place.endswith("]"):
        return is_("read")
    if target.kind is TargetKind.CLOSURE:
        return is_(f"captured by {SIGN[ReferenceKind.SHARED]}")
    if target.kind is TargetKind.CALL and whole and not (is_called(place, target.name) or target.name in ("[]", "*")):
        return is_(f"{'passed' if _PATH.fullmatch(target.name) else 'used'}{lent_for(target.name)}")
    if target.kind is TargetKind.CALL:
        return is_(lent(place, ReferenceKind.SHARED, target.name))
    caller = target.kind is TargetKind.RETURN
    if whole:
        return is_("copied to the caller" if caller else f"copied to `{target.name}`")
    far = " for as long as the caller needs it" if caller else f" for `{target.name}`"
    return is_(f"lent {SIGN[ReferenceKind.SHARED]}{far}")


def read_by(macro: str) -> Phrase:
    """A borrow for a macro such as `println!`, which one takes for reading."""
    return is_(f"read by `{macro}`")


def lent(place: str, kind: ReferenceKind, call: str) -> str:
    """That a place is lent to a call, without its verb: `lent `&` to `Vec::len``, `called`, `indexed`."""
    if is_called(place, call):
        return "called"
    if call == "[]":
        return "indexed, to be changed" if kind is ReferenceKind.MUTABLE else "indexed"
    if call == "[..]":
        return f"lent {SIGN[kind]} as an index"
    if call == "*":
        return f"lent {SIGN[kind]} to `{'DerefMut' if kind is ReferenceKind.MUTABLE else 'Deref'}`"
    return f"lent {SIGN[kind]}{lent_for(call)}"


def is_called(place: str, call: str) -> bool:
    """Whether what is lent is the very thing that is called: a closure, a function in a variable."""
    callee = call[1:].partition(")")[0] if call.startswith("(") else call.partition("(")[0]  # `(self.f)` or `f(x)`
    owner = place.lstrip("*")
    return callee == owner or callee.startswith(f"{owner}[")


def is_path(call: str) -> bool:
    """Whether a call is of a function or a macro by its name, not of an operator or a loop."""
    return _PATH.fullmatch(call) is not None and call != "for"


def lent_for(call: str) -> str:
    """To whom or for what something is lent."""
    return f" {'to' if _PATH.fullmatch(call) else 'for'} {callee_text(call)}"


def move(event: Event, into: Variable | None = None) -> Phrase:
    """Where a moved value goes; `into` is the variable of the same body that gets it, or what captures it."""
    target = event.target or Target(TargetKind.TEMPORARY)
    if event.kind is EventKind.REFUSED:
        _, many = _way(target, into)
        return Phrase(*(f"{{}} would {many}, but may not be moved out" for _ in range(2)))
    if target.kind is TargetKind.CALL and target.name.partition("(")[0] == event.place:
        return Phrase("{} is used up by its call", "{} are used up by their calls")
    one, many = _way(target, into)
    return Phrase(f"{{}} {one}", f"{{}} {many}")


def _way(target: Target, into: Variable | None) -> tuple[str, str]:
    """For one value, and for several."""
    where = {
        TargetKind.VARIABLE: f"to {name(into) if into else f'`{target.name}`'}",
        TargetKind.CALL: f"into {callee_text(target.name)}",
        TargetKind.CLOSURE: f"into {_closure(target, into)}",
        TargetKind.RETURN: "to the caller",
        TargetKind.YIELD: "out to whoever resumes this",
        TargetKind.PLACE: f"to `{target.name}`",
        TargetKind.TEMPORARY: "into a temporary value",
    }
    return f"moves {where[target.kind]}", f"move {where[target.kind]}"


def callee_text(name: str) -> str:
    """A function, a macro, an operator, or a loop."""
    return "the `for` loop" if name == "for" else f"`{_WORDS.get(name, name)}`"


def article(type_: str) -> str:
    """A type with its article, as one says it: a `String`, an `Rc<String>`, a `T`, an `F`, a `U`."""
    vowel = type_ in _SPELLED if len(type_) == 1 else type_.startswith(("A", "E", "I", "O", "Rc", "U", "i"))
    return f"{'an' if vowel else 'a'} `{type_}`"


def _closure(target: Target, into: Variable | None = None) -> str:
    if target.variable_id is not None:
        return f"{closure_word(into) if into else 'the closure'} `{target.name}`"
    block = re.fullmatch(r"(?:async |gen )+block", target.name)
    what = f"the {block[0]}" if block else "the closure" if target.through else "a closure"
    return f"{what} for `{target.through}`" if target.through else what


def drop(event: Event, *, early: bool) -> Phrase:
    """How a value is dropped, that nobody replaces; `early` where only paths do it that leave early."""
    where = "on a path that leaves early" if early else ""
    if event.kind is EventKind.DROP:
        return is_(f"dropped {where}".rstrip())
    if event.kind is EventKind.DROP_IF_OWNED:
        return is_(f"dropped only if still owned, {where}" if early else "dropped only if still owned")
    late = f", {where}" if early else ""
    return Phrase(
        f"{{}} is dropped as far as it was not moved{late}", f"{{}} are dropped as far as they were not moved{late}"
    )


def drop_of_replaced(event: Event) -> Phrase:
    """How a value is dropped that makes room for another one."""
    how = "is dropped" if event.kind is EventKind.DROP else "is dropped if it is still there"
    return Phrase(f"the old value of {{}} {how}", f"the old values of {{}} {how}")


def end(variable: Variable, event: Event) -> str:
    """A remark on a variable that goes out of scope with nothing to drop."""
    state = event.before or (variable.states[-1].state if variable.states else None)
    return "moved" if state is State.MOVED else ""
