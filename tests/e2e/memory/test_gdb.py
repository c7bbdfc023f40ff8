"""gdb, which has nothing in common with our recorder, comes to the same rows in the same order, at the same depth."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from borrowproof.backends.recording import LocalRecorder, heap_log
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.recorded_run import RecordedRun
from borrowproof.memory.analysis.bodies import followed_rows, matched
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Goal, Job
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.whole_run import whole_run
from tests.samples import sampled

THREADED = frozenset({"threads", "condition"})  # gdb lets threads run at the same time
SCRIPT = Path(__file__).with_name("gdb_rows.py")


@pytest.fixture(scope="module")
def gdb() -> str:
    found = shutil.which("gdb")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no gdb on this machine, and CI needs one")
        pytest.skip("there is no gdb on this machine")
    return found


@pytest.mark.parametrize("name", sampled(sorted(set(PROGRAMS) - THREADED), 16))
def test_gdb_comes_to_the_same_rows(name: str, gdb: str, rustc: Rustc, tmp_path: Path) -> None:
    code, edition = PROGRAMS[name], Edition.E2024
    whole = whole_run(code, edition, rustc)
    run = whole.run
    rows = followed_rows(run.debug, matched(run.debug, whole.bodies))
    with LocalRecorder(rustc).built(Job(code, edition, Goal.RUN)) as built:
        program = shutil.copy(built.program, tmp_path / "program")
    seen = _seen_by_gdb(gdb, Path(program), sorted({row.address for each in rows.values() for row in each}), tmp_path)
    assert seen
    assert [address for address, _ in seen] == [hit.row.address for hit in run.hits]
    assert _depths([stack for _, stack in seen]) == _depths(_stacks(run))


def _stacks(run: RecordedRun) -> list[int]:
    """The stack pointer of the call at each row."""
    known: dict[int, int] = {}
    found = []
    for hit in run.hits:
        if hit.snapshot is not None:
            known |= {call.id: call.stack for call in hit.snapshot.calls}
        found.append(known[hit.call])
    return found


def _depths(stacks: list[int]) -> list[int]:
    """How far below the first one each lies: where the stack begins depends on the environment."""
    return [stacks[0] - stack for stack in stacks]


def _seen_by_gdb(gdb: str, program: Path, rows: list[int], home: Path) -> list[tuple[int, int]]:
    plan, output = home / "plan.json", home / "rows.json"
    plan.write_text(json.dumps({"rows": rows, "output": str(output)}))
    wrapper = f"set exec-wrapper env -i LC_ALL=C RUST_BACKTRACE=0 LD_PRELOAD={heap_log()}"
    subprocess.run(
        [gdb, "-nx", "-q", "-batch", "-ex", wrapper, "-x", str(SCRIPT), str(program)],
        env={**os.environ, "GDB_ROWS": str(plan)},
        check=False,
        capture_output=True,
        timeout=120,
    )
    return [(address, stack) for address, stack in map(json.loads, output.read_text().splitlines())]
