"""What a run comes to: a line for each room, and whether that is good enough. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from tests.mutation.rooms import PACKAGE, PATTERNS, room

ALLOWED = 0.10  # the share of mutants that may survive; those told to be equivalent are not among them
_KINDS = ("killed", "survived", "equivalent")


def function(mutant: str) -> str:
    """The dotted name of a mutant's function below the package: `facts.mir.cursor.Cursor.take`."""
    module, _, mangled = mutant.removeprefix(f"{PACKAGE}.").rpartition(".")
    return f"{module}.{mangled.partition('__mutmut_')[0].removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def table(noticed: Mapping[str, bool], excused: Collection[str]) -> list[str]:
    """A line for each room that was asked, and one for all of them.

    Args:
        noticed: of each mutant, whether the tests notice it.
        excused: those that are told to be equivalent.
    """
    kinds = {m: "killed" if n else "equivalent" if m in excused else "survived" for m, n in noticed.items()}
    rows = {name: Counter(kind for mutant, kind in kinds.items() if room(mutant) == name) for name in PATTERNS}
    asked = {name: counts for name, counts in rows.items() if counts} | {"all": Counter(kinds.values())}
    titles = f"{'room':12} {'mutants':>8}" + "".join(f" {kind:>10}" for kind in _KINDS)
    return [titles, *(_row(name, counts) for name, counts in asked.items())]


def _row(name: str, counts: Counter[str]) -> str:
    return f"{name:12} {counts.total():8}" + "".join(f" {counts[kind]:10}" for kind in _KINDS)


def good_enough(noticed: Mapping[str, bool], excused: Collection[str]) -> bool:
    """Whether at most the allowed share survived; the arguments are those of `table`."""
    return sum(not seen and mutant not in excused for mutant, seen in noticed.items()) <= ALLOWED * len(noticed)
