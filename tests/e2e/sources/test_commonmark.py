"""Our reading of rustdoc's Markdown against the list of doctests that the real rustdoc finds."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from borrowproof.annotations.tags import parse_tags
from borrowproof.sources.decoding import read_lines
from borrowproof.sources.markdown import commonmark

PARTS = [
    "```rust\nlet a = 1;\n```\n",
    "text\n\n    let b = 1;\n\n      let c = 1;\n\ntext\n",
    "- ```rust\n  let d = 1;\n  ```\n- item\n\n  ```\n  let e = 1;\n  ```\n\n      let f = 1;\n",
    "> ```rust,no_run\n> let g = 1;\n> ```\n",
    "> > 1. ~~~~\n> >    let h = 1;\n> >    ~~~~~~\n",
    "<!--\n```rust\nlet no = 1;\n```\n-->\n",
    "<div>\n\n```rust\nlet i = 1;\n```\n\n</div>\n",
    "````md\n```rust\nlet no = 1;\n```\n````\n",
    "    ```rust\n    let no = 1;\n    ```\n\ntext\n",
    "```text\nno\n```\n",
    "```rust,ignore (reasons)\nlet j = 1;\n```\n",
    "- a\n\n\t```rust\n\tlet k = 1;\n\t```\n",
    "| a |\n|---|\n| b |\n\n```\nlet l = 1;\n```\n",
    "| a | b |\n|---|---|\n| c | d |\n          | e | f\n     | g\n\n    let m = 1;\n\ntext\n",
    "- > | a |\n  > |---|\n  >      | b\n  >\n  >     let n = 1;\n\ntext\n",
    "| a |\n|---|\n     | b\n| c\n     | d\n```\nlet o = 1;\n```\n",
    '`` ``` ``\n\n```compile_fail,E0308\nlet m: u8 = "";\n```\n',
    "```rust\nlet unclosed = 1;\n",
]


@pytest.fixture(scope="module")
def rustdoc() -> str:
    rustup = shutil.which("rustup")
    if rustup is None:
        pytest.fail("these tests need rustup and a stable rustdoc")
    which = [rustup, "which", "rustdoc", "--toolchain", "stable"]
    return subprocess.run(which, capture_output=True, text=True, check=True).stdout.strip()


def lines_of_doctests(rustdoc: str, page: Path) -> list[int]:
    command = [rustdoc, "--test", "--test-args", "--list", str(page)]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return sorted(int(number) for number in re.findall(r"\(line (\d+)\).*: test$", listed, re.MULTILINE))


def test_the_doctests_of_a_page_are_those_that_rustdoc_finds(rustdoc: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("\n".join(PARTS), encoding="utf-8")
    fences = commonmark.scan(read_lines(page.read_bytes(), "page.md"))
    ours = [fence for fence in fences if parse_tags(fence.info).is_rust]
    # rustdoc names a fence by its opener and indented code by its first line.
    found = sorted(fence.opener + (2 if fence.indented else 1) for fence in ours)
    assert len(found) >= 16
    assert found == lines_of_doctests(rustdoc, page)
