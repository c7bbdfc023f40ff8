"""Which of a page's failed includes may hide Rust. Pure.

In a project of others a missing C file, or a helper that the text only speaks of, is nothing that a check of Rust is
asked about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from borrowproof.model.origin import Origin, Problem
from borrowproof.sources.includes.pymdownx import Expanded
from borrowproof.sources.markdown.fence import Fence

_ALONE = re.compile(r"[\s>]*\{\{[^{}]*\}\}\s*")


def about_rust(expanded: Expanded, fences: Sequence[Fence], is_rust: Callable[[Fence], bool]) -> Iterator[Problem]:
    """The problems of includes within Rust fences, and of those that stand on a line of their own: they may include a
    page.
    """
    left = {line.origin: line.text for line in expanded.lines if "{{" in line.text}  # as mdBook leaves what fails
    around = _Ranges(expanded, fences)
    for problem in expanded.problems:
        fence = around.fence_at(problem.origin)
        if fence is not None:
            relevant = is_rust(fence)
        else:
            relevant = problem.origin not in left or _ALONE.fullmatch(left[problem.origin]) is not None
        if relevant:
            yield problem


class _Ranges:
    """The fences of a page by the lines that they take, file by file."""

    def __init__(self, expanded: Expanded, fences: Sequence[Fence]) -> None:
        self._found: dict[str, list[tuple[int, int, Fence]]] = {}
        for fence in fences:
            opener = expanded.lines[max(fence.opener, 0)].origin
            closer = expanded.lines[min(fence.closer, len(expanded.lines) - 1)].origin
            if opener.file == closer.file:
                self._found.setdefault(opener.file, []).append((opener.line, closer.line, fence))
        for found in self._found.values():
            found.sort(key=lambda entry: entry[0])

    def fence_at(self, origin: Origin) -> Fence | None:
        """The fence that a line belongs to; None where it belongs to none."""
        found = self._found.get(origin.file, [])
        number = bisect_right(found, origin.line, key=lambda entry: entry[0]) - 1
        return found[number][2] if number >= 0 and origin.line <= found[number][1] else None
