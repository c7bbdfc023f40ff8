"""What a contributor gets wrong, and is told of before any compiler is asked: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from borrowproof.sources.collect import Sources, collect

Read = Callable[[dict[str, str]], Sources]
RUNS = '//@ compiles\nfn main() { println!("hi"); }\n'
FAILS = "//@ error E0382\nfn main() {\n    let a = String::new();\n    drop(a);\n    drop(a); //~ E0382\n}\n"
SIDES = '//@[2021] compiles\n//@[2024] compiles\nfn main() { println!("hi"); }\n'
QUESTION = '```question\nWhat?\n--8<-- "m/{}.rs"\n- [x] compiles\n- [ ] panics\n> Why.\n'


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read({name: text})`: what is found in a project of ours with these files and some programs."""

    def collected(files: dict[str, str]) -> Sources:
        programs = {"snippets/m/runs.rs": RUNS, "snippets/m/fails.rs": FAILS, "snippets/m/sides.rs": SIDES}
        for name, text in ({"pyproject.toml": "[tool.borrowproof]\nstrict = true\n"} | programs | files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return collect([tmp_path / "docs", tmp_path / "snippets"], tmp_path)

    return collected


FENCES = {
    "```Rust\nfn main() {}\n```": (1, "shown unverified", "```rust"),
    "```Rust,compile_fail,E0382\nfn main() {}\n```": (1, "shown unverified", "```rust"),
    "```ruts\nfn main() {}\n```": (1, "a fence of `ruts` is not read", "did you mean `rust`?"),
    "```qestion\nWhat?\n```": (1, "a fence of `qestion` is not read", "did you mean `question`?"),
    "```Questions\nWhat?\n```": (1, "a fence of `Questions` is not read", "did you mean `question`?"),
    '```rust {title="a"\nfn main() {}\n```': (1, "broken text", "close its braces"),
    QUESTION.format("runs"): (1, "broken text", "closing fence"),
    '```rust {titel="a"}\nfn main() {}\n```': (
        1,
        "unknown option `titel`",
        "did you mean `title`? valid: title, hl_lines",
    ),
    "```rust {Ownership}\nfn main() {}\n```": (1, "unknown option `Ownership`", "did you mean `ownership`?"),
    '```rust {ownership="yes"}\nfn main() {}\n```': (1, "`ownership` is written in another way", "write {ownership}"),
    "```rust {title}\nfn main() {}\n```": (1, "`title` is written in another way", 'write {title="..."}'),
    '```rust {hl_lines="a-b"}\nfn main() {}\n```': (1, 'hl_lines="a-b" is not a list', 'hl_lines="2 5-7"'),
    '```rust {hl_lines="1 3"}\nfn main() {}\n```': (1, "hl_lines names line 3", "as the page numbers them"),
    '```rust {hl_lines="9"}\n--8<-- "m/runs.rs"\n```': (1, "hl_lines names line 9", "as the page numbers them"),
    "```text {ownership}\nx\n```": (1, "nothing but Rust has owners", "take `ownership` off"),
    "```rust,ignore (why) {ownership}\nfn main() {}\n```": (1, "ignored has no timeline", "take `ownership` off"),
    "```text {memory}\nx\n```": (1, "nothing but a Rust program has a run", "take `memory` off"),
    "```rust,no_run {memory}\nfn main() {}\n```": (1, "only a program that runs has memory", "take `memory` off"),
    '```rust\n--8<-- "m/runs.rs"\n```\n\n```text {.stdout}\nhi\n```': (5, "belongs to no program", "`NAME.stdout`"),
    "```text {.stdout}\nhi\n```": (1, "belongs to no program", "below the fence of its program"),
    "```rust\nfn main() {}\n```\n\n```text {.stdou}\nhi\n```": (5, "`.stdou` records no output", "{.stdout}"),
    '```rust\n--8<-- "m/gone.rs"\n```': (2, "'m/gone.rs' does not exist", "correct the path"),
    QUESTION.format("gone") + "```": (3, "'m/gone.rs' does not exist", "correct the path"),
    QUESTION.format("sides") + "```": (1, "depends on the edition", "one claim"),
}


@pytest.mark.parametrize("fence", FENCES)
def test_a_slip_on_a_page_is_said_once_where_it_stands(read: Read, fence: str) -> None:
    line, message, fix = FENCES[fence]
    [problem] = read({"docs/p.md": f"{fence}\n"}).problems
    assert (str(problem.origin), message in problem.message, fix in problem.fix) == (f"docs/p.md:{line}", True, True), (
        problem
    )


FINE = (
    "```rst\nx\n```",
    "```text\nx\n```",
    '```rust {title="a = b" hl_lines="1"}\nfn main() {}\n```',
    '```rust {hl_lines="1-5" ownership}\n--8<-- "m/fails.rs"\n```',
    '```rust\nfn main() { println!("hi"); }\n```\n\n```text {.stdout}\nhi\n```',
    "````md\n```question\n````",
    QUESTION.format("runs") + "```",
)


@pytest.mark.parametrize("page", FINE)
def test_what_is_right_is_left_alone(read: Read, page: str) -> None:
    assert read({"docs/p.md": f"{page}\n"}).problems == ()


OUTPUTS = {
    "gone.stdout": "gone.rs does not exist",
    "sides.stdout": "record the output in sides.2021.stdout and sides.2024.stdout",
    "sides.2018.stdout": "record the output in sides.2021.stdout and sides.2024.stdout",
    "runs.2021.stdout": "record the output in runs.stdout",
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_recorded_output_that_nothing_is_compared_with_is_a_problem(read: Read, name: str) -> None:
    found = read({"docs/p.md": "", f"snippets/m/{name}": "hi\n"})
    [problem] = found.problems
    assert (str(problem.origin), problem.message) == (
        f"snippets/m/{name}:1",
        "this recorded output belongs to no program",
    )
    assert OUTPUTS[name] in problem.fix


def test_an_output_recorded_in_one_edition_makes_silence_a_claim_of_the_other(read: Read) -> None:
    found = read({"docs/p.md": "", "snippets/m/sides.2021.stdout": "hi\n"})
    recorded = {str(s.edition): s.expectation.stdout for s in found.snippets if s.side_by_side}
    assert (found.problems, recorded) == ((), {"2021": "hi\n", "2024": ""})


def test_a_link_that_leads_nowhere_is_named(read: Read, tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "lost.rs").symlink_to(tmp_path / "nowhere.rs")
    [problem] = read({"docs/p.md": ""}).problems
    assert str(problem.origin) == "snippets/lost.rs:1"
    assert problem.message == "the file cannot be read: No such file or directory"


def test_no_file_repairs_itself(read: Read) -> None:
    [problem] = read({"docs/p.md": "", "snippets/m/it.rs": f"//@ fixes it\n{RUNS}"}).problems
    assert (str(problem.origin), "names the file that it stands in" in problem.message) == ("snippets/m/it.rs:1", True)


def test_a_page_that_is_included_shows_the_files_of_its_fences(read: Read) -> None:
    part = '```rust\n--8<-- "m/runs.rs"\n```\n'
    found = read({"docs/p.md": '--8<-- "part.md"\n', "snippets/part.md": part})
    assert {b.snippet for b in found.blocks} == {"snippets/m/runs.rs"}
