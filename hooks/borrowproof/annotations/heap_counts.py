"""`allocs=3 bytes=72 leaked=0`: what `//@ heap` says that a run does with the heap. Pure."""

from __future__ import annotations

import re
from dataclasses import fields

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.expectation import HeapClaim
from borrowproof.model.outcome import Cost
from borrowproof.spelling import closest

# What each is called in a `Cost`.
_COUNTED = {"allocs": "allocations", "bytes": "requested", "resizes": "resizes", "copied": "copied", "leaked": "leaked"}
COUNTS = tuple(field.name for field in fields(HeapClaim))
_WRITE = "write what is counted and a number, such as `//@ heap allocs=1 bytes=8 leaked=0`"


def parse(text: str, line: int) -> HeapClaim:
    """The claim behind `//@ heap`. Raises AnnotationError where it says nothing, or what nobody counts."""
    if not text:
        raise AnnotationError("`//@ heap` claims nothing", _WRITE, line)
    said: dict[str, int] = {}
    for word in text.split():
        name, _, number = word.partition("=")
        if name not in COUNTS:
            hint = closest(name, COUNTS)
            valid = ", ".join(f"`{count}`" for count in COUNTS)
            raise AnnotationError(f"`{word}` in `//@ heap`: nobody counts `{name}`", f"{hint}counted are {valid}", line)
        if name in said:
            raise AnnotationError(f"`//@ heap` says `{name}` twice", "keep the one that is meant", line)
        if not re.fullmatch(r"[0-9]{1,15}", number):
            raise AnnotationError(f"`{word}` in `//@ heap` names no number", _WRITE, line)
        said[name] = int(number)
    return HeapClaim(**said)


def differing(claim: HeapClaim, cost: Cost) -> tuple[tuple[str, int, int], ...]:
    """Each count that is not as it was claimed: its name, the claimed number, and the counted one."""
    counted = ((name, claimed, getattr(cost, _COUNTED[name])) for name, claimed in claim.said)
    return tuple((name, claimed, number) for name, claimed, number in counted if claimed != number)
