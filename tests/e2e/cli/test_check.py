"""`borrowproof` as a person or a CI job runs it: arguments in; report, files and exit status out."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.process import procfs

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
MakeProject = Callable[[Mapping[str, str | bytes]], Path]

STRICT = '[tool.borrowproof]\nstrict = true\nedition = "2024"\n'
MOVED = 'fn main() {\n    let s = String::new();\n    drop(s);\n    println!("{s}"); //~ E0382\n}\n'
HELLO = 'fn main() {\n    println!("hello");\n}\n'
GREEN = {
    "pyproject.toml": STRICT,
    "docs/page.md": "# Page\n\n```rust\nassert_eq!(1 + 1, 2);\n```\n",
    "snippets/moves/hello.rs": f"//@ compiles\n{HELLO}",
    "snippets/moves/moved.rs": f"//@ error E0382\n{MOVED}",
    "snippets/loops/endless.rs": "//@ ignore it never ends\nfn main() { loop {} }\n",
}
RED = {**GREEN, "snippets/moves/moved.rs": f"//@ error E0499\n{MOVED.replace(' //~ E0382', '')}"}


# Exit statuses


def test_all_matched_is_status_0(cli: Cli, make_project: MakeProject) -> None:
    done = cli("check", cwd=make_project(GREEN))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("snippets/loops/endless.rs:1: endless: ignored: it never ends\n\n")
    assert "4 snippets: 3 matched, 1 not checked (1 ignored) (rustc" in done.stdout


def test_a_mismatch_is_status_1_and_said_in_full(cli: Cli, make_project: MakeProject) -> None:
    done = cli("check", cwd=make_project(RED))
    assert done.returncode == 1
    for said in (
        "snippets/moves/moved.rs:1: moved: expected error E0499, but rustc says E0382\n",
        "  expected  error E0499\n",
        "error[E0382]: borrow of moved value: `s`",
        "  fix       change E0499 to E0382 on line 1\n",
        "  rerun     borrowproof check --only moves/moved\n",
    ):
        assert said in done.stdout


def test_the_rerun_line_reruns_that_snippet_alone(called: Cli, make_project: MakeProject) -> None:
    home = make_project(RED)
    done = called("check", cwd=home)
    [rerun] = re.findall(r"rerun +borrowproof (.*)", done.stdout)
    again = called(*rerun.split(), cwd=home)
    assert again.returncode == 1
    assert "1 snippet: 0 matched, 1 mismatched" in again.stdout


def test_an_annotation_problem_is_status_1(cli: Cli, make_project: MakeProject) -> None:
    done = cli("check", cwd=make_project({**GREEN, "snippets/moves/typo.rs": f"//@ compile\n{HELLO}"}))
    assert done.returncode == 1
    assert "snippets/moves/typo.rs:1: unknown directive `//@ compile`\n" in done.stdout
    assert "did you mean `compiles`?" in done.stdout
    assert "3 matched, 1 not checked (1 ignored), 1 annotation problem" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--jobs", "0"], "expected a number of processes from 1, found '0'"),
        (["check", "--jobs", "many"], "found 'many'"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["check", "no/such/folder"], "no/such/folder does not exist"),
        (["check", "pyproject.toml"], "is neither Markdown nor Rust"),
        (["check", "empty"], "there is no Rust to check in empty"),
        (["check", "--only", "nothing/here"], "no snippet is called `nothing/here`"),
        (["check", "--output", "no/such/report.txt"], "cannot write to no/such/report.txt"),
        (["chekc"], "invalid choice: 'chekc'"),
        ([], "Begin with `borrowproof check README.md`"),
    ],
)
def test_what_cannot_be_understood_is_status_2(
    called: Cli, make_project: MakeProject, arguments: list[str], said: str
) -> None:
    home = make_project(GREEN)
    (home / "empty").mkdir()
    done = called(*arguments, cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("configuration", "said"),
    [
        ('editon = "2024"', "unknown key `editon`; did you mean `edition`? valid keys: cargo, docs, edition, longer"),
        ('edition = "2023"', "edition '2023' is unknown; valid: 2015, 2018, 2021, 2024"),
        ("edition = 2024", "`edition` must be a string, found 2024"),
        ("edition = ", "is not valid TOML"),
    ],
)
def test_a_wrong_configuration_is_status_2(
    called: Cli, make_project: MakeProject, configuration: str, said: str
) -> None:
    home = make_project({**GREEN, "pyproject.toml": f"[tool.borrowproof]\nstrict = true\n{configuration}\n"})
    done = called("check", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_project_without_anything_to_check_is_status_2(called: Cli, make_project: MakeProject) -> None:
    done = called("check", cwd=make_project({"pyproject.toml": STRICT}))
    assert done.returncode == 2
    assert "no docs/ or snippets/" in done.stderr


@pytest.fixture
def without_rust(tmp_path: Path) -> dict[str, str | None]:
    """Variables of a machine without any Rust."""
    empty = tmp_path / "no-rust"
    empty.mkdir()
    return {"PATH": str(empty), "HOME": str(empty)}


def test_no_compiler_is_status_3_and_says_how_to_get_one(
    cli: Cli, make_project: MakeProject, without_rust: dict[str, str | None]
) -> None:
    home = make_project(GREEN)
    done = cli("check", cwd=home, env=without_rust)
    assert done.returncode == 3
    assert "0 matched, 4 not checked (1 ignored) (no compiler;" in done.stdout
    assert done.stdout.count("not checked: rustc was not found; install Rust with rustup (https://rustup.rs)") == 3
    asked = cli("toolchain", cwd=home, env=without_rust)
    assert (asked.returncode, asked.stdout) == (3, "")
    assert "install Rust with rustup" in asked.stderr


def test_no_compiler_is_no_green_even_where_outcomes_are_kept(
    cli: Cli, make_project: MakeProject, without_rust: dict[str, str | None]
) -> None:
    home = make_project(GREEN)
    assert cli("check", cwd=home).returncode == 0
    assert cli("check", cwd=home, env=without_rust).returncode == 3


def test_a_toolchain_that_is_not_there_is_said(cli: Cli, make_project: MakeProject) -> None:
    done = cli("check", "--toolchain", "1.2.3", cwd=make_project(GREEN))
    assert done.returncode == 3
    assert "rustup toolchain install 1.2.3" in done.stdout


def test_a_program_over_its_limits_is_status_3(cli: Cli, make_project: MakeProject) -> None:
    page = '```rust\nloop { println!("{:1000}", 1) }\n```\n'
    done = cli("check", cwd=make_project({"pyproject.toml": STRICT, "docs/a.md": page}))
    assert done.returncode == 3
    assert "docs/a.md:1: not checked: the program was stopped: more than 1 MiB of output" in done.stdout


# Choosing


@pytest.mark.parametrize("only", ["loops/typo", "typo", "snippets/loops/typo.rs"])
def test_a_problem_of_the_file_that_only_names_is_told(called: Cli, make_project: MakeProject, only: str) -> None:
    home = make_project({**GREEN, "snippets/loops/typo.rs": "//@ compile\nfn main() {}\n"})
    done = called("check", "--only", only, cwd=home)
    assert (done.returncode, done.stderr) == (1, "")
    assert "snippets/loops/typo.rs:1: unknown directive `//@ compile`" in done.stdout
    assert "did you mean `compiles`?" in done.stdout


@pytest.mark.parametrize(
    ("only", "ids"),
    [
        (["snippets/moves/hello.rs"], {"snippets/moves/hello.rs"}),
        (["moves/hello"], {"snippets/moves/hello.rs"}),
        (["hello"], {"snippets/moves/hello.rs"}),
        (["moves/*"], {"snippets/moves/hello.rs", "snippets/moves/moved.rs"}),
        (["snippets/moves"], {"snippets/moves/hello.rs", "snippets/moves/moved.rs"}),
        (["moves"], {"snippets/moves/hello.rs", "snippets/moves/moved.rs"}),
        (["moves/"], {"snippets/moves/hello.rs", "snippets/moves/moved.rs"}),
        (["docs/page.md"], {"docs/page.md:3"}),
        (["docs/page.md:3"], {"docs/page.md:3"}),
        (["hello", "docs/page.md:3"], {"snippets/moves/hello.rs", "docs/page.md:3"}),
    ],
)
def test_only(called: Cli, make_project: MakeProject, only: list[str], ids: set[str]) -> None:
    chosen = [word for name in only for word in ("--only", name)]
    done = called("check", "--format", "json", *chosen, cwd=make_project(GREEN))
    assert {s["id"] for s in json.loads(done.stdout)["snippets"]} == ids


def test_a_mistyped_id_gets_a_suggestion(called: Cli, make_project: MakeProject) -> None:
    done = called("check", "--only", "moves/helo", cwd=make_project(GREEN))
    assert done.returncode == 2
    assert "no snippet is called `moves/helo`; did you mean `moves/hello`?" in done.stderr


@pytest.mark.parametrize("where", [".", "docs", "snippets/moves"])
def test_names_are_the_same_from_every_folder_of_the_project(
    called: Cli, make_project: MakeProject, where: str
) -> None:
    home = make_project(GREEN)
    done = called("check", "--format", "json", cwd=home / where)
    ids = {s["id"] for s in json.loads(done.stdout)["snippets"]}
    assert ids == {
        *("docs/page.md:3", "snippets/moves/hello.rs"),
        *("snippets/moves/moved.rs", "snippets/loops/endless.rs"),
    }


# Blessing


BLESSED = [
    ("plain", "```rust\n{code}```\n\n```text {{.stdout}}\n{old}```\n", "", "\n"),
    (
        "in a list",
        "- item\n\n    ```rust\n{code}    ```\n\n    ```text {{.stdout}}\n{old}    ```\n\n- next\n",
        "    ",
        "\n",
    ),
    ("in a quote", "> ```rust\n{code}> ```\n>\n> ```text {{.stdout}}\n{old}> ```\n", "> ", "\n"),
    ("CRLF", "```rust\n{code}```\n\n```text {{.stdout}}\n{old}```\n\nEnd\n", "", "\r\n"),
]


@pytest.mark.parametrize(("page", "prefix", "end"), [b[1:] for b in BLESSED], ids=[b[0] for b in BLESSED])
@pytest.mark.parametrize("old", ["wrong\n", "one\nwrong\nthree\nfour\n"], ids=["shorter", "longer"])
def test_bless_rewrites_a_recorded_fence_and_nothing_else(
    called: Cli, make_project: MakeProject, page: str, prefix: str, end: str, old: str
) -> None:
    def written(recorded: str) -> bytes:
        lines = {name: _prefixed(text, prefix) for name, text in (("code", PRINTS), ("old", recorded))}
        return f"# Head\n\n{page.format(**lines)}".replace("\n", end).encode()

    home = make_project({"pyproject.toml": STRICT, "docs/page.md": written(old)})
    assert called("check", cwd=home).returncode == 1
    done = called("check", "--bless", cwd=home)
    assert (done.returncode, done.stderr) == (0, "recorded docs/page.md\n")
    assert (home / "docs/page.md").read_bytes() == written("one\ntwo é\n")
    assert called("check", cwd=home).returncode == 0
    assert "nothing to record" in called("check", "--bless", cwd=home).stderr


PRINTS = 'println!("one");\nprintln!("two é");\n'


def _prefixed(text: str, prefix: str) -> str:
    return "".join(f"{prefix}{line}\n" for line in text.splitlines())


def test_bless_records_beside_a_file(called: Cli, make_project: MakeProject) -> None:
    home = make_project({**GREEN, "snippets/moves/old.rs": f"//@ compiles\n{HELLO}", "snippets/moves/old.stdout": "x"})
    done = called("check", "--bless", cwd=home)
    assert done.returncode == 0
    assert done.stderr == "recorded snippets/moves/hello.stdout\nrecorded snippets/moves/old.stdout\n"
    assert (home / "snippets/moves/old.stdout").read_bytes() == b"hello\n"
    assert not (home / "snippets/moves/moved.stdout").exists()


RANDOM = """//@ compiles
use std::hash::{BuildHasher, RandomState};
fn main() { println!("{}", RandomState::new().hash_one(1)); }
"""


def test_an_output_that_differs_from_run_to_run_is_neither_recorded_nor_kept(
    called: Cli, make_project: MakeProject
) -> None:
    home = make_project({**GREEN, "snippets/moves/random.rs": RANDOM})
    assert "not recorded" in called("check", "--bless", cwd=home).stderr
    assert not (home / "snippets/moves/random.stdout").exists()
    (home / "snippets/moves/random.stdout").write_text("1\n")
    for _ in range(2):
        done = called("check", cwd=home)
        assert done.returncode == 1
        assert "random: expected it to run, but its output differs from run to run" in done.stdout
        assert "sort what a HashMap gives" in done.stdout


def test_bless_runs_a_program_twice(called: Cli, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one whose text names nothing that varies."""
    monkeypatch.setattr("borrowproof.judging.variation._NAMES", frozenset({"nothing"}))
    home = make_project({**GREEN, "snippets/moves/random.rs": RANDOM})
    done = called("check", "--bless", cwd=home)
    assert "snippets/moves/random.rs:1: not recorded: run again, it printed something else" in done.stderr
    assert not (home / "snippets/moves/random.stdout").exists()


def test_bless_never_hides_a_mismatch(called: Cli, make_project: MakeProject) -> None:
    broken = {"snippets/moves/exits.rs": '//@ compiles\nfn main() { println!("x"); std::process::exit(2) }\n'}
    home = make_project({**RED, **broken})
    before = {p: p.read_bytes() for p in home.rglob("*.rs")}
    done = called("check", "--bless", cwd=home)
    assert done.returncode == 1
    assert {p: p.read_bytes() for p in home.rglob("*.rs")} == before
    assert not (home / "snippets/moves/exits.stdout").exists()


# Reports


def test_the_json_report(called: Cli, make_project: MakeProject) -> None:
    done = called("check", "--format", "json", cwd=make_project(RED))
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["schema"] == 4
    assert report["toolchain"].keys() == {"release", "host", "fingerprint", "remote"}
    summary = report["summary"]
    assert {k: summary[k] for k in ("matched", "mismatched", "not_checked", "problems", "cached")} == {
        "matched": 2,
        "mismatched": 1,
        "not_checked": 1,
        "problems": 0,
        "cached": 0,
    }
    assert summary["seconds"] > 0
    by_id = {s["id"]: s for s in report["snippets"]}
    promised = {
        *("id", "file", "line", "expectation", "verdict", "codes"),
        *("diagnostics", "stdout", "exit", "seconds", "cached"),
    }
    assert all(promised <= s.keys() for s in by_id.values())
    moved = by_id["snippets/moves/moved.rs"]
    assert (moved["file"], moved["line"], moved["verdict"]) == ("snippets/moves/moved.rs", 1, "mismatched")
    assert (moved["codes"], moved["expectation"]["codes"], moved["exit"]) == (["E0382"], ["E0499"], None)
    assert "borrow of moved value" in moved["diagnostics"][0]["message"]
    hello = by_id["snippets/moves/hello.rs"]
    assert (hello["verdict"], hello["stdout"], hello["exit"]) == ("matched", "hello\n", 0)
    assert by_id["snippets/loops/endless.rs"]["verdict"] == "not checked"


def test_the_report_can_go_to_a_file(cli: Cli, make_project: MakeProject) -> None:
    home = make_project(RED)
    done = cli("check", "--format", "json", "--output", "report.json", cwd=home)
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads((home / "report.json").read_text())["summary"]["mismatched"] == 1
    assert "1 mismatched" in done.stderr


def test_the_github_report_and_its_step_summary(called: Cli, make_project: MakeProject, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    typo = {"snippets/moves/typo.rs": f"//@ compile\n{HELLO}"}
    home = make_project({**RED, **typo})
    done = called("check", "--format", "github", cwd=home, env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("::error file=snippets/moves/typo.rs,line=1,title=Annotation::unknown directive")
    assert lines[1].startswith(
        "::error file=snippets/moves/moved.rs,line=5,title=expected error E0499%2C but rustc says E0382::"
    )
    assert "%0A  fix       " in lines[1]
    assert lines[2].startswith("::warning file=snippets/loops/endless.rs,line=1,title=Not checked::")
    assert re.match(r"4 snippets: 2 matched, 1 mismatched", lines[3])
    written = summary.read_text()
    assert written.startswith("before\n## Borrowproof\n")
    assert "<details><summary><code>snippets/moves/moved.rs:1: expected error E0499" in written
    assert "error[E0382]" in written


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1"}, False),
    ],
)
def test_colours(called: Cli, make_project: MakeProject, variables: dict[str, str], coloured: bool) -> None:
    done = called("check", cwd=make_project(RED), env=variables)
    assert ("\x1b[" in done.stdout) is coloured


def test_colours_and_progress_go_to_a_terminal(make_project: MakeProject) -> None:
    import pty

    home = make_project({"pyproject.toml": STRICT, "docs/a.md": _many("std::thread::sleep_ms(400);", 6)})
    master, slave = pty.openpty()
    argv = [sys.executable, "-m", "borrowproof.cli.main", "check", "--jobs", "1"]
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    with subprocess.Popen(argv, cwd=home, stdout=slave, stderr=slave, env=env) as process:
        os.close(slave)
        seen = b""
        while process.poll() is None or seen[-1:] != b"\n":
            try:
                seen += os.read(master, 65536)
            except OSError:
                break
    os.close(master)
    assert b"of 6 snippets judged" in seen
    assert b"\x1b[" in seen


def _many(body: str, count: int) -> str:
    return "".join(f"```rust\n#![allow(deprecated)]\n{body}\nlet _ = {n};\n```\n\n" for n in range(count))


def test_toolchain(cli: Cli, make_project: MakeProject, rustc: Rustc) -> None:
    home = make_project(GREEN)
    done = cli("toolchain", cwd=home)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        f"{rustc.toolchain.name} for {rustc.toolchain.host}",
        f"  {rustc.path}",
        "it judges by NLL, the borrow checker of 2018; `//@ polonius` asks for the next one",
        f"outcomes are kept in {home / '.cache' / 'borrowproof'}",
    ]
    assert lines[4:]


def test_version_and_help_speak(cli: Cli, tmp_path: Path) -> None:
    done = cli("check", "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "exit status:" in done.stdout


# Kept outcomes


def counts(done: subprocess.CompletedProcess[str]) -> tuple[int, int]:
    summary = json.loads(done.stdout)["summary"]
    return summary["matched"], summary["cached"]


def test_a_second_run_takes_kept_outcomes_and_no_cache_does_not(cli: Cli, make_project: MakeProject) -> None:
    home = make_project(GREEN)
    assert counts(cli("check", "--format", "json", cwd=home)) == (3, 0)
    assert counts(cli("check", "--format", "json", cwd=home)) == (3, 3)
    assert counts(cli("check", "--format", "json", "--no-cache", cwd=home)) == (3, 0)
    shutil.rmtree(home / ".cache")
    assert counts(cli("check", "--format", "json", "--no-cache", cwd=home)) == (3, 0)
    assert not (home / ".cache").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b"\x00\xff", b'{"key": 1}'])
def test_a_damaged_store_is_rebuilt_never_believed(called: Cli, make_project: MakeProject, damage: bytes) -> None:
    home = make_project(GREEN)
    called("check", cwd=home)
    entries = [p for p in (home / ".cache").rglob("*") if p.is_file() and p.suffix == ".json"]
    assert len(entries) >= 3
    for entry in entries:
        entry.write_bytes(damage)
    assert counts(called("check", "--format", "json", cwd=home)) == (3, 0)
    assert counts(called("check", "--format", "json", cwd=home)) == (3, 3)


def test_an_outcome_turned_by_hand_is_not_believed(called: Cli, make_project: MakeProject) -> None:
    home = make_project(GREEN)
    called("check", cwd=home)
    turned = 0
    for entry in (home / ".cache").rglob("*.json"):
        text = entry.read_text(encoding="utf-8")
        entry.write_text(text.replace("E0382", "E0499"), encoding="utf-8")
        turned += "E0382" in text
    assert turned >= 1
    done = called("check", "--format", "json", cwd=home)
    assert done.returncode == 0
    assert counts(done)[0] == 3


def test_a_store_that_cannot_be_written_is_a_warning(cli: Cli, make_project: MakeProject) -> None:
    home = make_project({**GREEN, ".cache": "a file where a folder should be"})
    done = cli("check", cwd=home)
    assert done.returncode == 0
    assert "warning: cannot" in done.stdout


def test_two_runs_at_once_share_the_store(make_project: MakeProject) -> None:
    home = make_project(GREEN)
    argv = [sys.executable, "-m", "borrowproof.cli.main", "check", "--format", "json"]
    runs = [subprocess.Popen(argv, cwd=home, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    reports = [json.loads(run.communicate()[0]) for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert [r["summary"]["matched"] for r in reports] == [3, 3, 3]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds survivors through /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_no_process_and_a_usable_store(
    cli: Cli, make_project: MakeProject, sent: signal.Signals
) -> None:
    sleeps = "//@ compiles\nfn main() { std::thread::sleep(std::time::Duration::from_secs(600)); }\n"
    home = make_project({**GREEN, "snippets/slow/a.rs": sleeps, "snippets/slow/b.rs": sleeps + "// b\n"})
    temporary = home.parent / f"interrupted-{os.getpid()}-{sent}"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "borrowproof.cli.main", "check"],
        cwd=home,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(lambda: _programs(process.pid) != [])
        process.send_signal(sent)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 128 + sent
    assert "Traceback" not in said
    _wait(lambda: list(temporary.iterdir()) == [])  # its launcher sees to that; see e2e/process/test_left_behind.py
    only = ("--only", "moves/*", "--only", "docs/page.md")
    done = cli("check", "--format", "json", *only, cwd=home)
    assert (done.returncode, counts(done)[0]) == (0, 3)


def _programs(of: int) -> list[int]:
    """The judged programs that run beneath a process."""
    return [pid for pid in procfs.descendants(of) if procfs.name(pid) == "program"]


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline, "it did not come about in a minute"
        time.sleep(0.02)


# Anyone's Markdown


LIES = """# A chapter

```rust,compile_fail,E0499
let mut v = vec![1];
let first = &v[0];
v.push(2);
println!("{first}");
```

```rust,compile_fail,E0382
let a = 1;
let b = a;
println!("{a}{b}");
```

```rust,compile_fail,E0502
let mut v = vec![1];
let first = &v[0];
v.push(2);
println!("{first}");
```

```rust
fn main() { panic!("really") }
```

```rust,should_panic
fn main() {}
```

```rust,no_run
# fn helper() -> u8 { 1 }
helper();
loop {}
```

```rust,ignore
this is not Rust
```

```
let plain = "a fence without any word is Rust, as in rustdoc";
```

```toml
[package]
```
"""


def test_anyones_markdown_is_judged_without_configuration(cli: Cli, make_project: MakeProject) -> None:
    home = make_project({"book/ch01.md": LIES, "book/images/note.txt": "```rust\n"})
    done = cli("check", "--format", "json", "book", cwd=home)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert {s["line"]: s["verdict"] for s in report["snippets"]} == {
        3: "mismatched",  # E0499 is claimed, E0502 is true
        10: "mismatched",  # integers are Copy: it compiles
        16: "matched",
        23: "mismatched",
        27: "mismatched",
        31: "matched",
        37: "not checked",
        41: "matched",
    }
    assert not (home / ".cache").exists()
    text = cli("check", "book", cwd=home).stdout
    assert "book/ch01.md:3: expected error E0499, but rustc says E0502" in text
    assert "change E0499 to E0502 on line 3" in text
    assert "book/ch01.md:10: expected error E0382, but it compiled" in text


def test_a_book_written_for_an_older_edition_is_judged_by_it(called: Cli, make_project: MakeProject) -> None:
    page = '```rust\nlet async = 1;\nprintln!("{async}");\n```\n'
    done = called("check", "--format", "json", ".", cwd=make_project({"a.md": page}))
    [snippet] = json.loads(done.stdout)["snippets"]
    assert (snippet["verdict"], snippet["edition"]) == ("matched", "2015")


def test_a_file_that_is_not_utf8_is_named(called: Cli, make_project: MakeProject) -> None:
    home = make_project({**GREEN, "docs/latin.md": "# Caf\n\nCaf\xe9\n".encode("latin-1")})
    done = called("check", cwd=home)
    assert done.returncode == 1
    assert "docs/latin.md:3: not UTF-8" in done.stdout
    assert "3 matched" in done.stdout


def test_recorded_output_that_is_not_utf8_is_named(called: Cli, make_project: MakeProject) -> None:
    done = called("check", cwd=make_project({**GREEN, "snippets/moves/hello.stdout": b"caf\xe9\n"}))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "snippets/moves/hello.stdout:1: not UTF-8" in done.stdout


def test_recorded_line_ends_are_part_of_the_output(called: Cli, make_project: MakeProject) -> None:
    prints = '//@ compiles\nfn main() { print!("a\\r\\nb\\n"); }\n'
    home = make_project({"pyproject.toml": STRICT, "snippets/a/a.rs": prints, "snippets/a/a.stdout": "a\nb\n"})
    assert called("check", cwd=home).returncode == 1
    assert called("check", "--bless", cwd=home).returncode == 0
    assert (home / "snippets/a/a.stdout").read_bytes() == b"a\r\nb\n"
    assert called("check", cwd=home).returncode == 0


@pytest.mark.parametrize(("program", "status"), [("fn main() {}", 0), ("fn main() { let x = ; }", 1)])
def test_a_closed_output_takes_nothing_from_the_exit_status(
    program: str, status: int, make_project: MakeProject, surroundings: dict[str, str | None]
) -> None:
    home = make_project({"a.rs": f"//@ compiles\n{program}\n"})
    argv = [sys.executable, "-m", "borrowproof.cli.main", "check", "a.rs"]
    env = {**os.environ, **{name: value for name, value in surroundings.items() if value is not None}}
    closed = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *argv]
    assert subprocess.run(closed, cwd=home, env=env, check=False, timeout=120).returncode == status


def test_output_is_recorded_within_documentation(cli: Cli, make_project: MakeProject) -> None:
    source = (
        '/// ```\n/// println!("one\\n\\ntwo");\n/// ```\n///\n/// ```text {.stdout}\n/// three\n/// ```\n'
        'fn f() {\n    //! ```\n    //! println!("four");\n    //! ```\n    //! ```text {.stdout}\n    //! ```\n}\n'
        '#[doc = "```\\nprintln!(\\"five\\");\\n```\\n```text {.stdout}\\nsix\\n```"]\nfn g() {}\n'
        '/// ```\n/// println!("seven");\n/// ```\nfn h() {}\n'
    )
    home = make_project({"src/lib.rs": source, "Cargo.toml": '[package]\nname = "a"\nedition = "2021"\n'})
    done = cli("check", "src", "--bless", cwd=home)
    assert done.returncode == 1, done.stdout  # what an attribute holds is left alone
    recorded = source.replace("/// three\n", "/// one\n///\n/// two\n").replace(
        "text {.stdout}\n    //! ```", "text {.stdout}\n    //! four\n    //! ```"
    )
    assert (home / "src/lib.rs").read_text() == recorded
    assert sorted(path.name for path in (home / "src").iterdir()) == ["lib.rs"]
