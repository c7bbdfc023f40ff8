"""The navigation of a site in mkdocs.yml, edited as text: comments, order and quotes stay as they were. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAV = re.compile(r"^nav:\s*(?:#.*)?$")
_ENTRY = re.compile(r"^\s*-\s+(?:[^#]*?:\s+)?(?P<quote>['\"]?)(?P<page>[^'\"\s]+\.md)(?P=quote)\s*(?:#.*)?$")
_STEP = 2  # columns by which an entry lies deeper than its section


def with_page(text: str, page: str, section: str) -> str | None:
    """The configuration with `page` listed behind the last page of its folder; in a new section where it has none.

    None where the text has no `nav` of its own, one entry a line.
    """
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if _NAV.match(line)), None)
    if start is None:
        return None
    end = _end(lines, start)
    folder = page.rpartition("/")[0]
    pages = {n: found["page"] for n in range(start + 1, end) if (found := _ENTRY.match(lines[n]))}
    beside = [n for n, listed in pages.items() if _folder(listed) == folder]
    if beside:
        last = beside[-1] + 1
        return "\n".join([*lines[:last], f"{' ' * _depth(lines[last - 1])}- {page}", *lines[last:]])
    outer = next((_depth(line) for line in lines[start + 1 : end] if line.lstrip().startswith("- ")), _STEP)
    new = [f"{' ' * outer}- {section}:", f"{' ' * (outer + 2 * _STEP)}- {page}"]
    return "\n".join([*lines[:end], *new, *lines[end:]])


def with_renamed(text: str, old: str, new: str) -> str:
    """The configuration with another name for a page, wherever the navigation lists it."""
    return "\n".join(
        line.replace(old, new) if (found := _ENTRY.match(line)) and found["page"] == old else line
        for line in text.split("\n")
    )


def without_page(text: str, page: str) -> str:
    """The configuration without a page, and without the section that it leaves empty."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if (found := _ENTRY.match(line)) and found["page"] == page), None)
    if at is None:
        return text
    del lines[at]
    above = lines[at - 1] if at else ""
    deeper = _depth(lines[at]) > _depth(above) if at < len(lines) and lines[at].strip() else False
    if re.match(r"^\s*-\s+[^#]*:\s*$", above) and not deeper:
        del lines[at - 1]
    return "\n".join(lines)


def _end(lines: Sequence[str], start: int) -> int:
    """The line behind the last one of the navigation."""
    last = start
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and not line.lstrip().startswith("#") and not re.match(r"^\s*-|^\s", line):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            last = number
    return last + 1


def _folder(page: str) -> str:
    return page.rpartition("/")[0]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
