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
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from borrowproof.sources.markdown.fence import Fence

_CONTAINER = re.compile(
    r"""(?P<block>
      !!![ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+".*?")?[ ]*
      |\?\?\?\+?[ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+".*?")?[ ]*
      |===(?:\+|\+!|!\+|!)?[ ]+".*?"[ ]*)
    |(?P<item>(?:[-*+]|\d+\.)[ ]+(?![-*_ ]+$)\S.*)""",
    re.VERBOSE,
)
_LEAD = re.compile(r"[> ]*")
_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_SHOWN = re.compile(r'<pre class="fence-(\d+)">')
_INDENT = 4


def shown(texts: Sequence[str], fences: tuple[Fence, ...]) -> tuple[Fence, ...]:
    """Those of `fences` that a reader sees as code blocks; `texts` are the page's normalized lines."""
    if not fences:
        return ()
    page = _Page(texts, fences)
    if all(page.surely_shown(fence) for fence in fences):
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

    def _comments(self) -> set[int]:
        """The lines that a comment, were it one, would span."""
        if not any(line is not None and "<!--" in line for line in self.lines):
            return set()
        kept = [(index, line) for index, line in enumerate(self.lines) if line is not None]
        text = "\n".join(line for _, line in kept)
        spans = [(text.count("\n", 0, m.start()), text.count("\n", 0, m.end())) for m in _COMMENT.finditer(text)]
        return {kept[number][0] for first, last in spans for number in range(first, last + 1)}

    def surely_shown(self, fence: Fence) -> bool:
        """Whether the lines around leave no doubt."""
        lead = _lead(self.lines[fence.opener] or "")
        if fence.opener in self._commented or self._below_deeper_line(fence.opener, len(lead)):
            return False
        return " " * _INDENT not in lead or (">" not in lead and self._contained(fence.opener, len(lead)))

    def _below_deeper_line(self, index: int, width: int) -> bool:
        """Whether a line above in the same block may begin indented code that takes the fence in."""
        for line in reversed(self.lines[:index]):
            if line is None:
                continue
            if not line.strip():
                return False
            if len(_lead(line)) >= width + _INDENT:
                return True
        return False

    def _contained(self, index: int, width: int) -> bool:
        """Whether every level of indentation is opened by an admonition, a tab or a list item."""
        level = width // _INDENT * _INDENT
        while level and index:
            index -= 1
            line = self.lines[index]
            if line is None or not line.strip() or line.startswith(" " * level):
                continue
            if not self._opens(index, level - _INDENT):
                return False
            level -= _INDENT
        return level == 0

    def _opens(self, index: int, width: int) -> bool:
        """Whether a line surely opens a container: it has the form of one, and a block begins with it."""
        line = self.lines[index] or ""
        if len(line) - len(line.lstrip(" ")) != width:
            return False
        match = _CONTAINER.fullmatch(line, width)
        if match is None:
            return False
        above = self.lines[index - 1] if index else ""
        if above is not None and not above.strip():
            return True
        return above is not None and match["item"] is not None and self._opens(index - 1, width)


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
    html = _COMMENT.sub("", _renderer()(text))
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
