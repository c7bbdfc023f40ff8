"""Where the error pages meet all others: the panel with their index, what stands around a page that somebody wrote, and
links to an error's own page."""

from __future__ import annotations

import re
from html import unescape

from borrowproof.site.errors.catalogue import Catalogue
from borrowproof.site.errors.handbook import Kind, canonical
from borrowproof.site.errors.lookup import index_html
from borrowproof.site.errors.pages import above_html, below_html
from borrowproof.site.errors.past import past_html
from borrowproof.site.errors.paste_box import DATA, box_html
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_page import Links

INDEX = "errors"
BOX = "find your error"
NAMES = (INDEX, BOX)
_CODE = re.compile(r'<a class="bp-error-code" href="[^"]*">(E\d{4})</a>')
_LINT = re.compile(r'(<strong class="bp-level">\w+\[)<a class="bp-error-code" href="[^"]*"><code>(\w+)</code></a>')
_CODELESS = re.compile(r'<strong class="bp-level">error</strong>: (?P<message>.*?)</p>')
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")


def panel_html(name: str, catalogue: Catalogue, links: Links) -> str | None:
    """The HTML of the panels `errors` and `find your error`; None where there is no such panel."""
    if name == BOX:
        index = links.page(catalogue.page("index"))
        return box_html(f"{index.rpartition('index.')[0]}{DATA}")
    return index_html(catalogue, links) if name == INDEX else None


def around_page(name: str, html: str, catalogue: Catalogue, links: Links) -> str:
    """The page of an error, around the HTML of what somebody wrote on it; other pages as they are."""
    entry = catalogue.entries.get(name)
    if entry is not None:
        return f"{above_html(entry)}{html}{below_html(entry, catalogue, links)}"
    retired = next((r for r in catalogue.handbook.retired if r.code == name), None)
    return f"{html}{past_html(retired, catalogue, links)}" if retired else html


def link_error_pages(html: str, catalogue: Catalogue, links: Links) -> str:
    """A page whose badges and diagnostics lead to this site's own page of the error, where there is one.

    rustc's messages become HTML in many places that know of no page; so the links are set when the page is finished.
    """
    if "bp-" not in html:
        return html

    def link(name: str, text: str) -> str:
        return f'<a class="bp-error-code" href="{escape(links.page(catalogue.page(name)))}">{text}</a>'

    def code(found: re.Match[str]) -> str:
        return link(found[1], found[1]) if found[1] in catalogue.entries else found[0]

    def lint(found: re.Match[str]) -> str:
        return found[1] + link(found[2], f"<code>{found[2]}</code>") if found[2] in catalogue.entries else found[0]

    def codeless(found: re.Match[str]) -> str:
        said = canonical(unescape(_TAG.sub(_backtick, found["message"])))
        messages = (e for e in catalogue.entries.values() if e.kind is Kind.MESSAGE)
        name = next((e.id for e in messages if said in map(canonical, e.says)), None)
        return found[0].replace("error", link(name, "error"), 1) if name else found[0]

    return _CODELESS.sub(codeless, _LINT.sub(lint, _CODE.sub(code, html)))


def _backtick(tag: re.Match[str]) -> str:
    return "`" if tag[2] == "code" else ""
