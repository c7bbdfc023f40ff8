"""Why something does not live long enough, in one sentence: what would have to outlive what, and the way between them.
Pure wording."""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.model.conflict import Fact, Point
from borrowproof.ownership.wording.phrases import article, callee_text


def of_lifetimes(lived: Point, steps: Sequence[Point], required: Sequence[Point]) -> str | None:
    """Of a reference: the sentence; None where one of the lifetimes is not known."""
    if not required:
        return None
    goal = required[0]
    who = f"`{lived.place}`" if lived.place else "what comes in"
    comes = f"{who} comes with {_lifetime(lived, alone=True)}"
    end = f"nothing says that {_lifetime(lived)} outlives {_lifetime(goal)}"
    if goal.fact is Fact.HIDDEN_IN:
        end = f"the bounds of `{goal.name}` do not name {_lifetime(lived)}"
    return "; ".join(filter(None, (comes, _way(steps), f"but {end}")))


def of_type(value: Point | None, steps: Sequence[Point], required: Point, type_: Point) -> str:
    """Of a type: the sentence. `value` is of that type, or has it in its own."""
    goal = _lifetime(required)
    if value is not None:
        is_ = f"`{value.place}` is {article(value.name)}"
        return "; ".join(
            filter(None, (is_, _way(steps), f"but nothing says that every `{type_.place}` outlives {goal}"))
        )
    called = f", to call {callee_text(steps[0].name)}" if steps and steps[0].fact is Fact.LENT else ""
    needs = f"line {type_.line} needs `{type_.place}` to outlive {goal}{called}"
    return f"{needs}; but nothing says that every `{type_.place}` does"


def _way(steps: Sequence[Point]) -> str:
    """The steps in their order; a line is named where it is another one than that of the step before."""
    told = []
    for before, step in zip((None, *steps), steps, strict=False):
        known = before is not None and before.line == step.line
        told.append(_step(step) if known else f"{_step(step)} on line {step.line}")
    way = ", then ".join(told)
    return f"it {way}" if way else ""


def _step(step: Point) -> str:
    match step.fact:
        case Fact.RETURNED:
            return "is returned"
        case Fact.ASSIGNED:
            return f"goes into `{step.place}`"
        case Fact.BECOMES:
            return f"becomes {article(step.name)}"
        case _:
            return f"goes into {callee_text(step.name) if step.name else 'a call'}"


def _lifetime(point: Point, *, alone: bool = False) -> str:
    if point.fact is Fact.STATIC or point.name:
        return f"the lifetime `{point.name}`" if alone else f"`{point.name}`"
    if alone:
        return "a lifetime without a name"
    return f"the lifetime in `{point.place}`" if point.place else "the lifetime of what is returned"
