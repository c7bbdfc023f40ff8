"""What is said of timelines made by hand."""

from __future__ import annotations

from typing import Any

from borrowproof.model.timeline import Event, Timeline
from borrowproof.ownership.wording import sentences
from tests.unit.ownership.made import function, timeline, variable


def said(one: Timeline) -> list[tuple[int, str]]:
    """Every line's sentences."""
    return [(s.line, s.text) for s in sentences.sentences(one, range(1, 100))]


def about(*events: Event, **changes: Any) -> list[str]:
    """The sentences about a variable `x` of line 1, on line 2."""
    x = variable(1, "x", 1, *events, **changes)
    return [s.text for s in sentences.sentences(timeline(function("main", 1, 9, x)), [2])]
