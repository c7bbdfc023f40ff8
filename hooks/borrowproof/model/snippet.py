"""A unit of Rust that is verified, and the fence that shows it on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from borrowproof.model.compiler import Edition
from borrowproof.model.exercise import Goal, Shortfall
from borrowproof.model.expectation import Expectation
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.origin import Origin


@dataclass(frozen=True, slots=True)
class Value:
    """A value that the text of a page shows, measured by a run: `written` is all that stands between the backticks.

    `expected` is the value that its author relies on, as it is printed; None where any will do. `origin` is where the
    expression begins.
    """

    written: str
    expression: str
    expected: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Snippet:
    """One unit of Rust that is verified.

    `code` is exactly what the compiler is given. `lines[i]` says where line i+1 of it was written, None for
    a line that the engine wrote (rustdoc's `fn main() {`). `hidden` holds the 1-based lines that a page does
    not show at first. `edition` is None where nobody declared one. `label` is a short name for messages.
    It `fixes` a program that is rejected, or is the `twin_of` one, written with raw pointers.
    `ignored_on` are parts of target names on which rustdoc would ignore it. `side_by_side` tells that the file makes
    a claim for each of several editions; each is a snippet of its own. `crates` are those that it may use, and
    `continues` is the id of the snippet whose program `code` begins with, hidden.
    `unlabelled` is whether nothing but a block of code says that it is Rust.
    `unused_lints` holds where its library gives attributes of its own to its documentation tests, as in rustdoc.
    `in_library` tells that it is judged from inside a library: then what it names has to be there.
    `hides` are the functions (`fn helper`) and variables (`seed`) that its timeline leaves out.
    `values` are those in the text of a page, for the program that measures them.
    `goals` are those of an exercise that begins with it, besides compiling and printing; None where none does. It
    `misses` one of them where it is a tempting attempt at an exercise.
    """

    id: str
    origin: Origin
    code: str
    lines: tuple[Origin | None, ...]
    expectation: Expectation
    edition: Edition | None = None
    hidden: frozenset[int] = frozenset()
    label: str = ""
    fixes: str | None = None
    twin_of: str | None = None
    test_harness: bool = False
    strict_warnings: bool = False
    ignored_on: tuple[str, ...] = ()
    side_by_side: bool = False
    crates: Crates = NO_CRATES
    unused_lints: bool = False
    in_library: bool = False
    unlabelled: bool = False
    hides: tuple[str, ...] = ()
    continues: str | None = None
    values: tuple[Value, ...] = ()
    goals: tuple[Goal, ...] | None = None
    misses: Shortfall | None = None

    @property
    def is_file(self) -> bool:
        """Whether it is a whole `.rs` file, and no fence and no example in documentation."""
        return self.origin.file.endswith(".rs") and self.id != str(self.origin)

    @property
    def start_file(self) -> str | None:
        """The file of the program that it repairs, or that it is a tempting attempt at; None for any other."""
        named = self.misses.start if self.misses is not None else self.fixes
        return None if named is None else PurePosixPath(self.origin.file).with_name(f"{named}.rs").as_posix()

    @property
    def exercise_file(self) -> str | None:
        """The file of the start program, if it belongs to an exercise: its own where it is the start."""
        return self.origin.file if self.goals is not None else self.start_file


def exercise_starts(snippets: Iterable[Snippet]) -> dict[str, Snippet]:
    """The start programs of exercises, by file."""
    return {s.origin.file: s for s in snippets if s.goals is not None}


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that looks like Rust and was not read; `why` says what it is taken for."""

    origin: Origin
    why: str


@dataclass(frozen=True, slots=True)
class Block:
    """One Rust fence as a page shows it: `text` is the fence's body, includes expanded, dedented.

    `info` is the info string as written (without options in braces); `lines` are the 1-based lines of the
    snippet's code that the block's lines show, None for lines that are not code (blanked annotations).
    `ownership` is whether the fence asks for the timeline of who owns what, `memory` whether it asks for a recording of
    what the program's memory holds.
    """

    page: str
    line: int
    info: str
    text: str
    snippet: str
    lines: tuple[int | None, ...]
    ownership: bool = False
    memory: bool = False
