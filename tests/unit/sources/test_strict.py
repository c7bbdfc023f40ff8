"""Our house rules hold where `strict = true` is said, not wherever a project has a table of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.sources.collect import Sources, collect

RULES = {  # a page that a strict project refuses, and every other one takes
    "any failure": "```rust,compile_fail\nlet a: u8 = true;\n```\n",
    "ignored without a reason": "```rust,ignore\nfn main() {}\n```\n",
    "a word of another tool": "```rust,editable\nfn main() {}\n```\n",
    "a code without a failure": "```rust,E0382\nfn main() {}\n```\n",
    "a contradiction": "```rust,compile_fail,no_run,E0382\nfn main() {}\n```\n",
    "an option of a theme": '```rust {linenums="1"}\nfn main() {}\n```\n',
    "a program of nothing": "```rust\n\n```\n",
    "another name of Rust": "```rs\nfn main() {}\n```\n",
    "a language like ours": "```rusty\nfn main() {}\n```\n",
    "a pin without a level": "```rust,compile_fail,E0308\nlet a: u8 = true; //~ mismatched\n```\n",
}
ALWAYS = {  # what every project of ours refuses
    "a directive of another tool": "```rust\n//@ check-pass\nfn main() {}\n```\n",
    "output of no program": "```text {.stdout}\nhi\n```\n",
    "a misspelt tag": "```rust,no-run\nfn main() {}\n```\n",
}


def read(folder: Path, table: str, page: str) -> Sources:
    (folder / "docs").mkdir()
    (folder / "docs" / "a.md").write_text(page)
    (folder / "docs" / "nobody.rs").write_text("fn main() {}\n")
    (folder / "pyproject.toml").write_text(table)
    return collect([folder / "docs" / "a.md"], folder)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize(
    ("table", "refused"),
    [
        ("[tool.borrowproof]\nstrict = true\n", True),
        ("[tool.borrowproof]\n", False),
        ("[tool.borrowproof]\nstrict = false\n", False),
        ("[tool.other]\n", False),
    ],
)
def test_a_house_rule_holds_where_somebody_is_strict(tmp_path: Path, name: str, table: str, refused: bool) -> None:
    found = read(tmp_path, table, RULES[name])
    assert bool(found.problems) is refused
    assert all(snippet.strict_warnings is refused for snippet in found.snippets)


@pytest.mark.parametrize("name", ALWAYS)
@pytest.mark.parametrize("strict", ["", "strict = true\n"])
def test_what_is_no_matter_of_taste_is_refused_in_every_project_of_ours(tmp_path: Path, name: str, strict: str) -> None:
    assert len(read(tmp_path, f"[tool.borrowproof]\n{strict}", ALWAYS[name]).problems) == 1


@pytest.mark.parametrize(("strict", "problems"), [("", 0), ("strict = true\n", 1)])
def test_a_file_that_claims_nothing_is_refused_by_the_strict_alone(tmp_path: Path, strict: str, problems: int) -> None:
    read(tmp_path, f"[tool.borrowproof]\n{strict}", "# Nothing\n")
    assert len(collect([tmp_path / "docs"], tmp_path).problems) == problems
