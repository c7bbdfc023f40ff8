"""The text that AddressSanitizer or ThreadSanitizer writes -> what it reports. Pure.

Source: `asan_errors.cpp`, `asan_descriptions.cpp` and `tsan_report.cpp` of LLVM's compiler-rt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from borrowproof.model.sanitizer_report import DATA_RACE, MemoryAccess, MemoryEvent, SanitizerReport

Stacks = list[tuple[MemoryEvent, list[int]]]  # each event with where its frames are, the innermost first
_SUMMARY = re.compile(r"^SUMMARY: AddressSanitizer: ([\w-]+)", re.MULTILINE)
_RACE = "WARNING: ThreadSanitizer: data race"
_FRAME = re.compile(r"\s+#\d+ .*\((?P<module>[^()]*)\+0x(?P<offset>[0-9a-f]+)\)")
# What begins a stack, as `tsan` writes it too. All other stacks (where a thread was created) are none of the events.
_STACKS = (
    (re.compile(r"\s*(?:previous )?(?:atomic )?read of size \d", re.I), MemoryEvent.READ),
    (re.compile(r"\s*(?:previous )?(?:atomic )?write of size \d", re.I), MemoryEvent.WRITTEN),
    (re.compile(r".*attempting (?:double-)?free\b"), MemoryEvent.FREED),
    (re.compile(r"freed by thread "), MemoryEvent.FREED),
    (re.compile(r".*\ballocated by "), MemoryEvent.ALLOCATED),
)


def offsets(text: str, module: str) -> frozenset[int]:
    """Where in the file called `module` the frames of a report are."""
    frames = (frame for _, stack in _stacks(text, module) for frame in stack)
    return frozenset(frames)


def read(text: str, module: str, lines: Mapping[int, int]) -> SanitizerReport | None:
    """What is reported, with the line of the program nearest to each event; None where nothing of it is the program's.

    `lines` are those of the offsets within `module` that belong to the program's own text. Of data races only those
    count whose accesses both are in that text: ThreadSanitizer does not see how the standard library synchronises.
    """
    races = text.split(_RACE)[1:]
    if not races:
        summary = _SUMMARY.search(text)
        return SanitizerReport(summary[1], _nearest(list(_stacks(text, module)), lines)) if summary else None
    found = (list(_stacks(race, module)) for race in races)
    own = (stacks for stacks in found if len(stacks) > 1 and all(stack[0] in lines for _, stack in stacks[:2]))
    first = next(own, None)
    return None if first is None else SanitizerReport(DATA_RACE, _nearest(first, lines))


def _nearest(stacks: Stacks, lines: Mapping[int, int]) -> tuple[MemoryAccess, ...]:
    nearest = ((event, next((lines[frame] for frame in stack if frame in lines), None)) for event, stack in stacks)
    return tuple(MemoryAccess(event, line) for event, line in nearest if line is not None)


def _stacks(text: str, module: str) -> Iterator[tuple[MemoryEvent, list[int]]]:
    event: MemoryEvent | None = None
    stack: list[int] = []
    for line in text.splitlines():
        frame = _FRAME.match(line)
        if frame is None:
            if event is not None and stack:
                yield event, stack
            event, stack = next((each for begins, each in _STACKS if begins.match(line)), None), []
        elif event is not None:
            own = frame["module"].rpartition("/")[2] == module
            stack += [int(frame["offset"], 16)] if own else []
    if event is not None and stack:
        yield event, stack
