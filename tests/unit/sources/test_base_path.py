"""A site's includes are found where its `base_path` says, as pymdownx.snippets finds them; a README has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.sources.collect import Sources, collect

OTHER = "fn main() {\n    // --8<-- [start:body]\n    let x = 5;\n    // --8<-- [end:body]\n}\n"
CONFIGURATION = "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: "


def site(root: Path, base_path: str, page: str) -> Sources:
    """What a site with one page holds."""
    files = {
        "mkdocs.yml": f"{CONFIGURATION}{base_path}\n",
        "docs/part/index.md": page,
        "docs/code/hello.rs": "fn hello() {}\n",
        "docs/part/near.rs": "fn near() {}\n",
        "examples/other.rs": OTHER,
        "examples/hello.rs": "fn shadowed() {}\n",
        "examples.md": "fn elsewhere() {}\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return collect([root / "docs"], root)


def page(*includes: str) -> str:
    return "".join(f'```rust\n--8<-- "{include}"\nfn more() {{}}\n```\n\n' for include in includes)


FOUND = {
    "the first folder that has it": ("[docs/code, examples]", "hello.rs", "fn hello"),
    "the next folder": ("[docs/code, examples]", "other.rs:body", "let x = 5"),
    "lines": ("[docs/code, examples]", "other.rs:3:3", "let x = 5"),
    "the order counts": ("[examples, docs/code]", "hello.rs", "fn shadowed"),
    "one folder": ("examples", "other.rs:body", "let x = 5"),
    "the root": ("[.]", "examples/other.rs:body", "let x = 5"),
    "beside the page": ("[!relative ]", "near.rs", "fn near"),
    "up from the page": ("[!relative ]", "../code/hello.rs", "fn hello"),
    "the docs": ("[!relative $docs_dir]", "code/hello.rs", "fn hello"),
    "one file": ("[docs/code/hello.rs, examples]", "hello.rs", "fn hello"),
}


@pytest.mark.parametrize("case", FOUND)
def test_an_include_is_found(case: str, tmp_path: Path) -> None:
    base_path, include, text = FOUND[case]
    found = site(tmp_path, base_path, page(include))
    assert found.problems == ()
    assert text in found.blocks[0].text


LOST = {
    "no folder has it": ("[docs/code]", "other.rs"),
    "only the root has it": ("[docs/code]", "examples/other.rs"),
    "beside the page, where nobody looks": ("[docs/code]", "near.rs"),
    "one file is no folder": ("[docs/code/hello.rs]", "other.rs"),
    "no such folder": ("[nowhere]", "hello.rs"),
}


@pytest.mark.parametrize("case", LOST)
def test_an_include_is_not_found_elsewhere(case: str, tmp_path: Path) -> None:
    base_path, include = LOST[case]
    found = site(tmp_path, base_path, page(include))
    assert [problem.message for problem in found.problems] == [f"the included file '{include}' does not exist"]
    assert found.snippets == ()


DEDENTED = {
    "a section": ("other.rs:body", "let x = 5;\nfn more() {}"),
    "lines": ("other.rs:2:3", "// --8<-- [start:body]\nlet x = 5;\nfn more() {}"),
    "lines that share nothing": ("other.rs:3:5", "    let x = 5;\n    // --8<-- [end:body]\n}\nfn more() {}"),
    "a whole file": ("other.rs", "fn main() {\n    let x = 5;\n}\n\nfn more() {}"),  # with its empty last line
}


@pytest.mark.parametrize("case", DEDENTED)
def test_parts_of_files_are_dedented_as_the_site_shows_them(case: str, tmp_path: Path) -> None:
    include, text = DEDENTED[case]
    found = site(tmp_path, "[examples]\n      dedent_subsections: true", page(include))
    assert found.problems == ()
    assert found.blocks[0].text == "\n".join(line for line in text.split("\n") if "8<--" not in line)


def test_what_is_wrong_in_a_dedented_part_keeps_its_column(tmp_path: Path) -> None:
    found = site(tmp_path, "[examples]\n      dedent_subsections: true", page("other.rs:body"))
    (origin, *_) = [o for o in found.snippets[0].lines if o is not None and o.file.endswith("other.rs")]
    assert (origin.line, origin.column) == (3, 5)


def test_a_readme_beside_a_site_is_read_as_github_shows_it(tmp_path: Path) -> None:
    site(tmp_path, "[docs]", "# Nothing\n")
    readme = "- An item:\n  ```rust\n  fn a() {}\n  ```\n\n- ```rust\n  fn b() {}\n  ```\n\n```rust\nfn c() {}\n````\n"
    (tmp_path / "README.md").write_text(readme, encoding="utf-8")
    assert [block.text for block in collect([tmp_path / "README.md"], tmp_path).blocks] == [
        "fn a() {}",
        "fn b() {}",
        "fn c() {}",
    ]
