"""Values in the text of a page, as the page shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown import Markdown

from borrowproof.judging import matcher
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.model.run import Evidence, Run
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.extension import BorrowproofExtension, Unverified
from borrowproof.sources.markdown import prose_values
from borrowproof.sources.snippets import Rules

MakeEvidence = Callable[..., Evidence]
PAGE = "docs/a.md"
TEXT = "# A {rust}`1 == 1`\n\nIt takes {rust}`size_of::<&str>()` bytes, not `8`.\n\n- `` {rust}`2` `` as written\n"


def measured(make_evidence: MakeEvidence, text: str, stdout: str) -> Evidence:
    """The evidence of the values in `text`, whose program printed that."""
    lines = [SourceLine(line, Origin(PAGE, number)) for number, line in enumerate(text.split("\n"), 1)]
    subject = prose_values.program(PAGE, prose_values.read(lines, ()), Rules(shared=False, strict=True, edition=None))
    made = make_evidence(stdout=stdout, exit=0)
    assert made.outcome is not None
    return replace(made, snippet=subject, verdict=matcher.judge(subject, made.outcome))


def rendered(evidence: Evidence, text: str, *, lenient: bool = False) -> str:
    extension = BorrowproofExtension(index=EvidenceIndex(Run((evidence,))), page=PAGE, lenient=lenient)
    return Markdown(extensions=["attr_list", "toc", extension]).convert(text)


def test_a_page_shows_what_was_measured(make_evidence: MakeEvidence) -> None:
    html = rendered(measured(make_evidence, TEXT, "1\x1f16\x1f"), TEXT)
    assert 'title="size_of::&lt;&amp;str&gt;(), measured by rustc 1.95.0">16</span> bytes' in html
    assert ">1</span></h1>" in html
    assert "<code>{rust}`2`</code>" in html
    assert "<code>8</code>" in html


def test_what_was_measured_is_escaped(make_evidence: MakeEvidence) -> None:
    text = "{rust}`a()`"
    assert ">&lt;b&gt;</span>" in rendered(measured(make_evidence, text, "<b>\x1f"), text)


def test_a_value_that_nobody_measured_refuses_the_page(make_evidence: MakeEvidence) -> None:
    evidence = measured(make_evidence, TEXT, "1\x1f16\x1f")
    with pytest.raises(Unverified, match="`3`: shown more often than it was verified"):
        rendered(evidence, TEXT + "\nand {rust}`3`")
    assert ">not measured</span>" in rendered(evidence, TEXT + "\nand {rust}`3`", lenient=True)


def test_a_value_that_the_page_lost_refuses_it(make_evidence: MakeEvidence) -> None:
    evidence = measured(make_evidence, TEXT, "1\x1f16\x1f")
    with pytest.raises(Unverified, match=r"docs/a.md: `size_of::<&str>\(\)`: verified, but the page does not show it"):
        rendered(evidence, TEXT.replace("{rust}`size_of::<&str>()`", "16"))


def test_another_value_than_the_author_relies_on_looks_different(make_evidence: MakeEvidence) -> None:
    html = rendered(measured(make_evidence, TEXT, "2\x1f16\x1f"), TEXT)
    assert html.count("bp-value-mismatch") == 1
    assert "bp-value-measured" in html


def test_a_page_cannot_write_a_value_itself(make_evidence: MakeEvidence) -> None:
    text = TEXT + '\n<span class="bp-value" data-borrowproof="docs/a.md: `1 == 1`">7</span>\n'
    with pytest.raises(Unverified, match="bp-value"):
        rendered(measured(make_evidence, TEXT, "1\x1f16\x1f"), text)
