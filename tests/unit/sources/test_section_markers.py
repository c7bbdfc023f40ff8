"""Marks of sections are no part of a program: no listing of it shows them, and no line of it is counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.sources.collect import Sources, collect

MARKED = """//@ error E0382
// --8<-- [start:x]
fn main() {
    let a = String::new();
    //--8<-- [end:x]
    drop(a); //~v E0382
    drop(a); // --8<-- [start:y]
    // ;--8<-- [start:escaped]
}
"""


def sources(home: Path, program: str) -> Sources:
    (home / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n")
    for folder in ("docs", "snippets"):
        (home / folder).mkdir()
    (home / "snippets/a.rs").write_text(program)
    (home / "docs/a.md").write_text('# A\n\n```rust\n--8<-- "a.rs:x"\n```\n')
    return collect([home / "docs", home / "snippets"], home)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_are_no_part_of_the_program(end: str, tmp_path: Path) -> None:
    (snippet,) = sources(tmp_path, MARKED.replace("\n", end)).snippets
    texts = snippet.code.split("\n")
    assert [line for line in texts if "8<--" in line and "start:x" in line] == []
    assert [line for line in texts if "end:x" in line] == []
    assert any("start:y" in line for line in texts), "what stands behind code is the code's own comment"
    assert any("start:escaped" in line for line in texts)
    assert [origin and origin.line for origin in snippet.lines] == [3, 4, 6, 7, 8, 9]


def test_the_lines_of_a_section_are_those_of_the_program(tmp_path: Path) -> None:
    (block,) = sources(tmp_path, MARKED).blocks
    assert block.lines == (1, 2)


def test_a_mistake_below_a_mark_is_told_on_its_own_line(tmp_path: Path) -> None:
    found = sources(tmp_path, MARKED.replace("//~v E0382", "//~v E382")).problems
    assert [str(problem.origin) for problem in found] == ["snippets/a.rs:6"]
