"""A claim against what happened: true, false, or not to be told; and a key against the claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from borrowproof.annotations.claims import check_decidable, parse
from borrowproof.annotations.errors import AnnotationError
from borrowproof.judging.questions import claim_holds, judge_questions
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Kind, Miri
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.question import Choice, Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status

MakeEvidence = Callable[..., Evidence]
CODE = "fn main() {\n    one();\n    two();\n    three();\n}\n"
NAME = "snippets/a/loop.rs"
HERE = Origin("docs/a.md", 3)
PANIC = "\nthread 'main' (1) panicked at src/main.rs:3:5:\nindex out of bounds\nnote: run with `RUST_BACKTRACE=1`\n"


def error(code: str | None, *lines: int) -> Diagnostic:
    return Diagnostic(Level.ERROR, code, "no", tuple(Span(n, 5, n, 9, primary=True) for n in lines))


@pytest.fixture
def rejected(make_evidence: MakeEvidence) -> Callable[..., Evidence]:
    def make(*errors: Diagnostic) -> Evidence:
        return make_evidence(CODE, name=NAME, kind=Kind.ERROR, diagnostics=errors)

    return make


@pytest.fixture
def ran(make_evidence: MakeEvidence) -> Evidence:
    return make_evidence(CODE, name=NAME, exit=0, stdout="one\ntwo\n")


@pytest.fixture
def panicked(make_evidence: MakeEvidence) -> Evidence:
    return make_evidence(CODE, name=NAME, kind=Kind.PANICS, exit=101, stdout="one\n", stderr=PANIC)


@pytest.fixture
def built(make_evidence: MakeEvidence) -> Evidence:
    return make_evidence(CODE, name=NAME, kind=Kind.COMPILES)


@pytest.mark.parametrize(
    ("claim", "is_so"),
    [
        ("error", True),
        ("error E0382", True),
        ("error E0382 on line 3", True),
        ("error on line 3", True),
        ("error E0499", False),
        ("error E0382 E0499", False),
        ("error E0382 on line 2", False),
        ("error E0382 on lines 2 and 3", False),
        ("compiles", False),
        ("compiles no_run", False),
        ("panics", False),
        ("prints nothing", False),
    ],
)
def test_of_a_rejected_program(claim: str, is_so: bool, rejected: Callable[..., Evidence]) -> None:
    assert claim_holds(parse(claim), rejected(error("E0382", 3))) is is_so


def test_an_error_claim_is_exact(rejected: Callable[..., Evidence]) -> None:
    two = rejected(error("E0382", 3), error(None, 4))
    assert claim_holds(parse("error"), two)
    assert not claim_holds(parse("error E0382"), two)
    assert not claim_holds(parse("error on line 3"), two)
    assert claim_holds(parse("error on lines 3 and 4"), two)


@pytest.mark.parametrize(
    ("claim", "is_so"),
    [
        ("compiles", True),
        ("compiles no_run", True),
        ("prints one", False),
        ("prints nothing", False),
        ("panics", False),
        ("error", False),
    ],
)
def test_of_a_program_that_ran(claim: str, is_so: bool, ran: Evidence) -> None:
    assert claim_holds(parse(claim), ran) is is_so


@pytest.mark.parametrize(
    ("printed", "is_so"),
    [("one\ntwo\n", True), ("one\ntwo", True), ("two\none\n", False), ("one\ntwo X", False), ("one", False)],
)
def test_output_is_compared_as_a_whole(printed: str, is_so: bool, ran: Evidence) -> None:
    assert claim_holds(replace(parse("prints"), printed=printed), ran) is is_so


@pytest.mark.parametrize(
    ("claim", "is_so"),
    [
        ("panics", True),
        ("panics on line 3", True),
        ("panics on line 2", False),
        ("compiles", False),  # to the end, that is
        ("compiles no_run", True),
        ("prints one", False),
    ],
)
def test_of_a_program_that_panicked(claim: str, is_so: bool, panicked: Evidence) -> None:
    assert claim_holds(parse(claim), panicked) is is_so


@pytest.mark.parametrize("claim", ["compiles", "panics", "prints one"])
def test_nobody_can_tell_what_was_not_run(claim: str, built: Evidence) -> None:
    assert claim_holds(parse(claim), built) is None
    assert claim_holds(parse("compiles no_run"), built) is True


def test_undefined_behaviour_is_miris_to_tell(built: Evidence) -> None:
    claim = parse("undefined behaviour")
    found = Outcome(Edition.E2024, (), compiled=True, exit=1, stderr="error: Undefined Behavior: dangling\n")
    assert claim_holds(claim, built) is None
    assert claim_holds(claim, replace(built, miri=found)) is True
    assert claim_holds(claim, replace(built, miri=replace(found, exit=0, stderr=""))) is False


def test_of_what_was_not_checked_nothing_is_known(make_evidence: MakeEvidence) -> None:
    assert claim_holds(parse("compiles"), make_evidence(CODE, status=Status.NOT_CHECKED)) is None


def question(*keys: tuple[str, bool], program: str = NAME) -> Question:
    choices = tuple(Choice(parse(text), program, right, HERE) for text, right in keys)
    return Question("docs/a.md:3", HERE, "docs/a.md", "question", "body", "What?", choices, "Because.")


@pytest.mark.parametrize(
    ("keys", "wrong", "status"),
    [
        ((("compiles", False), ("error E0382", True)), (), Status.MATCHED),
        ((("compiles", True), ("error E0382", True)), (0,), Status.MISMATCHED),
        ((("compiles", False), ("error E0382", False)), (1,), Status.MISMATCHED),
        ((("compiles", True), ("error E0382", False)), (0, 1), Status.MISMATCHED),
        ((("error", False), ("error E0382", True)), (0,), Status.MISMATCHED),  # two hold, one is marked
    ],
)
def test_a_key_is_held_against_what_happened(
    keys: tuple[tuple[str, bool], ...], wrong: tuple[int, ...], status: Status, rejected: Callable[..., Evidence]
) -> None:
    (item,) = judge_questions(Run((rejected(error("E0382", 3)),), questions=(question(*keys),)))
    assert (item.wrong_choices, item.status) == (wrong, status)


def test_a_question_without_evidence_is_not_checked() -> None:
    (item,) = judge_questions(Run((), questions=(question(("compiles", True), ("error", False)),)))
    assert (item.claims_hold, item.status) == ((None, None), Status.NOT_CHECKED)


@pytest.mark.parametrize(
    ("claim", "kind", "message", "fix"),
    [
        ("compiles", Kind.IGNORED, "is ignored", "ask about a program that is judged"),
        ("compiles", Kind.COMPILES, "is never run", "`compiles no_run`"),
        ("prints one", Kind.COMPILES, "is never run", "`//@ compiles`"),
        ("undefined behaviour", Kind.COMPILES, "was not given to Miri", "`//@ miri ub`"),
        ("error on line 9", Kind.ERROR, "has no line 9", "from 1 to 5"),
        ("panics on line 0", Kind.PANICS, "has no line 0", "from 1 to 5"),
    ],
)
def test_a_claim_that_no_evidence_could_settle_is_refused(
    claim: str, kind: Kind, message: str, fix: str, make_evidence: MakeEvidence
) -> None:
    program = make_evidence(CODE, name=NAME, kind=kind).snippet
    with pytest.raises(AnnotationError) as refused:
        check_decidable(Choice(parse(claim), NAME, True, HERE), program)
    assert message in refused.value.message
    assert fix in refused.value.fix


def test_a_claim_that_can_be_settled_is_accepted(make_evidence: MakeEvidence) -> None:
    program = make_evidence(CODE, name=NAME, kind=Kind.COMPILES).snippet
    asked = replace(program, expectation=replace(program.expectation, miri=Miri.UB))
    check_decidable(Choice(parse("undefined behaviour"), NAME, True, HERE), asked)
    check_decidable(Choice(parse("error on line 5"), NAME, False, HERE), program)
