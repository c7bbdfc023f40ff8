"""Looks through what a page's own text became, before anything of ours is put among it."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from borrowproof.site.custom_fences import PageRenderer
from borrowproof.site.figure import snippet_figure
from borrowproof.site.foreign_html import forged, forged_by, line_of, refusal


class AsWritten(Preprocessor):
    """Notes the lines of the page, for messages that name one."""

    def __init__(self, md: Markdown, renderer: Callable[[], PageRenderer]) -> None:
        super().__init__(md)
        self.renderer = renderer

    def run(self, lines: list[str]) -> list[str]:
        self.renderer().lines = tuple(lines)
        return lines


class ForeignHtml(Treeprocessor):
    """Marks HTML of the page's own that could pass for ours, in its place; the finished page is refused for it.

    By now the page is a tree, whose elements Markdown and its extensions made from the page's text, and a stash of
    finished HTML, in which only what our formatters returned is ours. `first_line` tells where the text begins in the
    page's file.
    """

    def __init__(self, md: Markdown, renderer: Callable[[], PageRenderer], first_line: Callable[[], int]) -> None:
        super().__init__(md)
        self.stash = md.htmlStash
        self.renderer = renderer
        self.first_line = first_line

    def run(self, root: Element) -> None:
        renderer = self.renderer()
        anchors = renderer.anchors()
        for element in list(root.iter()):
            found = forged_by(str(element.tag), element.attrib, anchors, strict=renderer.strict)
            if found is not None:
                tail = element.tail
                element.clear()
                element.tag, element.tail = "div", tail
                element.text = self.stash.store(self._marked(renderer, found, found))
        for number, html in enumerate(self.stash.rawHtmlBlocks):
            if not isinstance(html, str) or html in renderer.rendered:
                continue
            found = forged(html, anchors, strict=renderer.strict)
            if found is not None:
                self.stash.rawHtmlBlocks[number] = self._marked(renderer, found, html)

    def _marked(self, renderer: PageRenderer, what: str, written: str) -> str:
        line = line_of(renderer.lines, written, what)
        at = "" if line is None else f":{line + self.first_line() - 1}"
        marked = snippet_figure.unverified_html("html", written, refusal(what, f"{renderer.page or 'a page'}{at}"))
        renderer.rendered.add(marked)
        return marked
