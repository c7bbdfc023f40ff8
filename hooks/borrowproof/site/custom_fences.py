"""What is ours: the fences that pymdownx.superfences calls (`rust`, `question`, `exercise`, ...), and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown import Markdown

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.tags import parse_tags
from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.site import evidence_page, exercises, prose_values, questions
from borrowproof.site.errors import panels
from borrowproof.site.errors.catalogue import Catalogue
from borrowproof.site.evidence_index import BlockKey, EvidenceIndex, NoEvidence, ShownBlock
from borrowproof.site.evidence_page import Links
from borrowproof.site.fence_attributes import FenceAttributes, around
from borrowproof.site.figure import edition_switch, snippet_figure
from borrowproof.site.nested_markdown import html_of
from borrowproof.sources.markdown import attributes, superfences
from borrowproof.sources.markdown.visibility import TooMuchMarkup
from borrowproof.sources.questions.question_fence import INFO as INFO_OF_QUESTIONS

INFO = "bp-info"
PANELS = ("totals", "evidence")


@dataclass(slots=True)
class PageRenderer:
    """The rendering of one page. Formatters never raise, for superfences swallows what they raise:
    what cannot be verified is marked in the HTML, and the page is judged when it is finished. `rendered` is all HTML
    of ours so far, `lines` the page's text as it was written.

    A `strict` page has nothing but what we know: no other option of a fence, no script and no style. A `lenient` one is
    shown with what is wrong. `unread` says why there is no evidence at all, and what to do about it.
    """

    index: EvidenceIndex
    page: str | None
    links: Links
    playground: str = PLAYGROUND
    catalogue: Catalogue | None = None
    used: dict[BlockKey, ShownBlock] = field(default_factory=dict)
    rendered: set[str] = field(default_factory=set)
    lines: tuple[str, ...] = ()
    complete: bool = False
    strict: bool = False
    lenient: bool = False
    unread: str = ""

    def anchors(self) -> frozenset[str]:
        """The ids of the page's figures, which nothing else may have."""
        return frozenset(shown.anchor for shown in self.index.on_page(self.page)) if self.page else frozenset()

    def rust(
        self, src: str, options: Mapping[str, str], classes: Sequence[str] = (), id_value: str = "", **_: Any
    ) -> str:
        """A ```rust fence. One without `bp-info` was not found by the engine's own reading."""
        info = options.get(INFO)
        if self.unread or info is None:
            why = self.unread or "this Rust block is not one that the engine reads"
            return snippet_figure.unverified_html(info or "rust", src, why)
        given = {name: value for name, value in options.items() if name != INFO}
        try:
            shown_block = self.index.find(info, src, self.page, self.used)
            asked = replace(self._asked(given, shown_block), playground=self.playground)
            attributes = FenceAttributes(tuple(classes), id_value, given)
            return around(attributes, self._figures(shown_block, asked), self.anchors())
        except NoEvidence as error:
            return snippet_figure.unverified_html(info, src, str(error))

    def _figures(self, shown_block: ShownBlock, asked: snippet_figure.Options) -> str:
        """A block's figure; where its editions stand side by side, all of theirs."""
        together = self.index.editions(shown_block)
        self.used |= {e.key: e for e in together}
        if len(together) == 1:
            return self._figure(shown_block, asked)
        untitled = replace(asked, title="")
        tells = not asked.predict
        return edition_switch.edition_switch(
            together, asked.title, lambda each: self._figure(each, untitled), tells=tells
        )

    def _asked(self, options: Mapping[str, str], shown_block: ShownBlock) -> snippet_figure.Options:
        """What a fence asks of its figure. Raises NoEvidence for an option that a strict page would silently lose."""
        # superfences gives a word of its own its name for a value
        given = {name: None if value == name else value for name, value in options.items()}
        try:
            known = given if self.strict else attributes.understood(given)
            attributes.check(known)
        except AnnotationError as error:
            raise NoEvidence(f"{error.message}; {error.fix}") from error
        marked = attributes.highlighted(known)
        if not self.strict:  # others count the lines of the fence; we number those of the program
            marked = frozenset(n for at, n in enumerate(shown_block.block.lines, 1) if at in marked and n is not None)
        return snippet_figure.Options(known.get("title") or "", marked, known.get("predict") or "")

    def _figure(self, shown_block: ShownBlock, asked: snippet_figure.Options) -> str:
        return snippet_figure.figure_html(shown_block, asked, self.index.original_block(shown_block))

    def repair(self, anchor: str) -> tuple[ShownBlock, ShownBlock] | None:
        """The figure on this page that has an anchor, and the one that it repairs; None for any other figure."""
        shown_block = next((e for e in self.used.values() if e.anchor == anchor), None)
        repaired = self.index.repaired_block(shown_block) if shown_block is not None else None
        return (shown_block, repaired) if shown_block is not None and repaired is not None else None

    def question(self, src: str, options: Mapping[str, str], md: Markdown, **_: Any) -> str:
        """A ```question fence."""
        info = " ".join([INFO_OF_QUESTIONS, *filter(None, [options.get("which", "").strip()])])
        try:
            item = self.index.question(info, src, self.page)
            return questions.question_html(item, self.index, lambda text: html_of(md, text), self.playground)
        except NoEvidence as error:
            return snippet_figure.unverified_html("question", src, str(error))

    def exercise(self, src: str, md: Markdown, **_: Any) -> str:
        """An ```exercise fence."""
        try:
            item = self.index.exercise(src, self.page)
            return exercises.exercise_html(item, self.index, lambda text: html_of(md, text), self.playground)
        except NoEvidence as error:
            return snippet_figure.unverified_html("exercise", src, str(error))

    def value(self, code: str) -> str:
        """A value in the text, as it was measured; one that nobody measured says so."""
        html = prose_values.value_html(self.index.values(self.page), code)
        self.rendered.add(html)
        return html

    def panel(self, src: str, **_: Any) -> str:
        """A ```borrowproof fence: what stands in it names the panel."""
        name = src.strip()
        if name == "totals":
            return evidence_page.totals_html(self.index.run)
        if name == "evidence":
            return evidence_page.evidence_html(self.index, self.links)
        asked = panels.panel_html(name, self.catalogue, self.links) if self.catalogue else None
        if asked is not None:
            return asked
        valid = (*PANELS, *(panels.NAMES if self.catalogue else ()))
        return snippet_figure.unverified_html("borrowproof", src, f"unknown panel `{name}`; valid: {', '.join(valid)}")


def rewrite_openers(lines: Sequence[str]) -> list[str]:
    """The page with the opener of each Rust fence in a form that superfences takes; lines keep their numbers.

    The tags as written travel in an option, since they are part of what a block is found by.
    """
    rewritten = list(lines)
    numbered = [SourceLine(text, Origin("", number)) for number, text in enumerate(lines, 1)]
    try:
        shown = {fence.opener for fence in superfences.scan(numbered)}
    except TooMuchMarkup:  # which the engine refuses; a preview shows the page's Rust as unverified
        return rewritten
    for fence in superfences.scan_all(numbered):
        found = parse_tags(fence.info)
        if fence.opener in shown and found.is_rust and (found.words or found.codes):
            info = f'rust {{{INFO}="{fence.info}" {fence.options}}}'
        elif not fence.native:
            info = "text"  # in a comment or in indented code; unrecognized, its end would open the next fence
        else:
            continue
        rewritten[fence.opener] = superfences.rewrite(lines[fence.opener], fence, info)
    return rewritten


def accept_options(_language: str, inputs: Mapping[str, str], options: dict[str, str], *_: object) -> bool:
    """superfences' validator: every option is kept, and judged by the formatter, which can say why."""
    options.update(inputs)
    return True
