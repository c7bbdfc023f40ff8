"""Ownership timelines as types: what the borrow checker of one rustc knows of one program.

Frozen data that `borrowproof.store.codec` turns into JSON and back. Lines and columns are those of the program that was
given to rustc: both count from 1, columns in characters. Ids of variables and loans are unique in a `Timeline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.access import Denial
from borrowproof.model.conflict import Point


class State(StrEnum):
    """What a variable holds when control reaches a line, on all the paths that lead there."""

    UNINIT = "uninit"  # declared, and not given a value on any path
    OWNED = "owned"  # a whole value on every path (references own themselves, too)
    MAYBE = "maybe"  # a whole value on some paths, none or not all of it on others
    PARTIAL = "partial"  # some of its parts are moved out, on some path or on all; `parts` says which
    MOVED = "moved"  # no value on any path, since what it held was moved out of it


class EventKind(StrEnum):
    """What happens to a variable at one place of the program."""

    ARGUMENT = "argument"  # it comes with its value, from the caller (or, in a closure, from the capture)
    DECLARE = "declare"  # it is declared; a value may follow
    INIT = "init"  # it is given a value for the first time
    REINIT = "reinit"  # it is given a whole value after the earlier one was moved out, on some path or on all
    REASSIGN = "reassign"  # its value is replaced; where it needs dropping, a DROP with `replaced` comes first
    WRITE = "write"  # a part of it is given a value, or what it points to (see `place`)
    MOVE = "move"  # its value, or a part of it, goes to `target`
    REFUSED = "refused"  # a part of it, or what it points to, would go to `target`, but may not be moved out of there
    LEND = "lend"  # what lies behind a shared reference would be lent `&mut`: rustc keeps no loan of that
    COPY = "copy"  # its value, or a part of it, or of what it points to, is copied
    READ = "read"  # what lies behind a shared reference is borrowed again, of which rustc keeps no loan
    RAW = "raw"  # a raw pointer to it is made; the borrow checker does not follow raw pointers
    DROP = "drop"  # its value is dropped
    DROP_IF_OWNED = "drop_if_owned"  # its value is dropped on those paths on which it still has it
    DROP_REST = "drop_rest"  # those parts are dropped that were not moved out, where one may need it
    SCOPE_END = "scope_end"  # it goes out of scope; what needed dropping was dropped before


class TargetKind(StrEnum):
    """Where a moved value goes."""

    VARIABLE = "variable"  # into the variable `variable_id`, perhaps as a part of a larger value
    CALL = "call"  # into a call of the function or method `name`
    CLOSURE = "closure"  # captured by a closure; `variable_id` names the variable that holds it, where one does
    RETURN = "return"  # to the caller
    YIELD = "yield"  # to whoever resumes the coroutine (an `.await` in an async function)
    PLACE = "place"  # into a place that no variable of the function owns, such as `*r`; `name` is that place
    TEMPORARY = "temporary"  # into a temporary value that is dropped, or used up, where the statement ends


class ReferenceKind(StrEnum):
    SHARED = "shared"
    MUTABLE = "mutable"


class EndKind(StrEnum):
    """What is the last thing that a loan was needed for, on one path."""

    USE = "last use"  # a use of a holder
    BRANCH = "branch"  # control takes a path on which no holder is used any more
    CALL = "call"  # the call `name`, which takes a holder or the borrow itself
    DROP = "drop"  # the drop of the holder `name`
    RETURN = "return"  # the function ends, and the loan goes on in the caller
    OVERWRITE = "overwrite"  # the borrowed place is no longer what it was: `name` was given another value
    SCOPE_END = "scope end"  # what was borrowed, or the reference that led there, is gone: `name` went out of scope


@dataclass(frozen=True, slots=True)
class Target:
    """Where a moved value goes. `name` is as one writes it: `b`, `drop`, `Vec::push`, `+`, `?`, `for`, `vec!`; it is
    "" for RETURN, YIELD and TEMPORARY, and `closure`, `async block` or `coroutine` for one that no variable holds.

    `variable_id` is given for VARIABLE and PLACE, and for CLOSURE where a variable holds the closure. `through` names
    the call, if any, that the closure of a CLOSURE is passed to (`spawn`).
    """

    kind: TargetKind
    name: str = ""
    variable_id: int | None = None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """That rustc refuses an action, so that it never happens: the error's code (None where it has none), and the line
    of what stands against it: the loan that is in force, the earlier move or value, or where what is borrowed is gone
    too early; None where that is no matter of a line, or where it stands against itself in another round of a loop.
    `shared` is true where nothing may be changed since a shared reference, or what acts as one, leads there."""

    code: str | None
    line: int | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens to a variable.

    `place` is what it happens to, as one writes it: `v`, `p.name`, `*r`, `a[i]` (`a[_]` where the index is computed,
    `a[..]` for a range). `order` is the place in the order of execution within the function: of two events on one path
    the earlier has the smaller number (events of one statement share it), a loop counting as one round; it says nothing
    about events on different paths. The same drop on several paths is one event; where a `return` leaves early, some
    drops at the function's end are of one path only.
    `target` is given for MOVE and REFUSED, for READ where something takes the borrow, and for COPY where a reference
    goes to the caller or something is captured. `before` is the state of `place`'s variable just before, where the
    statement can be reached. `replaced` tells of a drop that it makes room for a new value. `refused` is given where
    rustc does not let it happen. `taken` is the `order` of the call that takes the value, which may be executed after
    other things of the same statement. `excludes` are the `order` of events and loans of the same line that are on
    other paths: in one round, at most one of them happens. `conditional` is true where other paths, that go on below
    the line, have neither it nor anything that it excludes.
    """

    kind: EventKind
    line: int
    column: int
    place: str
    order: int
    target: Target | None = None
    before: State | None = None
    replaced: bool = False
    refused: Refusal | None = None
    taken: int | None = None
    excludes: tuple[int, ...] = ()
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class LineState:
    """The state of a variable just before `line`: where a statement would run that is written in front of it.

    A line that closes a block is so reached from the block's end only. Lines on which nothing is executed have no
    state (a lone `continue;`, a `}` behind a jump, a pattern's or a value's inner lines). `parts` are the places
    that are (or may be) moved out of an otherwise owned variable, for PARTIAL.
    """

    line: int
    state: State
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that the program's author wrote (a binding of a pattern is one, too), never one of a macro; or a
    temporary value that lasts.

    Two variables of one name are two of these; `nth` counts them, from 1, in the order of their declarations, within a
    function and the closures in it (a captured variable is the one of the function). `line` and `column` are where its
    name is declared. `type` is spelled with short paths (`Vec<String>`), `qualified_type` with those that rustc gives
    (`std::vec::Vec<std::string::String>`); a closure is a `closure`. `mutable` is about the binding (`let mut`).
    `captured` is true in a closure for a variable of the surrounding function; `by_reference` then tells how.
    `reference` says whether the variable itself is a reference, and of which kind. `needs_drop` is whether rustc drops
    it anywhere in the function. `scope_end` is the line on which it goes out of scope (the last one, where there are
    many ways out), None where control never gets there. `local` is rustc's own name for it in MIR (`_3`), for cross-
    checks. `states` hold the lines in its scope that control reaches, in rising order, one entry a line. `absent` are
    the lines between its first and its last one on which it is not there: behind a jump (`return`, `break`, `continue`,
    a panic) up to the `}` of that block, and where another arm, or the `else` of its own `let`, stands.

    `temporary` is true for a value that nobody named and that outlasts its expression: the guard in the head of a
    `while let`, the iterator of a `for`, the value behind `let r = &String::new()`. It stands among the variables
    under a name made from its type, in guillemets (`‹guard›`, `‹iterator›`, `‹String›`), which no program can write.

    `denials` are the accesses that would be errors before the lines of `states`; what is not denied there is allowed.
    `is_copy` is whether the type is `Copy`, None where nothing tells.
    """

    id: int
    name: str
    line: int
    column: int
    type: str
    mutable: bool
    argument: bool
    captured: bool
    by_reference: ReferenceKind | None
    reference: ReferenceKind | None
    needs_drop: bool
    scope_end: int | None
    local: str
    events: tuple[Event, ...] = ()
    states: tuple[LineState, ...] = ()
    temporary: bool = False
    absent: tuple[int, ...] = ()
    nth: int = 1
    denials: tuple[Denial, ...] = ()
    is_copy: bool | None = None
    qualified_type: str = ""


@dataclass(frozen=True, slots=True)
class LoanEnd:
    """Where a loan stops being in force on one path, and what it was needed for last. `name` as for the kind."""

    line: int
    kind: EndKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """That a variable keeps a loan alive, on which lines, in rising order."""

    variable_id: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loan:
    """One borrow of a place, as the borrow checker tracks it.

    `place` is what is borrowed as one writes it (`v`, `*r`, `p.name`), "" where it is a temporary value; `variable_id`
    is the variable at its root, None for a temporary value, unless that stands among the variables and somebody keeps
    the loan. `of_temporary` is true for either. `line` and `column` are where the borrow is written.
    Left out are borrows through a shared reference, which nothing can conflict with, and those that a `for`, an
    `.await` or a macro makes of its own hidden variables.

    `holders` are the variables that keep the loan alive while they are used later: the reference itself, and
    whatever was made from it. `lent_to` is the call, method or macro that a borrow is written for (`Vec::push`,
    `println!`, `for`), None where it goes into a variable first. `live_lines` are the lines, in rising order, on
    which the loan is in force at some point, its own line included. `needed_lines` are those on which it would have
    to be: they go further only where the borrow checker rejects the program because the borrowed place ends or
    changes while it is still needed. `ends` has one entry for every way out of force. `two_phase` is given for a
    mutable borrow whose place is still read before it is used (`v.push(v.len())`, a two-phase borrow): the line on
    which it becomes a mutable one. `reborrow` is true where the place lies behind a reference (`&*r`, `&mut
    r.field`). `autoref` is true where no `&` is written: a method call, an operator or a macro borrows by itself.
    `capture` is true where a closure borrows what it captures. `in_pattern` is true for `ref` and for bindings of a
    pattern that borrow (default binding modes). `outlives` is true where the loan must outlive the function's body.
    `written` is false where the borrow comes from the expansion of a macro that hides it.

    `order` is the place in the order of execution, among those of events, `taken` that of the call that takes the
    borrow; `excludes` and `conditional` are as of an event; `before` is the state of the variable just
    before. `holdings` tell which holder keeps the loan alive on which lines. `refused` is given where rustc does not
    allow the borrow.
    """

    id: int
    place: str
    variable_id: int | None
    kind: ReferenceKind
    line: int
    column: int
    holders: tuple[int, ...]
    lent_to: str | None
    live_lines: tuple[int, ...]
    needed_lines: tuple[int, ...]
    ends: tuple[LoanEnd, ...]
    two_phase: int | None = None
    reborrow: bool = False
    autoref: bool = False
    capture: bool = False
    in_pattern: bool = False
    outlives: bool = False
    written: bool = True
    of_temporary: bool = False
    order: int = 0
    taken: int | None = None
    excludes: tuple[int, ...] = ()
    conditional: bool = False
    before: State | None = None
    holdings: tuple[Holding, ...] = ()
    refused: Refusal | None = None


class FunctionKind(StrEnum):
    FUNCTION = "function"
    CLOSURE = "closure"
    COROUTINE = "coroutine"  # the body of an async function or block
    CONSTANT = "constant"  # the initialiser of a const or static, or an inline const


@dataclass(frozen=True, slots=True)
class Function:
    """One body that the borrow checker looked at, named as a reader would: `main`, `Stack::push`,
    `closure in main, line 7`, `async block in main, line 9`. Lines are those of its text, both included. `parent_line`
    is the first line of the function around it, for closures and async blocks. Derived impls are left out, and so
    is the function around the body of an async function: `load` is that body."""

    name: str
    kind: FunctionKind
    first_line: int
    last_line: int
    variables: tuple[Variable, ...]
    loans: tuple[Loan, ...]
    parent_line: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A place that rustc points at, and what it says there (None where it only underlines). `end_column` is
    exclusive. `primary` is the place the error is about."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str | None
    primary: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One error of rustc about the program, and the variables and loans it concerns where the facts tell.

    `code` is None for errors without one (`lifetime may not live long enough`). `points` are what was lent or moved,
    what still needs it and what collides, in this order; none where the facts do not tell.
    """

    code: str | None
    message: str
    labels: tuple[Label, ...]
    variables: tuple[int, ...] = ()
    loans: tuple[int, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that is derived from one program. `functions` are in the order of their first lines.

    `toolchain` is the name of the compiler whose facts these are (`rustc 1.95.0`).
    """

    functions: tuple[Function, ...]
    conflicts: tuple[Conflict, ...]
    toolchain: str
    edition: str
