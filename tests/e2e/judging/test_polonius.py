"""What the next borrow checker says of a program, and a compiler that uses it by itself."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from borrowproof.backends.borrow_checkers import UnknownBorrowChecker, default_borrow_checker, told_by
from borrowproof.backends.toolchain import Rustc, find
from borrowproof.facts.errors import Underivable
from borrowproof.judging.polonius import with_polonius
from borrowproof.model.compiler import NEWEST_EDITION, BorrowChecker
from borrowproof.model.outcome import Cause
from borrowproof.ownership.derive import derive
from borrowproof.pipeline import Options, verify

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


def test_without_a_local_rustc_the_claim_is_not_checked(make_project: MakeProject) -> None:
    home = make_project({"snippets/a.rs": f"//@ error E0499\n//@ polonius compiles\n{LIMIT}"})
    run = verify([home / "snippets"], home, Options(use_cache=False))
    [judged] = with_polonius(run.evidence, None)
    assert judged.verdict.not_checked is not None
    assert judged.verdict.not_checked.cause is Cause.NO_POLONIUS


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
