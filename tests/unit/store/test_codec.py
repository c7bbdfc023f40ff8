"""Frozen dataclasses <-> JSON."""

from __future__ import annotations

import json

import pytest

from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.store.codec import DecodingError, decode, encode

OUTCOME = Outcome(
    Edition.E2021,
    (
        Diagnostic(
            Level.ERROR,
            "E0382",
            "borrow of moved value",
            (Span(1, 2, 3, 4, primary=True, label="hé"),),
            (Diagnostic(Level.NOTE, None, "a note"),),
            "rendered",
        ),
    ),
    compiled=False,
    seconds=0.5,
)


def test_what_is_written_is_read_back() -> None:
    assert decode(Outcome, json.loads(json.dumps(encode(OUTCOME)))) == OUTCOME


def test_sets_and_absent_values_survive() -> None:
    expectation = Expectation(Kind.ERROR, None, stdout_origin=Origin("a", 1))
    assert decode(Expectation, encode(expectation)) == expectation
    assert encode(Expectation(Kind.ERROR, frozenset({"E2", "E1"})))["codes"] == ["E1", "E2"]


@pytest.mark.parametrize(
    "damage",
    [
        {"compiled": "yes"},
        {"edition": "2020"},
        {"exit": True},
        {"diagnostics": "none"},
        {"diagnostics": [3]},
        {"stdout": None},
        {"seconds": "fast"},
    ],
)
def test_a_value_of_another_shape_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(DecodingError):
        decode(Outcome, encode(OUTCOME) | damage)


def test_a_missing_field_is_named() -> None:
    body = encode(OUTCOME)
    del body["compiled"]
    with pytest.raises(DecodingError, match="Outcome lacks compiled"):
        decode(Outcome, body)
