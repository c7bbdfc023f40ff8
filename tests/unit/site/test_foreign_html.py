"""Tags of a page's own: found as browsers find them, in time that grows with the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.site.foreign_html import forged, line_of, tags

HOSTILE = [
    "<",
    "<a ",
    "<a =",
    "<a ='",
    '<a ="',
    "<!--",
    "--",
    "</",
    "<a>",
    "&",
    "&lt;",
    "<a onx",
    "<script",
    " id=",
    "=\t",
]


def seconds(text: str) -> float:
    started = time.process_time()
    forged(text, {"x"})
    return time.process_time() - started


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_with_the_text(part: str) -> None:
    """Eight times the text: quadratic time would be 64 times as long."""
    size = 40_000 // len(part)
    once = max(min(seconds(part * size) for _ in range(3)), 0.002)
    assert min(seconds(part * size * 8) for _ in range(3)) < 30 * once


@given(st.text("<>/=\"' abp-!"), st.text("<>/=\"' a!-"))
def test_a_tag_with_our_name_is_found_wherever_it_begins(before: str, behind: str) -> None:
    assert forged(f'{before}<b class="bp-x">{behind}') is not None


@given(st.text())
def test_tags_are_parts_of_the_text(text: str) -> None:
    assert all(tag in text and tag.startswith("<") for tag in tags(text))


def test_where_it_was_written() -> None:
    lines = ["# T", "", '<B CLASS="bp-x">', "{: .bp-y }", '<i class="&#98;p-z">']
    assert line_of(lines, '<B CLASS="bp-x">', "bp-x") == 3
    assert line_of(lines, "bp-y", "bp-y") == 4
    assert line_of(lines, '<i class="&#98;p-z">', "bp-z") == 5
    assert line_of(lines, "nowhere", "bp-0") is None
