"""What is not to be judged here, and what this toolchain cannot judge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging.obstacles import ignore_reason, obstacle
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, Outcome
from borrowproof.model.snippet import Snippet

HERE = Origin("docs/a.md", 1)
LINUX = "x86_64-unknown-linux-gnu"
STABLE = Toolchain("1.95.0", LINUX, "stable")
NIGHTLY = Toolchain("1.97.0-nightly", LINUX, "nightly")
RUNS = Snippet("a", HERE, "fn main() {}", (HERE,), Expectation(Kind.RUNS))
SERDE = "you might be missing a crate named `serde`"
NO_CRATE = "can't find crate for `rand`"


def failing(*codes: str) -> Snippet:
    return replace(RUNS, expectation=Expectation(Kind.ERROR, frozenset(codes)))


def error(code: str | None, message: str = "no", *helps: str) -> Diagnostic:
    children = tuple(Diagnostic(Level.HELP, None, text) for text in helps)
    return Diagnostic(Level.ERROR, code, message, (), children)


def rejected(*errors: Diagnostic) -> Outcome:
    return Outcome(Edition.E2024, errors, compiled=False)


def needed(snippet: Snippet, *errors: Diagnostic, toolchain: Toolchain = STABLE) -> tuple[Cause, str] | None:
    found = obstacle(snippet, rejected(*errors), toolchain)
    return None if found is None else (found.cause, found.detail)


@pytest.mark.parametrize(
    ("targets", "why"),
    [
        ((), None),
        (("windows",), None),
        (("linux",), "not meant for linux"),
        (("x86_64",), "not meant for x86_64"),
        (("windows", "linux"), "not meant for linux"),
        (("linux", "x86_64"), "not meant for linux"),
        (("x86_64-unknown-linux-gnu-and-more",), None),
    ],
)
def test_a_snippet_is_ignored_on_the_targets_whose_names_have_the_part(targets: tuple[str, ...], why: str) -> None:
    assert ignore_reason(replace(RUNS, ignored_on=targets), LINUX) == why


def test_what_is_ignored_everywhere_says_its_own_reason() -> None:
    ignored = replace(RUNS, expectation=Expectation(Kind.IGNORED, reason="a sketch"), ignored_on=("linux",))
    assert ignore_reason(ignored, LINUX) == "a sketch"
    assert ignore_reason(replace(ignored, expectation=Expectation(Kind.IGNORED)), LINUX) == "no reason given"


def test_a_feature_gate_needs_a_nightly_compiler() -> None:
    cause, detail = needed(RUNS, error("E0554")) or (None, "")
    assert cause is Cause.NEEDS_NIGHTLY
    assert "--toolchain" in detail


def test_a_feature_gate_that_was_expected_is_judged() -> None:
    assert needed(failing("E0554"), error("E0554")) is None


def test_a_nightly_compiler_that_names_a_feature_gate_is_judged() -> None:
    assert needed(RUNS, error("E0554"), toolchain=NIGHTLY) is None


@pytest.mark.parametrize(
    "errors",
    [
        [error("E0432", "unresolved import `serde`", SERDE)],
        [error("E0433", "failed to resolve", "something else", SERDE)],
        [error("E0433", SERDE)],
        [error("E0432", "unresolved import", SERDE), error("E0432", "unresolved import", SERDE)],
    ],
)
def test_a_crate_that_rustc_suspects_to_be_missing_is_named_once(errors: list[Diagnostic]) -> None:
    assert needed(RUNS, *errors) == (Cause.NEEDS_CRATE, "it needs the crate `serde`")


def test_a_mistake_beside_a_missing_crate_stays_a_mistake() -> None:
    assert needed(RUNS, error("E0382"), error("E0432", "unresolved import", SERDE)) is None


def test_what_fails_as_claimed_is_not_judged_without_its_crate() -> None:
    told = needed(failing("E0382"), error("E0308"), error("E0432", "unresolved import", SERDE))
    assert told == (Cause.NEEDS_CRATE, "it needs the crate `serde`")


def test_all_missing_crates_are_named_in_order() -> None:
    told = needed(RUNS, error("E0432", "no", SERDE), error("E0463", NO_CRATE))
    assert told == (Cause.NEEDS_CRATE, "it needs the crate `rand`, `serde`")


@pytest.mark.parametrize("code", [None, "E0412", "E0425"])
def test_a_crate_is_missing_only_where_a_path_did_not_resolve(code: str | None) -> None:
    assert needed(RUNS, error(code, "no", SERDE)) is None


def test_an_unresolved_path_without_a_suspected_crate_is_judged() -> None:
    assert needed(RUNS, error("E0432", "unresolved import `crate::a`", "a similar path exists")) is None


def test_a_missing_crate_that_was_expected_is_judged() -> None:
    assert needed(failing("E0432"), error("E0432", "no", SERDE)) is None


def test_an_expected_code_does_not_hide_a_crate_that_is_missing_by_another() -> None:
    told = needed(failing("E0432"), error("E0432", "no", SERDE), error("E0463", NO_CRATE))
    assert told == (Cause.NEEDS_CRATE, "it needs the crate `rand`")


def test_our_own_site_has_no_crates_so_a_missing_one_is_a_mismatch() -> None:
    assert needed(replace(RUNS, strict_warnings=True), error("E0432", "no", SERDE)) is None
