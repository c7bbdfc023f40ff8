"""mdBook's link helpers. The expectations of ranges and anchors are those of mdBook's own tests."""

from __future__ import annotations

import pytest

from borrowproof.model.origin import SourceLine
from borrowproof.sources.decoding import read_lines
from borrowproof.sources.includes.included_files import IncludedFiles
from borrowproof.sources.includes.mdbook import expand
from borrowproof.sources.includes.pymdownx import Expanded

LOREM = "Lorem\nipsum\ndolor\nsit\namet\n"
FILES = {
    "f.rs": LOREM,
    "no_end.rs": LOREM.removesuffix("\n"),
    "empty.rs": "",
    "anchors.rs": "Lorem\nANCHOR:    test2\nipsum\nANCHOR: test\ndolor\nsit\namet\nANCHOR_END: test\nlorem\n"
    "ANCHOR_END:test2\nipsum\n",
    "twice.rs": "Lorem\nANCHOR: test\nipsum\nANCHOR_END: test\ndolor\nANCHOR: test\nsit\nANCHOR_END: test\namet\n",
    "open.rs": "Lorem\nANCHOR: test\nipsum\n",
    "never.rs": "Lorem\nANCHOR_END: test\nipsum\n",
    "sub/outer.md": "a\n{{#include inner.rs}}\nb\n",
    "sub/inner.rs": "deep\n",
    "loop.md": "x{{#include loop.md}}\n",
    "a b.rs": "spaced\n",
}


def resolve(path: str) -> tuple[SourceLine, ...] | None:
    return read_lines(FILES[path].encode(), path) if path in FILES else None


def run(text: str) -> Expanded:
    return expand(read_lines(text.encode(), "page.md"), IncludedFiles(resolve))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("{{#include f.rs}}", "Lorem\nipsum\ndolor\nsit\namet"),
        ("{{ #include f.rs }}", "Lorem\nipsum\ndolor\nsit\namet"),
        ("{{#include no_end.rs}}", "Lorem\nipsum\ndolor\nsit\namet"),
        ("{{#include empty.rs}}", ""),
        ("{{#include f.rs:2:3}}", "ipsum\ndolor"),
        ("{{#include f.rs:4:}}", "sit\namet"),
        ("{{#include f.rs::3}}", "Lorem\nipsum\ndolor"),
        ("{{#include f.rs:2}}", "ipsum"),
        ("{{#include f.rs:}}", "Lorem\nipsum\ndolor\nsit\namet"),
        ("{{#include f.rs:5:3}}", ""),
        ("{{#include f.rs::100}}", "Lorem\nipsum\ndolor\nsit\namet"),
        ("{{#include f.rs:0:1}}", "Lorem"),
        ("{{#include anchors.rs:test2}}", "ipsum\ndolor\nsit\namet\nlorem"),
        ("{{#include anchors.rs:test}}", "dolor\nsit\namet"),
        ("{{#include anchors.rs:something}}", ""),
        ("{{#include open.rs:test}}", "ipsum"),
        ("{{#include twice.rs:test}}", "ipsum"),
        ("{{#include never.rs:test}}", ""),
        ('{{#include "a b.rs"}}', "spaced"),
        ('{{#include "f.rs":2:3}}', "ipsum\ndolor"),
        ("{{#rustdoc_include f.rs:2:3}}", "# Lorem\nipsum\ndolor\n# sit\n# amet"),
        ("{{#rustdoc_include f.rs:4:}}", "# Lorem\n# ipsum\n# dolor\nsit\namet"),
        ("{{#rustdoc_include f.rs::3}}", "Lorem\nipsum\ndolor\n# sit\n# amet"),
        ("{{#rustdoc_include f.rs}}", "Lorem\nipsum\ndolor\nsit\namet"),
        ("{{#rustdoc_include f.rs:5:3}}", "# Lorem\n# ipsum\n# dolor\n# sit\n# amet"),
        ("{{#rustdoc_include never.rs:test}}", "# Lorem\n# ipsum"),
        ("{{#rustdoc_include open.rs:test}}", "# Lorem\nipsum"),
        ("{{#rustdoc_include anchors.rs:test2}}", "# Lorem\nipsum\ndolor\nsit\namet\nlorem\n# ipsum"),
        ("{{#rustdoc_include anchors.rs:test}}", "# Lorem\n# ipsum\ndolor\nsit\namet\n# lorem\n# ipsum"),
        ("{{#rustdoc_include twice.rs:test}}", "# Lorem\nipsum\n# dolor\nsit\n# amet"),
        ("{{#playground f.rs}}", "```rust\nLorem\nipsum\ndolor\nsit\namet\n```"),
        ("{{#playpen f.rs editable no_run}}", "```rust,editable,no_run\nLorem\nipsum\ndolor\nsit\namet\n```"),
        ("\\{{#include f.rs}}", "{{#include f.rs}}"),
        ("{{#title Something}}", "{{#title Something}}"),
        ("{{not a link}}", "{{not a link}}"),
        ("x {{#include f.rs:1:2}} y", "x Lorem\nx ipsum y"),
        ("> {{#include f.rs:1:2}}", "> Lorem\n> ipsum"),
        ("{{#include f.rs:1}}{{#include f.rs:2}}", "Loremipsum"),
        ("{{#include sub/outer.md}}", "a\ndeep\nb"),
    ],
)
def test_a_link_becomes_what_mdbook_makes_of_it(link: str, expected: str) -> None:
    found = run(f"before\n{link}\nafter")
    assert "\n".join(line.text for line in found.lines) == f"before\n{expected}\nafter"
    assert not found.problems


def test_lines_know_where_they_were_written() -> None:
    found = run("```rust\n{{#rustdoc_include f.rs:2:2}}\n```")
    assert [(line.origin.file, line.origin.line, line.origin.column) for line in found.lines] == [
        ("page.md", 1, 1),
        ("f.rs", 1, -1),
        ("f.rs", 2, 1),
        ("f.rs", 3, -1),
        ("f.rs", 4, -1),
        ("f.rs", 5, -1),
        ("page.md", 3, 1),
    ]
    (include,) = found.includes
    assert (include.path, include.ranges, include.section, include.start, include.end) == ("f.rs", "2:2", None, 1, 6)
    assert str(include.at) == "page.md:2"


def test_an_include_within_an_include_is_found_next_to_its_file() -> None:
    found = run("{{#include sub/outer.md}}")
    assert str(found.lines[1].origin) == "sub/inner.rs:1"
    assert [(i.path, i.depth, i.start, i.end) for i in found.includes] == [
        ("sub/outer.md", 0, 0, 3),
        ("inner.rs", 1, 1, 2),
    ]


def test_a_missing_file_is_a_problem_and_the_link_stays() -> None:
    found = run("a\n{{#include gone.rs:2}}\nb")
    assert [line.text for line in found.lines] == ["a", "{{#include gone.rs:2}}", "b"]
    (problem,) = found.problems
    assert (str(problem.origin), problem.message) == ("page.md:2", "the included file 'gone.rs' does not exist")


def test_a_cycle_ends_with_a_problem() -> None:
    found = run("{{#include loop.md}}")
    assert [line.text for line in found.lines] == ["x" * 10]
    (problem,) = found.problems
    assert "nested more than 10 deep" in problem.message
