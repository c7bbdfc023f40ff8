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


def test_each_file_is_judged_by_the_compiler_that_its_nearest_folder_chooses(
    called: Cli, make_project: MakeProject
) -> None:
    home = make_project({"a/rust-toolchain.toml": CHANNEL, "a/a.md": PAGE, "a/in/b.md": PAGE, "b.md": PAGE})
    for paths in (["."], ["b.md", "a"], ["a", "b.md"]):
        done = called("check", *paths, cwd=home)
        assert done.returncode == 3
        assert "3 snippets: 1 matched, 2 not checked (rustc " in done.stdout
        assert done.stdout.count(f"`1.2.3`, which {home / 'a' / 'rust-toolchain.toml'} names") == 2
    assert called("check", ".", "--toolchain", "stable", cwd=home).returncode == 0


def test_another_compiler_that_judged_is_told(called: Cli, make_project: MakeProject) -> None:
    file = {"a/rust-toolchain.toml": '[toolchain]\nchannel = "nightly"\n'}
    home = make_project({**file, "a/a.md": PAGE, "b.md": "```rust\n#![feature(never_type)]\n```\n"})
    done = called("check", ".", cwd=home)
    assert done.returncode == 3
    told = f"warning: {home / 'a' / 'rust-toolchain.toml'}: another compiler judges what lies there (rustc "
    assert told in done.stdout
    assert "-nightly, 1 snippet)" in done.stdout
    assert "2 snippets: 1 matched, 1 not checked" in done.stdout


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
