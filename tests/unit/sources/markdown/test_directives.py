"""Directives of MyST and footnotes: what of them is Rust, and on which lines."""

from __future__ import annotations

import pytest

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.markdown import commonmark


def scanned(text: str) -> list[tuple[str, str, int]]:
    """Info string, text and first line of each block."""
    lines = [SourceLine(line, Origin("a.md", number)) for number, line in enumerate(text.split("\n"), start=1)]
    return [(f.info, f.rendered, f.body[0].origin.line if f.body else 0) for f in commonmark.scan(lines)]


def test_a_note_is_no_rust_and_a_fence_within_it_is_read() -> None:
    page = "````{note}\n:class: tip\n\nWords.\n\n```rust\nlet x = 1;\n```\n````"
    assert scanned(page) == [
        ("note", ":class: tip\n\nWords.\n\n```rust\nlet x = 1;\n```", 2),
        ("rust", "let x = 1;", 7),
    ]


def test_directives_nest() -> None:
    page = "`````{note}\n````{tip}\n```rust\nlet x = 1;\n```\n````\n`````"
    assert [(info, line) for info, _, line in scanned(page)] == [("note", 2), ("tip", 3), ("rust", 4)]


def test_a_code_block_has_the_language_that_it_names_and_its_options_are_no_code() -> None:
    assert scanned("```{code-block} rust\n:linenos:\n:caption: a\n\nlet x = 1;\n```") == [("rust", "\nlet x = 1;", 4)]
    assert scanned("```{code-cell} rust\n---\ntags: [a]\n---\nlet x = 1;\n```") == [("rust", "let x = 1;", 5)]
    assert scanned("```{code} python\nprint()\n```") == [("python", "print()", 2)]
    assert scanned("```{code-block}\nwords\n```") == [("text", "words", 2)]


def test_a_class_of_a_code_block_is_a_tag() -> None:
    page = "```{code-block} rust\n:class: no_run\n\nloop {}\n```"
    assert scanned(page)[0][0] == "rust,no_run"
    assert scanned(page.replace("rust", "c"))[0][0] == "c"


def test_what_holds_no_markdown_is_left_alone() -> None:
    assert [info for info, _, _ in scanned("````{raw} html\n```rust\nx\n```\n````")] == ["raw"]
    assert scanned("```{literalinclude} a.py\n:lines: 1-2\n```")[0][0] == "literalinclude"


def test_restructuredtext_within_markdown_is_read() -> None:
    page = "a\n\n```{eval-rst}\n.. note::\n\n   .. code-block:: rust\n\n      let x = 1;\n```\n"
    assert scanned(page)[1:] == [("rust", "let x = 1;", 8)]


def test_a_directive_of_code_may_stand_between_colons() -> None:
    assert scanned("::::{code-block} rust\n:linenos:\nlet x = 1;\n```\n::::\n") == [("rust", "let x = 1;\n```", 3)]
    assert scanned(":::{note}\n```rust\nlet x = 1;\n```\n:::\n") == [("rust", "let x = 1;", 3)]


@pytest.mark.parametrize(("kernel", "language"), [("  name: rust", "rust"), ("  name: python3", "text"), ("", "text")])
def test_a_cell_without_a_language_has_that_of_its_notebook(kernel: str, language: str) -> None:
    page = f"---\nkernelspec:\n{kernel}\n---\n```{{code-cell}}\nlet x = 1;\n```"
    assert [info for info, _, _ in scanned(page)] == [language]


def test_quartos_language_is_no_directive() -> None:
    assert scanned("```{rust}\nlet x = 1;\n```") == [("rust", "let x = 1;", 2)]
    assert scanned("```{rust}\n#| echo: false\nlet x = 1;\n```") == [("rust", "let x = 1;", 3)]
    assert scanned("```{rust, eval=FALSE}\nlet x = 1;\n```") == [("rust", "let x = 1;", 2)]


def test_the_paragraphs_of_a_footnote_are_no_code_and_its_fences_are() -> None:
    page = "A[^a].\n\n[^a]:\n    One.\n\n    Two.\n\n    ```rust\n    let x = 1;\n    ```\n\nEnd.\n\n    let y = 2;"
    assert scanned(page) == [("rust", "let x = 1;", 9), ("", "let y = 2;", 14)]


def test_code_that_is_indented_within_a_footnote_is_code() -> None:
    assert scanned("[^a]: One.\n\n        let x = 1;\n") == [("", "let x = 1;", 3)]


def test_what_only_begins_like_a_footnote_is_none() -> None:
    assert scanned("    [^a]: code\n") == [("", "[^a]: code", 1)]
    assert scanned("[^]: a\n\n    let x = 1;") == [("", "let x = 1;", 3)]
