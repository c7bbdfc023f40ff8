"""An exercise fence is read as it is written; what cannot be meant is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.model.shard import Shard
from borrowproof.sources.collect import Sources, collect
from borrowproof.sources.selection import select
from borrowproof.sources.sharding import of_shard

FILES = {
    "start": '//@ error E0382\n//@ exercise without clone\nfn main() { let a = "a".to_string(); drop(a); drop(a); }\n',
    "lent": "//@ compiles\n//@ fixes start\nfn main() {}\n",
    "cloned": "//@ compiles\n//@ misses start without clone\nfn main() { clone(); }\nfn clone() {}\n",
    "other": "//@ compiles\nfn main() {}\n",
    "fine": "//@ compiles\n//@ fixes plain\nfn main() {}\n",
    "plain": "//@ error E0308\nfn main() { let a: u8 = true; }\n",
}
TASK = 'Drop it *once*.\n--8<-- "moves/start.rs"\n'
SOLUTION = '> Lend it.\n--8<-- "moves/lent.rs"\n'
GOOD = f'{TASK}? Who owns it?\n  And when?\n? Once.\n{SOLUTION}> Tempting.\n> It copies.\n--8<-- "moves/cloned.rs"\n'


def read(tmp_path: Path, body: str, options: str = "", **changed: str) -> Sources:
    """A page with one exercise that begins on line 3."""
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\n")
    for name, text in {**FILES, **changed}.items():
        path = tmp_path / "snippets" / "moves" / f"{name}.rs"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    page = tmp_path / "docs" / "a.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"# A\n\n```exercise{options}\n{body}```\n")
    return collect([tmp_path], tmp_path)


def test_everything_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert found.problems == ()
    (exercise,) = found.exercises
    assert (exercise.id, exercise.prompt, exercise.start) == (
        "docs/a.md:3",
        "Drop it *once*.",
        "snippets/moves/start.rs",
    )
    assert exercise.hints == ("Who owns it? And when?", "Once.")
    assert [(a.words, a.at) for a in exercise.attempts] == [("Lend it.", 10), ("Tempting.\nIt copies.", 13)]
    shown = [(b.info, b.line, b.snippet.rpartition("/")[2]) for b in found.blocks]
    assert shown == [("exercise", 5, "start.rs"), ("exercise", 10, "lent.rs"), ("exercise", 13, "cloned.rs")]


@pytest.mark.parametrize(
    ("body", "options", "line", "message", "fix"),
    [
        ('--8<-- "moves/start.rs"\n' + SOLUTION, "", 3, "the exercise has no task", "write the task"),
        ("Do it.\n" + SOLUTION, "", 3, "the exercise has no solution", "write the task"),
        (TASK, "", 3, "the exercise has no solution", "write the task"),
        ("Do it.\n", "", 3, "the exercise has no start program", "write the task"),
        (TASK + '--8<-- "moves/lent.rs"\n', "", 6, "nothing is said of this program", "write `> `"),
        (TASK + SOLUTION + "? Late.\n", "", 8, "a hint stands below the answer", "write the task"),
        (TASK + "What?\n" + SOLUTION, "", 6, "`What?` belongs to no part", "write the task"),
        (TASK + SOLUTION + "> More.\n", "", 3, "the last `> ` is about no program", "write the task"),
        (GOOD, ' {title="a"}', 3, "says nothing on an exercise", "remove it"),
        (TASK.replace("start", "plain") + SOLUTION, "", 5, "plain.rs is not the start of an exercise", "//@ exercise"),
        (TASK + SOLUTION.replace("lent", "other"), "", 7, "other.rs is no attempt", "add `//@ fixes start`"),
        (TASK + SOLUTION.replace("lent", "fine"), "", 7, "fine.rs is no attempt", "add `//@ fixes start`"),
        (TASK + SOLUTION.replace("lent", "cloned"), "", 5, "start.rs has no solution", "show one"),
    ],
)
def test_mistakes(tmp_path: Path, body: str, options: str, line: int, message: str, fix: str) -> None:
    found = [p for p in read(tmp_path, body, options).problems if p.origin.file == "docs/a.md"]
    (problem,) = found
    assert message in problem.message
    assert fix in problem.fix
    assert problem.origin.line == line


@pytest.mark.parametrize(
    ("cloned", "message"),
    [
        ("//@ compiles\n//@ misses other prints\nfn main() {}\n", "names no exercise: snippets/moves/other.rs"),
        ("//@ compiles\n//@ misses start allocs<=1\nfn main() {}\n", "start.rs has no goal `allocs<=1`"),
        ("//@ compiles\n//@ misses start compiles\n//@ fixes start\nfn main() {}\n", "says that it does not"),
    ],
)
def test_what_an_attempt_says_of_its_exercise(tmp_path: Path, cloned: str, message: str) -> None:
    found = read(tmp_path, TASK + SOLUTION, cloned=cloned)
    assert message in " ".join(p.message for p in found.problems if p.origin.file.endswith("cloned.rs"))


def test_a_mistyped_start_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    found = read(tmp_path, TASK + SOLUTION, cloned="//@ compiles\n//@ misses stort compiles\nfn main() {}\n")
    assert "did you mean `start`? Name the start" in " ".join(p.fix for p in found.problems)


def test_the_programs_of_an_exercise_stay_together(tmp_path: Path) -> None:
    """They are judged by each other: whoever asks for one of them has all, and so has a shard."""
    found = read(tmp_path, GOOD)
    together = {f"snippets/moves/{name}.rs" for name in ("start", "lent", "cloned")}
    for name in ("start", "lent", "cloned"):
        chosen = select(found, [f"moves/{name}"])
        assert {s.id for s in chosen.snippets} == together
        assert len(chosen.exercises) == 1
    assert select(found, ["moves/other"]).exercises == ()
    for number in range(1, 6):
        part, _ = of_shard(found, Shard(number, 5))
        assert {s.id for s in part.snippets} & together in (set(), together)


def test_a_start_that_was_not_asked_for_need_only_be_there(tmp_path: Path) -> None:
    """As pytest collects: file by file."""
    read(tmp_path, GOOD)
    cloned = tmp_path / "snippets" / "moves" / "cloned.rs"
    assert collect([cloned], tmp_path).problems == ()
    (tmp_path / "snippets" / "moves" / "start.rs").unlink()
    (problem,) = collect([cloned], tmp_path).problems
    assert "names no exercise" in problem.message
