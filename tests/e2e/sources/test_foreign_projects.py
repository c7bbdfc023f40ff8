"""Other people's books, sites and READMEs, judged by a real rustc: what each of their fences comes to, in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.model.run import Run
from borrowproof.model.verdict import Status

WRONG = 'fn main() {\n    let x: i32 = "no";\n}\n'
RIGHT = 'fn main() {\n    println!("hi");\n}\n'
SECTIONS = "fn main() {\n    // --8<-- [start:b]\n    let x = 5;\n    // --8<-- [end:b]\n    drop(x);\n}\n"
NEEDS_2024 = "let x = Some(1);\nif let Some(a) = x && a == 1 {}\n"
CARGO = '[package]\nname = "mine"\nedition = "{}"\n'


def page(*fences: tuple[str, str]) -> str:
    return "".join(f"```{info}\n{code.rstrip()}\n```\n\n" for info, code in fences)


# A project is a folder: its files, and the verdicts of its fences in their order: + matched, - mismatched, ? neither.
PROJECTS: dict[str, tuple[dict[str, str], str]] = {
    "a book of includes": (
        {
            "book.toml": '[rust]\nedition = "2021"\n',
            "src/a.md": page(
                ("rust", "{{#include prog.rs}}"),
                ("rust,compile_fail,E0308", "{{#include wrong.rs}}"),
                ("rust", "{{#rustdoc_include prog.rs:2}}"),
                ("rust", "{{#include wrong.rs}}"),
                ("rust,compile_fail,E0382", "{{#include wrong.rs}}"),
                ("rust,ignore", "{{#include wrong.rs}}"),
                ("rust,should_panic", "{{#include ../listings/panics.rs}}"),
            ),
            "src/prog.rs": RIGHT,
            "src/wrong.rs": WRONG,
            "listings/panics.rs": 'fn main() {\n    panic!("as said");\n}\n',
        },
        "+++--?+",
    ),
    "a README of includes": (
        {"README.md": page(("rust", "{{#include wrong.rs}}"), ("rust", "assert_eq!(1 + 1, 2);")), "wrong.rs": WRONG},
        "-+",
    ),
    "a site of includes": (
        {
            "mkdocs.yml": "markdown_extensions: [{pymdownx.snippets: {base_path: [docs/code, examples]}}]\n",
            "docs/index.md": page(
                ("rust", '--8<-- "wrong.rs"'),
                ("rust,compile_fail,E0308", '--8<-- "wrong.rs"'),
                ("rust", '--8<-- "other.rs:b"'),
                ("rust", '--8<-- "other.rs:3:3"'),
                ("{ .rust .annotate }", "let x: u8 = 1; // (1)!"),
                ("rs", 'let x: u8 = "";'),
            ),
            "docs/code/wrong.rs": WRONG,
            "examples/other.rs": SECTIONS,
            "README.md": "- ```rust\n  assert_eq!(2, 2);\n  ```\n",
        },
        "-++++-" + "+",
    ),
    "directives of compiletest": (
        {
            "a.md": page(
                ("rust", "// A test.\n//@ check-pass\n//@ compile-flags: -O\n\nfn main() {}"),
                ("rust", "//@ run-fail\nfn main() {}"),
                ("rust", "//@ edition:2015\nfn main() {}"),
                ("rust,compile_fail", "//@ check-pass\n//@ error E0308\nlet x: u8 = true;"),
                ("rust,compile_fail,E0308", "//@ revisions: a b\n//@[a] compile-flags: -O\nlet x: u8 = true;"),
            )
        },
        "++++",
    ),
    "Rust under other names": (
        {
            "a.md": page(("rs", WRONG), ("Rust", WRONG), ("rust:src/main.rs", WRONG), ("{.rust .compile_fail}", WRONG)),
            "b.mdx": f"<Tabs>\n{page(('rust', WRONG))}</Tabs>\n",
            "c.qmd": page(("{rust}", RIGHT), ("", "no Rust")),
            "d.mkd": page(("rust", RIGHT)),
            "e.rst": ".. code-block:: rust\n\n   let x: u8 = true;\n",
        },
        "---+" + "-" + "+" + "+" + "-",
    ),
    "an edition of a crate": ({"Cargo.toml": CARGO.format(2021), "README.md": page(("rust", NEEDS_2024))}, "-"),
    "an edition of a workspace": (
        {
            "Cargo.toml": '[workspace.package]\nedition = "2024"\n',
            "crates/a/Cargo.toml": '[package]\nname = "a"\nedition.workspace = true\n',
            "crates/a/README.md": page(("rust", NEEDS_2024)),
        },
        "+",
    ),
    "an edition of a site": (
        {"mkdocs.yml": "plugins: [{borrowproof: {edition: 2021}}]\n", "docs/a.md": page(("rust", NEEDS_2024))},
        "-",
    ),
    "a table without our house rules": (
        {
            "pyproject.toml": "[tool.borrowproof]\n",
            "docs/a.md": page(
                ("rust", "let r = &1;\ndrop(r);"), ("rust,compile_fail", "let x: u8 = true;"), ("rust,ignore", "x")
            ),
        },
        "++?",
    ),
    "a table with our house rules": (
        {"pyproject.toml": "[tool.borrowproof]\nstrict = true\n", "docs/a.md": page(("rust", "let r = &1;\ndrop(r);"))},
        "-",
    ),
}
SIGNS = {Status.MATCHED: "+", Status.MISMATCHED: "-", Status.NOT_CHECKED: "?"}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All of these projects, side by side in one folder, in one run."""
    home = tmp_path_factory.mktemp("projects")
    for name, (files, _) in PROJECTS.items():
        for file, text in files.items():
            path = home / _folder(name) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return pipeline.verify([home], home)


def _folder(name: str) -> str:
    return name.replace(" ", "-")


@pytest.mark.parametrize("name", PROJECTS)
def test_each_fence_comes_to_what_is_right(run: Run, name: str) -> None:
    found = [e for e in run.evidence if Path(e.snippet.origin.file).parts[0] == _folder(name)]
    order = {file: number for number, file in enumerate(PROJECTS[name][0])}
    found.sort(key=lambda e: (order[str(Path(*Path(e.snippet.origin.file).parts[1:]))], e.snippet.origin.line))
    verdicts = "".join(SIGNS[e.verdict.status] for e in found)
    assert verdicts == PROJECTS[name][1], [(e.snippet.id, e.verdict) for e in found]


def test_a_directive_of_ours_still_counts_beside_those_of_others(run: Run) -> None:
    """A bare `compile_fail` and `//@ error E0308` differ, which the author is told."""
    assert [p.message for p in run.problems] == ["the fence says `error`, its directive says `error E0308`"]


def test_all_was_read(run: Run) -> None:
    assert (run.unread, run.unclaimed) == ((), 0)
