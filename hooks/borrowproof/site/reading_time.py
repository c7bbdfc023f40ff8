"""What the learning path says of a lesson, counted on the page itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from borrowproof import reading_pace

_QUESTION = re.compile(r'\bdata-question="([^"]+)"')
_ASIDE = frozenset({"template", "script", "style", "svg", "nav"})
_BESIDE = frozenset({"bp-lanes", "bp-sentence"})  # the classes of what stands beside the lines of a program
_ANSWERS = "question"  # the class of folds (`??? question`) that answer what the page asks: they are meant to be opened
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


def minutes(html: str) -> int:
    """Whole minutes, at least 1, for a page's content.

    What is folded away at first is not counted, except for what answers a prediction, nor are tabs but the first of a
    set, and what stands beside code.
    """
    counter = _Counter()
    counter.feed(html)
    counter.close()
    return reading_pace.minutes(counter.words, counter.lines)


def question_ids(html: str) -> list[str]:
    """What the questions of a page are called, as its scripts remember answers to them."""
    return _QUESTION.findall(html)


class _Counter(HTMLParser):
    """Counts words of prose and lines of code, outside of whatever is folded, not text, or beside code."""

    def __init__(self) -> None:
        super().__init__()
        self.words = 0
        self.lines = 0
        self._open: list[tuple[str, bool]] = []  # each element around here, and whether it is passed over
        self._tabs = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            classes = (dict(attrs).get("class") or "").split()
            aside = (
                tag in _ASIDE
                or _is_folded(tag, classes)
                or not _BESIDE.isdisjoint(classes)
                or self._is_other_tab(classes)
            )
            self._open.append((tag, aside))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        around = {name for name, _ in self._open}
        if any(aside for _, aside in self._open):
            return
        if "pre" in around:
            self.lines += data.count("\n")
        elif "figure" not in around:
            self.words += len(data.split())

    def _is_other_tab(self, classes: list[str]) -> bool:
        """Whether a tab begins that is not the first of its set: a reader looks into one."""
        self._tabs = 0 if "tabbed-set" in classes else self._tabs + ("tabbed-block" in classes)
        return "tabbed-block" in classes and self._tabs > 1


def _is_folded(tag: str, classes: Sequence[str]) -> bool:
    return tag == "details" and _ANSWERS not in classes
