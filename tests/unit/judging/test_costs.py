"""What is asked of whoever counts, and what a count makes of a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from borrowproof.annotations.heap_counts import differing
from borrowproof.backends import Answer
from borrowproof.judging import costs
from borrowproof.judging.costs import LEAKS_OF_THREADS, NO_COUNTER, with_costs
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.expectation import HeapClaim, Kind
from borrowproof.model.library import Crates
from borrowproof.model.outcome import Cause, Cost, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict
from borrowproof.store.cache import NoCache

MakeEvidence = Callable[..., Evidence]
TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "counter")
COST = Cost(3, 72, 1, 40, 0)
RAN = Outcome(Edition.E2024, (), compiled=True, exit=0, stdout="1\n")


@dataclass
class Counter:
    """Answers every question alike, and remembers them."""

    answer: Answer = RAN
    toolchain: Toolchain = TOOLCHAIN
    asked: list[Job] = field(default_factory=list)

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        self.asked += jobs
        yield from ((job, self.answer) for job in jobs)


@pytest.fixture
def told(make_evidence: MakeEvidence) -> MakeEvidence:
    """`told(heap=, fixes=, cost=, ...)`: evidence of a program that printed `1`."""

    def make(heap: HeapClaim | None = None, fixes: str | None = None, **fields: Any) -> Evidence:
        found = make_evidence("fn main() { a(); }", stdout="1\n", exit=0, fixes=fixes, **fields)
        return replace(found, snippet=replace(found.snippet, expectation=replace(found.snippet.expectation, heap=heap)))

    return make


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What is read of the counter's reports: always the same."""
    seen: list[tuple[object, ...]] = []

    def read_(*report: object) -> Cost:
        seen.append(report)
        return COST

    monkeypatch.setattr(costs, "read", read_)
    return seen


def one(evidence: Evidence, counter: Counter | None) -> Evidence:
    [found] = with_costs([evidence], counter, NoCache())
    return found


def test_only_repairs_and_claims_are_counted(told: MakeEvidence, read: list[tuple[object, ...]]) -> None:
    counter = Counter()
    plain, repair = told(name="a.rs"), told(name="b.rs", fixes="moved")
    found = with_costs([plain, repair], counter, NoCache())
    assert found == (plain, replace(repair, cost=COST))
    assert counter.asked == [Job(repair.snippet.code, Edition.E2024, Goal.COUNT)]
    assert read == [(RAN, repair.snippet.code)]
    assert with_costs([plain], counter, NoCache()) == (plain,)
    assert len(counter.asked) == 1


def test_it_is_counted_as_it_was_judged(told: MakeEvidence) -> None:
    crates, counter = Crates("digest", names=frozenset({"theirs"})), Counter()
    repair = told(fixes="moved", crates=crates)
    assert repair.outcome is not None
    one(replace(repair, outcome=replace(repair.outcome, edition=Edition.E2018)), counter)
    assert counter.asked == [Job(repair.snippet.code, Edition.E2018, Goal.COUNT, crates=crates)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": Status.MISMATCHED}, "it does not do what its page says"),
        ({"status": Status.NOT_CHECKED}, "it was not judged"),
        ({"kind": Kind.COMPILES}, "it is not run"),
        ({"kind": Kind.PANICS}, "it is not run"),
        ({"test_harness": True}, "it is not run"),
    ],
)
def test_what_did_not_run_as_it_says_is_not_counted(fields: dict[str, Any], why: str, told: MakeEvidence) -> None:
    counter = Counter()
    repair = told(fixes="moved", **fields)
    assert one(repair, counter) == replace(repair, not_counted=why)
    assert one(repair, None) == replace(repair, not_counted=why)
    assert counter.asked == []


def test_whoever_cannot_count_says_so(told: MakeEvidence) -> None:
    repair = told(fixes="moved")
    assert one(repair, None) == replace(repair, not_counted=NO_COUNTER)
    assert NO_COUNTER == "whoever judged it cannot count"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (NotChecked(Cause.TIMEOUT, "it ran for 20 s"), "it ran for 20 s"),
        (replace(RAN, stdout="2\n"), "under the counter it printed something else"),
    ],
)
def test_a_count_of_something_else_is_none(answer: Answer, why: str, told: MakeEvidence) -> None:
    repair = told(fixes="moved")
    assert one(repair, Counter(answer)) == replace(repair, not_counted=why)
    claim = one(told(heap=HeapClaim(allocs=3)), Counter(answer))
    unheld = NotChecked(Cause.NOT_COUNTED, f"what it does with the heap: {why}")
    assert claim.verdict == Verdict(Status.NOT_CHECKED, not_checked=unheld)


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (HeapClaim(allocs=3), Status.MATCHED),
        (HeapClaim(allocs=3, bytes=72, resizes=1, copied=40, leaked=0), Status.MATCHED),
        (HeapClaim(allocs=2), Status.MISMATCHED),
        (HeapClaim(allocs=3, leaked=1), Status.MISMATCHED),
    ],
)
def test_a_claim_about_the_heap_is_held_to_the_number(claim: HeapClaim, status: Status, told: MakeEvidence) -> None:
    found = one(told(heap=claim), Counter())
    assert found.cost == COST
    assert found.verdict == Verdict(status, () if status is Status.MATCHED else (Difference(Mismatch.HEAP),))


def test_what_threads_leak_cannot_be_claimed(told: MakeEvidence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "read", lambda *_: replace(COST, leaked=None))
    found = one(told(heap=HeapClaim(leaked=0)), Counter())
    assert found.verdict.not_checked == NotChecked(Cause.NOT_COUNTED, LEAKS_OF_THREADS)
    assert one(told(heap=HeapClaim(allocs=3)), Counter()).verdict == Verdict(Status.MATCHED)


def test_a_claim_of_what_did_not_match_keeps_its_verdict(told: MakeEvidence) -> None:
    wrong = told(heap=HeapClaim(allocs=9), status=Status.MISMATCHED)
    assert one(wrong, Counter()).verdict is wrong.verdict


def test_each_count_is_compared_by_its_own_name() -> None:
    claim = HeapClaim(allocs=1, bytes=2, resizes=3, copied=4, leaked=5)
    assert differing(claim, COST) == (
        ("allocs", 1, 3),
        ("bytes", 2, 72),
        ("resizes", 3, 1),
        ("copied", 4, 40),
        ("leaked", 5, 0),
    )
    assert differing(HeapClaim(bytes=72, copied=41), COST) == (("copied", 41, 40),)
    assert differing(HeapClaim(), COST) == ()
