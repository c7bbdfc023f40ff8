"""A recording and a sanitizer's report -> the steps up to the fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.annotations import undefined_behaviour
from borrowproof.facts.errors import Underivable
from borrowproof.memory.analysis.fault import until_fault
from borrowproof.memory.wording import sentences
from borrowproof.model.memory import AllocationEventKind, Block, EndingKind, Note, Recording, Step
from borrowproof.model.sanitizer_report import SanitizerReport
from tests.unit.memory import made

ALLOCATED, FREED = 2, 4  # lines


def at(line: int, *events: tuple[AllocationEventKind, int]) -> Step:
    told = [replace(made.event(kind, "h1"), line=where) for kind, where in events]
    return made.step(made.frame(line=line), heap=[Block("h1", (made.number(1),))], events=told)


def run(*steps: Step) -> Recording:
    found = made.recording(*steps)
    return replace(found, allocations=tuple(replace(one, line=ALLOCATED) for one in found.allocations))


def report(text: str) -> SanitizerReport:
    found = undefined_behaviour.read(text)
    assert found is not None
    return found


FREE = (AllocationEventKind.FREE, FREED)
WHOLE = run(at(2), at(5), at(4), at(5, FREE), at(5), at(6))


def test_the_last_step_is_the_first_at_the_line_after_the_free() -> None:
    found = until_fault(WHOLE, report("heap-use-after-free: read 5, freed 4, allocated 2"))
    assert [step.index for step in found.steps] == [0, 1, 2, 3]
    assert found.ending.kind is EndingKind.FAULT
    assert found.notes == (Note.KEEPS_FREED,)
    assert (
        sentences.remarks(found)[-1]
        == "The steps end here: line 5 reads memory that is freed, which is undefined behaviour."
    )


def test_where_one_line_frees_twice_the_last_step_is_before_it() -> None:
    both = run(at(2), at(4), at(9, FREE))
    found = until_fault(both, report("double-free: freed 4, freed 4, allocated 2"))
    assert [step.line for step in found.steps] == [2, 4]
    assert found.ending.message == "line 4 frees memory that is freed already"


def test_a_report_without_a_free_ends_at_its_line() -> None:
    found = until_fault(WHOLE, report("stack-use-after-return: read 6"))
    assert found.steps == WHOLE.steps
    assert found.ending.message == "line 6 reads memory of a call that has returned"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("heap-use-after-free: read 9, freed 4, allocated 2", "no step before line 9"),
        ("heap-use-after-free: read 2, freed 4, allocated 2", "no step before line 2"),
        ("heap-use-after-free: read 5, freed 4, allocated 3", "no block of line 3"),
        ("heap-buffer-overflow", "names no line"),
    ],
)
def test_a_recording_that_contradicts_the_report_is_refused(text: str, why: str) -> None:
    with pytest.raises(Underivable, match=why):
        until_fault(WHOLE, report(text))
