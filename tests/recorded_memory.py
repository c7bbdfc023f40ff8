"""What the steps of a recording hold, and where its pointers lead: for tests of recordings made now and made before."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.model.memory import Recording, Region, Step, Target, Value


def values(step: Step, *, moved: bool) -> Iterator[Value]:
    """Every value of a step, with what lies in it; those that were moved out only where `moved` is asked for."""
    waiting = [slot.value for frame in step.frames for slot in frame.slots if slot.value is not None]
    waiting += [value for block in step.heap for value in block.contents]
    waiting += [value for static in step.statics for value in static.contents]
    while waiting:
        value = waiting.pop()
        if moved or not value.moved:
            waiting += value.items
            yield value


def is_there(target: Target, step: Step, recording: Recording) -> bool:
    """Whether a pointer leads to a place that the step has, or to none that a step could have."""
    places = {
        Region.HEAP: {block.allocation for block in step.heap},
        Region.STACK: {slot.id for frame in step.frames for slot in frame.slots},
        Region.STATIC: {static.id for static in step.statics},
        Region.FREED: {a.id for a in recording.allocations if a.freed is not None and a.freed <= step.index},
    }
    return target.region not in places or target.place in places[target.region]
