"""What is asked, what is kept, and which of two editions decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from borrowproof.backends import Answer
from borrowproof.backends.merging import rejections
from borrowproof.judging.verifier import Verifier, keepable, not_checked_evidence
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.store.cache import Cache, NoCache

TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "f")
HERE = Origin("docs/a.md", 1)
MOVED = Diagnostic(Level.ERROR, "E0382", "use of moved value", (Span(1, 1, 1, 2, primary=True),))
NO_CRATE = Diagnostic(Level.ERROR, "E0463", "can't find crate for `rand`")
RUNS, FAILS, BUILDS = Expectation(Kind.RUNS), Expectation(Kind.ERROR, frozenset({"E0382"})), Expectation(Kind.COMPILES)
BARE = Expectation(Kind.ERROR, None)
SLOW = NotChecked(Cause.TIMEOUT, "it ran for 20 s")


def snippet(name: str, expectation: Expectation = RUNS, edition: Edition | None = Edition.E2024) -> Snippet:
    return Snippet(name, HERE, f"fn main() {{}} // {name}", (HERE,), expectation, edition)


def ran(edition: Edition = Edition.E2024, **fields: object) -> Outcome:
    return replace(Outcome(edition, (), compiled=True, exit=0), **fields)  # type: ignore[arg-type]


def built(edition: Edition = Edition.E2024) -> Outcome:
    return Outcome(edition, (), compiled=True)


def rejected(edition: Edition = Edition.E2024, error: Diagnostic = MOVED) -> Outcome:
    return Outcome(edition, (error,), compiled=False)


@dataclass
class Scripted:
    """A backend that answers as told, and remembers each round of questions."""

    answer: Callable[[Job], Answer] = lambda job: ran(job.edition)
    toolchain: Toolchain = TOOLCHAIN
    rounds: list[tuple[Job, ...]] = field(default_factory=list)

    @property
    def asked(self) -> list[Job]:
        return [job for jobs in self.rounds for job in jobs]

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        self.rounds.append(tuple(jobs))
        yield from ((job, self.answer(job)) for job in reversed(jobs))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Cache(tmp_path / "cache")


# --- what is asked ---


@pytest.mark.parametrize(
    ("kind", "goal", "located"),
    [
        (Kind.RUNS, Goal.RUN, False),
        (Kind.PANICS, Goal.RUN, True),
        (Kind.COMPILES, Goal.BUILD, False),
        (Kind.ERROR, Goal.REJECT, False),
    ],
)
def test_a_program_is_taken_as_far_as_its_claim_needs(kind: Kind, goal: Goal, located: bool) -> None:
    pins = (Pin(1, Level.WARNING, "unused_mut", None, HERE),)
    asked = replace(snippet("a", Expectation(kind, pins=pins), Edition.E2018), test_harness=True)
    backend = Scripted()
    Verifier(backend, NoCache()).evidence([asked])
    (job,) = backend.asked
    assert replace(job, expects_borrow_errors=False) == Job(
        asked.code, Edition.E2018, goal, ("unused_mut",), True, located
    )


@pytest.mark.parametrize(
    ("expectation", "borrowing"),
    [
        (FAILS, True),
        (Expectation(Kind.ERROR, frozenset({"E0382", "E0499"})), True),
        (Expectation(Kind.ERROR, rejections.CODES), True),
        (Expectation(Kind.ERROR, frozenset({"E0382", "E0308"})), False),
        (Expectation(Kind.ERROR, frozenset({"E0308"})), False),
        (BARE, False),
        (RUNS, False),
    ],
)
def test_only_what_expects_the_borrow_checkers_errors_alone_says_so(expectation: Expectation, borrowing: bool) -> None:
    backend = Scripted(lambda job: rejected(job.edition))
    Verifier(backend, NoCache()).evidence([snippet("a", expectation)])
    assert [job.expects_borrow_errors for job in backend.asked] == [borrowing]


def test_evidence_comes_in_the_order_of_the_snippets() -> None:
    names = ["c", "a", "b"]
    found = Verifier(Scripted(), NoCache()).evidence([snippet(name) for name in names])
    assert [e.snippet.id for e in found] == names
    assert {(e.verdict.status, e.toolchain, e.cached) for e in found} == {(Status.MATCHED, TOOLCHAIN, False)}


def test_the_same_program_is_asked_about_once() -> None:
    one = snippet("a")
    backend = Scripted()
    found = Verifier(backend, NoCache()).evidence([one, replace(one, id="b"), replace(one, id="c", expectation=BUILDS)])
    assert [job.goal for job in backend.asked] == [Goal.RUN, Goal.BUILD]
    assert [e.snippet.id for e in found] == ["a", "b", "c"]


def test_what_is_ignored_is_not_asked_about_and_says_why() -> None:
    backend = Scripted()
    sketch = snippet("a", Expectation(Kind.IGNORED, reason="a sketch"))
    elsewhere = replace(snippet("b"), ignored_on=("linux",))
    found = Verifier(backend, NoCache()).evidence([sketch, elsewhere])
    assert backend.rounds == []
    assert [(e.outcome, e.toolchain, e.verdict.not_checked) for e in found] == [
        (None, None, NotChecked(Cause.IGNORED, "a sketch")),
        (None, None, NotChecked(Cause.IGNORED, "not meant for linux")),
    ]


def test_a_backend_with_nothing_to_do_is_not_called() -> None:
    backend = Scripted()
    assert Verifier(backend, NoCache()).evidence([]) == ()
    assert backend.rounds == []


# --- what is said ---


def test_what_could_not_be_answered_is_not_checked() -> None:
    (found,) = Verifier(Scripted(lambda _: SLOW), NoCache()).evidence([snippet("a")])
    assert (found.verdict.status, found.verdict.not_checked) == (Status.NOT_CHECKED, SLOW)
    assert (found.outcome, found.toolchain) == (None, TOOLCHAIN)


def test_what_this_toolchain_cannot_judge_keeps_its_outcome() -> None:
    (found,) = Verifier(Scripted(lambda _: rejected(error=NO_CRATE)), NoCache()).evidence([snippet("a")])
    assert found.verdict.not_checked == NotChecked(Cause.NEEDS_CRATE, "it needs the crate `rand`")
    assert (found.verdict.status, found.outcome) == (Status.NOT_CHECKED, rejected(error=NO_CRATE))


def test_a_difference_is_a_mismatch() -> None:
    (found,) = Verifier(Scripted(lambda _: rejected()), NoCache()).evidence([snippet("a")])
    assert [d.what for d in found.verdict.differences] == [Mismatch.REJECTED]


def test_progress_counts_what_is_known_of_what_is_wanted(store: Cache) -> None:
    told: list[tuple[int, int]] = []
    Verifier(Scripted(), store).evidence([snippet("a")])
    verifier = Verifier(Scripted(), store, lambda done, wanted: told.append((done, wanted)))
    verifier.evidence([snippet(name) for name in "abc"])
    assert told == [(2, 3), (3, 3)]


@pytest.mark.parametrize("error", [OSError(24, "Too many open files"), MemoryError(), RuntimeError("no new thread")])
def test_what_a_backend_owes_when_the_machine_fails_it_is_not_checked(error: Exception) -> None:
    def answer(job: Job) -> Answer:
        if job.code == snippet("a").code:
            raise error
        return ran()

    first, second = Verifier(Scripted(answer), NoCache()).evidence([snippet("a"), snippet("b")])
    assert first.verdict.not_checked is not None
    assert first.verdict.not_checked.cause is Cause.INFRASTRUCTURE
    assert second.verdict.status is Status.MATCHED


def test_a_program_that_nobody_answers_for_is_not_checked() -> None:
    @dataclass
    class Forgetful(Scripted):
        def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
            yield from super().judge(jobs[1:])

    first, second = Verifier(Forgetful(), NoCache()).evidence([snippet("a"), snippet("b")])
    assert first.verdict.not_checked == NotChecked(Cause.INFRASTRUCTURE, "nobody answered for it")
    assert second.verdict.status is Status.MATCHED


# --- what is kept ---


def test_what_was_judged_once_is_known_and_said_to_be(store: Cache) -> None:
    first = Verifier(Scripted(), store).evidence([snippet("a")])
    backend = Scripted()
    (again,) = Verifier(backend, store).evidence([snippet("a")])
    assert backend.rounds == []
    assert (first[0].cached, again.cached) == (False, True)
    assert again.outcome == first[0].outcome


@pytest.mark.parametrize(
    ("judged_under", "insisted", "known"),
    [
        ("", None, True),
        ("seccomp", None, True),
        ("", "", True),
        ("seccomp", "", False),
        ("", "namespaces", False),
        ("seccomp", "namespaces", False),
        ("n", "n", True),
    ],
)
def test_only_what_was_judged_under_the_containment_insisted_on_counts(
    judged_under: str, insisted: str | None, known: bool, store: Cache
) -> None:
    Verifier(Scripted(lambda job: ran(job.edition, contained_by=judged_under)), store).evidence([snippet("a")])
    backend = Scripted()
    (again,) = Verifier(backend, store, containment=insisted).evidence([snippet("a")])
    assert again.cached is known
    assert (backend.rounds == []) is known


CLOCK = replace(snippet("a", replace(RUNS, stdout="1\n")), code="fn main() { Instant::now(); }")


@pytest.mark.parametrize(("remote", "rounds"), [(True, 2), (False, 1)])
def test_a_remote_backend_is_asked_again_for_what_may_vary(remote: bool, rounds: int, store: Cache) -> None:
    printed = iter(["1\n", "1\n"])
    backend = Scripted(lambda _: ran(stdout=next(printed)), replace(TOOLCHAIN, remote=remote))
    (found,) = Verifier(backend, store).evidence([CLOCK])
    assert (found.verdict.status, len(backend.rounds)) == (Status.MATCHED, rounds)
    assert {job.runs for job in backend.asked} == {8}
    (again,) = Verifier(Scripted(toolchain=backend.toolchain), store).evidence([CLOCK])
    assert again.cached


def test_what_varies_is_a_mismatch_and_is_not_kept(store: Cache) -> None:
    printed = iter(["1\n", "2\n", "1\n", "1\n"])
    backend = Scripted(lambda _: ran(stdout=next(printed)), replace(TOOLCHAIN, remote=True))
    for status in (Status.MISMATCHED, Status.MATCHED):
        (found,) = Verifier(backend, store).evidence([CLOCK])
        assert (found.verdict.status, found.cached) == (status, False)


def test_what_cannot_be_judged_again_is_not_checked() -> None:
    answers: Iterator[Answer] = iter([ran(stdout="1\n"), SLOW])
    (found,) = Verifier(Scripted(lambda _: next(answers), replace(TOOLCHAIN, remote=True)), NoCache()).evidence([CLOCK])
    assert found.verdict.not_checked == SLOW


@pytest.mark.parametrize(
    "other",
    [
        replace(snippet("a"), code="fn main() {}"),
        replace(snippet("a"), edition=Edition.E2021),
        replace(snippet("a"), expectation=BUILDS),
        replace(snippet("a"), test_harness=True),
        replace(snippet("a"), expectation=replace(RUNS, pins=(Pin(1, Level.WARNING, "unused_mut", None, HERE),))),
    ],
)
def test_whatever_a_verdict_depends_on_is_asked_anew(other: Snippet, store: Cache) -> None:
    Verifier(Scripted(), store).evidence([snippet("a")])
    backend = Scripted()
    Verifier(backend, store).evidence([other])
    assert len(backend.asked) == 1


def test_another_compiler_is_asked_anew(store: Cache) -> None:
    Verifier(Scripted(), store).evidence([snippet("a")])
    backend = Scripted(toolchain=replace(TOOLCHAIN, fingerprint="g"))
    Verifier(backend, store).evidence([snippet("a")])
    assert len(backend.asked) == 1


def test_only_what_is_not_known_is_asked(store: Cache) -> None:
    Verifier(Scripted(), store).evidence([snippet("b")])
    backend = Scripted()
    found = Verifier(backend, store).evidence([snippet("a"), snippet("b"), snippet("c")])
    assert [job.code for job in backend.asked] == [snippet("a").code, snippet("c").code]
    assert [e.cached for e in found] == [False, True, False]


def test_what_timed_out_is_not_waited_for_again_and_says_so(store: Cache) -> None:
    Verifier(Scripted(lambda _: SLOW), store).evidence([snippet("a")])
    backend = Scripted()
    (again,) = Verifier(backend, store).evidence([snippet("a")])
    assert backend.rounds == []
    assert (again.cached, again.outcome) == (False, None)
    assert again.verdict.not_checked is not None
    assert again.verdict.not_checked.cause is Cause.TIMEOUT
    assert again.verdict.not_checked.detail.startswith("it ran for 20 s; it is tried again when its text changes")


def test_a_fault_is_not_kept(store: Cache) -> None:
    crashed = NotChecked(Cause.COMPILER_CRASHED, "rustc was killed")
    Verifier(Scripted(lambda _: crashed), store).evidence([snippet("a")])
    (again,) = Verifier(Scripted(), store).evidence([snippet("a")])
    assert (again.verdict.status, again.cached) == (Status.MATCHED, False)


def test_an_entry_of_another_shape_is_judged_anew(store: Cache) -> None:
    verifier = Verifier(Scripted(), store)
    (job,) = verifier.outcomes([Job("fn main() {}", Edition.E2024, Goal.RUN)])
    store.put(verifier._key(job), {"edition": "2024"})
    assert verifier.outcomes([job]) == {job: (ran(), False)}


JOB = Job("fn main() {}", Edition.E2024, Goal.RUN)


@pytest.mark.parametrize(
    ("goal", "outcome", "kept"),
    [
        (Goal.RUN, ran(), True),
        (Goal.RUN, ran(exit=101), True),
        (Goal.COUNT, ran(), True),
        (Goal.INTERPRET, ran(), True),
        (Goal.BUILD, built(), True),
        (Goal.REJECT, built(), True),
        (Goal.REJECT, rejected(), True),
        (Goal.RUN, rejected(), True),
        (Goal.RUN, built(), False),
        (Goal.COUNT, built(), False),
        (Goal.BUILD, ran(), False),
        (Goal.REJECT, ran(), False),
        (Goal.REJECT, replace(rejected(), diagnostics=()), False),
        (Goal.REJECT, replace(rejected(), exit=1), False),
        (Goal.RUN, ran(inputs=("other.rs",)), False),
        (Goal.RUN, ran(inputs=None), False),
    ],
)
def test_only_a_complete_outcome_of_nothing_but_the_text_is_kept(goal: Goal, outcome: Outcome, kept: bool) -> None:
    assert keepable(replace(JOB, goal=goal), outcome) is kept


def test_a_program_whose_linker_may_read_files_is_not_kept() -> None:
    assert not keepable(replace(JOB, code='#[link(name = "m")] extern "C" {}\nfn main() {}'), ran())
    assert keepable(replace(JOB, code="fn main() { /* link */ }"), ran())


# --- which edition decides ---


def by_edition(newest: Answer, oldest: Answer, between: Answer | None = None) -> Scripted:
    answers = {Edition.E2024: newest, Edition.E2021: between or newest, Edition.E2015: oldest}
    return Scripted(lambda job: answers[job.edition])


OLD = Edition.E2015
FAILS_IN_2015 = "nobody says for which edition it is: it fails in 2015 and compiles in 2024; tag it `edition2015`"
FAILS_IN_2024 = "nobody says for which edition it is: it fails in 2024 and compiles in 2015; tag it `edition2024`"


@pytest.mark.parametrize(
    ("expectation", "newest", "oldest", "status", "edition"),
    [
        (RUNS, rejected(), ran(OLD), Status.MATCHED, OLD),
        (RUNS, rejected(), rejected(OLD), Status.MISMATCHED, Edition.E2024),
        (FAILS, ran(), rejected(OLD), Status.MATCHED, OLD),
        (FAILS, built(), built(OLD), Status.MISMATCHED, Edition.E2024),
        (BARE, rejected(), rejected(OLD), Status.MATCHED, Edition.E2024),
        (BARE, built(), built(OLD), Status.MISMATCHED, Edition.E2024),
        (BARE, rejected(), rejected(OLD, NO_CRATE), Status.MATCHED, Edition.E2024),
        (RUNS, rejected(), SLOW, Status.NOT_CHECKED, None),
        (RUNS, SLOW, rejected(OLD), Status.NOT_CHECKED, None),
        (RUNS, SLOW, ran(OLD), Status.MATCHED, OLD),
        (BARE, rejected(), SLOW, Status.NOT_CHECKED, None),
        (BARE, SLOW, rejected(OLD), Status.NOT_CHECKED, None),
    ],
)
def test_where_nobody_named_an_edition_the_newest_counts_unless_the_oldest_matches(
    expectation: Expectation, newest: Answer, oldest: Answer, status: Status, edition: Edition | None
) -> None:
    backend = by_edition(newest, oldest)
    (found,) = Verifier(backend, NoCache()).evidence([snippet("a", expectation, edition=None)])
    between = [[Edition.E2021]] if expectation != BARE and newest is not SLOW else []
    assert [[j.edition for j in jobs] for jobs in backend.rounds] == [[Edition.E2024], *between, [Edition.E2015]]
    assert (found.verdict.status, found.outcome and found.outcome.edition) == (status, edition)


KEYWORD = replace(
    rejected(), diagnostics=(Diagnostic(Level.ERROR, None, "expected identifier, found reserved keyword `gen`"),)
)
LACKING = rejected(Edition.E2021, NO_CRATE)


@pytest.mark.parametrize(
    ("newest", "between", "status", "edition"),
    [
        (rejected(), ran(Edition.E2021), Status.MATCHED, Edition.E2021),
        (rejected(), SLOW, Status.NOT_CHECKED, None),
        (rejected(), LACKING, Status.MISMATCHED, Edition.E2024),
        (KEYWORD, LACKING, Status.NOT_CHECKED, Edition.E2021),
        (KEYWORD, rejected(Edition.E2021), Status.MISMATCHED, Edition.E2024),
    ],
)
def test_an_edition_between_counts_where_it_matches_or_where_a_keyword_of_the_newest_stood_in_the_way(
    newest: Outcome, between: Answer, status: Status, edition: Edition | None
) -> None:
    backend = by_edition(newest, rejected(OLD), between)
    (found,) = Verifier(backend, NoCache()).evidence([snippet("a", RUNS, edition=None)])
    assert (found.verdict.status, found.outcome and found.outcome.edition) == (status, edition)
    rounds = [[Edition.E2024], [Edition.E2021], [Edition.E2015]]
    asked = rounds[:2] if status is Status.MATCHED else rounds
    assert [[j.edition for j in jobs] for jobs in backend.rounds] == asked


@pytest.mark.parametrize(
    ("newest", "oldest", "detail"),
    [(rejected(), built(OLD), FAILS_IN_2024), (built(), rejected(OLD), FAILS_IN_2015)],
)
def test_any_failure_in_one_edition_only_says_nothing(newest: Outcome, oldest: Outcome, detail: str) -> None:
    (found,) = Verifier(by_edition(newest, oldest), NoCache()).evidence([snippet("a", BARE, edition=None)])
    assert found.verdict.status is Status.NOT_CHECKED
    assert found.verdict.not_checked == NotChecked(Cause.NEEDS_EDITION, detail)
    assert found.outcome == newest


@pytest.mark.parametrize(("expectation", "answer"), [(RUNS, ran()), (FAILS, rejected())])
def test_what_the_newest_edition_settles_is_asked_once(expectation: Expectation, answer: Outcome) -> None:
    backend = Scripted(lambda _: answer)
    (found,) = Verifier(backend, NoCache()).evidence([snippet("a", expectation, edition=None)])
    assert [job.edition for job in backend.asked] == [Edition.E2024]
    assert found.verdict.status is Status.MATCHED


@pytest.mark.parametrize("expectation", [RUNS, BARE])
def test_a_named_edition_is_the_only_one(expectation: Expectation) -> None:
    backend = Scripted(lambda job: rejected(job.edition))
    Verifier(backend, NoCache()).evidence([snippet("a", expectation, Edition.E2021)])
    assert [job.edition for job in backend.asked] == [Edition.E2021]


def test_an_authors_own_reason_goes_first() -> None:
    nobody = NotChecked(Cause.NO_COMPILER, "rustc was not found")
    assert not_checked_evidence(snippet("a"), nobody).verdict.not_checked == nobody
    ignored = snippet("a", Expectation(Kind.IGNORED, reason="a sketch"))
    assert not_checked_evidence(ignored, nobody).verdict.not_checked == NotChecked(Cause.IGNORED, "a sketch")
    unsaid = snippet("a", Expectation(Kind.IGNORED))
    assert not_checked_evidence(unsaid, nobody).verdict.not_checked == NotChecked(Cause.IGNORED, "no reason given")
