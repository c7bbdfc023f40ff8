"""Where the search for a fence's closer ends, as superfences searches: at a closer, or at a line that breaks off.

A page may hold as many openers as lines, and each may look for its closer as far as the page's end. What was seen
for one of them is kept for the others, so that no line is looked at again for openers of the same kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

_LEAD = re.compile(r"[> ]*")
_CLOSER = re.compile(r"[> ]*(?:`{3,}|~{3,})[ \t]*")


class FenceEnds:
    """The ends of the fences of one page, whose normalized lines are `texts`; openers are asked for in their order."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._closers: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._broken: dict[tuple[int, int], tuple[int, int]] = {}
        for index, text in enumerate(texts):
            if ("```" in text or "~~~" in text) and _CLOSER.fullmatch(text):
                width = len(_lead(text))
                self._closers[width, text[width:].rstrip(" \t")].append(index)

    def end(self, opener: int, prefix: str, marker: str) -> tuple[int, bool]:
        """The line that ends the search for a closer, and whether it is one; superfences resumes behind it."""
        closers = self._closers[len(prefix), marker]
        after = bisect_right(closers, opener)
        closer = closers[after] if after < len(closers) else len(self._texts)
        broken = self._break(opener + 1, len(prefix), prefix.count(">"))
        return (closer, True) if closer < broken else (broken, False)

    def _break(self, start: int, width: int, level: int) -> int:
        """The first line from `start` on that breaks off a fence whose prefix has this width and so many `>`."""
        if not width:
            return len(self._texts)
        seen_from, found = self._broken.get((width, level), (0, -1))
        if not seen_from <= start <= found:
            breaks = self._breaks_quote if level else self._breaks_plain
            found = start
            while found < len(self._texts) and not breaks(found, width, level):
                found += 1
            self._broken[width, level] = (start, found)
        return found

    def _breaks_plain(self, index: int, width: int, _level: int) -> bool:
        """Whether a line breaks off a fence outside quotes (`eval_fence`)."""
        text = self._texts[index]
        lead = _lead(text)[:width]
        return bool(text.strip()) and (">" in lead or (len(lead) < width and len(text) > len(lead)))

    def _breaks_quote(self, index: int, width: int, level: int) -> bool:
        """Whether a line breaks off a fence within `>` quotes (`eval_quoted`)."""
        text = self._texts[index]
        lead = _lead(text)[:width]
        if lead.count(">") > level:
            return True
        if len(text) == len(lead):
            return False
        # (The first line of a fence lies behind its opener, which is not blank.)
        return len(lead) < width or (lead.count(">") < level and self._is_blank(index - 1, width))

    def _is_blank(self, index: int, width: int) -> bool:
        """Whether nothing stands behind the prefix."""
        return len(self._texts[index]) == len(_lead(self._texts[index])[:width])


def _lead(text: str) -> str:
    return text[: _LEAD.match(text).end()]  # type: ignore[union-attr]  # matches anything
