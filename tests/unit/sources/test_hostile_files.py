"""A reader never waits for a file, never opens a device, and says of each what stands in the way."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from borrowproof import project, regular_files
from borrowproof.project import ConfigurationError
from borrowproof.sources import collect as collecting
from borrowproof.sources.collect import collect
from borrowproof.sources.includes import budget

HELLO = "//@ compiles\nfn main() {}\n"


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)  # with nothing in it, it takes no place on the disk


STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "fifo": (os.mkfifo, "this is a FIFO, not a regular file"),
    "socket": (_socket, "this is a socket, not a regular file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "this is a device, not a regular file"),
    "terminal": (lambda path: path.symlink_to("/dev/tty"), "this is a device, not a regular file"),
    "loop": (lambda path: path.symlink_to(path.name), "the file cannot be read: "),
    "huge": (_huge, "and at most 4,194,304 are read"),
    "many lines": (lambda path: path.write_text("\n" * 100_001), "and at most 99,999 are read"),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n")
    for name in ("docs", "snippets"):
        (tmp_path / name).mkdir()
    return tmp_path


def told(home: Path) -> list[tuple[str, str]]:
    found = collect([home / "docs", home / "snippets"], home)
    assert all(p.fix for p in found.problems)
    return [(p.origin.file, p.message) for p in found.problems]


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("name", ["docs/a.md", "snippets/a.rs"])
def test_pages_and_programs(kind: str, name: str, home: Path) -> None:
    make, message = STRANGE[kind]
    make(home / name)
    [(file, said)] = told(home)
    assert file == name
    assert message in said


@pytest.mark.parametrize("kind", [kind for kind in STRANGE if kind != "loop"])
def test_what_a_page_includes(kind: str, home: Path) -> None:
    make, message = STRANGE[kind]
    make(home / "snippets/part.txt")
    (home / "docs/a.md").write_text('```rust\n--8<-- "part.txt"\n```\n')
    assert ("snippets/part.txt", message) in [(file, message) for file, said in told(home) if message in said]


@pytest.mark.parametrize("kind", ["fifo", "socket", "device", "huge"])
def test_recorded_output(kind: str, home: Path) -> None:
    make, message = STRANGE[kind]
    (home / "snippets/a.rs").write_text(HELLO)
    make(home / "snippets/a.stdout")
    assert ("snippets/a.stdout", message) in [(file, message) for file, said in told(home) if message in said]


@pytest.mark.parametrize("kind", ["fifo", "socket", "device", "huge"])
@pytest.mark.parametrize("name", ["pyproject.toml", "book.toml"])
def test_a_configuration(kind: str, name: str, tmp_path: Path) -> None:
    make, message = STRANGE[kind]
    make(tmp_path / name)
    if name == "book.toml" and kind != "huge":
        assert project.find(tmp_path).edition is None  # no book
        return
    with pytest.raises(ConfigurationError) as refused:
        project.find(tmp_path)
    assert message in str(refused.value)


def test_what_is_named_on_the_command_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    for path, why in ((tmp_path / "a.md", "no regular file"), (tmp_path / ("a" * 300), "does not exist")):
        with pytest.raises(ConfigurationError, match=why):
            collect([path], tmp_path)


def test_a_file_that_is_replaced_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    os.mkfifo(path)
    regular = (tmp_path / "b.md").write_text("") or (tmp_path / "b.md").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: regular)
    with pytest.raises(regular_files.NotReadable, match="a FIFO"):
        regular_files.read(path)


def test_folders_that_lead_into_each_other(home: Path) -> None:
    (home / "docs/again").symlink_to(home / "docs")
    (home / "docs/up").symlink_to(home)
    (home / "snippets/a.rs").write_text(HELLO)
    assert len(collect([home / "docs"], home).snippets) == 1


def test_a_link_out_of_the_project(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MOST_FOLDERS", 5)
    for number in range(6):
        (home / f"docs/{number}").mkdir()
    with pytest.raises(ConfigurationError) as refused:
        collect([home / "docs"], home)
    fix = "give a smaller one, or remove the link that leads out of it"
    assert str(refused.value) == f"{home / 'docs'} holds more than 5 folders; {fix}"


def test_files_that_include_each_other_many_times(home: Path) -> None:
    """Thirty files, each with two includes of the next: a thousand million lines."""
    for number in range(30):
        (home / f"snippets/{number}.txt").write_text(f'--8<-- "{number + 1}.txt"\n' * 2)
    (home / "snippets/30.txt").write_text("x\n")
    (home / "docs/a.md").write_text('```text\n--8<-- "0.txt"\n```\n```text\n--8<-- "12.txt"\n```\n')
    messages = {message for _, message in told(home)}
    assert f"includes are nested more than {budget.DEEPEST} deep" in messages
    assert any("the includes of this page come to more than 100,000 lines" in message for message in messages)


def test_a_chapter_that_includes_itself(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("{{#include a.md}}\n" * 9)
    messages = {p.message for p in collect([page], tmp_path).problems}
    assert any("the includes of this page come to more than 100,000 lines" in message for message in messages)


def test_wide_indentation(home: Path) -> None:
    (home / "snippets/a.txt").write_text("x\n" * 50_000)
    (home / "docs/a.md").write_text("```text\n" + " " * 10_000 + '--8<-- "a.txt"\n```\n')
    assert any("20,000,000 characters" in message for _, message in told(home))
