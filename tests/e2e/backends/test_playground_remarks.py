"""Timelines and costs where a Playground judges: what rustc wrote arrives whole, or it is said that it did not."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof import pipeline
from borrowproof.backends.mir_dumps import LocalMirDumps, RawDump
from borrowproof.backends.playground import batch, client, packing
from borrowproof.backends.playground.batch import Batch
from borrowproof.backends.playground.client import Client, Manners
from borrowproof.backends.playground.connect import connect
from borrowproof.backends.playground.mir_dumps import PlaygroundMirDumps
from borrowproof.backends.toolchain import Rustc
from borrowproof.cli.check import exit_status
from borrowproof.judging.backend_selection import BackendName
from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.model.outcome import Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from borrowproof.report import render
from borrowproof.site import publication_gate
from borrowproof.store.cache import NoCache
from tests.conftest import PATIENT
from tests.e2e.conftest import MakeProject
from tests.merging import differential
from tests.playground import Fault, Playground
from tests.samples import drawn, one_in, sampled

HURRIED = Manners(pause=0, backoff=0.01, requests=5000)
FILES = {
    "pyproject.toml": '[tool.borrowproof]\nedition = "2024"\n',
    "docs/a.md": "".join(
        f'```rust {{title="{name}" ownership}}\n--8<-- "{name}"\n```\n\n' for name in ("moved.rs", "cloned.rs")
    ),
    "snippets/moved.rs": """//@ error E0382
fn main() {
    let draft = String::from("Dear Ada");
    let letter = draft;
    println!("{draft} {letter}"); //~ E0382
}
""",
    "snippets/cloned.rs": """//@ compiles
//@ fixes moved
fn main() {
    let draft = String::from("Dear Ada");
    let letter = draft.clone();
    println!("{draft} {letter}");
}
""",
    "snippets/cloned.stdout": "Dear Ada Dear Ada\n",
    "snippets/leaves.rs": """//@ compiles
//@ fixes moved
fn main() {
    std::process::exit(i32::from(vec![0u8; 3].is_empty()));
}
""",
}


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in is nobody's server, and on a busy machine all may take long."""
    monkeypatch.setattr(client, "POLITE", HURRIED)
    monkeypatch.setattr(batch, "STARTING", 60_000)
    monkeypatch.setattr(batch, "ENDING", 90_000)


@pytest.fixture
def repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens that are the same in every run, so that the stand-in need not do again what it did."""
    numbers: Iterator[int] = count()
    monkeypatch.setattr("borrowproof.backends.counting.secrets.token_hex", lambda size: f"{next(numbers):0{2 * size}x}")


def verified(home: Path, **options: object) -> Run:
    paths = [home / "docs", home / "snippets"]
    return pipeline.verify(paths, home, Options(use_cache=False, **options))  # type: ignore[arg-type]  # passed on


def there(home: Path, server: Playground, **options: object) -> Run:
    return verified(home, backend=BackendName.PLAYGROUND, playground_url=server.url, **options)


def remarks(run: Run) -> dict[str, tuple[object, ...]]:
    """What is said besides the verdicts, but for whose facts they are."""
    return {e.snippet.label: (e.cost, e.not_counted, _timeline(e), e.not_derived) for e in run.evidence}


def _timeline(evidence: Evidence) -> object:
    return evidence.timeline and replace(evidence.timeline, toolchain="")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[object, ...]]:
    """What is said where the local compiler judges."""
    home = tmp_path_factory.mktemp("local")
    for name, text in FILES.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text, "utf-8")
    run = verified(home)
    assert exit_status(run) == 0
    return remarks(run)


def test_all_is_there_in_few_requests(
    playground: Playground, make_project: MakeProject, local: dict[str, tuple[object, ...]]
) -> None:
    home = make_project(FILES)
    run = there(home, playground)
    assert (exit_status(run), run.warnings) == (0, ())
    assert remarks(run) == local
    assert local["cloned"][0] is not None and local["moved"][2] is not None
    assert local["leaves"][1] == "under the counter the program did not end as it should"
    # The versions, the introduction, what runs and fails, what could reach others, their counts likewise, the dumps.
    assert len(playground.requests) == 7
    names = {e.timeline.toolchain for e in run.evidence if e.timeline is not None}
    assert names == {f"rustc {run.toolchain.release}" if run.toolchain else ""}
    assert publication_gate.refusal(run, allow_unchecked=False, strict=True) is None


def test_what_was_told_once_is_kept(playground: Playground, make_project: MakeProject) -> None:
    home = make_project({name: text for name, text in FILES.items() if "leaves" not in name})
    options = Options(backend=BackendName.PLAYGROUND, playground_url=playground.url)
    paths = [home / "docs", home / "snippets"]
    first = remarks(pipeline.verify(paths, home, options))
    asked = len(playground.requests)
    assert remarks(pipeline.verify(paths, home, options)) == first
    assert len(playground.requests) == asked + 1, "the versions are asked for, and nothing else"


@pytest.mark.usefixtures("repeatable")
@pytest.mark.parametrize("fault", sampled(Fault, 6))
@pytest.mark.parametrize("times", [None, 1])
def test_a_fault_costs_a_remark_and_never_makes_one_wrong(
    fault: Fault,
    times: int | None,
    playground: Playground,
    make_project: MakeProject,
    local: dict[str, tuple[object, ...]],
) -> None:
    playground.fault(fault, times=times, after=4, seconds=0.1)  # the verdicts are known by then
    run = there(make_project(FILES), playground)
    assert {e.verdict.status for e in run.evidence} == {Status.MATCHED}
    assert exit_status(run) == 0, render(run)
    assert publication_gate.refusal(run, allow_unchecked=False, strict=True) is None
    for name, (cost, not_counted, timeline, not_derived) in remarks(run).items():
        right = local[name]
        assert (cost, timeline) == (right[0] if cost else None, right[2] if timeline else None)
        assert (not_counted is None, not_derived is None) == (cost == right[0] and not right[1], timeline == right[2])
        assert all(why is None or len(str(why)) > 20 for why in (not_counted, not_derived))
    missing = sum(e.not_derived is not None for e in run.evidence)
    assert missing in (0, 2)
    if missing:
        assert "2 without their timelines" in render(run)
    assert (playground.peak, len(playground.requests) <= 22) == (1, True)


def test_where_the_driver_does_not_work_all_is_judged_and_the_rest_is_said(
    playground: Playground, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Batch, "program", lambda _: "fn main() { no_driver() }")
    run = there(make_project(FILES), playground)
    assert {e.verdict.status for e in run.evidence} == {Status.MATCHED}
    assert exit_status(run) == 0
    found = remarks(run)
    assert "nothing can be counted on this Playground (the driver does not compile" in str(found["cloned"][1])
    assert "this Playground cannot be asked for it (the driver does not compile" in str(found["moved"][3])
    text = render(run)
    assert "docs/a.md:1: moved: no ownership timeline: this Playground cannot be asked for it" in text
    assert "2 repairs without a cost" in text


def test_another_channel_gives_what_the_same_compiler_gives_here(
    playground: Playground, make_project: MakeProject
) -> None:
    home = make_project(FILES)
    assert remarks(there(home, playground, toolchain="nightly")) == remarks(verified(home, toolchain="nightly"))


@one_in(60)
def test_every_dump_arrives_as_rustc_wrote_it(share: int, snippets: tuple[Snippet, ...], rustc: Rustc) -> None:
    some = [s for s in snippets if drawn(s.code, share)]
    editions = ((s, s.edition or NEWEST_EDITION) for s in some)
    jobs = list(dict.fromkeys(Job(s.code, e, Goal.REJECT, test_harness=s.test_harness) for s, e in editions))
    here = dict(LocalMirDumps(rustc, 2).dumps(jobs))
    with Playground(timeout=PATIENT) as server:
        backend, _ = connect(Client(server.url, HURRIED), "stable", NoCache(), ())
        found = dict(PlaygroundMirDumps(backend.conversation, backend.toolchain).dumps(jobs))
        assert len(server.requests) < 3 + len(jobs) / 15
    assert backend.conversation.warnings == []
    assert len(jobs) > 400 / share
    for job, one in here.items():
        other = found[job]
        assert isinstance(one, RawDump) and isinstance(other, RawDump), (one, other)
        assert dict(other.files) == dict(one.files)
        assert _said(other.outcome) == _said(one.outcome)


def _said(outcome: Outcome) -> Outcome:
    """What any run of rustc says, whoever contains it."""
    said = differential.repeatable(outcome)
    assert isinstance(said, Outcome)
    return replace(said, contained_by="")


@pytest.mark.prove
def test_a_program_that_rustc_does_not_finish_has_no_dump(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, _ = connect(Client(playground.url, HURRIED), "stable", NoCache(), ())
    monkeypatch.setattr(batch, "ENDING", 4000)
    monkeypatch.setattr(batch, "STARTING", 3000)
    endless = 'const N: u64 = { let mut n = 0; while n < u64::MAX { n += 1; } n };\nfn main() { println!("{N}"); }'
    codes = ("fn main() {}", f"#![allow(long_running_const_eval)]\n{endless}")
    jobs = [Job(code, NEWEST_EDITION, Goal.REJECT) for code in codes]
    found = dict(PlaygroundMirDumps(backend.conversation, backend.toolchain).dumps(jobs))
    plain, late = (found[job] for job in jobs)
    assert isinstance(plain, RawDump)
    assert [name for name in plain.files if name.startswith("mir/")] == ["mir/playground.main.-------.nll.0.mir"]
    assert isinstance(late, NotChecked)
    assert "did not end within" in late.detail


@pytest.fixture(scope="module")
def packer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The driver's own packer as a program: a list of texts on its stdin, what it makes of them on its stdout."""
    home = tmp_path_factory.mktemp("packer")
    driver = Path(batch.__file__).with_name("packed.rs").read_text("utf-8")
    lines = (
        *("use std::io::{Read, Write};", driver, "fn main() {", "let mut all = String::new();"),
        *("std::io::stdin().read_to_string(&mut all).unwrap();", "let mut packed = Packed::new();"),
        *("for text in all.split('\\u{1f}') {", "if !packed.add(text.as_bytes(), ROOM) {"),
        *('packed.add(b"?", usize::MAX);', "}", "}", "let _ = (put, checksum);"),
        *("std::io::stdout().write_all(base64(&packed.packed).as_bytes()).unwrap();", "}", "const ROOM: usize = 4000;"),
    )
    (home / "main.rs").write_text("\n".join(lines), "utf-8")
    subprocess.run(["rustc", "--edition", batch.EDITION, "main.rs", "-o", "packer"], cwd=home, check=True)
    return home / "packer"


PIECES = st.lists(st.sampled_from(["StorageLive(_1)", "bb0[0..=1]", "a", "", "aaaaaaa", "é", "\n"]), max_size=40)


@given(st.lists(st.one_of(st.text(st.characters(exclude_characters="\x1f")), PIECES.map("".join)), max_size=8))
def test_what_the_driver_packs_is_unpacked(packer: Path, texts: list[str]) -> None:
    done = subprocess.run([packer], input="\x1f".join(texts).encode(), capture_output=True, check=True)
    assert packing.unpack(done.stdout).decode() == "".join(texts)


def test_what_does_not_fit_is_left_out_and_what_comes_after_is_whole(packer: Path) -> None:
    long = "".join(f"{n * n:x}" for n in range(3000))
    done = subprocess.run([packer], input="\x1f".join(["a" * 9000, long, "end " * 9]).encode(), capture_output=True)
    assert packing.unpack(done.stdout).decode() == "a" * 9000 + "?" + "end " * 9
    assert len(done.stdout) < 200
    assert json.dumps(done.stderr.decode()) == '""'
