"""A snippet's figure says what it is in words, and looks like nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.model.verdict import Status
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.figure import snippet_figure
from borrowproof.site.figure.snippet_figure import Options

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
FAILING = 'fn main() {\n    let a = String::new();\n    let b = a;\n    println!("{a}");\n}'


def figure(evidence: Evidence, block: Block, options: Options | None = None) -> str:
    return snippet_figure.figure_html(EvidenceIndex(Run((evidence,), (block,))).shown_blocks[0], options or Options())


def test_a_failing_snippet(make_evidence: MakeEvidence, make_block: MakeBlock, moved: Diagnostic) -> None:
    evidence = make_evidence(FAILING, kind=Kind.ERROR, diagnostics=[moved])
    html = figure(evidence, make_block(evidence), Options("Use <after> move"))
    assert '<figure class="bp-snippet bp-fails" id="snippet-first" data-borrowproof="docs/moves.md:7">' in html
    assert 'Fails as intended, <a class="bp-error-code" href="https://doc.rust-lang.org/' in html
    assert "rustc 1.95.0, edition 2024" in html
    assert "Use &lt;after&gt; move" in html
    assert 'role="region" aria-label="Rust code: Use &lt;after&gt; move"' in html
    assert html.index("bp-badge") < html.index("bp-code") < html.index("bp-diagnostics")


@pytest.mark.parametrize(
    ("kind", "status", "css", "words"),
    [
        (Kind.RUNS, Status.MATCHED, "bp-runs", "Runs"),
        (Kind.COMPILES, Status.MATCHED, "bp-compiles", "Compiles, not run"),
        (Kind.PANICS, Status.MATCHED, "bp-panics", "Panics as intended"),
        (Kind.RUNS, Status.NOT_CHECKED, "bp-unchecked", "Not checked: no rustc"),
        (Kind.ERROR, Status.MISMATCHED, "bp-mismatch", "Mismatch: expected an error"),
    ],
)
def test_every_state_has_its_own_class_and_words(
    kind: Kind, status: Status, css: str, words: str, make_evidence: MakeEvidence, make_block: MakeBlock
) -> None:
    evidence = make_evidence(kind=kind, status=status)
    html = figure(evidence, make_block(evidence))
    assert f'class="bp-snippet {css}"' in html
    assert words in html


def test_only_a_judged_snippet_names_a_compiler(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence(status=Status.NOT_CHECKED)
    html = figure(evidence, make_block(evidence))
    assert "rustc 1.95.0" not in html
    assert "bp-judge" not in html


def test_a_mismatch_says_what_differs(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence(kind=Kind.ERROR, status=Status.MISMATCHED)
    html = figure(evidence, make_block(evidence))
    assert "The compiler disagrees with this page." in html
    assert "rerun     borrowproof check --only moves/first" in html


def numbered(html: str) -> tuple[list[str], list[str]]:
    """The numbers of the lines that are shown at first, and of those that unfold."""
    unfolded = "".join(re.findall(r'<span class="bp-left-out".*?\n</span></span>', html, re.DOTALL))
    every = re.findall(r'data-line="(\d+)"', html)
    later = re.findall(r'data-line="(\d+)"', unfolded)
    return [n for n in every if n not in later], later


def test_hidden_lines_and_blank_edges_unfold_in_their_places(
    make_evidence: MakeEvidence, make_block: MakeBlock
) -> None:
    evidence = make_evidence("use std::fmt;\n\nfn main() {}\n\n// end", hidden=frozenset({1, 5}))
    html = figure(evidence, make_block(evidence))
    assert numbered(html) == (["3"], ["1", "2", "4", "5"])
    assert re.findall(r'data-line="(\d)"', html) == ["1", "2", "3", "4", "5"]
    assert html.index("Show the whole program") < html.index("<pre")


def test_a_section_shows_its_lines_only(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence(FAILING)
    html = figure(evidence, make_block(evidence, lines=(None, 2, 3)))
    assert numbered(html) == (["2", "3"], ["1", "4", "5"])
    assert re.findall(r'data-hidden="([^"]*)"', html) == ["1 line hidden", "2 lines hidden"]


def test_what_rustc_points_at_in_a_line_that_is_left_out_waits_with_it(
    make_evidence: MakeEvidence, make_block: MakeBlock, moved: Diagnostic
) -> None:
    evidence = make_evidence(FAILING, kind=Kind.ERROR, diagnostics=[moved])
    html = figure(evidence, make_block(evidence, lines=(2, 3)))
    at_first, _, later = html[html.index("<pre") :].rpartition('<span class="bp-left-out"')
    assert "bp-line-error" in later
    assert "bp-line-error" not in at_first


def test_a_program_shown_as_a_whole_is_not_repeated(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence(FAILING)
    html = figure(evidence, make_block(evidence))
    assert "Show the whole program" not in html
    assert "bp-left-out" not in html


def test_output_recorded_on_the_page_is_not_repeated(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    on_page = make_evidence(stdout="once\n", exit=0, recorded_in=Origin("docs/moves.md", 12))
    beside = make_evidence(stdout="once\n", exit=0, recorded_in=Origin("snippets/moves/first.stdout", 1))
    wrong = make_evidence(
        stdout="once\n",
        exit=0,
        kind=Kind.ERROR,
        status=Status.MISMATCHED,
        recorded_in=Origin("docs/moves.md", 12),
    )
    assert "once" not in figure(on_page, make_block(on_page))
    assert "once" in figure(beside, make_block(beside))
    assert "once" in figure(wrong, make_block(wrong)), "a mismatch shows what really was printed"


def test_a_fix_links_to_what_it_repairs(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    broken, fix = make_evidence(name="snippets/a/broken.rs"), make_evidence(name="snippets/a/fix.rs")
    index = EvidenceIndex(Run((broken, fix), (make_block(broken), make_block(fix, 9))))
    html = snippet_figure.figure_html(index.shown_blocks[1], Options(), repaired=index.shown_blocks[0])
    assert 'href="#snippet-broken">a fix of broken</a>' in html


def test_unverified_text_looks_like_nothing_verified() -> None:
    html = snippet_figure.unverified_html("rust", "let x = <1>;", "no compiler judged it")
    assert "Not verified" in html
    assert "let x = &lt;1&gt;;" in html
    assert "data-borrowproof-unverified" in html
    assert "bp-code" not in html


def test_a_prediction_keeps_the_verdict_folded(
    make_evidence: MakeEvidence, make_block: MakeBlock, moved: Diagnostic
) -> None:
    evidence = make_evidence(FAILING, kind=Kind.ERROR, diagnostics=[moved])
    html = figure(evidence, make_block(evidence), Options("moved.rs", predict="Which line is <rejected>?"))
    before, _, after = html.partition('<details class="bp-reveal bp-fails">')
    assert "Which line is &lt;rejected&gt;?" in before
    assert "E0382" not in before
    assert "bp-error" not in before
    assert "Fails as intended" in after
    assert "borrow of moved value" in after
    assert html.count("data-borrowproof=") == 1


def test_a_mismatch_is_never_folded(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence(FAILING, status=Status.MISMATCHED)
    html = figure(evidence, make_block(evidence), Options(predict="Which line is rejected?"))
    assert "bp-reveal" not in html
    assert "The compiler disagrees with this page." in html


def test_miris_word_stands_beside_the_verdict(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence("fn main() {}", kind=Kind.COMPILES)
    assert evidence.outcome is not None and evidence.toolchain is not None
    text = "error: Undefined Behavior: using a <freed> pointer\n"
    said = replace(evidence.outcome, exit=1, stderr=text)
    heard = replace(evidence, miri=said, miri_toolchain=replace(evidence.toolchain, release="1.97.0-nightly (Miri)"))
    html = figure(heard, make_block(heard))
    assert "Miri finds undefined behaviour: using a &lt;freed&gt; pointer" in html
    assert "rustc 1.97.0-nightly (Miri)" in html
    assert 'class="bp-snippet bp-undefined"' in html and "Undefined behaviour as intended" in html
    assert "bp-miri" not in figure(evidence, make_block(evidence))
