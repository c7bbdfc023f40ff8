"""What an error's page must hold: a judged program that gets the error, and one that repairs it."""

from __future__ import annotations

from borrowproof.model.verdict import Status
from borrowproof.site.errors.catalogue import Catalogue, entry_id
from borrowproof.site.errors.handbook import Entry, Kind
from borrowproof.site.evidence_index import EvidenceIndex, ShownBlock


def gaps(catalogue: Catalogue, index: EvidenceIndex, written: set[str]) -> tuple[str, ...]:
    """What is missing, a sentence each: pages and programs. Without a judge, nothing is."""
    if index.run.toolchain is None:
        return ()
    return tuple(
        sentence
        for entry in catalogue.handbook.entries
        if (sentence := _gap(entry, catalogue, index, written)) is not None
    )


def _gap(entry: Entry, catalogue: Catalogue, index: EvidenceIndex, written: set[str]) -> str | None:
    page = catalogue.page(entry.id)
    if page not in written:
        return f"{page}: missing; write the smallest program that gets {entry.id}, and one that repairs it"
    shown = [block for block in index.on_page(page) if block.evidence.verdict.status is Status.MATCHED]
    if not any(_gets(block, entry, catalogue) for block in shown):
        return f"{page}: no judged program on it gets {entry.id}; include one"
    if not any(block.evidence.snippet.fixes for block in shown):
        return f"{page}: no judged program on it repairs another; include one that says `//@ fixes NAME`"
    return None


def _gets(shown: ShownBlock, entry: Entry, catalogue: Catalogue) -> bool:
    """Whether a program is told this error. What only a nightly compiler or a running program says cannot be compared:
    any program with an error, or that ends badly, will do."""
    outcome = shown.evidence.outcome
    if outcome is None:
        return False
    if entry.nightly or entry.kind is Kind.RUN:
        return shown.evidence.snippet.fixes is None
    return any(entry_id(diagnostic, catalogue.handbook) == entry.id for diagnostic in outcome.diagnostics)
