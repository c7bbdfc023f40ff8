"""rustc's text with the author's files and lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import starmap

import pytest

from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.snippet import Snippet
from borrowproof.report import author_lines

MOVED = """\
error[E0382]: use of moved value: `a`
 --> src/main.rs:4:11
  |
2 |     let a = String::new();
  |         - move occurs because `a` has type `String`, which does not implement the `Copy` trait
3 |     let b = a;
  |             - value moved here
4 |     drop((a, b));
  |           ^ value used here after move
  |
help: consider cloning the value if the performance cost is acceptable
  |
3 |     let b = a.clone();
  |              ++++++++

error: aborting due to 1 previous error
"""
OTHER_FILE = """\
error[E0616]: field `len` of struct `Vec` is private
   --> src/main.rs:2:15
    |
2   |     let n = v.len;
    |               ^^^ private field
    |
   ::: /rustc/1234/library/alloc/src/vec/mod.rs:439:1
    |
439 | pub struct Vec<T> {
    | ----------------- method defined here
...
    = note: a note
"""


def snippet(*lines: tuple[str, int, int] | None) -> Snippet:
    origins = tuple(None if line is None else Origin(*line) for line in lines)
    return Snippet("a", Origin("a.md", 1), "", origins, Expectation(Kind.RUNS))


def page(first: int, column: int = 1, file: str = "docs/a.md") -> Snippet:
    return snippet(*((file, first + number, column) for number in range(6)))


def test_numbers_are_the_authors_and_the_gutter_is_as_wide_as_they_are() -> None:
    assert (
        author_lines.of_diagnostic(MOVED, page(98))
        == """\
error[E0382]: use of moved value: `a`
   --> docs/a.md:101:11
    |
99  |     let a = String::new();
    |         - move occurs because `a` has type `String`, which does not implement the `Copy` trait
100 |     let b = a;
    |             - value moved here
101 |     drop((a, b));
    |           ^ value used here after move
    |
help: consider cloning the value if the performance cost is acceptable
    |
100 |     let b = a.clone();
    |              ++++++++

error: aborting due to 1 previous error
"""
    )


def test_the_gutter_may_become_narrower() -> None:
    wide = MOVED.replace("src/main.rs:4", "src/main.rs:13").replace("\n4 |", "\n13|").replace("\n", "\n ")
    wide = wide.replace("\n 13|", "\n13 |").replace("\n 2", "\n2 ").replace("\n 3", "\n3 ")
    lines = (*(("a.rs", number, 1) for number in range(1, 13)), ("a.rs", 4, 1))
    assert author_lines.of_diagnostic(wide, snippet(*lines)).splitlines()[1:9] == [
        " --> a.rs:4:11",
        *MOVED.splitlines()[2:9],
    ]


def test_a_column_counts_from_the_authors_line() -> None:
    assert " --> docs/a.md:4:15\n" in author_lines.of_diagnostic(MOVED, page(1, column=5))


def test_lines_of_other_files_keep_their_numbers() -> None:
    assert author_lines.of_diagnostic(OTHER_FILE, page(10)) == OTHER_FILE.replace(
        "src/main.rs:2", "docs/a.md:11"
    ).replace("\n2  ", "\n11 ")


@pytest.mark.parametrize(
    "unknown",
    [
        replace(page(98), lines=page(98).lines[:3]),
        snippet(*(("docs/a.md", 1, 1), None, ("docs/a.md", 3, 1), ("docs/a.md", 4, 1))),
        snippet(*starmap(lambda file, line: (file, line, 1), [("a.rs", 1), ("b.rs", 7), ("a.rs", 3), ("a.rs", 4)])),
    ],
    ids=["beyond the program", "a line of the engine", "lines of two files"],
)
def test_what_no_author_wrote_leaves_the_text_as_it_is(unknown: Snippet) -> None:
    assert author_lines.of_diagnostic(MOVED, unknown) == MOVED


@pytest.mark.parametrize(
    "text", ["", "error: aborting due to 1 previous error\n", "error: linking failed\n  = note: x\n"]
)
def test_a_text_without_a_place_stays(text: str) -> None:
    assert author_lines.of_diagnostic(text, page(98)) == text


def test_a_panic_is_where_the_author_wrote_it() -> None:
    said = "thread 'main' (4) panicked at src/main.rs:2:5:\nboom\nat src/main.rs:9:1 and /x/src/main.rs.bak:1:1\n"
    told = author_lines.of_run(said, page(98, column=3))
    assert told == said.replace("src/main.rs:2:5", "docs/a.md:99:7")
