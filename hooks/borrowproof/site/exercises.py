"""An exercise -> HTML that works without scripts: its task, goals, start program, hints, and solutions on demand.

What a script needs to judge a reader's attempt stands in `data-goal` of each goal, and the output in `data-prints`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from borrowproof.judging.exercises import JudgedExercise
from borrowproof.model.exercise import Exercise, Goal, GoalKind, ShownAttempt
from borrowproof.report.exercises import goal_sentence
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import EvidenceIndex, fence_location
from borrowproof.site.figure import snippet_figure
from borrowproof.site.figure.terminal_output import scrolling_text
from borrowproof.site.nested_markdown import inline_html

Prose = Callable[[str], str]  # Markdown -> HTML
TITLE = "Where you begin"


def exercise_html(item: JudgedExercise, index: EvidenceIndex, prose: Prose, playground: str) -> str:
    """The whole exercise; `playground` is the address where a reader runs an attempt.

    Raises NoEvidence where one of its programs was refused.
    """
    exercise = item.exercise
    of = index.exercises(exercise.page)
    number = of.index(item) + 1
    name = f"exercise-{number}"
    count = f" {number} of {len(of)}" if len(of) > 1 else ""
    begin = snippet_figure.Options(title=TITLE, playground=playground)
    start = snippet_figure.figure_html(index.block_at(exercise.page, exercise.start_at), begin)
    return (
        f'<section class="bp-question bp-exercise" id="{name}" aria-labelledby="{name}-name"'
        f' data-borrowproof="{escape(fence_location(exercise))}">'
        f'<p class="bp-question-name" id="{name}-name">Exercise{count}</p>'
        f'<div class="bp-prompt">{prose(exercise.prompt)}</div>{_goals(item, prose)}{start}'
        f"{''.join(_hints(exercise, prose))}"
        f'<details class="bp-answer"><summary>Show the solutions</summary>'
        f"{''.join(_attempts(item, index, prose, playground))}</details></section>"
    )


def _goals(item: JudgedExercise, prose: Prose) -> str:
    rows = "".join(_goal(goal, item, prose) for goal in item.task.goals)
    return f'<p class="bp-goals-name">The goals:</p><ul class="bp-goals">{rows}</ul>'


def _goal(goal: Goal, item: JudgedExercise, prose: Prose) -> str:
    words = inline_html(prose(goal_sentence(goal)))
    return f'<li data-goal="{escape(str(goal))}"{_exact(goal, item)}>{words}{_output(goal, item)}</li>'


def _exact(goal: Goal, item: JudgedExercise) -> str:
    """The output for the script. As everywhere on a page, a control character is a picture."""
    return f' data-prints="{escape(item.task.prints)}"' if goal.kind is GoalKind.PRINTS else ""


def _output(goal: Goal, item: JudgedExercise) -> str:
    if goal.kind is not GoalKind.PRINTS:
        return ""
    return scrolling_text(item.task.prints, "What it is to print", "bp-text bp-stdout")


def _hints(exercise: Exercise, prose: Prose) -> Iterator[str]:
    """Each opens by itself; the stylesheet shows the next one when the one above was opened."""
    for number, hint in enumerate(exercise.hints, start=1):
        name = f"Hint {number} of {len(exercise.hints)}"
        yield f'<details class="bp-hint"><summary>{name}</summary>{prose(hint)}</details>'


def _attempts(item: JudgedExercise, index: EvidenceIndex, prose: Prose, playground: str) -> Iterator[str]:
    for attempt in item.exercise.attempts:
        yield f"{prose(attempt.words)}{_attempt(attempt, item.exercise, index, playground)}"


def _attempt(attempt: ShownAttempt, exercise: Exercise, index: EvidenceIndex, playground: str) -> str:
    block = index.block_at(exercise.page, attempt.at)
    snippet = block.evidence.snippet
    title = f"A solution: {snippet.label}.rs"
    if snippet.misses is not None:
        title = f"Tempting, but it misses “{', '.join(map(str, snippet.misses.goals))}”: {snippet.label}.rs"
    options = snippet_figure.Options(title=title, playground=playground)
    start = index.block_at(exercise.page, exercise.start_at)
    return snippet_figure.figure_html(block, options, start if snippet.misses is None else None)
