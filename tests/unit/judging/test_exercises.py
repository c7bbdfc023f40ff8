"""Which goals an attempt meets, and what that makes of a verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from borrowproof import report
from borrowproof.judging.exercises import Task, results, tasks_of, with_exercises
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.exercise import COMPILES, PRINTS, Goal, GoalKind, Shortfall
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Cost, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Status

MakeEvidence = Callable[..., Evidence]
CLONE, KEEPS, ALLOCS = Goal(GoalKind.WITHOUT, "clone"), Goal(GoalKind.KEEPS, "a"), Goal(GoalKind.ALLOCATES, most=1)
START = "fn a(b: String) {}\nfn main() {}"
TASK = Task(START, (COMPILES, PRINTS, CLONE, KEEPS, ALLOCS), "1\n")


def ran(stdout: str = "1\n", status: int = 0) -> Outcome:
    return Outcome(Edition.E2024, (), compiled=True, exit=status, stdout=stdout)


def met(code: str, outcome: Outcome, made: int | None = 1) -> list[bool | None]:
    cost = None if made is None else Cost(made, 8, 0, 0, 0)
    return [each.met for each in results(TASK, code, outcome, cost)]


def test_each_goal_is_met_and_missed_by_itself(moved: Diagnostic) -> None:
    assert met(START, ran()) == [True, True, True, True, True]
    assert met(START, ran("2\n")) == [True, False, True, True, True]
    assert met(f"{START} fn c(d: &str) {{ d.clone(); }}", ran()) == [True, True, False, True, True]
    assert met(START.replace("String", "&str"), ran()) == [True, True, True, False, True]
    assert met("fn main() {}", ran()) == [True, True, True, False, True]
    assert met(START, ran(), 0) == [True, True, True, True, True]
    assert met(START, ran(), 2) == [True, True, True, True, False]


def test_what_needs_a_run_is_not_known_without_one(moved: Diagnostic) -> None:
    assert met(START, ran(status=101), None) == [False, None, True, True, None]
    assert met(START, Outcome(Edition.E2024, (moved,), compiled=False), None) == [False, None, True, True, None]
    assert met(START, ran(), None) == [True, True, True, True, None]


@pytest.fixture
def programs(make_evidence: MakeEvidence, moved: Diagnostic) -> Callable[..., list[Evidence]]:
    """`programs(lent=, cloned=, goals=)`: a start, a solution and a tempting attempt that copies."""

    def make(
        lent: str = START,
        cloned: str = f"{START} // x\nfn clone() {{}}",
        misses: tuple[Goal, ...] = (CLONE,),
        **fields: Any,
    ) -> list[Evidence]:
        start = make_evidence(START, name="e/start.rs", kind=Kind.ERROR, diagnostics=[moved], goals=(CLONE, KEEPS))
        solution = make_evidence(lent, name="e/lent.rs", exit=0, stdout="1\n", fixes="start", **fields)
        attempt = make_evidence(cloned, name="e/tried.rs", exit=0, stdout="1\n", misses=Shortfall("start", misses))
        return [start, solution, attempt]

    return make


def statuses(evidence: list[Evidence]) -> list[Status]:
    return [each.verdict.status for each in with_exercises(evidence)]


def test_all_do_what_they_say(programs: Callable[..., list[Evidence]]) -> None:
    found = programs()
    assert statuses(found) == [Status.MATCHED] * 3
    assert tasks_of(found)["e/start.rs"] == Task(START, (COMPILES, PRINTS, CLONE, KEEPS), "1\n")


def test_a_solution_that_misses_a_goal(programs: Callable[..., list[Evidence]]) -> None:
    found = programs(lent=START.replace("String", "&str"))
    assert statuses(found)[1] is Status.MISMATCHED
    said = report.explain(with_exercises(found)[1])
    assert "a solution meets the goal `keeps fn a`" in said
    assert "it is `fn a ( b : & str )` now" in said


@pytest.mark.parametrize(
    ("cloned", "misses", "happened"),
    [
        (START, (CLONE,), "it misses `none`"),
        ("fn clone() {}\nfn main() {}", (CLONE,), "it misses `without clone, keeps fn a`"),
        (f"{START} fn clone() {{}}", (KEEPS,), "it misses `without clone`"),
    ],
)
def test_an_attempt_misses_exactly_what_it_says(
    programs: Callable[..., list[Evidence]], cloned: str, misses: tuple[Goal, ...], happened: str
) -> None:
    found = with_exercises(programs(cloned=cloned, misses=misses))
    assert [e.verdict.status for e in found] == [Status.MATCHED, Status.MATCHED, Status.MISMATCHED]
    assert happened in report.explain(found[2])


def test_a_start_that_meets_every_goal(make_evidence: MakeEvidence) -> None:
    start = make_evidence(START, name="e/start.rs", exit=0, stdout="1\n", goals=(CLONE,))
    solution = make_evidence(START, name="e/lent.rs", exit=0, stdout="1\n", fixes="start")
    (first, second) = with_exercises([start, solution])
    assert (first.verdict.status, second.verdict.status) == (Status.MISMATCHED, Status.MATCHED)
    assert "the start of an exercise misses a goal" in report.explain(first)


def test_a_second_solution_must_print_what_the_first_prints(
    programs: Callable[..., list[Evidence]], make_evidence: MakeEvidence
) -> None:
    other = make_evidence(START, name="e/z.rs", exit=0, stdout="2\n", fixes="start")
    assert statuses([*programs(), other])[3] is Status.MISMATCHED


def test_a_goal_that_nobody_counted_is_not_checked(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    start = make_evidence(START, name="e/start.rs", kind=Kind.ERROR, diagnostics=[moved], goals=(ALLOCS,))
    solution = make_evidence(START, name="e/lent.rs", exit=0, fixes="start")
    uncounted = replace(solution, not_counted="whoever judged it cannot count")
    (_, found) = with_exercises([start, uncounted])
    assert found.verdict.status is Status.NOT_CHECKED
    assert found.verdict.not_checked is not None
    assert found.verdict.not_checked.detail == "whether it meets `allocs<=1`: whoever judged it cannot count"
    (_, counted) = with_exercises([start, replace(solution, cost=Cost(2, 8, 0, 0, 0))])
    assert counted.verdict.status is Status.MISMATCHED
    assert "it makes 2" in report.explain(counted)


def test_a_start_that_repairs_another_program_is_judged_as_a_start(make_evidence: MakeEvidence) -> None:
    start = make_evidence(START, name="e/start.rs", exit=0, stdout="1\n", goals=(), fixes="older")
    solution = make_evidence(START, name="e/lent.rs", exit=0, stdout="1\n", fixes="start")
    assert statuses([start, solution]) == [Status.MISMATCHED, Status.MATCHED]


def test_other_repairs_are_left_alone(make_evidence: MakeEvidence) -> None:
    repair = make_evidence(START, name="e/lent.rs", exit=0, fixes="start")
    assert with_exercises([repair]) == (repair,)
