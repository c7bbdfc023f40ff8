"""Editions side by side: one file, a claim for each edition, each a snippet of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof import report
from borrowproof.annotations.directives import parse_directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.judging.bless import bless
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict
from borrowproof.project import ConfigurationError
from borrowproof.sources.collect import Sources, collect
from borrowproof.sources.selection import select

TAIL = """//@[2021] error E0597
//@[2024] compiles
fn main() {
    let c = 1; //[2021]~ E0597
    println!("{c}"); //~ WARN unused_mut
}
"""


@pytest.fixture
def read(tmp_path: Path) -> Sources:
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "tail.rs").write_text(TAIL)
    (tmp_path / "snippets" / "tail.2024.stdout").write_text("1\n")
    (tmp_path / "docs" / "a.md").write_text('# A\n\n```rust\n--8<-- "tail.rs"\n```\n')
    return collect([tmp_path / "docs", tmp_path / "snippets"], tmp_path)


def test_each_edition_is_a_snippet_of_its_own(read: Sources) -> None:
    assert read.problems == ()
    older, newer = read.snippets
    assert (older.id, newer.id) == ("snippets/tail.rs (edition 2021)", "snippets/tail.rs (edition 2024)")
    assert (older.edition, newer.edition) == (Edition.E2021, Edition.E2024)
    assert (older.expectation.kind, older.expectation.codes) == (Kind.ERROR, frozenset({"E0597"}))
    assert (newer.expectation.kind, newer.expectation.stdout) == (Kind.RUNS, "1\n")
    assert older.code == newer.code
    assert "//" not in older.code
    assert older.side_by_side and newer.side_by_side


def test_a_pin_holds_in_the_editions_that_it_names(read: Sources) -> None:
    older, newer = read.snippets
    assert [(p.level, p.code) for p in older.expectation.pins] == [
        (Level.ERROR, "E0597"),
        (Level.WARNING, "unused_mut"),
    ]
    assert [(p.level, p.code) for p in newer.expectation.pins] == [(Level.WARNING, "unused_mut")]


def test_the_page_shows_a_block_for_each(read: Sources) -> None:
    assert [(b.line, b.snippet) for b in read.blocks] == [(3, s.id) for s in read.snippets]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ("tail", 2),
        ("snippets/tail.rs", 2),
        ("tail (edition 2024)", 1),
        ("snippets/tail.rs (edition 2021)", 1),
        ("*2021)", 1),
    ],
)
def test_only_names_all_editions_or_one(read: Sources, wanted: str, count: int) -> None:
    chosen = select(read, [wanted])
    assert (len(chosen.snippets), len(chosen.blocks)) == (count, count)


def test_only_knows_no_edition_that_is_not_there(read: Sources) -> None:
    with pytest.raises(ConfigurationError):
        select(read, ["tail (edition 2018)"])


@pytest.mark.parametrize(
    ("top", "line", "message", "fix"),
    [
        ("//@[2021] compiles\n", 1, "only edition 2021 has a claim", "`//@ edition 2021` and `//@ compiles`"),
        ("//@[2020] compiles\n", 1, "`2020` is no edition", "2015, 2018, 2021, 2024"),
        ("//@[2021 compiles\n", 1, "has no `]`", "`//@[2021] error E0382`"),
        ("//@[2021] compile\n", 1, "unknown directive", "did you mean `compiles`?"),
        ("//@[2021] compiles\n//@[2021] panics\n", 2, "a second `//@ [2021]`", "keep the one"),
        ("//@[2018,2018] panics\n", 1, "a second `//@ [2018]`", "keep the one"),
        ("//@[2021] fixes moved\n", 1, "`fixes moved` does not hold in one edition only", "without brackets"),
        ("//@[2021] ignore it is late\n", 1, "`ignore` cannot hold", "without brackets"),
        ("//@[2021] compiles\n//@ panics\n//@[2024] compiles", 1, "`//@ panics` contradicts", "`//@[2024] compiles`"),
        ("//@[2021] compiles\n//@[2024] panics\n//@ edition 2021", 1, "`//@ edition 2021` contradicts", "`//@[2021]"),
    ],
)
def test_what_makes_no_sense_is_told(top: str, line: int, message: str, fix: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        parse_directives(f"{top}\nfn main() {{}}")
    assert message in caught.value.message
    assert fix in caught.value.fix
    assert caught.value.line == line


def test_several_editions_can_share_a_claim() -> None:
    found = parse_directives("//@[2018, 2021] error E0382\n//@[2024] compiles\n//@ fixes moved\n")
    assert found.editions == (Edition.E2018, Edition.E2021, Edition.E2024)
    assert found.for_edition(Edition.E2021).codes == {"E0382"}
    assert found.for_edition(Edition.E2024).fixes == "moved"


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        (TAIL.replace("//[2021]~", "//[2018]~"), 4, "edition 2018, which has no claim of its own", "2021, 2024"),
        (TAIL.replace("//[2021]~", "//~"), 4, "every edition, but edition 2024 compiles", "`//[2021]~ ...`"),
        (TAIL.replace("//[2021]~", "//[20]~"), 4, "`20` is no edition", "2015, 2018"),
        ("//@ compiles\nfn main() {} //[2021]~ E0382\n", 2, "2021, which has no claim", "`//@[2021] error E0382`"),
    ],
)
def test_a_pin_for_the_wrong_edition_is_told(tmp_path: Path, text: str, line: int, message: str, fix: str) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n")
    (tmp_path / "a.rs").write_text(text)
    found = collect([tmp_path / "a.rs"], tmp_path)
    (problem,) = found.problems
    assert found.snippets == ()
    assert (problem.origin.line, message in problem.message, fix in problem.fix) == (line, True, True), problem


def test_a_fence_has_one_claim(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n")
    (tmp_path / "a.md").write_text(f"```rust\n{TAIL}```\n")
    (problem,) = collect([tmp_path / "a.md"], tmp_path).problems
    assert "only in a file" in problem.message
    assert "under snippets/" in problem.fix


def judged(snippet: Snippet, *differences: Difference, stdout: str = "") -> Evidence:
    edition = snippet.edition or Edition.E2024
    outcome = Outcome(edition, (), compiled=True, exit=0, stdout=stdout)
    status = Status.MISMATCHED if differences else Status.MATCHED
    return Evidence(snippet, Verdict(status, differences), outcome, None)


def test_a_mismatch_names_the_edition_and_what_to_type(read: Sources) -> None:
    older, newer = read.snippets
    said = report.explain(judged(older, Difference(Mismatch.COMPILED)))
    assert "tail (edition 2021): expected error E0597, but it compiled" in said
    assert "`//@[2021] compiles`" in said
    assert said.endswith("borrowproof check --only tail")
    found = Diagnostic(Level.WARNING, "dead_code", "unused", (Span(2, 1, 2, 2, primary=True),))
    said = report.explain(judged(newer, Difference(Mismatch.UNEXPECTED_WARNING, "dead_code", diagnostic=found)))
    assert "`//[2024]~ WARN dead_code`" in said


def test_what_is_printed_is_recorded_for_the_edition(read: Sources, tmp_path: Path) -> None:
    _, newer = read.snippets
    assert bless([judged(newer, Difference(Mismatch.STDOUT), stdout="2\n")], tmp_path) == ["snippets/tail.2024.stdout"]
    assert (tmp_path / "snippets" / "tail.2024.stdout").read_text() == "2\n"
