"""`check --watch` in a terminal: each save is judged, and Ctrl-C ends with the status of the last state."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.e2e.conftest import Cli, MakeProject

GOOD = "//@ error E0382\nfn main() {\n    let s = String::new();\n    drop(s);\n    drop(s);\n}\n"
BAD = GOOD.replace("    drop(s);\n}", "}")
PATIENT = 120.0  # seconds: the machine may be busy


@dataclass
class Terminal:
    """A terminal with `check --watch` in it; `read` is all that it showed and nobody waited for yet."""

    process: subprocess.Popen[bytes]
    screen: int
    read: str = field(default="")

    def until(self, wanted: str) -> str:
        """What it shows, up to `wanted` and to the end of that report."""
        end = time.monotonic() + PATIENT
        while wanted not in self.read or "matched" not in self.read.partition(wanted)[2]:
            assert time.monotonic() < end, f"no {wanted!r} in {self.read!r}"
            if select.select([self.screen], [], [], 1)[0]:
                with suppress(OSError):
                    self.read += os.read(self.screen, 1 << 16).decode()
        shown, self.read = self.read, ""
        return shown

    def interrupted(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENT)


@pytest.fixture
def terminal(make_project: MakeProject) -> Iterator[tuple[Path, Terminal]]:
    page = '# A\n\n```rust\n--8<-- "a.rs"\n```\n'
    files = {"docs/a.md": page, "snippets/a.rs": GOOD, "mkdocs.yml": "site_name: A\n"}
    home = make_project({**files, "pyproject.toml": "[tool.borrowproof]\n"})
    main, child = pty.openpty()
    command = [sys.executable, "-m", "borrowproof", "check", "--watch"]
    process = subprocess.Popen(command, cwd=home, stdin=child, stdout=child, stderr=child, start_new_session=True)
    os.close(child)
    yield home, Terminal(process, main)
    process.kill()
    process.wait()
    os.close(main)


def test_each_save_is_judged_and_the_last_state_is_the_status(terminal: tuple[Path, Terminal]) -> None:
    home, screen = terminal
    assert "1 matched" in screen.until("1 snippet")
    (home / "snippets" / "a.rs").write_text(BAD, encoding="utf-8")
    shown = screen.until("saved snippets/a.rs")
    assert "expected error E0382, but it compiled" in shown
    (home / "docs" / "b.md").write_text("```rust\nfn main() { let x = 1; }\n```\n", encoding="utf-8")
    shown = screen.until("saved docs/b.md")
    assert "docs/b.md:1: Runs" in shown
    assert "1 message as before" in shown
    assert "but it compiled" not in shown
    (home / "docs" / "b.md").unlink()
    assert "1 snippet" in screen.until("saved docs/b.md")
    assert screen.interrupted() == 1


def test_ctrl_c_after_a_repair_ends_well(terminal: tuple[Path, Terminal]) -> None:
    home, screen = terminal
    screen.until("1 snippet")
    (home / "pyproject.toml").write_text("[tool.borrowproof]\nstrct = true\n", encoding="utf-8")
    while "strict" not in screen.read:
        screen.read += os.read(screen.screen, 1 << 16).decode()
    (home / "pyproject.toml").write_text("[tool.borrowproof]\n", encoding="utf-8")
    assert "1 matched" in screen.until("saved pyproject.toml")
    assert screen.interrupted() == 0


def test_what_cannot_be_repeated_is_refused(called: Cli, make_project: MakeProject) -> None:
    home = make_project({"docs/a.md": "```rust\nfn main() {}\n```\n"})
    done = called("check", "--watch", "--bless", cwd=home)
    assert done.returncode == 2
    assert "leave out --bless" in done.stderr
