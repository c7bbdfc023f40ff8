"""The order in which values are dropped, temporaries included, against what the programs print when they run.

The programs `drop_order_of_*` of the corpus give each value a label, which its `Drop` prints. Of two values of one
function whose labels are printed once, the one that is printed first must be dropped first.
"""

from __future__ import annotations

import re
import subprocess
from itertools import combinations
from pathlib import Path

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import EventKind, Function, Variable
from borrowproof.ownership.derive import derive
from tests.oracles import programs
from tests.oracles.programs import Program

PROGRAMS = [p for p in programs.corpus() if "/drop_order_of_" in p.name]
_LABEL = re.compile(r'(?:Noisy|Loud)\("([^"]+)"\)')
_DROPS = (EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST)


def test_values_are_dropped_in_the_order_in_which_they_say_so(rustc: Rustc, tmp_path: Path) -> None:
    compared = 0
    for program in PROGRAMS:
        printed = _run(program, rustc, tmp_path)
        for function in derive(program.code, Edition(program.edition), rustc).functions:
            dropped = {label: order for label, order in _dropped(function, program) if printed.count(label) == 1}
            for one, other in combinations(dropped, 2):
                told, seen = dropped[one] < dropped[other], printed.index(one) < printed.index(other)
                assert told == seen, f"{program.name}: {function.name}: {one} and {other}, printed {printed}"
                compared += 1
    assert compared >= 30


def _run(program: Program, rustc: Rustc, folder: Path) -> list[str]:
    (folder / "main.rs").write_text(program.code, encoding="utf-8")
    made = folder / "program"
    command = [str(rustc.path), "-Awarnings", "--edition", program.edition, "-o", str(made), str(folder / "main.rs")]
    subprocess.run(command, check=True, capture_output=True)
    return subprocess.run([str(made)], check=True, capture_output=True, text=True).stdout.splitlines()


def _dropped(function: Function, program: Program) -> list[tuple[str, int]]:
    """The label of each value of a function that is made where its label stands, and the order of its only drop."""
    found = []
    for variable in function.variables:
        label = _label(variable, program)
        drops = {e.order for e in variable.events if e.kind in _DROPS and not e.replaced}
        if label is not None and variable.type in ("Noisy", "Loud") and len(drops) == 1:
            found.append((label, drops.pop()))
    return found


def _label(variable: Variable, program: Program) -> str | None:
    lines = [e.line for e in variable.events if e.kind in (EventKind.INIT, EventKind.REINIT, EventKind.REASSIGN)]
    labels = _LABEL.findall(program.lines[lines[0] - 1]) if len(lines) == 1 else []
    return labels[0] if len(labels) == 1 else None


def test_an_order_that_is_wrong_is_noticed(rustc: Rustc) -> None:
    (program,) = (p for p in PROGRAMS if p.name.endswith("drop_order_of_tail_2021.rs"))
    found = {f.name: dict(_dropped(f, program)) for f in derive(program.code, Edition.E2021, rustc).functions}
    assert found["measure"]["local"] < found["measure"]["in the tail"]
    newer = {f.name: dict(_dropped(f, program)) for f in derive(program.code, Edition.E2024, rustc).functions}
    assert "in the tail" not in newer["measure"]  # gone with its expression, before `local`
