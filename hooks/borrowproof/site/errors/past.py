"""The page of a code that rustc no longer gives: what it says today, and its own words of then."""

from __future__ import annotations

from borrowproof.site.errors.catalogue import Catalogue
from borrowproof.site.errors.handbook import Entry, Retired
from borrowproof.site.errors.pages import entry_heading, message_html, quoted_html
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_page import Links
from borrowproof.site.figure.labels import prose


def past_html(retired: Retired, catalogue: Catalogue, links: Links) -> str:
    """All of the page: the errors of today with their pages, then rustc's text about the old code."""
    today = "".join(_successor(name, catalogue, links) for name in retired.now)
    words = "Today it says:" if today else "It accepts such programs today."
    text = catalogue.explanations.get(retired.code)
    quoted = quoted_html(retired.code, text, catalogue.judge) if text else ""
    heading = '<h2 id="explain" data-search-exclude>What <code>rustc --explain</code> says</h2>' if quoted else ""
    note = f"<p>{prose(retired.note)}</p>" if retired.note else ""
    intro = f'<p class="bp-rule">rustc no longer gives {retired.code}. {words}</p>'
    return f'<div class="bp-error">{intro}{f"<dl>{today}</dl>" if today else ""}{note}{heading}{quoted}</div>'


def _successor(name: str, catalogue: Catalogue, links: Links) -> str:
    entry = catalogue.entries.get(name)
    if entry is None:
        return f"<dt>{escape(name, quote=False)}</dt>"
    link = f'<a href="{escape(links.page(catalogue.page(name)))}">{escape(entry_heading(entry), quote=False)}</a>'
    return f"<dt>{link}</dt><dd>{_says(entry)}{prose(entry.rule)}</dd>"


def _says(entry: Entry) -> str:
    return f"<p>{message_html(entry.says[0])}</p>" if entry.says else ""
