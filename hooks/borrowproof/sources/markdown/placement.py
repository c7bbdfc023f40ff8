"""Which of the fences that superfences found does a page really show?

Superfences formats a fence before Python-Markdown knows whether it stands in an indented code block (then
the fence's text is restored as code) or in an HTML comment (then readers never see it). The lines around a
fence nearly always leave no doubt. Where they do, Python-Markdown itself is asked: the page's fences are
reduced to empty ones with a number, the page is rendered, and the numbers are looked for.

The answer depends on the extensions that a site uses. Those rendered with here are the ones that open
containers for fences; a site with others may differ, which its build sees by counting both sets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from borrowproof.sources.markdown.fence import Fence

_CONTAINER = re.compile(
    r"""(?P<block>
      !!![ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+".*?")?[ ]*
      |\?\?\?\+?[ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+".*?")?[ ]*
      |===(?:\+|\+!|!\+|!)?[ ]+".*?"[ ]*)
    |(?P<item>(?:[-*+]|\d+\.)[ ]++(?![-*_ ]+$)\S.*)""",
    re.VERBOSE,
)
_LEAD = re.compile(r"[> ]*")
_COMMENT_END = re.compile("--!?>")
_SHOWN = re.compile(r'<pre class="fence-(\d+)">')
_INDENT = 4


def shown(texts: Sequence[str], fences: tuple[Fence, ...]) -> tuple[Fence, ...]:
    """Those of `fences` that a reader sees as code blocks; `texts` are the page's normalized lines."""
    if not fences:
        return ()
    page = _Page(texts, fences)
    if page.all_surely_shown():
        return fences
    numbers = _rendered(page)
    return tuple(fence for number, fence in enumerate(fences) if number in numbers)


class _Page:
    """The lines of a page, with each fence reduced to its opener's line, and every other line of it None."""

    def __init__(self, texts: Sequence[str], fences: Sequence[Fence]) -> None:
        self.fences = fences
        self.lines: list[str | None] = list(texts)
        for fence in fences:
            self.lines[fence.opener + 1 : fence.closer + 1] = [None] * (fence.closer - fence.opener)
        self._commented = self._comments()
        self._containers: dict[tuple[int, int], bool] = {}

    def _comments(self) -> set[int]:
        """The lines that a comment, were it one, would span."""
        if not any(line is not None and "<!--" in line for line in self.lines):
            return set()
        kept = [(index, line) for index, line in enumerate(self.lines) if line is not None]
        starts = [0, *accumulate(len(line) + 1 for _, line in kept)]
        found: set[int] = set()
        for start, end in _comment_spans("\n".join(line for _, line in kept)):
            found.update(kept[n][0] for n in range(bisect_right(starts, start) - 1, bisect_right(starts, end)))
        return found

    def all_surely_shown(self) -> bool:
        """Whether the lines around leave no doubt about any fence."""
        openers = {fence.opener for fence in self.fences}
        deepest = -1  # the widest lead of the lines above in the same block
        around: list[tuple[int, int]] = []  # lines above, each with its indentation, which all below it exceed
        for index, line in enumerate(self.lines):
            if line is None:
                continue
            width = len(_lead(line))
            if index in openers and not self._surely_shown(index, width, deepest, around):
                return False
            deepest = max(deepest, width) if line.strip() else -1
            if line.strip():
                indentation = _indentation(line)
                while around and around[-1][0] >= indentation:
                    around.pop()
                around.append((indentation, index))
        return True

    def _surely_shown(self, opener: int, width: int, deepest: int, around: Sequence[tuple[int, int]]) -> bool:
        # A deeper line above in the same block may begin indented code that takes the fence in.
        if opener in self._commented or deepest >= width + _INDENT:
            return False
        lead = _lead(self.lines[opener] or "")
        return " " * _INDENT not in lead or (">" not in lead and self._contained(width, around))

    def _contained(self, width: int, around: Sequence[tuple[int, int]]) -> bool:
        """Whether every level of indentation is opened by an admonition, a tab or a list item."""
        above = len(around)
        for level in range(width // _INDENT * _INDENT, 0, -_INDENT):
            above = bisect_left(around, (level, -1), 0, above) - 1
            if above < 0 or not self._opens(around[above][1], level - _INDENT):
                return False
        return True

    def _opens(self, index: int, width: int) -> bool:
        """Whether a line surely opens a container: it has the form of one, and a block begins with it.

        An item may also stand below another one that does.
        """
        first = index
        while (first, width) not in self._containers and self._is_item_below_another(first, width):
            first -= 1
        known = self._containers.setdefault((first, width), self._begins(first, width))
        self._containers.update({(n, width): known for n in range(first, index + 1)})
        return known

    def _is_item_below_another(self, index: int, width: int) -> bool:
        above = self.lines[index - 1] if index else None
        match = self._container(index, width)
        return bool(above and above.strip()) and match is not None and match["item"] is not None

    def _begins(self, index: int, width: int) -> bool:
        above = self.lines[index - 1] if index else ""
        return self._container(index, width) is not None and above is not None and not above.strip()

    def _container(self, index: int, width: int) -> re.Match[str] | None:
        line = self.lines[index] or ""
        return _CONTAINER.fullmatch(line, width) if _indentation(line) == width else None


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _comment_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments of a text begin and end; one that never ends is none."""
    start = text.find("<!--")
    while start >= 0 and (end := _COMMENT_END.search(text, start + 4)) is not None:
        yield start, end.end()
        start = text.find("<!--", end.end())


def _without_comments(text: str) -> str:
    kept, position = [], 0
    for start, end in _comment_spans(text):
        kept.append(text[position:start])
        position = end
    return "".join([*kept, text[position:]])


def _lead(line: str) -> str:
    match = _LEAD.match(line)
    return match[0] if match else ""


def _rendered(page: _Page) -> set[int]:
    """The numbers of the fences that Python-Markdown shows on the page."""
    lines: list[str | None] = list(page.lines)
    for number, fence in enumerate(page.fences):
        lead = _lead(lines[fence.opener] or "")
        lines[fence.opener] = f"{lead}```fence-{number}\n{lead}```"
    text = "\n".join(line for line in lines if line is not None)
    html = _without_comments(_renderer()(text))
    return {int(number) for number in _SHOWN.findall(html)}


@lru_cache(maxsize=1)
def _renderer() -> Callable[[str], str]:
    from markdown import Markdown

    fence = {"name": "*", "class": "", "format": _number}
    extensions = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"]
    pymdownx = ["pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed"]
    configuration = {"pymdownx.superfences": {"custom_fences": [fence]}}
    markdown = Markdown(extensions=[*extensions, *pymdownx], extension_configs=configuration)
    return lambda text: str(markdown.reset().convert(text))


def _number(_source: str, language: str, *_: Any, **__: Any) -> str:
    return f'<pre class="{language}"></pre>'
