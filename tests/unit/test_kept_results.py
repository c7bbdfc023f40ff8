"""A result is given again exactly where its inputs are equal."""

from __future__ import annotations

from functools import partial

from borrowproof.kept_results import KeptResults, NothingKept


def test_a_result_is_computed_again_only_for_other_inputs() -> None:
    results = KeptResults()
    computed: list[str] = []

    def compute(text: str) -> str:
        computed.append(text)
        return text.upper()

    for text in ("a", "a", "b", "a"):
        results.begin()
        assert results.result("name", [text], partial(compute, text)) == text.upper()
    assert computed == ["a", "b", "a"]


def test_what_a_whole_round_did_not_ask_for_is_forgotten() -> None:
    results = KeptResults()
    assert results.result("name", 1, lambda: "first") == "first"
    results.begin()
    results.begin()
    assert results.result("name", 1, lambda: "second") == "second"


def test_what_is_forgotten_is_computed_again() -> None:
    results = KeptResults()
    assert results.result("name", 1, lambda: "first") == "first"
    results.begin()
    assert results.result("name", 1, lambda: "second") == "first"
    results.forget("name")
    assert results.result("name", 1, lambda: "third") == "third"


def test_nothing_is_kept_for_what_is_published() -> None:
    results = NothingKept()
    assert [results.result("name", 1, partial(int, n)) for n in (1, 2)] == [1, 2]
