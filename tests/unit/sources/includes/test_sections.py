"""Which lines of an included file are shown, and where they stand."""

from __future__ import annotations

import pytest

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.includes import sections


def lines(text: str) -> tuple[SourceLine, ...]:
    return tuple(SourceLine(line, Origin("a.rs", n, 2)) for n, line in enumerate(text.split("\n"), start=1))


def texts(found: list[SourceLine] | None) -> list[str] | None:
    return None if found is None else [line.text for line in found]


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("// --8<-- [start:one]", True),
        ("  /* --8<-- [end:one] */", False),
        ("--8<-- [ end : one-2_b ] and more", True),
        ("/// -8<- [START:one]", True),
        ("//! --8<-- [start:one]", True),
        ("let a = 1; // --8<-- [start:one]", False),
        ("// ;--8<-- [start:one]", False),
        ("// --8<-- [begin:one]", False),
        ("// --8<-- [start:1]", False),
        ("// --8<--[start:one]", False),
        ('// --8<-- "a.rs"', False),
        ("// scissors", False),
    ],
)
def test_a_marker_is_a_comment_of_its_own(text: str, marker: bool) -> None:
    assert sections.is_marker(text) is marker


def test_a_whole_file_shows_no_markers_and_takes_the_escape_off_others() -> None:
    plain, marker, escaped, twice = lines("a\n// --8<-- [start:b]\n// ;--8<-- [start:b]\n// ;;--8<-- [end:b]")
    assert sections.without_marker(plain) is plain
    assert sections.without_marker(marker) is None
    assert sections.without_marker(escaped) == SourceLine("// --8<-- [start:b]", escaped.origin)
    assert sections.without_marker(twice) == SourceLine("// ;--8<-- [end:b]", twice.origin)


FILE = """\
before
// --8<-- [start:one]
first
// --8<-- [start:two]
second
// ;--8<-- [end:one]
// --8<-- [END:two]
third
// --8<-- [start:one]
fourth
// --8<-- [end:one]
after"""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("one", ["first", "second", "// --8<-- [end:one]", "third", "fourth"]),
        ("two", ["second", "// --8<-- [end:one]"]),
        ("three", None),
    ],
)
def test_a_section_goes_from_its_start_to_its_end(name: str, shown: list[str] | None) -> None:
    assert texts(sections.section(lines(FILE), name)) == shown


def test_a_section_without_an_end_goes_on_to_the_end_of_the_file() -> None:
    assert texts(sections.section(lines("a\n--8<-- [start:b]\nc\nd"), "b")) == ["c", "d"]
    assert texts(sections.section(lines("--8<-- [end:b]\na\n--8<-- [start:b]\nc"), "b")) is None
    assert texts(sections.section(lines("--8<-- [start:b]"), "b")) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        *(("", "abcde"), (":", "abcde"), ("2", "bcde"), ("2:3", "bc"), (":2", "ab"), ("4:", "de"), ("0:1", "a")),
        *(("-2", "de"), ("-2:", "de"), (":-2", "abcd"), (":-1", "abcde"), ("-4:-3", "bc"), ("-9:2", "ab"), (":-9", "")),
        *(("4:5,1:2", "deab"), ("3:2", ""), ("9", ""), ("2:99", "bcde"), ("1:1,1:1", "aa")),
    ],
)
def test_ranges_count_from_one_and_from_the_end(written: str, shown: str) -> None:
    file = lines("a\nb\nc\nd\ne")
    assert [line.text for line in sections.ranges(file, written)] == list(shown)


def test_no_file_has_a_line_beyond_all_files() -> None:
    with pytest.raises(AnnotationError, match="there is no line 100000"):
        sections.ranges(lines("a"), "100000")
    with pytest.raises(AnnotationError, match="there is no line 100000"):
        sections.ranges(lines("a"), ":-100000")


def test_what_all_lines_begin_with_is_taken_off_and_their_columns_move() -> None:
    found = sections.dedented(lines("    a\n\n      b\n  \n    c"))
    assert [(line.text, line.origin.line, line.origin.column) for line in found] == [
        ("a", 1, 6),
        ("", 2, 2),
        ("  b", 3, 6),
        ("", 4, 2),
        ("c", 5, 6),
    ]
    assert sections.dedented(lines("a\n  b")) == list(lines("a\n  b"))
