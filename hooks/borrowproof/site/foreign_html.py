"""HTML in a page's own text that could pass for ours: refused, so that a badge is only what the engine rendered.

A page may bring HTML (inline, in blocks, through `attr_list`, `md_in_html` or an admonition's class). It may not bring
our names (classes and ids that begin with `bp-`, elements and attributes of ours, the ids of figures on the page), and
nothing that could give such names or looks to something later: scripts, styles, handlers of events, frames with a
document of their own. What is left is what any picture can do: look similar.

Tags are found as the HTML standard's tokenizer finds them, or are longer than it makes them, never shorter. Time grows
with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape

OURS = "bp-"
_FORBIDDEN = frozenset({"script", "style", "link", "base", "meta", "object", "embed", "frame", "frameset", "portal"})
_NAME = re.compile(r"<([a-z][^\s/>]*)", re.ASCII)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?math/")  # no browser runs it: pymdownx.arithmatex
_OURS = re.compile(r"(?<![\w-])(bp-[\w-]*|data-borrowproof[\w-]*)")
_HANDLER = re.compile(r"[\s/\"'](on[a-z]+)\s*=")
_ID = re.compile(r"[\s/\"']id\s*=\s*[\"']?([^\s\"'>]+)")
_QUOTED_OR_END = re.compile(r"=[ \t\n\f\r]*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))|>")
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")
_RUNS = ("javascript:", "vbscript:", "data:text/html")


def forged(html: str, anchors: Collection[str] = ()) -> str | None:
    """What in a piece of HTML is not a page's to write, in words; None where all of it is.

    `anchors` are the ids of the figures on the page.
    """
    return next((found for tag in tags(html) if (found := _in_tag(tag, anchors)) is not None), None)


def ours(html: str) -> str | None:
    """A name of ours in a finished page, which may have scripts and styles; None where there is none."""
    found = (_OURS.search(unescape(tag).casefold()) for tag in tags(html))
    return next((match[1] for match in found if match is not None), None)


def forged_by(tag: str, attributes: Mapping[str, str], anchors: Collection[str] = ()) -> str | None:
    """The same of one element that a Markdown extension made."""
    written = "".join(f' {name}="{value.replace(chr(34), "")}"' for name, value in attributes.items())
    return _in_tag(f"<{tag}{written}>", anchors)


def tags(html: str) -> Iterator[str]:
    """The start tags in a piece of HTML, from `<` to `>`; one that does not end goes on to the end."""
    position = 0
    while (start := html.find("<", position)) >= 0:
        following = html[start + 1 : start + 3].lstrip("/")[:1]
        if html.startswith("<!--", start):
            position = _comment_end(html, start)
        elif following.isascii() and following.isalpha():
            position = _tag_end(html, start)
            if html[start + 1] != "/":  # what stands in an end tag is ignored
                yield html[start:position]
        elif html[start + 1 : start + 2] in ("!", "?", "/"):
            end = html.find(">", start)
            position = end + 1 if end >= 0 else len(html)
        else:
            position = start + 1


def _comment_end(html: str, start: int) -> int:
    """Behind a comment. Browsers end one at `<!-->`, `<!--->`, `-->` and `--!>`."""
    for short in ("<!-->", "<!--->"):
        if html.startswith(short, start):
            return start + len(short)
    position = html.find("--", start + 4)
    while position >= 0:
        if html.startswith(("-->", "--!>"), position):
            return html.index(">", position) + 1
        position = html.find("--", position + 1)
    return len(html)


def _tag_end(html: str, start: int) -> int:
    for found in _QUOTED_OR_END.finditer(html, start):
        if found[0] == ">":
            return found.end()
    return len(html)


def _in_tag(tag: str, anchors: Collection[str]) -> str | None:
    text = unescape(tag).casefold()
    name = _NAME.match(text)
    if name is not None and name[1] in _FORBIDDEN and not (name[1] == "script" and _TYPE.search(text)):
        return f"<{name[1]}>"
    if name is not None and name[1].startswith(OURS):
        return f"<{name[1]}>"
    if (ours := _OURS.search(text)) is not None:
        return ours[1]
    if (handler := _HANDLER.search(text)) is not None:
        return f"{handler[1]}="
    if "srcdoc" in text:
        return "srcdoc="
    address = next((word for word in _RUNS if word in _IGNORED_IN_ADDRESSES.sub("", text)), None)
    if address is not None:
        return address
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
