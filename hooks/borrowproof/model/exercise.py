"""Exercises of a lesson: a program to change, and the goals that a compiler can tell to be met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.origin import Origin


class GoalKind(StrEnum):
    """What an exercise can demand of an attempt."""

    COMPILES = "compiles"  # without a warning that a strict project refuses, and runs to exit status 0
    PRINTS = "prints"  # what every solution prints
    WITHOUT = "without"  # a name does not stand in the code
    KEEPS = "keeps fn"  # the signature of a function is the one that it has in the start program
    ALLOCATES = "allocs<="  # at most so many calls for a new block on the heap, as `Cost` counts them


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. `name` is the name for WITHOUT and the function for KEEPS, `most` the number for ALLOCATES."""

    kind: GoalKind
    name: str = ""
    most: int | None = None

    def __str__(self) -> str:
        """As an author writes it."""
        if self.most is not None:
            return f"{self.kind}{self.most}"
        return f"{self.kind} {self.name}".rstrip()


COMPILES = Goal(GoalKind.COMPILES)
PRINTS = Goal(GoalKind.PRINTS)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a tempting attempt at an exercise misses: goals of the start program `start`, a file beside it."""

    start: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class ShownAttempt:
    """An attempt that the answer shows: `words` are Markdown, `at` is the line of its block."""

    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Exercise:
    """A fence of a lesson that sets a task: `text` is its body as the page renders it.

    `prompt`, `hints` and the words of `attempts` are Markdown; `start` is the id of the start program, `start_at`
    the line of its block.
    """

    id: str
    origin: Origin
    page: str
    text: str
    prompt: str
    start: str
    start_at: int
    hints: tuple[str, ...]
    attempts: tuple[ShownAttempt, ...]
