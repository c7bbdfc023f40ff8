"""What is asked besides the verdict: Miri's word, explanations, timelines; of whom, and what of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Barrier, Lock

import pytest

from borrowproof.backends import Answer, Backend
from borrowproof.backends.mir_dumps import MirDumps, RawDump
from borrowproof.backends.miri import NoMiri
from borrowproof.backends.toolchain import Rustc, ToolchainError
from borrowproof.facts.errors import Underivable
from borrowproof.judging import timelines
from borrowproof.judging.backend_selection import BackendName, BackendOptions
from borrowproof.judging.explanations import explanations, look_up
from borrowproof.judging.memory import Recorder, with_recordings
from borrowproof.judging.miri import with_miri
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.expectation import Kind, Miri
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.ownership import derive
from borrowproof.store.cache import Cache, NoCache

MakeEvidence = Callable[..., Evidence]
MIRI = Toolchain("1.97.0-nightly", "x86_64-unknown-linux-gnu", "miri")
CLEAN = Outcome(Edition.E2024, (), compiled=True, exit=0)
UNDEFINED = replace(CLEAN, exit=1, stderr="error: Undefined Behavior: dangling pointer\n")


@dataclass
class Interpreter:
    """A Miri that always says the same, and remembers what it was asked."""

    answer: Answer
    toolchain: Toolchain = MIRI
    asked: list[Job] = field(default_factory=list)

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        self.asked += jobs
        yield from ((job, self.answer) for job in jobs)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Cache(tmp_path / "cache")


def _with_timelines(
    evidence: Sequence[Evidence], asked: Collection[str], dumps: MirDumps | None, store: Cache | NoCache
) -> tuple[Evidence, ...]:
    """What `pipeline.judge` does."""
    return timelines.with_timelines(evidence, asked, timelines.derived(evidence, asked, dumps, store))


@pytest.fixture
def asking(make_evidence: MakeEvidence) -> Callable[..., Evidence]:
    """`asking(Miri.UB, ...)`: evidence of a snippet that says what Miri is to find."""

    def make(miri: Miri | None, **fields: object) -> Evidence:
        found = make_evidence("fn main() { a(); }", exit=0, **fields)
        snippet = replace(found.snippet, expectation=replace(found.snippet.expectation, miri=miri))
        return replace(found, snippet=snippet)

    return make


# --- Miri ---


@pytest.mark.parametrize(
    ("claim", "answer", "status", "differences"),
    [
        (Miri.CLEAN, CLEAN, Status.MATCHED, []),
        (Miri.UB, UNDEFINED, Status.MATCHED, []),
        (Miri.CLEAN, UNDEFINED, Status.MISMATCHED, [Mismatch.UNDEFINED]),
        (Miri.UB, CLEAN, Status.MISMATCHED, [Mismatch.DEFINED]),
    ],
)
def test_miris_word_decides_over_what_matched(
    claim: Miri, answer: Outcome, status: Status, differences: list[Mismatch], asking: Callable[..., Evidence]
) -> None:
    interpreter = Interpreter(answer)
    (found,) = with_miri([asking(claim)], lambda: interpreter, NoCache())
    assert (found.verdict.status, [d.what for d in found.verdict.differences]) == (status, differences)
    assert (found.miri, found.miri_toolchain) == (answer, MIRI)
    assert interpreter.asked == [Job("fn main() { a(); }", Edition.E2024, Goal.INTERPRET)]


def test_miri_is_asked_in_the_edition_that_was_judged(asking: Callable[..., Evidence]) -> None:
    item = asking(Miri.CLEAN, edition=Edition.E2021)
    assert item.outcome is not None
    older = replace(item, outcome=replace(item.outcome, edition=Edition.E2015))
    interpreter = Interpreter(CLEAN)
    with_miri([older, replace(item, outcome=None)], lambda: interpreter, NoCache())
    assert {job.edition for job in interpreter.asked} <= {Edition.E2015, Edition.E2021}


def test_nobody_looks_for_miri_where_it_is_not_asked_for(asking: Callable[..., Evidence]) -> None:
    def find() -> Backend:
        raise AssertionError("looked for")

    evidence = (asking(None), asking(Miri.UB, status=Status.MISMATCHED), asking(Miri.UB, status=Status.NOT_CHECKED))
    assert with_miri(evidence, find, NoCache()) == evidence


def test_where_there_is_no_miri_only_what_asks_for_it_is_not_checked(asking: Callable[..., Evidence]) -> None:
    def find() -> Backend:
        raise NoMiri("Miri is not installed")

    asks, plain = asking(Miri.CLEAN, name="snippets/a.rs"), asking(None, name="snippets/b.rs")
    found, untouched = with_miri([asks, plain], find, NoCache())
    assert found.verdict.status is Status.NOT_CHECKED
    assert found.verdict.not_checked == NotChecked(Cause.NO_MIRI, "Miri is not installed")
    assert (found.miri, found.miri_toolchain) == (None, None)
    assert untouched is plain


def test_what_miri_could_not_answer_is_not_checked(asking: Callable[..., Evidence]) -> None:
    slow = NotChecked(Cause.TIMEOUT, "too long")
    (found,) = with_miri([asking(Miri.CLEAN)], lambda: Interpreter(slow), NoCache())
    assert (found.verdict.not_checked, found.miri, found.miri_toolchain) == (slow, None, MIRI)
    assert found.verdict.status is Status.NOT_CHECKED


def test_miris_word_is_kept(asking: Callable[..., Evidence], store: Cache) -> None:
    with_miri([asking(Miri.CLEAN)], lambda: Interpreter(CLEAN), store)
    again = Interpreter(UNDEFINED)
    (found,) = with_miri([asking(Miri.CLEAN)], lambda: again, store)
    assert (found.verdict.status, again.asked) == (Status.MATCHED, [])


@pytest.mark.parametrize(("judged_under", "believed"), [("namespaces", True), ("", False), ("seccomp", False)])
def test_where_containment_is_insisted_on_miri_is_believed_only_under_it(
    judged_under: str, believed: bool, asking: Callable[..., Evidence], store: Cache
) -> None:
    with_miri([asking(Miri.CLEAN)], lambda: Interpreter(replace(CLEAN, contained_by=judged_under)), store)
    again = Interpreter(CLEAN)
    with_miri([asking(Miri.CLEAN)], lambda: again, store, containment="namespaces")
    assert (again.asked == []) is believed


# --- explanations ---


def test_each_code_is_explained_once_and_kept(toolchain: Toolchain, store: Cache) -> None:
    asked: list[str] = []

    def ask(code: str) -> str | None:
        asked.append(code)
        return None if code == "E9999" else f"about {code}"

    told = {"E0382": "about E0382", "E0499": "about E0499"}
    assert look_up(["E0499", "E0382", "E9999", "E0382"], store, toolchain, ask, 1) == told
    assert asked == ["E0382", "E0499", "E9999"]
    assert list(look_up(["E0499", "E0382", "E9999"], store, toolchain, ask, 1)) == ["E0382", "E0499"]
    assert asked == ["E0382", "E0499", "E9999", "E9999"]


def test_another_compiler_explains_in_its_own_words(toolchain: Toolchain, store: Cache) -> None:
    look_up(["E0382"], store, toolchain, lambda _: "old", 1)
    newer = replace(toolchain, fingerprint="g")
    assert look_up(["E0382"], store, newer, lambda _: "new", 1) == {"E0382": "new"}
    assert look_up(["E0382"], store, toolchain, lambda _: "newest", 1) == {"E0382": "old"}


def test_nobody_explains_where_no_compiler_of_this_machine_judged(toolchain: Toolchain, tmp_path: Path) -> None:
    remote = BackendOptions(BackendName.PLAYGROUND)
    missing = BackendOptions(toolchain=str(tmp_path / "rustc"))
    assert explanations(["E0382"], BackendOptions(), None, tmp_path, NoCache(), 1) == {}
    assert explanations(["E0382"], remote, toolchain, tmp_path, NoCache(), 1) == {}
    assert explanations(["E0382"], missing, toolchain, tmp_path, NoCache(), 1) == {}


# --- timelines ---


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (Status.MATCHED, timelines.NO_FACTS),
        (Status.MISMATCHED, "it does not do what its page says"),
        (Status.NOT_CHECKED, "it was not judged"),
    ],
)
def test_where_no_timeline_can_be_derived_that_is_said(status: Status, why: str, make_evidence: MakeEvidence) -> None:
    asked, plain = make_evidence(name="a.rs", status=status, kind=Kind.RUNS), make_evidence(name="b.rs")
    found, untouched = _with_timelines([asked, plain], {"a.rs"}, None, NoCache())
    assert (found.timeline, found.not_derived) == (None, why)
    assert found.verdict == asked.verdict
    assert untouched is plain


def test_where_no_page_asks_nobody_is_told(make_evidence: MakeEvidence) -> None:
    evidence = (make_evidence(name="a.rs"),)
    assert _with_timelines(evidence, set(), None, NoCache()) == evidence


@dataclass
class Dumps:
    """A stand-in for a compiler that is asked for dumps: it remembers what was asked."""

    toolchain: Toolchain
    asked: list[Job] = field(default_factory=list)

    def dumps(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, RawDump | NotChecked]]:
        self.asked += jobs
        yield from ((job, RawDump({}, Outcome(job.edition, (), compiled=True))) for job in reversed(jobs))


@pytest.fixture(autouse=True)
def derived(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the derivation; it tells of each program an empty timeline, or why it has none."""

    def derive_from(answer: RawDump | NotChecked, code: str, edition: Edition, toolchain: Toolchain) -> Timeline:
        assert isinstance(answer, RawDump)
        if "underivable" in code:
            raise Underivable("rustc stops before borrow checking")
        return Timeline((), (), toolchain.name, edition.value)

    monkeypatch.setattr(derive, "derive_from", derive_from)


@pytest.fixture
def dumps(toolchain: Toolchain) -> Dumps:
    return Dumps(toolchain)


def test_a_timeline_is_derived_as_the_program_was_judged_and_kept(
    make_evidence: MakeEvidence, dumps: Dumps, toolchain: Toolchain, store: Cache
) -> None:
    item = make_evidence("fn main() { a(); }", name="a.rs", test_harness=True)
    for _ in range(2):
        (found,) = _with_timelines([item], {"a.rs"}, dumps, store)
        assert (found.timeline, found.not_derived) == (Timeline((), (), toolchain.name, "2024"), None)
    assert dumps.asked == [Job("fn main() { a(); }", Edition.E2024, Goal.REJECT, test_harness=True)]


def test_every_timeline_is_that_of_its_program_in_whatever_order_answers_come(
    make_evidence: MakeEvidence, dumps: Dumps, store: Cache
) -> None:
    codes = {"a.rs": "fn a() {}", "b.rs": "fn underivable() {}", "c.rs": "fn a() {}", "d.rs": "fn d() {}"}
    items = [make_evidence(code, name=name) for name, code in codes.items()]
    found = _with_timelines(items, set(codes), dumps, store)
    assert [e.timeline is None for e in found] == [False, True, False, False]
    assert [job.code for job in dumps.asked] == ["fn a() {}", "fn underivable() {}", "fn d() {}"], "in one go"


def test_what_read_other_files_has_a_timeline_that_is_not_kept(
    make_evidence: MakeEvidence, dumps: Dumps, store: Cache
) -> None:
    item = make_evidence(name="a.rs")
    assert item.outcome is not None
    item = replace(item, outcome=replace(item.outcome, inputs=("other.rs",)))
    for _ in range(2):
        (found,) = _with_timelines([item], {"a.rs"}, dumps, store)
        assert found.timeline is not None
    assert len(dumps.asked) == 2


@pytest.mark.parametrize(
    ("code", "harness", "fingerprint", "edition"),
    [
        ("fn main() { b(); }", False, "f", Edition.E2024),
        ("fn main() { a(); }", True, "f", Edition.E2024),
        ("fn main() { a(); }", False, "g", Edition.E2024),
        ("fn main() { a(); }", False, "f", Edition.E2018),
    ],
)
def test_whatever_a_timeline_depends_on_has_it_derived_anew(
    code: str,
    harness: bool,
    fingerprint: str,
    edition: Edition,
    make_evidence: MakeEvidence,
    dumps: Dumps,
    toolchain: Toolchain,
    store: Cache,
) -> None:
    first = make_evidence("fn main() { a(); }", name="a.rs")
    _with_timelines([first], {"a.rs"}, dumps, store)
    other = make_evidence(code, name="a.rs", test_harness=harness)
    assert other.outcome is not None
    other = replace(other, outcome=replace(other.outcome, edition=edition))
    dumps.toolchain = replace(toolchain, fingerprint=fingerprint)
    _with_timelines([other], {"a.rs"}, dumps, store)
    assert len(dumps.asked) == 2


def test_why_a_timeline_could_not_be_derived_is_said_and_not_kept(
    make_evidence: MakeEvidence, dumps: Dumps, toolchain: Toolchain, store: Cache
) -> None:
    item = make_evidence("fn main() { underivable(); }", name="a.rs")
    for _ in range(2):
        (found,) = _with_timelines([item], {"a.rs"}, dumps, store)
        assert (found.timeline, found.not_derived) == (None, "rustc stops before borrow checking")
    assert len(dumps.asked) == 2


def test_a_kept_timeline_of_another_shape_is_derived_anew(
    make_evidence: MakeEvidence,
    dumps: Dumps,
    toolchain: Toolchain,
    store: Cache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Cache, "get", lambda *_: {"functions": 3})
    (found,) = _with_timelines([make_evidence(name="a.rs")], {"a.rs"}, dumps, store)
    assert found.timeline is not None
    assert len(dumps.asked) == 1


# --- what memory holds ---


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (Status.MATCHED, "whoever judged it cannot record a run; a rustc on this machine can"),
        (Status.MISMATCHED, "it does not do what its page says"),
        (Status.NOT_CHECKED, "it was not judged"),
    ],
)
def test_where_no_run_can_be_recorded_that_is_said(status: Status, why: str, make_evidence: MakeEvidence) -> None:
    asked, plain = make_evidence(name="a.rs", status=status, kind=Kind.RUNS), make_evidence(name="b.rs")
    found, untouched = with_recordings([asked, plain], {"a.rs"}, None, NoCache())
    assert (found.recording, found.not_recorded) == (None, why)
    assert found.verdict == asked.verdict
    assert untouched is plain


@pytest.mark.parametrize("jobs", [1, 3])
def test_as_many_are_recorded_at_once_as_there_are_jobs(
    jobs: int, make_evidence: MakeEvidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each waits for as many as there are jobs: fewer at once, and the barrier breaks."""
    together, lock, running, most = Barrier(jobs), Lock(), [0], [0]

    def recording(*_: object, **__: object) -> str:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        together.wait(timeout=30)
        with lock:
            running[0] -= 1
        return "not today"

    monkeypatch.setattr(Recorder, "recording", recording)
    evidence = [make_evidence(name=f"{n}.rs", status=Status.MATCHED, kind=Kind.RUNS) for n in range(6)]
    rustc = Rustc(Path("/bin/rustc"), MIRI)
    found = with_recordings(evidence, {one.snippet.id for one in evidence}, rustc, NoCache(), jobs)
    assert [one.not_recorded for one in found] == ["not today"] * 6
    assert most == [jobs]


def test_only_the_compiler_that_judged_explains(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rustc = Rustc(Path("/bin/rustc"), MIRI)
    found: list[tuple[str | None, Path]] = []

    def find(name: str | None, cwd: Path) -> Rustc:
        found.append((name, cwd))
        return rustc

    said = {"E0382": "a value was moved"}
    monkeypatch.setattr("borrowproof.judging.explanations.find", find)
    monkeypatch.setattr(
        "borrowproof.judging.explanations.explanation", lambda by, code: said.get(code) if by is rustc else None
    )
    local = BackendOptions(toolchain="nightly")
    asked = ("E0382", "E0000", "E0382")
    assert explanations(asked, local, MIRI, tmp_path, NoCache(), 2) == said
    assert found == [("nightly", tmp_path)]
    assert explanations(asked, local, replace(MIRI, fingerprint="other"), tmp_path, NoCache(), 2) == {}
    assert explanations(asked, local, None, tmp_path, NoCache(), 2) == {}
    playground = BackendOptions(BackendName.PLAYGROUND, toolchain="nightly")
    assert explanations(asked, playground, MIRI, tmp_path, NoCache(), 2) == {}
    assert len(found) == 2


@pytest.mark.parametrize("where", ["find", "explanation"])
def test_a_compiler_that_comes_to_no_answer_explains_nothing(
    where: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(*_: object) -> None:
        raise ToolchainError("gone")

    monkeypatch.setattr("borrowproof.judging.explanations.find", lambda *_: Rustc(Path("/bin/rustc"), MIRI))
    monkeypatch.setattr(f"borrowproof.judging.explanations.{where}", fails)
    assert explanations(["E0382"], BackendOptions(), MIRI, tmp_path, NoCache(), 1) == {}
