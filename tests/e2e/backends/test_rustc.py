"""The local backend on real programs and real compilers: what rustc says is what is recorded, line by line."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from borrowproof import pipeline
from borrowproof.backends import Answer
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc, ToolchainError, find
from borrowproof.judging.messages import primary_lines
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.pipeline import Options
from borrowproof.process import sandbox
from borrowproof.process.sandbox import Sandbox

MIB = 1024 * 1024
STRICT = '[tool.borrowproof]\nstrict = true\nedition = "2024"\nunrepaired = ["*"]\n'
MOVED = 'let s = String::new();\n    drop(s);\n    println!("{s}");'

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
Judge = Callable[..., Answer]
Verify = Callable[..., list[Evidence]]


@pytest.fixture
def judge(rustc: Rustc) -> Judge:
    """The answer to one job."""

    def ask(code: str, goal: Goal = Goal.RUN, edition: Edition = Edition.E2024, **rest: object) -> Answer:
        backend = LocalBackend(rustc, 2, **rest)  # type: ignore[arg-type]  # names and values, passed on
        [(_, answer)] = backend.judge([Job(code, edition, goal)])
        return answer

    return ask


@pytest.fixture
def verify(make_project: MakeProject) -> Verify:
    """The evidence on everything in a project of these files, in order; annotations must be sound."""

    def run(files: Mapping[str, str | bytes], toolchain: str | None = None, strict: bool = True) -> list[Evidence]:
        home = make_project({**files, **({"pyproject.toml": STRICT} if strict else {})})
        found = pipeline.verify([home], home, Options(toolchain=toolchain, use_cache=False))
        assert found.problems == ()
        return list(found.evidence)

    return run


def outcome(answer: Answer | None) -> Outcome:
    assert isinstance(answer, Outcome), answer
    return answer


def obstacle(answer: Answer) -> NotChecked:
    assert isinstance(answer, NotChecked), answer
    return answer


def differences(evidence: Evidence) -> list[Mismatch]:
    return [d.what for d in evidence.verdict.differences]


def main(body: str) -> str:
    return f"fn main() {{\n    {body}\n}}\n"


# What rustc says


def test_the_set_of_codes_is_exact(verify: Verify) -> None:
    two = main("let x: u8 = 1u16;\n    y;")
    found = verify(
        {
            "snippets/a/exact.rs": f"//@ error E0308 E0425\n{two}",
            "snippets/a/extra.rs": f"//@ error E0308\n{two}",
            "snippets/a/missing.rs": f"//@ error E0308 E0425 E0382\n{two}",
            "snippets/a/none.rs": f"//@ error E0382\n{main('')}",
        }
    )
    assert [(e.snippet.label, differences(e)) for e in found] == [
        ("exact", []),
        ("extra", [Mismatch.EXTRA_CODE]),
        ("missing", [Mismatch.MISSING_CODE]),
        ("none", [Mismatch.COMPILED]),
    ]
    assert outcome(found[0].outcome).codes == {"E0308", "E0425"}


def test_every_error_has_its_line_and_pins_hold_them(verify: Verify) -> None:
    code = main(
        "let a = vec![1];\n    drop(a);\n    drop(a); {pin}\n    let b = vec![1];\n    drop(b);\n    drop(b); {pin}"
    )
    [off, pinned] = verify(
        {
            "snippets/a/pinned.rs": "//@ error E0382\n" + code.replace("{pin}", "//~ E0382"),
            "snippets/a/off.rs": "//@ error E0382\n" + code.replace("{pin}", "//~^ E0382"),
        }
    )
    assert pinned.verdict.status is Status.MATCHED
    errors = outcome(pinned.outcome).errors
    written = [pinned.snippet.lines[min(primary_lines(e)) - 1] for e in errors]
    assert [origin.line for origin in written if origin is not None] == [5, 8]
    assert sorted(differences(off)) == sorted([Mismatch.PIN_UNMET] * 2 + [Mismatch.UNPINNED] * 2)


LIVE_LONG = "fn pick<'a, 'b>(x: &'a str, y: &'b str) -> &'a str {\n    y {pin}\n}\nfn main() {}\n"


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        ("//~ ERROR lifetime may not live long enough", []),
        ("//~ ERROR live long", []),
        ("//~ ERROR live longer", [Mismatch.PIN_UNMET, Mismatch.UNPINNED]),
    ],
)
def test_an_error_without_a_code_is_held_by_its_text(verify: Verify, pin: str, expected: list[Mismatch]) -> None:
    [found] = verify({"snippets/a/a.rs": "//@ error\n" + LIVE_LONG.replace("{pin}", pin)})
    assert outcome(found.outcome).codes == frozenset()
    assert differences(found) == expected


def test_an_error_without_a_code_beside_a_named_one_is_extra(verify: Verify) -> None:
    [found] = verify({"snippets/a/a.rs": "//@ error E0382\n" + LIVE_LONG.replace("{pin}", "")})
    assert set(differences(found)) == {Mismatch.MISSING_CODE, Mismatch.EXTRA_CODELESS}


def test_a_denied_lint_is_an_error_by_its_name(verify: Verify) -> None:
    overflow = main("let x: u8 = 255 + 1;{pin}\n    let _ = x;")
    [found, bare] = verify(
        {
            "snippets/a/a.rs": "//@ error\n" + overflow.replace("{pin}", " //~ ERROR arithmetic_overflow"),
            "snippets/a/b.rs": "//@ compiles no_run\n" + overflow.replace("{pin}", ""),
        }
    )
    assert differences(found) == []
    assert differences(bare) == [Mismatch.REJECTED]


def test_warnings_are_seen_pinned_and_unexpected(verify: Verify) -> None:
    dropped = main("let x = &1;\n    drop(x);{pin}")
    [off, pinned, silent, unused] = verify(
        {
            "snippets/a/off.rs": "//@ compiles\n" + dropped.replace("{pin}", " //~^ WARN dropping_references"),
            "snippets/a/pinned.rs": "//@ compiles\n" + dropped.replace("{pin}", " //~ WARN dropping_references"),
            "snippets/a/silent.rs": "//@ compiles\n" + dropped.replace("{pin}", ""),
            "snippets/a/unused.rs": "//@ compiles\n" + main("let unused = 1;"),
        }
    )
    assert differences(pinned) == []
    assert differences(silent) == [Mismatch.UNEXPECTED_WARNING]
    assert differences(off) == [Mismatch.PIN_UNMET, Mismatch.UNEXPECTED_WARNING]
    assert differences(unused) == []


def test_a_pinned_lint_is_on_although_its_group_is_allowed(verify: Verify) -> None:
    [found] = verify({"snippets/a/a.rs": "//@ compiles\n" + main("let x = 1; //~ WARN unused_variables")})
    assert differences(found) == []


def test_warnings_do_not_count_where_nothing_is_configured(verify: Verify) -> None:
    page = f"```rust\n{main('let x = &1; drop(x);')}```\n"
    [found] = verify({"a.md": page}, strict=False)
    assert differences(found) == []


# What the program does


@pytest.mark.parametrize(
    ("body", "status", "stdout", "panicked"),
    [
        ('println!("one\\ntwo"); print!("end");', 0, "one\ntwo\nend", False),
        ('print!("é → \\u{1F980}\\r\\n");', 0, "é → 🦀\r\n", False),
        ('println!("x"); std::process::exit(3);', 3, "x\n", False),
        ('panic!("on purpose");', 101, "", True),
        ('let v: Vec<u8> = vec![]; let i = v.len(); println!("{}", v[i]);', 101, "", True),
        ("std::process::exit(101);", 101, "", False),
        ("std::process::abort();", -6, "", False),
        ('let t = std::thread::spawn(|| panic!("elsewhere")); let _ = t.join();', 0, "", False),
    ],
)
def test_a_run_is_recorded_as_it_ended(judge: Judge, body: str, status: int, stdout: str, panicked: bool) -> None:
    found = outcome(judge(main(body)))
    assert (found.compiled, found.exit, found.stdout, found.panicked) == (True, status, stdout, panicked)


def test_a_main_that_returns_an_error_did_not_run_to_its_end(verify: Verify) -> None:
    code = 'fn main() -> Result<(), String> {\n    Err("no luck".into())\n}\n'
    [panics, runs] = verify(
        {"snippets/a/panics.rs": f"//@ panics\n{code}", "snippets/a/runs.rs": f"//@ compiles\n{code}"}
    )
    assert outcome(runs.outcome).exit == 1
    assert "no luck" in outcome(runs.outcome).stderr
    assert differences(runs) == differences(panics) == [Mismatch.EXIT]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('panic!("x");', []),
        ("", [Mismatch.NO_PANIC]),
        ("std::process::exit(101);", [Mismatch.EXIT]),
        ("std::process::abort();", [Mismatch.EXIT]),
        ('eprintln!("thread panicked at noon"); std::process::exit(1);', [Mismatch.EXIT]),
    ],
)
def test_only_a_panic_is_a_panic(verify: Verify, body: str, expected: list[Mismatch]) -> None:
    [found] = verify({"snippets/a/a.rs": f"//@ panics\n{main(body)}"})
    assert differences(found) == expected


def test_a_panic_names_the_file_and_line_that_a_reader_sees(judge: Judge) -> None:
    assert "src/main.rs:2:5" in outcome(judge(main('panic!("x");'))).stderr


def test_a_program_has_no_input_no_arguments_and_an_empty_folder(judge: Judge) -> None:
    body = """
    let mut s = String::new();
    let n = std::io::stdin().read_line(&mut s).unwrap();
    let files = std::fs::read_dir(".").unwrap().count();
    println!("{n} {} {files} {:?}", std::env::args().len(), std::env::var("CARGO_MANIFEST_DIR").ok());"""
    assert outcome(judge(main(body))).stdout == "0 1 0 None\n"


# Editions and toolchains

BY_EDITION = {
    "the 2015 path": ("mod a { pub fn f() {} }\nfn main() { ::a::f(); }\n", {Edition.E2015}),
    "async is a name": ("fn main() { let async = 1; let _ = async; }\n", {Edition.E2015}),
    "array into_iter by value": (
        "fn main() { for x in [1u8].into_iter() { let _: u8 = x; } }\n",
        {Edition.E2021, Edition.E2024},
    ),
    "disjoint capture": (
        "fn main() { let p = (String::new(), String::new());\n let c = || drop(p.0); drop(p.1); c(); }\n",
        {Edition.E2021, Edition.E2024},
    ),
    "gen is a name": (
        "fn main() { let gen = 1; let _ = gen; }\n",
        {Edition.E2015, Edition.E2018, Edition.E2021},
    ),
    "temporaries of the tail die first": (
        "use std::cell::RefCell;\nfn f() -> usize { let c = RefCell::new(1);\n *c.borrow() }\nfn main() { f(); }\n",
        {Edition.E2024},
    ),
}


@pytest.mark.parametrize("name", BY_EDITION)
def test_the_edition_decides(judge: Judge, name: str) -> None:
    code, compiles_in = BY_EDITION[name]
    assert {e for e in Edition if outcome(judge(code, edition=e)).compiled} == compiles_in


def test_an_edition_written_on_a_snippet_is_the_one_it_is_judged_by(verify: Verify) -> None:
    code = "fn main() { let gen = 1; let _ = gen; }\n"
    found = verify(
        {
            "snippets/a/new.rs": f"//@ compiles\n{code}",
            "snippets/a/old.rs": f"//@ compiles\n//@ edition 2021\n{code}",
            "docs/page.md": f"```rust,edition2018\n{code}```\n",
        }
    )
    editions = {e.snippet.id: (outcome(e.outcome).edition, e.verdict.status) for e in found}
    assert editions == {
        "docs/page.md:1": (Edition.E2018, Status.MATCHED),
        "snippets/a/new.rs": (Edition.E2024, Status.MISMATCHED),
        "snippets/a/old.rs": (Edition.E2021, Status.MATCHED),
    }


@pytest.fixture(scope="session")
def nightly(root: Path) -> Rustc:
    try:
        return find("nightly", root)
    except ToolchainError as error:
        pytest.skip(f"needs a nightly toolchain: {error}")


FEATURE = "#![feature(never_type)]\nfn main() { let f: fn() -> ! = || std::process::exit(0); f() }\n"


def test_a_feature_needs_nightly_and_runs_there(verify: Verify, nightly: Rustc) -> None:
    files = {"snippets/a/a.rs": f"//@ compiles\n{FEATURE}"}
    [stable] = verify(files)
    assert stable.verdict.not_checked is not None
    assert stable.verdict.not_checked.cause is Cause.NEEDS_NIGHTLY
    [found] = verify(files, toolchain="nightly")
    assert found.verdict.status is Status.MATCHED
    assert found.toolchain == nightly.toolchain


def test_a_feature_on_stable_can_be_what_is_expected(verify: Verify) -> None:
    [found] = verify({"snippets/a/a.rs": f"//@ error E0554\n{FEATURE}"})
    assert found.verdict.status is Status.MATCHED


def test_a_compiler_can_be_named_by_its_path(verify: Verify, rustc: Rustc) -> None:
    [found] = verify({"snippets/a/a.rs": f"//@ compiles\n{main('')}"}, toolchain=str(rustc.path))
    assert found.toolchain == rustc.toolchain


# Errors that come late, or from a macro

LATE = """struct Fits<const N: usize>;
impl<const N: usize> Fits<N> {
    const CHECK: () = assert!(N < 8);
}
fn check<const N: usize>() {
    let () = Fits::<N>::CHECK;
}
fn main() {
    check::<9>();
}
"""


@pytest.mark.parametrize("annotation", ["compiles", "compiles no_run"])
def test_an_error_found_by_code_generation_is_not_missed(verify: Verify, annotation: str) -> None:
    [found] = verify({"snippets/a/a.rs": f"//@ {annotation}\n{LATE}"})
    assert differences(found) == [Mismatch.REJECTED]
    assert outcome(found.outcome).codes == {"E0080"}


def test_an_error_found_by_code_generation_can_be_expected(verify: Verify) -> None:
    [found] = verify({"snippets/a/a.rs": "//@ error E0080\n" + LATE.replace("8);", "8); //~ E0080")})
    assert differences(found) == []


def test_an_error_inside_println_is_on_the_readers_line(verify: Verify) -> None:
    code = "struct P;\n" + main('println!(\n        "{} {}",\n        1,\n        P, //~ E0277\n    );')
    [found] = verify({"snippets/a/a.rs": f"//@ error E0277\n{code}"})
    assert differences(found) == []


def test_an_error_in_a_macro_of_std_is_where_the_macro_is_called(verify: Verify) -> None:
    code = main('let v = vec![String::new()];\n    drop(v);\n    assert_eq!(v, [""]); //~ E0382')
    [found] = verify({"snippets/a/a.rs": f"//@ error E0382\n{code}"})
    assert differences(found) == []


def test_an_error_in_a_macro_of_the_user_is_in_its_definition(verify: Verify) -> None:
    code = "macro_rules! twice {\n    ($e:expr) => {\n        $e + true //~ E0277\n    };\n}\n" + main("twice!(1);")
    [found] = verify({"snippets/a/a.rs": f"//@ error E0277\n{code}"})
    assert differences(found) == []


# What is not a judgement

SHORT = sandbox.Limits(wall=120.0, cpu=1, memory=8192 * MIB, output=16 * MIB, processes=256, file_size=512 * MIB)
FOREVER = """#![allow(long_running_const_eval)]
const N: u64 = { let mut n = 0u64; loop { n = n.wrapping_add(1); if n == u64::MAX { break } } n };
"""


def test_a_const_evaluation_that_never_ends_is_not_checked(judge: Judge) -> None:
    answer = obstacle(judge(FOREVER + main('println!("{N}");'), compiling=SHORT))
    assert (answer.cause, answer.detail) == (Cause.TIMEOUT, "rustc was stopped after 1 s of processor time")


def test_a_const_evaluation_that_rustc_gives_up_is_an_error(judge: Judge) -> None:
    forever = FOREVER.partition("\n")[2]
    found = outcome(judge(forever + main('println!("{N}");'), Goal.REJECT))
    assert {e.code for e in found.errors} == {"long_running_const_eval"}


def test_a_program_that_never_ends_is_not_checked(judge: Judge) -> None:
    running = sandbox.Limits(wall=0.5, cpu=5, memory=1024 * MIB, output=MIB, processes=64, file_size=16 * MIB)
    answer = obstacle(judge(main("loop { std::thread::park(); }"), running=running))
    assert (answer.cause, answer.detail) == (Cause.TIMEOUT, "the program was stopped after 0.5 s")


def test_a_program_that_prints_for_ever_is_not_checked(judge: Judge) -> None:
    answer = obstacle(judge(main('loop { println!("more and more and more"); }')))
    assert answer.cause is Cause.LIMIT
    assert "1 MiB of output" in answer.detail


def fake_rustc(home: Path, rustc: Rustc, script: str) -> Path:
    """A compiler that says who it is as the real one does, and then does what `script` says."""
    path = home / "rustc"
    path.write_text(f'#!/bin/sh\ncase "$1" in -vV|--explain) exec {rustc.path} "$@";; esac\n{script}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    "script",
    [
        "echo 'thread rustc panicked at compiler/rustc_middle' >&2; exit 101",
        "kill -SEGV $$",
        "exit 0",
        "exit 1",
        "echo 'not JSON' >&2; exit 1",
        'echo \'{"level":"error"\' >&2; exit 1',
        "echo '[]' >&2; exit 0",
        "exit 254",
    ],
)
def test_a_compiler_that_misbehaves_gives_no_verdict(verify: Verify, tmp_path: Path, rustc: Rustc, script: str) -> None:
    broken = fake_rustc(tmp_path, rustc, script)
    files = {
        "snippets/a/error.rs": f"//@ error E0382\n{main(MOVED)}",
        "snippets/a/runs.rs": f"//@ compiles\n{main('')}",
    }
    [rejects, runs] = verify(files, toolchain=str(broken))
    assert runs.verdict.not_checked is not None
    assert rejects.verdict.not_checked is not None
    assert {e.verdict.not_checked.cause for e in (rejects, runs) if e.verdict.not_checked} == {Cause.COMPILER_CRASHED}


def test_an_internal_compiler_error_is_no_rejection(verify: Verify, tmp_path: Path, rustc: Rustc) -> None:
    said: dict[str, object] = {
        "$message_type": "diagnostic",
        "message": "it broke",
        "code": None,
        "level": "error: internal compiler error",
        "spans": [],
        "children": [],
        "rendered": "error: internal compiler error: it broke",
    }
    broken = fake_rustc(tmp_path, rustc, f"echo '{json.dumps(said)}' >&2; exit 101")
    [found] = verify({"a.md": "```rust,compile_fail\nlet x = 1;\n```\n"}, toolchain=str(broken), strict=False)
    assert found.verdict.not_checked is not None
    assert found.verdict.not_checked.cause is Cause.COMPILER_CRASHED
    assert "it broke" in found.verdict.not_checked.detail


def test_a_missing_linker_is_no_verdict(
    verify: Verify, rustc: Rustc, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    found = verify(
        {
            "snippets/a/error.rs": f"//@ error E0382\n{main(MOVED)}",
            "snippets/a/panics.rs": f"//@ panics\n{main('panic!();')}",
            "snippets/a/runs.rs": f"//@ compiles\n{main('')}",
        },
        toolchain=str(rustc.path),
    )
    causes = {e.snippet.label: e.verdict.not_checked and e.verdict.not_checked.cause for e in found}
    assert causes == {"error": None, "panics": Cause.INFRASTRUCTURE, "runs": Cause.INFRASTRUCTURE}
    assert found[0].verdict.status is Status.MATCHED


def test_flags_of_the_surroundings_change_nothing(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSTFLAGS", "-Dwarnings --cfg surprising")
    monkeypatch.setenv("RUSTC_WRAPPER", "/bin/false")
    monkeypatch.setenv("RUST_BACKTRACE", "full")
    monkeypatch.setenv("RUSTC_LOG", "debug")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    found = outcome(judge(main('println!("{}", cfg!(surprising)); panic!("x");')))
    assert found.stdout == "false\n"
    assert "stack backtrace" not in found.stderr


def test_what_a_program_reads_while_it_is_compiled_is_not_kept(make_project: MakeProject, tmp_path: Path) -> None:
    read = tmp_path / "read.txt"
    read.write_text("first")
    home = make_project(
        {
            "pyproject.toml": STRICT,
            "snippets/a/a.rs": "//@ compiles\n" + main(f'print!("{{}}", include_str!("{read}"));'),
            "snippets/a/b.rs": f"//@ compiles\n{main('')}",
        }
    )
    uncontained = Options(sandbox=Sandbox.NONE)  # contained, it would not find the file
    for text, cached in (("first", [False, False]), ("second", [False, True])):
        read.write_text(text)
        found = pipeline.verify([home], home, uncontained).evidence
        assert outcome(found[0].outcome).stdout == text
        assert [e.cached for e in found] == cached


# Lines and columns


def place(evidence: Evidence) -> tuple[str, int]:
    """The line that a person edits, and the column in rustc's terms, of the only error."""
    [error] = outcome(evidence.outcome).errors
    [span] = [s for s in error.spans if s.primary]
    origin = evidence.snippet.lines[span.line_start - 1]
    assert origin is not None
    return f"{origin.file}:{origin.line}", origin.column - 1 + span.column_start


PLACES: dict[str, tuple[str | bytes, tuple[str, int]]] = {
    "plain": ("```rust,compile_fail,E0425\nfn main() {\n    x;\n}\n```\n", ("docs/a.md:3", 5)),
    "not ASCII": (
        '# Ü\n\n```rust,compile_fail,E0425\nfn main() {\n    let _é = "→🦀"; x;\n}\n```\n',
        ("docs/a.md:5", 20),
    ),
    "tabs": ("```rust,compile_fail,E0425\nfn main() {\n\t\tx;\n}\n```\n", ("docs/a.md:3", 3)),
    "CRLF": (b"\r\n```rust,compile_fail,E0425\r\nfn main() {\r\n    x;\r\n}\r\n```\r\n", ("docs/a.md:4", 5)),
    "byte order mark": (b"\xef\xbb\xbf```rust,compile_fail,E0425\nfn main() {\n    x;\n}\n```\n", ("docs/a.md:3", 5)),
    "wrapped in a main": ("Text\n\n```rust,compile_fail,E0425\nlet a = 1;\n\na + x;\n```\n", ("docs/a.md:6", 5)),
    "hidden lines": (
        "```rust,compile_fail,E0425\n# fn main() {\n# let a = 1;\n# a + x;\na;\n# }\n```\n",
        ("docs/a.md:4", 7),
    ),
    "hash of Rust": (
        "```rust,compile_fail,E0425\n##[derive(Clone)]\nstruct S;\n# fn main() { x; }\n```\n",
        ("docs/a.md:4", 15),
    ),
    "indented in a list": ("- item\n\n    ```rust,compile_fail,E0425\n    x;\n    ```\n", ("docs/a.md:4", 5)),
    "indented in an admonition": (
        "!!! note\n    ```rust,compile_fail,E0425\n    let y = 1;\n\n    x + y;\n    ```\n",
        ("docs/a.md:5", 5),
    ),
    "quoted": ("> ```rust,compile_fail,E0425\n> x;\n> ```\n", ("docs/a.md:2", 3)),
}


@pytest.mark.parametrize("name", PLACES)
def test_an_error_in_a_fence_is_on_the_line_and_column_that_was_written(verify: Verify, name: str) -> None:
    page, expected = PLACES[name]
    [found] = verify({"docs/a.md": page})
    assert place(found) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_error_in_a_file_is_on_its_line(verify: Verify, newline: str) -> None:
    code = newline.join(["//@ error E0425", "", "// é", "fn main() {", "    x; //~ E0425", "}", ""])
    [found] = verify({"snippets/a/a.rs": code.encode()})
    assert place(found) == ("snippets/a/a.rs:5", 5)


def test_a_string_over_crlf_lines_prints_plain_line_ends(verify: Verify) -> None:
    code = '//@ compiles\r\nfn main() {\r\n    println!("a\r\nb");\r\n}\r\n'
    [found] = verify({"snippets/a/a.rs": code.encode(), "snippets/a/a.stdout": "a\nb\n"})
    assert differences(found) == []


def test_an_included_file_keeps_its_own_lines(verify: Verify) -> None:
    shown = '# A page\n\n```rust\n--8<-- "a/a.rs:part"\n```\n'
    code = "//@ error E0425\nfn main() {\n    // --8<-- [start:part]\n    x; //~ E0425\n    // --8<-- [end:part]\n}\n"
    [found] = verify({"docs/a.md": shown, "snippets/a/a.rs": code})
    assert found.verdict.status is Status.MATCHED
    assert place(found) == ("snippets/a/a.rs:4", 5)


def test_who_stops_listening_stops_a_program_that_had_yet_to_start(
    rustc: Rustc, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a program's compilation and its run there is no process to be killed."""
    run, kill_all = sandbox.run, sandbox.kill_all
    first, killed, ended = Event(), Event(), list[str]()

    def held(argv: Sequence[str], **rest: Any) -> sandbox.Completed:
        program = argv[0].endswith("/program")
        if program:
            first.set()
            assert killed.wait(60)
        try:
            done = run(argv, **rest)
        except sandbox.Cancelled:
            ended.append("cancelled")
            raise
        ended.extend(["ran"] if program else [])
        return done

    def noticed() -> None:
        kill_all()
        killed.set()

    monkeypatch.setattr(sandbox, "run", held)
    monkeypatch.setattr(sandbox, "kill_all", noticed)
    jobs = [
        Job("fn main() { nothing }", Edition.E2024, Goal.REJECT),
        Job("fn main() { std::thread::sleep(std::time::Duration::from_secs(600)); }", Edition.E2024, Goal.RUN),
    ]
    answers = LocalBackend(rustc, 2).judge(jobs)
    next(answers)
    assert first.wait(60)
    del answers  # closes it
    assert ended == ["cancelled"]
