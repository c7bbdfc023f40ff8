"""What the next borrow checker says of a program, and a compiler that uses it by itself."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from borrowproof.backends.borrow_checkers import UnknownBorrowChecker, default_borrow_checker, told_by
from borrowproof.backends.playground import single
from borrowproof.backends.playground.task import Task
from borrowproof.backends.toolchain import Rustc, find
from borrowproof.facts.errors import Underivable
from borrowproof.model.compiler import NEWEST_EDITION, BorrowChecker, Toolchain
from borrowproof.model.outcome import Cause, Goal, Job
from borrowproof.ownership.derive import derive

Cli = Callable[..., CompletedProcess[str]]
MakeProject = Callable[[dict[str, str]], Path]
LIMIT = """fn last(words: &mut Vec<String>) -> &mut String {
    if let Some(last) = words.last_mut() {
        return last;
    }
    words.push(String::new());
    words.last_mut().unwrap()
}

fn main() {
    last(&mut Vec::new());
}
"""
TWICE = """fn main() {
    let mut word = String::new();
    let (one, two) = (&mut word, &mut word);
    one.push('a');
    two.push('b');
}
"""
CONFIGURED = "[tool.borrowproof]\nstrict = true\n"


@pytest.mark.parametrize(
    ("code", "claim", "status", "said"),
    [
        (LIMIT, "compiles", 0, "1 matched"),
        (TWICE, "error E0499", 0, "1 matched"),
        (LIMIT, "error E0499", 1, "Polonius accepts it"),
        (TWICE, "compiles", 1, "Polonius says E0499"),
        (TWICE, "error E0502", 1, "Polonius says E0499"),
    ],
)
def test_a_claim_about_polonius_holds_or_is_red(
    code: str, claim: str, status: int, said: str, cli: Cli, make_project: MakeProject
) -> None:
    program = f"//@ error E0499\n//@ polonius {claim}\n{code}"
    home = make_project({"pyproject.toml": CONFIGURED, "snippets/a.rs": program})
    for _ in ("cold", "kept"):
        done = cli("check", "snippets", cwd=home)
        assert (done.returncode, said in done.stdout) == (status, True), done.stdout + done.stderr


def test_where_cargo_judges_the_claim_is_not_checked() -> None:
    job = Job(LIMIT, NEWEST_EDITION, Goal.REJECT, borrow_checker=BorrowChecker.POLONIUS)
    why = single.obstacle(job)
    assert why is not None
    assert why.cause is Cause.NO_POLONIUS


@pytest.mark.parametrize(("release", "unstable"), [("1.95.0", True), ("1.97.0-nightly", False)])
def test_a_playground_is_asked_as_a_local_compiler_is(release: str, unstable: bool) -> None:
    job = Job(LIMIT, NEWEST_EDITION, Goal.REJECT, borrow_checker=BorrowChecker.POLONIUS)
    task = Task.of(job, Toolchain(release, "here", "fingerprint"))
    [arguments] = task.attempts
    assert "-Zpolonius=next" in arguments
    assert ("-Zallow-features=" in arguments, dict(task.variables)) == (
        unstable,
        {"RUSTC_BOOTSTRAP": "1"} if unstable else {},
    )


def future(rustc: Rustc, home: Path, flags: str) -> Rustc:
    """A compiler of which Polonius is the default, and NLL is asked for with `-Zpolonius=off`."""
    script = f"""#!/bin/sh
for argument; do
    shift
    case "$argument" in
        -Zpolonius=off) off=1 ;;
        *) set -- "$@" "$argument" ;;
    esac
done
[ -n "$off" ] || set -- {flags} "$@"
RUSTC_BOOTSTRAP=1 exec {shlex.quote(str(rustc.path))} "$@"
"""
    program = home / "rustc"
    program.write_text(script, "utf-8")
    program.chmod(0o755)
    return find(str(program), home)


def test_the_borrow_checker_of_a_compiler_is_found_out(rustc: Rustc, tmp_path: Path) -> None:
    later = future(rustc, tmp_path, "-Zpolonius=next -Zallow-features=")
    assert default_borrow_checker(later) is BorrowChecker.POLONIUS
    assert default_borrow_checker(rustc) is told_by(rustc, None)
    assert told_by(rustc, BorrowChecker.POLONIUS) is BorrowChecker.POLONIUS


def test_a_compiler_that_judges_by_neither_is_told(rustc: Rustc, tmp_path: Path) -> None:
    program = tmp_path / "rustc"
    program.write_text(f'#!/bin/sh\n[ "$1" = -vV ] && exec {shlex.quote(str(rustc.path))} "$@"\nexit 3\n', "utf-8")
    program.chmod(0o755)
    strange = find(str(program), tmp_path)
    with pytest.raises(UnknownBorrowChecker, match="has a borrow checker that is not known: it says "):
        default_borrow_checker(strange)


def test_no_timeline_is_told_where_the_facts_are_not_those_of_the_judge(rustc: Rustc, tmp_path: Path) -> None:
    later = future(rustc, tmp_path, "-Zpolonius=next -Zallow-features=")
    assert derive(TWICE, NEWEST_EDITION, later).functions == derive(TWICE, NEWEST_EDITION, rustc).functions
    with pytest.raises(Underivable, match="judges it by Polonius; the facts that it writes down are those of NLL"):
        derive(LIMIT, NEWEST_EDITION, later)
