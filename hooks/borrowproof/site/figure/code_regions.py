"""The code of a figure: which lines it shows, in regions that scroll by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.report.control_characters import in_markup
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure import diagnostics, ownership, sanitizer
from borrowproof.site.figure.left_out_lines import left_out, unfolding
from borrowproof.site.figure.listing import listing
from borrowproof.site.figure.permission_data import permissions_button
from borrowproof.site.figure.span_layout import Mark, annotate


def visible_lines(shown_block: ShownBlock) -> tuple[int, ...]:
    """The code lines that the block shows at first: no hidden line, no blank edge, no blanked annotation."""
    snippet = shown_block.evidence.snippet
    texts = snippet.code.split("\n")
    numbers = [n for n in shown_block.block.lines if n is not None and n not in snippet.hidden]
    while numbers and not texts[numbers[0] - 1].strip():
        numbers.pop(0)
    while numbers and not texts[numbers[-1] - 1].strip():
        numbers.pop()
    return tuple(numbers)


def judged_code(
    shown_block: ShownBlock,
    name: str,
    shown: tuple[int, ...],
    highlighted: frozenset[int] = frozenset(),
    added: tuple[Mark, ...] = (),
    *,
    asks: bool = False,
) -> str:
    """The one listing of a program: with what the compiler points at, what a repair `added`, and who owns what where
    the page asks for it, with the way to what may be done there. Lines that are not `shown` unfold in their places.

    Whoever focuses it hears the messages as well, unless the page `asks` first what they are.
    """
    evidence = shown_block.evidence
    said = diagnostics.shown_diagnostics(evidence.outcome)
    code = evidence.snippet.code
    pointed = annotate((*said, *sanitizer.labels(evidence.sanitized, code)), code)
    drawn = replace(pointed, marks=(*pointed.marks, *added))
    timeline = evidence.timeline if shown_block.block.ownership and evidence.outcome else None
    missing = left_out(code, shown)
    counted = len(said) > 1
    labels = pointed.labels if counted else ()
    lanes = ownership.beside(timeline, code, shown, missing, labels) if timeline else None
    body = listing(code, shown, drawn, highlighted=highlighted, counted=counted, beside=lanes, left_out=missing)
    described = () if asks else diagnostics.message_ids(evidence.outcome, shown_block.anchor)
    every = sorted([*shown, *(n for lines in missing.values() for n in lines)])
    asking = permissions_button(timeline, code, every) if timeline else ""
    return (
        unfolding(missing, drawn=bool(lanes and lanes.lanes))
        + region(f"Rust code: {name}", in_markup(body) if timeline else body, described)
        + asking
    )


def region(label: str, body: str, described_by: Sequence[str] = ()) -> str:
    """Code that scrolls sideways by itself and can be focused by keyboard."""
    described = f' aria-describedby="{escape(" ".join(described_by))}"' if described_by else ""
    return f'<div class="bp-code" tabindex="0" role="region" aria-label="{escape(label)}"{described}>{body}</div>'
