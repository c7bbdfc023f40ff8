"""Claims about types in snippets: where they point in the program that rustc is given, which holds no trace of them."""

from __future__ import annotations

from pathlib import Path

from borrowproof.sources.collect import Sources, collect

PAGE = """# Types

```rust
# use std::rc::Rc;
let word = String::new();
//  ^? String
let shared = Rc::new(word);
//         ^? Rc<String>

drop(shared);
//   ^? Rc<String>
```
"""
FILE = """//@ error E0382
fn main() {
    let word = String::new();
    //  ^? String
    drop(word);
    drop(word); //~ E0382
}
"""


def read(folder: Path, files: dict[str, str]) -> Sources:
    (folder / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n", "utf-8")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return collect([folder], folder)


def test_a_claim_leaves_no_line_behind(tmp_path: Path) -> None:
    found = read(tmp_path, {"docs/a.md": PAGE.replace("//         ^? Rc", "//  ^? Rc"), "snippets/b.rs": FILE})
    assert found.problems == ()
    by_id = {snippet.id: snippet for snippet in found.snippets}
    fence, file = by_id["docs/a.md:3"], by_id["snippets/b.rs"]
    texts = fence.code.split("\n")
    claims = fence.expectation.types
    assert [(texts[c.line - 1][c.column - 1 :].partition(" ")[0], c.type) for c in claims] == [
        ("word", "String"),
        ("shared", "Rc<String>"),
        ("shared);", "Rc<String>"),
    ]
    assert [c.origin.line for c in claims] == [6, 8, 11]
    assert "^?" not in fence.code
    assert any(texts[n - 1] == "use std::rc::Rc;" for n in fence.hidden)
    assert [origin.line for origin in file.lines if origin is not None] == [2, 3, 5, 6, 7]
    assert [pin.line for pin in file.expectation.pins] == [4]
    [block] = [block for block in found.blocks if block.page == "docs/a.md"]
    assert block.lines.count(None) == 3


def test_a_claim_that_means_nothing_is_a_problem_at_its_line(tmp_path: Path) -> None:
    [problem] = read(tmp_path, {"docs/a.md": PAGE}).problems
    assert (str(problem.origin), problem.message) == (
        "docs/a.md:8",
        "the caret of `//         ^? Rc<String>` points at `=`, which is no variable",
    )


def test_what_is_ignored_claims_no_type(tmp_path: Path) -> None:
    [problem] = read(tmp_path, {"snippets/b.rs": FILE.replace("//@ error E0382", "//@ ignore later")}).problems
    assert problem.message == "what is ignored makes no claim about types"
