"""The button that opens the editor: what it knows, and what it leaves to the way to the Playground beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import markdown
import pytest

from borrowproof.model.expectation import Kind
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.extension import BorrowproofExtension
from borrowproof.site.figure.action_row import action_row
from borrowproof.site.figure.edit_button import edit_button
from borrowproof.site.figure.playground_button import playground_button

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
ELSEWHERE = "http://127.0.0.1:8787"


def test_the_button_waits_for_its_script(make_evidence: MakeEvidence) -> None:
    assert edit_button(make_evidence(), hides_code=False) == (
        '<button type="button" class="bp-edit" hidden '
        'data-playground="https://play.rust-lang.org" data-edition="2024" data-channel="stable">'
        "Edit and run</button>"
    )


def test_it_runs_where_and_as_it_was_judged(make_evidence: MakeEvidence) -> None:
    evidence = make_evidence()
    assert evidence.toolchain is not None
    nightly = replace(evidence, toolchain=replace(evidence.toolchain, release="1.97.0-nightly"))
    html = edit_button(nightly, hides_code=True, playground=ELSEWHERE)
    assert f'data-playground="{ELSEWHERE}"' in html
    assert 'data-channel="nightly" data-whole>' in html


@pytest.mark.parametrize("length", [10, 9000])
def test_the_row_carries_the_program_once(length: int, make_evidence: MakeEvidence) -> None:
    """In the link or, where that would be too long, in a template: `program.ts` reads either."""
    code = f'fn main() {{\n    println!("<é&+%{"x" * length}>");\n}}\n'
    row = action_row(make_evidence(code, kind=Kind.RUNS), hides_code=False)
    linked = 'href="https://' in row
    assert (linked, "<template>" in row) == (length == 10, length == 9000)
    assert row.count("x" * length) == 1
    if linked:
        href = row.split('href="')[1].split('"')[0].replace("&amp;", "&")
        assert parse_qs(urlsplit(href).query)["code"] == [code]


def test_the_sites_own_playground_reaches_every_way_there(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    run = Run((evidence,), (make_block(evidence),), toolchain=evidence.toolchain)
    ours = BorrowproofExtension(index=EvidenceIndex(run), page="docs/moves.md", playground=ELSEWHERE)
    html = markdown.markdown("```rust\nfn main() {}\n```\n", extensions=[ours, "pymdownx.superfences"])
    assert f'data-playground="{ELSEWHERE}"' in html
    assert f'href="{ELSEWHERE}/?version=stable' in html
    assert "play.rust-lang.org" not in html
    long = make_evidence(f'fn main() {{ println!("{"x" * 9000}"); }}')
    assert f'data-playground="{ELSEWHERE}"' in playground_button(long, ELSEWHERE)
