"""Rust blocks of reStructuredText, as Sphinx and docutils see them: `.. code-block:: rust` and its other names. Pure.

The words of the option `:class:` are taken for tags, since a directive has no other place for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from borrowproof.annotations.tags import parse_tags
from borrowproof.model.origin import SourceLine
from borrowproof.model.snippet import Unread
from borrowproof.sources.markdown.fence import Fence

_CODE = re.compile(r"\s*\.\.\s+(?:code-block|code|sourcecode)::(?P<language>.*)")
_INCLUDE = re.compile(r"\s*\.\.\s+literalinclude::\s*\S+\.rs\b")
_HIGHLIGHT = re.compile(r"\s*\.\.\s+highlight::\s*rust\b")
_MARKUP = re.compile(r"\s*\.\.(?:\s+(?:[\w.+:-]+::|_|\[|\||__ ).*)")  # what `..` begins, if not a comment
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):(?P<value>.*)")


def scan(lines: Sequence[SourceLine]) -> tuple[Fence, ...]:
    """Every Rust block in order. What stands in comments, literal blocks and code of other languages is text."""
    found: list[Fence] = []
    index = 0
    while index < len(lines):
        text = lines[index].text
        code = _CODE.fullmatch(text)
        if code is None and not _is_verbatim(text):
            index += 1
            continue
        end = _block_end(lines, index)
        tags = parse_tags(code["language"].strip()) if code is not None else None
        if tags is not None and tags.is_rust and tags.words:
            found.append(_block(lines, index, end))
        index = end
    return tuple(found)


def speaks_of_rust(lines: Sequence[SourceLine]) -> bool:
    """Whether a page shows any Rust, by whatever directive."""
    return next(unread(lines), None) is not None or bool(scan(lines))


def unread(lines: Sequence[SourceLine]) -> Iterator[Unread]:
    """What a page shows as Rust by other directives."""
    for line in lines:
        if _INCLUDE.match(line.text):
            yield Unread(line.origin, "`literalinclude` is not read")
        elif _HIGHLIGHT.match(line.text):
            yield Unread(line.origin, "blocks below `highlight:: rust` are read only where they name Rust themselves")


def _is_verbatim(text: str) -> bool:
    """Whether what is indented below a line is no markup: a comment, or a literal block behind `::`."""
    stripped = text.strip()
    if stripped.startswith(".."):
        return stripped == ".." or (stripped.startswith(".. ") and _MARKUP.match(text) is None)
    return stripped.endswith("::")


def _block_end(lines: Sequence[SourceLine], first: int) -> int:
    """The line behind what is indented below a line."""
    indentation = _indentation(lines[first].text)
    end = first + 1
    while end < len(lines) and (not lines[end].text.strip() or _indentation(lines[end].text) > indentation):
        end += 1
    return end


def _indentation(text: str) -> int:
    expanded = text.expandtabs(8)
    return len(expanded) - len(expanded.lstrip(" "))


def _block(lines: Sequence[SourceLine], opener: int, end: int) -> Fence:
    start = opener + 1
    classes: list[str] = []
    while start < end and (option := _OPTION.fullmatch(lines[start].text)) is not None:
        classes += option["value"].split() if option["name"] == "class" else []
        start += 1
    while start < end and not lines[start].text.strip():
        start += 1
    while end > start and not lines[end - 1].text.strip():
        end -= 1
    body = lines[start:end]
    width = min((_indentation(line.text) for line in body if line.text.strip()), default=0)
    dedented = tuple(_dedented(line, width) for line in body)
    text = "\n".join(line.text for line in dedented)
    return Fence(",".join(["rust", *classes]), "", opener, end, "", "", dedented, text)


def _dedented(line: SourceLine, width: int) -> SourceLine:
    text = line.text.expandtabs(8)[width:]
    cut = len(line.text) - len(text) if line.text.endswith(text) else 0
    return SourceLine(text, replace(line.origin, column=line.origin.column + cut))
