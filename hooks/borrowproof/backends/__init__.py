"""What judges a program. A backend knows no Markdown and no expectation: jobs in, outcomes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Job, NotChecked, Outcome

Answer = Outcome | NotChecked


class Backend(Protocol):
    """A compiler that can be asked."""

    @property
    def toolchain(self) -> Toolchain: ...

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """Answer every job once, in any order, as answers come in."""
        ...
