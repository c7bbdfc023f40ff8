from __future__ import annotations

import pytest

from borrowproof.sources.decoding import read_lines
from borrowproof.sources.markdown import commonmark
from borrowproof.sources.markdown.fence import Fence


def scan(text: str) -> tuple[Fence, ...]:
    return commonmark.scan(read_lines(text.encode(), "page.md"))


PAGES: dict[str, tuple[str, list[tuple[str, str, bool]]]] = {
    "fence": ("```rust\nx\n```\n", [("rust", "x", False)]),
    "no info": ("```\nx\n```\n", [("", "x", False)]),
    "longer closer": ("```rust\nx\n`````\n", [("rust", "x", False)]),
    "unclosed": ("```rust\nx\n", [("rust", "x", False)]),
    "unclosed without text": ("```rust", [("rust", "", False)]),
    "empty": ("```rust\n```\n", [("rust", "", False)]),
    "one blank line": ("```rust\n\n```\n", [("rust", "", False)]),
    "blank lines": ("```rust\n\nx\n\n```\n", [("rust", "\nx\n", False)]),
    "bullet line": ("- ```rust\n  x\n  ```\n", [("rust", "x", False)]),
    "list": ("1. a\n\n   ```rust\n   x\n     y\n   ```\n", [("rust", "x\n  y", False)]),
    "quote": ("> ```rust\n> x\n>\n>  y\n> ```\n", [("rust", "x\n\n y", False)]),
    "quote ends the fence": ("> ```rust\n> x\ny\n", [("rust", "x", False)]),
    "tabs": ("```rust\n\tx\ty\n```\n", [("rust", "\tx\ty", False)]),
    "tab in a list": ("- a\n\n\t```rust\n\tx\n\t```\n", [("rust", "x", False)]),
    "indented": ("text\n\n    x\n\n      y\n", [("", "x\n\n  y", True)]),
    "indented by a tab": ("text\n\n\tx\n", [("", "x", True)]),
    "indented in a list": ("- a\n\n      x\n", [("", "x", True)]),
    "fence in indented code": ("    ```rust\n    x\n    ```\n", [("", "```rust\nx\n```", True)]),
    "comment": ("<!--\n```rust\nx\n```\n-->\n", []),
    "html block": ("<div>\n```rust\nx\n```\n</div>\n", []),
    "html block, blank line": ("<div>\n\n```rust\nx\n```\n\n</div>\n", [("rust", "x", False)]),
    "front matter": ("---\na: |\n    x\n---\n```rust\ny\n```\n", [("rust", "y", False)]),
    "options": ('```rust,no_run {title="a.rs"}\nx\n```\n', [("rust,no_run", "x", False)]),
    "ignore with a reason": ("```rust,ignore (no net)\nx\n```\n", [("rust,ignore (no net)", "x", False)]),
    "tildes": ("~~~rust `x`\nx\n~~~\n", [("rust `x`", "x", False)]),
    "table with a row indented like code": ("| a |\n|---|\n      | b\n      | c\n\n    x\n", [("", "x", True)]),
    "table": ("| a |\n|---|\n| b |\n\n```rust\nx\n```\n", [("rust", "x", False)]),
    "two": ("```a\n1\n```\n```b\n2\n```\n", [("a", "1", False), ("b", "2", False)]),
    "fence indented by two": ("  ```rust\n  x\n y\n  ```\n", [("rust", "x\ny", False)]),
    "crlf": ("```rust\r\nx\r\n```\r\n", [("rust", "x", False)]),
    "nothing": ("text\n", []),
}


@pytest.mark.parametrize(("text", "expected"), PAGES.values(), ids=PAGES.keys())
def test_blocks(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert [(f.info, f.rendered, f.indented) for f in scan(text)] == expected


@pytest.mark.parametrize("text", [text for text, _ in PAGES.values()], ids=PAGES.keys())
def test_every_line_stands_where_its_origin_says(text: str) -> None:
    lines = read_lines(text.encode(), "page.md")
    for fence in commonmark.scan(lines):
        assert "\n".join(line.text for line in fence.body) == fence.rendered or fence.rendered == ""
        for offset, line in enumerate(fence.body, start=fence.opener + 2):
            assert line.origin.line == offset
            assert lines[offset - 1].text[line.origin.column - 1 :] == line.text
        if not fence.indented:
            assert fence.marker in lines[fence.opener].text


def test_positions_in_a_quote() -> None:
    (fence,) = scan("text\n\n> ```rust\n> let x;\n> ```\n")
    assert (fence.opener, fence.closer, fence.prefix, fence.marker) == (2, 4, "> ", "```")
    assert [(line.text, line.origin.line, line.origin.column) for line in fence.body] == [("let x;", 4, 3)]


def test_a_tab_over_the_containers_edge_leaves_spaces() -> None:
    (fence,) = scan("- a\n\n  ```rust\n\tx\n  ```\n")
    assert [(line.text, line.origin.column) for line in fence.body] == [("  x", 0)]


def test_options_and_title() -> None:
    (fence,) = scan('```rust {title="a.rs"}\nx\n```\n')
    assert (fence.info, fence.options, fence.title) == ("rust", 'title="a.rs"', "a.rs")


def test_a_table_with_many_rows_indented_like_code_is_read_in_time() -> None:
    text = "| a |\n|---|\n" + "      | b\n" * 500 + "| c |\n      | d\n" * 50 + "\n```rust\nx\n```\n"
    assert [fence.info for fence in scan(text)][-1] == "rust"
