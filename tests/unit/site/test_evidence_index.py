"""A fence finds exactly its own evidence, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.site.evidence_index import EvidenceIndex, NoEvidence, normalize_whitespace

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]


def test_a_fence_is_found_by_its_tags_and_text(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence("fn main() {}")
    index = EvidenceIndex(Run((evidence,), (make_block(evidence),)))
    assert index.find("rust", "fn main() {}", "docs/moves.md", []).evidence is evidence
    assert index.find("rust", "fn main() {}\n", None, []).evidence is evidence


@pytest.mark.parametrize(
    ("info", "text"),
    [("rust,no_run", "fn main() {}"), ("rust", "fn main() { }"), ("rust", "fn main() {}\n\nfn f() {}")],
)
def test_another_text_or_other_tags_have_no_evidence(
    info: str, text: str, make_evidence: MakeEvidence, make_block: MakeBlock
) -> None:
    evidence = make_evidence("fn main() {}")
    index = EvidenceIndex(Run((evidence,), (make_block(evidence),)))
    with pytest.raises(NoEvidence, match="no compiler judged"):
        index.find(info, text, "docs/moves.md", [])


def test_evidence_of_another_page_does_not_count(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    index = EvidenceIndex(Run((evidence,), (make_block(evidence),)))
    with pytest.raises(NoEvidence):
        index.find("rust", "fn main() {}", "docs/other.md", [])


def test_equal_fences_of_a_page_are_taken_in_order_and_once(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    one, two = make_evidence(name="docs/moves.md:3"), make_evidence(name="docs/moves.md:9")
    index = EvidenceIndex(Run((one, two), (make_block(one, 3), make_block(two, 9))))
    first = index.find("rust", "fn main() {}", "docs/moves.md", [])
    second = index.find("rust", "fn main() {}", "docs/moves.md", [first.key])
    assert [first.evidence, second.evidence] == [one, two]
    with pytest.raises(NoEvidence):
        index.find("rust", "fn main() {}", "docs/moves.md", [first.key, second.key])


def test_an_ambiguous_fence_names_both_snippets(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    one, two = make_evidence(name="docs/a.md:3"), make_evidence(name="docs/b.md:9")
    index = EvidenceIndex(Run((one, two), (make_block(one, 3, "docs/a.md"), make_block(two, 9, "docs/b.md"))))
    with pytest.raises(NoEvidence, match=r"docs/a\.md:3 .* and docs/b\.md:9"):
        index.find("rust", "fn main() {}", None, [])


def test_one_snippet_shown_twice_is_not_ambiguous(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    blocks = (make_block(evidence, 3, "docs/a.md"), make_block(evidence, 9, "docs/b.md"))
    assert EvidenceIndex(Run((evidence,), blocks)).find("rust", "fn main() {}", None, []).evidence is evidence


def test_a_block_whose_snippet_was_refused_has_no_evidence(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    index = EvidenceIndex(Run((), (make_block(make_evidence()),)))
    assert index.shown_blocks == ()
    with pytest.raises(NoEvidence):
        index.find("rust", "fn main() {}", "docs/moves.md", [])


def test_anchors_are_unique_on_a_page(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    file, fence, other = (make_evidence(name=n) for n in ("snippets/a/b.rs", "docs/x.md:1", "docs/x.md:4"))
    blocks = [make_block(file, 3), make_block(file, 5), make_block(fence, 7), make_block(other, 9)]
    blocks.append(make_block(file, 3, "docs/y.md"))
    anchors = [e.anchor for e in EvidenceIndex(Run((file, fence, other), tuple(blocks))).shown_blocks]
    assert anchors == ["snippet-b", "snippet-b-2", "snippet-1", "snippet-2", "snippet-b"]


def test_a_fix_finds_what_it_repairs(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    broken = make_evidence(name="snippets/a/broken.rs")
    fix = make_evidence(name="snippets/a/fix.rs", fixes="broken")
    index = EvidenceIndex(Run((broken, fix), (make_block(broken, 1), make_block(fix, 9))))
    assert index.repaired_block(index.shown_blocks[1]) == index.shown_blocks[0]
    assert index.repaired_block(index.shown_blocks[0]) is None


def test_canonical_text_survives_python_markdown() -> None:
    assert normalize_whitespace("a\tb\r\n   \n\tc\n\n") == "a   b\n\n    c"


def test_the_byte_order_mark_of_an_included_file_is_none_of_its_text() -> None:
    assert normalize_whitespace("\ufeffa\n  \ufeffb\nc\ufeff") == "a\n  b\nc\ufeff"
