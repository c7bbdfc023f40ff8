"""A ParsedExercise and the snippets of its programs -> Exercise, and the blocks that the page shows for it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from borrowproof.model.exercise import Exercise, ShownAttempt
from borrowproof.model.origin import Problem
from borrowproof.model.snippet import Block, Snippet
from borrowproof.sources.exercises.exercise_fence import INFO, ParsedExercise
from borrowproof.sources.includes.included_programs import Program
from borrowproof.sources.markdown.pages import block

Find = Callable[[Path], Snippet | None]  # the snippet that a file holds; None where the file was refused


@dataclass(frozen=True, slots=True)
class ResolvedExercise:
    """An exercise of a page with its blocks; `exercise` is None where something is wrong with one of its programs."""

    exercise: Exercise | None
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


def resolve(page: str, parsed: ParsedExercise, find: Find) -> ResolvedExercise:
    """Look the programs up: the start has goals, and every other program is an attempt at it."""
    programs = [parsed.start, *(program for _, program in parsed.attempts)]
    found = {program.file: find(program.file) for program in programs}
    shown = [(program, snippet) for program in programs if (snippet := found[program.file]) is not None]
    blocks = tuple(block(page, p.at.line, INFO, p.text, snippet, p.origins) for p, snippet in shown)
    if len(shown) < len(programs):
        return ResolvedExercise(None, blocks)
    start = shown[0][1]
    problems = tuple(_problems(start, shown[0][0], shown[1:]))
    if problems:
        return ResolvedExercise(None, blocks, problems)
    attempts = tuple(ShownAttempt(words, program.at.line) for words, program in parsed.attempts)
    exercise = Exercise(
        id=str(parsed.origin),
        origin=parsed.origin,
        page=page,
        text=parsed.text,
        prompt=parsed.prompt,
        start=start.id,
        start_at=parsed.start.at.line,
        hints=parsed.hints,
        attempts=attempts,
    )
    return ResolvedExercise(exercise, blocks, problems)


def _problems(start: Snippet, at: Program, attempts: list[tuple[Program, Snippet]]) -> list[Problem]:
    if start.goals is None:
        fix = "add `//@ exercise`, and goals behind it where it has some besides compiling and printing"
        return [Problem(at.at, f"{start.id} is not the start of an exercise", fix)]
    stem = PurePosixPath(start.origin.file).stem
    strange = [(p, s) for p, s in attempts if stem not in (s.fixes, s.misses.start if s.misses else None)]
    if strange:
        fix = f"add `//@ fixes {stem}` to a solution, `//@ misses {stem} GOAL` to an attempt that is to fail"
        return [Problem(p.at, f"{s.id} is no attempt at this exercise", fix) for p, s in strange]
    if not any(s.fixes == stem for _, s in attempts):
        return [Problem(at.at, f"the exercise {start.id} has no solution", f"show one that says `//@ fixes {stem}`")]
    return []
