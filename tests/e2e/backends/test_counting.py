"""What programs cost, as a real run tells: known programs have known costs, and what cannot be trusted has none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from borrowproof.backends import Answer, counting
from borrowproof.backends.counting import CountingBackend, read
from borrowproof.backends.local_runner import LocalRunner
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Cost, Goal, Job, NotChecked, Outcome
from tests.e2e.conftest import Cli

MakeProject = Callable[[Mapping[str, str | bytes]], Path]

KNOWN = {
    "nothing": ('println!("{}", 6 * 7);', Cost(0, 0, 0, 0)),
    "one text": ('let a = String::from("Dear Ada"); println!("{a}");', Cost(1, 8, 0, 8)),
    "moved": ('let a = String::from("Dear Ada"); let b = a; println!("{b}");', Cost(1, 8, 0, 8)),
    "cloned": ('let a = String::from("Dear Ada"); let b = a.clone(); println!("{b}");', Cost(2, 16, 0, 16)),
    "literals": ('let a = "Dear Ada"; println!("{a}");', Cost(0, 0, 0, 0)),
    "shared": ("let a = std::rc::Rc::new(7u64); let b = a.clone(); drop(b);", Cost(1, 24, 0, 0)),
    "grown": ("let mut v: Vec<u32> = Vec::with_capacity(1); v.push(1); v.push(2);", Cost(1, 16, 1, 0)),
    "moved from the stack": ("let b = Box::new([7u8; 500]); drop(b);", Cost(1, 500, 0, 0)),
    "shifted": ("let mut v = vec![1u64, 2, 3, 4]; v.remove(0);", Cost(1, 32, 0, 24)),
    "leaked": ("Box::leak(Box::new(7u64)); std::mem::forget(vec![1u8]);", Cost(2, 9, 0, 0, 2)),
    "a cycle": (
        "use std::{cell::RefCell, rc::Rc}; struct A(RefCell<Option<Rc<A>>>); let a = Rc::new(A(RefCell::default()));"
        " *a.0.borrow_mut() = Some(Rc::clone(&a));",
        Cost(1, 32, 0, 0, 1),
    ),
    "kept in a static": (
        "static S: std::sync::OnceLock<Box<u8>> = std::sync::OnceLock::new(); S.get_or_init(|| Box::new(1));",
        Cost(1, 1, 0, 0, 1),
    ),
    "zeroed": ("let v = vec![0u8; 100]; println!(\"{}\", v.len());", Cost(1, 100, 0, 0)),
}  # fmt: skip
# Not to be counted: each has a reason, and none of them a number.
OTHERS = {
    "leaves": ('println!("a"); std::process::exit(0);', "did not end as it should"),
    "panics": ('panic!("now")', "did not end as it should"),
    "depends on the process": ("drop(vec![1u8; std::process::id() as usize]);", "differ from run to run"),
    "does not compile": ("let a: u32 = 1.5;", "does not compile as a module"),
    "says a count itself": ('eprint!("7 7 7 7 7"); std::process::exit(0);', "did not end as it should"),
}  # fmt: skip


def program(body: str) -> Job:
    return Job(f"fn main() {{\n    {body}\n}}\n", Edition.E2024, Goal.COUNT)


@pytest.fixture(scope="module")
def answers(rustc: Rustc) -> dict[str, Answer]:
    """All the programs above, counted together, as a site's are."""
    jobs = {name: program(body) for name, (body, _) in {**KNOWN, **OTHERS}.items()}
    found = dict(CountingBackend(LocalRunner(LocalBackend(rustc, 2))).judge(list(jobs.values())))
    assert len(found) == len(jobs)
    return {name: found[job] for name, job in jobs.items()}


@pytest.mark.parametrize("name", KNOWN)
def test_known_programs_have_known_costs(name: str, answers: dict[str, Answer]) -> None:
    answer = answers[name]
    assert isinstance(answer, Outcome), answer
    assert read(answer, program(KNOWN[name][0]).code) == KNOWN[name][1]


def test_what_is_left_is_not_counted_beside_a_second_thread(rustc: Rustc) -> None:
    code = "use std::thread as t;\nfn main() { t::spawn(|| drop(Box::new(7u64))).join().unwrap(); }\n"
    ((_, answer),) = CountingBackend(LocalRunner(LocalBackend(rustc, 1))).judge([Job(code, Edition.E2024, Goal.COUNT)])
    assert isinstance(answer, Outcome), answer
    assert answer.stderr.endswith(" -")


@pytest.mark.parametrize("name", OTHERS)
def test_what_cannot_be_trusted_is_refused(name: str, answers: dict[str, Answer]) -> None:
    answer = answers[name]
    assert isinstance(answer, NotChecked), answer
    assert (answer.cause, OTHERS[name][1] in answer.detail) == (Cause.NOT_COUNTED, True), answer


def test_another_counter_has_other_outcomes(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = CountingBackend(LocalRunner(LocalBackend(rustc, 1)))
    before = backend.toolchain
    monkeypatch.setattr(counting, "_counter", lambda: "// another one")
    assert backend.toolchain.fingerprint != before.fingerprint
    assert backend.toolchain.name == before.name


def test_a_counter_that_counts_wrong_says_so(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `memcpy` is not ours (another linker), the probe does not add up, and no number is given."""
    blind = counting._counter().replace("COPIED.fetch_add(bytes, SeqCst);", "")
    monkeypatch.setattr(counting, "_counter", lambda: blind)
    ((_, answer),) = CountingBackend(LocalRunner(LocalBackend(rustc, 1))).judge([program("")])
    assert answer == NotChecked(Cause.NOT_COUNTED, "the counter cannot count here")


BROKEN = """//@ error E0382
fn main() {
    let a = String::new();
    drop(a);
    drop(a); //~ E0382
}
"""
CLONED = """//@ compiles
//@ fixes broken
//@ heap allocs=2 leaked=0
fn main() {
    let a = String::from("Ada");
    drop(a.clone());
    drop(a);
}
"""
TAIL = """//@[2021] error E0597
//@[2024] compiles
fn ones() -> u32 {
    let c = std::cell::RefCell::new(7u32);
    c.borrow().count_ones() //[2021]~ E0597
}

fn main() {
    println!("{}", ones());
}
"""
FILES = {
    "pyproject.toml": '[tool.borrowproof]\nstrict = true\nunrepaired = ["snippets/tail.rs"]\n',
    "docs/a.md": "".join(f'```rust\n--8<-- "{name}.rs"\n```\n\n' for name in ("broken", "cloned", "tail")),
    "snippets/broken.rs": BROKEN,
    "snippets/cloned.rs": CLONED,
    "snippets/tail.rs": TAIL,
    "snippets/tail.2024.stdout": "3\n",
}


def checked(cli: Cli, home: Path) -> tuple[int, dict[str, Any]]:
    done = cli("check", "--format", "json", cwd=home)
    return done.returncode, json.loads(done.stdout)


def test_a_ladder_and_editions_are_verified_and_go_red(cli: Cli, make_project: MakeProject) -> None:
    home = make_project(FILES)
    status, run = checked(cli, home)
    found = {s["id"].removeprefix("snippets/"): s for s in run["snippets"]}
    assert (status, run["summary"]["matched"]) == (0, 4), run["problems"]
    assert sorted(found) == ["broken.rs", "cloned.rs", "tail.rs (edition 2021)", "tail.rs (edition 2024)"]
    assert found["cloned.rs"]["cost"] == {"allocations": 2, "requested": 6, "resizes": 0, "copied": 6, "leaked": 0}
    assert found["tail.rs (edition 2021)"]["codes"] == ["E0597"]

    (home / "snippets/cloned.rs").write_text(CLONED.replace("allocs=2", "allocs=3"))
    told = cli("check", cwd=home)
    assert (told.returncode, "change `allocs=3` to `allocs=2` in `//@ heap`" in told.stdout) == (1, True), told.stdout

    (home / "snippets/cloned.rs").write_text(CLONED.replace("a.clone()", "a"))
    (home / "snippets/tail.rs").write_text(TAIL.replace("[2024] compiles", "[2024] panics"))
    status, run = checked(cli, home)
    found = {s["id"].removeprefix("snippets/"): s for s in run["snippets"]}
    verdicts = {name: s["verdict"] for name, s in found.items() if s["verdict"] != "matched"}
    assert (status, verdicts) == (1, {"cloned.rs": "mismatched", "tail.rs (edition 2024)": "mismatched"})
    assert (found["cloned.rs"]["cost"], found["cloned.rs"]["not_counted"]) == (
        None,
        "it does not do what its page says",
    )
