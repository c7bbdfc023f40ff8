"""The picture for a terminal, to the letter: `BORROWPROOF_REWRITE_GOLDEN=1` writes it anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from borrowproof.memory.picture import terminal
from borrowproof.model.memory import Block
from tests.unit.memory import made
from tests.unit.memory.made import EXAMPLES, example

GOLDEN = Path(__file__).parents[2] / "golden" / "memory"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example(name: str) -> None:
    source = json.loads(EXAMPLES[name].read_text("utf-8"))["source"]
    found = terminal.render(example(name), source, 110)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text("utf-8")


def test_a_narrow_terminal_has_the_heap_below() -> None:
    source = json.loads(EXAMPLES["song"].read_text("utf-8"))["source"]
    lines = terminal.render(example("song"), source, 60).split("\n")
    assert "     heap" in lines
    assert not [line for line in lines if "stack" in line and "heap" in line and line.endswith("heap")]


def test_what_has_no_room_folds() -> None:
    blocks = [Block(f"h{n}", (made.number(n),)) for n in range(1, 21)]
    calls = [made.frame(function=f"f{n}", number=n) for n in range(1, 11)]
    text = terminal.render(made.recording(made.step(*calls, heap=blocks)), "", 200)
    lines = [line.strip() for line in text.split("\n")]
    assert [n for n in range(1, 11) if f"f{n}" in {line.partition(" ")[0] for line in lines}] == [1, 2, 3, 9, 10]
    assert "5 more calls" in text
    assert (text.count("8 bytes"), "6 more blocks" in text) == (14, True)
