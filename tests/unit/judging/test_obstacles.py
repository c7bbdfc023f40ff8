"""What is not to be judged here, and what this toolchain cannot judge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging.obstacles import ignore_reason, nothing_to_judge, obstacle
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked, Outcome
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
    assert detail == "it uses `#![feature]`; choose a nightly compiler with --toolchain"


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


def missing(*names: str) -> list[Diagnostic]:
    return [error("E0425", f"cannot find function `{name}` in this scope") for name in names]


SELF = error(None, "`self` parameter is only allowed in associated functions")
WRAPPED = replace(RUNS, lines=(None, HERE, None))  # rustdoc's `main` around it


@pytest.mark.parametrize(
    ("errors", "lacks"),
    [
        (missing("load"), "`load`"),
        (missing("b", "a", "b"), "`b` and `a`"),
        (missing(*"abc"), "`a`, `b` and `c`"),
        (missing(*"abcdef"), "`a`, `b`, `c`, `d`, `e` and `f`"),
        (missing(*"abcdefg"), "`a`, `b`, `c`, `d`, `e`, `f` and `g`"),
        (missing(*"abcdefgh"), "`a`, `b`, `c`, `d`, `e`, `f` and 2 more names"),
        ([SELF], "the `impl` around it"),
        ([SELF, *missing("a")], "`a` and the `impl` around it"),
        ([SELF, *missing(*"abcdefgh")], "`a`, `b`, `c`, `d`, `e`, `f`, 2 more names and the `impl` around it"),
    ],
)
def test_a_fragment_is_told_what_it_lacks(errors: list[Diagnostic], lacks: str) -> None:
    assert needed(WRAPPED, *errors) == (Cause.FRAGMENT, f"it lacks {lacks}")


def test_a_fragment_is_judged_where_it_ought_to_be_whole() -> None:
    told = (Cause.FRAGMENT, "it lacks `load`")
    assert needed(RUNS, *missing("load")) == told
    assert needed(replace(RUNS, in_library=True), *missing("load")) is None
    assert needed(replace(RUNS, strict_warnings=True), *missing("load")) is None
    assert needed(RUNS, *missing("load"), error("E0382")) is None, "there is a mistake besides"
    assert needed(failing("E0382"), *missing("load"), error("E0382")) is None, "it fails as it claims"
    assert needed(failing("E0382"), *missing("load")) == told
    assert needed(failing("E0425"), *missing("load")) is None
    bare = replace(RUNS, expectation=Expectation(Kind.ERROR, frozenset()))
    assert needed(bare, *missing("load")) == told
    assert obstacle(RUNS, replace(rejected(*missing("load")), compiled=True), STABLE) is None


def test_what_is_pinned_is_no_lack() -> None:
    pinned = Expectation(Kind.ERROR, frozenset(), (Pin(1, Level.ERROR, "E0425", None, HERE),))
    placed = replace(missing("load")[0], spans=(Span(1, 1, 1, 2, primary=True),))
    assert needed(replace(RUNS, expectation=pinned), placed) is None
    assert needed(replace(RUNS, expectation=pinned), placed, *missing("b")) == (Cause.FRAGMENT, "it lacks `b`")


def test_an_import_alone_is_forgotten_and_makes_no_fragment() -> None:
    spans = (Span(1, 1, 1, 1, primary=True, suggested_replacement="use std::collections::HashMap;"),)
    help_ = Diagnostic(Level.HELP, None, "consider importing this struct", spans)
    forgotten = replace(error("E0412", "cannot find type `HashMap` in this scope"), children=(help_,))
    assert needed(RUNS, forgotten) is None
    assert needed(RUNS, forgotten, *missing("load")) == (Cause.FRAGMENT, "it lacks `HashMap` and `load`")


def test_a_path_that_nobody_imports_may_be_a_crate_or_a_part_of_a_fragment() -> None:
    span = Span(1, 1, 1, 8, primary=True, label="use of unresolved module or unlinked crate `watcher`")
    asked = Diagnostic(Level.HELP, None, "you might be missing a crate named `watcher`")
    path = Diagnostic(Level.ERROR, "E0433", "cannot find `watcher` in this scope", (span,), (asked,))
    here = replace(RUNS, code="watcher::run();")
    assert needed(here, path) == (Cause.NEEDS_CRATE, "it needs the crate `watcher`")
    assert needed(here, path, *missing("load")) == (Cause.FRAGMENT, "it lacks `watcher` and `load`")
    told = needed(here, path, *missing("load"), error("E0463", NO_CRATE))
    assert told == (Cause.NEEDS_CRATE, "it needs the crate `rand`, `watcher`")


def test_what_goes_with_a_crate_is_no_mistake() -> None:
    method = error("E0599", "no method named `to_json` found")
    assert needed(RUNS, method, error("E0463", NO_CRATE)) == (Cause.NEEDS_CRATE, "it needs the crate `rand`")
    assert needed(RUNS, method, *missing("load")) is None


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("{{#include a.rs}}", "a helper of mdBook, `{{#include a.rs}}`, which nobody expanded"),
        ("...", "a sign that something was left out, `...`"),
        ("fn main() {}", None),
    ],
)
def test_where_no_program_stands_nobody_is_asked(code: str, why: str | None) -> None:
    found = nothing_to_judge(replace(RUNS, code=code), LINUX)
    assert found == (None if why is None else NotChecked(Cause.NO_PROGRAM, f"no program stands there, but {why}"))
    ignored = replace(RUNS, code=code, ignored_on=("linux",))
    assert nothing_to_judge(ignored, LINUX) == NotChecked(Cause.IGNORED, "not meant for linux")
