"""Evidence of another machine stands for the very same snippet only, wherever that is written now."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from borrowproof.judging.recorded import wants_recorded, with_recorded
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.exercise import Goal, GoalKind
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.memory import Recording
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict

TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "print")
NOBODY = Verdict(Status.NOT_CHECKED, not_checked=NotChecked(Cause.NO_COMPILER, "no rustc"))
MATCHED = Verdict(Status.MATCHED)


def snippet(line: int, code: str = "fn main() {}\n", pin: str = "E0382") -> Snippet:
    where = Origin("docs/a.md", line)
    pins = (Pin(1, None, pin, None, where),)
    expected = Expectation(Kind.ERROR, frozenset({pin}), pins=pins)
    return Snippet(f"docs/a.md:{line}", where, code, (where,), expected, label=f"a{line}")


def judged(one: Snippet) -> Evidence:
    return Evidence(one, MATCHED, None, TOOLCHAIN)


def here(*snippets: Snippet) -> Run:
    return Run(tuple(Evidence(one, NOBODY, None, None) for one in snippets))


def elsewhere(*snippets: Snippet) -> Run:
    return Run(tuple(map(judged, snippets)), toolchain=TOOLCHAIN, date="2026-12-02")


def test_the_same_text_is_found_at_another_line() -> None:
    found = with_recorded(here(snippet(7)), elsewhere(snippet(3)))
    (only,) = found.evidence
    assert only.verdict == MATCHED
    assert only.snippet == snippet(7)
    assert only.recorded_on == "2026-12-02"
    assert only.toolchain == TOOLCHAIN
    assert found.recorded == "rustc 1.95.0 on 2026-12-02"
    assert found.toolchain is None


def test_another_text_another_edition_or_another_claim_is_not_checked() -> None:
    kept = snippet(3)
    others = (snippet(3, "fn main() { }\n"), replace(kept, edition=Edition.E2015), snippet(3, pin="E0499"))
    found = with_recorded(here(*others), elsewhere(kept))
    assert [one.verdict.status for one in found.evidence] == [Status.NOT_CHECKED] * 3
    assert {one.recorded_on for one in found.evidence} == {None}
    assert found.recorded is None
    why = found.evidence[0].verdict.not_checked
    assert why is not None
    assert "not as it was when the evidence was recorded" in why.detail


def test_the_cost_of_a_repair_is_not_that_of_another_program() -> None:
    broken, repair = snippet(3), replace(snippet(9, "fn main() { 1; }\n"), fixes="a3")
    known = elsewhere(broken, repair)
    same = with_recorded(here(broken, repair), known).evidence[1]
    other = with_recorded(here(snippet(3, "fn main() { 2; }\n"), repair), known).evidence[1]
    assert same.not_counted is None
    assert other.not_counted == "the program that it fixes is not as it was recorded"
    assert other.verdict == MATCHED


def test_a_solution_is_held_against_the_goals_of_today() -> None:
    """Its own text is as it was recorded; the exercise demands something else now."""
    where = Origin("snippets/a/lent.rs", 1)
    solution = Snippet("lent", where, "fn main() {}\n", (where,), Expectation(Kind.RUNS), fixes="start")
    start = replace(snippet(3), origin=replace(where, file="snippets/a/start.rs"), goals=())
    stricter = replace(start, goals=(Goal(GoalKind.WITHOUT, "main"),))
    ran = replace(judged(solution), outcome=Outcome(Edition.E2024, (), compiled=True, exit=0))
    known = Run((judged(start), ran), toolchain=TOOLCHAIN, date="2026-12-02")
    same, other = (with_recorded(here(begin, solution), known).evidence[1] for begin in (start, stricter))
    assert same.verdict.status is Status.MATCHED
    assert other.verdict.status is Status.MISMATCHED


def test_a_verdict_of_this_machine_stands() -> None:
    run = elsewhere(snippet(3))
    assert not wants_recorded(run)
    assert wants_recorded(here(snippet(3)))
    wrong = Run((Evidence(snippet(3), Verdict(Status.MISMATCHED), None, TOOLCHAIN),), toolchain=TOOLCHAIN)
    assert with_recorded(wrong, elsewhere(snippet(3))).evidence == wrong.evidence


def test_where_a_compiler_judged_a_part_that_lacks_one_stays_unjudged() -> None:
    run = replace(here(snippet(3)), toolchain=TOOLCHAIN)
    assert not wants_recorded(run)
    assert with_recorded(run, elsewhere(snippet(3))).evidence == run.evidence


def test_a_recording_of_another_machine_is_marked() -> None:
    lacking = replace(judged(snippet(3)), not_recorded="no C compiler")
    recording = cast(Recording, "passed on as it is")
    known = Run((replace(judged(snippet(9)), recording=recording),), toolchain=TOOLCHAIN, date="2026-12-02")
    found = with_recorded(Run((lacking,), toolchain=TOOLCHAIN), known)
    assert found.evidence[0].recording == recording
    assert (found.evidence[0].recorded_on, found.recorded) == ("2026-12-02", "rustc 1.95.0 on 2026-12-02")
