"""Which lines of an included file are shown: all, a section between markers, or ranges. Pure."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from borrowproof.annotations.numbers import line_number
from borrowproof.model.origin import SourceLine

_SECTION = re.compile(
    r"""(?P<pre>.*?)(?<!;)(?!(?<=-)-)(?P<escape>;*)
    (?P<section>-+8<-+[ \t]+\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[a-z][-_0-9a-z]*)[ \t]*\].*)""",
    re.VERBOSE | re.IGNORECASE,
)


def _marker(text: str) -> re.Match[str] | None:
    return _SECTION.match(text) if "8<-" in text else None


def is_marker(text: str) -> bool:
    """Whether a line of a Rust program is nothing but a comment that marks where a section starts or ends."""
    marker = _marker(text)
    return marker is not None and not marker["escape"] and marker["pre"].strip().rstrip("/!") == ""


def _unescaped(line: SourceLine, marker: re.Match[str]) -> SourceLine:
    return SourceLine(marker["pre"] + marker["escape"][1:] + marker["section"], line.origin)


def without_marker(line: SourceLine) -> SourceLine | None:
    """The line as a whole file shows it: None for a section's marker, an escaped one unescaped."""
    marker = _marker(line.text)
    if marker is None:
        return line
    return _unescaped(line, marker) if marker["escape"] else None


def ranges(lines: Sequence[SourceLine], written: str) -> list[SourceLine]:
    """The lines that `written` names, such as `3:7,-2:`, in that order. Raises AnnotationError."""
    found: list[SourceLine] = []
    for part in written.split(","):
        first, _, last = part.partition(":")
        low = _number(first) if first else 0
        low = max(0, low - 1) if low >= 0 else max(0, len(lines) + low)
        high = _number(last) if last else None
        if high is not None and high < 0:
            high = max(0, len(lines) + 1 + high)
        found.extend(lines[low:high])
    return found


def dedented(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines without the white space that all begin with, as `textwrap.dedent` takes it off."""
    texts = textwrap.dedent("\n".join(line.text for line in lines)).split("\n")
    return [_without_beginning(line, text) for line, text in zip(lines, texts, strict=False)]


def _without_beginning(line: SourceLine, text: str) -> SourceLine:
    taken = len(line.text) - len(text) if text else 0
    return SourceLine(text, replace(line.origin, column=line.origin.column + taken))


def _number(written: str) -> int:
    return -line_number(written[1:] or "0") if written.startswith("-") else line_number(written)


def section(lines: Sequence[SourceLine], name: str) -> list[SourceLine] | None:
    """The lines of a section without the markers in it, None where no marker starts it."""
    found: list[SourceLine] | None = None
    for line in lines:
        marker = _marker(line.text)
        if marker is not None and not marker["escape"]:
            if marker["name"] == name and marker["type"] != "start":
                return found
            if marker["name"] == name and found is None:
                found = []
        elif found is not None:
            found.append(_unescaped(line, marker) if marker is not None else line)
    return found
