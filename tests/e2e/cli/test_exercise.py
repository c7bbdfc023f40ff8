"""`borrowproof exercise`: an exercise listed, begun, missed, met and given up, with the compiler of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Cli, MakeProject

START = """fn length(text: String) -> usize { text.len() }
fn main() {
    let a = String::from("Ada");
    let letters = length(a);
    println!("{letters} {a}");
}
"""
LENT = START.replace("text: String", "text: &str").replace("length(a)", "length(&a)")
CLONED = START.replace("length(a)", "length(a.clone())")
PAGE = """# A

```exercise
Lend it.
--8<-- "a/start.rs"
? Who owns it?
? Only to read.
> So.
--8<-- "a/lent.rs"
```
"""
ATTEMPT = "attempts/a/start.rs"


@pytest.fixture
def home(make_project: MakeProject) -> Path:
    return make_project(
        {
            "pyproject.toml": "[tool.borrowproof]\n",
            "docs/a.md": PAGE,
            "snippets/a/start.rs": f"//@ error E0382\n//@ exercise without clone, allocs<=1\n{START}",
            "snippets/a/lent.rs": f"//@ compiles\n//@ fixes start\n{LENT}",
            "snippets/a/lent.stdout": "3 Ada\n",
        }
    )


def test_an_exercise_is_played(cli: Cli, home: Path) -> None:
    assert "a/start   docs/a.md   new" in cli("exercise", cwd=home).stdout
    begun = cli("exercise", "a/start", cwd=home)
    assert begun.returncode == 1
    assert (home / ATTEMPT).read_text() == START
    assert "It makes at most 1 allocation.\n  It prints this:\n    3 Ada\n" in begun.stdout
    assert "missed: compiles (rustc says E0382)" in begun.stdout
    assert f"--> {ATTEMPT}:5" in begun.stdout
    (home / ATTEMPT).write_text(CLONED)
    copied = cli("exercise", "a/start.rs", cwd=home)
    assert copied.returncode == 1
    assert "missed: without clone" in copied.stdout
    assert "missed: allocs<=1 (it makes 2)" in copied.stdout
    (home / ATTEMPT).write_text(LENT)
    met = cli("exercise", "a/start", "--watch", cwd=home)  # which ends where every goal is met
    assert (met.returncode, met.stdout.endswith("Every goal is met.\n")) == (0, True)
    assert (home / ATTEMPT).read_text() == LENT
    assert f"begun: {ATTEMPT}" in cli("exercise", cwd=home).stdout


def test_hints_and_solutions(cli: Cli, home: Path) -> None:
    assert cli("exercise", "a/start", "--hints", "1", cwd=home).stdout == "Hint 1 of 2: Who owns it?\n"
    assert "--- lent.rs\nfn length(text: &str)" in cli("exercise", "a/start", "--solutions", cwd=home).stdout
    assert not (home / ATTEMPT).exists()


def test_what_is_no_exercise(cli: Cli, home: Path) -> None:
    done = cli("exercise", "a/stat", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no exercise is called `a/stat`; did you mean `a/start`?" in done.stderr
    (home / "docs" / "a.md").write_text("# A\n")
    none = cli("exercise", cwd=home)
    assert none.returncode == 2
    assert "this project has no exercise" in none.stderr


def test_a_folder_of_attempts_that_cannot_be_made(cli: Cli, home: Path) -> None:
    (home / "attempts").write_text("a file\n")
    done = cli("exercise", "a/start", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot write to" in done.stderr
    assert "Traceback" not in done.stderr
