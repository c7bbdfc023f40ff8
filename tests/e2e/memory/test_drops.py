"""Where a recording says that a value is dropped, rustc's elaboration of drops has left a drop of it."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.memory import SlotKind, SlotState, Step
from borrowproof.sources.collect import Sources
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.site_programs import site_programs
from tests.e2e.memory.whole_run import whole_run
from tests.oracles import asking, drops
from tests.oracles.programs import Program
from tests.samples import drawn, one_in

Drop = tuple[str, int, int]  # the variable, where it is declared, and the line on which it is dropped
HAS = (SlotState.OWNED, SlotState.PARTIAL, SlotState.DROPPING)
VARIABLE, ARGUMENT = SlotKind.VARIABLE, SlotKind.ARGUMENT
ANYWHERE = drops.UNKNOWN


@one_in(16)
def test_what_is_dropped_is_what_rustc_drops(share: int, site: Sources, rustc: Rustc) -> None:
    ours = {name: (code, NEWEST_EDITION) for name, code in PROGRAMS.items()}
    chosen = {name: one for name, one in {**ours, **site_programs(site)}.items() if drawn(one[0], share)}
    compared = 0
    for name, (code, edition) in chosen.items():
        told, made = set(_told(whole_run(code, edition, rustc).steps)), _made(code, edition, rustc)
        places = {(variable, declared) for variable, declared, line in made if line == ANYWHERE}
        wrong = [drop for drop in told if drop not in made and drop[:2] not in places]
        assert wrong == [], (name, sorted(made))
        compared += len(told)
    assert compared >= len(chosen) // 2, compared


def _told(steps: list[Step]) -> Iterator[Drop]:
    """Each change from a value to a dropped one, at the line that its call had come to."""
    before: dict[str, tuple[SlotState, int]] = {}
    for step in steps:
        now = {s.id: (s, frame) for frame in step.frames for s in frame.slots if s.kind in (VARIABLE, ARGUMENT)}
        for id_, (slot, frame) in now.items():
            state, line = before.get(id_, (SlotState.UNINIT, 0))
            freed = state is SlotState.PARTIAL and slot.type.startswith("Box<")  # of which no drop is left, see drops
            if state in HAS and slot.state is SlotState.DROPPED and not freed:
                yield slot.name, slot.line, line
            before[id_] = slot.state, frame.line


def _made(code: str, edition: Edition, rustc: Rustc) -> set[Drop]:
    """The drops that are left in the MIR, by variable and line."""
    program = Program("recorded", code, str(edition))
    found: set[Drop] = set()
    with asking.dumped(rustc, code, str(edition)) as folder:
        for file in sorted((folder / "mir").glob("*.ElaborateDrops.after.mir")):
            found |= set(drops.left(file.read_text(encoding="utf-8"), program))
    return found
