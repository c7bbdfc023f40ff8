"""The finished HTML is read back and compared with what was verified, both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.site import rendered_blocks
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.figure import snippet_figure
from borrowproof.site.figure.snippet_figure import Options

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
PAGE = "docs/moves.md"


def test_a_page_with_exactly_its_blocks_is_well(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    index = EvidenceIndex(Run((evidence,), (make_block(evidence),)))
    html = f"<p>text</p>{snippet_figure.figure_html(index.shown_blocks[0], Options())}"
    assert rendered_blocks.differences(index, PAGE, html) == ()


def test_a_block_that_is_not_shown_is_named(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    index = EvidenceIndex(Run((evidence,), (make_block(evidence),)))
    assert rendered_blocks.differences(index, PAGE, "<p></p>") == (
        "docs/moves.md:7: verified, but the page does not show it",
    )


def test_a_block_of_another_page_or_a_second_copy_is_named(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    index = EvidenceIndex(Run((evidence,), (make_block(evidence),)))
    html = snippet_figure.figure_html(index.shown_blocks[0], Options())
    twice = ("docs/moves.md:7: shown more often than it was verified",)
    assert rendered_blocks.differences(index, PAGE, html * 2) == twice
    assert rendered_blocks.differences(index, "docs/other.md", html) == twice


def test_a_refusal_is_reported_even_where_the_page_is_unknown() -> None:
    html = snippet_figure.unverified_html("rust", "fn main() {}", 'no "compiler" judged it')
    assert rendered_blocks.differences(EvidenceIndex(Run(())), None, html) == ('a page: no "compiler" judged it',)


def test_a_look_alike_in_the_text_of_a_page_does_not_count() -> None:
    text = '<p>&lt;figure data-borrowproof="docs/a.md:1"&gt;</p><pre data-borrowproof="docs/a.md:1"></pre>'
    assert rendered_blocks.rendered_locations(text) == Counter()
