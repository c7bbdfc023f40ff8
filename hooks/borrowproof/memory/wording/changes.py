"""What happened between two steps, in parts of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from borrowproof.memory.wording import phrases
from borrowproof.memory.wording.names import Names
from borrowproof.model.memory import (
    AllocationEvent,
    AllocationEventKind,
    Frame,
    Recording,
    Slot,
    SlotState,
    Step,
    Value,
    ValueKind,
)

_LONGEST = 40  # characters of what is printed that a sentence repeats
_HELD = (SlotState.OWNED, SlotState.PARTIAL)
_HAD = (*_HELD, SlotState.DROPPING)
_SIMPLE = (ValueKind.INTEGER, ValueKind.FLOAT, ValueKind.BOOL, ValueKind.CHAR)


def changes(recording: Recording, number: int, names: Names) -> Iterator[str]:
    """What happened since the step before the one with that number, in this order: calls, variables, blocks, what is
    inside of them, output."""
    before, step = recording.steps[number - 1], recording.steps[number]
    if step.unwinding and not before.unwinding:
        yield "a panic begins, and the frames are left one by one"
    yield from _calls(before, step)
    yield from _drops(before, step)
    yield from _variables(before, step, names)
    events = [event for event in step.events if event.allocation in names.places]
    yield from _blocks(events, names)
    yield from _inside(before, step, names)
    yield from _printed(step.output)


def places_that_differ(recording: Recording, number: int, names: Names) -> str:
    """The variables and blocks that hold something else than at the step before, where nothing more is to be said."""
    before, step = (_contents(recording.steps[n], names) for n in (number - 1, number))
    found = [place for place, values in step.items() if values != before.get(place, values)]
    if not found:
        return "no value changes"
    return f"{phrases.joined(found)} {'changes' if len(found) == 1 else 'change'}"


def _contents(step: Step, names: Names) -> Mapping[str, Sequence[Value]]:
    """What each variable, block and static of a step holds, by what it is called; of equal names the innermost."""
    found: dict[str, Sequence[Value]] = {
        f"`{slot.name}`": (slot.value,) for frame in step.frames for slot in frame.slots if slot.name and slot.value
    }
    found |= {names.called(block.allocation): block.contents for block in step.heap}
    return found | {f"`{static.name}`": static.contents for static in step.statics if static.name}


# --- calls and variables ------------------------------------------------------------------------------------------


def _calls(before: Step, step: Step) -> Iterator[str]:
    there, here = {f.id for f in before.frames}, {f.id for f in step.frames}
    for frame in before.frames:
        if frame.id not in here:
            yield f"`{frame.function}` {'is left' if step.unwinding else 'has returned'}"
    for frame in step.frames:
        if frame.id not in there:
            yield f"`{frame.function}` is called{_arguments(frame)}"


def _arguments(frame: Frame) -> str:
    held = [f"`{slot.name}`" for slot in frame.slots if slot.state in _HELD and slot.name]
    return f" with {phrases.joined(held)}" if held else ""


def _drops(before: Step, step: Step) -> Iterator[str]:
    """What was dropped, in order; of a variable, or a part of one, that has a value again, its old value."""
    old = {slot.id for frame in before.frames for slot in frame.slots if slot.state in _HAD}
    new = {slot.id for frame in step.frames for slot in frame.slots if slot.state in _HELD}
    for drop in dict.fromkeys(step.drops):
        is_part = not drop.place.removeprefix("r#").isidentifier()
        if is_part or {drop.slot} <= old & new:
            yield f"the old value of `{drop.place}` is dropped"
        else:
            yield f"{'what is left of ' if drop.rest else ''}`{drop.place}` is dropped"


def _variables(before: Step, step: Step, names: Names) -> Iterator[str]:
    old = {slot.id: slot for frame in before.frames for slot in frame.slots}
    known = {frame.id for frame in before.frames}
    for frame in step.frames:
        for slot in frame.slots:
            was = old.get(slot.id)
            if slot.name and (was is not None or frame.id in known):
                yield from _variable(slot, was, names)


def _variable(slot: Slot, was: Slot | None, names: Names) -> Iterator[str]:
    state = was.state if was else SlotState.UNINIT
    if slot.state is SlotState.MOVED and state is not SlotState.MOVED:
        yield f"`{slot.name}` is moved to {_to(slot.moved_to)}" if slot.moved_to else f"`{slot.name}` is moved"
    elif slot.state is SlotState.DROPPING and state is not SlotState.DROPPING:
        yield f"the destructor of `{slot.name}` begins"
    elif slot.state is SlotState.PARTIAL and state is not SlotState.PARTIAL:
        yield f"a part of `{slot.name}` is moved out"
    elif slot.state in _HELD and state not in _HAD:
        yield f"`{slot.name}` gets {_value(slot.value, names)}"
    elif slot.state in _HELD and was is not None and _plain(slot.value) != _plain(was.value):
        yield f"`{slot.name}` is now {_plain(slot.value)}"


def _to(target: str) -> str:
    """A target as a timeline names it, in a sentence."""
    return f"`{target}`" if target.isidentifier() or target.endswith("()") else target


def _value(value: Value | None, names: Names) -> str:
    if value is None:
        return "a value"
    if value.kind is ValueKind.POINTER:
        return phrases.pointer(value, names)
    return _plain(value) or phrases.one_of(value.type)


def _plain(value: Value | None) -> str:
    """A value that is told in full, since it is short; "" for others."""
    return phrases.value(value) if value is not None and value.kind in _SIMPLE else ""


# --- the heap -----------------------------------------------------------------------------------------------------


def _blocks(events: Sequence[AllocationEvent], names: Names) -> Iterator[str]:
    """What the allocator was asked for; what was new and given back between two steps cannot be seen."""
    born = {e.allocation for e in events if e.kind is not AllocationEventKind.FREE}
    gone = {e.allocation for e in events if e.kind is AllocationEventKind.FREE}
    made = [e for e in events if e.kind is AllocationEventKind.ALLOC and e.allocation not in gone]
    if made:
        called = [f"{names.called(e.allocation)} ({_bytes(e.size)})" for e in made]
        yield f"{phrases.joined(called)} {'is' if len(made) == 1 else 'are'} allocated"
    for event in events:
        if event.kind is AllocationEventKind.RESIZE:
            yield f"{names.called(event.previous)} gives way to {names.called(event.allocation)} ({_bytes(event.size)})"
    freed = [names.called(e.allocation) for e in events if e.kind is AllocationEventKind.FREE]
    freed = [name for e, name in zip(_frees(events), freed, strict=True) if e.allocation not in born]
    if freed:
        yield f"{phrases.joined(freed)} {'is' if len(freed) == 1 else 'are'} freed"


def _frees(events: Sequence[AllocationEvent]) -> list[AllocationEvent]:
    return [event for event in events if event.kind is AllocationEventKind.FREE]


def _bytes(size: int) -> str:
    return "1 byte" if size == 1 else f"{size} bytes"


def _inside(before: Step, step: Step, names: Names) -> Iterator[str]:
    """Counts and borrow flags that are not what they were."""
    old, new = _kept(before, names), _kept(step, names)
    for key, text in new.items():
        if key in old and old[key] != text:
            where, what = key
            yield f"the {what} of {where} goes from {old[key]} to {text}"


_COUNTS = {"strong": "strong count", "weak": "weak count", "borrow": "borrow flag", "lock": "lock"}


def _kept(step: Step, names: Names) -> Mapping[tuple[str, str], str]:
    """Each count of a step, by where it is and what it is called."""
    found: dict[tuple[str, str], str] = {}
    places = [(names.called(block.allocation), block.contents) for block in step.heap]
    places += [
        (f"`{s.name}`", (s.value,)) for f in step.frames for s in f.slots if s.value is not None and s.state in _HELD
    ]
    for where, values in places:
        for value in _all(values):
            for text, caption in phrases.counts(value):
                found.setdefault((where, _COUNTS.get(caption, caption)), text)
    return found


def _all(values: Sequence[Value]) -> Iterator[Value]:
    for value in values:
        yield value
        yield from _all(value.items)


def _printed(output: str) -> Iterator[str]:
    text = output.rstrip("\n")
    if text:
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        yield f"the program prints “{phrases.visible(shown)}”"
