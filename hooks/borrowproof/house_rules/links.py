"""Rules for links: each leads to a page of the site, and to a heading of it. Pure.

What is a page of the site's own making (an error that nobody wrote about) has no headings that are known here: MkDocs
holds those. So it does with links to anything but pages, and to the figure of a snippet.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote

from borrowproof.model.origin import Origin, Problem
from borrowproof.spelling import closest

_LINK = re.compile(r"\]\(\s*<?(?P<inline>[^()\s>]*)>?[^()]*\)|^ {0,3}\[[^\]^]+\]:\s*<?(?P<defined>[^\s>]+)")
_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})\s*(?P<info>[\w-]*)")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*$")
_NAMED = re.compile(r"""\{[^{}]*?#(?P<listed>[\w-]+)[^{}]*\}|\b(?:id|name)=["'](?P<html>[^"']+)["']""")
_FIGURE = "snippet-"  # how the anchor of a figure begins, which is no heading
_RENDERED = ("question", "exercise")  # the fences whose text a page renders as Markdown


def broken(
    pages: Mapping[str, Sequence[str]], site: Mapping[str, Sequence[str]], generated: Collection[str]
) -> Iterator[Problem]:
    """Problems of the links on `pages`. `site` has the lines of all pages, by name.

    The `generated` have no file, or the site adds headings to them.
    """
    headings: dict[str, frozenset[str]] = {}
    for page, lines in pages.items():
        for number, line in prose(lines):
            for match in _LINK.finditer(line):
                link = match["inline"] or match["defined"] or ""
                name, _, heading = unquote(link).partition("#")
                if _leads_elsewhere(name):
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page), name)) if name else page
                at = Origin(page, number)
                if target in site:
                    if target not in headings:
                        headings[target] = _headings(site[target])
                    elsewhere = target in generated or heading.startswith(_FIGURE)
                    if heading and not elsewhere and heading not in headings[target]:
                        yield _no_heading(at, link, heading, target, headings[target])
                elif target not in generated:
                    yield _no_page(at, link, name, (*site, *generated))


def _leads_elsewhere(name: str) -> bool:
    """Whether what stands before the `#` is none of a page's file."""
    return name.startswith("/") or ":" in name or (name != "" and not name.endswith(".md"))


def _no_page(at: Origin, link: str, name: str, names: Collection[str]) -> Problem:
    folder = posixpath.dirname(at.file)
    near = closest(name, tuple(posixpath.relpath(each, folder) for each in names))
    return Problem(at, f"the link `{link}` leads to no page", f"{near}{'N' if near else 'n'}ame the page's file")


def _no_heading(at: Origin, link: str, heading: str, target: str, known: Collection[str]) -> Problem:
    near = closest(heading, tuple(sorted(known)))
    fix = f"{near}{'N' if near else 'n'}ame a heading of {target} in small letters, with `-` for spaces"
    return Problem(at, f"the link `{link}` leads to no heading", fix)


def prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that are no code, with their numbers, without the code within them."""
    closer = ""
    for number, line in enumerate(lines, start=1):
        fence = _FENCE.match(line)
        if closer:
            closer = "" if fence and fence["mark"].startswith(closer) and not fence["info"] else closer
        elif fence and fence["info"] not in _RENDERED:
            closer = fence["mark"]
        else:
            yield number, _CODE.sub("", line)


def _headings(lines: Sequence[str]) -> frozenset[str]:
    """What a page's headings are called in its addresses, and whatever else it gives a name to."""
    from markdown.extensions.toc import slugify, unique  # costs a check time that has no lessons

    found: set[str] = set()
    code = {number for number, _ in prose(lines)}
    for number, line in enumerate(lines, start=1):
        named = [match["listed"] or match["html"] for match in _NAMED.finditer(line)]
        heading = _HEADING.match(line) if number in code else None
        if heading and not named:
            unique(slugify(_text(heading["text"]), "-"), found)
        found.update(named)
    return frozenset(found)


def _text(heading: str) -> str:
    """A heading as it is read: of a link its words alone."""
    return re.sub(r"\[([^\]]*)\]\([^()]*\)", r"\1", heading)
