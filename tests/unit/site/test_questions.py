"""A question as HTML: everything to read and to mark without scripts, and the key for the one that checks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import markdown
import pytest

from borrowproof import report
from borrowproof.annotations.claims import parse
from borrowproof.model.compiler import Toolchain
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin
from borrowproof.model.question import Choice, Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.model.verdict import Status
from borrowproof.site import publication_gate, rendered_blocks
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.evidence_page import totals_html
from borrowproof.site.extension import BorrowproofExtension, Unverified
from borrowproof.site.questions import lesson_name, storage_key

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
PAGE = "docs/ownership/moves.md"
CODE = 'fn main() {\n    let a = String::new();\n    let b = a;\n    println!("{a}");\n}'
TEXT = "What *happens* to `a`?\nCODE\n- [x] error\n- [ ] compiles\n> So it is. See [this](https://example.org)."


@pytest.fixture
def failing(make_evidence: MakeEvidence, moved: Diagnostic) -> Evidence:
    return make_evidence(CODE, name="snippets/moves/twice.rs", kind=Kind.ERROR, diagnostics=[moved])


def asked(evidence: Evidence, *keys: tuple[str, bool, str], line: int = 5) -> Question:
    here = Origin(PAGE, line)
    choices = tuple(Choice(parse(claim), evidence.snippet.id, right, here, sentence) for claim, right, sentence in keys)
    prompt, explanation = "What *happens* to `a`?", "So it is. See [this](https://example.org)."
    return Question(f"{PAGE}:{line}", here, PAGE, "question", TEXT, prompt, choices, explanation, program_at=line + 2)


@pytest.fixture
def run(failing: Evidence, make_block: MakeBlock, toolchain: Toolchain) -> Run:
    question = asked(failing, ("error E0382 on line 4", True, ""), ("compiles", False, "It is `Copy`"))
    block = make_block(failing, line=7, page=PAGE, info="question")
    return Run((failing,), (block,), toolchain=toolchain, questions=(question,))


def render(run: Run, text: str = TEXT, **options: object) -> str:
    ours = BorrowproofExtension(index=EvidenceIndex(run), **{"page": PAGE, **options})
    return markdown.markdown(f"# T\n\n```question\n{text}\n```\n", extensions=[ours, "pymdownx.superfences", "toc"])


def test_everything_is_there_without_scripts(run: Run) -> None:
    html = render(run)
    assert "<em>happens</em> to <code>a</code>?" in html
    assert html.count('<input type="radio" name="question-1"') == 2
    assert "rustc rejects it with E0382 on line 4</label>" in html
    assert "It is <code>Copy</code></label>" in html
    assert "<summary>Show the answer</summary>" in html
    assert "<strong>A is right.</strong>" in html
    assert '<a href="https://example.org">this</a>' in html
    assert "bp-banner" not in html


def test_the_verdict_is_told_in_the_answer_only(run: Run) -> None:
    """What rustc says in the code waits in the one listing until then: tests/browser/test_figure.py."""
    before, _, answer = render(run).partition("<details")
    assert 'class="bp-snippet bp-predict"' in before
    for word in ("Fails as intended", "borrow of moved value"):
        assert word not in before
        assert word in answer
    assert "aria-describedby" not in before
    assert "bp-code" not in answer


def test_a_sentence_names_the_claim_that_it_rests_on(run: Run) -> None:
    assert "<li>B: <code>compiles</code>: not so</li>" in render(run)


def test_options_are_named_for_those_who_do_not_see_them(run: Run) -> None:
    html = render(run)
    ids = set(re.findall(r' id="([^"]+)"', html))
    named = [name for names in re.findall(r'aria-labelledby="([^"]+)"', html) for name in names.split()]
    assert len(named) == 3
    assert set(named) <= ids
    assert set(re.findall(r'<label for="([^"]+)"', html)) == {"question-1-a", "question-1-b"} <= ids


def test_several_right_options_are_check_boxes(run: Run, failing: Evidence) -> None:
    question = asked(failing, ("error", True, ""), ("error E0382", True, ""), ("compiles", False, ""))
    html = render(replace(run, questions=(question,)))
    assert html.count('<input type="checkbox"') == 3
    assert "Choose all that hold" in html
    assert "A and B are right." in html
    assert 'data-key="0 1"' in html


def test_output_of_several_lines_keeps_them(run: Run, make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    ran = make_evidence(CODE, name="snippets/moves/ran.rs", exit=0, stdout="<one>\ntwo\n")
    question = asked(ran, ("prints", True, ""), ("error", False, ""))
    claim = replace(question.choices[0].claim, printed="<one>\ntwo\n")
    question = replace(question, choices=(replace(question.choices[0], claim=claim), question.choices[1]))
    block = make_block(ran, line=7, page=PAGE, info="question")
    html = render(replace(run, evidence=(ran,), blocks=(block,), questions=(question,)))
    assert '<code class="bp-printed">&lt;one&gt;\ntwo</code>' in html


def test_programs_as_options_each_have_their_verdict(
    run: Run, failing: Evidence, make_evidence: MakeEvidence, make_block: MakeBlock
) -> None:
    ran = make_evidence("fn main() {}", name="snippets/moves/fine.rs", exit=0)
    here = Origin(PAGE, 5)
    choices = (
        Choice(parse("compiles"), failing.snippet.id, False, here, "", 8),
        Choice(parse("compiles"), ran.snippet.id, True, here, "Once", 10),
    )
    question = replace(run.questions[0], program_at=None, choices=choices)
    blocks = (make_block(failing, line=8, page=PAGE, info="question"), make_block(ran, line=10, page=PAGE))
    html = render(Run((failing, ran), blocks, toolchain=run.toolchain, questions=(question,)))
    before, _, answer = html.partition("<details")
    assert before.count("<figure") == 2
    assert "This program</label>" in before
    assert "Once</label>" in before
    assert "Fails as intended" in answer
    assert "Runs" in answer


def test_a_question_is_counted_like_a_block(run: Run) -> None:
    assert rendered_blocks.rendered_locations(render(run)) == {f"{PAGE}:5": 1, f"{PAGE}:7": 1}
    with pytest.raises(Unverified, match=re.escape(f"{PAGE}:5: verified, but the page does not show it")):
        markdown.markdown("nothing", extensions=[BorrowproofExtension(index=EvidenceIndex(run), page=PAGE)])


def test_a_question_that_nobody_judged_is_refused(run: Run) -> None:
    with pytest.raises(Unverified, match="nobody judged this question"):
        render(run, TEXT.replace("So it is", "So it was"))


def test_a_wrong_key_is_shown_and_cannot_be_checked_nor_published(run: Run, failing: Evidence) -> None:
    wrong = replace(run, questions=(asked(failing, ("error", False, ""), ("compiles", True, "")),))
    html = render(wrong)
    assert "The compiler disagrees with this question." in html
    assert "data-key" not in html
    assert f"{PAGE}:5: question: option A is marked wrong" in (
        publication_gate.refusal(wrong, allow_unchecked=True, strict=True) or ""
    )
    assert publication_gate.refusal(run, allow_unchecked=False, strict=True) is None


def test_without_a_compiler_nothing_can_be_checked(
    run: Run, make_evidence: MakeEvidence, make_block: MakeBlock
) -> None:
    unjudged = make_evidence(CODE, name="snippets/moves/twice.rs", kind=Kind.ERROR, status=Status.NOT_CHECKED)
    html = render(replace(run, evidence=(unjudged,), toolchain=None))
    assert "Nobody checked this question." in html
    assert "data-key" not in html


def test_the_evidence_travels_with_its_questions(run: Run) -> None:
    dumped = report.dump(run)
    assert dumped["summary"]["questions"] == {"asked": 1, "claims": 2, "wrong": 0, "not_checked": 0}
    assert [choice["holds"] for choice in dumped["questions"][0]["choices"]] == [True, False]
    assert dumped["questions"][0]["verdict"] == "matched"
    assert report.load(dumped).questions == run.questions


def test_an_answer_is_kept_under_what_was_asked(run: Run) -> None:
    (question,) = run.questions
    assert lesson_name(question) == "ownership/moves"
    assert storage_key(question) == storage_key(
        replace(question, id="docs/other.md:9", origin=Origin("docs/other.md", 9))
    )
    assert storage_key(question) != storage_key(replace(question, text=f"{TEXT} "))


def test_the_totals_count_options_that_the_compiler_agrees_with(run: Run, failing: Evidence) -> None:
    assert "<strong>2</strong> options of questions verified" in totals_html(run)
    half = asked(failing, ("error", True, ""), ("compiles", True, ""))
    assert "<strong>1</strong> options of questions verified" in totals_html(replace(run, questions=(half,)))
    assert "options of questions" not in totals_html(replace(run, questions=()))


def test_it_is_rendered_from_published_evidence_whatever_the_page_is_called(run: Run) -> None:
    loaded = report.load(report.dump(run))
    assert '<section class="bp-question" id="question-1"' in render(loaded, page="")
