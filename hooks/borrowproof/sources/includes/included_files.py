"""Where the lines of an include come from, and what is said where there is no such file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.origin import SourceLine


def _nothing_near(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class IncludedFiles:
    """The files that a page may include.

    `lines` gives those of the file that a path names, None where there is none. `near` gives a path that somebody may
    have meant who wrote that one, empty where nothing is like it.
    """

    lines: Callable[[str], tuple[SourceLine, ...] | None]
    near: Callable[[str], str] = _nothing_near

    def missing(self, written: str, path: str) -> AnnotationError:
        """What to say of an include `written` on a page, whose `path` names no file."""
        near = self.near(path)
        meant = f"did you mean `{near}`? " if near else ""
        fix = f"{meant}Correct the path, or add the file" if meant else "correct the path, or add the file"
        return AnnotationError(f"the included file {written!r:.80} does not exist", fix)
