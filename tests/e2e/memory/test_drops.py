"""The drops that a recording tells are those that rustc's elaboration has left, that the program makes, and that an
inserted destructor prints; and every free belongs to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.sources.collect import Sources
from tests.e2e.memory import executed_drops, instrumented_drops, seen_by_gdb
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.site_programs import site_programs
from tests.e2e.memory.untuned import UNTUNED
from tests.e2e.memory.whole_run import WholeRun, whole_run
from tests.oracles import asking, drops
from tests.oracles.programs import Program
from tests.samples import drawn, one_in

Left = tuple[str, int, int]  # the variable, where it is declared, and the line on which it is dropped
ANYWHERE: Final = drops.UNKNOWN
# What a program calls that may give memory back without a drop of a variable: it takes the value, or panics.
TAKES = (
    *("core::mem::drop<", "core::panicking::", "core::result::unwrap_failed", "std::panic::catch_unwind<"),
    *("alloc::vec::{impl#14}::index<", "core::iter::traits::iterator::Iterator::collect<"),
)
POLLED = "::{async_fn#"  # a future drops what it keeps, and is no function that is followed


def chosen(site: Sources, share: int) -> Mapping[str, tuple[str, Edition]]:
    ours = {name: (code, NEWEST_EDITION) for name, code in {**PROGRAMS, **UNTUNED}.items()}
    return {name: one for name, one in {**ours, **site_programs(site)}.items() if drawn(one[0], share)}


@one_in(16)
def test_what_is_dropped_is_what_rustc_drops(share: int, site: Sources, rustc: Rustc) -> None:
    compared = 0
    programs = chosen(site, share)
    for name, (code, edition) in programs.items():
        told, left = list(_told(whole_run(code, edition, rustc))), _left(code, edition, rustc)
        places = {(variable, declared) for variable, declared, line in left if line == ANYWHERE}
        assert [one for one in told if one not in left and one[:2] not in places] == [], (name, sorted(left))
        compared += len(told)
    assert compared >= len(programs) // 2, compared


@one_in(32)
def test_the_drops_and_frees_that_are_made_are_those_that_are_told(share: int, site: Sources, rustc: Rustc) -> None:
    compared = freed = 0
    for name, (code, edition) in chosen(site, share).items():
        whole = whole_run(code, edition, rustc)
        if whole.run.threads > 1:
            continue  # gdb lets threads run at the same time
        made = executed_drops.made(whole, seen_by_gdb.events(code, edition, rustc, whole, drops=True))
        assert executed_drops.told(whole, made.drops) == made.drops, name
        assert executed_drops.misplaced_frees(whole, made.frees) == [], name
        others = [one for one in made.frees if "@" not in one and one != executed_drops.TEMPORARY]
        assert [one for one in others if not one.startswith(TAKES) and POLLED not in one] == [], name
        compared, freed = compared + sum(map(len, made.drops.values())), freed + len(made.frees)
    assert (compared > 0, freed > 0) == (True, True)


@one_in(24)
def test_an_inserted_destructor_prints_what_is_told(share: int, site: Sources, rustc: Rustc) -> None:
    compared = 0
    for name, (code, edition) in chosen(site, share).items():
        text = instrumented_drops.instrumented(code, edition, rustc)
        if text is None:
            continue  # it has no type of its own that may have a destructor
        whole = whole_run(text, edition, rustc)
        variables = instrumented_drops.variables(whole, text)
        printed = instrumented_drops.printed(whole, variables)
        assert instrumented_drops.told(whole, variables) == printed, name
        compared += len(printed)
    assert compared > 0


def _told(whole: WholeRun) -> Iterator[Left]:
    """The drops that are told, without those of which MIR has none: of a Box whose content was moved out, of an enum
    that holds nothing."""
    types = {slot.id: slot.type for step in whole.steps for frame in step.frames for slot in frame.slots}
    for before, step in pairwise(whole.steps):
        values = {slot.id: slot.value for frame in before.frames for slot in frame.slots}
        for drop in step.drops:
            name, _, declared = drop.slot.partition(".")[2].rpartition("@")
            emptied = drop.rest and types[drop.slot].startswith("Box<")
            if not emptied and not executed_drops.holds_nothing(values.get(drop.slot)):
                yield name, int(declared), drop.line


def _left(code: str, edition: Edition, rustc: Rustc) -> set[Left]:
    """The drops that are left in the MIR, by variable and line."""
    program = Program("recorded", code, str(edition))
    found: set[Left] = set()
    with asking.dumped(rustc, code, str(edition)) as folder:
        for file in sorted((folder / "mir").glob("*.ElaborateDrops.after.mir")):
            found |= set(drops.left(file.read_text(encoding="utf-8"), program))
    return found
