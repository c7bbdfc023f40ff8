"""A question to a backend, and what really happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.compiler import BorrowChecker, Edition, is_error_code
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.library import NO_CRATES, Crates

# How std's hook reports a panic since Rust 1.73; the thread's number came with 1.91. (A panic while a panic is being
# reported names no thread.)
_PANIC = re.compile(
    r"^(?:thread '(?P<thread>[^'\n]*)'(?: \(\d+\))? )?panicked at "
    r"(?P<file>[^\n]{1,4096}):(?P<line>\d{1,9}):(?P<column>\d{1,9}):$",
    re.MULTILINE,
)
_ABORTED = re.compile(
    r"^thread (?:caused non-unwinding panic|panicked while \w+ panic|panicked while panicking)\. aborting\.$", re.M
)
# What std says where it aborts for another reason (`rtabort!`): a stack that overflows, a panic in a destructor of a
# thread's locals.
_OTHER_ABORT = "fatal runtime error: "
_UNDEFINED = "error: Undefined Behavior: "  # how every such report of Miri begins


@dataclass(frozen=True, slots=True)
class PanicPlace:
    """Where a panic happened, as std reports it: a file of the program or of std, line and column from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What really happened. `exit` is None where the program was not run, negative for a signal (POSIX).

    `inputs` are the files besides the program's text, and the `$VARIABLES`, that the compiler read; None where it
    does not say. Only what read nothing else may be kept. `contained_by` names what kept compiler and program from
    reaching out, empty where nothing on this machine did. `varies` tells how another run of the same program ended and
    what it printed, where it was run several times and that differs.
    """

    edition: Edition
    diagnostics: tuple[Diagnostic, ...]
    compiled: bool
    exit: int | None = None
    stdout: str = ""
    stderr: str = ""
    seconds: float = 0.0
    inputs: tuple[str, ...] | None = ()
    contained_by: str = ""
    varies: str | None = None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors, denied lints among them."""
        return tuple(d for d in self.diagnostics if d.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings, each with its lint as `code`."""
        return tuple(d for d in self.diagnostics if d.level is Level.WARNING)

    @property
    def codes(self) -> frozenset[str]:
        """The error codes among the errors; a denied lint has a name, not a code."""
        return frozenset(d.code for d in self.errors if d.code is not None and is_error_code(d.code))

    @property
    def panic(self) -> PanicPlace | None:
        """The panic that ended the program, as it reports it; None where it does not report one in std's own form.

        It ends a program with status 101 where it unwinds `main`, and with SIGABRT where it cannot unwind, which std
        says too. Of several, the last one of the main thread counts: the ones before were caught. Whether the program
        can forge this is for others to tell.
        """
        if self.exit == 101:
            found = [match for match in _PANIC.finditer(self.stderr) if match["thread"] == "main"]
        elif self.exit == -6 and _ABORTED.search(self.stderr) and _OTHER_ABORT not in self.stderr:
            found = list(_PANIC.finditer(self.stderr))
        else:
            return None
        return _place(found[-1]) if found else None

    @property
    def panicked(self) -> bool:
        """Whether the program reports that a panic ended it."""
        return self.panic is not None

    @property
    def undefined_behaviour(self) -> str | None:
        """What undefined behaviour Miri found, in its own words; None where it found none."""
        found = (line for line in self.stderr.splitlines() if line.startswith(_UNDEFINED))
        return None if self.exit == 0 else next((line.removeprefix(_UNDEFINED) for line in found), None)


def _place(match: re.Match[str]) -> PanicPlace:
    return PanicPlace(match["file"], int(match["line"]), int(match["column"]))


class Cause(StrEnum):
    """Why a snippet was not checked."""

    IGNORED = "ignored"
    NO_COMPILER = "no compiler"
    NOT_CONTAINED = "not contained"
    TIMEOUT = "timeout"
    LIMIT = "limit"
    NEEDS_NIGHTLY = "needs nightly"
    NEEDS_CRATE = "needs crate"
    FRAGMENT = "fragment"
    NEEDS_ENVIRONMENT = "needs environment"
    NO_PROGRAM = "no program"
    NEEDS_EARLIER = "needs what it continues"
    NEEDS_EDITION = "needs edition"
    NO_MIRI = "no Miri"
    NO_POLONIUS = "no Polonius"
    NO_FACTS = "no facts"
    UNPROVEN_PANIC = "unproven panic"
    NO_SANITIZER = "no sanitizer"
    NOT_COUNTED = "not counted"
    COMPILER_CRASHED = "compiler crashed"
    INFRASTRUCTURE = "infrastructure"


# What stood in the way was the machine: another attempt may well succeed.
FAULTS = frozenset({Cause.TIMEOUT, Cause.LIMIT, Cause.COMPILER_CRASHED, Cause.INFRASTRUCTURE})
# Nobody was there to judge, or failed at it, whatever the program is.
NOT_JUDGED = FAULTS | {Cause.NO_COMPILER, Cause.NOT_CONTAINED}


@dataclass(frozen=True, slots=True)
class NotChecked:
    """No compiler judged the snippet; `detail` says what stood in the way, in words for a reader."""

    cause: Cause
    detail: str


class Goal(StrEnum):
    """How far a backend takes a program."""

    REJECT = "reject"  # stop at the first phase that fails; generate code only where none does
    BUILD = "build"  # generate code, do not run
    RUN = "run"  # build and run
    COUNT = "count"  # run beside an allocator that counts
    INTERPRET = "interpret"  # run under Miri
    WATCH_MEMORY = "watch memory"  # run with AddressSanitizer
    WATCH_THREADS = "watch threads"  # run with ThreadSanitizer


@dataclass(frozen=True, slots=True)
class Job:
    """One question to a backend. Equal jobs have equal outcomes, so this is what is cached.

    `lints` are names of lints to warn about although their group is allowed. `prints_its_location` tells
    that what the program prints names its file and line, as a panic does. `crates` are those that it may use, and
    `unused_lints` holds where the lints of the group `unused` are told. A program is run `runs` times, to see whether
    it always prints the same. `borrow_checker` is None for the one
    that the compiler uses by itself.
    """

    code: str
    edition: Edition
    goal: Goal
    lints: tuple[str, ...] = ()
    test_harness: bool = False
    prints_its_location: bool = False
    expects_borrow_errors: bool = False
    crates: Crates = NO_CRATES
    unused_lints: bool = False
    runs: int = 1
    borrow_checker: BorrowChecker | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program's `main` did with the heap, counted while it ran, built without optimisation.

    `allocations` are calls that ask for a new block, `resizes` calls that ask for another size of one (`Vec::push`
    beyond the capacity), `requested` the bytes that both asked for in addition to what there was. `copied` are the
    bytes that `memcpy` and `memmove` copied into blocks that `main` allocated, from such blocks or from constants.
    Values that come from the stack are not among them, nor is what a resize moves by itself. `leaked` are the blocks
    that `main` allocated and that were not freed when it had ended; None for a program with threads, which may free
    some later.
    """

    allocations: int
    requested: int
    resizes: int
    copied: int
    leaked: int | None = 0
