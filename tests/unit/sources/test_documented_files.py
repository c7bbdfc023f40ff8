"""The documentation of Rust files: whose tests are read, where they are written, and what is told of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.sources.collect import Sources, collect

FENCE = "/// ```\n/// a();\n/// ```\n"


def read(folder: Path, **files: str) -> Sources:
    for name, text in files.items():
        (folder / f"{name}.rs").write_text(text)
    return collect([folder], folder)


def test_each_fence_of_a_comment_is_a_snippet_at_its_line(tmp_path: Path) -> None:
    found = read(
        tmp_path, lib=f"//! ```\n//! all();\n//! ```\n\n{FENCE}pub fn a() {{}}\n\n{FENCE}///\n{FENCE}struct B;\n"
    )
    assert [snippet.id for snippet in found.snippets] == ["lib.rs:1", "lib.rs:5", "lib.rs:10", "lib.rs:14"]
    [line] = [n for n, text in enumerate(found.snippets[1].code.split("\n")) if "a();" in text]
    origin = found.snippets[1].lines[line]
    assert origin is not None
    assert (origin.file, origin.line, origin.column) == ("lib.rs", 6, 5)
    assert found.unclaimed == 0


def test_a_file_that_is_named_in_a_comment_is_read_there(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Words.\n\n```\na();\n```\n")
    found = read(tmp_path, lib='#[doc = include_str!("./docs/../docs/a.txt")]\npub fn a() {}\n')
    assert [snippet.id for snippet in found.snippets] == ["docs/a.txt:3"]


def test_what_documents_nothing_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, a="fn main() {}\n", b="/// Words.\nfn f() {}\n", c=f"{FENCE}fn f() {{}}\n")
    assert found.unclaimed == 2
    assert [snippet.id for snippet in found.snippets] == ["c.rs:1"]


MADE = '#[doc = concat!("```\\n", "a();")]\npub fn f() {}\n'
NOT_SEEN = "a macro makes this documentation; what it holds is not seen"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"a": MADE}, f"a.rs:1: {NOT_SEEN}"),
        ({"a": MADE, "b": f"\n{MADE}"}, f"a.rs:1 and 1 more place: {NOT_SEEN}"),
        ({"a": MADE * 2, "b": f"\n{MADE}"}, f"a.rs:1 and 2 more places: {NOT_SEEN}"),
    ],
)
def test_what_a_macro_makes_is_told_not_to_be_seen(files: dict[str, str], told: str, tmp_path: Path) -> None:
    found = read(tmp_path, **files)
    assert found.warnings == (told,)
    assert (found.snippets, found.unclaimed) == ((), 0)


def test_a_file_that_is_no_utf8_is_a_problem_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\n\ntw\xff\n")
    (tmp_path / "b.rs").write_bytes(b"// \xff\n")
    problems = collect([tmp_path], tmp_path).problems
    assert [(str(p.origin), p.message, p.fix) for p in problems] == [
        ("a.md:3", "not UTF-8", "save the file as UTF-8"),
        ("b.rs:1", "not UTF-8", "save the file as UTF-8"),
    ]
