"""rustc's messages as data (https://doc.rust-lang.org/rustc/json.html)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The level of a diagnostic, as rustc's JSON names it; children also use the last three."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    HELP = "help"
    FAILURE_NOTE = "failure-note"


class Applicability(StrEnum):
    """How far rustc trusts a suggestion (https://doc.rust-lang.org/rustc/json.html, `suggestion_applicability`)."""

    MACHINE = "MachineApplicable"
    MAYBE = "MaybeIncorrect"
    PLACEHOLDERS = "HasPlaceholders"
    UNSPECIFIED = "Unspecified"


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
    (`borrowproof.report.ansi` reads them); it is empty on children.
    """

    level: Level
    code: str | None
    message: str
    spans: tuple[Span, ...] = ()
    children: tuple[Diagnostic, ...] = ()
    rendered: str = ""
