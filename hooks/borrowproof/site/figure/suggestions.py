"""What rustc suggests to write instead, as a small diff of the lines concerned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from borrowproof.model.diagnostic import Applicability, Diagnostic, Span
from borrowproof.site.escaping import escape

MOST = 4  # alternatives shown, as in rustc's own text (MAX_SUGGESTIONS of rustc_errors)
_TRUST = {
    Applicability.MACHINE: "rustc could make this change by itself",
    Applicability.MAYBE: "rustc is not sure that this is what you mean",
    Applicability.PLACEHOLDERS: "has gaps for you to fill in",
}

Piece = tuple[str, bool]  # text, and whether it is what changes


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a diff, removed from line `number` or added as line `number` (from 1)."""

    added: bool
    number: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


def suggestion_html(child: Diagnostic, code: str) -> str:
    """The HTML of a help's suggestions; empty where it has none that is about the snippet."""
    found = suggested_edits(child)
    diffs = [diff(code, parts) for parts in found[:MOST]]
    shown = '<p class="bp-or">or</p>'.join(_html(lines) for lines in diffs if lines)
    rest = len(found) - MOST
    more = f'<p class="bp-or">and {rest} other candidate{"s" * (rest > 1)}</p>' if rest > 0 else ""
    return f"{shown}{more}"


def applicability_text(child: Diagnostic) -> str:
    """How far rustc trusts a suggestion, in words; empty where it does not say."""
    found = next((s.applicability for s in child.spans if s.suggested_replacement is not None), None)
    return _TRUST.get(found, "") if found else ""


def suggested_edits(child: Diagnostic) -> list[tuple[Span, ...]]:
    """The changes to choose from, of one or more parts each.

    rustc's JSON lists the parts of all alternatives behind one another; where one meets a part before it, the next
    alternative has begun.
    """
    found: list[list[Span]] = []
    for span in child.spans:
        if span.suggested_replacement is None or span.foreign:
            continue
        if not found or any(_meet(span, other) for other in found[-1]):
            found.append([])
        found[-1].append(span)
    return [tuple(parts) for parts in found]


def _ends(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    return (span.line_start, span.column_start), (span.line_end, span.column_end)


def _meet(one: Span, other: Span) -> bool:
    (start, end), (begin, stop) = _ends(one), _ends(other)
    return start == begin or (start < stop and begin < end)


def diff(code: str, parts: Iterable[Span]) -> tuple[Line, ...]:
    """The lines that a change concerns, before and after, each run of neighbours by itself."""
    lines = code.split("\n")
    found: list[Line] = []
    shift = 0
    for hunk in _hunks(parts):
        first, last = hunk[0].line_start, max(span.line_end for span in hunk)
        if last > len(lines):
            return ()
        before, after = _rewritten("\n".join(lines[first - 1 : last]), hunk, lines)
        same = _same_ends(before, after)
        removed = _numbered(before, first, same, added=False)
        added = _numbered(after, first + shift, same, added=True)
        found += [*removed, *added]
        shift += len(after) - len(before)
    return tuple(found)


def _hunks(parts: Iterable[Span]) -> list[list[Span]]:
    hunks: list[list[Span]] = []
    for span in sorted(parts, key=_ends):
        if hunks and span.line_start <= max(s.line_end for s in hunks[-1]):
            hunks[-1].append(span)
        else:
            hunks.append([span])
    return hunks


def _rewritten(
    text: str, hunk: Sequence[Span], lines: Sequence[str]
) -> tuple[list[tuple[Piece, ...]], list[tuple[Piece, ...]]]:
    """The lines of `text` before and after its replacements, cut where something changes."""
    first = hunk[0].line_start
    before: list[Piece] = []
    after: list[Piece] = []
    position = 0
    for span in hunk:
        begin = _offset(lines, first, span.line_start, span.column_start)
        end = _offset(lines, first, span.line_end, span.column_end)
        kept = (text[position:begin], False)
        old, new = _trimmed(text[begin:end], span.suggested_replacement or "")
        before += [kept, *old]
        after += [kept, *new]
        position = end
    rest = (text[position:], False)
    return _split([*before, rest]), _split([*after, rest])


def _offset(lines: Sequence[str], first: int, line: int, column: int) -> int:
    return sum(len(text) + 1 for text in lines[first - 1 : line - 1]) + column - 1


def _trimmed(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """What changes between a text and its replacement, where one of them begins or ends with the other."""
    short, long = sorted((old, new), key=len)
    if short and long.startswith(short):
        cut = [(short, False), (long[len(short) :], True)]
    elif short and long.endswith(short):
        cut = [(long[: len(long) - len(short)], True), (short, False)]
    else:
        return [(old, True)], [(new, True)]
    whole = [(short, False)]
    return (whole, cut) if short == old else (cut, whole)


def _split(pieces: Iterable[Piece]) -> list[tuple[Piece, ...]]:
    lines: list[list[Piece]] = [[]]
    for text, changed in pieces:
        first, *others = text.split("\n")
        lines[-1].append((first, changed))
        lines.extend([(part, changed)] for part in others)
    return [tuple(piece for piece in line if piece[0]) for line in lines]


def _same_ends(before: Sequence[tuple[Piece, ...]], after: Sequence[tuple[Piece, ...]]) -> tuple[int, int]:
    """How many lines at the beginning and at the end are the same before and after."""
    old, new = (["".join(text for text, _ in line) for line in side] for side in (before, after))
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    return head, tail


def _numbered(lines: Sequence[tuple[Piece, ...]], first: int, same: tuple[int, int], *, added: bool) -> list[Line]:
    head, tail = same
    found = [Line(added, first + at, lines[at]) for at in range(head, len(lines) - tail)]
    while found and added and not found[-1].text.strip():
        found.pop()  # the empty line behind a new `use`, which rustc's own text leaves out as well
    return found


def _html(lines: Sequence[Line]) -> str:
    indent = min((len(line.text) - len(line.text.lstrip()) for line in lines if line.text.strip()), default=0)
    return f'<pre class="bp-diff">{"".join(_line(line, indent) for line in lines)}</pre>'


def _line(line: Line, indent: int) -> str:
    words, element, css = ("added", "ins", "bp-added") if line.added else ("removed", "del", "bp-removed")
    cut, body = indent, []
    for text, changed in line.pieces:
        kept, cut = text[cut:], max(cut - len(text), 0)
        part = escape(kept, quote=False)
        body.append(f"<{element}>{part}</{element}>" if changed and part else part)
    told = f'<span class="bp-where">line {line.number} {words}: </span>'
    return f'<span class="bp-diff-line {css}" data-line="{line.number}">{told}{"".join(body)}\n</span>'
