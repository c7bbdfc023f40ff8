"""What a repair shows besides its verdict: what it costs, and what was changed for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from borrowproof.model.outcome import Cost
from borrowproof.model.run import Evidence
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure.span_layout import Mark
from borrowproof.site.figure.word_diff import Change, Line, Piece, compare

AROUND = 1  # unchanged lines that are shown above and below a change: the whole program stands above
_TAGS = {Change.REMOVED: "del", Change.ADDED: "ins"}


def cost_html(evidence: Evidence) -> str:
    """The cost as counted, or why there is none; nothing for a snippet that repairs no other and claims none."""
    if evidence.cost is not None:
        words = cost_text(evidence.cost)
        claim = evidence.snippet.expectation.heap
        freed = claim is not None and claim.leaked == evidence.cost.leaked == 0 and evidence.cost.allocations
        words += ", all freed" if freed else ""
    elif evidence.not_counted is not None:
        words = f"not counted: {evidence.not_counted}"
    else:
        return ""
    return f'<span class="bp-cost">Cost of the run: {escape(words, quote=False)}</span>'


def cost_text(counted: Cost) -> str:
    """`2 allocations of 16 bytes in all, 1 resize, 16 bytes copied`."""
    if not (counted.allocations or counted.resizes):
        return "no allocation"
    whole = " in all" if counted.allocations > 1 or counted.resizes else ""
    parts = [f"{_count(counted.allocations, 'allocation')} of {_count(counted.requested, 'byte')}{whole}"]
    parts += [_count(counted.resizes, "resize")] if counted.resizes else []
    parts += [f"{_count(counted.copied, 'byte')} copied"] if counted.copied else []
    parts += [f"{_count(counted.leaked, 'block')} never freed"] if counted.leaked else []
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def changes_html(shown_block: ShownBlock, repaired: ShownBlock | None) -> str:
    """The program compared with the one it repairs, word by word, on demand."""
    if repaired is None:
        return ""
    before, after = repaired.evidence.snippet, shown_block.evidence.snippet
    lines = compare(before.code, after.code)
    count = sum(line.changed for line in lines)
    if not count:
        return ""
    marked = "; what is new is marked above" if added_marks(shown_block.evidence, repaired) else ""
    label = f"What changed from {before.label or before.id} to {after.label or after.id}"
    return (
        f'<details class="bp-changes"><summary>What changed: {_count(count, "line")}{marked}</summary>'
        f'<div class="bp-code" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<pre>{''.join(_shown(lines))}</pre></div></details>"
    )


def added_marks(evidence: Evidence, repaired: ShownBlock | None) -> tuple[Mark, ...]:
    """Where the program holds words that the one it repairs lacks."""
    lines = compare(repaired.evidence.snippet.code, evidence.snippet.code) if repaired else ()
    return tuple(mark for line in lines if line.number for mark in _marks(line.number, line.pieces))


def _marks(number: int, pieces: Sequence[Piece]) -> Iterator[Mark]:
    column = 1
    for piece in pieces:
        end = column + (0 if piece.change is Change.REMOVED else len(piece.text))
        if piece.change is Change.ADDED and piece.text.strip():
            indent = len(piece.text) - len(piece.text.lstrip())
            yield Mark(number, column + indent, end, "added")
        column = end


def _shown(lines: Sequence[Line]) -> Iterator[str]:
    """The changed lines and those around them; a line before which others are left out stands apart."""
    places = [n for n, line in enumerate(lines) if line.changed]
    near = sorted({n for place in places for n in range(place - AROUND, place + AROUND + 1)} & set(range(len(lines))))
    width = len(str(max((line.number or 0 for line in lines), default=0)))
    for before, n in pairwise([-1, *near]):
        yield _line(lines[n], width, apart=n > before + 1)


def _line(line: Line, width: int, *, apart: bool) -> str:
    css = (f"bp-line bp-line-{line.whole}" if line.whole in _TAGS else "bp-line") + " bp-apart" * apart
    number = f"{line.number:>{width}}" if line.number else " " * width
    return f'<span class="{css}" data-line="{number}">{"".join(map(_piece, line.pieces))}\n</span>'


def _piece(piece: Piece) -> str:
    """A stretch of text; that it is gone or new, the stylesheet also tells those who do not see it."""
    text = escape(piece.text, quote=False)
    if piece.change is Change.KEPT:
        return text
    tag = _TAGS[piece.change]
    indent = text[: len(text) - len(text.lstrip())]
    return f"{indent}<{tag}>{text.lstrip() or text}</{tag}>"
