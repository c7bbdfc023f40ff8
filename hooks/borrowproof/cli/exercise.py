"""`borrowproof exercise`: the exercises of a project, played in a terminal with the compiler of this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from borrowproof import pipeline
from borrowproof.backends.toolchain import find
from borrowproof.cli.common import write
from borrowproof.cli.watching import POLL, state
from borrowproof.judging.exercises import GoalResult, is_solution, results, task_of
from borrowproof.model.exercise import COMPILES, PRINTS, Exercise
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.pipeline import Options
from borrowproof.project import ConfigurationError
from borrowproof.report import ansi, author_lines
from borrowproof.report.exercises import goal_sentence
from borrowproof.sources.collect import Sources, collect
from borrowproof.spelling import closest

ATTEMPTS = "attempts"  # the folder of a project where whoever plays writes


@dataclass(frozen=True, slots=True)
class Played:
    """What a judgement of an attempt said; `met` is None where a goal could not be told."""

    text: str
    met: bool | None


def listed(base: Path) -> str:
    """The exercises of the project at `base`, each with its page, and whether an attempt was begun."""
    sources = _read(base)
    rows = [
        f"{name_of(each)}   {each.page}   {'begun: ' + _attempt(base, each) if _file(base, each).exists() else 'new'}"
        for each in sources.exercises
    ]
    return "\n".join([*rows, "", "play one with `borrowproof exercise NAME`"])


def name_of(exercise: Exercise) -> str:
    """What whoever plays types: `moves/exercise`."""
    return exercise.start.removeprefix("snippets/").removesuffix(".rs")


@dataclass(frozen=True, slots=True)
class Game:
    """One exercise of a project, with all that judges an attempt at it."""

    base: Path
    exercise: Exercise
    start: Snippet
    solutions: tuple[Snippet, ...]
    options: Options

    @classmethod
    def of(cls, base: Path, name: str, options: Options) -> Game:
        """The exercise that is called `name`. Raises ConfigurationError where there is none."""
        sources = _read(base)
        known = {name_of(each): each for each in sources.exercises}
        wanted = name.removeprefix("snippets/").removesuffix(".rs")
        if wanted not in known:
            hint = closest(wanted, tuple(known)) or "`borrowproof exercise` lists them"
            raise ConfigurationError(f"no exercise is called `{name}`; {hint.rstrip()}")
        start = next(s for s in sources.snippets if s.id == known[wanted].start)
        found = tuple(s for s in sources.snippets if is_solution(s) and s.start_file == start.origin.file)
        return cls(base, known[wanted], start, found, options)

    @property
    def file(self) -> Path:
        """Where the attempt is written."""
        return _file(self.base, self.exercise)

    def begin(self) -> None:
        """Write the start program, unless an attempt is there. Raises ConfigurationError."""
        if self.file.exists():
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"cannot write to {self.file.parent}: {error.strerror}") from error
        lines = (line.rstrip() for line in self.start.code.strip().split("\n"))
        write(self.file, "".join(f"{line}\n" for line in lines))

    def play(self) -> Played:
        """Judge the attempt as it stands. Raises ConfigurationError where it cannot be read."""
        try:
            code = self.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{_attempt(self.base, self.exercise)} cannot be read: {error}") from error
        compiler = partial(find, self.options.toolchain, self.base)
        tried, *solved = pipeline.judge(
            [self._snippet(code), *self.solutions], self.base, self.options, compiler
        ).evidence
        if tried.outcome is None:
            why = tried.verdict.not_checked
            return Played(f"not checked: {why.detail if why else 'nobody judged it'}", None)
        found = results(task_of(self.start, solved), code, tried.outcome, tried.cost)
        return Played("\n".join(_told(found, tried)), _all(found))

    def _snippet(self, code: str) -> Snippet:
        """The attempt as a program that is to run and whose run is counted, as a repair's is."""
        name = _attempt(self.base, self.exercise)
        lines = tuple(Origin(name, number) for number in range(1, code.count("\n") + 2))
        stem = PurePosixPath(self.start.origin.file).stem
        edition, expected = self.start.edition, Expectation(Kind.RUNS)
        return Snippet(name, lines[0], code, lines, expected, edition, fixes=stem)

    def task(self) -> str:
        """The task and how to go on."""
        goals = [goal_sentence(goal) for goal in (COMPILES, *(self.start.goals or ()))]
        prints = next((s.expectation.stdout for s in self.solutions if s.expectation.stdout), "")
        shown = [goal_sentence(PRINTS), *(f"  {line}" for line in prints.splitlines())] if prints else []
        rows = [self.exercise.prompt, "", *(f"  {line}" for line in (*goals, *shown)), ""]
        return "\n".join([*rows, f"Your attempt: {_attempt(self.base, self.exercise)}"])

    def hints(self, count: int) -> str:
        """The first hints."""
        of = self.exercise.hints
        told = (f"Hint {n} of {len(of)}: {hint}" for n, hint in enumerate(of[:count], start=1))
        return "\n".join(told) or "It has no hint."

    def solved(self) -> str:
        """The solutions, one below the other."""
        return "\n\n".join(f"--- {s.label}.rs\n{s.code.strip()}" for s in self.solutions)

    def watch(self, say: Callable[[str], None]) -> Played:
        """Judge at every save, until every goal is met."""
        seen, played = state([self.file], self.base), self.play()
        say(played.text)
        while played.met is not True:
            time.sleep(POLL)
            now = state([self.file], self.base)
            if now != seen:
                seen, played = now, self.play()
                say(played.text)
        return played


def _read(base: Path) -> Sources:
    sources = collect(pipeline.default_paths(base), base)
    if not sources.exercises:
        raise ConfigurationError("this project has no exercise: its pages have no fence `exercise`")
    return sources


def _attempt(base: Path, exercise: Exercise) -> str:
    return _file(base, exercise).relative_to(base).as_posix()


def _file(base: Path, exercise: Exercise) -> Path:
    return base / ATTEMPTS / f"{name_of(exercise)}.rs"


def _told(found: tuple[GoalResult, ...], tried: Evidence) -> Iterator[str]:
    for result in found:
        word = {True: "met", False: "missed", None: "not known"}[result.met]
        more = f" ({result.found})" if result.found else ""
        yield f"{word:>9}: {result.goal}{more}"
    if tried.outcome is not None and not tried.outcome.compiled:
        yield ""
        for error in tried.outcome.errors:
            yield author_lines.of_diagnostic(ansi.plain(error.rendered), tried.snippet).rstrip("\n")
    if _all(found):
        yield "Every goal is met."


def _all(found: tuple[GoalResult, ...]) -> bool | None:
    if any(result.met is False for result in found):
        return False
    return None if any(result.met is None for result in found) else True
