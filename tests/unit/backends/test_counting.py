"""What a program costs: which programs can be counted, what the counter says, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from borrowproof import report
from borrowproof.backends import Answer
from borrowproof.backends.counting import COUNTER, CountedCrate, obstacle, read
from borrowproof.backends.merging.shared_crate import ROOT
from borrowproof.judging.costs import LEAKS_OF_THREADS, NO_COUNTER, with_costs
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.expectation import HeapClaim, Kind
from borrowproof.model.outcome import Cause, Cost, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.store.cache import Cache, NoCache

MakeEvidence = Callable[..., Evidence]
PLAIN = "fn main() {}\n"


def job(code: str = PLAIN, edition: Edition = Edition.E2024) -> Job:
    return Job(code, edition, Goal.COUNT)


def outcome(stderr: str, stdout: str = "") -> Outcome:
    return Outcome(Edition.E2024, (), compiled=True, exit=0, stdout=stdout, stderr=stderr)


@pytest.mark.parametrize(
    "code",
    [PLAIN, "use crate::a;\nfn main() -> Result<(), ()> { Ok(()) }", 'fn main() { println!("#[global_allocator]"); }'],
)
def test_plain_programs_can_be_counted(code: str) -> None:
    assert obstacle(job(code)) is None


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("#[global_allocator]\nstatic A: System = System;\nfn main() {}", "its own allocator"),
        ("#[no_mangle]\nextern fn memcpy() {}\nfn main() {}", "memcpy"),
        ("#![feature(x)]\nfn main() {}", "a plain `main`"),
        ("async fn main() {}", "a plain `main`"),
        ("mod a { fn main() {} }", "a plain `main`"),
    ],
)
def test_why_a_program_cannot_be_counted_is_said(code: str, why: str) -> None:
    assert why in (obstacle(job(code)) or "")


def test_the_oldest_edition_is_not_counted() -> None:
    assert obstacle(job(edition=Edition.E2015)) is not None


def test_each_program_is_a_module_whose_text_stays() -> None:
    written = CountedCrate.of([job("fn main() { one(); }"), job("fn main() { two(); }")]).files()
    assert written["src/m1/main.rs"].startswith("fn main() { two(); }")
    assert "1 => m1::borrowproof_entry," in written[ROOT]
    assert "global_allocator" in written[COUNTER]


def test_only_what_was_counted_is_read() -> None:
    assert read(outcome("2 16 1 8 1"), PLAIN) == Cost(2, 16, 1, 8, 1)
    assert read(outcome("2 16 1 8 -"), PLAIN) == Cost(2, 16, 1, 8, None)
    assert read(outcome("2 16 1 8 1"), "use std::thread;\nfn main() {}") == Cost(2, 16, 1, 8, None)
    with pytest.raises(ValueError, match="nobody counted"):
        read(outcome("2 16 1 8 1\n"), PLAIN)


@dataclass
class Counter:
    """A backend that gives every program the same answer, and remembers who asked."""

    answer: Answer
    toolchain: Toolchain
    asked: tuple[Job, ...] = ()

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        self.asked += tuple(jobs)
        yield from ((asked, self.answer) for asked in jobs)


def fix(make_evidence: MakeEvidence, **fields: object) -> Evidence:
    return make_evidence(PLAIN, name="snippets/moves/fix.rs", fixes="broken", exit=0, **fields)


def test_a_fix_gets_its_cost_and_nobody_else_is_asked(make_evidence: MakeEvidence, toolchain: Toolchain) -> None:
    counter = Counter(outcome("1 8 0 8 0"), toolchain)
    found = with_costs([make_evidence("fn main() { }"), fix(make_evidence)], counter, NoCache())
    assert [e.cost for e in found] == [None, Cost(1, 8, 0, 8)]
    assert [e.not_counted for e in found] == [None, None]
    assert counter.asked == (job(),)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": Kind.COMPILES}, "it is not run"),
        ({"status": Status.NOT_CHECKED}, "it was not judged"),
        ({"status": Status.MISMATCHED}, "does not do what its page says"),
        ({"test_harness": True}, "it is not run"),
    ],
)
def test_what_does_not_run_as_it_should_is_not_counted(
    fields: dict[str, object], why: str, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    counter = Counter(outcome("1 8 0 8 0"), toolchain)
    (found,) = with_costs([fix(make_evidence, **fields)], counter, NoCache())
    assert (found.cost, counter.asked) == (None, ())
    assert why in (found.not_counted or "")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (NotChecked(Cause.NOT_COUNTED, "the counts differ from run to run"), "differ from run to run"),
        (outcome("1 8 0 8 0", stdout="other"), "printed something else"),
    ],
)
def test_a_cost_without_evidence_is_not_published(
    answer: Answer, why: str, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    (found,) = with_costs([fix(make_evidence)], Counter(answer, toolchain), NoCache())
    assert found.cost is None
    assert why in (found.not_counted or "")
    assert found.verdict.status is Status.MATCHED


def claiming(make_evidence: MakeEvidence, claim: HeapClaim, **fields: object) -> Evidence:
    made = make_evidence(PLAIN, exit=0, **fields)
    expectation = replace(made.snippet.expectation, heap=claim)
    return replace(made, snippet=replace(made.snippet, expectation=expectation))


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (HeapClaim(allocs=1, bytes=8, resizes=0, copied=8, leaked=0), Status.MATCHED),
        (HeapClaim(leaked=0), Status.MATCHED),
        (HeapClaim(allocs=2), Status.MISMATCHED),
        (HeapClaim(bytes=9), Status.MISMATCHED),
        (HeapClaim(resizes=1), Status.MISMATCHED),
        (HeapClaim(copied=0), Status.MISMATCHED),
        (HeapClaim(allocs=1, leaked=1), Status.MISMATCHED),
    ],
)
def test_a_claim_about_the_heap_is_held_against_the_count(
    claim: HeapClaim, status: Status, make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    (found,) = with_costs([claiming(make_evidence, claim)], Counter(outcome("1 8 0 8 0"), toolchain), NoCache())
    assert (found.verdict.status, found.cost) == (status, Cost(1, 8, 0, 8))
    assert [d.what for d in found.verdict.differences] == ([] if status is Status.MATCHED else [Mismatch.HEAP])


def test_a_claim_about_the_heap_that_nobody_counted_is_not_checked(
    make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    racing = Counter(NotChecked(Cause.NOT_COUNTED, "the counts differ from run to run"), toolchain)
    crowded = Counter(outcome("1 8 0 8 -"), toolchain)
    asked = claiming(make_evidence, HeapClaim(allocs=1, leaked=0))
    for counter, why in ((racing, "differ from run to run"), (None, NO_COUNTER), (crowded, LEAKS_OF_THREADS)):
        (found,) = with_costs([asked], counter, NoCache())
        assert found.verdict.status is Status.NOT_CHECKED
        assert found.verdict.not_checked is not None
        assert found.verdict.not_checked.cause is Cause.NOT_COUNTED
        assert why in found.verdict.not_checked.detail


def test_a_mismatch_stays_what_it_was_before_the_heap_was_counted(
    make_evidence: MakeEvidence, toolchain: Toolchain
) -> None:
    before = claiming(make_evidence, HeapClaim(allocs=1), status=Status.MISMATCHED)
    (found,) = with_costs([before], Counter(outcome("1 8 0 8 0"), toolchain), NoCache())
    assert found.verdict == before.verdict


def test_where_nobody_can_count_that_is_said(make_evidence: MakeEvidence) -> None:
    (found,) = with_costs([fix(make_evidence)], None, NoCache())
    assert (found.cost, found.not_counted) == (None, NO_COUNTER)


def test_the_report_carries_costs(make_evidence: MakeEvidence) -> None:
    evidence = (
        replace(fix(make_evidence), cost=Cost(1, 2, 3, 4)),
        replace(make_evidence(), not_counted="no rustc"),
    )
    again = report.load(report.dump(Run(evidence))).evidence
    assert [(e.cost, e.not_counted) for e in again] == [(Cost(1, 2, 3, 4), None), (None, "no rustc")]


@pytest.mark.parametrize(("counted_under", "believed"), [("namespaces", True), ("", False)])
def test_where_containment_is_insisted_on_a_count_is_believed_only_under_it(
    counted_under: str, believed: bool, make_evidence: MakeEvidence, toolchain: Toolchain, tmp_path: Path
) -> None:
    answer, store = replace(outcome("1 8 0 8 0"), contained_by=counted_under), Cache(tmp_path)
    with_costs([fix(make_evidence)], Counter(answer, toolchain), store)
    again = Counter(answer, toolchain)
    with_costs([fix(make_evidence)], again, store, containment="namespaces")
    assert (again.asked == ()) is believed
