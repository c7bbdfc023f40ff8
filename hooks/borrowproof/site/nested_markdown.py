"""Markdown within a fence of ours -> HTML, by the Markdown that renders the page.

A formatter runs while the page is still lines of text, before any block is parsed, so the page's own parser and
inline patterns can be used; links are made relative as anywhere on the page. Only definitions of references
(`[name]: address`) are not known yet: a link gives its address itself.
"""

from __future__ import annotations

from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown

from borrowproof.site.evidence_index import NoEvidence
from borrowproof.site.foreign_html import forged_by

# `relpath` is MkDocs' own and makes links relative; others number headings or look at the whole page.
_PROCESSORS = ("inline", "unescape", "relpath")


def html_of(md: Markdown, text: str) -> str:
    """Some paragraphs of Markdown as HTML. Raises NoEvidence for HTML that could pass for ours."""
    root = cast(Element, md.parser.parseDocument(text.split("\n")).getroot())
    for name in _PROCESSORS:
        if name in md.treeprocessors:
            root = md.treeprocessors[name].run(root) or root
    found = next((f for e in root.iter() if (f := forged_by(str(e.tag), e.attrib)) is not None), None)
    if found is not None:
        raise NoEvidence(
            f"`{found}` in the text of a question or an exercise could pass for what a compiler said; remove it"
        )
    whole: str = md.serializer(root)
    start, end = whole.index(f"<{md.doc_tag}>") + len(md.doc_tag) + 2, whole.rindex(f"</{md.doc_tag}>")
    return whole[start:end].strip()


def inline_html(html: str) -> str:
    """One paragraph without its tags, for places where only a phrase may stand."""
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in inner else inner
