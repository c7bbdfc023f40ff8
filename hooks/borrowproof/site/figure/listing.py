"""Rust code as HTML: one element a line under the compiler's own line numbers, spans marked, labels below."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from pygments.lexers.rust import RustLexer
from pygments.token import STANDARD_TYPES

from borrowproof.site.escaping import escape
from borrowproof.site.figure import labels
from borrowproof.site.figure.ownership import Beside
from borrowproof.site.figure.span_layout import NOTHING, STRONGEST_FIRST, Annotations, Mark, rows

# The tones of code; all else has none, and no element of its own.
_TONES = {
    **dict.fromkeys(("k", "kd", "kt", "kc", "kr"), "k"),
    **dict.fromkeys(("c", "c1", "cm", "sd"), "c"),
    **dict.fromkeys(("s", "s1", "s2", "sc", "se"), "s"),
}


def listing(
    code: str,
    shown: Sequence[int],
    annotations: Annotations = NOTHING,
    *,
    highlighted: frozenset[int] = frozenset(),
    counted: bool = False,
    beside: Beside | None = None,
) -> str:
    """The `shown` lines (1-based) of `code` as a `<pre>`. `counted`: labels say which diagnostic they belong to.

    With `beside`, the lines stand on a grid with their lanes and with what is said about them.
    """
    tokens = _token_lines(code)
    texts = code.split("\n")
    width = len(str(max(shown, default=1)))
    marks, said = defaultdict(list), defaultdict(list)
    for mark in annotations.marks:
        marks[mark.line].append(mark)
    for label in annotations.labels:
        said[label.line].append(label)
    body: list[str] = []
    for row, number in enumerate(shown):
        place = f' style="grid-row:{beside.rows.code[row]}"' if beside else ""
        below = rows(said[number])
        bars = labels.beside_code(number, annotations.brackets, below)
        attributes = _attributes(number, marks[number], width, number in highlighted)
        under = labels.under_line(number, texts[number - 1], annotations.brackets, below, counted=counted)
        line = f"<span{attributes}{'' if under else place}>{bars}{_body(tokens[number - 1], marks[number])}\n</span>"
        body.append(f'<span class="bp-row"{place}>{line}{under}</span>' if beside and under else line + under)
        body.append(beside.said.get(number, "") if beside else "")
    body.append(beside.lanes if beside else "")  # last: a browser may paint before it has read the lines
    return f"<pre{_grid(annotations, beside)}>{''.join(body)}</pre>"


def _grid(annotations: Annotations, beside: Beside | None) -> str:
    """The attributes of the `<pre>`."""
    properties = [f"--bp-lanes: {annotations.lanes}"] if annotations.lanes else []
    properties += [beside.style] if beside else []
    css = f' class="{beside.css}"' if beside else ""
    return f'{css} style="{";".join(properties)}"' if properties else css


def _token_lines(code: str) -> list[list[tuple[str, str]]]:
    """The (tone, text) pairs of each line, neighbours of one tone together."""
    lines: list[list[tuple[str, str]]] = [[]]
    # Unprocessed: `get_tokens` turns a lone carriage return into a line of its own.
    for _, kind, value in RustLexer().get_tokens_unprocessed(code):
        first, *others = value.split("\n")
        tone = _TONES.get(STANDARD_TYPES.get(kind, ""), "") or "bp-rtl" * any(map(_is_rtl, value))
        lines[-1].append((tone, first))
        lines.extend([(tone, part)] for part in others)
    return [_joined(line) for line in lines]


def _is_rtl(character: str) -> bool:
    """Whether it is written from right to left: its word has an element of its own, so that it moves no other."""
    return unicodedata.bidirectional(character) in ("R", "AL")


def _joined(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one tone together; white space goes with what stands before it."""
    toned = list(accumulate(tokens, lambda before, now: (before[0] if now[1].isspace() else now[0], now[1])))
    return [(tone, "".join(text for _, text in same)) for tone, same in groupby(toned, key=lambda token: token[0])]


def _attributes(number: int, marked: list[Mark], width: int, highlighted: bool) -> str:
    roles = {m.role for m in marked}
    css = "bp-line" + "".join(f" bp-line-{r}" for r in ("error", "warning") if r in roles)
    css += " bp-line-highlighted" if highlighted else ""
    return f' class="{css}" data-line="{number:>{width}}"'


def _body(tokens: list[tuple[str, str]], marked: list[Mark]) -> str:
    return "".join(_pieces(tokens, marked)) + _behind(tokens, marked)


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
