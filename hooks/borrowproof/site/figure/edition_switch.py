"""One program whose outcome depends on the edition: a switch, and a figure for each edition.

The switch is a group of radio buttons that CSS understands; where it does not, and in print, all figures show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Status
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure.snippet_figure import verdict_class

_WORDS = {
    "fails": "fails",
    "runs": "runs",
    "compiles": "compiles, not run",
    "panics": "panics",
    "undefined": "undefined behaviour",
    "unchecked": "not checked",
    "mismatch": "not as its page says",
}


def edition_switch(
    shown_blocks: Sequence[ShownBlock], title: str, figure: Callable[[ShownBlock], str], *, tells: bool
) -> str:
    """The figures of several editions behind one switch. `tells`: the switch itself says how each comes out."""
    group = f"{shown_blocks[0].anchor}-edition"
    first = shown_blocks[0].evidence
    choices = "".join(_choice(e, group, first if tells else None, checked=e is shown_blocks[0]) for e in shown_blocks)
    heading = f'<p class="bp-title">{escape(title, quote=False)}</p>' if title else ""
    figures = "".join(figure(shown_block) for shown_block in shown_blocks)
    return (
        f'<div class="bp-editions">{heading}<fieldset class="bp-switch"><legend>Edition</legend>{choices}</fieldset>'
        f"{figures}</div>"
    )


def _choice(shown_block: ShownBlock, group: str, first: Evidence | None, *, checked: bool) -> str:
    evidence = shown_block.evidence
    edition = evidence.outcome.edition if evidence.outcome else evidence.snippet.edition
    name = f"{shown_block.anchor}-chosen"
    css, words = f"bp-badge bp-badge-{verdict_class(evidence)}", _verdict(evidence, first)
    verdict = f' <span class="{css}">{words}</span>' if words else ""
    return (
        f'<span><input type="radio" name="{escape(group)}" id="{escape(name)}"{" checked" if checked else ""}>'
        f'<label for="{escape(name)}">{edition}{verdict}</label></span>'
    )


def _verdict(evidence: Evidence, first: Evidence | None) -> str:
    """How it comes out, and whether that differs from the `first` where both run; empty where nothing is to be told."""
    if first is None:
        return ""
    if evidence.outcome and first.outcome and verdict_class(evidence) == verdict_class(first) == "runs":
        return "runs" if evidence.outcome.stdout == first.outcome.stdout else "runs, and prints something else"
    codes = sorted(evidence.outcome.codes) if evidence.outcome and evidence.verdict.status is Status.MATCHED else []
    return " ".join([_WORDS[verdict_class(evidence)], *codes])
