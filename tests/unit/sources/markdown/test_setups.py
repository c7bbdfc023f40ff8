"""A set-up file that every fence of a page begins with, and fences that continue the one above."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.sources.collect import Sources, collect

SETUP = "<!-- borrowproof setup: setup.rs -->\n"


def read(folder: Path, page: str, setup: str | None = "struct Song;\n") -> Sources:
    (folder / "a.md").write_text(page)
    if setup is not None:
        (folder / "setup.rs").write_text(setup)
    return collect([folder / "a.md"], folder)


def fence(body: str, info: str = "rust") -> str:
    return f"```{info}\n{body}\n```\n"


def told(found: Sources) -> list[tuple[int, str, str]]:
    return [(p.origin.line, p.message, p.fix) for p in found.problems]


def test_every_fence_below_begins_with_the_set_up_file(tmp_path: Path) -> None:
    page = f"{fence('a();')}\n{SETUP}\n{fence('b();')}{fence('c();', 'rust,ignore (later)')}{fence('d();')}"
    found = read(tmp_path, page)
    assert told(found) == []
    by_id = {snippet.id: snippet for snippet in found.snippets}
    assert by_id.keys() == {"setup.rs (set-up)", "a.md:1", "a.md:7", "a.md:10", "a.md:13"}
    assert by_id["setup.rs (set-up)"].origin.file == "setup.rs"
    assert [("struct Song;" in by_id[f"a.md:{line}"].code) for line in (1, 7, 10, 13)] == [False, True, False, True]
    later = by_id["a.md:7"]
    [line] = [n for n, text in enumerate(later.code.split("\n"), start=1) if text == "struct Song;"]
    origin = later.lines[line - 1]
    assert origin is not None
    assert (origin.file, origin.line) == ("setup.rs", 1)
    assert line in later.hidden
    assert by_id["a.md:13"].continues == "setup.rs (set-up)"
    assert by_id["a.md:1"].continues is None


@pytest.mark.parametrize(
    ("comment", "setup", "line", "message", "fix"),
    [
        (SETUP, None, 1, "there is no set-up file 'setup.rs'", "correct the path, or add the file"),
        (SETUP, "//@ compile\n", 1, "unknown directive `//@ compile`", "did you mean `compiles`? "),
        (f"\n{SETUP}{SETUP}", "struct A;", 3, "a second set-up file", "name one file for a page"),
        (
            "<!-- borrowproof set-up: a.rs -->\n",
            "",
            1,
            "`<!-- borrowproof set-up: a.rs -->` says nothing",
            "write `<!-- borrowproof setup: setup.rs -->` on a line of its own",
        ),
    ],
)
def test_a_set_up_that_means_nothing_is_told_where_it_stands(
    tmp_path: Path, comment: str, setup: str | None, line: int, message: str, fix: str
) -> None:
    [(at, said, advice)] = told(read(tmp_path, f"{comment}\n{fence('a();')}", setup))
    assert (at, said) == (line, message)
    assert advice.startswith(fix)


def test_a_comment_in_a_fence_is_text(tmp_path: Path) -> None:
    found = read(tmp_path, f"```text\n{SETUP}```\n{fence('a();')}")
    assert told(found) == []
    assert [snippet.id for snippet in found.snippets] == ["a.md:4"]


def test_a_fence_continues_the_one_above(tmp_path: Path) -> None:
    found = read(tmp_path, f"{fence('let a = 1;')}{fence('let b = a;', 'rust,continues')}")
    assert told(found) == []
    first, second = found.snippets
    assert second.continues == first.id
    code = second.code.split("\n")
    assert code.index("let a = 1;") < code.index("let b = a;")


@pytest.mark.parametrize(
    ("above", "info", "why"),
    [
        ("", "rust,continues", "no Rust fence stands above it"),
        (fence("a();", "rust,ignore (later)"), "rust,continues", "the one above is ignored"),
        (fence("a();", "rust,compile_fail,E0425"), "rust,continues", "the one above is to fail"),
        (fence("a();", "rust,should_panic"), "rust,continues", "the one above is to panic"),
    ],
)
def test_a_fence_continues_only_what_runs(tmp_path: Path, above: str, info: str, why: str) -> None:
    line = above.count("\n") + 1
    assert told(read(tmp_path, f"{above}{fence('b();', info)}")) == [
        (
            line,
            f"this fence continues another, and {why}",
            "take `continues` off, or let it follow a fence that runs",
        )
    ]


@pytest.mark.parametrize(("info", "fails"), [("rust,continues", True), ("rust,no_run,continues", False)])
def test_what_is_not_run_cannot_be_continued_by_what_is(tmp_path: Path, info: str, fails: bool) -> None:
    found = read(tmp_path, f"{fence('a();', 'rust,no_run')}{fence('b();', info)}")
    problem = "this fence is to run what it continues, which is `no_run`"
    assert told(found) == ([(4, problem, "say `no_run` on this fence too")] if fails else [])
