"""A recording -> its picture as a file, to the letter.

`BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/golden` writes the files anew; look at them before you commit them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borrowproof.memory.picture import svg_document
from tests.unit.memory import made

HERE = Path(__file__).parent / "memory"


@pytest.mark.parametrize("name", ["song", "outgrown", "where_text_lies"])
def test_a_recording_has_the_recorded_picture(name: str) -> None:
    golden = HERE / f"{name}.svg"
    drawn = svg_document.render(made.example(name), f"{name}.rs")
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(drawn, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == drawn
