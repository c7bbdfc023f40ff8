"""Questions of a lesson, and what each option claims of a program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.origin import Origin


class ClaimKind(StrEnum):
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

    what: ClaimKind
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
