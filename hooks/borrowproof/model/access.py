"""What may be done to a variable before a line, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Access(StrEnum):
    """Something that a statement might do to a variable."""

    READ = "read"  # look at its value: a copy of it where its type is `Copy`, a shared borrow otherwise
    CHANGE = "change"  # assign it another value
    LEND = "lend"  # borrow it with `&`
    LEND_MUTABLY = "lend mutably"  # borrow it with `&mut`
    MOVE = "move"  # hand its value on, or a copy of it where its type is `Copy`


class Obstacle(StrEnum):
    """Which fact forbids an access."""

    NO_VALUE = "no value"  # it was not given one, on some path
    MOVED = "moved"  # its value was moved out at `at`, on some path
    PARTLY_MOVED = "partly moved"  # a part of its value was moved out at `at`, on some path
    IMMUTABLE = "immutable"  # it is declared without `mut`, and has had a value
    VALUE_FOLLOWS = "value follows"  # it is declared without `mut`, and gets its only value at `at`
    LENT = "lent"  # the loan of line `at` is in force
    MATCHED = "matched"  # a `match` of line `at` looks at it, and a guard has not decided yet
    NEEDED = "needed"  # it is used at `at`, where it would have no value any more
    OUTDATED = "outdated"  # it refers to what was changed, moved, dropped or lent again at `at`
    UNKNOWN = "unknown"  # nothing tells whether its type is `Copy`


@dataclass(frozen=True, slots=True)
class Denial:
    """That an access to a variable is an error on some lines, written in front of them.

    `code` is the error that rustc reports, None for UNKNOWN, which is no answer. `at` is the line of the fact that
    forbids it, None where that is the declaration. `loan_id` is the loan of LENT and OUTDATED, where it is one that is
    shown. `again` is true where control gets to `at` in the next round of a loop only. `lines` are in rising order.
    """

    access: Access
    obstacle: Obstacle
    code: str | None
    lines: tuple[int, ...]
    at: int | None = None
    loan_id: int | None = None
    again: bool = False
