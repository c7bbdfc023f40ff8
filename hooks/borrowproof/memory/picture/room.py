"""How much a picture has room for: what is more folds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from borrowproof.model.memory import Frame

FRAMES, BLOCKS = 6, 15  # how many are drawn
_OUTER = 3  # frames that are drawn above those that fold


class ShownFrames(NamedTuple):
    """The frames that are drawn, and how many fold between them."""

    outer: Sequence[Frame]
    folded: int
    inner: Sequence[Frame]


def shown_frames(frames: Sequence[Frame]) -> ShownFrames:
    """All frames, or of a deep stack the outermost and the innermost ones."""
    if len(frames) <= FRAMES:
        return ShownFrames(frames, 0, ())
    inner = FRAMES - _OUTER - 1
    return ShownFrames(frames[:_OUTER], len(frames) - _OUTER - inner, frames[-inner:])


def more(count: int, what: str) -> str:
    """What stands for others that fold: `5 more calls`."""
    return f"{count} more {what}{'' if count == 1 else 's'}"
