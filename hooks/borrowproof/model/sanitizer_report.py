"""What a sanitizer reports of a run: which undefined behaviour, and which lines had a part in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DATA_RACE = "data-race"
# The kinds that a program can claim, as the summaries of AddressSanitizer and ThreadSanitizer call them.
KINDS = (
    "heap-use-after-free",
    "double-free",
    "heap-buffer-overflow",
    "stack-buffer-overflow",
    "stack-use-after-return",
    "stack-use-after-scope",
    "global-buffer-overflow",
    "bad-free",
    DATA_RACE,
)


class MemoryEvent(StrEnum):
    """What a line did to the memory that a report is about."""

    READ = "read"
    WRITTEN = "written"
    FREED = "freed"
    ALLOCATED = "allocated"


@dataclass(frozen=True, slots=True)
class MemoryAccess:
    """One event, and the line of `Snippet.code` that caused it, directly or in a function of std that it called."""

    event: MemoryEvent
    line: int


@dataclass(frozen=True, slots=True)
class SanitizerReport:
    """Undefined behaviour of one `kind`. `accesses` begin with what was wrong; those outside of the program are left
    out."""

    kind: str
    accesses: tuple[MemoryAccess, ...]

    def same_as(self, other: SanitizerReport) -> bool:
        """Whether both tell of the same; which of two threads came first is chance."""
        return self.kind == other.kind and sorted(self.accesses, key=str) == sorted(other.accesses, key=str)

    def __str__(self) -> str:
        named = ", ".join(f"{access.event} {access.line}" for access in self.accesses)
        return f"{self.kind}: {named}" if named else self.kind
