"""A table: every part of a page, with every hostile text in every place where text of others can stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown import Markdown

from borrowproof.model.compiler import Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.model.verdict import Status
from borrowproof.report.control_characters import pictured
from borrowproof.site import evidence_page, page_banner, social_cards
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.extension import BorrowproofExtension
from borrowproof.site.figure import edition_switch, snippet_figure
from borrowproof.site.figure.snippet_figure import Options
from tests.hostile_text import HOSTILE, hidden

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
# What the figures are made of. An attacker's element or attribute would be none of these.
ELEMENTS = frozenset(
    [
        *("a", "b", "br", "button", "caption", "code", "del", "details", "div", "fieldset", "figcaption", "figure"),
        *("i", "input", "ins", "label", "legend", "li", "p", "pre", "span", "strong", "summary", "table", "tbody"),
        *("td", "template", "th", "thead", "tr", "ul", "wbr"),
    ]
)
ATTRIBUTES = re.compile(
    r"class|id|href|rel|hidden|type|tabindex|role|name|checked|for|style|scope|colspan|aria-\w+|data-(?!lie)[\w-]+"
)


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.texts += [value for name, value in attrs if value is not None and name != "href"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def harmless(html: str) -> Page:
    page = Page(html)
    assert page.names <= ELEMENTS
    assert [name for name in page.attributes if not ATTRIBUTES.fullmatch(name)] == []
    assert not hidden(html)
    return page


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shown(text: str, make_evidence: MakeEvidence, make_block: MakeBlock) -> EvidenceIndex:
    """Three programs that are called, hold, print and are told `text`."""
    line = re.sub(r"[\n\ud800-\udfff]", " ", text)  # of code, which is read from UTF-8
    span = Span(1, 4, 1, 8, primary=True, label=text)
    help_ = Diagnostic(Level.HELP, None, text, (replace(span, suggested_replacement=line),))
    said = Diagnostic(Level.ERROR, None, text, (span,), (help_,), f"\x1b[1m{text}\x1b[0m")
    judge = Toolchain(text, text, text)
    codes = {"fails": f'fn main() {{}} // "{line}"', "runs": f"fn main() {{ /* {line} */ }}"}
    failing = make_evidence(codes["fails"], kind=Kind.ERROR, diagnostics=[said], name=f"{line}-1.rs", toolchain=judge)
    running = make_evidence(codes["runs"], stdout=text, stderr=text, exit=0, name=f"{line}-2.rs", toolchain=judge)
    wrong = make_evidence(codes["runs"], stderr=text, exit=3, status=Status.MISMATCHED, name="3.rs", toolchain=judge)
    evidence = [replace(e, snippet=replace(e.snippet, label=text)) for e in (failing, running, wrong)]
    evidence[1] = replace(evidence[1], not_derived=text, not_counted=text)
    blocks = tuple(make_block(e, n) for n, e in enumerate(evidence, 7))
    problem = Problem(Origin("docs/moves.md", 1), text, text)
    return EvidenceIndex(Run(tuple(evidence), blocks, (problem,), judge, warnings=(text,)))


def test_figures(shown: EvidenceIndex, text: str) -> None:
    for block in shown.shown_blocks:
        for options in (Options(text), Options(text, predict=text)):
            page = harmless(snippet_figure.figure_html(block, options, shown.shown_blocks[0]))
            assert pictured(text) in page.texts  # the title at least


def test_bare_and_judged_programs(shown: EvidenceIndex) -> None:
    for block in shown.shown_blocks:
        harmless(snippet_figure.unjudged_figure(block, "https://play.example") + snippet_figure.judgement_html(block))


def test_unverified_code(text: str) -> None:
    assert pictured(text) in "".join(harmless(snippet_figure.unverified_html(text, text, text)).texts)


def test_the_switch_between_editions(shown: EvidenceIndex, text: str) -> None:
    harmless(edition_switch.edition_switch(shown.shown_blocks, text, lambda _: "", tells=True))


def test_the_evidence_page(shown: EvidenceIndex, text: str) -> None:
    page = harmless(evidence_page.evidence_html(shown, evidence_page.plain_links(None)))
    assert page.texts.count(pictured(text)) >= 3  # who judged each of them


def test_banners(shown: EvidenceIndex, text: str) -> None:
    harmless(page_banner.banners(shown, "docs/moves.md", [text]))


@pytest.mark.parametrize("text", HOSTILE[::4])
def test_social_cards(text: str) -> None:
    drawn = social_cards.png(social_cards.Card(text, text, text, text))
    assert drawn == social_cards.png(social_cards.Card(*[" ".join(pictured(text.replace("\n", " ")).split())] * 4))


def test_what_a_program_prints_is_no_part_of_the_page(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    """Python-Markdown keeps finished HTML aside, and a number between STX and ETX in its place."""
    stash = "".join(f"\x02wzxhzdk:{n}\x03\x02klzzwxh:{n}\x03" for n in range(9))
    evidence = make_evidence(stdout=stash, exit=0)
    index = EvidenceIndex(Run((evidence,), (make_block(evidence, 1),), toolchain=evidence.toolchain))
    markdown = Markdown(extensions=[BorrowproofExtension(index=index, page="docs/moves.md")])
    html = markdown.convert("```rust\nfn main() {}\n```\n\n<p>aside</p>\n")
    assert html.count("aside") == 1
    assert "␂wzxhzdk:0␃" in html
