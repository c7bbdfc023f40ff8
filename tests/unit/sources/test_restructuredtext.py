"""Rust in reStructuredText: found where Sphinx shows it as Rust, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.model.expectation import Kind
from borrowproof.sources.collect import Sources, collect


def read(folder: Path, text: str) -> Sources:
    (folder / "a.rst").write_text(text)
    return collect([folder], folder)


FOUND = {
    ".. code-block:: rust\n\n   let a = 1;\n": "let a = 1;",
    ".. code:: rust\n\n  let a = 1;\n\n\n  let b = 2;\n\ntext\n": "let a = 1;\n\n\nlet b = 2;",
    ".. sourcecode:: Rust\n   :linenos:\n\n   if a {\n       b();\n   }\n": "if a {\n    b();\n}",
    "1. item\n\n   .. code-block:: rs\n\n      let a = 1;\n   more\n": "let a = 1;",
    ".. note::\n\n   .. code-block:: rust\n\n      let a = 1;\n": "let a = 1;",
    ".. code-block::  rust\n\n\tlet a = 1;\n": "let a = 1;",
    "..  code-block:: rust\n\n    let a = 1;": "let a = 1;",
    ".. code-tab:: rust In Rust\n\n   let a = 1;\n": "let a = 1;",
}


@pytest.mark.parametrize("text", FOUND)
def test_a_rust_block_is_read_without_its_indentation(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert [block.text for block in found.blocks] == [FOUND[text]]
    assert (found.problems, found.unread) == ((), ())


TEXT = (
    ".. code-block:: python\n\n   x = 1\n",
    ".. code-block:: rst\n\n   .. code-block:: rust\n\n      let a = 1;\n",
    "Like this::\n\n   .. code-block:: rust\n\n      let a = 1;\n",
    "..\n   .. code-block:: rust\n\n      let a = 1;\n",
    ".. a comment\n\n   .. code-block:: rust\n\n      let a = 1;\n",
    ".. code-block::\n\n   let a = 1;\n",
    "``.. code-block:: rust``\n",
    ".. highlight:: rust\n",
)


@pytest.mark.parametrize("text", TEXT)
def test_text_about_blocks_is_none(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).snippets == ()


def test_lines_keep_their_places(tmp_path: Path) -> None:
    [snippet] = read(tmp_path, "Title\n\n.. code-block:: rust\n   :name: x\n\n   let a = 1;\n").snippets
    assert snippet.id == "a.rst:3"
    assert [str(o) + f":{o.column}" for o in snippet.lines if o] == ["a.rst:6:4"]


@pytest.mark.parametrize(
    ("option", "kind"), [("no_run", Kind.COMPILES), ("compile_fail", Kind.ERROR), ("ignore", Kind.IGNORED)]
)
def test_a_class_is_a_tag(tmp_path: Path, option: str, kind: Kind) -> None:
    [snippet] = read(tmp_path, f".. code-block:: rust\n   :class: {option} wide\n\n   loop {{}}\n").snippets
    assert snippet.expectation.kind is kind


@pytest.mark.parametrize(("text", "problems"), [(b"caf\xe9\n", 0), (b"caf\xe9\n\n.. code:: rust\n\n   a\n", 1)])
def test_a_page_in_another_encoding_is_a_problem_where_it_shows_rust(
    tmp_path: Path, text: bytes, problems: int
) -> None:
    (tmp_path / "a.rst").write_bytes(text)
    found = collect([tmp_path], tmp_path)
    assert [p.message for p in found.problems] == ["not UTF-8"] * problems
    assert found.snippets == ()


def test_what_is_not_read_is_listed(tmp_path: Path) -> None:
    found = read(tmp_path, ".. literalinclude:: a.py\n\n.. rli:: https://example.org/a.rs\n\n.. highlight:: rust\n")
    assert [(str(u.origin), u.why.partition("`")[2].split("`")[0]) for u in found.unread] == [
        ("a.rst:3", "rli"),
        ("a.rst:5", "highlight:: rust"),
    ]
