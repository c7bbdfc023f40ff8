"""Rust code as HTML: one element a line under the compiler's own line numbers, spans marked, labels below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pygments.lexers.rust import RustLexer
from pygments.token import STANDARD_TYPES

from borrowproof.site.escaping import escape
from borrowproof.site.figure import labels
from borrowproof.site.figure.span_layout import NOTHING, STRONGEST_FIRST, Annotations, Mark, rows


def listing(
    code: str,
    shown: Sequence[int],
    annotations: Annotations = NOTHING,
    *,
    highlighted: frozenset[int] = frozenset(),
    counted: bool = False,
) -> str:
    """The `shown` lines (1-based) of `code` as a `<pre>`. `counted`: labels say which diagnostic they belong to."""
    tokens = _token_lines(code)
    texts = code.split("\n")
    width = len(str(max(shown, default=1)))
    lanes = f' style="--bp-lanes: {annotations.lanes}"' if annotations.lanes else ""
    marks, said = defaultdict(list), defaultdict(list)
    for mark in annotations.marks:
        marks[mark.line].append(mark)
    for label in annotations.labels:
        said[label.line].append(label)
    body = []
    for number in shown:
        below = rows(said[number])
        bars = labels.beside_code(number, annotations.brackets, below)
        marked = marks[number]
        body.append(_line(number, tokens[number - 1], marked, bars, width, number in highlighted))
        body.append(labels.under_line(number, texts[number - 1], annotations.brackets, below, counted=counted))
    return f"<pre{lanes}>{''.join(body)}</pre>"


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


def _line(
    number: int, tokens: list[tuple[str, str]], marked: list[Mark], bars: str, width: int, highlighted: bool
) -> str:
    roles = {m.role for m in marked}
    css = "bp-line" + "".join(f" bp-line-{r}" for r in ("error", "warning") if r in roles)
    css += " bp-line-highlighted" if highlighted else ""
    body = "".join(_pieces(tokens, marked))
    return f'<span class="{css}" data-line="{number:>{width}}">{bars}{body}{_behind(tokens, marked)}\n</span>'


def _pieces(tokens: list[tuple[str, str]], marked: list[Mark]) -> Iterator[str]:
    cuts = sorted({c for m in marked for c in (m.start, m.end)})
    column = 1
    for css, text in tokens:
        end = column + len(text)
        for start, stop in _cut(column, end, cuts):
            piece = escape(text[start - column : stop - column], quote=False)
            yield _wrapped(piece, css, _roles(start, marked)) if piece else ""
        column = end


def _cut(start: int, end: int, cuts: list[int]) -> Iterator[tuple[int, int]]:
    edges = [start, *(c for c in cuts if start < c < end), end]
    return pairwise(edges)


def _roles(column: int, marked: Iterable[Mark]) -> list[str]:
    """The roles of the marks over a column, the strongest first."""
    found = {m.role for m in marked if m.start <= column < m.end}
    return [role for role in STRONGEST_FIRST if role in found]


def _wrapped(piece: str, css: str, roles: Sequence[str]) -> str:
    """A piece of one token under its marks; each is an element of its own, so that one underline shows with another."""
    classes = [f"bp-mark bp-mark-{role}" for role in roles]
    if css or not classes:
        classes = [" ".join([css, *classes[:1]]), *classes[1:]] if css else []
    for names in classes:
        piece = f'<span class="{names}">{piece}</span>'
    return piece


def _behind(tokens: list[tuple[str, str]], marked: list[Mark]) -> str:
    """A mark where the line has no character any more: what is missing at its end."""
    roles = _roles(1 + sum(len(text) for _, text in tokens), marked)
    return f'<span class="bp-mark bp-mark-{roles[0]} bp-mark-behind"></span>' if roles else ""
