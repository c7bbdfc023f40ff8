"""Reads finished HTML back: which blocks stand in it, and whether they are the ones that were verified."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from borrowproof.site.evidence_index import EvidenceIndex

VERIFIED = "data-borrowproof"
UNVERIFIED = "data-borrowproof-unverified"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.places: Counter[str] = Counter()
        self.refusals: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("figure", "section", "span"):  # a snippet, a question, an exercise, or a value in the text
            return
        found = dict(attrs)
        if VERIFIED in found:
            self.places[found[VERIFIED] or ""] += 1
        if UNVERIFIED in found:
            self.refusals.append(found[UNVERIFIED] or "")


def rendered_locations(html: str) -> Counter[str]:
    """How often each block, question (`docs/ownership/moves.md:42`) or value stands in the HTML with its evidence."""
    return _read(html).places


def differences(index: EvidenceIndex, page: str | None, html: str) -> tuple[str, ...]:
    """What keeps this page's HTML from being exactly the blocks that were verified; empty is well.

    Where the page is not known, only refusals can be told.
    """
    read = _read(html)
    name = page or "a page"
    found = [text if text.startswith(f"{name}:") else f"{name}: {text}" for text in read.refusals]
    if page is not None:
        found += compare(index.locations(page), read.places)
    return tuple(found)


def compare(verified: Counter[str], rendered: Counter[str]) -> list[str]:
    """Blocks that were verified but do not stand in the HTML, and the other way round."""
    missing = [f"{p}: verified, but the page does not show it" for p in sorted((verified - rendered).elements())]
    extra = [f"{p}: shown more often than it was verified" for p in sorted((rendered - verified).elements())]
    return missing + extra


def _read(html: str) -> _Reader:
    reader = _Reader()
    if VERIFIED in html:
        reader.feed(html)
        reader.close()
    return reader
