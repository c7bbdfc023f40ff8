"""The examples that the unit tests draw and describe are what a run gives today.

`BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/e2e/memory/test_recorded_examples.py` writes them anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.cli.memory import recording_json
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import Recording
from borrowproof.store import codec
from tests.paths import ROOT
from tests.samples import sampled

EXAMPLES = sorted((ROOT / "tests" / "unit" / "memory" / "recordings").glob("*.json"))


@pytest.mark.parametrize("path", sampled(EXAMPLES, 2), ids=lambda path: path.stem)
def test_an_example_is_what_a_run_gives(path: Path, rustc: Rustc) -> None:
    kept = json.loads(path.read_text("utf-8"))
    found = derive(kept["source"], Edition.E2024, rustc).recording
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        path.write_text(_text(recording_json(found, kept["source"], kept["file"])), encoding="utf-8")
    assert found == codec.decode(Recording, json.loads(path.read_text("utf-8")))


def _text(recording: dict[str, object]) -> str:
    """A step on each line, so that a difference can be read."""
    head = json.dumps({name: value for name, value in recording.items() if name != "steps"}, ensure_ascii=False)
    steps = recording["steps"]
    assert isinstance(steps, list)
    lines = ",\n".join(json.dumps(step, ensure_ascii=False, separators=(",", ":")) for step in steps)
    return f'{head[:-1]},\n"steps": [\n{lines}\n]}}\n'
