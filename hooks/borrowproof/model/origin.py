"""Where text was written, so that a message can lead its author there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
class Problem:
    """An annotation or source that cannot be understood: the author's mistake, found before any compiler."""

    origin: Origin
    message: str
    fix: str


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file and line."""
    return tuple(sorted(set(problems), key=lambda p: (p.origin.file, p.origin.line, p.message)))
