"""`//@ exercise` and `//@ misses`: what an exercise demands, and what a tempting attempt lacks."""

from __future__ import annotations

import pytest

from borrowproof.annotations.directives import parse_directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.exercise import COMPILES, PRINTS, Goal, GoalKind, Shortfall

CLONE, KEEPS, ALLOCS = Goal(GoalKind.WITHOUT, "clone"), Goal(GoalKind.KEEPS, "a"), Goal(GoalKind.ALLOCATES, most=1)


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("exercise", ()),
        ("exercise without clone", (CLONE,)),
        ("exercise without clone, keeps fn a,allocs<=1", (CLONE, KEEPS, ALLOCS)),
        ("exercise allocs <= 1", (ALLOCS,)),
    ],
)
def test_goals(text: str, goals: tuple[Goal, ...]) -> None:
    assert parse_directives(f"//@ {text}\n//@ error E0382\n").exercise == goals


def test_a_goal_is_said_as_it_is_written() -> None:
    assert [str(g) for g in (COMPILES, PRINTS, CLONE, KEEPS, ALLOCS)] == [
        "compiles",
        "prints",
        "without clone",
        "keeps fn a",
        "allocs<=1",
    ]


@pytest.mark.parametrize(
    ("text", "shortfall"),
    [
        ("misses start without clone", Shortfall("start", (CLONE,))),
        ("misses start.rs allocs<=1, prints", Shortfall("start", (ALLOCS, PRINTS))),
        ("misses start compiles", Shortfall("start", (COMPILES,))),
    ],
)
def test_what_an_attempt_misses(text: str, shortfall: Shortfall) -> None:
    assert parse_directives(f"//@ {text}\n//@ compiles\n").misses == shortfall


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("exercise no clone", "`no clone` is no goal of an exercise", "`without clone`"),
        ("exercise allocs<=", "`allocs<=` is no goal", "`allocs<=1`"),
        ("exercise compiles", "`compiles` is a goal of every exercise", "remove it"),
        ("exercise without a, without a", "a goal stands here twice", "remove one"),
        ("misses start", "needs the name of an exercise and a goal", "//@ misses exercise without clone"),
        ("misses start faster", "`faster` is no goal", "goals, separated by commas"),
    ],
)
def test_mistakes(text: str, message: str, fix: str) -> None:
    with pytest.raises(AnnotationError) as raised:
        parse_directives(f"//@ {text}\n")
    assert message in raised.value.message
    assert fix in raised.value.fix
    assert raised.value.line == 1
