"""What annotations that mean nothing have in common, wherever they stand: a sentence, and what to type instead. Pure.

Three places, one meaning: a fence's info string (`tags`), `//@` lines at the top of the code
(`directives`), and `//~` pins behind the lines they speak of (`pins`).
"""

from __future__ import annotations


class AnnotationError(Exception):
    """An annotation that means nothing: `message` says what is wrong, `fix` what to type instead.

    `line` is the 1-based line within the code it stands in, None for the info string.
    """

    def __init__(self, message: str, fix: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.line = line
