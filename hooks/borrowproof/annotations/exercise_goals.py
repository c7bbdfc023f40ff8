"""`//@ exercise GOALS` and `//@ misses NAME GOALS` -> goals. Pure."""

from __future__ import annotations

import re

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.exercise import COMPILES, PRINTS, Goal, GoalKind, Shortfall

_WITHOUT = re.compile(r"without (?P<name>[^\W\d]\w*)")
_KEEPS = re.compile(r"keeps fn (?P<name>[^\W\d]\w*)")
_ALLOCATES = re.compile(r"allocs ?<= ?(?P<most>\d{1,6})")
_MISSES = re.compile(r"(?P<start>[\w-]+?)(?:\.rs)? (?P<goals>.+)")
FORMS = "`without clone`, `keeps fn name`, `allocs<=1`"


def parse(rest: str, line: int) -> tuple[Goal, ...]:
    """The goals that an exercise has besides compiling and printing. Raises AnnotationError."""
    goals = _goals(rest, line) if rest else ()
    for goal in goals:
        if goal in (COMPILES, PRINTS):
            raise AnnotationError(
                f"`{goal}` is a goal of every exercise", f"remove it; what an exercise can add: {FORMS}", line
            )
    return goals


def parse_shortfall(rest: str, line: int) -> Shortfall:
    """What `//@ misses NAME GOALS` says. Raises AnnotationError."""
    found = _MISSES.fullmatch(rest)
    if found is None:
        fix = "write `//@ misses exercise without clone`: the start program, and the goals that this attempt misses"
        raise AnnotationError("`//@ misses` needs the name of an exercise and a goal", fix, line)
    return Shortfall(found["start"], _goals(found["goals"], line))


def _goals(text: str, line: int) -> tuple[Goal, ...]:
    goals = tuple(_goal(each.strip(), line) for each in text.split(","))
    if len(set(goals)) < len(goals):
        raise AnnotationError("a goal stands here twice", "remove one of the two", line)
    return goals


def _goal(text: str, line: int) -> Goal:
    for simple in (COMPILES, PRINTS):
        if text == str(simple):
            return simple
    for kind, form in ((GoalKind.WITHOUT, _WITHOUT), (GoalKind.KEEPS, _KEEPS)):
        if found := form.fullmatch(text):
            return Goal(kind, found["name"])
    if found := _ALLOCATES.fullmatch(text):
        return Goal(GoalKind.ALLOCATES, most=int(found["most"]))
    raise AnnotationError(f"`{text:.60}` is no goal of an exercise", f"goals, separated by commas: {FORMS}", line)
