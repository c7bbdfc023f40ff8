"""Where the error pages meet all others: the panels that a page can ask for, and links to an error's own page."""

from __future__ import annotations

import re
from html import unescape

from borrowproof.site.errors.catalogue import Catalogue
from borrowproof.site.errors.handbook import Kind, canonical
from borrowproof.site.errors.lookup import index_html
from borrowproof.site.errors.pages import error_html
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_page import Links

INDEX = "errors"
ONE = "error "
NAMES = (INDEX, "error E0382 (or another error with a page)")
_CODE = re.compile(r'<a class="bp-error-code" href="[^"]*">(E\d{4})</a>')
_LINT = re.compile(r'(<strong class="bp-level">\w+\[)<a class="bp-error-code" href="[^"]*"><code>(\w+)</code></a>')
_CODELESS = re.compile(r'<strong class="bp-level">error</strong>: (?P<message>.*?)</p>')
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")


def panel_html(name: str, catalogue: Catalogue, links: Links) -> str | None:
    """The HTML of the panel `errors` or `error E0382`; None where there is no such panel or no such error."""
    if name == INDEX:
        return index_html(catalogue, links)
    entry = catalogue.entries.get(name.removeprefix(ONE).strip()) if name.startswith(ONE) else None
    return error_html(entry, catalogue, links) if entry else None


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
