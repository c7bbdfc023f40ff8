"""What differs from a claim about a type, in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from borrowproof.model.verdict import Difference, Mismatch

TYPES = (Mismatch.TYPE, Mismatch.NO_VARIABLE, Mismatch.SEVERAL_VARIABLES, Mismatch.NO_TYPES)
_LINE = re.compile(r"\bline (\d+)(?=\)$)")  # where rustc stopped, in the lines of the program that it was given


def about_type(difference: Difference, location: Callable[[int], str]) -> tuple[str, str, str]:
    """What was expected, what happened, and the edit; `location` tells where a line of the program was written. Raises
    ValueError for a difference that is not of TYPES."""
    claim, found = difference.claim, difference.found
    if claim is None or difference.what not in TYPES:
        raise ValueError("this difference is about no type")
    expected = f"`{claim.name}: {claim.type}`, says the `//^?` on {claim.origin}"
    if difference.what is Mismatch.TYPE:
        return expected, f"its type is `{found}`", f"change `{claim.type}` to `{found}` on {claim.origin}"
    if difference.what is Mismatch.NO_VARIABLE:
        fix = f"put the caret on {claim.origin} under the name of a variable, or remove the comment"
        return expected, f"`{claim.name}` is no variable there", fix
    if difference.what is Mismatch.SEVERAL_VARIABLES:
        fix = f"put the `//^?` of {claim.origin} under the line that declares the one that is meant"
        return expected, f"several variables of different types may be called `{claim.name}` there", fix
    fix = f"remove the `//^?` on {claim.origin}; types are known of what compiles, or fails in the borrow checker"
    why = _LINE.sub(lambda line: location(int(line[1])), found or "")
    return expected, f"there are no types: {why}", fix


def event(difference: Difference) -> str:
    """The difference behind `expected it to run, but`."""
    name = f"`{difference.claim.name}`" if difference.claim is not None else "a name"
    return {
        Mismatch.TYPE: f"{name} has another type",
        Mismatch.NO_VARIABLE: f"{name} with a type is no variable",
        Mismatch.SEVERAL_VARIABLES: f"{name} with a type may be one of several variables",
        Mismatch.NO_TYPES: "rustc knows no types of it",
    }[difference.what]
