"""`--8<--` against the real preprocessor of pymdownx.snippets, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.snippets import SnippetExtension, SnippetMissingError

from borrowproof.model.origin import SourceLine
from borrowproof.sources.decoding import read_lines
from borrowproof.sources.includes.included_files import IncludedFiles
from borrowproof.sources.includes.pymdownx import Expanded, Include, expand
from tests.samples import examples

FILES = {
    "a.rs": "fn a() {\n    let x = 1;\n}\n",
    "no_end.rs": "one\ntwo",
    "empty.rs": "",
    "blank.rs": "\n",
    "sections.rs": (
        "top\n// --8<-- [start:one]\nfirst\n// --8<-- [start:two]\n    second\n// --8<-- [end:one]\n"
        "// --8<-- [end:two]\nlast\n// ;--8<-- [start:shown]\n/* ---8<--- [ START : caps ] */\ncaps\n"
        "// --8<-- [start:open]\nto the end\n"
    ),
    "again.rs": "// --8<-- [start:a]\n1\n// --8<-- [end:a]\n2\n// --8<-- [start:a]\n3\n// --8<-- [end:a]\n",
    "nested.md": 'before\n\n    --8<-- "a.rs"\n\n--8<-- "sub/deep.md"\nafter\n',
    "sub/deep.md": '--8<-- "a.rs:2:2"\n',
    "loop.md": 'x\n--8<-- "loop.md"\ny\n',
    "section_of_includes.md": '<!-- --8<-- [start:s] -->\n--8<-- "sections.rs"\n<!-- --8<-- [end:s] -->\n',
    "crlf.rs": "one\r\ntwo\r\n",
    "escape.md": ';--8<-- "a.rs"\n;;--8<-- "a.rs"\n;-8<-\n',
    "missing_inside.md": 'x\n--8<-- "gone.rs"\n',
    "a b.rs": "spaced\n",
    "c:d.rs": "colon\n",
}

PAGES = {
    "nothing": "text\n",
    "whole file": '```rust\n--8<-- "a.rs"\n```\n',
    "single quotes": "--8<-- 'a.rs'\n",
    "one dash": '-8<- "a.rs"\n',
    "many dashes": '-----8<---   "a.rs"\n',
    "no space": '--8<--"a.rs"\n',
    "trailing space": '--8<-- "a.rs" \n',
    "text before": 'x --8<-- "a.rs"\n',
    "no final line end": '--8<-- "no_end.rs"\nnext\n',
    "empty file": 'a\n--8<-- "empty.rs"\nb\n',
    "empty file, section": '--8<-- "empty.rs:one"\n',
    "blank file": '--8<-- "blank.rs"\n',
    "crlf": '--8<-- "crlf.rs"\n',
    "page with crlf": 'a\r\n--8<-- "a.rs"\r\nb\r\n',
    "indented": '- item\n\n    ```rust\n    --8<-- "a.rs"\n    ```\n',
    "tab-indented": '\t--8<-- "a.rs"\n',
    "sections removed from whole file": '--8<-- "sections.rs"\n',
    "section": '--8<-- "sections.rs:one"\n',
    "section, nested marker": '--8<-- "sections.rs:two"\n',
    "section, upper case": '--8<-- "sections.rs:caps"\n',
    "section, never ended": '--8<-- "sections.rs:open"\n',
    "section, twice": '--8<-- "again.rs:a"\n',
    "section, escaped": '--8<-- "sections.rs:shown"\n',
    "section, unknown": '--8<-- "sections.rs:nine"\n',
    "section, other case": '--8<-- "sections.rs:ONE"\n',
    "one line": '--8<-- "a.rs:2:2"\n',
    "from a line": '--8<-- "a.rs:2"\n',
    "to a line": '--8<-- "a.rs::2"\n',
    "lines": '--8<-- "sections.rs:3:7"\n',
    "several ranges": '--8<-- "sections.rs:1:1,3:3"\n',
    "negative lines": '--8<-- "a.rs:-2:-1"\n',
    "zero": '--8<-- "a.rs:0:1"\n',
    "beyond": '--8<-- "a.rs:90:95"\n',
    "reversed": '--8<-- "a.rs:3:1"\n',
    "ranges over markers": '--8<-- "sections.rs:1:5"\n',
    "just colon": '--8<-- "a.rs:"\n',
    "comma end": '--8<-- "a.rs:1,"\n',
    "block": "--8<--\na.rs\n\nno_end.rs\n; empty.rs\n--8<--\nafter\n",
    "block with section": "  --8<--\n  sections.rs:one\na.rs:2:2\n  --8<--\n",
    "block with inline inside": '--8<--\n--8<-- "a.rs"\na.rs\n--8<--\n',
    "block never ended": "--8<--\na.rs\n",
    "block, missing": "--8<--\ngone.rs\n--8<--\n",
    "escaped": ';--8<-- "a.rs"\n',
    "escaped twice": ';;--8<-- "a.rs"\n',
    "escaped block": ";--8<--\na.rs\n;--8<--\n",
    "escaped section on page": "// ;--8<-- [start:x]\n// --8<-- [start:x]\n",
    "commented path": '--8<-- "; a.rs"\n',
    "nested": '--8<-- "nested.md"\n',
    "nested, indented": '    --8<-- "nested.md"\n',
    "loop": '--8<-- "loop.md"\n',
    "twice": '--8<-- "a.rs"\n--8<-- "a.rs"\n',
    "section with includes": '--8<-- "section_of_includes.md:s"\n',
    "escapes in a file": '--8<-- "escape.md"\n',
    "missing": 'a\n--8<-- "gone.rs"\nb\n',
    "missing inside": '--8<-- "missing_inside.md"\n',
    "url": '--8<-- "https://example.com/a.rs"\n',
    "empty path": '--8<-- " "\n',
    "only lines": '--8<-- ":1:2"\n',
    "space in name": '--8<-- "a b.rs"\n',
    "spaces around": '--8<-- "  a.rs  "\n',
    "colon in name": '--8<-- "c:d.rs"\n',
    "escaped quote": '--8<-- "a\\"b.rs"\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("snippets")
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(text.encode())
    return root


def resolve(path: str) -> tuple[SourceLine, ...] | None:
    return read_lines(FILES[path].encode(), path) if path in FILES else None


def ours(text: str) -> Expanded:
    return expand(read_lines(text.encode(), "page.md"), IncludedFiles(resolve))


def theirs(text: str, folder: Path) -> list[str] | None:
    """The lines that pymdownx makes of a page, None where it refuses to."""
    markdown = Markdown(extensions=[SnippetExtension(base_path=[str(folder)], check_paths=True)])
    try:
        return list(markdown.preprocessors["snippet"].run([line.text for line in read_lines(text.encode(), "p")]))
    except SnippetMissingError:
        return None


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES.keys())
def test_expansion_equals_pymdownx(text: str, folder: Path) -> None:
    found, expected = ours(text), theirs(text, folder)
    if expected is None:
        assert found.problems
    else:
        assert [line.text for line in found.lines] == expected
        assert not found.problems


PIECES = st.sampled_from(
    [
        *(f'--8<-- "{name}"' for name in FILES),
        *(f'    --8<-- "{name}:2:3"' for name in FILES),
        '--8<-- "sections.rs:one"',
        "--8<--",
        "a.rs",
        "sections.rs:two",
        "nested.md",
        ";--8<--",
        "// --8<-- [start:one]",
        "text",
        "",
    ]
)


@settings(examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=8))
def test_any_page_expands_as_pymdownx_does(folder: Path, pieces: list[str]) -> None:
    text = "\n".join(pieces)
    found, expected = ours(text), theirs(text, folder)
    assert (expected is None) == bool(found.problems)
    if expected is not None and text:
        assert [line.text for line in found.lines] == expected


@examples(200)
@given(st.lists(PIECES, max_size=8))
def test_every_line_is_what_its_origin_says(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    files = {**FILES, "page.md": text}
    for line in ours(text).lines:
        written = read_lines(files[line.origin.file].encode(), "x")[line.origin.line - 1].text
        skipped = line.origin.column - 1
        shown = line.text if skipped >= 0 else line.text[-skipped:]
        assert shown in (written[max(0, skipped) :], written.replace(";", "", 1), "")


def test_an_include_knows_its_lines_and_who_asked() -> None:
    found = ours('```rust\n--8<-- "a.rs"\n```\n')
    asked = found.lines[0].origin.__class__("page.md", 2)
    assert found.includes == (Include("a.rs", None, None, asked, 1, 5),)
    assert found.sole_include(1, 5, ".rs") == found.includes[0]
    assert found.sole_include(1, 5, ".md") is found.sole_include(1, 4, ".rs") is None


def test_a_fence_with_more_than_the_include_is_no_sole_include() -> None:
    found = ours('```rust\n--8<-- "a.rs"\nmore\n```\n')
    assert found.sole_include(1, 6, ".rs") is None


def test_nested_includes_count_their_depth_and_positions() -> None:
    found = ours('x\n--8<-- "nested.md"\n')
    assert [(i.path, i.ranges, i.depth, i.start, i.end) for i in found.includes] == [
        ("nested.md", None, 0, 1, 12),
        ("a.rs", None, 1, 3, 7),
        ("sub/deep.md", None, 1, 8, 10),
        ("a.rs", "2:2", 2, 8, 9),
    ]


def test_an_indented_include_has_its_columns_before_the_indentation() -> None:
    line = ours('    --8<-- "a.rs:2:2"\n').lines[0]
    assert (line.text, line.origin.line, line.origin.column) == ("        let x = 1;", 2, -3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a\n--8<-- "gone.rs"\n', "the included file 'gone.rs' does not exist"),
        ('a\n--8<-- "a.rs:nine"\n', "the included file 'a.rs' has no section 'nine'"),
        ('a\n--8<-- " "\n', "the include '' names no file"),
        ('a\n--8<-- "https://example.com/a.rs"\n', "'https://example.com/a.rs' is on the internet"),
    ],
)
def test_what_cannot_be_included_is_a_problem_where_it_is_asked_for(text: str, message: str) -> None:
    (problem,) = ours(text).problems
    assert message in problem.message
    assert str(problem.origin) == "page.md:2"
