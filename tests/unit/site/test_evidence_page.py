"""The evidence page lists every snippet as what it is, and counts only what is verified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from borrowproof import report
from borrowproof.model.compiler import Toolchain
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin
from borrowproof.model.question import Choice, Claim, ClaimKind, Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.model.verdict import Status
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.evidence_page import (
    Links,
    Totals,
    containment_html,
    evidence_html,
    plain_links,
    totals,
    totals_html,
)

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]


def test_only_matched_snippets_count_as_verified(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    run = Run(
        (
            make_evidence(name="a.rs", exit=0),
            make_evidence(name="b.rs", kind=Kind.COMPILES),
            make_evidence(name="c.rs", kind=Kind.ERROR, diagnostics=[moved]),
            make_evidence(name="d.rs", kind=Kind.ERROR, diagnostics=[moved], status=Status.MISMATCHED),
            make_evidence(name="e.rs", exit=0, status=Status.MISMATCHED),
            make_evidence(name="f.rs", kind=Kind.IGNORED, status=Status.NOT_CHECKED),
        )
    )
    assert totals(run) == Totals(verified=3, failing=1, ran=1, codes=1, mismatched=2, not_checked=1)
    html = totals_html(run)
    assert "<strong>3</strong> snippets verified" in html
    assert "<strong>2</strong> mismatched" in html
    assert "<strong>1</strong> not checked" in html


def test_a_clean_run_shows_no_zeros_for_what_went_wrong(make_evidence: MakeEvidence) -> None:
    html = totals_html(Run((make_evidence(),)))
    assert "mismatched" not in html
    assert "judged by rustc 1.95.0 on x86_64-unknown-linux-gnu" in html


def test_without_a_compiler_nobody_is_named(make_evidence: MakeEvidence) -> None:
    html = totals_html(Run((make_evidence(status=Status.NOT_CHECKED),)))
    assert "no compiler judged this build" in html
    assert "<strong>0</strong> snippets verified" in html


def test_several_toolchains_are_all_named(make_evidence: MakeEvidence) -> None:
    nightly = Toolchain("1.97.0-nightly", "x86_64-unknown-linux-gnu", "g")
    html = totals_html(Run((make_evidence(name="a.rs"), make_evidence(name="b.rs", toolchain=nightly))))
    assert "rustc 1.95.0 on" in html
    assert "rustc 1.97.0-nightly on" in html


def test_every_snippet_has_a_row(make_evidence: MakeEvidence, make_block: MakeBlock, moved: Diagnostic) -> None:
    shown = make_evidence(name="snippets/moves/first.rs", kind=Kind.ERROR, diagnostics=[moved])
    fence = make_evidence(name="docs/moves.md:12")
    alone = make_evidence(name="snippets/moves/alone.rs")
    blocks = (make_block(shown), make_block(shown, 9), make_block(fence, 12))
    html = evidence_html(EvidenceIndex(Run((shown, fence, alone), blocks)), plain_links("docs/evidence.md"))
    assert html.count('data-column="Snippet"') == 3
    assert '<a href="moves.html#snippet-first">first</a>' in html
    assert "docs/moves.md <span>2 snippets</span>" in html
    assert "shown on no page <span>1 snippet</span>" in html
    assert "error_codes/E0382.html" in html
    assert "31 ms" in html


def test_sources_are_linked_where_they_are_published(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    index = EvidenceIndex(Run((evidence,), (make_block(evidence),)))

    def source(origin: Origin) -> str:
        return f"https://git.example/{origin.file}#L{origin.line}"

    html = evidence_html(index, Links(lambda shown_block: f"#{shown_block.anchor}", source, str))
    assert '<a href="https://git.example/snippets/moves/first.rs#L1">' in html
    assert "git.example" not in evidence_html(index, plain_links("docs/evidence.md"))


def test_plain_links_are_relative_to_the_page(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence()
    index = EvidenceIndex(Run((evidence,), (make_block(evidence, page="docs/ownership/moves.md"),)))
    shown_block = index.shown_blocks[0]
    assert plain_links("docs/evidence.md").lesson(shown_block) == "ownership/moves.html#snippet-first"
    assert plain_links("docs/a/b.md").lesson(shown_block) == "../ownership/moves.html#snippet-first"


def test_every_question_has_a_row_that_gives_nothing_away(make_evidence: MakeEvidence) -> None:
    about = make_evidence(name="snippets/moves/first.rs", exit=0)

    def asked(line: int, *keys: bool) -> Question:
        at = Origin("docs/moves.md", line)
        claims = (Claim(ClaimKind.COMPILES), Claim(ClaimKind.PANICS))
        choices = tuple(Choice(c, about.snippet.id, right, at) for c, right in zip(claims, keys, strict=True))
        return Question(
            str(at), at, "docs/moves.md", "question", "", "Does `a` move & go?", choices, "Because.", None, ()
        )

    questions = (asked(5, True, False), asked(9, False, True))
    html = evidence_html(EvidenceIndex(Run((about,), questions=questions)), plain_links("docs/evidence.md"))
    assert "docs/moves.md <span>2 questions</span>" in html
    assert html.count('<a href="moves.html">Does <code>a</code> move &amp; go?</a>') == 2
    assert '<td data-column="Verdict">Every key is what happened</td>' in html
    assert '<td data-column="Verdict">2 wrong</td>' in html
    assert "Because" not in html
    unjudged = replace(about, outcome=None)
    html = evidence_html(EvidenceIndex(Run((unjudged,), questions=questions[:1])), plain_links("docs/evidence.md"))
    assert '<td data-column="Verdict">2 not checked</td>' in html


def test_a_timeline_or_cost_that_could_not_be_had_is_listed(make_evidence: MakeEvidence) -> None:
    fine = make_evidence(name="snippets/moves/fine.rs")
    poor = replace(make_evidence(name="snippets/moves/poor.rs"), not_derived="no facts < here", not_counted="no end")
    html = evidence_html(EvidenceIndex(Run((fine, poor))), plain_links("docs/evidence.md"))
    assert "1 without its timeline, 1 repair without a cost" in report.summary(Run((fine, poor)))
    assert "<li>poor: no timeline: no facts &lt; here</li><li>poor: its cost was not counted: no end</li>" in html
    assert (
        "<li>" not in evidence_html(EvidenceIndex(Run((fine,))), plain_links("docs/evidence.md")).partition("</div>")[2]
    )


def test_the_page_tells_what_contained_the_programs(make_evidence: MakeEvidence) -> None:
    def judged(name: str, how: str) -> Evidence:
        evidence = make_evidence(name=name)
        assert evidence.outcome is not None
        return replace(evidence, outcome=replace(evidence.outcome, contained_by=how))

    run = Run((judged("a.rs", "namespaces and seccomp"), judged("b.rs", "namespaces and seccomp"), judged("c.rs", "")))
    said = "2 contained by namespaces and seccomp, 1 not contained by this machine"
    assert containment_html(run) == f"<p>While they were compiled and run: {said}.</p>"
    assert said in evidence_html(EvidenceIndex(run), plain_links("docs/evidence.md"))
    assert containment_html(Run((make_evidence(status=Status.NOT_CHECKED),))) == ""
