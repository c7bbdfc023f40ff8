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
_OPEN_TAG = re.compile(r"<[a-zA-Z/?][^<>]*(?=<|\Z)")
_SHOWN = re.compile(r'<pre class="fence-(\d+)">')
_INDENT = 4
DEEPEST = 50  # levels of lists, quotes and other containers; Python-Markdown, which recurses, bears about 100
MOST_MARKUP = 2000  # `<` on a page that Python-Markdown has to be asked about; its time grows with their square
LONGEST = 500_000  # characters of such a page
# What Python-Markdown looks for within paragraphs and hides no fence: it would only take time.
_NO_MATTER = (
    *("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "autolink"),
    *("automail", "linebreak", "not_strong", "em_strong", "em_strong2"),
)


class TooMuchMarkup(Exception):
    """A page that takes Markdown too long: `line` is the index of the first line that is too much."""

    def __init__(self, line: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.fix = fix


def shown(texts: Sequence[str], fences: tuple[Fence, ...]) -> tuple[Fence, ...]:
    """Those of `fences` that a reader sees as code blocks; `texts` are the page's normalized lines.

    Raises TooMuchMarkup.
    """
    if not fences:
        return ()
    page = _Page(texts, fences)
    page.check_tags()
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

    def first_markup(self) -> int:
        """The first line with a `<`, or the first of all."""
        return next((n for n, line in enumerate(self.lines) if line and "<" in line), 0)

    def check_tags(self) -> None:
        """Raise TooMuchMarkup for more tags without an end than Python-Markdown bears, wherever the fences stand."""
        text = "\n".join(line for line in self.lines if line is not None and ("<" in line or ">" in line))
        if text.count("<") > MOST_MARKUP and len(_OPEN_TAG.findall(text)) > MOST_MARKUP:
            message = f"more than {MOST_MARKUP:,} tags of this page have no `>`"
            raise TooMuchMarkup(self.first_markup(), message, "close them, or write `&lt;` for a `<` that is none")

    def all_surely_shown(self) -> bool:
        """Whether the lines around leave no doubt about any fence."""
        openers = {fence.opener for fence in self.fences}
        deepest = -1  # the widest lead of the lines above in the same block
        around: list[tuple[int, int]] = []  # lines above, each with its indentation, which all below it exceed
        for index, line in enumerate(self.lines):
            if line is None:
                continue
            lead = _lead(line)
            width = len(lead)
            if lead.count(">") > DEEPEST or (line.strip() and width > DEEPEST * _INDENT):
                fix = f"keep what stands there within {DEEPEST} levels"
                raise TooMuchMarkup(index, f"this is nested more than {DEEPEST} deep", fix)
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
    if text.count("<") > MOST_MARKUP or len(text) > LONGEST:
        limit = f"{MOST_MARKUP:,} `<` or {LONGEST:,} characters"
        message = f"whether this page shows its fences takes too long to find out: it has more than {limit}"
        fix = "split the page, or keep fences out of comments and indented text"
        raise TooMuchMarkup(page.first_markup(), message, fix)
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
    for name in _NO_MATTER:
        markdown.inlinePatterns.deregister(name, strict=False)
    return lambda text: str(markdown.reset().convert(text))


def _number(_source: str, language: str, *_: Any, **__: Any) -> str:
    return f'<pre class="{language}"></pre>'
