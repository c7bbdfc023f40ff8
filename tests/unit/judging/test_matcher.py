"""Expectation x Outcome: every way to differ is seen, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging import matcher
from borrowproof.judging.messages import primary_lines
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind, Miri, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status

ORIGIN = Origin("docs/a.md", 1)


def snippet(expectation: Expectation, *, strict: bool = True) -> Snippet:
    return Snippet("a", ORIGIN, "fn main() {}", (ORIGIN,), expectation, strict_warnings=strict)


def found(code: str | None, line: int = 1, level: Level = Level.ERROR, message: str = "said") -> Diagnostic:
    return Diagnostic(level, code, message, (Span(line, 1, line, 2, primary=True),))


def rejected(*diagnostics: Diagnostic) -> Outcome:
    return Outcome(Edition.E2024, diagnostics, compiled=False)


def ran(status: int = 0, stdout: str = "", stderr: str = "", *diagnostics: Diagnostic) -> Outcome:
    return Outcome(Edition.E2024, diagnostics, compiled=True, exit=status, stdout=stdout, stderr=stderr)


def pin(code: str | None, line: int = 1, level: Level = Level.ERROR, text: str | None = None) -> Pin:
    return Pin(line, level, code, text, ORIGIN)


def errors(*codes: str, pins: tuple[Pin, ...] = ()) -> Expectation:
    return Expectation(Kind.ERROR, frozenset(codes), pins)


BARE = Expectation(Kind.ERROR, None)
RUNS = Expectation(Kind.RUNS)
PANICS = Expectation(Kind.PANICS)
COMPILES = Expectation(Kind.COMPILES)
BUILT = Outcome(Edition.E2024, (), compiled=True)
PANICKED = ran(101, "", "thread 'main' panicked at src/main.rs:1:1:\nboom\n")
WARNED = found("static_mut_refs", level=Level.WARNING)


@pytest.mark.parametrize(
    ("expectation", "outcome"),
    [
        (errors("E0382"), rejected(found("E0382"))),
        (errors("E0382"), rejected(found("E0382"), found("E0382", 2))),
        (errors("E0382", "E0499"), rejected(found("E0499"), found("E0382"))),
        (errors("E0382", pins=(pin("E0382", 3),)), rejected(found("E0382", 3))),
        (errors(pins=(pin(None, 2, text="live long"),)), rejected(found(None, 2, message="may not live long enough"))),
        (errors(pins=(pin("arithmetic_overflow"),)), rejected(found("arithmetic_overflow"))),
        (BARE, rejected(found(None))),
        (RUNS, ran()),
        (RUNS, ran(stdout="anything")),
        (replace(RUNS, stdout="1\n"), ran(stdout="1\n")),
        (replace(RUNS, pins=(pin("static_mut_refs", level=Level.WARNING),)), ran(0, "", "", WARNED)),
        (PANICS, PANICKED),
        (COMPILES, BUILT),
    ],
)
def test_what_matches(expectation: Expectation, outcome: Outcome) -> None:
    assert matcher.judge(snippet(expectation), outcome).status is Status.MATCHED


@pytest.mark.parametrize(
    ("expectation", "outcome", "differences"),
    [
        (errors("E0382"), BUILT, [Mismatch.COMPILED]),
        (BARE, BUILT, [Mismatch.COMPILED]),
        (errors("E0382"), rejected(found("E0499")), [Mismatch.MISSING_CODE, Mismatch.EXTRA_CODE]),
        (errors("E0382"), rejected(found("E0382"), found("E0499")), [Mismatch.EXTRA_CODE]),
        (errors("E0382", "E0499"), rejected(found("E0382")), [Mismatch.MISSING_CODE]),
        (errors("E0382"), rejected(found("E0382"), found(None)), [Mismatch.EXTRA_CODELESS]),
        (errors("E0382"), rejected(found("E0382"), found("arithmetic_overflow")), [Mismatch.EXTRA_CODELESS]),
        (
            errors("E0382", pins=(pin("E0382", 3),)),
            rejected(found("E0382", 4)),
            [Mismatch.PIN_UNMET, Mismatch.UNPINNED],
        ),
        (
            errors("E0382", pins=(pin("E0382", 3),)),
            rejected(found("E0382", 3), found("E0382", 4)),
            [Mismatch.UNPINNED],
        ),
        (
            errors("E0382", pins=(pin("E0382", 3, text="use of"),)),
            rejected(found("E0382", 3, message="borrow of")),
            [Mismatch.PIN_UNMET, Mismatch.UNPINNED],
        ),
        (errors("E0382", pins=(pin("E0382"),)), rejected(found("E0382"), found(None, 2)), [Mismatch.UNPINNED]),
        (RUNS, rejected(found("E0382"), found(None)), [Mismatch.REJECTED, Mismatch.REJECTED]),
        (RUNS, PANICKED, [Mismatch.PANICKED]),
        (RUNS, ran(3), [Mismatch.EXIT]),
        (RUNS, ran(-11), [Mismatch.EXIT]),
        (replace(RUNS, stdout="1\n"), ran(stdout="1"), [Mismatch.STDOUT]),
        (replace(RUNS, stdout=""), ran(stdout="1\n"), [Mismatch.STDOUT]),
        (replace(RUNS, stdout="1\n"), replace(ran(stdout="1\n"), varies="2\n"), [Mismatch.VARIES]),
        (replace(RUNS, stdout="1\n"), replace(ran(stdout="2\n"), varies=""), [Mismatch.VARIES]),
        (replace(RUNS, stdout="1\n"), ran(4, "2\n"), [Mismatch.EXIT, Mismatch.STDOUT]),
        (PANICS, ran(), [Mismatch.NO_PANIC]),
        (PANICS, ran(101), [Mismatch.EXIT]),
        (PANICS, ran(1, "", "Error: oh"), [Mismatch.EXIT]),
        (PANICS, rejected(found("E0382")), [Mismatch.REJECTED]),
        (COMPILES, rejected(found("E0080")), [Mismatch.REJECTED]),
        (RUNS, ran(0, "", "", WARNED), [Mismatch.UNEXPECTED_WARNING]),
        (errors("E0382"), rejected(found("E0382"), WARNED), [Mismatch.UNEXPECTED_WARNING]),
        (replace(RUNS, pins=(pin("unused_mut", level=Level.WARNING),)), ran(), [Mismatch.PIN_UNMET]),
    ],
)
def test_everything_that_differs_is_listed(
    expectation: Expectation, outcome: Outcome, differences: list[Mismatch]
) -> None:
    verdict = matcher.judge(snippet(expectation), outcome)
    assert verdict.status is Status.MISMATCHED
    assert [d.what for d in verdict.differences] == differences


def test_without_configuration_a_warning_is_no_mismatch() -> None:
    assert matcher.judge(snippet(RUNS, strict=False), ran(0, "", "", WARNED)).status is Status.MATCHED


def test_a_span_in_another_file_does_not_meet_a_pin() -> None:
    foreign = Diagnostic(Level.ERROR, "E0382", "said", (Span(3, 1, 3, 2, primary=True, foreign=True),))
    assert not matcher.matches_pin(pin("E0382", 3), foreign)


def test_a_secondary_span_does_not_meet_a_pin() -> None:
    secondary = Diagnostic(Level.ERROR, "E0382", "said", (Span(3, 1, 3, 2, primary=False),))
    assert not matcher.matches_pin(pin("E0382", 3), secondary)


UNDEFINED = ran(1, "", "error: Undefined Behavior: memory access failed\n --> src/main.rs:3:5")


@pytest.mark.parametrize(
    ("miri", "said", "differences"),
    [
        (Miri.CLEAN, ran(), []),
        (Miri.UB, UNDEFINED, []),
        (Miri.CLEAN, PANICKED, []),
        (Miri.CLEAN, ran(1, "", "error: memory leaked: alloc1"), []),
        (Miri.CLEAN, UNDEFINED, [Mismatch.UNDEFINED]),
        (Miri.UB, ran(), [Mismatch.DEFINED]),
        (Miri.UB, ran(0, "", "error: Undefined Behavior: a program that only says so"), [Mismatch.DEFINED]),
    ],
)
def test_miris_word_is_held_against_the_claim(miri: Miri, said: Outcome, differences: list[Mismatch]) -> None:
    verdict = matcher.judge_miri(replace(RUNS, miri=miri), said)
    assert [d.what for d in verdict.differences] == differences
    assert verdict.status is (Status.MISMATCHED if differences else Status.MATCHED)


@pytest.mark.parametrize(
    ("claimed", "said", "matched"),
    [
        ((), BUILT, True),
        ((), rejected(found("E0382")), False),
        (("E0382",), rejected(found("E0382")), True),
        (("E0382",), BUILT, False),
        (("E0499",), rejected(found("E0382")), False),
        (("E0382", "E0499"), rejected(found("E0382")), False),
        (("E0382",), rejected(found("E0382"), found("E0499")), False),
        (("E0382",), rejected(found("E0382"), found(None)), False),
        ((), rejected(found(None)), False),
    ],
)
def test_the_next_borrow_checkers_word_is_held_against_the_claim(
    claimed: tuple[str, ...], said: Outcome, matched: bool
) -> None:
    verdict = matcher.judge_polonius(replace(RUNS, polonius=frozenset(claimed)), said)
    assert verdict.status is (Status.MATCHED if matched else Status.MISMATCHED)
    assert [d.what for d in verdict.differences] == ([] if matched else [Mismatch.POLONIUS])


LOOSE = Expectation(Kind.ERROR, frozenset({"E0382", "E0499"}), exact=False)


@pytest.mark.parametrize(
    ("outcome", "differences"),
    [
        (rejected(found("E0382")), [Mismatch.MISSING_CODE]),
        (rejected(found("E0382"), found("E0499")), []),
        (rejected(found("E0382"), found("E0499"), found("E0505"), found(None)), []),
        (rejected(found("E0382"), found("E0505")), [Mismatch.MISSING_CODE]),
        (rejected(found("E0505")), [Mismatch.MISSING_CODE, Mismatch.MISSING_CODE, Mismatch.EXTRA_CODE]),
        (BUILT, [Mismatch.COMPILED]),
    ],
)
def test_rustdocs_own_rule_allows_further_errors_beside_the_named_ones(
    outcome: Outcome, differences: list[Mismatch]
) -> None:
    assert [d.what for d in matcher.judge(snippet(LOOSE), outcome).differences] == differences


def test_pins_of_rustdocs_own_rule_leave_other_errors_alone() -> None:
    pinned = replace(LOOSE, codes=frozenset({"E0382"}), pins=(pin("E0382", 3),))
    outcome = rejected(found("E0382", 3), found("E0382", 4), found(None, 5))
    assert matcher.judge(snippet(pinned), outcome).status is Status.MATCHED


def test_a_difference_names_the_code_the_pin_and_the_diagnostic_that_it_is_about() -> None:
    wanted, extra, codeless = pin("E0382", 3), found("E0505", 7), found(None, 8)
    assert matcher.judge(snippet(errors("E0382", pins=(wanted,))), rejected(extra, codeless)).differences == (
        Difference(Mismatch.MISSING_CODE, code="E0382"),
        Difference(Mismatch.EXTRA_CODE, code="E0505", diagnostic=extra),
        Difference(Mismatch.PIN_UNMET, code="E0382", pin=wanted),
        Difference(Mismatch.UNPINNED, diagnostic=codeless),
    )
    assert matcher.judge(snippet(RUNS), rejected(extra)).differences == (
        Difference(Mismatch.REJECTED, code="E0505", diagnostic=extra),
    )
    assert matcher.judge(snippet(RUNS), ran(0, "", "", WARNED)).differences == (
        Difference(Mismatch.UNEXPECTED_WARNING, code="static_mut_refs", diagnostic=WARNED),
    )
    lint = found("arithmetic_overflow")
    assert matcher.judge(snippet(errors("E0382")), rejected(found("E0382"), lint)).differences == (
        Difference(Mismatch.EXTRA_CODELESS, code="arithmetic_overflow", diagnostic=lint),
    )


def test_missing_codes_are_told_in_order() -> None:
    verdict = matcher.judge(snippet(errors("E0505", "E0382", "E0499")), rejected(found("E0499")))
    assert [d.code for d in verdict.differences] == ["E0382", "E0505"]


@pytest.mark.parametrize("lint", ["unused", "dead_code"])
def test_a_teaching_snippet_may_leave_things_unused(lint: str) -> None:
    assert matcher.judge(snippet(RUNS), ran(0, "", "", found(lint, level=Level.WARNING))).status is Status.MATCHED


@pytest.mark.parametrize(
    ("diagnostic", "met"),
    [
        (found("E0382", 3, message="use of moved value"), True),
        (found("E0382", 3, level=Level.WARNING, message="use of moved value"), False),
        (found("E0382", 2, message="use of moved value"), False),
        (found("E0505", 3, message="use of moved value"), False),
        (found("E0382", 3, message="borrow of moved value"), False),
    ],
)
def test_a_pin_is_met_by_level_line_code_and_a_part_of_the_text(diagnostic: Diagnostic, met: bool) -> None:
    assert matcher.matches_pin(pin("E0382", 3, text="use of moved"), diagnostic) is met


def test_a_pin_is_met_on_the_line_where_any_primary_span_begins() -> None:
    spans = (Span(2, 1, 4, 2, primary=True), Span(6, 1, 6, 2, primary=True))
    diagnostic = Diagnostic(Level.ERROR, "E0382", "said", spans)
    assert [line for line in range(1, 8) if matcher.matches_pin(pin("E0382", line), diagnostic)] == [2, 6]
    assert primary_lines(diagnostic) == {2, 6}
