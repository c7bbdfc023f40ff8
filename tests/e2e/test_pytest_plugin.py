"""Snippets as pytest items: collected, chosen, spread and reported by pytest itself, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from borrowproof.model.run import Run
from borrowproof.model.verdict import Status
from tests.playground import Playground
from tests.samples import sampled

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
Pytest = Callable[..., "subprocess.CompletedProcess[str]"]

STRICT = '[tool.borrowproof]\nstrict = true\nedition = "2024"\n'
HELLO = 'fn main() {\n    println!("hello");\n}\n'
MOVED = 'fn main() {\n    let s = String::new();\n    drop(s);\n    println!("{s}");\n}\n'
GREEN = {
    "pyproject.toml": STRICT,
    "docs/page.md": "# Page\n\n```rust\nassert_eq!(1 + 1, 2);\n```\n\n```rust,compile_fail,E0425\nx;\n```\n",
    "snippets/moves/hello.rs": f"//@ compiles\n{HELLO}",
    "snippets/moves/moved.rs": f"//@ error E0382\n{MOVED}",
    "snippets/moves/panics.rs": '//@ panics\nfn main() { panic!("x") }\n',
}
IDS = {
    *("docs/page.md:3", "docs/page.md:7"),
    *("snippets/moves/hello.rs", "snippets/moves/moved.rs", "snippets/moves/panics.rs"),
}


@pytest.fixture
def run(tmp_path: Path) -> Pytest:
    """`pytest ARGS` in `cwd`, with no other plugin's cache and no variable of the outer pytest."""

    def start(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", *arguments],
            cwd=cwd,
            env={**kept, "XDG_CACHE_HOME": str(tmp_path / "cache-home")},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,  # our own site has over a thousand snippets, and the machine may be busy
        )

    return start


def ids(done: subprocess.CompletedProcess[str]) -> set[str]:
    """The items that `--collect-only -q` lists."""
    return {line for line in done.stdout.splitlines() if re.match(r"\S+\.(rs|md)", line)}


def tally(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    """`{"passed": 5}` from the last line."""
    counted = re.findall(r"(\d+) (passed|failed|skipped|error|deselected)", done.stdout.splitlines()[-1])
    return {word: int(number) for number, word in counted}


def test_every_snippet_is_an_item_with_a_readable_id(run: Pytest, make_project: MakeProject) -> None:
    done = run("--collect-only", "-q", "docs", "snippets", cwd=make_project(GREEN))
    assert done.returncode == 0
    assert ids(done) == IDS


def test_all_pass(run: Pytest, make_project: MakeProject) -> None:
    done = run("docs", "snippets", cwd=make_project(GREEN))
    assert (done.returncode, tally(done)) == (0, {"passed": 5})


def test_our_own_site_is_green_and_nothing_of_it_is_left_out(run: Pytest, checked: Run, own_copy: Path) -> None:
    done = run("-rA", "docs", "snippets", cwd=own_copy)
    assert done.returncode == 0, done.stdout
    told = dict(line.split(" ", 1)[::-1] for line in done.stdout.splitlines() if line.startswith("PASSED "))
    ignored = {e.snippet.id for e in checked.evidence if e.verdict.status is not Status.MATCHED}
    assert tally(done).get("skipped", 0) == len(ignored)
    assert {e.snippet.id for e in checked.evidence} - ignored <= set(told)


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ("hello", {"snippets/moves/hello.rs"}),
        ("page", {"docs/page.md:3", "docs/page.md:7"}),
        ("moves and not panics", {"snippets/moves/hello.rs", "snippets/moves/moved.rs"}),
    ],
)
def test_k_selects(run: Pytest, make_project: MakeProject, chosen: str, wanted: set[str]) -> None:
    done = run("--collect-only", "-q", "-k", chosen, "docs", "snippets", cwd=make_project(GREEN))
    assert ids(done) == wanted


def test_one_file_can_be_named(run: Pytest, make_project: MakeProject) -> None:
    done = run("snippets/moves/hello.rs", cwd=make_project(GREEN))
    assert (done.returncode, tally(done)) == (0, {"passed": 1})


def test_a_failure_prints_the_report_and_no_traceback(run: Pytest, make_project: MakeProject) -> None:
    home = make_project({**GREEN, "snippets/moves/moved.rs": f"//@ compiles\n{MOVED}"})
    done = run("docs", "snippets", cwd=home)
    assert (done.returncode, tally(done)) == (1, {"failed": 1, "passed": 4})
    for said in (
        "snippets/moves/moved.rs:1: moved: expected it to run, but rustc says E0382",
        "  expected  it compiles",
        "error[E0382]: borrow of moved value: `s`",
        "  rerun     borrowproof check --only moves/moved",
        "FAILED snippets/moves/moved.rs",
    ):
        assert said in done.stdout
    assert "Traceback" not in done.stdout
    assert "pytest_plugin.py" not in done.stdout


def test_every_way_of_being_wrong_fails(run: Pytest, make_project: MakeProject) -> None:
    wrong = {
        "snippets/w/code.rs": f"//@ error E0499\n{MOVED}",
        "snippets/w/compiles.rs": f"//@ error E0382\n{HELLO}",
        "snippets/w/limit.rs": '//@ compiles\nfn main() { loop { println!("{:1000}", 1) } }\n',
        "snippets/w/panic.rs": f"//@ panics\n{HELLO}",
        "snippets/w/retired.rs": f"//@ error E0001\n{MOVED}",
        "snippets/w/stdout.rs": f"//@ compiles\n{HELLO}",
        "snippets/w/stdout.stdout": "hallo\n",
        "snippets/w/typo.rs": f"//@ compile\n{HELLO}",
        "snippets/w/unknown.rs": f"//@ error E0999\n{MOVED}",
        "docs/typo.md": "```rust,compile_fial,E0382\nx;\n```\n",
    }
    done = run("docs", "snippets", cwd=make_project({**GREEN, **wrong}))
    assert (done.returncode, tally(done)) == (1, {"failed": 9, "passed": 5})
    assert "did you mean `compiles`?" in done.stdout
    assert "E0001 is retired" in done.stdout
    assert "E0999 is no error code" in done.stdout
    assert "unknown tag `compile_fial`" in done.stdout


def test_an_ignored_snippet_is_skipped_with_its_reason(run: Pytest, make_project: MakeProject) -> None:
    ignored = {"docs/two.md": "```rust,ignore (needs two machines)\nx\n```\n"}
    done = run("-rs", "docs", "snippets", cwd=make_project({**GREEN, **ignored}))
    assert (done.returncode, tally(done)) == (0, {"passed": 5, "skipped": 1})
    assert "needs two machines" in done.stdout


def test_xdist_spreads_them_and_loses_none(run: Pytest, make_project: MakeProject) -> None:
    home = make_project({**GREEN, "snippets/moves/wrong.rs": f"//@ error E0382\n{HELLO}"})
    done = run("-n", "2", "-v", "docs", "snippets", cwd=home)
    assert (done.returncode, tally(done)) == (1, {"failed": 1, "passed": 5})
    reported = re.findall(r"\[gw[01]\] \[ *\d+%\] (PASSED|FAILED) (\S+)", done.stdout)
    assert sorted(reported) == [("FAILED", "snippets/moves/wrong.rs"), *(("PASSED", name) for name in sorted(IDS))]
    assert "expected error E0382, but it compiled" in done.stdout


def test_junit_xml_names_them(run: Pytest, make_project: MakeProject, tmp_path: Path) -> None:
    home = make_project({**GREEN, "snippets/moves/wrong.rs": f"//@ error E0382\n{HELLO}"})
    report = tmp_path / "junit.xml"
    run(f"--junitxml={report}", "docs", "snippets", cwd=home)
    # (pytest writes `/` in a name as `.`: `snippets.moves.hello.rs`.)
    dotted = {name.replace("/", "."): name for name in (*IDS, "snippets/moves/wrong.rs")}
    cases = {dotted[str(case.get("name"))]: case for case in ElementTree.parse(report).iter("testcase")}
    assert cases.keys() == IDS | {"snippets/moves/wrong.rs"}
    failed = {name: case.find("failure") for name, case in cases.items() if case.find("failure") is not None}
    assert failed.keys() == {"snippets/moves/wrong.rs"}
    [failure] = failed.values()
    assert failure is not None
    assert "expected error E0382, but it compiled" in (failure.text or "")


def test_an_unconfigured_project_is_left_alone_unless_asked(run: Pytest, make_project: MakeProject) -> None:
    files = {name: text for name, text in GREEN.items() if name != "pyproject.toml"}
    home = make_project(files)
    silent = run("docs", "snippets", cwd=home)
    assert silent.returncode == 5  # pytest: no tests collected
    asked = run("--borrowproof", "docs", "snippets", cwd=home)
    assert (asked.returncode, tally(asked)) == (0, {"passed": 5})


def test_files_outside_docs_and_snippets_are_left_alone(run: Pytest, make_project: MakeProject) -> None:
    done = run("--collect-only", "-q", cwd=make_project({**GREEN, "README.md": "```rust\nnonsense\n```\n"}))
    assert ids(done) == IDS


def test_a_wrong_configuration_stops_the_run(run: Pytest, make_project: MakeProject) -> None:
    done = run("docs", cwd=make_project({**GREEN, "pyproject.toml": "[tool.borrowproof]\neditoin = '2024'\n"}))
    assert done.returncode not in (0, 5)
    assert "unknown key `editoin`" in done.stdout + done.stderr


def test_without_a_compiler_nothing_passes(
    run: Pytest, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("docs", "snippets", cwd=make_project(GREEN))
    assert (done.returncode, tally(done)) == (1, {"failed": 5})
    assert "rustc was not found; install Rust with rustup" in done.stdout


def test_a_toolchain_can_be_named(run: Pytest, make_project: MakeProject) -> None:
    done = run("--borrowproof-toolchain", "1.2.3", "docs", "snippets", cwd=make_project(GREEN))
    assert (done.returncode, tally(done)) == (1, {"failed": 5})
    assert "rustup toolchain install 1.2.3" in done.stdout


def test_a_project_that_asks_for_its_crates_gets_them(run: Pytest, make_project: MakeProject) -> None:
    package = '[package]\nname = "small"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n'
    page = "# Page\n\n```rust\nassert_eq!(small::one(), 1);\n```\n\n```rust\nassert_eq!(small::one(), 2);\n```\n"
    made = {"Cargo.toml": package, "src/lib.rs": "pub fn one() -> u8 { 1 }\n", "docs/page.md": page}
    done = run("docs", cwd=make_project({**made, "pyproject.toml": "[tool.borrowproof]\ncargo = true\n"}))
    assert tally(done) == {"passed": 1, "failed": 1}


SITES = {
    "MkDocs": {"mkdocs.yml": "docs_dir: pages\n", "pages/a.md": "```rust\nfn main() {}\n```\n"},
    "mdBook": {"book.toml": "[book]\nsrc = 'pages'\n", "pages/a.md": "```rust\nfn main() {}\n```\n"},
    "Zensical": {"zensical.toml": "[project]\ndocs_dir = 'pages'\n", "pages/a.md": "```rust\nfn main() {}\n```\n"},
}
NO_TESTS = 5  # pytest: no tests collected


@pytest.mark.parametrize("kind", sampled(SITES, 3))
def test_the_docs_of_a_site_are_judged_where_they_are_named(kind: str, run: Pytest, make_project: MakeProject) -> None:
    home = make_project({**SITES[kind], "pages/part/b.md": "```rust\nfn main() { x }\n```\n"})
    assert ids(run("--collect-only", "-q", "pages", cwd=home)) == {"pages/a.md:1", "pages/part/b.md:1"}
    assert ids(run("--collect-only", "-q", "pages/part", cwd=home)) == {"pages/part/b.md:1"}
    assert run("-q", cwd=home).returncode == NO_TESTS
    assert run("-q", ".", cwd=home).returncode == NO_TESTS


def test_a_page_is_judged_where_it_is_named(run: Pytest, make_project: MakeProject) -> None:
    home = make_project({"README.md": "```rust\nassert!(true);\n```\n", "other.md": "```rust\nx\n```\n"})
    done = run("README.md", cwd=home)
    assert (done.returncode, tally(done)) == (0, {"passed": 1})
    assert (run("README.md::README.md:1", "-q", cwd=home)).returncode == 0
    assert run("-q", ".", cwd=home).returncode == NO_TESTS


def test_pytests_configuration_names_what_is_judged(run: Pytest, make_project: MakeProject) -> None:
    page, test = "```rust\nassert!(true);\n```\n", "def test_nothing(): pass\n"
    files = {"README.md": page, "guide/a.md": page, "tests/fixture.md": page, "tests/test_a.py": test}
    ini = "[pytest]\ntestpaths = tests\nborrowproof_paths = README.md guide\n"
    home = make_project({**files, "pytest.ini": ini})
    done = run("-v", cwd=home)
    assert (done.returncode, tally(done)) == (0, {"passed": 3})
    assert ids(run("--collect-only", "-q", cwd=home)) == {"README.md:1", "guide/a.md:1"}
    assert ids(run("--collect-only", "-q", ".", cwd=home)) == {"README.md:1", "guide/a.md:1"}
    assert ids(run("--collect-only", "-q", "tests", cwd=home)) == set()


def test_a_missing_crate_is_a_skip_with_a_reason_or_a_failure_where_the_project_is_strict(
    run: Pytest, make_project: MakeProject
) -> None:
    home = make_project({"README.md": "```rust\nuse tokio::task;\n```\n\n```rust\nassert!(true);\n```\n"})
    done = run("-rs", "README.md", cwd=home)
    assert (done.returncode, tally(done)) == (0, {"passed": 1, "skipped": 1})
    assert "it needs the crate `tokio`" in done.stdout
    strict = make_project({"pyproject.toml": STRICT, "docs/a.md": "```rust\nuse tokio::task;\n```\n"})
    failed = run("docs", cwd=strict)
    assert failed.returncode == 1
    assert "tokio" in failed.stdout
    assert "Traceback" not in failed.stdout + failed.stderr


def test_a_backend_can_be_chosen(run: Pytest, make_project: MakeProject, playground: Playground) -> None:
    home = make_project({"README.md": "```rust\nassert!(true);\n```\n"})
    chosen = ("--borrowproof-backend", "playground", "--borrowproof-playground-url")
    done = run(*chosen, playground.url, "README.md", cwd=home)
    assert (done.returncode, tally(done)) == (0, {"passed": 1})
    assert playground.requests
    nobody = run(*chosen, "http://127.0.0.1:1", "README.md", cwd=home)
    assert (nobody.returncode, tally(nobody)) == (1, {"failed": 1})
    wrong = run(*chosen, "play", "README.md", cwd=home)
    assert wrong.returncode not in (0, NO_TESTS)
    assert "'play' is not the address of a Playground" in wrong.stdout + wrong.stderr
