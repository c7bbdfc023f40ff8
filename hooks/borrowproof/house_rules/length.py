"""The rule for the length of lessons: how many minutes one takes with every tab and fold open. Pure.

Counted are the words of its text and the lines of its programs, as they stand in its sources. What a page says of
itself is less: there, of a set of tabs the first counts. The solutions of an exercise are read after it was done, or
not at all: they do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from borrowproof import reading_pace
from borrowproof.house_rules.links import prose
from borrowproof.model.origin import Origin, Problem
from borrowproof.project import Project
from borrowproof.sources.collect import Sources
from borrowproof.sources.exercises import exercise_fence


def broken(lessons: Mapping[str, Sequence[str]], sources: Sources, project: Project) -> Iterator[Problem]:
    """Problems of lessons that take longer than the project lets them. `lessons` are their lines, by name."""
    hidden = {snippet.id: snippet.hidden for snippet in sources.snippets}
    starts = {snippet.id for snippet in sources.snippets if snippet.goals is not None}
    lines = dict.fromkeys(lessons, 0)
    for block in sources.blocks:
        if block.page in lines and (block.info != exercise_fence.INFO or block.snippet in starts):
            unseen = hidden.get(block.snippet, frozenset())
            lines[block.page] += sum(n is not None and n not in unseen for n in block.lines)
    for page, text in lessons.items():
        words = sum(len(line.split()) for _, line in prose(text))
        taken, allowed = reading_pace.minutes(words, lines[page]), project.longer.get(page, project.minutes)
        if taken > allowed:
            message = f"this lesson takes {taken} minutes with every tab open, and is to take {allowed} at most"
            fix = f'split it, or allow it more: `longer = {{ "{page}" = {taken} }}` in [tool.borrowproof]'
            yield Problem(Origin(page, 1), message, fix)
