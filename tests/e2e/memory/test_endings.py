"""Programs that do not simply return from `main`, and what cannot be recorded at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from borrowproof.backends import recording as backend
from borrowproof.backends.recording import LocalRecorder, NotRecordable
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.errors import Underivable
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import EndingKind, Note, Recording
from borrowproof.process import ptrace, sandbox

Check = Callable[[Recording], bool]

ENDINGS: dict[str, tuple[str, EndingKind, int | None]] = {
    "exit": ("fn main() {\n    let n = 3;\n    std::process::exit(n);\n}\n", EndingKind.EXIT, 3),
    "abort": (
        'fn main() {\n    let n = 1;\n    println!("{n}");\n    std::process::abort();\n}\n',
        EndingKind.SIGNAL,
        6,
    ),
    "overflow": (
        "fn deeper(n: u64) -> u64 {\n    let next = n + 1;\n    deeper(next) + 1\n}\n"
        'fn main() {\n    println!("{}", deeper(0));\n}\n',
        EndingKind.SIGNAL,
        6,
    ),
    "reads": (
        "fn main() {\n    let mut line = String::new();\n"
        '    let read = std::io::stdin().read_line(&mut line).unwrap();\n    println!("{read}");\n}\n',
        EndingKind.EXIT,
        0,
    ),
    "error": (
        'fn main() -> Result<(), String> {\n    let text = String::from("no");\n    Err(text)\n}\n',
        EndingKind.EXIT,
        1,
    ),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_how_a_run_ends_is_told(name: str, rustc: Rustc) -> None:
    code, kind, status = ENDINGS[name]
    recording = derive(code, Edition.E2024, rustc).recording
    assert (recording.ending.kind, recording.ending.code) == (kind, status)
    assert recording.steps
    assert (Note.LIMIT in recording.notes) is (name == "overflow")


def test_a_run_without_end_is_stopped(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("borrowproof.facts.recorded_run.SECONDS", 1.0)
    code = "fn main() {\n    let mut n = 0u8;\n    loop {\n        n = n.wrapping_add(1);\n    }\n}\n"
    derived = derive(code, Edition.E2024, rustc)
    assert (derived.recording.ending.kind, derived.recording.ending.code) == (EndingKind.STOPPED, None)
    assert Note.LIMIT in derived.recording.notes
    assert derived.recording.steps[2].frames[0].slots[0].name == "n"
    assert not derived.repeatable


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("pub fn f() {}\n", "no `main`"),
        ('fn main() { let s = String::new(); let t = s; println!("{s}{t}"); }\n', "does not compile.*E0382.*line 1"),
        ("#![no_std]\n#![no_main]\nfn main() {}\n", "no `main`|compile"),
    ],
)
def test_what_cannot_be_recorded_says_why(code: str, why: str, rustc: Rustc) -> None:
    with pytest.raises(Underivable, match=why):
        derive(code, Edition.E2024, rustc)


def test_another_system_is_refused(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ptrace, "POSSIBLE", False)
    with pytest.raises(Underivable, match="Linux x86-64 only"):
        derive("fn main() {}\n", Edition.E2024, rustc)
    monkeypatch.undo()
    monkeypatch.setattr(backend, "TARGET", "x86_64-unknown-linux-musl")
    assert "x86_64-unknown-linux-musl only" in (LocalRecorder(rustc).obstacle() or "")


def test_without_a_c_compiler_one_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> sandbox.Completed:
        raise sandbox.CannotRun("cc cannot be started")

    backend._compiled.cache_clear()
    monkeypatch.setattr(sandbox, "run", missing)
    with pytest.raises(NotRecordable, match="needs a C compiler"):
        backend.heap_log()
    backend._compiled.cache_clear()
