"""Fences that continue others: one program for rustc, each step judged by what it adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Run
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options

TOTAL = "fn total(v: &[i32]) -> i32 { v.iter().sum() }\n"
STEPS = """
```rust,edition2021
let mut v = vec![1, 2, 3];
println!("{}", v.len());
```

```text {.stdout}
3
```

```rust,continues
# // hidden
v.push(4);
println!("{}", v.len());
```

```text {.stdout}
4
```

```rust,compile_fail,E0382 {continues title="moved.rs"}
let w = v;
println!("{:?}", v); //~ E0382
```
"""


def checked(folder: Path, page: str, setup: str = "", only: tuple[str, ...] = ()) -> Run:
    (folder / "page.md").write_text(page, encoding="utf-8")
    if setup:
        (folder / "setup.rs").write_text(setup, encoding="utf-8")
    return pipeline.verify([folder / "page.md"], folder, Options(use_cache=False, only=only))


def statuses(run: Run) -> list[str]:
    return [e.verdict.status.value for e in run.evidence]


def fences(*pairs: tuple[str, str]) -> str:
    return "\n".join(f"```{info}\n{code}\n```\n" for info, code in pairs)


def test_steps_match_and_each_is_judged_by_what_it_adds(tmp_path: Path) -> None:
    run = checked(tmp_path, STEPS)
    assert run.problems == ()
    assert statuses(run) == ["matched"] * 3
    assert [e.outcome.stdout for e in run.evidence if e.outcome] == ["3\n", "4\n", ""]
    assert {e.outcome.edition.value for e in run.evidence if e.outcome} == {"2021"}
    assert [len([n for n in b.lines if n is not None]) for b in run.blocks] == [2, 3, 2]


def test_a_wrong_output_of_one_step_is_that_steps_alone(tmp_path: Path) -> None:
    run = checked(tmp_path, STEPS.replace("\n4\n", "\n5\n"))
    assert statuses(run) == ["matched", "mismatched", "not checked"]


def test_an_error_is_on_its_own_line_and_told_once(tmp_path: Path) -> None:
    run = checked(
        tmp_path, fences(("rust", "let x: u8 = 'a';"), ("rust,continues", "x + 1;"), ("rust,continues", "x;"))
    )
    assert statuses(run) == ["mismatched", "not checked", "not checked"]
    first, second, third = run.evidence
    assert len(first.verdict.differences) == 1
    assert second.verdict.not_checked is not None and third.verdict.not_checked is not None
    assert second.verdict.not_checked.cause is third.verdict.not_checked.cause is Cause.NEEDS_EARLIER
    assert second.verdict.not_checked.detail == "it continues page.md:1, which is wrong"


def test_an_error_of_a_step_is_told_on_its_line(tmp_path: Path) -> None:
    run = checked(tmp_path, fences(("rust,edition2021", "let x = 1;"), ("rust,continues", "\nlet y: u8 = 'b';")))
    assert statuses(run) == ["matched", "mismatched"]
    diagnostic = run.evidence[1].verdict.differences[0].diagnostic
    assert diagnostic is not None
    assert str(run.evidence[1].snippet.lines[diagnostic.spans[0].line_start - 1]) == "page.md:7"


def test_what_does_not_say_continues_knows_nothing_of_the_fence_above(tmp_path: Path) -> None:
    run = checked(tmp_path, fences(("rust,edition2021", "let x = 1;"), ("rust,edition2021", "assert_eq!(x, 1);")))
    assert statuses(run) == ["matched", "not checked"]


@pytest.mark.parametrize(
    ("above", "why"),
    [
        ((), "no Rust fence stands above it"),
        ((("text", "words"),), "no Rust fence stands above it"),
        ((("rust,ignore", "x"),), "the one above is ignored"),
        ((("rust,compile_fail", "x"),), "the one above is to fail"),
        ((("rust,should_panic", "panic!()"),), "the one above is to panic"),
        ((("rust,no_run", "let x = 1;"),), "this fence is to run what it continues"),
        ((("rust,edition2022", "let x = 1;"),), "the one above has a problem of its own"),
        ((("rust,continues", "let x = 1;"),), "the one above has a problem of its own"),
    ],
)
def test_what_cannot_be_continued_is_a_problem(tmp_path: Path, above: tuple[tuple[str, str], ...], why: str) -> None:
    run = checked(tmp_path, fences(*above, ("rust,continues", "let y = 1;")))
    assert any(why in problem.message for problem in run.problems), run.problems


def test_a_misspelt_continues_is_a_problem(tmp_path: Path) -> None:
    run = checked(tmp_path, fences(("rust", "let x = 1;"), ("rust,contineus", "x;")))
    assert "did you mean `continues`?" in run.problems[0].fix


def test_one_step_can_be_checked_alone(tmp_path: Path) -> None:
    run = checked(tmp_path, STEPS, only=("page.md:11",))
    assert statuses(run) == ["matched", "matched"]


def test_a_set_up_file_is_what_every_fence_below_begins_with(tmp_path: Path) -> None:
    page = "<!-- borrowproof setup: setup.rs -->\n\n" + fences(
        ("rust,edition2021", "assert_eq!(total(&[1, 2]), 3);"),
        ("rust,continues", "assert_eq!(total(&[]), 0);"),
        ("rust,edition2021", "fn main() {\n    assert_eq!(total(&[2]), 2);\n}"),
        ("rust,ignore", "whatever"),
    )
    run = checked(tmp_path, page, TOTAL)
    assert run.problems == ()
    assert sorted(statuses(run)) == ["matched"] * 4 + ["not checked"]
    assert [e.snippet.id for e in run.evidence if e.snippet.origin.file == "setup.rs"] == ["setup.rs (set-up)"]
    assert len(run.blocks) == 4


def test_a_set_up_file_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    page = "<!-- borrowproof setup: setup.rs -->\n\n" + fences(("rust", "let x = 1;"), ("rust", "let y = 1;"))
    run = checked(tmp_path, page, "fn f() -> u8 { 'a' }\n")
    assert sorted(statuses(run)) == ["mismatched", "not checked", "not checked"]


@pytest.mark.parametrize(
    ("comment", "why"),
    [
        ("<!-- borrowproof setup: nowhere.rs -->", "there is no set-up file 'nowhere.rs'"),
        ("<!-- borrowproof setpu: setup.rs -->", "says nothing"),
        ("<!-- borrowproof setup: setup.rs -->\n<!-- borrowproof setup: setup.rs -->", "a second set-up file"),
    ],
)
def test_a_comment_that_names_no_file_is_a_problem(tmp_path: Path, comment: str, why: str) -> None:
    run = checked(tmp_path, f"{comment}\n\n" + fences(("rust", "let x = 1;")), TOTAL)
    assert [why in problem.message for problem in run.problems] == [True]


def test_a_comment_within_a_fence_is_code(tmp_path: Path) -> None:
    run = checked(tmp_path, fences(("text", "<!-- borrowproof setup: nowhere.rs -->"), ("rust", "let x = 1;")))
    assert run.problems == ()
    assert statuses(run) == ["matched"]


# What looks as if it were checked


@pytest.mark.parametrize(
    ("page", "warning"),
    [
        (
            fences(("rust,edition2021", "#[test]\nfn two() { assert_eq!(2, 3); }")),
            "page.md:3: the test `two` is never run",
        ),
        (
            fences(
                (
                    "rust,edition2021",
                    "fn a() {}\n#[cfg(test)]\nmod tests {\n    #[test]\n    #[ignore]\n    fn b() {}\n}",
                )
            ),
            "page.md:7: the test `b` is never run",
        ),
        (fences(("rust,edition2021", "fn main() { panic!(); }\nlet x = 1;")), "page.md:2: this `main` is never called"),
        (
            fences(("rust,edition2021", 'println!("a");'), ("sh", "x"), ("text {.stdout}", "b")),
            "page.md:9: this recorded output belongs to no program",
        ),
    ],
)
def test_what_only_seems_to_be_checked_is_a_warning(tmp_path: Path, page: str, warning: str) -> None:
    run = checked(tmp_path, page)
    assert [w.startswith(warning) for w in run.warnings] == [True], run.warnings


@pytest.mark.parametrize(
    "page",
    [
        fences(("rust,edition2021,test_harness", "#[test]\nfn two() { assert_eq!(2, 2); }")),
        fences(("rust,edition2021,no_run", "#[test]\nfn two() {}")),
        fences(("rust,edition2021", "fn main() {}\nfn f() {}")),
        fences(("rust,edition2021", 'let s = "#[test] fn a() {} fn main() {}";')),
        fences(("rust,edition2021", "struct A;\nfn f() {}")),
        fences(("rust,edition2021", 'println!("a");'), ("text {.stdout}", "a")),
    ],
)
def test_what_runs_is_no_warning(tmp_path: Path, page: str) -> None:
    run = checked(tmp_path, page)
    assert (run.warnings, statuses(run)) == ((), ["matched"])


def test_what_only_seems_to_be_checked_is_an_error_where_the_project_is_configured(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\n", encoding="utf-8")
    run = checked(tmp_path, fences(("rust", "#[test]\nfn two() {}")))
    assert [p.message.startswith("the test `two` is never run") for p in run.problems] == [True]
    assert run.evidence[0].verdict.status is Status.MATCHED
