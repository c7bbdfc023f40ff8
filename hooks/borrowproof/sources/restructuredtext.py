"""Rust blocks of reStructuredText, as Sphinx and docutils see them: `.. code-block:: rust` and its other names. Pure.

The words of the option `:class:` are taken for tags, since a directive has no other place for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from borrowproof.model.origin import SourceLine
from borrowproof.model.snippet import Unread
from borrowproof.sources.directive import OF_CODE, Directive, is_rust, options
from borrowproof.sources.markdown.fence import Fence

_DIRECTIVE = re.compile(r"\s*\.\.\s+(?P<name>[A-Za-z][\w+.:-]*?)::(?:\s+(?P<argument>.*?))?\s*")
_MARKUP = re.compile(r"\s*\.\.(?:\s+(?:[\w.+:-]+::|_|\[|\||__ ).*)")  # what `..` begins, if not a comment


@dataclass(frozen=True, slots=True)
class _Found:
    """A directive on line `opener`; what stands in it are `lines[start:end]`, behind its options."""

    directive: Directive
    opener: int
    start: int
    end: int


def scan(lines: Sequence[SourceLine]) -> tuple[Fence, ...]:
    """Every Rust block in order. What stands in comments, literal blocks and code of other languages is text."""
    return tuple(_block(lines, found) for found in _directives(lines) if is_rust(found.directive.language))


def speaks_of_rust(lines: Sequence[SourceLine]) -> bool:
    """Whether a page shows any Rust, by whatever directive, or another page."""
    return any(
        is_rust(found.directive.language) or found.directive.shows_page or _why_unread(found.directive)
        for found in _directives(lines)
    )


def unread(lines: Sequence[SourceLine]) -> Iterator[Unread]:
    """What a page shows as Rust by other directives."""
    for found in _directives(lines):
        why = _why_unread(found.directive)
        if why:
            yield Unread(lines[found.opener].origin, why)


def pages(lines: Sequence[SourceLine]) -> Iterator[tuple[SourceLine, str]]:
    """The other pages whose text a page shows: where it says so, and the path."""
    for found in _directives(lines):
        if found.directive.shows_page:
            yield lines[found.opener], found.directive.argument


def _why_unread(directive: Directive) -> str:
    if directive.name == "highlight" and is_rust(directive.argument):
        return "blocks below `highlight:: rust` are read only where they name Rust themselves"
    return f"the directive `{directive.name}` is not read" if directive.hides_rust else ""


def _directives(lines: Sequence[SourceLine]) -> Iterator[_Found]:
    """All directives that are no text themselves."""
    index = 0
    while index < len(lines):
        text = lines[index].text
        match = _DIRECTIVE.fullmatch(text)
        end = _block_end(lines, index) if match is not None or _is_verbatim(text) else index + 1
        if match is not None:
            given, taken = options([line.text for line in lines[index + 1 : end]])
            found = Directive(match["name"], (match["argument"] or "").strip(), given)
            yield _Found(found, index, index + 1 + taken, end)
            end = end if found.name in OF_CODE else index + 1  # others may hold more
        index = end


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


def _block(lines: Sequence[SourceLine], found: _Found) -> Fence:
    start, end = found.start, found.end
    if found.directive.shows_file:
        return Fence(found.directive.info, "", found.opener, end, "", "", (), "", directive=found.directive)
    while start < end and not lines[start].text.strip():
        start += 1
    while end > start and not lines[end - 1].text.strip():
        end -= 1
    body = lines[start:end]
    width = min((_indentation(line.text) for line in body if line.text.strip()), default=0)
    dedented = tuple(_dedented(line, width) for line in body)
    text = "\n".join(line.text for line in dedented)
    return Fence(found.directive.info, "", found.opener, end, "", "", dedented, text, directive=found.directive)


def _dedented(line: SourceLine, width: int) -> SourceLine:
    text = line.text.expandtabs(8)[width:]
    cut = len(line.text) - len(text) if line.text.endswith(text) else 0
    return SourceLine(text, replace(line.origin, column=line.origin.column + cut))
