"""The goals of an exercise in sentences. Pure."""

from __future__ import annotations

from borrowproof.model.exercise import Goal, GoalKind


def goal_sentence(goal: Goal) -> str:
    """A goal as a sentence of Markdown."""
    if goal.kind is GoalKind.COMPILES:
        return "It compiles, and runs to its end."
    if goal.kind is GoalKind.PRINTS:
        return "It prints this:"
    if goal.kind is GoalKind.WITHOUT:
        return f"The name `{goal.name}` does not stand in it."
    if goal.kind is GoalKind.KEEPS:
        return f"The signature of `fn {goal.name}` stays as it is."
    if goal.most == 0:
        return "It makes no allocation."
    return f"It makes at most {goal.most} allocation{'' if goal.most == 1 else 's'}."
