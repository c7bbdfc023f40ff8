"""A fence of a project that names no edition: 2024 first, then 2015, which rustdoc assumes."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options

IN_2024_ONLY = "trait T {}\nfn f(x: &T) {}"  # E0782 since 2021
IN_2015_ONLY = "let f = async { 1 };"
IN_BOTH = "let a: u8 = 'b';"
IN_2015_FOR_WANT_OF_A_CRATE = "enum E { A(u8) }\nuse E::*;\nmatch A(1) { A => {} }"


def judged(folder: Path, info: str, code: str) -> Evidence:
    page = folder / "page.md"
    page.write_text(f"```{info}\n{code}\n```\n", encoding="utf-8")
    (evidence,) = pipeline.verify([page], folder, Options(use_cache=False)).evidence
    return evidence


@pytest.mark.parametrize("code", [IN_BOTH, IN_2015_FOR_WANT_OF_A_CRATE])
def test_a_bare_compile_fail_that_fails_in_2024_and_never_compiles_matches(tmp_path: Path, code: str) -> None:
    evidence = judged(tmp_path, "rust,compile_fail", code)
    assert evidence.verdict.status is Status.MATCHED
    assert evidence.outcome is not None and evidence.outcome.edition is Edition.E2024


@pytest.mark.parametrize(("code", "failing"), [(IN_2024_ONLY, "2024"), (IN_2015_ONLY, "2015")])
def test_a_bare_compile_fail_that_fails_in_one_edition_only_says_nothing(
    tmp_path: Path, code: str, failing: str
) -> None:
    why = judged(tmp_path, "rust,compile_fail", code).verdict.not_checked
    assert why is not None
    assert why.cause is Cause.NEEDS_EDITION
    assert f"tag it `edition{failing}`" in why.detail


def test_a_bare_compile_fail_that_compiles_is_red(tmp_path: Path) -> None:
    assert judged(tmp_path, "rust,compile_fail", "let a = 1;").verdict.status is Status.MISMATCHED


@pytest.mark.parametrize(
    ("info", "code", "edition"),
    [
        ("rust", IN_2024_ONLY, Edition.E2015),
        ("rust", IN_2015_ONLY, Edition.E2024),
        ("rust,compile_fail,E0782", IN_2024_ONLY, Edition.E2024),
    ],
)
def test_the_edition_in_which_it_matches_is_recorded(tmp_path: Path, info: str, code: str, edition: Edition) -> None:
    evidence = judged(tmp_path, info, code)
    assert evidence.verdict.status is Status.MATCHED
    assert evidence.outcome is not None and evidence.outcome.edition is edition


def test_an_edition_that_is_named_is_the_only_one(tmp_path: Path) -> None:
    assert judged(tmp_path, "rust,edition2024", IN_2024_ONLY).verdict.status is Status.MISMATCHED
