"""Which compiler judges which snippets, and what several of them said as one run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from borrowproof.judging.compiler_choice import by_compiler, together
from borrowproof.model.compiler import Toolchain
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.library import NO_CRATES
from borrowproof.model.origin import Origin
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict


def snippet(file: str) -> Snippet:
    return Snippet(f"{file}:1", Origin(file, 1), "fn main() {}", (), Expectation(Kind.RUNS))


def evidence(of: Snippet) -> Evidence:
    return Evidence(of, Verdict(Status.MATCHED), None, None)


ROOT, INNER, DEEP = (snippet(file) for file in ("a.md", "in/b.md", "in/deep/c.md"))
WITH_CRATES = replace(snippet("in/d.md"), crates=replace(NO_CRATES, digest="1"))


def choose(root: Path, *folders: str) -> None:
    (root / "in" / "deep").mkdir(parents=True)
    for folder in folders:
        (root / folder / "rust-toolchain.toml").write_text("")


def test_without_a_choice_all_are_judged_together(tmp_path: Path) -> None:
    choose(tmp_path, ".")
    (part,) = by_compiler([ROOT, INNER, DEEP], tmp_path / "in", tmp_path)
    assert (part.snippets, part.folder) == ((ROOT, INNER, DEEP), None)


def test_the_nearest_choice_above_a_file_counts_and_that_of_the_check_goes_first(tmp_path: Path) -> None:
    choose(tmp_path, "in", "in/deep")
    own, deep, root = by_compiler([DEEP, ROOT, INNER], tmp_path / "in", tmp_path)
    assert (own.snippets, own.folder) == ((INNER,), None)
    assert (deep.snippets, deep.folder) == ((DEEP,), tmp_path / "in" / "deep")
    assert (root.snippets, root.folder, root.file) == ((ROOT,), tmp_path, None)


def test_what_may_use_crates_is_judged_by_the_compiler_that_built_them(tmp_path: Path) -> None:
    choose(tmp_path, "in")
    own, other = by_compiler([ROOT, WITH_CRATES, INNER], tmp_path, tmp_path)
    assert (own.snippets, other.snippets) == ((ROOT, WITH_CRATES), (INNER,))


def test_one_run_keeps_the_order_and_tells_of_another_compiler(tmp_path: Path) -> None:
    choose(tmp_path, "in")
    parts = by_compiler([INNER, ROOT], tmp_path, tmp_path)
    stable, beta = (Toolchain(release, "x86_64-unknown-linux-gnu", release) for release in ("1.95.0", "1.96.0-beta.1"))
    runs = [
        Run((evidence(ROOT),), toolchain=stable, warnings=("slow",)),
        Run((evidence(INNER),), toolchain=beta, warnings=("slow",)),
    ]
    found = together([INNER, ROOT], parts, runs)
    assert [e.snippet for e in found.evidence] == [INNER, ROOT]
    assert found.toolchain == stable
    file = tmp_path / "in" / "rust-toolchain.toml"
    assert found.warnings == ("slow", f"{file}: another compiler judges what lies there ({beta.name}, 1 snippet)")
    alike = together([INNER, ROOT], parts, [runs[0], replace(runs[1], toolchain=stable)])
    assert alike.warnings == ("slow",)
