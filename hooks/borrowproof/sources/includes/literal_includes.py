"""Which lines of a file Sphinx's `literalinclude` shows, and docutils' `include` as code. Pure.

Sources: https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html#directive-literalinclude, and the
filters of `sphinx.directives.code.LiteralIncludeReader`, which are tried in the same order here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.numbers import line_number
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.directive import Directive
from borrowproof.sources.includes import sections
from borrowproof.sources.includes.included_files import IncludedFiles

_MOST_FOLDERS = 20  # above a page, in which the root of its site is looked for
_PART = re.compile(r"(?P<first>\d*)(?P<dash>-?)(?P<last>\d*)")
_SELECTING = (
    *("lines", "start-at", "start-after", "end-at", "end-before", "start-line", "end-line", "dedent"),
    *("prepend", "append"),
)


def find(written: str, files: IncludedFiles) -> tuple[str, tuple[SourceLine, ...]]:
    """The path from the page to the file that a directive names, and its lines. Raises AnnotationError.

    A path that begins with `/` starts at the root of the site: that is the nearest folder from which it leads anywhere.
    """
    rooted = written.startswith("/")
    for number in range(_MOST_FOLDERS if rooted else 1):
        path = "../" * number + written.removeprefix("/")
        lines = files.lines(path)
        if lines is not None:
            return path, lines
    raise files.missing(written, written.removeprefix("/"))


def is_part(directive: Directive) -> bool:
    """Whether less than the file is shown, or more."""
    return any(directive.option(name) is not None for name in _SELECTING)


def selected(lines: Sequence[SourceLine], directive: Directive, at: Origin) -> list[SourceLine]:
    """The lines that are shown; `at` is where the directive stands. Raises AnnotationError."""
    if directive.option("diff") is not None:
        raise AnnotationError("this directive shows a difference, which is no Rust", "give it `:language: diff`")
    found = list(lines)
    if found and not found[-1].text:
        del found[-1]
    found = _sliced(found, directive)
    found = _from(found, directive)
    found = _until(found, directive)
    spec = directive.option("lines")
    if spec is not None:
        found = [found[n] for n in _numbers(spec, len(found)) if n < len(found)]
    found = _dedented(found, directive.option("dedent"))
    if not any(line.text.strip() for line in found):
        raise AnnotationError(
            f"the include of {directive.argument!r:.80} shows no code", "name lines that the file has"
        )
    before, behind = (directive.option(name) for name in ("prepend", "append"))
    return [*_added(before, at), *found, *_added(behind, at)]


def _added(text: str | None, at: Origin) -> list[SourceLine]:
    return [SourceLine(text, at)] if text is not None else []


def _sliced(lines: list[SourceLine], directive: Directive) -> list[SourceLine]:
    """`start-line` and `end-line` of docutils: a slice, counted from 0, from the end where it is negative."""
    first, last = (directive.option(name) for name in ("start-line", "end-line"))
    try:
        return lines[int(first) if first else None : int(last) if last else None]
    except ValueError:
        message = f"`start-line` and `end-line` are numbers; found {first or last!r:.40}"
        raise AnnotationError(message, "write a whole number") from None


def _from(lines: list[SourceLine], directive: Directive) -> list[SourceLine]:
    for name, behind in (("start-at", 0), ("start-after", 1)):
        wanted = directive.option(name)
        if wanted is not None:
            return lines[_line_with(wanted, lines, 0, name, directive) + behind :]
    return lines


def _until(lines: list[SourceLine], directive: Directive) -> list[SourceLine]:
    """Sphinx looks for `end-before` from the second line on."""
    for name, first, behind in (("end-at", 0, 1), ("end-before", 1, 0)):
        wanted = directive.option(name)
        if wanted is not None:
            return lines[: _line_with(wanted, lines, first, name, directive) + behind]
    return lines


def _line_with(wanted: str, lines: list[SourceLine], first: int, name: str, directive: Directive) -> int:
    found = next((n for n, line in enumerate(lines[first:], first) if wanted in line.text), None)
    if found is None:
        message = f"`:{name}:` looks for {wanted!r:.60}, which no line of {directive.argument!r:.80} has"
        raise AnnotationError(message, "correct the text, or mark the place in the file")
    return found


def _numbers(spec: str, length: int) -> Iterator[int]:
    """The lines that `1,3-5,7-` names, from 0."""
    for written in spec.split(","):
        part = _PART.fullmatch(written.strip())
        if part is None or not (part["first"] or part["last"]):
            message = f"`:lines: {spec:.40}` is not a list of lines"
            raise AnnotationError(message, "write e.g. `:lines: 1,3-5,7-`")
        first = line_number(part["first"]) if part["first"] else 1
        last = line_number(part["last"]) if part["last"] else length if part["dash"] else first
        yield from range(max(first, 1) - 1, min(last, length))


def _dedented(lines: list[SourceLine], wanted: str | None) -> list[SourceLine]:
    if not wanted:
        return lines if wanted is None else sections.dedented(lines)
    width = line_number(wanted) if wanted.isdecimal() else 0
    return [
        SourceLine(line.text[width:], replace(line.origin, column=line.origin.column + min(width, len(line.text))))
        for line in lines
    ]
