"""Snippets that ask Miri. It is not installed everywhere, so its word is spoken here by a stand-in: on this
machine by a program in its place, on the Playground by canned answers of the stand-in server.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.backends import miri
from borrowproof.backends.miri import LocalMiri, NoMiri
from borrowproof.backends.playground.client import Client, Manners
from borrowproof.backends.playground.miri import PlaygroundMiri, connect
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from tests.playground import Fault, Playground

UB = "error: Undefined Behavior: memory access failed: null pointer\n --> src/main.rs:3:5\n"
TOOLCHAIN = Toolchain("1.97.0-nightly (Miri)", "host", "miri")
JOB = Job("fn main() {}", Edition.E2021, Goal.INTERPRET)
NULL = "fn main() {\n    let p: *const i32 = std::ptr::null();\n    let _x = unsafe { *p };\n}\n"


@pytest.mark.parametrize(
    ("status", "stderr", "judged"),
    [
        (0, "", True),
        (1, UB, True),
        (101, "thread 'main' panicked at src/main.rs:1:1:\nboom", True),
        (1, "error: memory leaked: alloc1 (Rust heap, size: 4)", True),
        (1, "error: unsupported operation: can't call foreign function `fork`", False),
        (1, "error[E0382]: borrow of moved value", False),
        (1, "", False),
        (-9, "", False),
    ],
)
def test_only_what_miri_really_says_counts(status: int, stderr: str, judged: bool) -> None:
    answer = miri.read(status, "", stderr, JOB)
    assert isinstance(answer, Outcome) is judged
    if isinstance(answer, NotChecked):
        assert answer.cause is Cause.INFRASTRUCTURE
        assert "Miri" in answer.detail


def in_its_place(folder: Path, script: str) -> LocalMiri:
    program = folder / "miri"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return LocalMiri(TOOLCHAIN, program, folder / "sysroot")


def test_a_local_miri_is_given_the_program_and_the_edition(tmp_path: Path) -> None:
    backend = in_its_place(tmp_path, 'echo "$@"; cat src/main.rs')
    ((_, answer),) = backend.judge([JOB])
    assert isinstance(answer, Outcome)
    arguments, program = answer.stdout.split("\n", 1)
    about = "--edition 2021 --crate-name playground --crate-type bin src/main.rs"
    assert (arguments, program) == (f"--sysroot {tmp_path / 'sysroot'} {about}", JOB.code)


def test_a_local_miri_that_finds_something(tmp_path: Path) -> None:
    ((_, answer),) = in_its_place(tmp_path, f"printf '{UB}' >&2; exit 1").judge([JOB])
    assert isinstance(answer, Outcome)
    assert answer.undefined_behaviour == "memory access failed: null pointer"


@pytest.mark.skipif(shutil.which("rustup") is None, reason="without rustup there is no toolchain to ask for Miri")
def test_this_machines_miri_is_found_or_named(tmp_path: Path) -> None:
    try:
        found = miri.local(tmp_path)
    except NoMiri as error:
        assert "rustup toolchain install nightly --component miri" in str(error)
    else:
        ((_, answer),) = found.judge([Job(NULL, Edition.E2024, Goal.INTERPRET)])
        assert isinstance(answer, Outcome)
        assert answer.undefined_behaviour is not None


def test_without_miri_the_snippet_is_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(cwd: Path) -> LocalMiri:
        raise NoMiri("Miri is not installed")

    monkeypatch.setattr(miri, "local", missing)
    path = tmp_path / "null.rs"
    path.write_text(f"//@ compiles no_run\n//@ miri ub\n{NULL}")
    (evidence,) = pipeline.verify([path], tmp_path, Options(use_cache=False)).evidence
    assert evidence.verdict.not_checked == NotChecked(Cause.NO_MIRI, "Miri is not installed")


@pytest.mark.parametrize(
    ("claim", "script", "status"),
    [
        ("ub", f"printf '{UB}' >&2; exit 1", Status.MATCHED),
        ("clean", f"printf '{UB}' >&2; exit 1", Status.MISMATCHED),
        ("clean", "exit 0", Status.MATCHED),
        ("ub", "exit 0", Status.MISMATCHED),
        ("ub", "echo oh >&2; exit 1", Status.NOT_CHECKED),
        ("clean", "echo oh >&2; exit 1", Status.NOT_CHECKED),
    ],
)
def test_the_claim_is_held_against_miris_word(
    claim: str, script: str, status: Status, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(miri, "local", lambda _: in_its_place(tmp_path, script))
    path = tmp_path / "null.rs"
    path.write_text(f"//@ compiles no_run\n//@ miri {claim}\n{NULL}")
    (evidence,) = pipeline.verify([path], tmp_path, Options(use_cache=False)).evidence
    assert evidence.verdict.status is status
    assert evidence.outcome is not None and evidence.outcome.compiled


@pytest.fixture
def remote(playground: Playground) -> Iterator[PlaygroundMiri]:
    yield connect(Client(playground.url, Manners(pause=0.0, backoff=0.0)))


def test_a_playground_without_miri_is_told_apart_from_undefined_behaviour(
    remote: PlaygroundMiri, playground: Playground
) -> None:
    ((_, answer),) = remote.judge([Job(NULL, Edition.E2024, Goal.INTERPRET)])
    (asked,) = [r for r in playground.requests if r.path == "/miri"]
    assert json.loads(asked.body) == {"code": NULL, "edition": "2024"}
    if "miri" in remote.client.get("/meta/versions")["nightly"]:
        assert isinstance(answer, Outcome) and answer.undefined_behaviour is not None
    else:
        assert answer == NotChecked(Cause.NO_MIRI, "this Playground has no Miri")


@pytest.mark.parametrize("fault", [f for f in Fault if f.name not in ("SLOW", "TRICKLE")], ids=lambda f: f.name)
def test_no_fault_of_a_playground_becomes_miris_word(
    fault: Fault, remote: PlaygroundMiri, playground: Playground
) -> None:
    playground.fault(fault, times=None, path="/miri")
    ((_, answer),) = remote.judge([Job(NULL, Edition.E2024, Goal.INTERPRET)])
    assert isinstance(answer, NotChecked)
