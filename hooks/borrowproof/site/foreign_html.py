"""HTML in a page's own text that could pass for ours: refused, so that a badge is only what the engine rendered.

A page may bring HTML (inline, in blocks, through `attr_list`, `md_in_html` or an admonition's class). It may not bring
our names (classes and ids that begin with `bp-`, elements and attributes of ours, the ids of figures on the page), and
nothing that could give such names or looks to something later: scripts, styles, handlers of events, frames with a
document of their own. What is left is what any picture can do: look similar.

That is the rule of a strict site, whose authors are many. Elsewhere a page's scripts and styles are its author's own
business, and only our names are refused.

Tags are looked for everywhere, in comments too: what is a comment depends on what stands before it. They are never
taken for shorter than the HTML standard's tokenizer takes them. Time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape

_FORBIDDEN = re.compile(
    r"<(script|style|link|base|meta|object|embed|frame|frameset|portal|textarea|title|xmp|plaintext|template|noembed"
    r"|noframes|noscript)(?![\w-])"
)
_MATHEMATICS = re.compile(r"<script\s+type\s*=\s*[\"']?math/")  # no browser runs it: pymdownx.arithmatex
_OURS = re.compile(r"(?<![\w-])(bp-[\w-]*|data-borrowproof[\w-]*)")
_HANDLER = re.compile(r"[\s/\"'](on[a-z]+)\s*=")
_ID = re.compile(r"[\s/\"']id\s*=\s*[\"']?([^\s\"'>]+)")
_QUOTED_OR_END = re.compile(r"=[ \t\n\f\r]*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))|>")
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")
_RUNS = re.compile(r"(?:href|src|action|data|to|from|values)=[\"']?((?:javascript|vbscript):|data:text/html)")


def forged(html: str, anchors: Collection[str] = (), *, strict: bool = True) -> str | None:
    """What in a piece of HTML is not a page's to write, in words; None where all of it is.

    `anchors` are the ids of the figures on the page.
    """
    found = (_in_tag(tag, anchors) if strict else _named_like_ours(tag, anchors) for tag in tags(html))
    return next((what for what in found if what is not None), None)


def ours(html: str) -> str | None:
    """A name of ours in a finished page, which may have scripts and styles; None where there is none."""
    found = (_OURS.search(unescape(tag).casefold()) for tag in tags(html))
    return next((match[1] for match in found if match is not None), None)


def forged_by(
    tag: str, attributes: Mapping[str, str], anchors: Collection[str] = (), *, strict: bool = True
) -> str | None:
    """The same of one element that a Markdown extension made."""
    written = "".join(f' {name}="{value.replace(chr(34), "")}"' for name, value in attributes.items())
    return forged(f"<{tag}{written}>", anchors, strict=strict)


def tags(html: str) -> Iterator[str]:
    """The tags in a piece of HTML, from `<` to `>`; one that does not end goes on to the end."""
    position = 0
    while (start := html.find("<", position)) >= 0:
        following = html[start + 1 : start + 3].lstrip("/")[:1]
        position = start + 1
        if following.isascii() and following.isalpha():
            position = _tag_end(html, start)
            yield html[start:position]


def _tag_end(html: str, start: int) -> int:
    for found in _QUOTED_OR_END.finditer(html, start):
        if found[0] == ">":
            return found.end()
    return len(html)


def _in_tag(tag: str, anchors: Collection[str]) -> str | None:
    text = unescape(tag).casefold()
    if not tag.endswith(">"):
        return tag.split("\n")[0][:40]  # whatever follows on the page would be a part of it
    element = _FORBIDDEN.search(text)
    if element is not None and not _MATHEMATICS.match(text):
        return f"<{element[1]}>"
    named = _OURS.search(text) or _HANDLER.search(text) or _RUNS.search(_IGNORED_IN_ADDRESSES.sub("", text))
    if named is not None:
        return named[1]
    if "srcdoc" in text:
        return "srcdoc"
    return _with_id_of_ours(text, anchors)


def _named_like_ours(tag: str, anchors: Collection[str]) -> str | None:
    text = unescape(tag).casefold()
    named = _OURS.search(text)
    return named[1] if named is not None else _with_id_of_ours(text, anchors)


def _with_id_of_ours(text: str, anchors: Collection[str]) -> str | None:
    return next((f'id="{found}"' for found in _ID.findall(text) if found in anchors), None)


def refusal(what: str, where: str) -> str:
    """Why a page is not published, and the edit that mends it."""
    return (
        f"{where}: `{what}` in this page's own text could pass for what a compiler said; remove it "
        "(what a page shows as verified comes from its Rust fences, styles from `extra_css`, scripts from "
        "`extra_javascript`)"
    )


def line_of(lines: Collection[str], written: str, what: str) -> int | None:
    """The line (from 1) that holds the beginning of `written`, else the one that holds `what`."""
    first = written.strip().partition("\n")[0].casefold()
    needle = what.strip("<>=").casefold()
    for wanted in (first, needle):
        for number, line in enumerate(lines, 1):
            if wanted and wanted in unescape(line).casefold():
                return number
        for number, line in enumerate(lines, 1):
            if wanted and wanted in line.casefold():
                return number
    return None
