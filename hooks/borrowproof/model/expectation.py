"""What an author says will happen to a snippet."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from borrowproof.model.diagnostic import Level
from borrowproof.model.origin import Origin
from borrowproof.model.sanitizer_report import SanitizerReport


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


@dataclass(frozen=True, slots=True)
class HeapClaim:
    """What an author says a run does with the heap, each count as in `Cost`; None where nothing is said of it."""

    allocs: int | None = None
    bytes: int | None = None
    resizes: int | None = None
    copied: int | None = None
    leaked: int | None = None

    @property
    def said(self) -> tuple[tuple[str, int], ...]:
        """The counts that it names."""
        numbers = ((count.name, getattr(self, count.name)) for count in fields(self))
        return tuple((name, number) for name, number in numbers if number is not None)

    def __str__(self) -> str:
        return " ".join(f"{name}={number}" for name, number in self.said)


@dataclass(frozen=True, slots=True)
class Pin:
    """`//~` in the code: one diagnostic that must appear on one line.

    `line` is a line of `Snippet.code`, None for what rustc gives no line. `level` is None where any will do; a note or
    a help may belong to another diagnostic, and be a label of it. `code` is an error code or a lint's name; `text` is
    a part of the message, or with `replacement` of what rustc suggests to write there. `accepted` says the contrary: no
    error is on that line.
    """

    line: int | None
    level: Level | None
    code: str | None
    text: str | None
    origin: Origin
    replacement: bool = False
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class TypeClaim:
    """`//^?` in the code: the type of the variable `name`, which stands at `line` and `column` of `Snippet.code`."""

    line: int
    column: int
    name: str
    type: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the annotations of one snippet mean.

    `codes` are the error codes that must appear, no more and no fewer; None accepts any failure, which
    only rustdoc's bare `compile_fail` means. Where they are not `exact`, further errors are allowed, as rustdoc
    allows them. `stdout` is None where no output was recorded. `polonius` are the error codes that the next checker
    must give, none where it accepts the program; None where nothing is said of it. `heap` is what its run must do with
    the heap, and `undefined_behaviour` what a sanitizer must report of it. `types` are those of some of its variables.
    """

    kind: Kind
    codes: frozenset[str] | None = frozenset()
    pins: tuple[Pin, ...] = ()
    stdout: str | None = None
    stdout_origin: Origin | None = None
    reason: str | None = None
    exact: bool = True
    miri: Miri | None = None
    polonius: frozenset[str] | None = None
    heap: HeapClaim | None = None
    types: tuple[TypeClaim, ...] = ()
    undefined_behaviour: SanitizerReport | None = None
