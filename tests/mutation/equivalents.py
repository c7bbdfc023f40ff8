"""The mutants that no test can notice, each with the reason: `equivalent.toml`.

A mutant is told by its function and by the lines that it changes: its number moves with every change of the function.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change that leaves the behaviour of a function as it is."""

    function: str  # its dotted name below the package, with its class if it has one
    before: str  # the lines that are replaced, without indentation
    after: str  # the lines in their place
    because: str

    def __str__(self) -> str:
        return f"{self.function}: `{self.before}` -> `{self.after}`"


def listed(path: Path = LIST) -> tuple[Equivalent, ...]:
    """All entries of the list.

    Raises:
        TypeError: an entry lacks a key, or has one too many.
        ValueError: an entry gives no reason, or stands there twice.
    """
    entries = tuple(Equivalent(**entry) for entry in tomllib.loads(path.read_text("utf-8")).get("equivalent", ()))
    for entry in entries:
        if not entry.because.strip():
            raise ValueError(f"{entry}: say why no test can notice it")
        if sum((e.function, e.before, e.after) == (entry.function, entry.before, entry.after) for e in entries) > 1:
            raise ValueError(f"{entry}: stands there twice")
    return entries


def stale(entries: tuple[Equivalent, ...], noticed: dict[Equivalent, bool]) -> list[str]:
    """What is wrong with the list, a sentence each.

    Args:
        entries: the list.
        noticed: of each entry that mutants were made for: whether the tests notice all of them.
    """
    gone = [f"{e}: there is no such mutant any more" for e in entries if e not in noticed]
    return gone + [f"{e}: a test notices it" for e in entries if noticed.get(e)]
