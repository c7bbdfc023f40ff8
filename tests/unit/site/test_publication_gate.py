"""Nothing unverified may be published, and the refusal lists all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from borrowproof.model.compiler import Toolchain
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status, Verdict
from borrowproof.site.publication_gate import refusal

MakeEvidence = Callable[..., Evidence]
PROBLEM = Problem(Origin("docs/a.md", 3), "unknown tag `compil_fail`", "did you mean `compile_fail`?")


def unchecked(evidence: Evidence, cause: Cause) -> Evidence:
    verdict = Verdict(Status.NOT_CHECKED, not_checked=NotChecked(cause, "why"))
    return replace(evidence, verdict=verdict, outcome=None)


@pytest.mark.parametrize("allowed", [True, False])
def test_a_verified_run_may_be_published(allowed: bool, make_evidence: MakeEvidence, toolchain: Toolchain) -> None:
    ignored = unchecked(make_evidence(name="b.rs", kind=Kind.IGNORED), Cause.IGNORED)
    assert refusal(Run((make_evidence(), ignored), toolchain=toolchain), allow_unchecked=allowed) is None


@pytest.mark.parametrize("allowed", [True, False])
def test_all_mismatches_and_problems_are_listed(
    allowed: bool, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    names = ("snippets/a/one.rs", "snippets/a/two.rs")
    wrong = tuple(make_evidence(name=n, kind=Kind.ERROR, status=Status.MISMATCHED) for n in names)
    said = refusal(Run(wrong, problems=(PROBLEM,), toolchain=toolchain), allow_unchecked=allowed)
    assert said is not None
    assert "snippets/a/one.rs:1" in said
    assert "snippets/a/two.rs:1" in said
    assert "did you mean `compile_fail`?" in said


@pytest.mark.parametrize("cause", [c for c in Cause if c is not Cause.IGNORED])
@pytest.mark.parametrize("allowed", [True, False])
def test_what_a_compiler_could_not_check_is_refused(
    cause: Cause, allowed: bool, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    run = Run((unchecked(make_evidence(), cause),), toolchain=toolchain)
    assert refusal(run, allow_unchecked=allowed) is not None


def test_without_a_compiler_the_refusal_says_how_to_get_one(make_evidence: MakeEvidence) -> None:
    run = Run((unchecked(make_evidence(), Cause.NO_COMPILER),))
    said = refusal(run, allow_unchecked=False)
    assert said is not None
    assert "rustup.rs" in said
    assert "BORROWPROOF_ALLOW_UNCHECKED=1" in said
    assert refusal(run, allow_unchecked=True) is None


def test_allowing_unchecked_excuses_no_annotation_problem(make_evidence: MakeEvidence) -> None:
    run = Run((unchecked(make_evidence(), Cause.NO_COMPILER),), problems=(PROBLEM,))
    assert "compil_fail" in (refusal(run, allow_unchecked=True) or "")
    assert "compil_fail" in (refusal(run, allow_unchecked=False) or "")
