"""Nothing unverified may be published, and the refusal lists all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from borrowproof.model.compiler import Toolchain
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.outcome import NOT_JUDGED, Cause, NotChecked
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status, Verdict
from borrowproof.site.publication_gate import refusal
from borrowproof.site.publication_gate import unchecked as published_unchecked

MakeEvidence = Callable[..., Evidence]
PROBLEM = Problem(Origin("docs/a.md", 3), "unknown tag `compil_fail`", "did you mean `compile_fail`?")


def unchecked(evidence: Evidence, cause: Cause) -> Evidence:
    verdict = Verdict(Status.NOT_CHECKED, not_checked=NotChecked(cause, "why"))
    return replace(evidence, verdict=verdict, outcome=None)


@pytest.mark.parametrize("allowed", [True, False])
def test_a_verified_run_may_be_published(allowed: bool, make_evidence: MakeEvidence, toolchain: Toolchain) -> None:
    ignored = unchecked(make_evidence(name="b.rs", kind=Kind.IGNORED), Cause.IGNORED)
    assert refusal(Run((make_evidence(), ignored), toolchain=toolchain), allow_unchecked=allowed, strict=True) is None


@pytest.mark.parametrize("allowed", [True, False])
def test_all_mismatches_and_problems_are_listed(
    allowed: bool, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    names = ("snippets/a/one.rs", "snippets/a/two.rs")
    wrong = tuple(make_evidence(name=n, kind=Kind.ERROR, status=Status.MISMATCHED) for n in names)
    said = refusal(Run(wrong, problems=(PROBLEM,), toolchain=toolchain), allow_unchecked=allowed, strict=True)
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
    assert refusal(run, allow_unchecked=allowed, strict=True) is not None


@pytest.mark.parametrize("cause", [c for c in Cause if c not in NOT_JUDGED])
def test_a_site_that_is_not_strict_may_show_what_was_not_checked(
    cause: Cause, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    run = Run((unchecked(make_evidence(), cause),), toolchain=toolchain)
    assert refusal(run, allow_unchecked=False, strict=False) is None
    assert [e.verdict.not_checked for e in published_unchecked(run)] == (
        [] if cause is Cause.IGNORED else [NotChecked(cause, "why")]
    )


@pytest.mark.parametrize("cause", sorted(NOT_JUDGED))
@pytest.mark.parametrize("allowed", [True, False])
def test_what_the_machine_could_not_do_is_refused_everywhere(
    cause: Cause, allowed: bool, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    run = Run((unchecked(make_evidence(), cause),), toolchain=toolchain)
    assert refusal(run, allow_unchecked=allowed, strict=False) is not None
    assert published_unchecked(run) == ()


def test_a_site_that_is_not_strict_is_refused_for_what_is_wrong(
    make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    wrong = make_evidence(kind=Kind.ERROR, status=Status.MISMATCHED)
    assert refusal(Run((wrong,), toolchain=toolchain), allow_unchecked=True, strict=False) is not None
    assert refusal(Run((), problems=(PROBLEM,), toolchain=toolchain), allow_unchecked=True, strict=False) is not None


def test_without_a_compiler_the_refusal_says_how_to_get_one(make_evidence: MakeEvidence) -> None:
    run = Run((unchecked(make_evidence(), Cause.NO_COMPILER),))
    said = refusal(run, allow_unchecked=False, strict=True)
    assert said is not None
    assert "rustup.rs" in said
    assert "BORROWPROOF_ALLOW_UNCHECKED=1" in said
    assert refusal(run, allow_unchecked=True, strict=True) is None


def test_allowing_unchecked_excuses_no_annotation_problem(make_evidence: MakeEvidence) -> None:
    run = Run((unchecked(make_evidence(), Cause.NO_COMPILER),), problems=(PROBLEM,))
    assert "compil_fail" in (refusal(run, allow_unchecked=True, strict=True) or "")
    assert "compil_fail" in (refusal(run, allow_unchecked=False, strict=True) or "")


def test_recorded_evidence_proves_nothing_here(make_evidence: MakeEvidence, toolchain: Toolchain) -> None:
    run = Run((make_evidence(),), toolchain=toolchain, recorded="rustc 1.95.0 on 2026-12-02")
    told = refusal(run, allow_unchecked=False, strict=False)
    assert told is not None
    assert "recorded evidence (rustc 1.95.0 on 2026-12-02), which proves nothing here" in told
    assert refusal(run, allow_unchecked=True, strict=False) is None
