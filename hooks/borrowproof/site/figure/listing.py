"""Rust code as HTML: one element a line under the compiler's own line numbers, spans marked, labels below."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby, pairwise

from pygments.lexers.rust import RustLexer
from pygments.token import STANDARD_TYPES

from borrowproof.site.escaping import escape
from borrowproof.site.figure import labels
from borrowproof.site.figure.left_out_lines import NONE_LEFT_OUT, LeftOut
from borrowproof.site.figure.ownership import Beside
from borrowproof.site.figure.span_layout import NOTHING, STRONGEST_FIRST, Annotations, Label, Mark, rows

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
    left_out: LeftOut = NONE_LEFT_OUT,
) -> str:
    """The `shown` lines (1-based) of `code` as a `<pre>`. `counted`: labels say which diagnostic they belong to.

    With `beside`, the lines stand on a grid with their lanes and with what is said about them. Those `left_out` stand
    in their places as well, which a stylesheet unfolds.
    """
    lines = _Lines(code, max((*shown, *chain(*left_out.values())), default=1), annotations, highlighted, counted)
    body: list[str] = []
    for row in range(len(shown) + 1):
        body.append(_left_out(left_out.get(row, ()), beside.rows.gaps.get(row) if beside else None, lines))
        if row < len(shown):
            body.append(_on_grid(shown[row], row, beside, lines) if beside else "".join(lines.html(shown[row])))
    body.append(beside.lanes if beside else "")  # last: a browser may paint before it has read the lines
    return f"<pre{_grid(annotations, beside)}>{''.join(body)}</pre>"


def _on_grid(number: int, row: int, beside: Beside, lines: _Lines) -> str:
    place = f' style="grid-row:{beside.rows.code[row]}"'
    line, under = lines.html(number, place)
    return (f'<span class="bp-row"{place}>{line}{under}</span>' if under else line) + beside.said.get(number, "")


def _left_out(numbers: Sequence[int], grid_row: int | None, lines: _Lines) -> str:
    """Lines that are folded away; the stylesheet says in their place how many they are, so that no number jumps
    without a reason."""
    body = "".join(part for number in numbers for part in lines.html(number))
    place = "" if grid_row is None else f' style="grid-row:{grid_row}"'
    count = f"{len(numbers)} line{'' if len(numbers) == 1 else 's'} hidden"
    return f'<span class="bp-left-out" data-hidden="{count}"{place}>{body}</span>' if body else ""


class _Lines:
    """The lines of a program, each as an element. `last` is the greatest number of one that is asked for."""

    def __init__(
        self, code: str, last: int, annotations: Annotations, highlighted: frozenset[int], counted: bool
    ) -> None:
        self._texts, self._tokens = code.split("\n"), _token_lines(code)
        self._width, self._highlighted, self._counted = len(str(last)), highlighted, counted
        self._brackets = annotations.brackets
        self._marks: defaultdict[int, list[Mark]] = defaultdict(list)
        self._said: defaultdict[int, list[Label]] = defaultdict(list)
        for mark in annotations.marks:
            self._marks[mark.line].append(mark)
        for label in annotations.labels:
            self._said[label.line].append(label)

    def html(self, number: int, place: str = "") -> tuple[str, str]:
        """A line, and the labels under it; one without any has the attribute `place`."""
        marks, below = self._marks[number], rows(self._said[number])
        bars = labels.beside_code(number, self._brackets, below)
        attributes = _attributes(number, marks, self._width, number in self._highlighted)
        under = labels.under_line(number, self._texts[number - 1], self._brackets, below, counted=self._counted)
        line = f"<span{attributes}{'' if under else place}>{bars}{_body(self._tokens[number - 1], marks)}\n</span>"
        return line, under


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
