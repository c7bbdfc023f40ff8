"""What the scan adds to superfences: positions, tags, options, rewriting, strays. Agreement is tested in e2e."""

from __future__ import annotations

import subprocess
import sys

import pytest

from borrowproof.sources.decoding import read_lines
from borrowproof.sources.markdown import superfences
from borrowproof.sources.markdown.fence import Fence


def scan(text: str) -> tuple[Fence, ...]:
    return superfences.scan(read_lines(text.encode(), "page.md"))


@pytest.mark.parametrize(
    ("info", "tags", "options", "title", "native"),
    [
        ("rust", "rust", "", "", True),
        (" rust ", "rust", "", "", True),
        ("", "", "", "", True),
        ("rust,compile_fail,E0382", "rust,compile_fail,E0382", "", "", False),
        ("rust, no_run", "rust, no_run", "", "", False),
        ("rust no_run", "rust no_run", "", "", False),
        ('rust,no_run {title="a.rs" hl_lines="3"}', "rust,no_run", 'title="a.rs" hl_lines="3"', "a.rs", False),
        ("rust {title='a.rs'}", "rust", "title='a.rs'", "a.rs", True),
        ('rust title="a.rs"', "rust", 'title="a.rs"', "a.rs", True),
        ('rust color="a"', "rust", 'color="a"', "", False),
        ("rust,ignore (two, or: {three})", "rust,ignore (two, or: {three})", "", "", False),
        ("{.rust .annotate}", "rust", ".rust .annotate", "", True),
        ("text {.stdout}", "text", ".stdout", "", True),
        ('python hl_lines="2 4-5"', "python", 'hl_lines="2 4-5"', "", True),
    ],
)
def test_info_strings(info: str, tags: str, options: str, title: str, native: bool) -> None:
    (fence,) = scan(f"```{info}\nx\n```\n")
    assert (fence.info, fence.options, fence.title, fence.native) == (tags, options, title, native)


@pytest.mark.parametrize("info", ["python,x", 'python color="a"', "a b c", "`", "rust`", 'rust hl_lines="x" y'])
def test_other_info_strings_open_nothing(info: str) -> None:
    assert not [fence for fence in scan(f"```{info}\nx\n```\n") if fence.opener == 0 and fence.native]


def test_positions_and_columns() -> None:
    (fence,) = scan("- item\n\n    ~~~~rust,no_run\n    let x;\n\n\t\tlet\ty;\n    ~~~~\n")
    assert (fence.opener, fence.closer, fence.prefix, fence.marker) == (2, 6, "    ", "~~~~")
    assert [(line.text, str(line.origin), line.origin.column) for line in fence.body] == [
        ("let x;", "page.md:4", 5),
        ("", "page.md:5", 1),
        ("\tlet\ty;", "page.md:6", 2),
    ]
    assert fence.rendered == "let x;\n\n    let y;"


def test_a_tab_over_the_fences_edge_leaves_spaces() -> None:
    (fence,) = scan("  ```rust\n\tx\n  ```\n")
    assert [(line.text, line.origin.column) for line in fence.body] == [("  x", 0)]
    assert fence.rendered == "  x"


def test_columns_in_a_quote() -> None:
    (fence,) = scan("> > ```rust\n> > let x;\n> > ```\n")
    assert [(line.text, line.origin.column) for line in fence.body] == [("let x;", 5)]


def test_rewriting_keeps_what_stands_before() -> None:
    for text in ("\t```rust,no_run {title='`'}", "> > ~~~~ rust, no_run", "```rust,no_run"):
        lines = read_lines(f"- a\n\n{text}\n".encode(), "p.md")
        closer = text[: len(text) - len(text.lstrip("\t> "))] + ("~~~~" if "~" in text else "```")
        page = read_lines(f"- a\n\n{text}\n{closer}\n".encode(), "p.md")
        (fence,) = superfences.scan(page)
        assert superfences.rewrite(lines[2].text, fence, "rust") == f"{closer}rust"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```rust\nx\n```\n", ()),
        ("```rust\nx\n", (0,)),
        ("```rust,no_run\nx\n````\n", (0,)),
        ("- ```rust\n  x\n  ```\n", (0,)),
        ("> 1. ~~~rust,compile_fail\n", (0,)),
        ("```text\nx\n", ()),
        ("Use ```rust``` here\n", ()),
        ("````md\n```rust\n````\n", ()),
        ("    ```rust\n    x\n    ```\n", ()),
    ],
)
def test_strays(text: str, lines: tuple[int, ...]) -> None:
    assert superfences.read(read_lines(text.encode(), "p.md")).strays == lines


def test_ordinary_pages_are_read_without_python_markdown() -> None:
    """The warm check of a whole site has 0.3 s; Python-Markdown alone takes a third of that to import."""
    code = """
import sys
from borrowproof.sources import decoding, rustdoc
from borrowproof.sources.includes import mdbook, pymdownx
from borrowproof.sources.includes.included_files import IncludedFiles
from borrowproof.sources.markdown import commonmark, superfences
page = b"# T\\n\\n!!! note\\n\\n    - a\\n\\n        ```rust\\n        x\\n        ```\\n\\n> ```rust\\n> x\\n> ```\\n"
lines = decoding.read_lines(page, "p.md")
assert len(superfences.scan(pymdownx.expand(lines, IncludedFiles(lambda _: None)).lines)) == 2
heavy = {"markdown", "pymdownx", "pygments", "yaml", "markdown_it"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)
