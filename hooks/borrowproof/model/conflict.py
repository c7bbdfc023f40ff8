"""What an error of the borrow checker is about, as points in the program: what was lent or moved, what still needs it,
and what collides with that. Lines and columns as in a `Timeline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a point of a conflict has to do with it."""

    ORIGIN = "origin"  # what was lent, moved, declared or given a value
    NEED = "need"  # what still needs it
    CLASH = "clash"  # what collides with that: the action that rustc refuses, or the end that comes too early
    STEP = "step"  # a step of the way by which a lifetime must outlive another one


class Fact(StrEnum):
    """What is so at a point of a conflict."""

    LENT = "lent"  # `place` is lent, to `name` if that is a call; as a step: what is lent goes into the call `name`
    MOVED = "moved"  # `place` is moved: the event at this place tells where to
    DECLARED = "declared"  # `place` is declared, without a value
    GIVEN = "given"  # `place` is given its value
    IMMUTABLE = "immutable"  # `place` is not declared `mut`
    BEHIND_SHARED = "behind shared"  # nothing may be changed through `place`, of the type `name` (or see `SharedLink`)
    OWNED_BY = "owned by"  # `place` belongs to something that it may not be moved out of: `name` says what
    MATCHED = "matched"  # a `match` looks at `place`, which its guards may not change
    CAPTURED = "captured"  # `place` is captured by the closure of kind `name`
    USED = "used"  # the reference is used (again), by `name` if that is a call
    ITSELF = "itself"  # the variable that collides keeps the loan itself, for as long as it is used
    NEXT_ROUND = "next round"  # the next round of the loop uses it
    DROPPED = "dropped"  # `place` is dropped
    TEMPORARY = "temporary"  # a temporary value that lives on until here; `name` is the call that has returned it
    CALLER = "caller"  # the caller needs it, after the function has ended: `name` is `return`, `early return` or a call
    STATIC = "static"  # it is needed for as long as the program may run: `name` as for CALLER
    BORROWED = "borrowed"  # `place` would be lent, to be read
    BORROWED_MUT = "borrowed mut"  # `place` would be lent, to be changed
    ASSIGNED = "assigned"  # `place` would be given a value
    ENDED = "ended"  # `place` is gone: it goes out of scope, or (a temporary value) its statement ends
    YIELDED = "yielded"  # a coroutine yields, and may be moved before it goes on, with `place` in it
    RETURNED = "returned"  # `place` would be returned
    LIFETIME = "lifetime"  # the lifetime `name`, of `place`
    OUTLIVES = "outlives"  # what would have to live for `name`, of `place`
    OF_TYPE = "of type"  # `place` is a `name`, a type with a type parameter in it
    TYPE = "type"  # the type `place`, of which nothing says that it lives long enough
    BECOMES = "becomes"  # a step: it becomes a `name`, without a call
    HIDDEN_IN = "hidden in"  # it is returned as a value of the type `name`, an `impl Trait` that does not name it
    THREAD_LOCAL = "thread local"  # `place` is gone with its thread, which may be where the function ends


@dataclass(frozen=True, slots=True)
class Point:
    """One place that a conflict is about. `place` is what it happens to, as one writes it ("" or `‹String›` for a
    temporary value); `name` is as `fact` says. `variable_id` is the variable that has to do with it (the owner, or the
    holder that is used), `loan_id` the loan."""

    role: Role
    fact: Fact
    line: int
    column: int
    place: str = ""
    name: str = ""
    variable_id: int | None = None
    loan_id: int | None = None
