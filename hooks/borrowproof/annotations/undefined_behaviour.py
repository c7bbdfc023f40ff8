"""`heap-use-after-free: read 6, freed 5`: what `//@ undefined_behaviour` says that a sanitizer reports. Pure.

It is read back from what a report says of itself, so that one can be written as the other.
"""

from __future__ import annotations

import re

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.sanitizer_report import KINDS, MemoryAccess, MemoryEvent, SanitizerReport
from borrowproof.spelling import closest

_ACCESS = re.compile(rf"({'|'.join(MemoryEvent)}) ([1-9][0-9]{{0,8}})")
_WRITE = "write what happens and on which lines, such as `//@ undefined_behaviour heap-use-after-free: read 6, freed 5`"


def parse(text: str, line: int) -> SanitizerReport:
    """The report that is claimed. Raises AnnotationError."""
    kind, _, accesses = text.partition(":")
    if not text:
        raise AnnotationError("`//@ undefined_behaviour` claims nothing", _WRITE, line)
    if kind.strip() not in KINDS:
        valid = ", ".join(f"`{known}`" for known in KINDS)
        hint = closest(kind.strip(), KINDS)
        raise AnnotationError(
            f"`{kind.strip()}` is no undefined behaviour that is known", f"{hint}known are {valid}", line
        )
    found = [_ACCESS.fullmatch(part.strip()) for part in accesses.split(",")]
    named = [match for match in found if match is not None]
    if len(named) != len(found):
        raise AnnotationError(f"`//@ undefined_behaviour {text}` does not say on which lines", _WRITE, line)
    return SanitizerReport(kind.strip(), tuple(MemoryAccess(MemoryEvent(m[1]), int(m[2])) for m in named))


def read(text: str) -> SanitizerReport:
    """A report that wrote itself down, of whatever kind."""
    kind, _, accesses = text.partition(": ")
    found = _ACCESS.finditer(accesses)
    return SanitizerReport(kind, tuple(MemoryAccess(MemoryEvent(m[1]), int(m[2])) for m in found))
