"""Each program of our site in which a sanitizer finds undefined behaviour is recorded up to that moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.annotations import undefined_behaviour
from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.analysis.fault import until_fault
from borrowproof.memory.derive import derive
from borrowproof.memory.picture.boxes import BoxKind
from borrowproof.memory.picture.scene import scene
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import PointerKind, Region, Step, Value
from borrowproof.model.sanitizer_report import DATA_RACE
from tests.paths import ROOT
from tests.samples import sampled

_CLAIM = "//@ undefined_behaviour "
TWINS = [path for path in sorted((ROOT / "snippets").rglob("*.rs")) if _CLAIM in path.read_text("utf-8")]
RECORDED = [path for path in TWINS if f"{_CLAIM}{DATA_RACE}" not in path.read_text("utf-8")]
_NO_PLACE = (Region.FREED, Region.GONE)


def test_the_twins_are_found() -> None:
    assert len(RECORDED) >= 17
    assert len(TWINS) == len(RECORDED) + 1


@pytest.mark.parametrize("path", sampled(RECORDED, len(RECORDED)), ids=lambda path: path.stem)
def test_the_last_step_shows_what_is_wrong(path: Path, rustc: Rustc) -> None:
    lines = path.read_text("utf-8").splitlines()
    claim = next(line.removeprefix(_CLAIM) for line in lines if line.startswith(_CLAIM))
    code = "\n".join(line for line in lines if not line.startswith("//@")) + "\n"
    report = undefined_behaviour.read(claim)
    assert report is not None
    found = until_fault(derive(code, Edition.E2024, rustc, keeps_freed=True).recording, report)
    last = found.steps[-1]
    assert last.line == report.accesses[0].line
    pointers = list(_pointers(last))
    dangling = [one for one in pointers if one.target is not None and one.target.region in _NO_PLACE]
    if not dangling:  # both owners are still there, and one line frees what they own
        owned = [one.target for one in pointers if one.pointer is PointerKind.BUFFER]
        assert report.kind == "double-free"
        assert len(owned) > len(set(owned))
    elif report.kind != "stack-use-after-return":
        assert BoxKind.GHOST in [placed.box.kind for placed in scene(found).steps[-1].boxes]


def _pointers(step: Step) -> list[Value]:
    held = [slot.value for frame in step.frames for slot in frame.slots if slot.value is not None]
    held += [value for block in step.heap for value in block.contents]
    found = []
    while held:
        value = held.pop()
        held += value.items
        if value.target is not None:
            found.append(value)
    return found
