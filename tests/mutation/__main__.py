"""`make mutants`: break the engine in small ways, and see whether the unit and golden tests notice.

`python -m tests.mutation` takes the same sample of every room each time, `python -m tests.mutation ROOM` all of one
room. Prints a table and every mutant that survived. Exit status 0 where at most a tenth survived and the list of
equivalent mutants holds, 1 otherwise, 2 for a room that is not there or where the tests fail by themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from tests.mutation import workplace
from tests.mutation.equivalents import LIST, Equivalent, listed, stale
from tests.mutation.results import function, good_enough, table
from tests.mutation.rooms import PATTERNS, SAMPLE, room, sample
from tests.paths import ROOT


def _matching(entries: Iterable[Equivalent], mutants: Iterable[str]) -> dict[str, Equivalent]:
    """The mutants that the list speaks of."""
    by_place = {(e.function, e.before, e.after): e for e in entries}
    functions = {e.function for e in by_place.values()}
    places = {m: (function(m), *workplace.change(m)) for m in mutants if function(m) in functions}
    return {mutant: by_place[place] for mutant, place in places.items() if place in by_place}


def main(arguments: list[str], say: Callable[[str], object] = print) -> int:
    """Returns: the exit status."""
    if len(arguments) > 1 or set(arguments) - set(PATTERNS):
        say(f"usage: make mutants [ROOM={'|'.join(PATTERNS)}]")
        return 2
    wanted = arguments or list(PATTERNS)
    workplace.lay_out(wanted)
    mutants = [m for m in workplace.generate() if room(m) in wanted]
    size = len(mutants) if arguments else SAMPLE
    asked = [m for name in wanted for m in sample([m for m in mutants if room(m) == name], size)]
    entries = tuple(e for e in listed() if room(e.function) in wanted)
    known = _matching(entries, mutants)
    try:
        noticed = workplace.run({*asked, *known})
    except workplace.MutmutFailed as failed:
        say(str(failed))
        return 2
    counted = {mutant: noticed[mutant] for mutant in asked}
    for line in table(counted, set(known)):
        say(line)
    for mutant in sorted(m for m, seen in counted.items() if not seen and m not in known):
        say("\n".join(("", f"survived: {function(mutant)}   ({mutant})", *_shown(*workplace.change(mutant)))))
    wrong = stale(entries, {e: all(noticed[m] for m in known if known[m] == e) for e in known.values()})
    for sentence in wrong:
        say(f"{LIST.relative_to(ROOT)}: {sentence}")
    return 0 if good_enough(counted, set(known)) and not wrong else 1


def _shown(before: str, after: str) -> list[str]:
    return [*(f"  - {line}" for line in before.splitlines()), *(f"  + {line}" for line in after.splitlines())]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
