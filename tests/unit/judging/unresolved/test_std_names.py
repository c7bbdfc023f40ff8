"""Names of std, and names that are nearly such."""

from __future__ import annotations

import pytest

from borrowproof.judging.unresolved import std_names


@pytest.mark.parametrize(
    ("written", "meant", "slip"),
    [
        *(("std", "std", False), ("stdd", "std", True), ("st", "std", True), ("std", "stdio", False)),
        *(("sdt", "std", True), ("atd", "std", True), ("xstd", "std", True), ("sxtd", "std", True)),
        *(("sxyd", "std", False), ("sd", "std", True), ("td", "std", True), ("abdc", "abcd", True)),
        *(("abdcx", "abcd", False), ("", "a", True), ("", "ab", False), ("dcba", "abcd", False)),
        *(("axcd", "abce", False), ("bacd", "abcde", False), ("bacd", "abcd", True), ("acbd", "abcd", True)),
    ],
)
def test_a_slip_is_one_letter_or_two_that_changed_places(written: str, meant: str, slip: bool) -> None:
    assert std_names.is_slip(written, meant) is slip
    assert std_names.is_slip(meant, written) is slip


@pytest.mark.parametrize(
    ("name", "member", "misspelt"),
    [
        *(("sdt", "", True), ("coer", "", True), ("st", "", False), ("st", "fmt", True), ("st", "println", True)),
        *(("st", "Serialize", False), ("allok", "vec", True), ("serde", "fmt", False), ("core2", "fmt", False)),
        *(("std", "fmt", False), ("std2", "", False), ("stdx", "mpsc", False), ("stdx", "collections", True)),
    ],
)
def test_a_crate_of_std_is_misspelt_where_it_is_said_to_hold_what_std_holds(
    name: str, member: str, misspelt: bool
) -> None:
    assert std_names.is_misspelt(name, member) is misspelt


@pytest.mark.parametrize(
    ("name", "member", "elsewhere"),
    [
        *(("num", "BigInt", True), ("num", "NonZeroU8", False), ("num", "", False), ("num", "Wrapping", False)),
        *(("time", "OffsetDateTime", True), ("time", "Duration", False), ("fmt", "Format", False), ("a", "b", False)),
    ],
)
def test_a_crate_may_be_called_like_a_module_of_std(name: str, member: str, elsewhere: bool) -> None:
    assert std_names.is_elsewhere(name, member) is elsewhere


def test_modules_of_std_are_known_at_every_depth() -> None:
    assert [std_names.is_module(name) for name in ("fmt", "mpsc", "serde", "")] == [True, True, False, False]
