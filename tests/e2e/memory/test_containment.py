"""A program that is recorded is held as any other: it reaches nothing of this machine, and has the same limits."""

from __future__ import annotations

import signal
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from borrowproof.backends import recording as backend
from borrowproof.backends.compilation import MIB
from borrowproof.backends.rustc import RUNNING, LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.errors import Underivable
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import EndingKind
from borrowproof.model.outcome import Goal, Job, Outcome

REACHES = """
fn main() {{
    let read = std::fs::read("{secret}").is_ok();
    let written = std::fs::write("{written}", "out").is_ok();
    let connected = std::net::TcpStream::connect("127.0.0.1:{port}").is_ok();
    let variable = std::env::var("BORROWPROOF_SECRET").is_ok();
    println!("{{read}} {{written}} {{connected}} {{variable}}");
}}
"""
HOARDS = """
fn main() {
    let mut hoard = Vec::new();
    loop {
        hoard.push(vec![1u8; 1 << 24]);
    }
}
"""
PRINTS = """
fn main() {
    let line = "x".repeat(1 << 20);
    loop {
        println!("{line}");
    }
}
"""


def test_a_recorded_program_reaches_nothing(rustc: Rustc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORROWPROOF_SECRET", "told")
    secret = tmp_path / "secret"
    secret.write_text("told", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        written, port = tmp_path / "written", server.getsockname()[1]
        code = REACHES.format(secret=secret, written=written, port=port)
        recording = derive(code, Edition.E2024, rustc).recording
        [(_, run)] = LocalBackend(rustc, 1).judge([Job(code, Edition.E2024, Goal.RUN)])
    assert isinstance(run, Outcome)
    assert recording.stdout == run.stdout == "false false false false\n"
    assert not written.exists()


def test_a_recorded_program_gets_no_more_memory_than_any_other(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    assert backend.LIMITS.memory == RUNNING.memory
    monkeypatch.setattr(backend, "LIMITS", replace(backend.LIMITS, memory=256 * MIB))  # sooner used up
    recording = derive(HOARDS, Edition.E2024, rustc).recording
    assert (recording.ending.kind, recording.ending.code) == (EndingKind.SIGNAL, signal.SIGABRT)
    assert recording.stderr.startswith("memory allocation of 16777216 bytes failed")


def test_a_recorded_program_may_print_no_more_than_any_other(rustc: Rustc) -> None:
    with pytest.raises(Underivable, match="it prints more than 1 MiB, the limit of every run"):
        derive(PRINTS, Edition.E2024, rustc)
