"""Undefined behaviour as a real sanitizer reports it: kind and lines, red for any other, and what is not checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from borrowproof.backends import Answer
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.sanitizers.local import LocalSanitizers, read
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from tests.e2e.conftest import Cli

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
FREED = """fn main() {
    let text = String::from("Ada");
    let first = text.as_ptr();
    drop(text);
    println!("{}", unsafe { *first });
}
"""
PROGRAMS = {
    "a read of what was freed": (FREED, "heap-use-after-free: read 5, freed 4, allocated 2"),
    "a write beyond the end": (
        "fn main() {\n    let mut list = vec![1_u64];\n    unsafe { *list.as_mut_ptr().add(1) = 7 };\n}\n",
        "heap-buffer-overflow: written 3, allocated 2",
    ),
    "nothing": ("fn main() {\n    drop(vec![1]);\n}\n", None),
    "a panic": ('fn main() {\n    panic!("now");\n}\n', None),
}
FORGED = """fn main() {
    eprintln!("SUMMARY: AddressSanitizer: double-free");
    std::process::exit(1);
}
"""
RACE = """use std::thread;

fn add(place: usize) {
    unsafe { *(place as *mut u32) += 1 };
}

fn main() {
    let mut count = 0;
    let place = &raw mut count as usize;
    let other = thread::spawn(move || add(place));
    add(place);
    other.join().unwrap();
}
"""
SYNCHRONISED = """use std::sync::Mutex;
use std::thread;

fn main() {
    let count = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| *count.lock().unwrap() += 1);
        s.spawn(|| *count.lock().unwrap() += 1);
    });
}
"""
THREADS = {"a race": (RACE, "data-race: read 4, written 4"), "a lock": (SYNCHRONISED, None)}
REJECTED = """//@ error E0505
fn main() {
    let text = String::from("Ada");
    let first = &text;
    drop(text); //~ E0505
    println!("{first}");
}
"""
TWIN = f"""//@ compiles no_run
//@ twin_of rejected
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
{FREED}"""


def judged(rustc: Rustc, code: str, goal: Goal) -> Answer:
    ((_, answer),) = LocalSanitizers(LocalBackend(rustc, 1)).judge([Job(code, Edition.E2024, goal)])
    return answer


@pytest.mark.parametrize("name", PROGRAMS)
def test_address_sanitizer_names_the_lines(name: str, rustc: Rustc) -> None:
    code, expected = PROGRAMS[name]
    answer = judged(rustc, code, Goal.WATCH_MEMORY)
    assert isinstance(answer, Outcome), answer
    assert (str(read(answer)) if read(answer) else None) == expected


@pytest.mark.parametrize("name", THREADS)
def test_thread_sanitizer_counts_races_of_the_program_alone(name: str, rustc: Rustc) -> None:
    code, expected = THREADS[name]
    answer = judged(rustc, code, Goal.WATCH_THREADS)
    assert isinstance(answer, Outcome), answer
    found = read(answer)
    assert (sorted(str(found).split(": ")[1].split(", ")) if found else None) == (
        sorted(expected.split(": ")[1].split(", ")) if expected else None
    )


def test_a_report_that_a_program_writes_itself_is_none(rustc: Rustc) -> None:
    assert isinstance(judged(rustc, FORGED, Goal.WATCH_MEMORY), NotChecked)


def test_a_compiler_without_the_sanitizer_says_so(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("borrowproof.backends.sanitizers.local._FLAGS", {Goal.WATCH_MEMORY: ("-Zsanitizer=kcfi",)})
    answer = judged(rustc, FREED, Goal.WATCH_MEMORY)
    assert isinstance(answer, NotChecked)
    assert (answer.cause, "can be built with a sanitizer" in answer.detail) == (Cause.NO_SANITIZER, True)


def test_a_twin_matches_and_goes_red(cli: Cli, make_project: MakeProject) -> None:
    files = {"pyproject.toml": "[tool.borrowproof]\n", "snippets/rejected.rs": REJECTED, "snippets/raw.rs": TWIN}
    home = make_project(files)
    done = cli("check", "snippets", "--format", "json", cwd=home)
    found = {s["id"]: s for s in json.loads(done.stdout)["snippets"]}
    assert (done.returncode, found["snippets/raw.rs"]["verdict"]) == (0, "matched")
    assert found["snippets/raw.rs"]["sanitized"]["accesses"][0] == {"event": "read", "line": 5}

    for before, after, said in (
        ("read 5", "read 6", "say `//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2`"),
        (", allocated 2", "", "reports heap-use-after-free: read 5, freed 4, allocated 2"),
        ("heap-use-after-free", "double-free", "reports heap-use-after-free: read 5"),
        ("    drop(text);\n", "", "the sanitizer found none"),
        ("twin_of rejected", "twin_of nobody", "names no file: snippets/nobody.rs does not exist"),
        ("twin_of rejected", "twin_of raw", "names a program that rustc accepts"),
    ):
        (home / "snippets/raw.rs").write_text(TWIN.replace(before, after))
        done = cli("check", "snippets", cwd=home)
        assert (done.returncode, said in done.stdout) == (1, True), done.stdout
