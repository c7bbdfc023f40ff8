"""Line numbers as authors write them, none of them larger than a file could have. Pure."""

from __future__ import annotations

from borrowproof.annotations.errors import AnnotationError

MOST_LINES = 99_999  # a file of more is refused before anybody counts its lines


def line_number(digits: str) -> int:
    """The number that decimal digits name. Raises AnnotationError for one beyond MOST_LINES.

    (`int` itself refuses more than 4300 digits, and takes time that grows with their square.)
    """
    significant = digits.lstrip("0")
    if len(significant) > len(str(MOST_LINES)):
        shown = digits if len(digits) <= 12 else f"{digits[:12]}…"
        raise AnnotationError(f"there is no line {shown}", f"name a line up to {MOST_LINES:,}")
    return int(digits)
