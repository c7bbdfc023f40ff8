"""What is asked of the disk is answered as it is, written down, and asked for nowhere else."""

from __future__ import annotations

import ast
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from borrowproof import disk
from borrowproof.disk import Question
from borrowproof.project import ConfigurationError
from borrowproof.regular_files import NotReadable
from borrowproof.sources.collect import collect
from tests.paths import ROOT

ENGINE = ROOT / "hooks" / "borrowproof"
# What a check of a project without crates goes through before it is judged.
READERS = ("annotations", "house_rules", "sources", "syntax", "judging", "model", "report")
SINGLE = (
    "project.py",
    "site_configuration.py",
    "cargo_manifest.py",
    "pipeline.py",
    "backends/toolchain_files.py",
    "store/location.py",
)
# `--bless` writes, and is never kept; the words of prose values belong to the engine, which is asked for as a whole.
APART = ("judging/bless.py", "sources/markdown/prose_values.py")
ASKS = re.compile(
    r"access|exists|expanduser|getmtime|getsize|glob|is_(dir|fifo|file|mount|socket|symlink)|isdir|isfile|islink|iterdir"
    r"|lexists|listdir|lstat|open|read_(bytes|text)|readlink|realpath|resolve|rglob|samefile|scandir|stat|walk|which"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with one of everything."""
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "a").mkdir()
    (tmp_path / "page.md").write_text("text")
    (tmp_path / "b" / "deep" / "x.rs").write_text("fn main() {}")
    (tmp_path / "link.md").symlink_to("page.md")
    (tmp_path / "folder").symlink_to("b")
    (tmp_path / "circle").symlink_to("circle")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def ask_everything(tree: Path) -> None:
    """Ask each question of each kind of path."""
    for name in ("page.md", "link.md", "folder", "circle", "pipe", "none", "a", "a" * 300):
        disk.kind(tree / name)
        disk.entries(tree / name)
        disk.stamp(tree / name)
        if name not in ("circle", "a" * 300):
            disk.real(tree / name)
        try:
            disk.read(tree / name)
        except NotReadable:
            continue
    disk.entries(tree)
    disk.entries(tree / "b" / "deep")


def test_each_answer_is_the_same_when_it_is_asked_for_again(tree: Path) -> None:
    with disk.traced() as trace:
        ask_everything(tree)
    assert all(len(trace.answers[question]) >= 6 for question in Question)
    assert len(set(trace.answers[Question.KIND].values())) == 4
    for question, answers in trace.answers.items():
        assert {path: disk.answer(question, path) for path in answers} == answers
    assert not trace.contradicted


def _becomes(path: Path, make: Callable[[Path], object]) -> None:
    path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    make(path)


def _replaced(path: Path) -> None:
    """Another file with the same content, size and time of change."""
    status = path.stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.rename(path)


EDITS: dict[str, tuple[Question, Callable[[Path], object]]] = {
    "a file is written": (Question.CONTENT, lambda t: (t / "page.md").write_text("tekst")),
    "what a link leads to is written": (Question.CONTENT, lambda t: (t / "b/../page.md").write_text("words")),
    "a file goes": (Question.KIND, lambda t: (t / "page.md").unlink()),
    "a file comes": (Question.KIND, lambda t: (t / "none").write_text("")),
    "a file becomes a folder": (Question.KIND, lambda t: _becomes(t / "page.md", Path.mkdir)),
    "a name comes": (Question.ENTRIES, lambda t: (t / "b/deep/y.rs").write_text("")),
    "a folder becomes a link": (Question.ENTRIES, lambda t: _becomes(t / "a", lambda a: a.symlink_to("b"))),
    "a link leads elsewhere": (Question.REAL, lambda t: _becomes(t / "folder", lambda f: f.symlink_to("a"))),
    "a file is replaced by its twin": (Question.STAMP, lambda t: _replaced(t / "page.md")),
}


@pytest.mark.parametrize(("question", "edit"), EDITS.values(), ids=EDITS)
def test_an_edit_changes_the_answer(tree: Path, question: Question, edit: Callable[[Path], object]) -> None:
    with disk.traced() as trace:
        ask_everything(tree)
    edit(tree)
    answers = trace.answers[question]
    assert any(disk.answer(question, path) != answer for path, answer in answers.items())


def test_a_folder_is_told_from_a_link_to_its_like(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    before = disk.answer(Question.ENTRIES, str(tmp_path))
    _becomes(tmp_path / "two", lambda two: two.symlink_to("one"))
    assert disk.answer(Question.ENTRIES, str(tmp_path)) != before


def test_an_answer_that_changes_meanwhile_is_noticed(tree: Path) -> None:
    with disk.traced() as trace:
        disk.read(tree / "page.md")
        (tree / "page.md").write_text("new")
        disk.read(tree / "page.md")
    assert trace.contradicted


def test_the_answers_are_those_that_this_user_gets() -> None:
    """A folder that was closed to its reader has other entries, and its pages another content."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        with _as_nobody():
            _closed_meanwhile(Path(name) / "docs")


def _closed_meanwhile(folder: Path) -> None:
    folder.mkdir()
    (folder / "page.md").write_text("text")
    with disk.traced() as trace:
        assert disk.entries(folder).others == ("page.md",)
        disk.read(folder / "page.md")
    folder.chmod(0)
    assert disk.entries(folder).refused == "Permission denied"
    for question, answers in trace.answers.items():
        assert all(disk.answer(question, path) != answer for path, answer in answers.items())
    with pytest.raises(ConfigurationError, match=r"docs cannot be listed: Permission denied; make it readable"):
        collect([folder.parent], folder.parent)
    folder.chmod(0o700)


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Not as root, who may read everything."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


@pytest.mark.parametrize("follows", [False, True])
def test_a_walk_meets_what_python_meets(tree: Path, follows: bool) -> None:
    def python() -> Iterator[tuple[Path, list[str], tuple[str, ...]]]:
        for folder, folders, others in os.walk(tree, followlinks=follows):
            folders.sort()
            yield Path(folder), list(folders), tuple(sorted(others))

    assert list(disk.walk(tree, follow_links=follows)) == list(python())


def test_a_walk_leaves_out_what_is_taken_from_its_list(tree: Path) -> None:
    met = []
    for folder, folders, _ in disk.walk(tree, follow_links=False):
        folders[:] = [name for name in folders if name != "b"]
        met.append(folder.name)
    assert met == [tree.name, "a"]


def _asking(source: str) -> list[str]:
    """The calls in a source that ask the disk by another way than `disk`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and ASKS.fullmatch(called.attr):
            of_disk = isinstance(called.value, ast.Name) and called.value.id in ("disk", "ast")
            found += [] if of_disk else [f"{called.attr} in line {node.lineno}"]
        elif isinstance(called, ast.Name) and called.id == "open":
            found.append(f"open in line {node.lineno}")
        elif isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "regular_files":
            found.append(f"regular_files.{called.attr} in line {node.lineno}")
    return found


def test_readers_ask_the_disk_by_no_other_way() -> None:
    files = [file for room in READERS for file in (ENGINE / room).rglob("*.py")] + [ENGINE / name for name in SINGLE]
    assert len(files) > 60
    found = {
        name: asking
        for file in files
        if (name := file.relative_to(ENGINE).as_posix()) not in APART and (asking := _asking(file.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source", ["path.is_file()", "os.path.exists(p)", "open(p)", "regular_files.read(p)", "p.resolve()", "os.walk(p)"]
)
def test_another_way_is_noticed(source: str) -> None:
    assert _asking(source)
