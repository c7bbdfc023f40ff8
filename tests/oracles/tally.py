"""Counts of agreement, by oracle, and how they are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.oracles.explained import EXPLAINED, Explanation, explanation
from tests.oracles.programs import Program

Counts = dict[str, dict[str, int]]
_SHOWN_FIRST = ("compared", "disagree", "explained")


@dataclass(slots=True)
class Tally:
    """One oracle's count. `notes` count what was compared in particular, and what was not, with the reason."""

    compared: int = 0
    differences: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.compared += other.compared
        self.differences += other.differences
        self.notes += other.notes


@dataclass(frozen=True, slots=True)
class Agreement:
    """The tallies by oracle, and the programs that they are about."""

    programs: tuple[Program, ...]
    tallies: dict[str, Tally]

    def unexplained(self) -> list[str]:
        return [f"{oracle}: {text}" for oracle, text in self._differences() if explanation(oracle, text) is None]

    def outdated(self) -> list[Explanation]:
        """The explanations of differences that no longer occur, although their program was asked about."""
        names = [program.name for program in self.programs]
        asked = [e for e in EXPLAINED if any(name.endswith(e.program) for name in names)]
        idle = {oracle for oracle, tally in self.tallies.items() if not tally.compared}
        return [e for e in asked if e.oracle not in idle and not any(e.occurs(*one) for one in self._differences())]

    def counts(self) -> Counts:
        """Compared, disagreeing and explained, by oracle; and the notes."""
        found: Counts = {}
        for oracle, tally in self.tallies.items():
            excused = sum(explanation(oracle, text) is not None for text in tally.differences)
            disagreeing = len(tally.differences) - excused
            found[oracle] = {"compared": tally.compared, "disagree": disagreeing, "explained": excused, **tally.notes}
        return found

    def _differences(self) -> Iterator[tuple[str, str]]:
        return ((oracle, text) for oracle, tally in self.tallies.items() for text in tally.differences)


def total(all_counts: Iterable[Counts]) -> Counts:
    """The sums of several counts."""
    sums: Counts = {}
    for counts in all_counts:
        for oracle, by_name in counts.items():
            mine = sums.setdefault(oracle, {})
            for name, count in by_name.items():
                mine[name] = mine.get(name, 0) + count
    return sums


def table(counts: Counts) -> Iterator[str]:
    """The lines that show counts to a reader."""
    for oracle, by_name in counts.items():
        compared, disagreeing, excused = (by_name[name] for name in _SHOWN_FIRST)
        yield f"{oracle:10} {compared:>9,} compared with rustc, {disagreeing} disagree, {excused} explained"
        yield from (f"{'':10} {by_name[n]:>9,} {n}" for n in sorted(by_name) if n not in _SHOWN_FIRST and by_name[n])
