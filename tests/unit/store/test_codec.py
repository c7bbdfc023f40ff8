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


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ({"compiled": "yes"}, "expected bool, found 'yes'"),
        ({"compiled": 1}, "expected bool, found 1"),
        ({"edition": "2020"}, "'2020' is not a valid Edition"),
        ({"exit": True}, "expected int, found True"),
        ({"exit": 1.0}, "expected int, found 1.0"),
        ({"seconds": True}, "expected float, found True"),
        ({"diagnostics": "none"}, "expected an array, found 'none'"),
        ({"diagnostics": {"a": 1}}, "expected an array, found {'a': 1}"),
        ({"diagnostics": [3]}, "expected an object for Diagnostic, found 3"),
        ({"stdout": None}, "expected str, found None"),
        ({"stdout": ["x" * 100]}, f"expected str, found ['{'x' * 78}"),
    ],
)
def test_what_was_expected_and_what_was_found_is_told_in_short(damage: dict[str, object], words: str) -> None:
    with pytest.raises(DecodingError) as refused:
        decode(Outcome, encode(OUTCOME) | damage)
    assert str(refused.value) == words


def test_what_may_be_absent_is_read_where_it_is_not() -> None:
    assert decode(Outcome, encode(OUTCOME) | {"exit": 3, "inputs": None}).exit == 3
    assert decode(Outcome, encode(OUTCOME) | {"inputs": None}).inputs is None
    assert decode(Outcome, encode(OUTCOME) | {"inputs": ["a.rs"]}).inputs == ("a.rs",)


def test_a_whole_number_of_seconds_is_read_as_such() -> None:
    seconds = decode(Outcome, encode(OUTCOME) | {"seconds": 2}).seconds
    assert (seconds, type(seconds)) == (2.0, float)


def test_what_is_not_known_is_left_out() -> None:
    assert decode(Origin, {"file": "a", "line": 2, "column": 3, "row": 4}) == Origin("a", 2, 3)


def test_several_missing_fields_are_named_in_order() -> None:
    with pytest.raises(DecodingError, match=r"^Origin lacks column, file, line$"):
        decode(Origin, {})


def test_a_missing_field_is_named() -> None:
    body = encode(OUTCOME)
    del body["compiled"]
    with pytest.raises(DecodingError, match="Outcome lacks compiled"):
        decode(Outcome, body)
