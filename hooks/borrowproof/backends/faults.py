"""What an error of this machine means for a program that was to be judged: nothing."""

from __future__ import annotations

from borrowproof.model.outcome import Cause, NotChecked


def fault(error: BaseException) -> NotChecked:
    """The answer where a file, a process or memory could not be had (ENOSPC, EMFILE, EROFS and their kind)."""
    words = str(error) or ("there is no memory left" if isinstance(error, MemoryError) else type(error).__name__)
    return NotChecked(Cause.INFRASTRUCTURE, words)
