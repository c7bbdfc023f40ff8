"""What rustc wrote of a program -> its timeline: every event, state, denial, loan and conflict.

What rustc wrote is recorded (tests/oracles/recorded.py); whether that is still what it writes is tested with the real
one in tests/e2e/ownership. A change of a timeline is reviewed as a diff: `BORROWPROOF_REWRITE_GOLDEN=1 pytest
tests/golden` writes the files anew. Whether a timeline is *right* is for the oracles to tell.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from borrowproof.facts.errors import Underivable
from borrowproof.model.timeline import Function, Timeline
from borrowproof.ownership.analysis.timeline import build_timeline
from borrowproof.store.codec import encode
from tests.oracles.recorded import recorded

HERE = Path(__file__).parent / "timelines"


def told(name: str) -> str:
    """All that the timeline of a recorded program holds; or why it has none."""
    program, dumped = recorded()[name]
    try:
        timeline = build_timeline(program.code, dumped, "rustc", program.edition)
    except Underivable as error:
        return f"{error}\n"
    return "".join(f"{line}\n" for line in _lines(timeline))


def _lines(timeline: Timeline) -> Iterator[str]:
    for function in timeline.functions:
        yield from _of_function(function)
    for conflict in timeline.conflicts:
        yield f"conflict {_fields(conflict)}"


def _of_function(function: Function) -> Iterator[str]:
    yield f"function {_fields(function, 'variables', 'loans')}"
    for variable in function.variables:
        yield f"  variable {_fields(variable, 'events', 'states', 'denials')}"
        yield from (f"    {_fields(event)}" for event in variable.events)
        yield from (f"    denied {_fields(denial)}" for denial in variable.denials)
        yield f"    states {' '.join(_state(state.line, state.state, state.parts) for state in variable.states)}"
    for loan in function.loans:
        yield f"  loan {_fields(loan)}"


def _state(line: int, state: str, parts: tuple[str, ...]) -> str:
    return f"{line}:{state}{list(parts) if parts else ''}"


def _fields(of: object, *apart: str) -> str:
    """The fields of a dataclass that say something, by their names."""
    body = {name: value for name, value in encode(of).items() if name not in apart}
    return json.dumps({name: value for name, value in body.items() if value not in (None, [], "")}, ensure_ascii=False)


@pytest.mark.parametrize("name", recorded())
def test_a_recorded_program_has_the_recorded_timeline(name: str) -> None:
    golden = HERE / f"{name}.txt"
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told(name), encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == told(name)


def test_every_recorded_timeline_has_its_program() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(recorded())
