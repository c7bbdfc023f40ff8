"""How long words and lines of code take to read: what a page says of itself and what a lesson is held to agree."""

from __future__ import annotations

import math

WORDS_A_MINUTE = 200  # careful reading of English non-fiction: Brysbaert 2019 finds 238 for easier texts
SECONDS_A_LINE = 3  # of code


def minutes(words: int, lines: int) -> int:
    """Whole minutes, at least 1, for so many words of prose and lines of code."""
    return max(1, math.ceil(words / WORDS_A_MINUTE + lines * SECONDS_A_LINE / 60))
