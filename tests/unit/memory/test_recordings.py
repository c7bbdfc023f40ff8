"""The recorded examples are recordings: they can be read, and every place that they name is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from borrowproof.model.memory import Recording
from borrowproof.store import codec
from tests.recorded_memory import is_there, values

EXAMPLES = sorted((Path(__file__).parent / "recordings").glob("*.json"))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def recording(request: pytest.FixtureRequest) -> Recording:
    return codec.decode(Recording, json.loads(request.param.read_text("utf-8")))


def test_every_target_is_a_place(recording: Recording) -> None:
    targets = [(v.target, step) for step in recording.steps for v in values(step, moved=True) if v.target is not None]
    assert targets
    assert [target for target, step in targets if not is_there(target, step, recording)] == []


def test_allocations_add_up(recording: Recording) -> None:
    """All of them, std's own included; and each that a variable ever led to is born, and freed, in the steps."""
    gone = [one for one in recording.allocations if one.freed is not None]
    totals = recording.totals
    assert sum(one.size for one in recording.allocations) == totals.allocated
    assert (sum(one.size for one in gone), len(gone)) == (totals.freed, totals.frees)
    assert totals.allocated - totals.freed == totals.live
    events = [event for step in recording.steps for event in step.events]
    shown = {one.id for one in recording.allocations if one.reached}
    assert {event.allocation for event in events if event.kind != "free"} == shown
    freed = {event.allocation for event in events if event.kind == "free"} | {e.previous for e in events if e.previous}
    assert freed == {one.id for one in gone if one.reached}
