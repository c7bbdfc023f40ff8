"""Doc comments are read as rustdoc reads them, each line with its place.

Source: `get_horizontal_trim` and `beautify_doc_string` of rustc_ast, `unindent_doc_fragments` of rustc_resolve (1.95).
"""

from __future__ import annotations

import pytest

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.doc_comments import Source, markdown
from borrowproof.syntax import documentation

INCLUDED = tuple(SourceLine(text, Origin("x.md", n)) for n, text in enumerate(("  i", " j", ""), start=1))


def source(code: str) -> Source:
    return Source(tuple(SourceLine(text, Origin("a.rs", n, 3)) for n, text in enumerate(code.split("\n"), start=1)))


def read(code: str, *included: SourceLine) -> list[tuple[str, str, int, int]]:
    """The lines that document the first item, with file, line and column; the code itself begins at column 3."""
    read_from = source(code)
    [item, *_] = documentation.read(read_from.code).items
    found = markdown(item.fragments, read_from, lambda name: included or None if name == "x.md" else None)
    return [(line.text, line.origin.file, line.origin.line, line.origin.column - 2) for line in found]


COMMENTS: dict[str, list[tuple[str, int, int]]] = {
    "/// a\n///  b\n///\n/// c": [("a", 1, 5), (" b", 2, 5), ("", 3, 4), ("c", 4, 5)],
    "/// a\n///  b\n///\n///c": [(" a", 1, 4), ("  b", 2, 4), ("", 3, 4), ("c", 4, 4)],
    "//! a\n//! b\n": [("a", 1, 5), ("b", 2, 5)],
    "/** a */": [("a ", 1, 5)],
    "/**\n a\n  b\n */": [("a", 2, 2), (" b", 3, 2), (" ", 4, 1)],
    "/**a\n*/": [("a", 1, 4)],
    # stars in a column are no part of the text
    "/**\n * a\n *  b\n *\n * c\n */": [("a", 2, 4), (" b", 3, 4), ("", 4, 3), ("c", 5, 4)],
    "/** a\n  * b\n  * c */": [("a", 1, 5), ("b", 2, 5), ("c ", 3, 5)],
    "/** * a\n * b */": [("a", 1, 7), ("b ", 2, 4)],
    "/**\n\t* a\n\t*/": [("a", 2, 4)],
    "/**\n *\n * a\n *\n */": [("", 2, 3), ("a", 3, 4), ("", 4, 3)],
    "/**\n\n * a\n */": [("", 2, 1), ("a", 3, 4)],
    "/**\n * a\n  \n * b\n */": [("a", 2, 4), (" ", 3, 2), ("b", 4, 4)],
    "/**\n * a\n\t* b\n */": [("a", 2, 4), ("* b", 3, 2)],
    "/**\n * a\n * - b\n ** c\n *d\n */": [(" a", 2, 3), (" - b", 3, 3), ("* c", 4, 3), ("*d", 5, 2)],
    # where one line has none in that column, all stars are text
    "/**\n * a\n   b\n */": [("* a", 2, 2), ("  b", 3, 2), (" ", 4, 1)],
    "/**\n * a\n b*\n */": [("* a", 2, 2), ("b*", 3, 2), (" ", 4, 1)],
    "/**\n * a\n\n * b\n */": [("* a", 2, 2), ("", 3, 1), ("* b", 4, 2), (" ", 5, 1)],
    "/**\n * a\n   \n * b\n */": [("* a", 2, 2), ("   ", 3, 1), ("* b", 4, 2), (" ", 5, 1)],
    "/**\n * a\n*\n */": [(" * a", 2, 1), ("*", 3, 1), (" ", 4, 1)],
    "/**\n  * a\n *\n */": [(" * a", 2, 2), ("*", 3, 2), (" ", 4, 1)],
    # attributes
    '#[doc = "a\\n  b"]': [("a", 1, 10), ("  b", 1, 13)],
    '#[doc = " a"]\n/// b': [(" a", 1, 10), ("b", 2, 5)],
    '/// a\n#[doc = "  b"]\n/// c': [("a", 1, 5), ("  b", 2, 10), ("c", 3, 5)],
    '#[doc = "  a"]\n#[doc = " b"]': [(" a", 1, 11), ("b", 2, 11)],
}


@pytest.mark.parametrize("comment", COMMENTS)
def test_a_comment_is_the_markdown_that_rustdoc_makes_of_it(comment: str) -> None:
    assert read(f"{comment}\nfn f() {{}}") == [(text, "a.rs", line, column) for text, line, column in COMMENTS[comment]]


def test_an_empty_comment_documents_with_nothing() -> None:
    assert read("/**\n*/fn f() {}") == []


def test_what_a_file_holds_stands_in_it_without_its_last_line_end() -> None:
    attribute = '#[doc = include_str!("x.md")]\nfn f() {}'
    assert read(attribute, *INCLUDED) == [(" i", "x.md", 1, 0), ("j", "x.md", 2, 0)]
    assert read(attribute, *INCLUDED[:2]) == [(" i", "x.md", 1, 0), ("j", "x.md", 2, 0)]
    assert read(attribute, INCLUDED[2]) == [("", "x.md", 1 + 2, -1)]
    assert read(attribute) == []
    assert read(f"/// k\n{attribute}", *INCLUDED) == [
        ("k", "a.rs", 1, 5),
        ("  i", "x.md", 1, -1),
        (" j", "x.md", 2, -1),
    ]


def test_a_character_has_its_place_in_the_file() -> None:
    read_from = source("ab\n\nc")
    places = [read_from.origin(offset) for offset in range(5)]
    assert [(place.line, place.column) for place in places] == [(1, 3), (1, 4), (1, 5), (2, 3), (3, 3)]
    assert read_from.code == "ab\n\nc"
