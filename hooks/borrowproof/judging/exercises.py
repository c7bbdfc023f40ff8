"""Exercises: which goals an attempt meets, and whether solutions and tempting attempts do what they say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from borrowproof.model.exercise import COMPILES, PRINTS, Exercise, Goal, GoalKind
from borrowproof.model.outcome import Cause, Cost, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet, exercise_starts
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
    tasks = tasks_of(run.evidence)
    files = {e.snippet.id: e.snippet.origin.file for e in run.evidence if e.snippet.goals is not None}
    known = (exercise for exercise in run.exercises if exercise.start in files)
    return tuple(JudgedExercise(each, tasks[files[each.start]]) for each in known)


def tasks_of(evidence: Sequence[Evidence]) -> dict[str, Task]:
    """What attempts at each exercise must do, by the file of its start program."""
    starts = exercise_starts(e.snippet for e in evidence)
    solutions: dict[str, list[Evidence]] = {file: [] for file in starts}
    for each in evidence if starts else ():
        if is_solution(each.snippet) and (file := each.snippet.start_file) in solutions:
            solutions[file].append(each)
    return {file: task_of(start, solutions[file]) for file, start in starts.items()}


def is_solution(snippet: Snippet) -> bool:
    """Whether it is one, if the program that it repairs is the start of an exercise."""
    return snippet.fixes is not None and snippet.misses is None and snippet.goals is None


def task_of(start: Snippet, solutions: Iterable[Evidence]) -> Task:
    """What attempts at one exercise must do. What its first solution prints is what all must print."""
    ran = [e for e in solutions if e.outcome is not None and e.outcome.exit == 0]
    first = min(ran, key=lambda e: e.snippet.id, default=None)
    prints = first.outcome.stdout if first is not None and first.outcome is not None else ""
    return Task(start.code, (COMPILES, *([PRINTS] if prints else []), *(start.goals or ())), prints)


def results(task: Task, code: str, outcome: Outcome, cost: Cost | None) -> tuple[GoalResult, ...]:
    """Every goal held against an attempt. One that does not run to its end can meet none that is about the run."""
    return tuple(_result(goal, task, code, outcome, cost) for goal in task.goals)


def _result(goal: Goal, task: Task, code: str, outcome: Outcome, cost: Cost | None) -> GoalResult:
    ends_well = outcome.compiled and outcome.exit == 0
    if goal.kind is GoalKind.COMPILES:
        return _held_against(goal, ends_well, _fault(outcome))
    if goal.kind is GoalKind.WITHOUT:
        return _held_against(goal, goal.name not in signatures.names(code), f"`{goal.name}` stands in it")
    if goal.kind is GoalKind.KEEPS:
        now = signatures.signature(code, goal.name)
        return _held_against(goal, now == signatures.signature(task.start, goal.name), _changed(goal.name, now))
    if not ends_well:
        return GoalResult(goal, None)
    if goal.kind is GoalKind.PRINTS:
        return _held_against(goal, outcome.stdout == task.prints, "it prints something else")
    if cost is None or goal.most is None:
        return GoalResult(goal, None)
    return _held_against(goal, cost.allocations <= goal.most, f"it makes {cost.allocations}")


def _held_against(goal: Goal, met: bool, otherwise: str) -> GoalResult:
    return GoalResult(goal, met, "" if met else otherwise)


def _fault(outcome: Outcome) -> str:
    if outcome.compiled:
        return "it panics" if outcome.panicked else "it does not end with status 0"
    return f"rustc says {' '.join(sorted(outcome.codes)) or 'no'}"


def _changed(name: str, now: str | None) -> str:
    return f"there is no `fn {name}`" if now is None else f"it is `{now}` now"


def with_exercises(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence; a solution that misses a goal, a start that misses none, and an attempt that does not miss exactly
    the goals that it names do not match. Where a goal could not be told, they are not checked."""
    tasks = tasks_of(evidence)
    return tuple(_held(e, tasks) for e in evidence) if tasks else tuple(evidence)


def _held(evidence: Evidence, tasks: Mapping[str, Task]) -> Evidence:
    snippet, outcome = evidence.snippet, evidence.outcome
    task = tasks.get(snippet.exercise_file or "")
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
