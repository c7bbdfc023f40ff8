"""What may be done before every line of some recorded programs, as the terminal shows it.

`BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/golden` writes the files anew. Whether the answers are *right* is for rustc
to tell: tests/oracles/accesses.py.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borrowproof.ownership import permission_queries
from borrowproof.ownership.analysis.timeline import build_timeline
from borrowproof.ownership.picture import permission_table
from tests.oracles.recorded import recorded

HERE = Path(__file__).parent / "permissions"
NAMES = (
    "closure_kept_by_its_receiver",
    "deferred_initialisation",
    "moved_in_loop",
    "push_while_element_borrowed",
    "reference_outlives_owner",
    "two_closures_mutate",
)


def told(name: str) -> str:
    """The tables of all lines that control reaches."""
    program, dumped = recorded()[name]
    timeline = build_timeline(program.code, dumped, "rustc", program.edition)
    tables = []
    for line, text in enumerate(program.lines, 1):
        body = permission_queries.body_at(timeline, line)
        if body is not None and permission_queries.is_reached(body, line):
            tables.append(permission_table.render(body, line, text, "rustc", 100))
    return "\n".join(tables)


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_program_permits_what_is_recorded(name: str) -> None:
    golden = HERE / f"{name}.txt"
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told(name), encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == told(name)


def test_every_recorded_table_has_its_program() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(NAMES)
