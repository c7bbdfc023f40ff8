"""What rustc points at, laid out for a listing: marks in the lines, brackets beside them, labels under them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from borrowproof.model.diagnostic import Diagnostic, Level, Span

STRONGEST_FIRST = ("error", "warning", "context", "added")  # the roles of marks and labels
LONGEST_QUOTE = 28  # characters of code that a label repeats for those who do not see where it points


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one line that a span covers; columns in characters from 1, `end` exclusive, never empty."""

    line: int
    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """A span over several lines, drawn beside them. Lane 0 is next to the code; brackets of a lane do not meet."""

    first: int
    last: int
    role: str
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """Words that stand under `line`, from `column` on; or from their `bracket`, which ends on that line.

    `text` is empty where rustc points without words and no number has to be told. `quote` is the code that is meant.
    `numbers` says of which diagnostics (counted from 1) it is. `level` is given for the message of a note or help
    that stands at its place.
    """

    line: int
    column: int
    role: str
    text: str
    quote: str = ""
    numbers: tuple[int, ...] = ()
    level: Level | None = None
    bracket: Bracket | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One label and, left of its words, the columns through which the lines of labels further below run.

    `roles[i]` is the role of the label to which the line at `wires[i]` leads.
    """

    label: Label
    wires: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """Everything that is drawn on one listing. Brackets are sorted from the innermost lane to the outermost."""

    marks: tuple[Mark, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def lanes(self) -> int:
        return max((b.lane + 1 for b in self.brackets), default=0)


NOTHING = Annotations()


@dataclass(frozen=True, slots=True)
class _Pointing:
    """A span and what is said there."""

    span: Span
    role: str
    text: str
    number: int
    level: Level | None = None


def annotate(diagnostics: Sequence[Diagnostic], code: str) -> Annotations:
    """Every span of the diagnostics and of their notes that lies in `code`; suggestions have a place of their own."""
    lines = code.split("\n")
    found = [p for n, d in enumerate(diagnostics, 1) for p in _pointing(d, n) if p.span.line_end <= len(lines)]
    brackets = _brackets(found)
    labels: dict[Label, tuple[int, ...]] = {}
    for pointing in found:
        label = _label(pointing, lines, brackets, "here" if len(diagnostics) > 1 else "")
        if label is not None:
            labels[label] = tuple(dict.fromkeys([*labels.get(label, ()), pointing.number]))
    marks = dict.fromkeys(mark for p in found for mark in _marks(p, lines))
    return Annotations(tuple(marks), brackets, tuple(replace(label, numbers=of) for label, of in labels.items()))


def _pointing(diagnostic: Diagnostic, number: int) -> Iterator[_Pointing]:
    for span in diagnostic.spans:
        if not span.foreign:
            role = diagnostic.level.value if span.primary else "context"
            yield _Pointing(span, role, span.label or "", number)
    for child in diagnostic.children:
        for span in child.spans:
            if not span.foreign and span.suggested_replacement is None:
                said = is_shown_in_code(child) and span.primary
                text = child.message if said else span.label or ""
                yield _Pointing(span, "context", text, number, child.level if said else None)


def is_shown_in_code(child: Diagnostic) -> bool:
    """Whether the message of a note stands at its place in the code: where it points to one, and says nothing else."""
    primary = [s for s in child.spans if s.primary and s.suggested_replacement is None]
    return len(primary) == 1 and not primary[0].foreign and not primary[0].label


def _marks(pointing: _Pointing, lines: Sequence[str]) -> Iterator[Mark]:
    """A span over several lines is marked where it begins and where it ends; its bracket does the rest."""
    span, role = pointing.span, pointing.role
    if span.line_start == span.line_end:
        start = min(span.column_start, len(lines[span.line_start - 1]) + 1)
        yield Mark(span.line_start, start, max(span.column_end, start + 1), role)
        return
    first, last = lines[span.line_start - 1], lines[span.line_end - 1]
    yield Mark(span.line_start, span.column_start, max(len(first.rstrip()), span.column_start) + 1, role)
    begin = len(last) - len(last.lstrip()) + 1
    if begin < span.column_end:
        yield Mark(span.line_end, begin, span.column_end, role)


def _brackets(found: Iterable[_Pointing]) -> tuple[Bracket, ...]:
    """Lanes for the spans over several lines: short ones inside, long ones outside, as rustc nests them."""
    wanted = {(p.span.line_start, p.span.line_end, p.role) for p in found if p.span.line_end > p.span.line_start}
    laid: list[Bracket] = []
    for first, last, role in sorted(wanted, key=lambda k: (k[1] - k[0], k)):
        taken = {b.lane for b in laid if b.first <= last and first <= b.last}
        lane = next(n for n in range(len(laid) + 1) if n not in taken)
        laid.append(Bracket(first, last, role, lane))
    return tuple(sorted(laid, key=lambda b: b.lane))


def _label(pointing: _Pointing, lines: Sequence[str], brackets: Sequence[Bracket], wordless: str) -> Label | None:
    """None for a place without words, unless it is what is wrong: that must not be left to the eye alone."""
    span, role, text = pointing.span, pointing.role, pointing.text
    if not text and role == "context":
        return None
    text = text or wordless
    if span.line_start == span.line_end:
        quote = _short(lines[span.line_start - 1][span.column_start - 1 : span.column_end - 1])
        return Label(span.line_start, span.column_start, role, text, quote, level=pointing.level)
    key = (span.line_start, span.line_end, role)
    bracket = next(b for b in brackets if (b.first, b.last, b.role) == key)
    return Label(span.line_end, 0, role, text, level=pointing.level, bracket=bracket)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def rows(labels: Iterable[Label]) -> tuple[Row, ...]:
    """The labels of one line, one under the other, so that no words cross the line of another label.

    The rightmost comes first, so that the lines of those further below run left of it; labels of brackets come last,
    the innermost first. At one place what is wrong comes first, then what rustc says first: causes before effects.
    Labels without words have no line to draw, and come before all.
    """
    ordered = sorted(labels, key=_height)
    found = []
    for at, label in enumerate(ordered):
        below = [other for other in ordered[at + 1 :] if other.bracket is None] if label.text else []
        columns = {other.column: other.role for other in reversed(below)}
        wires = tuple(sorted(columns))
        found.append(Row(label, wires, tuple(columns[column] for column in wires)))
    return tuple(found)


def _height(label: Label) -> tuple[object, ...]:
    lane = label.bracket.lane if label.bracket else 0
    return bool(label.text), label.bracket is not None, lane, -label.column, STRONGEST_FIRST.index(label.role)
