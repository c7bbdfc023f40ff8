"""The text of our lessons types no number of bytes, words or allocations by hand: a run measures each (`{rust}`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.paths import ROOT

LESSONS = sorted(page for page in (ROOT / "docs").rglob("*.md") if "\nrequires:" in page.read_text("utf-8"))
_NUMBER = r"(?:\d[\d,_]*|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen)"
_UNIT = r"(?:bytes|(?:machine )?words|(?:heap )?allocations)"
_TYPED = re.compile(
    rf"\b{_NUMBER}(?: (?:further|more|of the))? {_UNIT}\b|\b(?:capacity|alignment) (?:of |is )?\d", re.I
)
_MEASURED_OR_CODE = re.compile(r"(?:\{rust\})?`[^`]*`")
_TAB = re.compile(r'\s*=== "')  # the title of a content tab: a task


def typed(text: str) -> Iterator[str]:
    """The numbers that a page's text types, code and measured values left out."""
    fenced = False
    for line in text.splitlines():
        fenced ^= line.lstrip().startswith("```")
        if not fenced and not _TAB.match(line):
            yield from _TYPED.findall(_MEASURED_OR_CODE.sub("", line))


def test_no_lesson_types_what_can_be_measured() -> None:
    assert len(LESSONS) > 10
    found = {page.name: list(typed(page.read_text("utf-8"))) for page in LESSONS}
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("A `String` takes 24 bytes.", ["24 bytes"]),
        ("It makes two further allocations.", ["two further allocations"]),
        ("Its capacity is 8 then.", ["capacity is 8"]),
        ("It takes {rust}`size_of::<String>() == 24` bytes.", []),
        ("```rust\n// 24 bytes\n```", []),
        ("Three trains, and one allocation for each.", []),
    ],
)
def test_what_counts_as_typed(line: str, found: list[str]) -> None:
    assert list(typed(line)) == found
