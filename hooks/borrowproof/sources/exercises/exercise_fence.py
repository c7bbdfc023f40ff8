"""An ```` ```exercise ```` fence -> ParsedExercise: its task, start program, hints and what the answer shows. Pure.

```exercise
Print both lines. The text must not be cloned.
--8<-- "moves/exercise.rs"
? Who owns the text after line 3?
? `publish` only reads what it gets.
> Lend it: the signature changes.
--8<-- "moves/exercise_lent.rs"
> Tempting: the text is copied.
--8<-- "moves/exercise_cloned.rs"
```
"""

from __future__ import annotations

from dataclasses import dataclass, field

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.origin import Origin
from borrowproof.sources.includes import included_programs
from borrowproof.sources.includes.include_paths import IncludePaths
from borrowproof.sources.includes.included_programs import MisplacedProgram, Program
from borrowproof.sources.includes.pymdownx import Expanded
from borrowproof.sources.markdown.fence import Fence

INFO = "exercise"
HOW_TO_WRITE = (
    "write the task, then its start program, then a line `? hint` for each hint, then for each attempt that the answer "
    "shows `> ` with what it costs and its program"
)


@dataclass(frozen=True, slots=True)
class ParsedExercise:
    """An exercise as it is written, before anybody looked at its programs; `attempts` are words and a program each."""

    origin: Origin
    text: str
    prompt: str
    start: Program
    hints: tuple[str, ...]
    attempts: tuple[tuple[str, Program], ...]


@dataclass(slots=True)
class _Reading:
    prompt: list[str] = field(default_factory=list)
    start: Program | None = None
    hints: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    attempts: list[tuple[str, Program]] = field(default_factory=list)


def is_exercise(fence: Fence) -> bool:
    """Whether a fence sets an exercise."""
    return fence.info == INFO


def parse_exercise(fence: Fence, opener: Origin, expanded: Expanded, paths: IncludePaths) -> ParsedExercise:
    """Read the fence. Raises AnnotationError; its `line` counts the lines of the fence's body from 1."""
    if fence.options.strip():
        raise AnnotationError(f"`{{{fence.options.strip()}}}` says nothing on an exercise", "remove it")
    reading = _Reading()
    for at, item in included_programs.items(fence, expanded, paths):
        if isinstance(item, Program):
            _program(reading, item)
        else:
            _line(reading, item, at)
    if reading.words:
        raise AnnotationError("the last `> ` is about no program", HOW_TO_WRITE)
    prompt = "\n".join(reading.prompt).strip("\n")
    if reading.start is None or not prompt or not reading.attempts:
        lacks = "task" if not prompt else "start program" if reading.start is None else "solution"
        raise AnnotationError(f"the exercise has no {lacks}", HOW_TO_WRITE)
    return ParsedExercise(opener, fence.rendered, prompt, reading.start, tuple(reading.hints), tuple(reading.attempts))


def _program(reading: _Reading, program: Program) -> None:
    if reading.start is None:
        reading.start = program
    elif not reading.words:
        raise MisplacedProgram("nothing is said of this program", "write `> ` and what it costs above it", program.at)
    else:
        reading.attempts.append(("\n".join(reading.words), program))
        reading.words = []


def _line(reading: _Reading, text: str, at: int) -> None:
    if reading.start is None:
        reading.prompt.append(text)
    elif text.startswith("? "):
        if reading.words or reading.attempts:
            raise AnnotationError("a hint stands below the answer", HOW_TO_WRITE, at)
        reading.hints.append(text[2:].strip())
    elif text.startswith(">"):
        reading.words.append(text[1:].removeprefix(" "))
    elif text.startswith("  ") and reading.hints and not (reading.words or reading.attempts):
        reading.hints[-1] += f" {text.strip()}"
    elif text.strip():
        raise AnnotationError(f"`{text.strip():.40}` belongs to no part of the exercise", HOW_TO_WRITE, at)
