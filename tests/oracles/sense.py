"""What the timeline of a program that compiles may not say: rustc accepts it, so nothing in it is wrong or too late."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.model.timeline import EventKind, Function, Timeline
from borrowproof.ownership.timeline_queries import early_drop_line
from borrowproof.ownership.wording import sentences
from tests.oracles.programs import Program


def differences(program: Program, timeline: Timeline) -> list[str]:
    """What a timeline says against rustc, which rejects nothing of the program."""
    if program.rejected:
        return []
    said = sentences.sentences(timeline, range(1, len(program.lines) + 1))
    found = [f"{s.line}: it compiles, but {s.text}" for s in said if " would " in s.text or s.error]
    found += [text for function in timeline.functions for text in _too_late(function)]
    return [f"{program.name}:{text}" for text in found]


def _too_late(function: Function) -> Iterator[str]:
    for loan in function.loans:
        if loan.needed_lines != loan.live_lines or early_drop_line(loan) is not None:
            yield f"{loan.line}: {loan.place} is needed on {loan.needed_lines}, lent on {loan.live_lines}"
    for event in (e for v in function.variables for e in v.events if e.kind is EventKind.REFUSED):
        yield f"{event.line}: {event.place} is refused"
