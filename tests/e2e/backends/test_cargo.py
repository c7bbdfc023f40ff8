"""Documentation judged from inside a crate that cargo built, beside what `cargo test --doc` itself says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from borrowproof.backends import artifacts
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from tests.conftest import Once
from tests.e2e.conftest import Cli, MakeProject

_TOLD = re.compile(r"^test (\S.*?) - .*?\(line (\d+)\)(?: - .*?)? \.\.\. (ok|FAILED|ignored)", re.MULTILINE)

APP = """//! ```
//! assert_eq!(app::double(app_macros::two!()), 4);
//! ```
#![doc = include_str!("../../README.md")]

/// With what it depends on: ```no fence here```.
/// ```
/// // A dependency under another name, and an older one of the same.
/// assert_eq!((other::version(), older::version()), (2, 1));
/// ```
/// ```
/// // A dev-dependency.
/// helper::assert_small(app::double(1));
/// ```
/// ```
/// // What the build script says: a variable, an option, and a file that it wrote.
/// assert_eq!(env!("MADE_BY"), "build.rs");
/// assert!(cfg!(from_build_script));
/// assert_eq!(include!(concat!(env!("OUT_DIR"), "/answer.rs")), 42);
/// ```
/// ```
/// // A feature of the default.
/// assert!(cfg!(feature = "extra"));
/// app::extra();
/// ```
/// ```
/// assert_eq!(env!("CARGO_PKG_NAME"), "the-app");
/// assert_eq!(std::env::var("CARGO_PKG_VERSION").unwrap(), "0.3.0");
/// ```
/// ```
/// // Edition 2021: `gen` is a name.
/// let gen = app::double(3);
/// assert_eq!(gen, 6);
/// ```
/// ```should_panic
/// assert_eq!(app::double(2), 5);
/// ```
/// ```compile_fail,E0308
/// app::double("two");
/// ```
/// ```
/// assert_eq!(app::double(2), 5);
/// ```
/// ```
/// app::no_such_function();
/// ```
/// ```
/// no_such_function(double);
/// ```
/// ```compile_fail
/// app::double(1);
/// ```
pub fn double(x: i32) -> i32 {
    2 * x
}

#[cfg(feature = "extra")]
pub fn extra() {}

/// ```
/// assert_eq!(app::shared::THREE, 3);
/// ```
pub use shared_lib as shared;
"""
FILES: dict[str, str] = {
    "Cargo.toml": '[workspace]\nmembers = ["app", "app-macros", "shared lib", "bare", "silent"]\n'
    'exclude = ["old", "helper"]\n'
    'resolver = "2"\n'
    '[workspace.package]\nedition = "2021"\n',
    "README.md": '# Read me\n\n```\nassert_eq!(app::double(2), 4);\n```\n\n```\napp::double("");\n```\n',
    "app/Cargo.toml": '[package]\nname = "the-app"\nversion = "0.3.0"\nedition.workspace = true\nbuild = "build.rs"\n'
    '[lib]\nname = "app"\n[features]\ndefault = ["extra"]\nextra = []\nmissing = []\n'
    '[dependencies]\napp-macros = { path = "../app-macros" }\n'
    'shared_lib = { path = "../shared lib", package = "shared" }\n'
    'other = { path = "../old/two", package = "old" }\nolder = { path = "../old/one", package = "old" }\n'
    '[dev-dependencies]\nhelper = { path = "../helper" }\n',
    "app/build.rs": 'fn main() {\n    let out = std::env::var("OUT_DIR").unwrap();\n'
    '    std::fs::write(format!("{out}/answer.rs"), "42").unwrap();\n'
    '    println!("cargo::rustc-env=MADE_BY=build.rs");\n    println!("cargo::rustc-cfg=from_build_script");\n'
    '    println!("cargo::rustc-check-cfg=cfg(from_build_script)");\n'
    '    println!("cargo::rustc-link-search=native={out}");\n}\n',
    "app/src/lib.rs": APP,
    "app/src/bin/tool.rs": "/// ```\n/// never_judged();\n/// ```\nfn main() {}\n",
    "app-macros/Cargo.toml": '[package]\nname = "app-macros"\nversion = "0.1.0"\nedition = "2018"\n'
    "[lib]\nproc-macro = true\n",
    "app-macros/src/lib.rs": "/// ```\n/// assert_eq!(app_macros::two!(), 2);\n/// ```\n"
    "/// ```\n/// // Edition 2018 has no `TryFrom` in its prelude.\n/// u8::try_from(1u16);\n/// ```\n"
    "#[proc_macro]\npub fn two(_: proc_macro::TokenStream) -> proc_macro::TokenStream {\n"
    '    "2".parse().unwrap()\n}\nextern crate proc_macro;\n',
    "shared lib/Cargo.toml": '[package]\nname = "shared"\nversion = "0.1.0"\nedition.workspace = true\n'
    '[lib]\nname = "shared_lib"\ncrate-type = ["rlib", "dylib"]\n',
    "shared lib/src/lib.rs": "/// ```\n/// assert_eq!(shared_lib::THREE, 3);\n/// ```\npub static THREE: i32 = 3;\n",
    "bare/Cargo.toml": '[package]\nname = "bare"\nversion = "0.1.0"\n[lib]\nharness = false\n',
    "bare/src/lib.rs": "#![no_std]\n#![doc(test(no_crate_inject, attr(deny(warnings))))]\n"
    "/// ```\n/// extern crate bare;\n/// bare::nothing();\n/// ```\n/// ```\n/// let unused = 1;\n/// ```\n"
    "/// ```\n/// // Edition 2015, and nobody declares the crate.\n/// bare::nothing();\n/// ```\n"
    "pub fn nothing() {}\n",
    "silent/Cargo.toml": '[package]\nname = "silent"\nversion = "0.1.0"\nedition = "2021"\n[lib]\ndoctest = false\n',
    "silent/src/lib.rs": "/// ```\n/// silent::f();\n/// ```\npub fn f() {}\n",
    "helper/Cargo.toml": '[package]\nname = "helper"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n',
    "helper/src/lib.rs": "pub fn assert_small(x: i32) { assert!(x < 10) }\n",
    "old/one/Cargo.toml": '[package]\nname = "old"\nversion = "1.0.0"\nedition = "2021"\n[workspace]\n',
    "old/one/src/lib.rs": "pub fn version() -> u8 { 1 }\n",
    "old/two/Cargo.toml": '[package]\nname = "old"\nversion = "2.0.0"\nedition = "2021"\n[workspace]\n',
    "old/two/src/lib.rs": "pub fn version() -> u8 { 2 }\n",
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def workspace(shared: Path, once: Once) -> Path:
    """The workspace, in a folder with a space, and what cargo itself says of it (`told.txt`)."""
    place = shared / "a workspace"

    def make() -> str:
        write(place, FILES)
        done = subprocess.run(
            ["cargo", "test", "--doc", "--workspace", "--offline", "--no-fail-fast"],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )
        (place / "told.txt").write_text(done.stdout + done.stderr)
        return str(place)

    return Path(once("cargo-workspace", make))


def report(cli: Cli, place: Path, *arguments: object, env: Mapping[str, str | None] | None = None) -> dict[str, Any]:
    done = cli("check", "--format", "json", *arguments, cwd=place, env=env)
    assert done.returncode in (0, 1, 3), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def verdicts(found: Mapping[str, Any]) -> dict[tuple[str, int], str]:
    return {(s["file"], s["line"]): s["verdict"] for s in found["snippets"]}


@pytest.fixture(scope="session")
def judged(workspace: Path, once: Once, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What we say of the same workspace."""

    def ask() -> dict[str, Any]:
        env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
        paths = ["app/src", "app-macros/src", "shared lib/src", "bare/src", "silent/src"]
        argv = [
            sys.executable,
            "-m",
            "borrowproof.cli.main",
            "check",
            *paths,
            "--format",
            "json",
            "--cargo",
            "--workspace",
            "--offline",
        ]
        done = subprocess.run(argv, cwd=workspace, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    found: dict[str, Any] = once("cargo-judged", ask)
    return found


def test_every_verdict_is_that_of_rustdoc(workspace: Path, judged: dict[str, Any]) -> None:
    told = _TOLD.findall((workspace / "told.txt").read_text())
    theirs = {(name, int(line)): word for name, line, word in told}
    assert len(theirs) == 23, (workspace / "told.txt").read_text()
    # Cargo names files by their paths in the workspace; what `include_str!` brings, rustdoc counts as lines of lib.rs.
    included = {("app/src/lib.rs", 6): ("README.md", 3), ("app/src/lib.rs", 10): ("README.md", 7)}
    words = {"matched": "ok", "mismatched": "FAILED", "not checked": "not checked"}
    ours = {place: words[verdict] for place, verdict in verdicts(judged).items()}
    assert ours == {included.get(place, place): word for place, word in theirs.items()}


def test_what_is_not_of_the_library_is_told(judged: dict[str, Any]) -> None:
    why = "not part of the library that cargo built, so rustdoc reads no documentation there; it was not read"
    assert f"app/src/bin/tool.rs: {why}" in judged["warnings"]


SMALL = {
    "Cargo.toml": '[package]\nname = "small"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n'
    '[lints.rust]\nunexpected_cfgs = "allow"\n',
    "src/lib.rs": "//! ```\n//! assert_eq!(small::number(), 1);\n//! ```\n"
    "//! ```\n//! assert!(small::flagged() && cfg!(of_rustdocflags));\n"
    '//! assert_eq!(env!("OF_CONFIG"), "here");\n//! ```\n'
    '//! ```compile_fail,E0382\n//! small::number() + "";\n//! ```\n'
    "//! ```compile_fail,E0382\n//! let owned = String::new();\n//! drop(owned);\n//! drop(owned);\n//! ```\n"
    "pub fn number() -> u8 {\n    1\n}\npub fn flagged() -> bool {\n    cfg!(of_rustflags)\n}\n",
    "README.md": "```\nassert_eq!(small::number(), 1);\n```\n\n```\nuse unknown_crate::x;\n```\n",
    ".cargo/config.toml": '[env]\nOF_CONFIG = "here"\n[build]\nrustdocflags = ["--cfg", "of_rustdocflags"]\n',
}
NUMBER, FLAGGED, WRONG_CODE, RIGHT_CODE = (("src/lib.rs", line) for line in (1, 4, 8, 11))


@pytest.fixture
def small(make_project: MakeProject) -> Path:
    return make_project(SMALL)


def test_the_crate_is_what_is_judged_and_its_content_is_what_is_kept(small: Path, cli: Cli) -> None:
    env = {"CARGO_TARGET_DIR": str(small.parent / "target elsewhere"), "RUSTFLAGS": "--cfg of_rustflags"}
    found = report(cli, small, "--cargo", "--offline", env=env)
    assert verdicts(found) == {
        ("README.md", 1): "matched",
        ("README.md", 5): "not checked",
        NUMBER: "matched",
        FLAGGED: "matched",
        WRONG_CODE: "mismatched",  # which no stable rustdoc tells
        RIGHT_CODE: "matched",
    }
    assert not (small / "target").exists()
    (missing,) = (s for s in found["snippets"] if s["verdict"] == "not checked")
    assert "it needs the crate `unknown_crate`" in json.dumps(missing)
    again = report(cli, small, "--cargo", "--offline", env=env)
    assert again["summary"]["cached"] == len(again["snippets"]) - 1  # what `env!` asked for may be another next time
    # Cargo.lock is the same, and so is every name; the function is not.
    source = small / "src/lib.rs"
    source.write_text(source.read_text().replace("    1\n}", "    2\n}"))
    changed = report(cli, small, "--cargo", "--offline", env=env)
    assert changed["summary"]["cached"] == 0
    assert verdicts(changed)[NUMBER] == "mismatched"


def test_a_build_that_fails_is_one_message_with_the_words_of_cargo(small: Path, cli: Cli) -> None:
    with (small / "src/lib.rs").open("a") as source:
        source.write('pub fn broken() -> u8 { "" }\n')
    done = cli("check", "--cargo", cwd=small)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{small / 'Cargo.toml'}: `cargo test --doc` ended with status 101:" in done.stderr
    assert "error[E0308]: mismatched types" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--cargo", "/"), "/ lies in no package: there is no Cargo.toml in it or above it"),
        (("README.md", "--locked"), "`--locked` is for cargo: say --cargo as well"),
        (("--cargo", "--extern", "a=b"), "--cargo finds all crates by itself"),
        (("README.md", "--extern", "a"), "expected NAME=PATH"),
        (("README.md", "--extern", "a=absent.rlib"), "absent.rlib does not exist; give the .rlib of the crate"),
        (("README.md", "-L", "absent"), "absent is no folder; give the one that holds compiled crates"),
        (("--cargo", "--backend", "playground"), "the Playground cannot be given crates"),
        (("--cargo", "--locked"), "--locked was passed"),
        (("--cargo", "--features", "none_such"), "none_such"),
    ],
)
def test_what_cannot_be_asked_for_is_told(arguments: tuple[str, ...], words: str, small: Path, cli: Cli) -> None:
    done = cli("check", *arguments, cwd=small)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_package_without_a_library_is_told(make_project: MakeProject, cli: Cli) -> None:
    home = make_project({**SMALL, "src/main.rs": "fn main() {}\n"})
    (home / "src/lib.rs").unlink()
    done = cli("check", "README.md", "--cargo", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no library targets found in package `small`" in done.stderr


def test_crates_can_be_named_as_for_rustdoc(small: Path, cli: Cli, rustc: Rustc) -> None:
    (small / "built").mkdir()
    (small / "base.rs").write_text("pub fn one() -> u8 { 1 }\n")
    (small / "small.rs").write_text("pub fn number() -> u8 { base::one() }\n")
    build = [str(rustc.path), "--edition=2021", "--crate-type=rlib", "--out-dir=built"]
    subprocess.run([*build, "base.rs"], cwd=small, check=True)
    subprocess.run([*build, "-Lbuilt", "--extern=base", "small.rs"], cwd=small, check=True)
    named = ("README.md", "--extern", "small=built/libsmall.rlib", "-L", "dependency=built")
    found = report(cli, small, *named)
    assert verdicts(found)["README.md", 1] == "matched"
    # A crate behind it changes what it holds, not what it is called; its dependent is as it was.
    kept = report(cli, small, *named)
    assert kept["summary"]["cached"] == 2
    (small / "base.rs").write_text("pub fn one() -> u8 { 2 }\n")
    subprocess.run([*build, "base.rs"], cwd=small, check=True)
    changed = report(cli, small, *named)
    assert changed["summary"]["cached"] == 0
    assert verdicts(changed)["README.md", 1] == "not checked"  # rustc finds no such `base`


def test_programs_that_name_no_crate_are_built_together_and_are_judged_the_same(small: Path, cli: Cli) -> None:
    plain = "".join(f"```\nlet number = {n};\nassert_eq!(number, {n});\n```\n\n" for n in range(4))
    trap = '```\nlet text = String::from("a") - Default::default();\n```\n\n```\nassert_eq!(small::number(), 1);\n```\n'
    (small / "README.md").write_text(plain + trap)
    with (small / "src/lib.rs").open("a") as source:
        source.write(
            "pub struct Own;\nimpl std::ops::Sub<Own> for String {\n"
            "    type Output = u8;\n    fn sub(self, _: Own) -> u8 { 0 }\n}\n"
        )
        source.write("impl Default for Own { fn default() -> Own { Own } }\n")
    found = verdicts(report(cli, small, "README.md", "--cargo", "--offline"))
    assert [found["README.md", line] for line in (1, 6, 11, 16)] == ["matched"] * 4
    assert found["README.md", 21] == "mismatched"  # a neighbour that loads the crate would settle its types
    assert found["README.md", 25] == "matched"


def test_programs_see_nothing_but_the_crates(small: Path, cli: Cli) -> None:
    looks = (
        'assert!(std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).is_err());\n'
        'assert!(std::fs::write("/tmp/written-by-a-program", "").is_err());\n'
    )
    reads = 'include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));\n'
    (small / "README.md").write_text(f"```\n{looks}```\n\n```\n{reads}```\n")
    found = report(cli, small, "README.md", "--cargo", "--offline")
    assert verdicts(found) == {("README.md", 1): "matched", ("README.md", 6): "not checked"}


def test_a_project_can_say_it_once(small: Path, cli: Cli) -> None:
    (small / "pyproject.toml").write_text("[tool.borrowproof]\ncargo = true\n")
    (small / "docs").mkdir()
    (small / "docs/page.md").write_text("```rust\nassert_eq!(small::number(), 1);\n```\n")
    found = verdicts(report(cli, small))
    assert found["docs/page.md", 1] == "matched"
    assert found[NUMBER] == "matched"


def test_a_crate_that_is_built_anew_meanwhile_gives_no_verdict(small: Path, rustc: Rustc) -> None:
    (small / "small.rs").write_text("pub fn number() -> u8 { 1 }\n")
    build = [str(rustc.path), "--crate-type=rlib", "small.rs"]
    subprocess.run(build, cwd=small, check=True)
    crates = artifacts.named(["small=libsmall.rlib"], [], small)
    code = "fn main() { assert_eq!(small::number(), 1); }"
    jobs = [
        Job(code, Edition.E2021, Goal.RUN, crates=crates),
        Job("fn main() {}", Edition.E2021, Goal.RUN, crates=crates),
    ]
    backend = LocalBackend(rustc, 2)
    assert [answer.exit for _, answer in backend.judge(jobs) if isinstance(answer, Outcome)] == [0, 0]
    subprocess.run(build, cwd=small, check=True)  # the same again: even then nobody knows what was read
    answers = [answer for _, answer in backend.judge(jobs)]
    assert {a.cause for a in answers if isinstance(a, NotChecked)} == {Cause.INFRASTRUCTURE}
    assert len(answers) == 2 and not any(isinstance(a, Outcome) for a in answers)


def test_what_is_to_be_typed_again_names_cargo(small: Path, cli: Cli) -> None:
    done = cli("check", "--cargo", "--offline", cwd=small)
    assert "rerun     borrowproof check --cargo --only src/lib.rs:8" in done.stdout
    again = cli("check", "--cargo", "--only", "src/lib.rs:8", cwd=small)
    assert again.stdout.count("rerun") == 1
