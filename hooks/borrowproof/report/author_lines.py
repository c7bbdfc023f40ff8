"""rustc's text of a diagnostic, and std's of a panic, with the files and lines that an author wrote. Pure.

rustc is given a program as `src/main.rs`; its author knows it as lines of a page or of a file. The layout is that of
rustc's `HumanEmitter`: a gutter as wide as the largest line number; then ` | ` and the source, or ` --> ` and a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from borrowproof.backends.invocation import MAIN
from borrowproof.model.origin import Origin
from borrowproof.model.snippet import Snippet

_ARROW = re.compile(r"^( *)(-->|:::) (.+):(\d{1,9}):(\d{1,9})$")
_SOURCE = re.compile(r"^(\d{1,9}) *(?= [|+~-])")
_PLACE = re.compile(rf"\b{re.escape(MAIN)}:(\d{{1,9}}):(\d{{1,9}})")


def of_diagnostic(rendered: str, snippet: Snippet) -> str:
    """The text with the author's numbers; as it is where a line of it was written by nobody."""
    lines = rendered.split("\n")
    widths = [len(match[1]) for line in lines if (match := _ARROW.match(line))]
    if not widths:
        return rendered
    try:
        numbered = list(_numbered(lines, widths[0], snippet))
    except LookupError:
        return rendered
    width = max(len(number) for number, _ in numbered if number is not None) or widths[0]
    return "\n".join(text if number is None else f"{number:<{width}}{text}" for number, text in numbered)


def of_run(stderr: str, snippet: Snippet) -> str:
    """What a program wrote to stderr, with the author's places where it panicked."""

    def place(match: re.Match[str]) -> str:
        try:
            return _place(_origin(int(match[1]), snippet), int(match[2]))
        except LookupError:
            return match[0]

    return _PLACE.sub(place, stderr)


def _numbered(lines: list[str], width: int, snippet: Snippet) -> Iterator[tuple[str | None, str]]:
    """Each line as what stands in the gutter, and the rest; no gutter (None) where a line has none.

    Raises LookupError for a line of the program that no author wrote, or that is of another file than its neighbours.
    """
    file = MAIN
    shown = ""  # the author's file of the source below an arrow
    for line in lines:
        if (arrow := _ARROW.match(line)) and len(arrow[1]) == width:
            file, text = arrow[3], line[width:]
            if file == MAIN:
                origin = _origin(int(arrow[4]), snippet)
                shown, text = origin.file, f"{arrow[2]} {_place(origin, int(arrow[5]))}"
            yield "", text
        elif (source := _SOURCE.match(line)) and len(source[0]) == width:
            yield _number(int(source[1]), file, shown, snippet), line[width:]
        elif line.startswith(" " * width):
            yield "", line[width:]
        else:
            yield None, line


def _number(line: int, file: str, shown: str, snippet: Snippet) -> str:
    if file != MAIN:
        return str(line)
    origin = _origin(line, snippet)
    if shown and origin.file != shown:
        raise LookupError
    return str(origin.line)


def _origin(line: int, snippet: Snippet) -> Origin:
    found = snippet.lines[line - 1] if 0 < line <= len(snippet.lines) else None
    if found is None:
        raise LookupError
    return found


def _place(origin: Origin, column: int) -> str:
    return f"{origin}:{origin.column + column - 1}"
