"""Exercises: which goals an attempt meets, and whether solutions and tempting attempts do what they say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from borrowproof.model.exercise import COMPILES, PRINTS, Exercise, Goal, GoalKind
from borrowproof.model.outcome import Cause, Cost, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict
from borrowproof.syntax import signatures


@dataclass(frozen=True, slots=True)
class Task:
    """What an attempt at an exercise is held against: the `start` program, all its goals, and the output to print."""

    start: str
    goals: tuple[Goal, ...]
    prints: str


@dataclass(frozen=True, slots=True)
class GoalResult:
    """One goal and whether an attempt meets it: None where nobody can tell. `found` says what was found instead."""

    goal: Goal
    met: bool | None
    found: str = ""


@dataclass(frozen=True, slots=True)
class JudgedExercise:
    """An exercise with what attempts at it must do."""

    exercise: Exercise
    task: Task


def judge_exercises(run: Run) -> tuple[JudgedExercise, ...]:
    """The exercises of a run. One whose start program is not among the evidence is left out: it has a problem."""
    starts = {e.snippet.id: e.snippet for e in run.evidence if e.snippet.goals is not None}
    known = (exercise for exercise in run.exercises if exercise.start in starts)
    return tuple(JudgedExercise(each, task_of(starts[each.start], run.evidence)) for each in known)


def is_solution(snippet: Snippet, starts: Mapping[str, Snippet]) -> bool:
    """Whether it repairs the start program of an exercise."""
    return snippet.misses is None and snippet.start_file in starts


def starts_among(snippets: Iterable[Snippet]) -> dict[str, Snippet]:
    """The start programs of exercises, by file."""
    return {s.origin.file: s for s in snippets if s.goals is not None}


def task_of(start: Snippet, evidence: Iterable[Evidence]) -> Task:
    """What attempts at an exercise must do. What its first solution prints is what all must print."""
    starts = {start.origin.file: start}
    solutions = sorted((e for e in evidence if is_solution(e.snippet, starts)), key=lambda e: e.snippet.id)
    ran = [e.outcome for e in solutions if e.outcome is not None and e.outcome.exit == 0]
    prints = ran[0].stdout if ran else ""
    return Task(start.code, (COMPILES, *([PRINTS] if prints else []), *(start.goals or ())), prints)


def results(task: Task, code: str, outcome: Outcome, cost: Cost | None) -> tuple[GoalResult, ...]:
    """Every goal held against an attempt. One that does not run to its end can meet none that is about the run."""
    return tuple(_result(goal, task, code, outcome, cost) for goal in task.goals)


def _result(goal: Goal, task: Task, code: str, outcome: Outcome, cost: Cost | None) -> GoalResult:
    ends_well = outcome.compiled and outcome.exit == 0
    if goal.kind is GoalKind.COMPILES:
        return GoalResult(goal, ends_well, "" if ends_well else _fault(outcome))
    if goal.kind is GoalKind.WITHOUT:
        return GoalResult(goal, goal.name not in signatures.names(code), f"`{goal.name}` stands in it")
    if goal.kind is GoalKind.KEEPS:
        now = signatures.signature(code, goal.name)
        return GoalResult(goal, now == signatures.signature(task.start, goal.name), _changed(goal.name, now))
    if not ends_well:
        return GoalResult(goal, None)
    if goal.kind is GoalKind.PRINTS:
        return GoalResult(goal, outcome.stdout == task.prints, "it prints something else")
    if cost is None or goal.most is None:
        return GoalResult(goal, None)
    return GoalResult(goal, cost.allocations <= goal.most, f"it makes {cost.allocations}")


def _fault(outcome: Outcome) -> str:
    if outcome.compiled:
        return "it panics" if outcome.panicked else "it does not end with status 0"
    return f"rustc says {' '.join(sorted(outcome.codes)) or 'no'}"


def _changed(name: str, now: str | None) -> str:
    return f"there is no `fn {name}`" if now is None else f"it is `{now}` now"


def with_exercises(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence; a solution that misses a goal, a start that misses none, and an attempt that does not miss exactly
    the goals that it names do not match. Where a goal could not be told, they are not checked."""
    starts = starts_among(e.snippet for e in evidence)
    if not starts:
        return tuple(evidence)
    tasks = {file: task_of(start, evidence) for file, start in starts.items()}
    return tuple(_held(e, tasks) for e in evidence)


def _held(evidence: Evidence, tasks: Mapping[str, Task]) -> Evidence:
    snippet, outcome = evidence.snippet, evidence.outcome
    task = tasks.get(snippet.start_file or snippet.origin.file)
    if task is None or outcome is None or evidence.verdict.status is not Status.MATCHED:
        return evidence
    found = results(task, snippet.code, outcome, evidence.cost)
    differences = tuple(_differences(snippet, found))
    if differences:
        return replace(evidence, verdict=Verdict(Status.MISMATCHED, differences))
    unknown = [r for r in found if r.met is None and outcome.exit == 0]
    if unknown:
        why = f"whether it meets `{unknown[0].goal}`: {evidence.not_counted or 'nobody counted'}"
        return replace(evidence, verdict=Verdict(Status.NOT_CHECKED, not_checked=NotChecked(Cause.NOT_COUNTED, why)))
    return evidence


def _differences(snippet: Snippet, found: Sequence[GoalResult]) -> Iterator[Difference]:
    missed = [r for r in found if r.met is False]
    if snippet.goals is not None:
        if not missed:
            yield Difference(Mismatch.GOAL)
    elif snippet.misses is None:
        yield from (Difference(Mismatch.GOAL, goal=r.goal, found=r.found) for r in missed)
    elif {r.goal for r in missed} != set(snippet.misses.goals):
        found_goals = ", ".join(str(r.goal) for r in missed) or "none"
        yield Difference(Mismatch.GOAL, found=found_goals)
