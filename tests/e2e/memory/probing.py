"""Probes: `println!("{:?}", x)` on a line of its own, wherever rustc accepts it, so that a program itself says what its
variables hold. A recording of that program must show the same at the step before each probe.

Which probes there are is for rustc to say: one of a variable is written before each line on which a statement can
begin, and those that it rejects (no value there, borrowed mutably, no `Debug`) are taken out again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import Frame, Slot, SlotState, Step
from borrowproof.model.outcome import Goal, Job, Outcome
from tests.e2e.memory.debug_text import DebugText, Untold
from tests.e2e.memory.whole_run import WholeRun, whole_run
from tests.oracles.gaps import Text

_ITEM = re.compile(r"^\s*(?:pub(?:\(\w+\))? )?(?:struct|enum) ")
_PRINTED = re.compile("\x01(\\d+)\x02(.*?)\x03", re.DOTALL)
_ADDRESS = re.compile(r"0x[0-9a-f]+")
_ROUNDS = 60  # rustc tells of names first, then of types, then of one borrow of each value


@dataclass(frozen=True, slots=True)
class Inserted:
    """A line that is put before `line` of a program: a probe of `name`, or an attribute (name "")."""

    line: int
    text: str
    name: str = ""


@dataclass(slots=True)
class Agreement:
    """How many values were compared, which were not (by the reason), and where recording and program differ."""

    compared: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def compare(code: str, edition: Edition, rustc: Rustc) -> Agreement:
    """A program's values at every line as they are recorded, against what it prints of them."""
    wanted = list(_wanted(code, whole_run(code, edition, rustc).steps))
    kept = _accepted(code, wanted, edition, rustc)
    lines, text = _with(code, kept)
    run = whole_run(text, edition, rustc)
    return _compared(run, {line: one for line, one in lines.items() if one.name})


def _wanted(code: str, steps: Iterable[Step]) -> Iterator[Inserted]:
    """Every probe for which there is a place, whatever is recorded of the variable there."""
    text = Text(code)
    for number, line in enumerate(code.split("\n"), 1):
        if _ITEM.match(line):
            yield Inserted(number, "#[derive(Debug)]")
    seen: set[tuple[int, str]] = set()
    for step in steps:
        frame = next((frame for frame in step.frames if frame.id == step.frame), None)
        names = {slot.name for slot in frame.slots if slot.name} if frame is not None else set()
        for name in sorted(names):
            if (step.line, name) not in seen and text.gap(step.line) is not None:
                seen.add((step.line, name))
                probe = f'println!("\\u{{1}}{len(seen)}\\u{{2}}{{:?}}\\u{{3}}", {name});'
                yield Inserted(step.line, probe, name)


def _with(code: str, inserted: Iterable[Inserted]) -> tuple[dict[int, Inserted], str]:
    """The program with the lines, and the number that each of them has in it."""
    lines = code.split("\n")
    numbers: dict[int, Inserted] = {}
    found: list[str] = []
    by_line: dict[int, list[Inserted]] = {}
    for one in inserted:
        by_line.setdefault(one.line, []).append(one)
    for number, line in enumerate(lines, 1):
        for one in by_line.get(number, ()):
            found.append(one.text)
            numbers[len(found)] = one
        found.append(line)
    return numbers, "\n".join(found)


def _accepted(code: str, wanted: Sequence[Inserted], edition: Edition, rustc: Rustc) -> list[Inserted]:
    """Those that rustc accepts."""
    backend, kept = LocalBackend(rustc, 1), list(wanted)
    for _ in range(_ROUNDS):
        numbers, text = _with(code, kept)
        [(_, answer)] = backend.judge([Job(text, edition, Goal.BUILD)])
        assert isinstance(answer, Outcome), answer
        if answer.compiled:
            return kept
        spans = [span for error in answer.errors for span in error.spans if not span.foreign]
        named = {n for s in spans if s.primary for n in range(s.line_start, s.line_end + 1) if n in numbers}
        named = named or {s.line_start for s in spans if s.line_start in numbers}
        named = named or {n for s in spans if s.primary for n in _behind(s.line_end, numbers)}
        assert named, f"rustc rejects what no probe has to do with: {answer.errors[0].message}"
        kept = [one for number, one in numbers.items() if number not in named]
    raise AssertionError("rustc still rejects probes after many rounds")


def _behind(line: int, inserted: Mapping[int, Inserted]) -> Iterator[int]:
    """The lines that were inserted right behind a line: they may have made a statement of what was a value."""
    while (line := line + 1) in inserted:
        yield line


def _compared(run: WholeRun, probes: Mapping[int, Inserted]) -> Agreement:
    found = Agreement()
    printed = [(int(number), text) for number, text in _PRINTED.findall(run.stdout)]
    shown = [(step, probes[step.line]) for step in run.steps if step.moment == "before" and step.line in probes]
    if len(printed) == len(shown) - 1 and (run.run.status or 0) < 0:
        shown.pop()  # what it prints has no end: a circle
    if len(printed) != len(shown):
        found.differences.append(f"{len(printed)} probes printed, and there are steps before {len(shown)}")
        return found
    for (number, text), (step, probe) in zip(printed, shown, strict=True):
        if f"{{1}}{number}\\u" not in probe.text:
            found.differences.append(f"line {probe.line}: another order")
        elif (why := _compare(step, probe, text)) is None:
            found.compared += 1
        elif why.startswith("-"):
            found.left_out[why[1:]] += 1
        else:
            found.differences.append(f"line {probe.line}, {probe.name}: {why}")
    return found


def _compare(step: Step, probe: Inserted, text: str) -> str | None:
    """None where the recording shows what was printed; else how they differ, or, behind a "-", why nothing is told."""
    frame = next(frame for frame in step.frames if frame.id == step.frame)
    slot = _named(frame, probe.name)
    if slot is None:
        return f"it has the value {text}, and no slot"
    if slot.state is not SlotState.OWNED or slot.value is None:
        return f"it has the value {text}, and is told as {slot.state}"
    if _ADDRESS.search(text):
        return "-an address is printed"
    reader = DebugText(step)
    try:
        told = reader.of(slot.value)
    except Untold as untold:
        return f"-{untold}"
    except AssertionError as wrong:
        return str(wrong)
    return None if told == text else f"recorded {told}, printed {text}"


def _named(frame: Frame, name: str) -> Slot | None:
    """The variable that a name means: of those that have a value the one declared last, else any."""
    found = [slot for slot in frame.slots if slot.name == name]
    return max(found, key=lambda slot: (slot.state is SlotState.OWNED, slot.line), default=None)
