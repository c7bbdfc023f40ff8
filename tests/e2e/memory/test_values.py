"""Every value that is read from memory is what the program itself prints of it, on stable and on nightly."""

from __future__ import annotations

import pytest

from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import Recording, Slot, SlotState, Step
from tests.e2e.memory.compilers import COMPILERS, Compilers
from tests.e2e.memory.debug_text import DebugText
from tests.e2e.memory.values import CASES, program


@pytest.fixture(scope="module", params=COMPILERS)
def recording(request: pytest.FixtureRequest, compilers: Compilers) -> Recording:
    """One run of a program with all values."""
    return derive(program(CASES), Edition.E2024, compilers(request.param)).recording


def shown(recording: Recording, name: str) -> tuple[Step, Slot]:
    """The first step at which a variable has its value, and its slot."""
    slots = ((step, slot) for step in recording.steps for frame in step.frames for slot in frame.slots)
    return next((step, slot) for step, slot in slots if slot.name == name and slot.value is not None)


@pytest.fixture(scope="module")
def printed(recording: Recording) -> dict[str, tuple[str, int]]:
    lines = recording.stdout.splitlines()
    assert len(lines) == len(CASES)
    split = (line.split("\x01") for line in lines)
    return {case.name: (text, int(size)) for case, (text, size) in zip(CASES, split, strict=True)}


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_a_value_is_what_the_program_prints(
    name: str, recording: Recording, printed: dict[str, tuple[str, int]]
) -> None:
    step, slot = shown(recording, f"v_{name}")
    assert slot.state is SlotState.OWNED
    assert slot.value is not None
    text, size = printed[name]
    assert (DebugText(step).of(slot.value), slot.size, slot.value.size) == (text, size, size)
