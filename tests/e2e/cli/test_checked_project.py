"""What the project that is checked says counts, wherever the command runs: its compiler and its edition."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
MakeProject = Callable[[Mapping[str, str | bytes]], Path]
PAGE = "```rust\nfn main() {}\n```\n"
NEEDS_2015 = "```rust\nlet async = 1;\nassert_eq!(async, 1);\n```\n"
CHANNEL = '[toolchain]\nchannel = "1.2.3"\n'


@pytest.mark.parametrize(
    ("file", "text"), [("rust-toolchain.toml", CHANNEL), ("rust-toolchain", "1.2.3\n"), ("rust-toolchain", CHANNEL)]
)
def test_a_missing_compiler_is_named_with_the_command_that_installs_it(
    called: Cli, make_project: MakeProject, tmp_path: Path, file: str, text: str
) -> None:
    home = make_project({"docs/a.md": PAGE, file: text})
    done = called("check", home / "docs", cwd=tmp_path)
    assert done.returncode == 3
    assert f"rustup has no rustc for toolchain `1.2.3`, which {home / file} names (installed: " in done.stdout
    assert "install it with `rustup toolchain install 1.2.3`" in done.stdout


@pytest.mark.parametrize("text", ["", "[toolchain]\npath = '/nowhere'\n"])
def test_a_file_that_names_no_compiler_is_said_in_rustups_words(
    called: Cli, make_project: MakeProject, tmp_path: Path, text: str
) -> None:
    home = make_project({"a.md": PAGE, "rust-toolchain.toml": text})
    done = called("check", home / "a.md", cwd=tmp_path)
    assert done.returncode == 3
    assert f"{home / 'rust-toolchain.toml'}: rustup finds no compiler by it: " in done.stdout


def test_a_file_where_the_command_runs_does_not_count(called: Cli, make_project: MakeProject) -> None:
    home = make_project({"here/rust-toolchain.toml": CHANNEL, "there/a.md": PAGE})
    assert called("check", home / "there", cwd=home / "here").returncode == 0


def test_projects_that_choose_a_compiler_each_are_checked_one_at_a_time(called: Cli, make_project: MakeProject) -> None:
    home = make_project({"a/rust-toolchain.toml": CHANNEL, "a/a.md": PAGE, "b/b.md": PAGE})
    done = called("check", "a", "b", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "check one at a time, or choose a compiler with --toolchain" in done.stderr
    assert called("check", "a", "b", "--toolchain", "stable", cwd=home).returncode == 0


@pytest.mark.parametrize(
    ("files", "status", "said"),
    [
        ({}, 0, "a.md:1: matched in edition 2015 only, which rustdoc assumes where nobody names one"),
        ({"Cargo.toml": '[package]\nedition = "2021"\n'}, 1, ", edition 2021)"),
        ({"Cargo.toml": "[package]\n"}, 0, "1 snippet: 1 matched (rustc"),
        ({"book.toml": '[rust]\nedition = "2018"\n'}, 1, ", edition 2018)"),
        ({"Cargo.toml": "[package\n"}, 0, "warning: "),
    ],
)
def test_the_edition_is_that_of_the_checked_project(
    called: Cli, make_project: MakeProject, tmp_path: Path, files: dict[str, str], status: int, said: str
) -> None:
    home = make_project({"a.md": NEEDS_2015, **files})
    done = called("check", home / "a.md", cwd=tmp_path)
    assert done.returncode == status
    assert said in done.stdout


def test_a_mismatch_without_an_edition_says_so(called: Cli, make_project: MakeProject) -> None:
    done = called("check", ".", cwd=make_project({"a.md": '```rust\nlet a: u8 = "";\n```\n'}))
    assert done.returncode == 1
    assert "  edition   none is named: judged in 2024; 2021 and 2015 do not match either\n" in done.stdout
