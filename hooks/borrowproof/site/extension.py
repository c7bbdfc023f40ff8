"""The Python-Markdown extension: Rust fences become figures, or the page is refused.

Works in anything that runs Python-Markdown with pymdownx.superfences; MkDocs is not needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import SuperFencesBlockPreprocessor, SuperFencesCodeExtension

from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.run import Run
from borrowproof.site import (
    custom_fences,
    evidence_page,
    page_banner,
    page_text,
    prose_values,
    rendered_blocks,
    reported_evidence,
)
from borrowproof.site.custom_fences import PageRenderer
from borrowproof.site.errors import panels
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.figure.repair_ladder import Ladders

BEFORE_SUPERFENCES = 26  # superfences runs at 25, includes (pymdownx.snippets) at 32
FIRST = 1000
LAST = -100
BEFORE_LADDERS = -99  # which give elements classes of ours


class Unverified(Exception):
    """The page holds Rust that the evidence does not cover, or lacks some that it covers."""


class BorrowproofExtension(Extension):
    """Renders Rust fences from evidence.

    Options: `evidence`, the path of a JSON report of `borrowproof check`; or `index`, an EvidenceIndex built from a
    run; `page`, the page's name in the evidence (`docs/ownership/moves.md`), without which (and where Zensical does not
    say it) blocks are found by what they say alone; `links`, where a page links to; `playground`, the address of the
    Playground where readers open and run programs; `catalogue`, the Catalogue whose pages codes link to; `first_line`,
    where the text begins in the page's file; `strict`, refuse what only others know (scripts, other options of fences);
    `lenient`, mark what is unverified on the page instead of refusing it: always done under Zensical, where the check
    is the only gate, and where there is no evidence yet.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "evidence": [reported_evidence.USUAL, "path of the JSON report to render from"],
            "index": ["", "an Index, instead of `evidence`"],
            "page": ["", "the page's name in the evidence"],
            "links": ["", "Links of this site"],
            "playground": [PLAYGROUND, "address of the Playground where readers open and run programs"],
            "catalogue": ["", "the Catalogue of this site's error pages"],
            "first_line": [1, "the line of the page's file with which the text begins (behind its metadata)"],
            "strict": [False, "refuse what only others know: scripts, styles, other options of a fence"],
            "lenient": [False, "mark unverified Rust on the page instead of raising Unverified"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        self.md = md
        self._index: EvidenceIndex | None = self.getConfig("index") or None
        md.registerExtension(self)
        if not any(isinstance(e, SuperFencesCodeExtension) for e in md.registeredExtensions):
            md.registerExtensions(["pymdownx.superfences"], {})
        md.preprocessors.register(page_text.AsWritten(md, lambda: self.renderer), "borrowproof-source", FIRST)
        values = prose_values.Values(md, lambda code: self.renderer.value(code))
        md.inlinePatterns.register(values, "borrowproof-values", prose_values.BEFORE_CODE_SPANS)
        md.preprocessors.register(_InfoStrings(self), "borrowproof", BEFORE_SUPERFENCES)
        foreign = page_text.ForeignHtml(md, lambda: self.renderer, lambda: int(self.getConfig("first_line")))
        md.treeprocessors.register(foreign, "borrowproof-foreign", BEFORE_LADDERS)
        md.treeprocessors.register(
            Ladders(md, lambda anchor: self.renderer.repair(anchor)), "borrowproof-ladders", LAST
        )
        md.treeprocessors.register(_EndOfTree(self), "borrowproof", LAST)
        md.postprocessors.register(_Judge(self), "borrowproof", LAST)
        self.reset()

    def reset(self) -> None:
        """A new page begins."""
        self._session: PageRenderer | None = None

    @property
    def renderer(self) -> PageRenderer:
        """The page being rendered.

        (Not in `extendMarkdown`, because MkDocs tries each extension out before it configures it.)
        """
        if self._session is None:
            self._session = self._begun()
        return self._session

    def _begun(self) -> PageRenderer:
        zensical, unread = reported_evidence.page_of_zensical(self.md), ""
        page = self.getConfig("page") or zensical
        if self._index is None:
            try:
                self._index = reported_evidence.read(self.getConfig("evidence"), self.md)
            except reported_evidence.NoReport as error:
                unread = str(error)
        return PageRenderer(
            self._index or EvidenceIndex(Run(())),
            page,
            self.getConfig("links") or evidence_page.plain_links(page),
            self.getConfig("playground"),
            self.getConfig("catalogue") or None,
            strict=self.getConfig("strict"),
            lenient=self.getConfig("lenient") or zensical is not None or bool(unread),
            unread=unread,
        )

    def attach(self) -> None:
        """Put our fences into the superfences in charge (which may have been registered after us)."""
        preprocessor = self.md.preprocessors["fenced_code_block"]
        if not isinstance(preprocessor, SuperFencesBlockPreprocessor):
            raise ValueError("borrowproof: `fenced_code` took the fences over; remove it")
        owner = preprocessor.extension
        formatters: dict[str, Callable[..., str]] = {
            "rust": self.renderer.rust,
            "rs": self.renderer.rust,
            "borrowproof": self.renderer.panel,
        }
        if self.renderer.strict or self.renderer.index.asked:  # elsewhere it is a word like any other
            formatters["question"] = self.renderer.question
        if self.renderer.strict or self.renderer.index.set_exercises:
            formatters["exercise"] = self.renderer.exercise
        owner.superfences[:] = [entry for entry in owner.superfences if entry["name"] not in formatters]
        for name, formatter in formatters.items():
            owner.extend_super_fences(name, self._noting(formatter), custom_fences.accept_options, None)

    def _noting(self, formatter: Callable[..., str]) -> Callable[..., str]:
        """`formatter`; what it renders is noted, so that nothing else passes for it."""

        def noting(*arguments: Any, **named: Any) -> str:
            html = formatter(*arguments, **named)
            self.renderer.rendered.add(html)
            return html

        return noting


class _InfoStrings(Preprocessor):
    """Rewrites rustdoc's info strings, which superfences would not take for fences at all."""

    def __init__(self, extension: BorrowproofExtension) -> None:
        super().__init__(extension.md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        self.extension.attach()
        return custom_fences.rewrite_openers(lines)


class _EndOfTree(Treeprocessor):
    """Notes that only the whole page is left; before, `toc` runs all postprocessors on each heading."""

    def __init__(self, extension: BorrowproofExtension) -> None:
        super().__init__(extension.md)
        self.extension = extension

    def run(self, root: Element) -> None:  # noqa: ARG002 (the signature is Python-Markdown's)
        self.extension.renderer.complete = True


class _Judge(Postprocessor):
    """Looks at the finished page: all that was verified stands in it, and nothing else does."""

    def __init__(self, extension: BorrowproofExtension) -> None:
        super().__init__(extension.md)
        self.extension = extension

    def run(self, text: str) -> str:
        session = self.extension.renderer
        if not session.complete or session.unread:
            return text
        found = rendered_blocks.differences(session.index, session.page, text)
        if found and not session.lenient:
            raise Unverified("\n".join(found))
        if session.catalogue is not None:
            text = panels.link_error_pages(text, session.catalogue, session.links)
        return page_banner.banners(session.index, session.page, found) + text
