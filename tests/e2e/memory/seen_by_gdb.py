"""What gdb sees of a program that was recorded: gdb has nothing in common with our recorder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from borrowproof.backends.recording import LocalRecorder, heap_log
from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.analysis.bodies import followed_rows, matched
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Goal, Job
from tests.e2e.memory.whole_run import WholeRun

SCRIPT = Path(__file__).with_name("gdb_events.py")
SECONDS = 120
# The destructor of any type, and that of a Box whose content was moved out; names are mangled in one of two ways.
_DROP = re.compile(r"drop_in_place|boxed\.\.Box\$LT\$.*\.\.Drop\$GT\$4drop|5boxed3Box.*4Drop4drop")


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is row, drop or free; `stack` the stack pointer there. `address` is that of a row, or of what is dropped;
    `return_to` where a drop returns to; `callee` the call of the program's that drops or gives memory back."""

    kind: str
    stack: int
    address: int = 0
    return_to: int = 0
    callee: str = ""


def gdb_here() -> str:
    """gdb, or the test is skipped, which CI does not allow."""
    found = shutil.which("gdb")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no gdb on this machine, and CI needs one")
        pytest.skip("there is no gdb on this machine")
    return found


def events(code: str, edition: Edition, rustc: Rustc, whole: WholeRun, *, drops: bool) -> list[Event]:
    """The rows of a program that was recorded, and, where it is asked for, its drops and frees, in order."""
    debug = whole.run.debug
    followed = matched(debug, whole.bodies)
    rows = followed_rows(debug, followed)
    plan = {
        "rows": sorted({row.address for each in rows.values() for row in each}),
        "functions": [(debug.functions[index].low, debug.functions[index].high) for index in followed],
        "drops": [address for address, name in debug.symbols.items() if _DROP.search(name)] if drops else [],
    }
    job = Job(code, edition, Goal.RUN)
    with TemporaryDirectory(prefix="borrowproof-gdb-") as home, LocalRecorder(rustc).built(job) as built:
        return [_event(*line) for line in _asked(shutil.copy(built.program, home), plan, Path(home))]


def _asked(program: str, plan: dict[str, object], home: Path) -> list[list[str | int]]:
    asked, output = home / "plan.json", home / "events.json"
    asked.write_text(json.dumps({**plan, "output": str(output)}), encoding="utf-8")
    wrapper = f"set exec-wrapper env -i LC_ALL=C RUST_BACKTRACE=0 LD_PRELOAD={heap_log()}"
    subprocess.run(
        [gdb_here(), "-nx", "-q", "-batch", "-ex", wrapper, "-x", str(SCRIPT), program],
        env={**os.environ, "GDB_EVENTS": str(asked)},
        check=False,
        capture_output=True,
        timeout=SECONDS,
    )
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def _event(*values: str | int) -> Event:
    match values:
        case "row", int(address), int(stack):
            return Event("row", stack, address)
        case "drop", int(stack), int(value), int(return_to), str(name):
            return Event("drop", stack, value, return_to, name)
        case "free", int(stack), str(callee):
            return Event("free", stack, callee=callee)
    raise ValueError(f"gdb wrote {values}")
