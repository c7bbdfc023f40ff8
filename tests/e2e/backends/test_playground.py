"""The Playground as a judge, against the stand-in: the local verdicts, no false ones, and good manners."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.backends import Answer
from borrowproof.backends.playground import batch, client
from borrowproof.backends.playground.batch import Batch
from borrowproof.backends.playground.client import Client, Manners
from borrowproof.backends.playground.connect import connect
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.cli import check as checking
from borrowproof.cli import exit_statuses, main
from borrowproof.judging import variation
from borrowproof.judging.backend_selection import BackendName
from borrowproof.judging.messages import primary_lines
from borrowproof.judging.sanitizers import NOBODY
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status, Verdict
from borrowproof.pipeline import Asked, Options
from borrowproof.report import render
from borrowproof.store.cache import NoCache
from tests.conftest import PATIENT, Once
from tests.e2e.conftest import MakeProject
from tests.merging.differential import repeatable
from tests.playground import Fault, Playground, Received
from tests.samples import drawn, one_in, sampled

HURRIED = Manners(pause=0, backoff=0.01, requests=5000)

# Every kind of snippet, once with a true claim and once with a false one: a false verdict of any sort would show.
KINDS = {
    "runs": 'fn main() {\n    println!("hello, world");\n}\n',
    "builds": "fn main() {\n    loop {}\n}\n",
    "moved": "fn main() {\n    let v = vec![1];\n    drop(v);\n    drop(v); //~ E0382\n}\n",
    "codeless": "fn f<'a, 'b>(_: &'a u8, b: &'b u8) -> &'a u8 {\n    b //~ ERROR lifetime may not\n}\nfn main() {}\n",
    "panics": 'fn main() {\n    eprintln!("so far");\n    panic!("no");\n}\n',
    "prints": 'fn main() {\n    eprintln!("error[E0382]: x\\n --> src/a.rs:1:1");\n    println!("error[E0382]");\n}\n',
}
TRUE = {
    "runs": "compiles",
    "builds": "compiles no_run",
    "moved": "error E0382",
    "codeless": "error",
    "panics": "panics",
    "prints": "compiles",
}
FALSE = {
    "runs": "panics",
    "builds": "error E0382",
    "moved": "compiles",
    "codeless": "compiles no_run",
    "panics": "compiles",
    "prints": "error E0382",
}
Site = Callable[[], Path]
Check = Callable[..., Run]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in is nobody's server, and on a busy machine all may take long: only tests about time have little."""
    monkeypatch.setattr(client, "POLITE", HURRIED)
    monkeypatch.setattr(batch, "STARTING", 60_000)
    monkeypatch.setattr(batch, "ENDING", 90_000)


@pytest.fixture
def singly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Playground on which the driver does not work."""
    monkeypatch.setattr(Batch, "program", lambda _: "fn main() { no_driver() }")


@pytest.fixture
def kinds(make_project: MakeProject) -> Path:
    """A project of all kinds of snippets, each claimed rightly and wrongly."""
    files: dict[str, str | bytes] = {"pyproject.toml": '[tool.borrowproof]\nstrict = true\nedition = "2024"\n'}
    for name, code in KINDS.items():
        plain = "\n".join(line.partition("//~")[0].rstrip() for line in code.split("\n"))
        files[f"snippets/true/{name}.rs"] = f"//@ {TRUE[name]}\n{code}"
        files[f"snippets/false/{name}.rs"] = f"//@ {FALSE[name]}\n{plain}"
    files["snippets/true/runs.stdout"] = "hello, world\n"
    files["snippets/true/prints.stdout"] = "error[E0382]\n"
    return make_project(files)


def check(server: Playground, home: Path, **options: object) -> Run:
    chosen = {"use_cache": False, "backend": BackendName.PLAYGROUND, "playground_url": server.url, **options}
    return pipeline.verify([home], home, Options(**chosen))  # type: ignore[arg-type]  # names and values, passed on


def by_id(run: Run) -> dict[str, Evidence]:
    return {e.snippet.id.removeprefix("snippets/").removesuffix(".rs"): e for e in run.evidence}


def causes(run: Run) -> set[Cause]:
    return {e.verdict.not_checked.cause for e in run.evidence if e.verdict.not_checked is not None}


def facts(outcome: Outcome | None) -> object:
    """What a verdict rests on; an error in a program without any line is on line 0 for rustc."""
    assert outcome is not None
    said = [(d.level, d.code, d.message, primary_lines(d) - {0}) for d in outcome.diagnostics]
    return outcome.edition, outcome.compiled, said, outcome.exit, outcome.stdout, outcome.panicked


def assert_true(run: Run) -> None:
    """Every right claim matched, every wrong one did not."""
    for name, evidence in by_id(run).items():
        expected = Status.MATCHED if name.startswith("true/") else Status.MISMATCHED
        assert (name, evidence.verdict.status) == (name, expected), render(run)


def tally(fault: Fault, server: Playground, run: Run) -> None:
    """Print what a fault left of a run: `pytest -rP` shows it."""
    count = Counter(e.verdict.status for e in run.evidence)
    figures = "".join(f"{count[status]:>4} {status}" for status in Status)
    sys.stdout.write(f"{fault.name:<20}{figures} {len(server.requests):>4} requests\n")


def assert_nothing_false(run: Run) -> None:
    """The same, except that anything may be unchecked, with a reason."""
    for name, evidence in by_id(run).items():
        expected = Status.MATCHED if name.startswith("true/") else Status.MISMATCHED
        if evidence.verdict.status is not expected:
            why = evidence.verdict.not_checked
            assert why is not None, (name, render(run))
            assert len(why.detail) > 20, why


# The same verdicts


def tell(here: Run, there: Run, requests: int) -> None:
    """Print how many snippets of each kind agree: `pytest -rP` shows it."""
    rows = [f"{'kind':<18}{'snippets':>9}{'codes':>7}{'lines':>7}{'stdout':>8}{'exit':>6}"]
    for kind in sorted({e.snippet.expectation.kind for e in here.evidence}):
        pairs = [
            (a.outcome, b.outcome)
            for a, b in zip(here.evidence, there.evidence, strict=True)
            if a.snippet.expectation.kind is kind and a.outcome and b.outcome
        ]
        codes = sum(a.codes == b.codes for a, b in pairs)
        places = sum(lines(a) == lines(b) for a, b in pairs)
        stdout = sum(a.stdout == b.stdout for a, b in pairs)
        ends = sum(a.exit == b.exit for a, b in pairs)
        rows.append(f"{kind:<18}{len(pairs):>9}{codes:>7}{places:>7}{stdout:>8}{ends:>6}")
    rows.append(f"{len(here.evidence)} snippets, {requests} requests, {there.seconds:.1f} s without pauses\n")
    sys.stdout.write("\n".join(rows))


def lines(outcome: Outcome) -> list[frozenset[int]]:
    return [primary_lines(d) for d in outcome.diagnostics]


OFTEN = 3


def part(run: Run, share: int) -> Run:
    """One in `share`, since every snippet costs a rustc there; one in `OFTEN` at least of those whose page asks for a
    timeline, and of what is neither to run nor to fail. The first of each kind is among them."""
    first = {e.snippet.expectation.kind: e.snippet.id for e in reversed(run.evidence)}

    def chosen(evidence: Evidence) -> bool:
        kind = evidence.snippet.expectation.kind
        often = evidence.timeline is not None or kind not in (Kind.RUNS, Kind.ERROR)
        one_in = min(OFTEN, share) if often else share
        return first[kind] == evidence.snippet.id or drawn(evidence.snippet.code, one_in)

    return replace(run, evidence=tuple(e for e in run.evidence if chosen(e)))


@one_in(25)
def test_both_agree_on_a_part_of_the_site_in_a_handful_of_requests(
    share: int, root: Path, checked: Run, rustc: Rustc
) -> None:
    here = part(checked, share)
    sent = [e.snippet for e in here.evidence]
    asking = frozenset(e.snippet.id for e in here.evidence if e.timeline is not None)
    with Playground(timeout=PATIENT) as server:
        options = Options(use_cache=False, backend=BackendName.PLAYGROUND, playground_url=server.url)
        there = pipeline.judge(sent, root, options, lambda: rustc, asked=Asked(timelines=asking))
        asked = server.requests
    tell(here, there, len(asked))
    assert there.warnings == ()
    assert_same_remarks(here, there)
    assert len(asking) >= 30 / min(OFTEN, share)
    assert [e.verdict for e in there.evidence] == [verdict_there(e) for e in here.evidence]
    for a, b in zip(here.evidence, there.evidence, strict=True):
        assert a.outcome is None or facts(a.outcome) == facts(b.outcome), a.snippet.id
        assert a.outcome is None or diagnostics(a.outcome) == diagnostics(b.outcome), a.snippet.id
    assert len(sent) > (900 if share == 1 else 350 / share)
    assert {kind for kind in Kind if kind is not Kind.IGNORED} == {s.expectation.kind for s in sent}
    many = 15 if share == 1 else 8  # programs that share a request: 63 requests for the 1,030 of the whole site
    assert len(asked) < len(sent) / many + 1  # the one for what the next borrow checker says
    # The status is that of the verdicts: nothing but what only a sanitizer can tell stands between the site and green.
    judged = replace(there, evidence=tuple(e for e in there.evidence if e.verdict.not_checked != NOBODY))
    assert checking.exit_status(judged) == exit_statuses.MATCHED


def diagnostics(answer: Answer | None) -> tuple[Diagnostic, ...] | None:
    """What rustc said, without the names that are new at every run; None where nothing was judged."""
    same = repeatable(answer)
    return same.diagnostics if isinstance(same, Outcome) else None


def verdict_there(here: Evidence) -> Verdict:
    """The same verdict; but nobody there has a sanitizer, so that what one reports is not checked."""
    asked = here.snippet.expectation.undefined_behaviour is not None
    return Verdict(Status.NOT_CHECKED, not_checked=NOBODY) if asked else here.verdict


def needs_driver(here: Evidence) -> Cause | None:
    """Why this one is not checked where the driver does not work: what it claims, nobody else can tell there."""
    if here.snippet.expectation.heap is not None:
        return Cause.NOT_COUNTED
    return Cause.INFRASTRUCTURE if here.snippet.expectation.types else None


def assert_same_remarks(here: Run, there: Run) -> None:
    """What snippets cost, and who owns what: the same to the letter, but for whose facts they are."""
    assert [(e.cost, e.not_counted) for e in there.evidence] == [(e.cost, e.not_counted) for e in here.evidence]
    assert sum(e.cost is not None for e in here.evidence) >= 10
    for a, b in zip(here.evidence, there.evidence, strict=True):
        assert b.not_derived is None
        same = b.timeline and replace(b.timeline, toolchain=a.timeline.toolchain if a.timeline else "")
        assert same == a.timeline, a.snippet.id


@pytest.mark.usefixtures("singly")
@pytest.mark.parametrize("some", ["[a-d]", pytest.param("[a-z]", marks=pytest.mark.prove)])
def test_both_agree_where_each_snippet_is_sent_by_itself(some: str, root: Path, checked: Run, rustc: Rustc) -> None:
    here = replace(
        checked, evidence=tuple(e for e in checked.evidence if re.match(f"snippets/moves/{some}", e.snippet.id))
    )
    with Playground(timeout=PATIENT) as server:
        options = Options(use_cache=False, backend=BackendName.PLAYGROUND, playground_url=server.url)
        there = pipeline.judge([e.snippet for e in here.evidence], root, options, lambda: rustc)
        sent = sum(bool(request.body) for request in server.requests)
        asked = len(server.requests)
    tell(here, there, asked)
    assert len(here.evidence) > 5
    assert any("each was sent by itself" in warning for warning in there.warnings)
    for a, b in zip(here.evidence, there.evidence, strict=True):
        why = b.verdict.not_checked
        lacking = needs_driver(a)
        agrees = b.verdict == verdict_there(a) if lacking is None else why is not None and why.cause is lacking
        assert agrees, (a.snippet.id, b.verdict)
    for a, b in zip(here.evidence, there.evidence, strict=True):
        assert facts(a.outcome) == facts(b.outcome), a.snippet.id
    again = sum(variation.runs(e.snippet) > 1 for e in there.evidence)
    # Three more to see, for each channel, that the driver does not work, and which crates there are.
    assert len(there.evidence) < sent <= len(there.evidence) + again + 3
    assert asked - sent <= 5  # what versions there are


TRICKY = {
    "raw strings": 'fn main() {\n    println!("{}", r##"a"#b"##);\n    println!("{}", "\\u{1f980} \\\\ \\"");\n}\n',
    "crlf, tab, bom": '\ufefffn main() {\r\n\tlet v = vec![1];\r\n\tdrop(v);\r\n\tprintln!("é{:?}", v);\r\n}\r\n',
    "bidi": 'fn main() {\n    println!("\u202e");\n}\n',
    "no end of line": "fn main() {}",
    "empty": "",
    "post-monomorphization": "fn f<const N: usize>() { const { assert!(N > 0) } }\nfn main() {\n    f::<0>();\n}\n",
    "denied lint": "fn main() {\n    let _x: u8 = 256;\n    let _y: u8 = 257;\n}\n",
    "deprecated": "#[deprecated]\nfn f() {}\nfn main() {\n    f();\n    f();\n}\n",
    "unused": "fn main() {\n    let a = 1;\n    let b = 2;\n    return;\n    fn c() {}\n}\n",
    "lines in a message": (
        '#[deprecated(note = "a\\nerror[E0382]: b\\n --> src/main.rs:1:1")]\nfn f() {}\nfn main() {\n    f();\n}\n'
    ),
    "a forged end": (
        'compile_error!("a\\nerror: could not compile `playground` (bin \\"playground\\") due to 1 previous error");\n'
    ),
    "several errors": "fn main() {\n    let a: u8 = 1u16;\n    b;\n    let c: String = 'd';\n}\n",
    "wide span": "fn main() {\n    let a: u8 = if true {\n        1\n    } else {\n        'b'\n    };\n    a\n}\n",
    "names itself": '#![crate_name = "other"]\nfn main() {\n    println!("{}", module_path!());\n}\n',
    "its own name": 'fn main() {\n    println!("{} {}", module_path!(), file!());\n}\n',
    "exit": "fn main() {\n    std::process::exit(7);\n}\n",
    "abort": 'fn main() {\n    println!("a");\n    std::process::abort();\n}\n',
    "error from main": 'fn main() -> Result<(), String> {\n    Err(String::from("no"))\n}\n',
    "overflow": 'fn main() {\n    let a = [1u8, 255];\n    println!("{}", a.iter().sum::<u8>());\n}\n',
    "no utf-8": 'use std::io::Write;\nfn main() {\n    std::io::stdout().write_all(b"a\\xff\\xc3b").unwrap();\n}\n',
    "environment": 'fn main() {\n    println!("{:?}", std::env::vars().count() < 6);\n}\n',
    "a driver's answer": 'fn main() {\n    println!("borrowproof 0123456789abcdef 5 0123456789abcdef\\nend");\n}\n',
}


@pytest.fixture
def ask(playground: Playground) -> Callable[..., Answer]:
    """The answer to one job, or the answers to several."""
    backend, _ = connect(Client(playground.url, HURRIED), "stable", NoCache(), ())

    def one(code: str, goal: Goal = Goal.RUN, edition: Edition = Edition.E2024, **fields: object) -> Answer:
        [(_, answer)] = backend.judge([Job(code, edition, goal, **fields)])  # type: ignore[arg-type]  # names and values, passed on
        return answer

    return one


HARD = (
    *(Job(code, Edition.E2024, goal) for code in TRICKY.values() for goal in (Goal.RUN, Goal.REJECT)),
    Job(TRICKY["unused"], Edition.E2024, Goal.BUILD, lints=("unused_variables",)),
)
ONLY_TOGETHER = (
    Job("#[test] fn a() {} #[test] fn b() { assert!(false) }", Edition.E2021, Goal.RUN, test_harness=True),
    Job("fn main() { let async = 1; let _ = async; }", Edition.E2015, Goal.RUN),
)


@pytest.fixture(scope="module")
def hard(rustc: Rustc, once: Once) -> dict[Job, Answer]:
    """What the local compiler says of all these jobs."""
    found: dict[Job, Answer] = once("hard", lambda: dict(LocalBackend(rustc, 2).judge([*HARD, *ONLY_TOGETHER])))
    return found


def test_both_agree_on_what_is_hard_to_send_and_to_read(playground: Playground, hard: dict[Job, Answer]) -> None:
    jobs, here = [*HARD, *ONLY_TOGETHER], hard
    backend, _ = connect(Client(playground.url, HURRIED), "stable", NoCache(), ())
    there = dict(backend.judge(jobs))
    names = {code: name for name, code in TRICKY.items()}
    assert there.keys() == here.keys()
    for job, answer in here.items():
        other = there[job]
        assert isinstance(answer, Outcome) and isinstance(other, Outcome), (names.get(job.code), answer, other)
        assert facts(other) == facts(answer) or job.test_harness, names.get(job.code)
        assert other.diagnostics == answer.diagnostics
    assert backend.conversation.warnings == []


@pytest.mark.prove
@pytest.mark.usefixtures("singly")
def test_both_agree_on_it_one_by_one_or_cargo_is_not_understood(
    playground: Playground, hard: dict[Job, Answer]
) -> None:
    backend, _ = connect(Client(playground.url, HURRIED), "stable", NoCache(), ())
    there = dict(backend.judge(HARD))
    names = {code: name for name, code in TRICKY.items()}
    unclear = {names[job.code] for job, answer in there.items() if isinstance(answer, NotChecked)}
    assert unclear == {"names itself", "no utf-8"}
    for job, answer in there.items():
        if isinstance(answer, Outcome):
            expected = hard[job]
            assert isinstance(expected, Outcome)
            assert facts(answer) == facts(expected) or names[job.code] == "environment", names[job.code]


# Never a false verdict


def test_every_kind_is_judged_rightly(playground: Playground, kinds: Path) -> None:
    run = check(playground, kinds)
    assert_true(run)
    assert run.toolchain is not None
    assert run.toolchain.name.endswith("(self-hosted Playground)")
    assert run.toolchain.host != "unknown"
    assert (playground.peak, len(playground.requests)) == (1, 3)


@pytest.mark.usefixtures("singly")
def test_every_kind_is_judged_rightly_one_by_one(playground: Playground, kinds: Path) -> None:
    run = check(playground, kinds)
    assert_true(run)
    assert any("the driver does not compile" in warning for warning in run.warnings)


# What a fault that lasts leaves of a run: everything judged all the same, or nothing.
HARMLESS = {Fault.SLOW, Fault.TRICKLE, Fault.OTHER_SPELLING}
IN_BATCHES = HARMLESS | {Fault.WRONG_COUNT, Fault.INNER_RUSTC_KILLED, Fault.TOOLCHAIN_CHANGED}
ONE_BY_ONE = HARMLESS | {Fault.INNER_RUSTC_KILLED}


@pytest.mark.parametrize("fault", sampled(Fault, 4))
def test_a_lasting_fault_never_gives_a_false_verdict(fault: Fault, playground: Playground, kinds: Path) -> None:
    playground.fault(fault, times=None, after=1, seconds=0.2)
    run = check(playground, kinds)
    tally(fault, playground, run)
    assert_nothing_false(run)
    assert playground.peak == 1
    if fault in IN_BATCHES:
        assert_true(run)
    else:
        assert {e.verdict.status for e in run.evidence} == {Status.NOT_CHECKED}
        assert checking.exit_status(run) == exit_statuses.NOT_CHECKED
    assert len(playground.requests) <= 40


@pytest.mark.usefixtures("singly")
@pytest.mark.parametrize("fault", sampled(Fault, 8))
def test_a_lasting_fault_never_gives_a_false_verdict_one_by_one(
    fault: Fault, playground: Playground, kinds: Path
) -> None:
    playground.fault(fault, times=None, after=3, seconds=0.1)  # once it is known that the driver does not work
    run = check(playground, kinds)
    tally(fault, playground, run)
    if fault is Fault.CUT_OUTPUT:
        # A 200 with half of the output and all else in order: here nothing shows it (the driver's answer does).
        found = {name: e.verdict.status for name, e in by_id(run).items()}
        assert [name for name, status in found.items() if status is Status.MISMATCHED and name.startswith("true/")] == [
            "true/prints",
            "true/runs",
        ]
        assert [name for name, status in found.items() if status is Status.MATCHED and name.startswith("false/")] == []
        return
    assert_nothing_false(run)
    if fault in ONE_BY_ONE:
        assert_true(run)
    else:
        assert Status.NOT_CHECKED in {e.verdict.status for e in run.evidence}
    assert (playground.peak, len(playground.requests) <= 16) == (1, True)


@pytest.mark.parametrize("fault", sampled(Fault, 4))
def test_a_passing_fault_never_gives_a_false_verdict(fault: Fault, playground: Playground, kinds: Path) -> None:
    playground.fault(fault, times=1, after=2, seconds=0.2)
    run = check(playground, kinds)
    tally(fault, playground, run)
    assert_nothing_false(run)
    judged = {e.verdict.status for e in run.evidence} != {Status.NOT_CHECKED}
    lost = {
        *(Fault.HTML_PAGE, Fault.EMPTY_BODY, Fault.JSON_LIST, Fault.DROPPED, Fault.DROPPED_MID_BODY),
        *(Fault.TRUNCATED_JSON, Fault.WRONG_CONTENT_TYPE, Fault.ERROR_KEY, Fault.NO_EXIT_DETAIL, Fault.WRONG_TYPES),
    }
    assert judged is (fault not in lost), render(run)
    if judged:
        assert_true(run)


@pytest.mark.parametrize(
    "fault", [Fault.BAD_GATEWAY, Fault.HTML_PAGE, Fault.DROPPED, Fault.NO_EXIT_DETAIL, Fault.TIMEOUT]
)
def test_where_nothing_answers_nothing_is_checked(
    fault: Fault,
    playground: Playground,
    kinds: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    playground.fault(fault, times=None)
    monkeypatch.chdir(kinds)
    status = main.main(["check", "--no-cache", "--backend", "playground", "--playground-url", playground.url])
    assert status == exit_statuses.NOT_CHECKED
    printed = capsys.readouterr().out
    assert "12 snippets: 0 matched, 12 not checked" in printed
    assert " and 11 more: not checked: " in printed


def test_an_address_where_nobody_listens(kinds: Path) -> None:
    with Playground() as gone:
        url = gone.url
    run = pipeline.verify([kinds], kinds, Options(use_cache=False, backend=BackendName.PLAYGROUND, playground_url=url))
    assert (causes(run), run.toolchain) == ({Cause.INFRASTRUCTURE}, None)
    assert f"{url} cannot be reached: Connection refused" in render(run)


# What one program can do to the others, and what no Playground can judge

HELLO = 'fn main() { println!("hello"); }'


@pytest.mark.parametrize(
    ("code", "cause", "seconds"),  # all there is for a request: twice as long lasts what does not end
    sampled(
        [
            ("fn main() { loop { std::thread::park(); } }", Cause.TIMEOUT, 6),
            ("fn main() { let mut v = Vec::new(); loop { v.push(vec![1u8; 1 << 20]); } }", Cause.LIMIT, 90),
            ('fn main() { loop { println!("{}", "x".repeat(1000)); } }', Cause.LIMIT, 90),
            ('fn main() { for _ in 0..4000 { print!("{}", "x".repeat(100)); } }', Cause.LIMIT, 90),
            (
                'const N: u64 = { let mut n = 0; while n < u64::MAX { n += 1; } n };\nfn main() { println!("{N}"); }',
                None,
                6,
            ),
        ],
        5,
    ),
)
def test_a_hungry_program_harms_no_other(
    code: str, cause: Cause | None, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "STARTING", seconds * 700)
    monkeypatch.setattr(batch, "ENDING", seconds * 1000)
    jobs = [Job(c, Edition.E2024, Goal.RUN) for c in (HELLO, code, HELLO.replace("hello", "again"))]
    with Playground(timeout=PATIENT, memory=256 << 20) as server:
        backend, _ = connect(Client(server.url, HURRIED), "stable", NoCache(), ())
        found = dict(backend.judge(jobs))
        assert len(server.requests) < 12
    first, hungry, last = (found[job] for job in jobs)
    assert isinstance(first, Outcome) and isinstance(last, Outcome), found
    assert (first.stdout, last.stdout) == ("hello\n", "again\n")
    if cause is None:
        assert (isinstance(hungry, Outcome) and not hungry.compiled) or isinstance(hungry, NotChecked)
    else:
        assert isinstance(hungry, NotChecked), hungry
        assert hungry.cause is cause


def test_a_program_larger_than_a_request_is_not_checked(ask: Callable[..., Answer]) -> None:
    answer = ask(HELLO + "// " + "x" * (1 << 20))
    assert isinstance(answer, NotChecked)
    assert (answer.cause, "too large" in answer.detail) == (Cause.LIMIT, True)


# Which compiler it was


def test_nothing_is_attributed_to_a_compiler_that_did_not_judge(playground: Playground, kinds: Path) -> None:
    playground.fault(Fault.TOOLCHAIN_CHANGED, times=None, after=2)
    run = check(playground, kinds)
    assert {e.verdict.status for e in run.evidence} == {Status.NOT_CHECKED}
    assert any("the compiler changed during the run" in warning for warning in run.warnings)


def test_versions_that_are_out_of_date_are_not_believed(playground: Playground, kinds: Path) -> None:
    playground.fault(Fault.TOOLCHAIN_CHANGED, times=None, path="/execute")
    run = check(playground, kinds)
    assert_true(run)
    assert run.toolchain is not None and "nightly" in run.toolchain.release
    assert any("nightly" in warning and "is believed" in warning for warning in run.warnings)


def test_the_channel_can_be_chosen(playground: Playground, make_project: MakeProject) -> None:
    feature = "#![feature(never_type)]\nfn main() {}\n"
    home = make_project({"snippets/a.rs": f"//@ compiles\n{feature}", "mkdocs.yml": ""})
    [stable] = check(playground, home).evidence
    assert stable.verdict.not_checked is not None
    assert stable.verdict.not_checked.cause is Cause.NEEDS_NIGHTLY
    [nightly] = check(playground, home, toolchain="nightly").evidence
    assert nightly.verdict.status is Status.MATCHED


def test_outcomes_of_both_backends_are_kept_apart(playground: Playground, kinds: Path) -> None:
    pipeline.verify([kinds], kinds, Options())
    run = check(playground, kinds, use_cache=True)
    assert {e.cached for e in run.evidence} == {False}
    assert len(playground.requests) == 3
    again = check(playground, kinds, use_cache=True)
    assert_true(again)
    assert {e.cached for e in again.evidence} == {True}
    assert len(playground.requests) == 4, "the versions are asked for, and nothing else"


# Error codes


def test_codes_that_do_not_exist_are_told(playground: Playground, make_project: MakeProject) -> None:
    moved = KINDS["moved"].replace(" //~ E0382", "")
    files = {f"snippets/{code}.rs": f"//@ error {code}\n{moved}" for code in ("E0983", "E0007")}
    home = make_project({**files, "mkdocs.yml": ""})
    run = check(playground, home, use_cache=True)
    local = pipeline.verify([home], home, Options(use_cache=False))
    assert [p.fix for p in run.problems] == [p.fix for p in local.problems]
    assert "E0983 is no error code of rustc" in run.problems[1].message
    assert "E0007 is retired" in run.problems[0].message
    asked = len(playground.requests)
    assert asked <= 5
    check(playground, home, use_cache=True)
    assert len(playground.requests) == asked + 1


@pytest.mark.usefixtures("singly")
def test_codes_that_cannot_be_looked_up_are_told(playground: Playground, make_project: MakeProject) -> None:
    home = make_project({"snippets/a.rs": "//@ error E0983\nfn main() {}\n", "mkdocs.yml": ""})
    run = check(playground, home, use_cache=True)
    assert run.problems == ()
    assert [e.verdict.status for e in run.evidence] == [Status.MISMATCHED]
    assert any("could not be asked which error codes there are" in warning for warning in run.warnings)
    known = [*home.rglob("??/*.json")]
    assert not any("unasked" in path.read_text() for path in known)


# Manners


def test_manners(playground: Playground, kinds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "POLITE", Manners(pause=0.4, backoff=0.5))
    playground.fault(Fault.OVERLOADED, times=2, after=2)
    assert_true(check(playground, kinds))
    asked = playground.requests
    assert playground.peak == 1
    gaps = [b.started - (a.ended or 0) for a, b in pairwise(asked)]
    assert len(asked) == 5
    assert min(gaps) >= 0.39
    assert gaps[2] >= 0.37 and gaps[3] >= 0.74
    assert {r.headers["user-agent"] for r in asked} == {client.user_agent()}
    assert [r.path for r in asked].count("/meta/versions") == 1


def test_retry_after_is_kept(playground: Playground, kinds: Path) -> None:
    playground.fault(Fault.TOO_MANY_REQUESTS, after=2, retry_after=1)
    assert_true(check(playground, kinds))
    asked = playground.requests
    assert asked[3].started - (asked[2].ended or 0) >= 0.99


def test_a_playground_that_wants_to_be_left_alone_is(playground: Playground, kinds: Path) -> None:
    playground.fault(Fault.UNAVAILABLE, after=2, retry_after=3600)
    run = check(playground, kinds)
    assert causes(run) == {Cause.INFRASTRUCTURE}
    assert "asks to be left alone for 3600 s" in render(run)
    assert len(playground.requests) == 3


def test_the_budget_leaves_the_rest_unchecked(
    playground: Playground, kinds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "POLITE", Manners(pause=0, requests=3))
    monkeypatch.setattr(batch, "CAPACITY", 20)
    run = check(playground, kinds)
    assert_nothing_false(run)
    assert len(playground.requests) == 3
    assert {e.verdict.status for e in run.evidence} == set(Status)
    assert "has sent all 3 requests" in render(run)


def test_an_outage_is_not_hammered(playground: Playground, make_project: MakeProject) -> None:
    files = {f"snippets/n{n}.rs": f"//@ compiles\nfn main() {{ std::process::exit({n} - {n}); }}\n" for n in range(40)}
    home = make_project({**files, "mkdocs.yml": ""})
    playground.fault(Fault.BAD_GATEWAY, times=None, after=2)
    run = check(playground, home)
    assert {e.verdict.status for e in run.evidence} == {Status.NOT_CHECKED}
    assert len(playground.requests) <= 2 + 3 * 3
    assert any("asked no more after too many failures in a row" in warning for warning in run.warnings)


def test_an_interrupted_run_continues_where_it_stopped(
    playground: Playground, kinds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "CAPACITY", 12)

    def interrupt(done: int, _: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    options = Options(backend=BackendName.PLAYGROUND, playground_url=playground.url)
    with pytest.raises(KeyboardInterrupt):
        pipeline.verify([kinds], kinds, options, interrupt)
    before = len(playground.requests)
    run = pipeline.verify([kinds], kinds, options)
    assert_true(run)
    cached = sum(e.cached for e in run.evidence)
    assert 4 <= cached < 12

    def judged(received: Sequence[Received]) -> int:
        return sum(r.json["code"].count("    Job { files: ") for r in received if r.path == "/execute")

    assert judged(playground.requests[:before]) == cached
    assert judged(playground.requests[before:]) == 12 - cached, "nothing is asked twice"


def test_an_interrupted_process_leaves_the_cache_sound(playground: Playground, make_project: MakeProject) -> None:
    files = {f"snippets/n{n}.rs": f"//@ compiles\nfn main() {{ std::process::exit({n} - {n}); }}\n" for n in range(3)}
    home = make_project(
        {**files, "mkdocs.yml": "", "pyproject.toml": '[tool.borrowproof]\nstrict = true\nedition = "2024"\n'}
    )
    arguments = ["check", "--backend", "playground", "--playground-url", playground.url]
    playground.fault(Fault.SLOW, after=4, seconds=20)
    with subprocess.Popen(
        [sys.executable, "-m", "borrowproof.cli.main", *arguments], cwd=home, stderr=subprocess.PIPE, text=True
    ) as process:
        until = time.monotonic() + PATIENT
        while len(playground.requests) < 5 and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENT)
    assert process.returncode == exit_statuses.INTERRUPTED
    assert "interrupted; what was judged so far is kept" in said
    run = check(playground, home, use_cache=True)
    assert {e.verdict.status for e in run.evidence} == {Status.MATCHED}
    assert [e.cached for e in run.evidence] == [True, True, False]


# How it is chosen


def test_without_rustc_the_network_is_offered_and_not_used(
    cli_without_rustc: Callable[..., object], kinds: Path
) -> None:
    done = cli_without_rustc("check", cwd=kinds)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == exit_statuses.NOT_CHECKED, done.stderr
    assert "12 snippets: 0 matched, 12 not checked (no compiler" in done.stdout
    assert "and 11 more: not checked: rustc was not found" in done.stdout
    assert "`--backend playground`, which sends it the snippets" in done.stdout


@pytest.fixture
def cli_without_rustc(tmp_path: Path) -> Callable[..., object]:
    """`borrowproof ARGS` as a process that finds no rustc and no rustup."""

    def run(*arguments: str, cwd: Path) -> object:
        gone = dict.fromkeys(("PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "XDG_CACHE_HOME"), str(tmp_path))
        return subprocess.run(
            [sys.executable, "-m", "borrowproof.cli.main", *arguments],
            cwd=cwd,
            env={**os.environ, **gone},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def test_the_playground_judges_where_there_is_no_rustc(
    cli_without_rustc: Callable[..., object], playground: Playground, kinds: Path
) -> None:
    done = cli_without_rustc(
        "check", "--backend", "playground", "--playground-url", playground.url, "--format", "json", cwd=kinds
    )
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == exit_statuses.MISMATCHED, done.stderr
    report = json.loads(done.stdout)
    assert (report["summary"]["matched"], report["summary"]["mismatched"]) == (6, 6)
    assert "(self-hosted Playground)" in report["toolchain"]["release"]
    # A process of its own keeps the real pause.
    asked = playground.requests
    assert min(b.started - (a.ended or 0) for a, b in pairwise(asked)) >= 0.99


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--backend", "playgroun"], "invalid"),
        (["--backend", "playground", "--toolchain", "1.80"], "no toolchain `1.80`; choose stable, beta, nightly"),
        (["--backend", "playground", "--playground-url", "play"], "is not the address of a Playground"),
    ],
)
def test_a_wrong_choice_is_a_usage_error(
    cli: Callable[..., object], kinds: Path, arguments: list[str], words: str
) -> None:
    done = cli("check", *arguments, cwd=kinds)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_site_is_built_with_the_playground_alone(
    playground: Playground, root: Path, make_project: MakeProject, tmp_path: Path
) -> None:
    config = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0] + "\n"
    settings = f"  - borrowproof: {{backend: playground, playground_url: '{playground.url}'}}\n"
    page = "# A\n\n```rust,compile_fail,E0382\nlet v = vec![1];\ndrop(v);\ndrop(v);\n```\n"
    home = make_project(
        {
            "mkdocs.yml": config.replace("  - borrowproof\n", settings, 1),
            "pyproject.toml": "[tool.borrowproof]\nstrict = true\n",
            "docs/index.md": page,
            "docs/assets/stylesheets/theme.css": "",
            "snippets/empty": "",
            "hooks/mkdocs_hook.py": (root / "hooks" / "mkdocs_hook.py").read_bytes(),
        }
    )
    shutil.copytree(root / "hooks" / "theme", home / "hooks" / "theme")
    gone = dict.fromkeys(("PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME"), str(tmp_path))

    def build() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", "build"],
            cwd=home,
            env={**os.environ, **gone, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    done = build()
    assert done.returncode == 0, done.stderr
    html = (home / "site" / "index.html").read_text(encoding="utf-8")
    assert "Fails as intended" in html
    assert "(self-hosted Playground)" in html
    playground.fault(Fault.BAD_GATEWAY, times=None)
    refused = build()
    assert refused.returncode != 0
    assert "the Playground is out of order or overloaded (status 502)" in refused.stderr
    assert "Install Rust" not in refused.stderr
