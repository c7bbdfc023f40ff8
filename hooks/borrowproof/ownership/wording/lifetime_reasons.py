"""Why a reference does not live long enough, in one sentence: two lifetimes and the way between them. Pure wording."""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.model.conflict import Fact, Point
from borrowproof.ownership.wording.phrases import callee_text


def sentence(lived: Point, steps: Sequence[Point], required: Sequence[Point]) -> str | None:
    """The sentence; None where one of the lifetimes is not known."""
    if not required:
        return None
    goal = required[0]
    who = f"`{lived.place}`" if lived.place else "what comes in"
    way = ", then ".join(_step(step, first=number == 0) for number, step in enumerate(steps))
    comes = f"{who} comes with {_lifetime(lived, alone=True)}"
    end = f"nothing says that {_lifetime(lived)} outlives {_lifetime(goal)}"
    return f"{comes}; {way}; but {end}" if way else f"{comes}; but {end}"


def _step(step: Point, *, first: bool) -> str:
    it = "it " if first else ""
    match step.fact:
        case Fact.RETURNED:
            return f"{it}is returned on line {step.line}"
        case Fact.ASSIGNED:
            return f"{it}goes into `{step.place}` on line {step.line}"
        case _:
            what = callee_text(step.name) if step.name else "a call"
            return f"{it}goes into {what} on line {step.line}"


def _lifetime(point: Point, *, alone: bool = False) -> str:
    if point.fact is Fact.STATIC or point.name:
        return f"the lifetime `{point.name}`" if alone else f"`{point.name}`"
    if alone:
        return "a lifetime without a name"
    return f"the lifetime in `{point.place}`" if point.place else "the lifetime of what is returned"
