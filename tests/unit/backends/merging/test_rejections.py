"""What rustc says of a shared crate, sorted by program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from borrowproof.backends.merging.rejections import sort


def span(module: int | None, label: str = "") -> dict[str, object]:
    name = "src/main.rs" if module is None else f"src/m{module}/main.rs"
    return {"file_name": name, "label": label, "suggested_replacement": None, "expansion": None}


def error(module: int | None, code: str | None = "E0382", **fields: Any) -> dict[str, object]:
    known = None if code is None else {"code": code, "explanation": "std::mem::take"}
    message: dict[str, object] = {"message": "borrowed", "level": "error", "code": known, "spans": [span(module)]}
    return {**message, "children": [], "rendered": f"--> src/m{module}/main.rs:1:1", **fields}


def closing(errors: int) -> dict[str, object]:
    number = "1 previous error" if errors == 1 else f"{errors} previous errors"
    return error(None, None, message=f"aborting due to {number}", spans=[])


MORE = {"message": "For more information about this error, try ...", "level": "failure-note", "code": None}


def text(*messages: Mapping[str, object]) -> str:
    return "".join(json.dumps(message) + "\n" for message in messages)


def test_each_module_is_told_what_is_about_it_as_if_it_stood_alone() -> None:
    found = sort(text(error(0), error(2), error(0), closing(3), {**MORE, "spans": [], "children": []}))
    assert found is not None
    assert not found.early
    assert set(found.said) == {0, 2}
    first, second, last = map(json.loads, found.said[0].split("\n"))
    assert first == second
    assert first["spans"][0]["file_name"] == "src/main.rs"
    assert first["rendered"] == "--> src/main.rs:1:1"
    assert last["message"] == "aborting due to 2 previous errors"
    assert last["$message_type"] == "diagnostic"
    assert json.loads(found.said[2].split("\n")[-1])["message"] == "aborting due to 1 previous error"


@pytest.mark.parametrize(
    "message",
    [
        error(1, "E0308"),
        error(1, None, message="future cannot be sent between threads safely"),
        error(1, "unused_mut", level="warning"),
        error(1, "E0382", level="warning"),
    ],
    ids=["another code", "no code", "warning", "not an error"],
)
def test_a_module_in_which_another_phase_found_something_must_leave(message: dict[str, object]) -> None:
    found = sort(text(error(0), message, closing(1 + (message["level"] == "error"))))
    assert found is not None
    assert found.early == {1}
    assert set(found.said) == {0}


def test_a_message_about_two_modules_makes_both_leave() -> None:
    found = sort(text(error(0, spans=[span(0), span(3)]), closing(1)))
    assert found is not None
    assert found.early == {0, 3}
    assert not found.said


def test_a_message_about_a_macro_of_another_module_makes_both_leave() -> None:
    inner = {**span(5), "expansion": {"span": {**span(3), "expansion": {"span": span(0)}}}}
    found = sort(text(error(0, spans=[inner]), error(1), closing(2)))
    assert found is not None
    assert found.early == {0, 3, 5}
    assert set(found.said) == {1}


@pytest.mark.parametrize("words", ["has type `m1::Song`", "`std::ops::Range`", "try `crate::f`", "the full type name"])
@pytest.mark.parametrize("place", ["message", "label", "child"])
def test_words_that_name_by_a_path_are_not_believed(words: str, place: str) -> None:
    fields: dict[str, dict[str, Any]] = {
        "message": {"message": words},
        "label": {"spans": [span(0, words)]},
        "child": {"children": [error(0, None, message=words)]},
    }
    found = sort(text(error(0, **fields[place]), error(1), closing(2)))
    assert found is not None
    assert not found.early
    assert set(found.said) == {1}


@pytest.mark.parametrize(
    "said",
    [
        text(error(0), error(None), closing(2)),
        text(error(0), error(1, spans=[]), closing(2)),
        text(error(0), closing(2)),
        text(error(0)),
        text(error(0), closing(1)) + "thread 'rustc' panicked\n",
        text(error(0), {"message": "other JSON"}, closing(1)),
    ],
    ids=["of the root", "of nothing", "not all there", "no end", "no JSON", "no diagnostic"],
)
def test_what_cannot_be_sorted_counts_for_nobody(said: str) -> None:
    assert sort(said) is None
