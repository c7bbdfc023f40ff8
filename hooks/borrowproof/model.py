"""The words of the project as types: what a snippet claims, what happened, and how the two compare.

Everything here is frozen data. This module imports nothing of ours but types, starts no process and reads no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from borrowproof.ownership.model import Timeline


def is_error_code(text: str) -> bool:
    """Whether `text` is spelled like an error code of rustc (`E0382`); rustc may know no such code."""
    return len(text) == 5 and text[0] == "E" and text[1:].isascii() and text[1:].isdigit()


class Edition(StrEnum):
    """A Rust edition, as `rustc --edition` spells it."""

    E2015 = "2015"
    E2018 = "2018"
    E2021 = "2021"
    E2024 = "2024"


NEWEST_EDITION = Edition.E2024


class Kind(StrEnum):
    """What an author says will happen to a snippet."""

    RUNS = "compiles"  # compiles, and the program exits with status 0
    COMPILES = "compiles no_run"  # compiles, code generation included; never run
    ERROR = "error"  # is rejected, with exactly the named errors
    PANICS = "panics"  # compiles, and the program panics
    IGNORED = "ignore"  # is not judged, for the reason given


class Miri(StrEnum):
    """What an author says Miri, the interpreter that looks for undefined behaviour, will find."""

    CLEAN = "clean"
    UB = "ub"


class Level(StrEnum):
    """The level of a diagnostic, as rustc's JSON names it; children also use the last three."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    HELP = "help"
    FAILURE_NOTE = "failure-note"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a person edits a line.

    `file` is relative to the project's root, with `/`; `line` and `column` count from 1, columns in
    characters. `column` is where the code of that line begins (after list indentation or `> `).
    """

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of text without its line end, and where it was written."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Pin:
    """`//~` in the code: one diagnostic that must appear on one line.

    `line` is a line of `Snippet.code`. `code` is an error code or a lint's name; `text` is a part of the
    message. At least one of the two is given.
    """

    line: int
    level: Level
    code: str | None
    text: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the annotations of one snippet mean.

    `codes` are the error codes that must appear, no more and no fewer; None accepts any failure, which
    only rustdoc's bare `compile_fail` means. Where they are not `exact`, further errors are allowed, as rustdoc
    allows them. `stdout` is None where no output was recorded.
    """

    kind: Kind
    codes: frozenset[str] | None = frozenset()
    pins: tuple[Pin, ...] = ()
    stdout: str | None = None
    stdout_origin: Origin | None = None
    reason: str | None = None
    exact: bool = True
    miri: Miri | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """One unit of Rust that is verified.

    `code` is exactly what the compiler is given. `lines[i]` says where line i+1 of it was written, None for
    a line that the engine wrote (rustdoc's `fn main() {`). `hidden` holds the 1-based lines that a page does
    not show at first. `edition` is None where nobody declared one. `label` is a short name for messages.
    `ignored_on` are parts of target names on which rustdoc would ignore it. `side_by_side` tells that the file makes
    a claim for each of several editions; each is a snippet of its own.
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
    test_harness: bool = False
    strict_warnings: bool = False
    ignored_on: tuple[str, ...] = ()
    side_by_side: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One Rust fence as a page shows it: `text` is the fence's body, includes expanded, dedented.

    `info` is the info string as written (without options in braces); `lines` are the 1-based lines of the
    snippet's code that the block's lines show, None for lines that are not code (blanked annotations).
    `ownership` is whether the fence asks for the timeline of who owns what.
    """

    page: str
    line: int
    info: str
    text: str
    snippet: str
    lines: tuple[int | None, ...]
    ownership: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """An annotation or source that cannot be understood: the author's mistake, found before any compiler."""

    origin: Origin
    message: str
    fix: str


class Applicability(StrEnum):
    """How far rustc trusts a suggestion (https://doc.rust-lang.org/rustc/json.html, `suggestion_applicability`)."""

    MACHINE = "MachineApplicable"
    MAYBE = "MaybeIncorrect"
    PLACEHOLDERS = "HasPlaceholders"
    UNSPECIFIED = "Unspecified"


class Claimed(StrEnum):
    """What an option of a question can say of a program, in the words of the annotations."""

    COMPILES = "compiles"  # and runs, to exit status 0
    BUILDS = "compiles no_run"  # whatever it does when it runs
    ERROR = "error"
    PANICS = "panics"
    PRINTS = "prints"  # exactly that, to exit status 0
    UNDEFINED = "undefined behaviour"  # as Miri finds it


@dataclass(frozen=True, slots=True)
class Claim:
    """What an option says of a program, so that a compiler can tell whether it is so.

    `codes` are all the error codes there are; None says nothing about them. `lines` (of `Snippet.code`) are all
    lines on which an error or the panic is; empty says nothing. `printed` is the whole output.
    """

    what: Claimed
    codes: frozenset[str] | None = None
    lines: frozenset[int] = frozenset()
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: it is right exactly if `claim` holds of the snippet `program`. `right` is the author's key.

    `sentence` is Markdown that the reader sees in the place of the claim's own words. `shown_at` is the line of
    the block that is the option, where the options are programs.
    """

    claim: Claim
    program: str
    right: bool
    origin: Origin
    sentence: str = ""
    shown_at: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A fence of a lesson that asks: `text` is its body as the page renders it, `info` its info string with options.

    `prompt` and `explanation` are Markdown. `program_at` and `answers_at` are the lines of blocks on the same page:
    the program that is asked about, and those that the answer shows.
    """

    id: str
    origin: Origin
    page: str
    info: str
    text: str
    prompt: str
    choices: tuple[Choice, ...]
    explanation: str
    program_at: int | None = None
    answers_at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A region of `Snippet.code` as rustc reports it: 1-based lines and columns in characters, end exclusive.

    A span inside a macro of another crate is given at its outermost expansion in the snippet. `foreign` is
    true where no part of the expansion is the snippet's (a note about a definition in std).
    `suggested_replacement` is what rustc would put in its place, `applicability` how far it trusts that.
    """

    line_start: int
    column_start: int
    line_end: int
    column_end: int
    primary: bool
    label: str | None = None
    suggested_replacement: str | None = None
    foreign: bool = False
    applicability: Applicability | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message of rustc; `code` may be a lint's name.

    `rendered` is rustc's own text as a terminal would show it, with colours where the backend can ask for them
    (`borrowproof.ansi` reads them); it is empty on children.
    """

    level: Level
    code: str | None
    message: str
    spans: tuple[Span, ...] = ()
    children: tuple[Diagnostic, ...] = ()
    rendered: str = ""


@dataclass(frozen=True, slots=True)
class Toolchain:
    """The compiler behind a backend. `fingerprint` changes whenever its verdicts could (`rustc -vV`)."""

    release: str
    host: str
    fingerprint: str

    @property
    def name(self) -> str:
        """The compiler as a reader knows it: `rustc 1.95.0`."""
        return f"rustc {self.release}"

    @property
    def nightly(self) -> bool:
        """Whether it takes unstable features."""
        return "nightly" in self.release or "dev" in self.release


_UNDEFINED = "error: Undefined Behavior: "  # how every such report of Miri begins


@dataclass(frozen=True, slots=True)
class Outcome:
    """What really happened. `exit` is None where the program was not run, negative for a signal (POSIX)."""

    edition: Edition
    diagnostics: tuple[Diagnostic, ...]
    compiled: bool
    exit: int | None = None
    stdout: str = ""
    stderr: str = ""
    seconds: float = 0.0

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
    def panicked(self) -> bool:
        """Whether the program ended by a panic: status 101, or SIGABRT where panics abort."""
        return self.exit in (101, -6) and "panicked at" in self.stderr

    @property
    def undefined(self) -> str | None:
        """What undefined behaviour Miri found, in its own words; None where it found none."""
        found = (line for line in self.stderr.splitlines() if line.startswith(_UNDEFINED))
        return None if self.exit == 0 else next((line.removeprefix(_UNDEFINED) for line in found), None)


class Cause(StrEnum):
    """Why a snippet was not checked."""

    IGNORED = "ignored"
    NO_COMPILER = "no compiler"
    TIMEOUT = "timeout"
    LIMIT = "limit"
    NEEDS_NIGHTLY = "needs nightly"
    NEEDS_CRATE = "needs crate"
    NEEDS_EDITION = "needs edition"
    NO_MIRI = "no Miri"
    NOT_COUNTED = "not counted"
    COMPILER_CRASHED = "compiler crashed"
    INFRASTRUCTURE = "infrastructure"


@dataclass(frozen=True, slots=True)
class NotChecked:
    """No compiler judged the snippet; `detail` says what stood in the way, in words for a reader."""

    cause: Cause
    detail: str


class Status(StrEnum):
    """What a verdict comes to. Only `MATCHED` counts as verified."""

    MATCHED = "matched"
    MISMATCHED = "mismatched"
    NOT_CHECKED = "not checked"


class Mismatch(StrEnum):
    """The ways an outcome can differ from an expectation; `report` has the words."""

    COMPILED = "compiled"  # an error was expected
    REJECTED = "rejected"  # it was to compile
    MISSING_CODE = "missing code"
    EXTRA_CODE = "extra code"
    EXTRA_CODELESS = "extra error without a code"
    PIN_UNMET = "pin unmet"
    UNPINNED = "unpinned"
    UNEXPECTED_WARNING = "unexpected warning"
    STDOUT = "stdout"
    EXIT = "exit"
    PANICKED = "panicked"
    NO_PANIC = "no panic"
    UNDEFINED = "undefined behaviour"  # Miri was to find none
    DEFINED = "no undefined behaviour"  # Miri was to find some


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which expectation and outcome differ: data only, with the diagnostic or pin it is about."""

    what: Mismatch
    code: str | None = None
    pin: Pin | None = None
    diagnostic: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """An expectation held against an outcome; `not_checked` says why nobody could."""

    status: Status
    differences: tuple[Difference, ...] = ()
    not_checked: NotChecked | None = None


class Goal(StrEnum):
    """How far a backend takes a program."""

    REJECT = "reject"  # stop at the first phase that fails; generate code only where none does
    BUILD = "build"  # generate code, do not run
    RUN = "run"  # build and run
    COUNT = "count"  # run beside an allocator that counts
    INTERPRET = "interpret"  # run under Miri


@dataclass(frozen=True, slots=True)
class Job:
    """One question to a backend. Equal jobs have equal outcomes, so this is what is cached.

    `lints` are names of lints to warn about although their group is allowed. `says_its_place` tells that
    what the program prints names its file and line, as a panic does.
    """

    code: str
    edition: Edition
    goal: Goal
    lints: tuple[str, ...] = ()
    test_harness: bool = False
    says_its_place: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program's `main` did with the heap, counted while it ran, built without optimisation.

    `allocations` are calls that ask for a new block, `resizes` calls that ask for another size of one (`Vec::push`
    beyond the capacity), `requested` the bytes that both asked for in addition to what there was. `copied` are the
    bytes that `memcpy` and `memmove` copied into blocks that `main` allocated, from such blocks or from constants.
    Values that come from the stack are not among them, nor is what a resize moves by itself.
    """

    allocations: int
    requested: int
    resizes: int
    copied: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Snippet, outcome and verdict together, as recorded and published.

    `miri` is what Miri said, for snippets that ask for it, and `miri_toolchain` whose Miri it was. A snippet that
    `fixes` another has a `cost`, or `not_counted` says why it has none. One whose page asks who owns what has a
    `timeline`, or `not_derived` says why it has none.
    """

    snippet: Snippet
    verdict: Verdict
    outcome: Outcome | None
    toolchain: Toolchain | None
    cached: bool = False
    miri: Outcome | None = None
    miri_toolchain: Toolchain | None = None
    cost: Cost | None = None
    not_counted: str | None = None
    timeline: Timeline | None = None
    not_derived: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Everything one verification produced: what the CLI reports and what a site is rendered from.

    `seconds` is wall time. `unclaimed` counts .rs files that carry no annotation in a project that does not
    know us; they were not looked at. `warnings` are about the run itself (a cache that cannot be written).
    """

    evidence: tuple[Evidence, ...]
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    toolchain: Toolchain | None = None
    seconds: float = 0.0
    unclaimed: int = 0
    warnings: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
