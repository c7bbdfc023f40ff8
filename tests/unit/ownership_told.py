"""What is said of timelines made by hand."""

from __future__ import annotations

from typing import Any

from borrowproof.ownership import words
from borrowproof.ownership.model import Event, Timeline
from tests.unit.ownership_made import function, timeline, variable


def said(one: Timeline) -> list[tuple[int, str]]:
    """Every line's sentences."""
    return [(s.line, s.text) for s in words.sentences(one, range(1, 100))]


def about(*events: Event, **changes: Any) -> list[str]:
    """The sentences about a variable `x` of line 1, on line 2."""
    x = variable(1, "x", 1, *events, **changes)
    return [s.text for s in words.sentences(timeline(function("main", 1, 9, x)), [2])]
