"""What somebody may have meant who mistyped a word or an error code. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator


def closest(word: str, choices: tuple[str, ...]) -> str:
    """`did you mean X? ` or nothing: a prefix for a fix."""
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`? " if near else ""


def similar_codes(code: str) -> Iterator[str]:
    """Codes that somebody may have meant who wrote `code`, the likeliest first."""
    digits = code[1:]
    swapped = (f"E{digits[:i]}{digits[i + 1]}{digits[i]}{digits[i + 2 :]}" for i in range(3))
    changed = (f"E{digits[:i]}{d}{digits[i + 1 :]}" for i in (3, 2, 1) for d in "0123456789")
    yield from _unique([*swapped, *changed], code)


def _unique(codes: Iterable[str], but: str) -> list[str]:
    return [code for code in dict.fromkeys(codes) if code != but]
