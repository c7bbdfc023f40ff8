"""What a repair shows: its cost as it was counted, and what was changed for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from borrowproof.model.expectation import HeapClaim, Kind
from borrowproof.model.outcome import Cost
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.site.evidence_index import EvidenceIndex, ShownBlock
from borrowproof.site.figure import repairs, snippet_figure
from borrowproof.site.figure.snippet_figure import Options

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
BROKEN = "fn main() {\n    let a = b;\n    use_it(b);\n}"
MENDED = "fn main() {\n    let a = b.clone();\n    use_it(b);\n}"


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (Cost(0, 0, 0, 0), "no allocation"),
        (Cost(1, 8, 0, 8), "1 allocation of 8 bytes, 8 bytes copied"),
        (Cost(1, 1, 0, 0), "1 allocation of 1 byte"),
        (Cost(1, 8, 0, 0, 1), "1 allocation of 8 bytes, 1 block never freed"),
        (Cost(2, 32000, 1, 1), "2 allocations of 32,000 bytes in all, 1 resize, 1 byte copied"),
    ],
)
def test_a_cost_in_words(cost: Cost, words: str) -> None:
    assert repairs.cost_text(cost) == words


def pair(make_evidence: MakeEvidence, make_block: MakeBlock, mended: str = MENDED) -> tuple[ShownBlock, ShownBlock]:
    broken = make_evidence(BROKEN, kind=Kind.ERROR)
    fix = make_evidence(mended, name="snippets/moves/mended.rs", fixes="first")
    index = EvidenceIndex(Run((broken, fix), (make_block(broken), make_block(fix, line=20))))
    return index.shown_blocks[1], index.shown_blocks[0]


def test_the_cost_stands_in_the_figure(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    mended, broken = pair(make_evidence, make_block)
    counted = replace(mended, evidence=replace(mended.evidence, cost=Cost(1, 8, 0, 8)))
    assert "1 allocation of 8 bytes, 8 bytes copied" in snippet_figure.figure_html(counted, Options(), broken)


def test_that_all_is_freed_is_said_where_it_is_claimed(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    mended, _ = pair(make_evidence, make_block)
    cost = Cost(1, 8, 0, 8)
    claimed = replace(mended.evidence.snippet.expectation, heap=HeapClaim(leaked=0))
    snippet = replace(mended.evidence.snippet, expectation=claimed)
    assert "8 bytes copied, all freed<" in repairs.cost_html(replace(mended.evidence, snippet=snippet, cost=cost))
    assert "8 bytes copied<" in repairs.cost_html(replace(mended.evidence, cost=cost))


def test_why_there_is_no_cost_is_said(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    mended, broken = pair(make_evidence, make_block)
    silent = replace(mended, evidence=replace(mended.evidence, not_counted="it <never> ends"))
    html = snippet_figure.figure_html(silent, Options(), broken)
    assert "not counted: it &lt;never&gt; ends" in html
    assert "allocation" not in html


def test_what_repairs_nothing_has_neither(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    _, broken = pair(make_evidence, make_block)
    html = snippet_figure.figure_html(broken, Options(), None)
    assert "bp-cost" not in html
    assert "bp-changes" not in html


def test_what_changed_is_shown_word_by_word_and_said(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    mended, broken = pair(make_evidence, make_block)
    html = repairs.changes_html(mended, broken)
    assert "<summary>What changed: 1 line; what is new is marked above</summary>" in html
    assert "<ins>.clone()</ins>" in html
    assert 'aria-label="What changed from first to mended"' in html
    figure = snippet_figure.figure_html(mended, Options(), broken)
    assert figure.count("bp-mark-added") == 1


def test_what_is_gone_is_struck_and_said(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    mended, broken = pair(make_evidence, make_block, BROKEN.replace("    use_it(b);\n", ""))
    html = repairs.changes_html(mended, broken)
    assert "    <del>use_it(b);</del>" in html
    assert "marked above" not in html


def test_lines_far_from_any_change_are_not_repeated(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    long = "\n".join(["fn main() {", *(f"    step({n});" for n in range(9)), "}"])
    broken = make_evidence(long, kind=Kind.ERROR)
    fix = make_evidence(long.replace("step(8)", "stop(8)"), name="snippets/moves/mended.rs", fixes="first")
    index = EvidenceIndex(Run((broken, fix), (make_block(broken), make_block(fix, line=20))))
    html = repairs.changes_html(index.shown_blocks[1], index.shown_blocks[0])
    assert re.findall(r'bp-line([^"]*)" data-line="([ \d]+)"', html) == [(" bp-apart", " 9"), ("", "10"), ("", "11")]
    assert "step(7)" in html
    assert "step(6)" not in html


def test_programs_that_read_alike_have_nothing_to_show(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    mended, broken = pair(make_evidence, make_block, BROKEN)
    assert repairs.changes_html(mended, broken) == ""
