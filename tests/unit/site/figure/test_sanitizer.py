"""A sanitizer's report on a page: in words, and as labels on the lines that had a part in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from borrowproof.annotations import undefined_behaviour
from borrowproof.model.expectation import Kind
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.figure import sanitizer, snippet_figure
from borrowproof.site.figure.snippet_figure import Options

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
REJECTED = "fn main() {\n    let a = b();\n    let c = &a;\n    drop(a);\n    use_it(c);\n}"
RAW = "fn main() {\n    let a = b();\n    let c = a.as_ptr();\n    drop(a);\n    use_it(unsafe { *c });\n}"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "heap-use-after-free: read 5, freed 4, allocated 2",
            [(5, "read here", True), (4, "freed here", False), (2, "allocated here", False)],
        ),
        ("double-free: freed 5, freed 4", [(5, "freed here a second time", True), (4, "freed here", False)]),
        ("data-race: written 3, read 5", [(3, "written here by one thread", True), (5, "read here by another", True)]),
        ("data-race: read 4, written 4", [(4, "read here by one thread, and written here by another", True)]),
    ],
)
def test_each_line_is_labelled(text: str, labels: list[tuple[int, str, bool]]) -> None:
    (said,) = sanitizer.labels(undefined_behaviour.read(text), RAW)
    assert [(s.line_start, s.label, s.primary) for s in said.spans] == labels
    assert all(s.column_start == 5 for s in said.spans)


def test_nothing_is_labelled_where_nothing_is_reported() -> None:
    assert sanitizer.labels(None, RAW) == ()


def test_a_twin_shows_the_report_and_what_was_changed(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    rejected = make_evidence(REJECTED, kind=Kind.ERROR)
    twin = make_evidence(RAW, name="snippets/moves/raw.rs", kind=Kind.COMPILES)
    report = undefined_behaviour.read("heap-use-after-free: read 5, freed 4, allocated 2")
    twin = replace(twin, snippet=replace(twin.snippet, twin_of="first"), sanitized=report)
    index = EvidenceIndex(Run((rejected, twin), (make_block(rejected), make_block(twin, line=20))))
    shown = index.shown_blocks[1]
    html = snippet_figure.figure_html(shown, Options(), index.original_block(shown))
    assert "Undefined behaviour as intended" in html
    assert "AddressSanitizer reports heap use after free" in html
    assert html.index("allocated here") < html.index("freed here") < html.index("read here")
    assert "What changed: 2 lines" in html
    assert "with raw pointers, the twin of first" in html
    assert index.repaired_block(shown) is None  # a ladder of repairs has no twins
