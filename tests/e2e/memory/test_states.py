"""What `{:?}` does not tell of a value, on stable and on nightly: counts, borrow flags, locks, where pointers lead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import Frame, Moment, Recording, Region, Step, Value, ValueKind
from tests.e2e.memory.compilers import COMPILERS, Compilers
from tests.e2e.memory.states import PROGRAM, TOLD

PRINTED = """2 1 2
1 1
0 0
17
true true
true false true
true true
true true true
"static" Point { x: 1, y: 2 } 7 invalid digit found in string [1, 2, 3] 4
2
5 24
[0, 3, 1, 2] Cell { value: 4 }
4
"""
COUNTS = ("length", "capacity", "head", "strong", "weak", "borrow", "locked", "poisoned")


@pytest.fixture(scope="module", params=COMPILERS)
def recording(request: pytest.FixtureRequest, compilers: Compilers) -> Recording:
    return derive(PROGRAM, Edition.E2024, compilers(request.param)).recording


def test_every_state_is_told(recording: Recording) -> None:
    """The program itself says the same, as far as std lets it: see what it prints."""
    assert recording.stdout == PRINTED
    found: dict[str, str] = {}
    for step in recording.steps:
        if step.moment is Moment.BEFORE:
            found |= dict(_told(step, step.frames[-1]))
    assert {name: found.get(name) for name in TOLD} == TOLD


def test_what_is_opaque_says_why(recording: Recording) -> None:
    slots = [slot for step in recording.steps for frame in step.frames for slot in frame.slots]
    opaque = {slot.name: slot.value.note for slot in slots if slot.value and slot.value.kind is ValueKind.OPAQUE}
    assert {name for name, told in TOLD.items() if told == "opaque"} <= opaque.keys()
    assert all(opaque.values())


def _told(step: Step, frame: Frame) -> Iterator[tuple[str, str]]:
    for slot in frame.slots:
        if slot.value is not None:
            yield slot.name, _text(slot.value, step)


def _text(value: Value, step: Step) -> str:
    if value.kind is ValueKind.POINTER:
        concrete = f"<{value.concrete}>" if value.concrete else ""
        length = f" length={value.length}" if value.length is not None else ""
        return f"{value.pointer}{concrete}{length} -> {_target(value, step)}"
    if value.text:
        return value.text
    counts = [f"{name}={getattr(value, name)}" for name in COUNTS if getattr(value, name) is not None]
    items = f"({' '.join(_text(item, step) for item in value.items)})" if value.items else ""
    return " ".join([part for part in (value.kind, value.variant, *counts, items) if part])


def _target(value: Value, step: Step) -> str:
    target = value.target
    assert target is not None
    offset = f"+{target.offset}" if target.offset and value.pointer != "guard" else ""
    match target.region:
        case Region.STACK:
            return next(s.name for frame in step.frames for s in frame.slots if s.id == target.place) + offset
        case Region.HEAP:
            block = next(block for block in step.heap if block.allocation == target.place)
            return f"heap: {' '.join(_text(one, step) for one in block.contents)}"
        case Region.STATIC:
            static = next(static for static in step.statics if static.id == target.place)
            return static.name + offset if static.name else f"constant: {_text(static.contents[0], step)}"
    return f"{target.region} {target.place}".strip() if target.region is Region.CODE else target.region
