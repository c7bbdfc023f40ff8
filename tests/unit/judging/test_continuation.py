"""A program that continues another is judged by what it adds, and only where the other is as it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging.continuation import settled
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict

TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "f")
RUNS = Expectation(Kind.RUNS)
MATCHED = Verdict(Status.MATCHED)
MISMATCHED = Verdict(Status.MISMATCHED, (Difference(Mismatch.COMPILED),))
UNKNOWN = Verdict(Status.NOT_CHECKED, not_checked=NotChecked(Cause.TIMEOUT, "it ran for 20 s"))


def evidence(
    name: str,
    continues: str | None = None,
    *,
    lines: tuple[int | None, ...] = (1,),
    stdout: str = "",
    said: tuple[Diagnostic, ...] = (),
    expectation: Expectation = RUNS,
    verdict: Verdict = MATCHED,
) -> Evidence:
    """Evidence of a program whose lines are those of `a.md`; None is a line of the engine."""
    origins = tuple(None if line is None else Origin("a.md", line) for line in lines)
    first = next(origin for origin in origins[::-1] if origin is not None)
    snippet = Snippet(name, first, "\n" * (len(lines) - 1), origins, expectation, continues=continues)
    outcome = Outcome(Edition.E2024, said, compiled=True, exit=0, stdout=stdout)
    return Evidence(snippet, verdict, outcome, TOOLCHAIN)


def settle(*found: Evidence) -> dict[str, Evidence]:
    return settled({each.snippet.id: each for each in found})


def warning(*lines: int, level: Level = Level.WARNING) -> Diagnostic:
    return Diagnostic(level, "unused", f"unused on {lines}", tuple(Span(n, 1, n, 2, primary=True) for n in lines))


def test_what_continues_nothing_stays_as_it_is() -> None:
    alone, wrong = evidence("a"), evidence("b", verdict=MISMATCHED)
    assert settle(alone, wrong) == {"a": alone, "b": wrong}


def test_only_what_the_later_part_prints_counts() -> None:
    expected = replace(RUNS, stdout="two\n", stdout_origin=Origin("a.md", 9))
    first = evidence("a", stdout="one\n")
    later = evidence("b", "a", lines=(1, 2), stdout="one\ntwo\n", expectation=expected, verdict=MISMATCHED)
    found = settle(later, first)["b"]
    assert found.verdict == MATCHED
    assert found.outcome is not None
    assert found.outcome.stdout == "two\n"
    other = settle(first, replace(later, outcome=replace(found.outcome, stdout="else\none\ntwo\n")))["b"]
    assert other.verdict.status is Status.MISMATCHED


def test_each_part_is_held_against_the_whole_of_the_one_above() -> None:
    first = evidence("a", stdout="1\n")
    second = evidence("b", "a", lines=(1, 2), stdout="1\n2\n")
    third = evidence("c", "b", lines=(1, 2, 3), stdout="1\n2\n3\n")
    for order in ((first, second, third), (third, second, first), (second, third, first)):
        found = settle(*order)
        assert {name: each.outcome and each.outcome.stdout for name, each in found.items()} == {
            "a": "1\n",
            "b": "2\n",
            "c": "3\n",
        }


def test_warnings_about_the_earlier_lines_are_not_said_again() -> None:
    of_both, of_none, of_an_error = (
        warning(1, 3),
        Diagnostic(Level.WARNING, None, "1 warning"),
        warning(1, level=Level.ERROR),
    )
    said = (warning(1), of_both, warning(3), warning(2), of_none, of_an_error)
    later = evidence("b", "a", lines=(1, None, 3), said=said)
    found = settle(evidence("a", lines=(1, None)), later)["b"]
    assert found.outcome is not None
    assert found.outcome.diagnostics == (of_both, warning(3), warning(2), of_none, of_an_error)


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (MISMATCHED, "it continues a.md:1, which is wrong"),
        (UNKNOWN, "it continues a.md:1, which was not checked"),
    ],
)
def test_below_what_is_not_as_it_says_nothing_is_judged(verdict: Verdict, why: str) -> None:
    first, second = evidence("a", verdict=verdict), evidence("b", "a", lines=(1, 2))
    third = evidence("c", "b", lines=(1, 2, 3))
    found = settle(third, second, first)
    assert found["a"] is first
    assert (found["b"].verdict.not_checked, found["b"].outcome) == (NotChecked(Cause.NEEDS_EARLIER, why), None)
    below = NotChecked(Cause.NEEDS_EARLIER, "it continues a.md:2, which was not checked")
    assert (found["c"].verdict, found["c"].outcome) == (Verdict(Status.NOT_CHECKED, not_checked=below), None)


def test_what_continues_a_program_that_is_not_there_says_which() -> None:
    found = settle(evidence("b", "a.md:1"))
    assert list(found) == ["b"]
    assert found["b"].verdict.not_checked == NotChecked(
        Cause.NEEDS_EARLIER, "it continues a.md:1, which was not checked"
    )


def test_what_could_not_be_judged_keeps_its_own_reason() -> None:
    first = evidence("a")
    for later in (
        evidence("b", "a", verdict=UNKNOWN),
        replace(evidence("b", "a", verdict=UNKNOWN), outcome=None),
        replace(evidence("b", "a", verdict=MISMATCHED), outcome=None),
    ):
        assert settle(first, later)["b"] is later
    unseen = evidence("b", "a", verdict=MISMATCHED)
    assert settle(replace(first, outcome=None), unseen)["b"] is unseen
