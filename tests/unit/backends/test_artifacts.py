"""Compiled crates: what is asked for, and what changes their digest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from borrowproof.backends import artifacts
from borrowproof.model.library import NO_CRATES
from borrowproof.process.access import Access
from borrowproof.project import ConfigurationError


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "deps").mkdir()
    for name, content in {"liba.rlib": "a", "deps/libb.rlib": "b", "deps/b.d": "1", "deps/libc.so.6": "c"}.items():
        (tmp_path / name).write_text(content)
    return tmp_path


def named(built: Path) -> str:
    return artifacts.named(["a=liba.rlib"], ["dependency=deps"], built).digest


def test_crates_are_named_as_for_rustdoc(built: Path) -> None:
    crates = artifacts.named(["a=liba.rlib"], ["dependency=deps", "deps"], built)
    assert crates.arguments == (
        f"--extern=a={built}/liba.rlib",
        f"-Ldependency={built}/deps",
        f"-L{built}/deps",
    )
    assert crates.names == {"a"}
    assert crates.readable == (f"{built}/deps", f"{built}/liba.rlib")
    assert [Path(file).name for file, _ in crates.files] == ["libb.rlib", "libc.so.6", "liba.rlib"]
    assert artifacts.named([], [], built) == NO_CRATES


@pytest.mark.parametrize("file", ["liba.rlib", "deps/libb.rlib", "deps/libc.so.6"])
def test_the_content_of_every_compiled_file_counts(file: str, built: Path) -> None:
    before = named(built)
    times = (built / file).stat()
    (built / file).write_text("x")
    os.utime(built / file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert named(built) != before


def test_another_compiled_file_counts_and_others_do_not(built: Path) -> None:
    before = named(built)
    (built / "deps/b.d").write_text("2")
    (built / "deps/folder").mkdir()
    assert named(built) == before
    (built / "deps/libd.rmeta").write_text("d")
    assert named(built) != before


def test_arguments_and_variables_count() -> None:
    told = [artifacts.gathered(a, (), e, (), ()).digest for a in ((), ("-C", "x")) for e in ({}, {"A": "1"})]
    assert len(set(told)) == 4


def test_a_file_that_was_replaced_is_noticed(built: Path) -> None:
    crates = artifacts.named(["a=liba.rlib"], [], built)
    assert artifacts.unchanged(crates)
    (built / "liba.rlib").write_text("b")
    assert not artifacts.unchanged(crates)
    (built / "liba.rlib").unlink()
    assert not artifacts.unchanged(crates)
    assert artifacts.unchanged(NO_CRATES)


def test_a_run_sees_the_crates_besides_what_it_saw(built: Path) -> None:
    crates = artifacts.named(["a=liba.rlib"], [], built)
    seen = Access(("/lib",), ("/bin",), keeps=True)
    with_them = artifacts.with_crates(seen, crates)
    assert with_them == Access(("/lib", f"{built}/liba.rlib"), ("/bin",), keeps=True)
    assert artifacts.with_crates(seen, NO_CRATES) is seen


@pytest.mark.parametrize(
    ("extern", "searched", "words"),
    [
        ("a", None, "expected NAME=PATH, such as `--extern regex=libregex.rlib`"),
        ("a-b=liba.rlib", None, "expected NAME=PATH"),
        ("force:a=liba.rlib", None, "expected NAME=PATH"),
        ("a=deps", None, "does not exist; give the .rlib of the crate"),
        ("a=b.rlib", None, "b.rlib does not exist"),
        (None, "liba.rlib", "is no folder; give the one that holds compiled crates"),
        (None, "native=absent", "absent is no folder"),
    ],
)
def test_what_cannot_be_is_told(extern: str | None, searched: str | None, words: str, built: Path) -> None:
    with pytest.raises(ConfigurationError, match=words):
        artifacts.named([extern] if extern else [], [searched] if searched else [], built)
