"""Rust code as HTML: one element a line under the compiler's own line numbers, spans marked, labels below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from pygments.lexers.rust import RustLexer
from pygments.token import STANDARD_TYPES

from borrowproof.model import Diagnostic, Span

TAB = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one line that a diagnostic points at; columns in characters from 1, `end` exclusive."""

    line: int
    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Note:
    """A label that stands below its line, from `column` on."""

    line: int
    column: int
    text: str
    role: str


def role(diagnostic: Diagnostic, span: Span) -> str:
    """How a span is drawn: as what is wrong (`error`, `warning`) or as where it comes from (`context`)."""
    return diagnostic.level.value if span.primary else "context"


def marks(diagnostics: Iterable[Diagnostic], code: str) -> tuple[Mark, ...]:
    """What rustc underlines. A span over several lines is marked on its first line."""
    lines = code.split("\n")
    found = []
    for diagnostic in diagnostics:
        for span in diagnostic.spans:
            if span.foreign or span.line_start > len(lines):
                continue
            end = span.column_end if span.line_end == span.line_start else len(lines[span.line_start - 1]) + 1
            found.append(Mark(span.line_start, span.column_start, end, role(diagnostic, span)))
    return tuple(found)


def notes(diagnostics: Iterable[Diagnostic]) -> tuple[Note, ...]:
    """rustc's labels, each once, in reading order."""
    found = {
        Note(span.line_start, span.column_start, span.label, role(diagnostic, span))
        for diagnostic in diagnostics
        for span in diagnostic.spans
        if span.label and not span.foreign
    }
    return tuple(sorted(found, key=lambda n: (n.line, -n.column, n.role, n.text)))


def listing(
    code: str,
    shown: Sequence[int],
    *,
    marked: Sequence[Mark] = (),
    noted: Sequence[Note] = (),
    highlighted: frozenset[int] = frozenset(),
) -> str:
    """The `shown` lines (1-based) of `code` as the content of a `<pre>`."""
    tokens = _token_lines(code)
    texts = code.split("\n")
    width = len(str(max(shown, default=1)))
    return "".join(
        _line(number, tokens[number - 1], [m for m in marked if m.line == number], width, number in highlighted)
        + "".join(_note(n, texts[number - 1]) for n in noted if n.line == number)
        for number in shown
    )


def _token_lines(code: str) -> list[list[tuple[str, str]]]:
    """The (CSS class, text) pairs of each line."""
    lines: list[list[tuple[str, str]]] = [[]]
    # Unprocessed: `get_tokens` turns a lone carriage return into a line of its own.
    for _, kind, value in RustLexer().get_tokens_unprocessed(code):
        first, *others = value.split("\n")
        css = STANDARD_TYPES.get(kind, "")
        lines[-1].append((css, first))
        lines.extend([(css, part)] for part in others)
    return lines


def _line(number: int, tokens: list[tuple[str, str]], marked: list[Mark], width: int, highlighted: bool) -> str:
    roles = {m.role for m in marked}
    css = "bp-line" + "".join(f" bp-line-{r}" for r in ("error", "warning") if r in roles)
    css += " bp-line-highlighted" if highlighted else ""
    body = "".join(_pieces(tokens, marked))
    return f'<span class="{css}" data-line="{number:>{width}}">{body}\n</span>'


def _pieces(tokens: list[tuple[str, str]], marked: list[Mark]) -> Iterator[str]:
    cuts = sorted({c for m in marked for c in (m.start, m.end)})
    column = 1
    for css, text in tokens:
        end = column + len(text)
        for start, stop in _cut(column, end, cuts):
            piece = escape(text[start - column : stop - column], quote=False)
            names = " ".join(filter(None, (css, _marked_as(start, marked))))
            yield f'<span class="{names}">{piece}</span>' if names and piece else piece
        column = end


def _cut(start: int, end: int, cuts: list[int]) -> Iterator[tuple[int, int]]:
    edges = [start, *(c for c in cuts if start < c < end), end]
    return pairwise(edges)


def _marked_as(column: int, marked: list[Mark]) -> str:
    roles = {m.role for m in marked if m.start <= column < m.end}
    strongest = next((r for r in ("error", "warning", "context") if r in roles), None)
    return f"bp-mark bp-mark-{strongest}" if strongest else ""


def _note(note: Note, line: str) -> str:
    indent = len(line[: note.column - 1].expandtabs(TAB))
    return (
        f'<span class="bp-note bp-note-{note.role}" style="--bp-column: {indent}">'
        f'<span class="bp-caret">^</span> {prose(note.text)}\n</span>'
    )


def prose(text: str) -> str:
    """rustc's prose as HTML: what stands between backticks is code."""
    parts = escape(text, quote=False).split("`")
    if len(parts) % 2 == 0:
        return "`".join(parts)
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(parts))
