"""A fence that holds one include of a Rust file: whose words count, those of the fence or those of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from borrowproof.model.expectation import Kind
from borrowproof.sources.collect import Sources, collect

Read = Callable[[dict[str, str]], Sources]
PROGRAM = (
    "fn main() {\n    // ANCHOR: body\n    // --8<-- [start:body]\n    let a = 1;\n    // --8<-- [end:body]\n"
    "    // ANCHOR_END: body\n    drop(a);\n}\n"
)
CLAIMS = f"//@ panics\n{PROGRAM}"
BOOK, SITE = {"book.toml": "[book]\n"}, {"mkdocs.yml": "site_name: A\n"}
BASE = {"mkdocs.yml": "markdown_extensions: [{pymdownx.snippets: {base_path: [docs/code, examples]}}]\n"}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read({name: text})`: what is found of a project with these files in its folders `docs` and `src`."""

    def collected(files: dict[str, str]) -> Sources:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return collect([tmp_path / folder for folder in ("docs", "src") if (tmp_path / folder).is_dir()], tmp_path)

    return collected


def fence(tags: str, include: str) -> str:
    return f"```{tags}\n{include}\n```\n"


INCLUDES = {  # what the fence is compiled as, without the lines of a wrapper
    "book: a whole file": (BOOK, "src/a.md", "{{#include a.rs}}", "src/a.rs", 8),
    "book: a whole file, nothing hidden": (BOOK, "src/a.md", "{{#rustdoc_include a.rs}}", "src/a.rs", 8),
    "book: an anchor": (BOOK, "src/a.md", "{{#include a.rs:body}}", "src/a.rs", 3),
    "book: an anchor, the rest hidden": (BOOK, "src/a.md", "{{#rustdoc_include a.rs:body}}", "src/a.rs", 6),
    "book: lines": (BOOK, "src/a.md", "{{#include a.rs:4:4}}", "src/a.rs", 1),
    "book: a line, the rest hidden": (BOOK, "src/a.md", "{{#rustdoc_include a.rs:4}}", "src/a.rs", 8),
    "book: outside the folder": (BOOK, "src/a.md", "{{#include ../listings/a.rs}}", "listings/a.rs", 8),
    "book: indented": (BOOK, "src/a.md", "  {{ #include a.rs }}", "src/a.rs", 8),
    "nobody's": ({}, "docs/a.md", "{{#include a.rs}}", "docs/a.rs", 8),
    "site: a whole file": (SITE, "docs/a.md", '--8<-- "docs/a.rs"', "docs/a.rs", 6),
    "site: a section": (SITE, "docs/a.md", '--8<-- "docs/a.rs:body"', "docs/a.rs", 1),
    "site: lines": (SITE, "docs/a.md", '--8<-- "docs/a.rs:4:4"', "docs/a.rs", 1),
    "site: as a block": (SITE, "docs/a.md", "--8<--\ndocs/a.rs\n--8<--", "docs/a.rs", 6),
    "site: below base_path": (BASE, "docs/a.md", '--8<-- "a.rs"', "docs/code/a.rs", 6),
    "site: below another base_path": (BASE, "docs/a.md", '--8<-- "b/a.rs:4:4"', "examples/b/a.rs", 1),
}


@pytest.mark.parametrize("name", INCLUDES)
def test_where_nobody_configures_us_the_text_is_judged_by_the_tags_of_its_fence(read: Read, name: str) -> None:
    files, page, include, file, lines = INCLUDES[name]
    found = read({**files, page: fence("rust,compile_fail,E0308", include), file: PROGRAM})
    assert found.problems == ()
    [snippet] = found.snippets
    said = snippet.expectation
    assert (snippet.id, said.kind, said.codes) == (f"{page}:1", Kind.ERROR, frozenset({"E0308"}))
    written = [origin for origin in snippet.lines if origin is not None]
    assert {origin.file for origin in written} == {file}
    assert len(written) == lines
    assert "let a = 1;" in snippet.code
    [block] = found.blocks
    assert (block.snippet, block.line) == (snippet.id, 1)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ("rust,ignore", Kind.IGNORED),
        ("rust,no_run", Kind.COMPILES),
        ("rust,should_panic", Kind.PANICS),
        ("", Kind.RUNS),
    ],
)
def test_every_tag_of_the_fence_counts(read: Read, tags: str, kind: Kind) -> None:
    [snippet] = read({"docs/a.md": fence(tags, "{{#include a.rs}}"), "docs/a.rs": PROGRAM}).snippets
    assert snippet.expectation.kind is kind


@pytest.mark.parametrize("project", [BOOK, SITE, {}])
def test_a_file_that_speaks_for_itself_is_judged_whole(read: Read, project: dict[str, str]) -> None:
    include = '--8<-- "docs/a.rs:body"' if project is SITE else "{{#include a.rs:body}}"
    found = read({**project, "docs/a.md": fence("rust", include), "docs/a.rs": CLAIMS})
    [snippet] = found.snippets
    assert (snippet.id, snippet.expectation.kind) == ("docs/a.rs", Kind.PANICS)
    assert found.blocks[0].snippet == "docs/a.rs"
    assert found.problems == ()


def test_a_file_with_directives_of_other_tools_does_not_speak_to_us(read: Read) -> None:
    program = f"//@ check-pass\n//@ edition:2021\n{PROGRAM}"
    found = read({"docs/a.md": fence("rust,no_run", "{{#include a.rs}}"), "docs/a.rs": program})
    assert [(s.id, s.expectation.kind) for s in found.snippets] == [("docs/a.md:1", Kind.COMPILES)]
    assert (found.problems, found.unclaimed) == ((), 0)


@pytest.mark.parametrize("strict", ["", "strict = true\n"])
def test_in_a_configured_project_every_file_speaks_for_itself(read: Read, strict: str) -> None:
    table = {"pyproject.toml": f"[tool.borrowproof]\n{strict}"}
    found = read({**table, "docs/a.md": fence("rust", '--8<-- "docs/a.rs"'), "docs/a.rs": PROGRAM})
    assert found.snippets == ()
    assert [(str(p.origin), p.message) for p in found.problems] == [
        ("docs/a.rs:1", "the file does not say what should happen")
    ]


@pytest.mark.parametrize("tags", ["rust", "rust,ignore", "rust,compile_fail"])
@pytest.mark.parametrize("project", [BOOK, SITE, {}])
def test_a_missing_file_is_a_problem_and_never_an_empty_program(read: Read, project: dict[str, str], tags: str) -> None:
    include = '--8<-- "gone.rs"' if project is SITE else "{{#include gone.rs}}"
    found = read({**project, "docs/a.md": fence(tags, include)})
    assert (found.snippets, found.blocks) == ((), ())
    assert [(str(p.origin), p.message) for p in found.problems] == [
        ("docs/a.md:2", "the included file 'gone.rs' does not exist")
    ]


def test_a_file_that_a_page_includes_is_looked_at(read: Read) -> None:
    files = {"src/a.md": fence("rust", "{{#include a.rs}}"), "src/a.rs": PROGRAM, "src/b.rs": PROGRAM}
    assert read({**BOOK, **files}).unclaimed == 1


NOTHING = {
    "{{#include a.rs:nowhere}}": {},
    "{{#rustdoc_include a.rs:nowhere}}": {},
    "{{#include a.rs:90:95}}": {},
    "{{#include a.rs:4:2}}": {},
    "{{#include empty.rs}}": {},
    '--8<-- "docs/a.rs:90:95"': SITE,
    '--8<-- "docs/empty.rs"': SITE,
}


@pytest.mark.parametrize("include", NOTHING)
def test_an_include_that_shows_nothing_is_a_problem_and_no_empty_program(read: Read, include: str) -> None:
    files = {"docs/a.md": fence("rust", include), "docs/a.rs": PROGRAM, "docs/empty.rs": "\n"}
    found = read({**NOTHING[include], **files})
    assert found.snippets == ()
    assert [str(p.origin) for p in found.problems] == ["docs/a.md:1"]
    assert "shows no code" in found.problems[0].message


def test_a_fence_with_words_of_its_own_beside_such_an_include_is_judged(read: Read) -> None:
    page = "```rust\n{{#rustdoc_include a.rs:nowhere}}\nfn more() {}\n```\n"
    assert len(read({"docs/a.md": page, "docs/a.rs": PROGRAM}).snippets) == 1


ELSEWHERE = {  # how many problems a failed include is, by where it stands
    "Write `{{#include [filename]}}` there.\n": 0,
    "```c\n{{#include gone.c}}\n```\n": 0,
    "```text\nsee {{#include gone.rs}}\n```\n": 0,
    "- ```c\n  {{#include gone.c}}\n": 0,
    "{{#include gone.md}}\n": 1,
    "> {{#include gone.md}}\n": 1,
    "```rust\nlet a = 1; // {{#include gone.rs}}\n```\n": 1,
    "```\n{{#include gone.rs}}\n```\n": 1,
    "    {{#include gone.rs}}\n": 1,
}


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_missing_file_that_can_hold_no_rust_is_nothing_to_a_project_of_others(read: Read, text: str) -> None:
    assert len(read({"docs/a.md": text}).problems) == ELSEWHERE[text]


@pytest.mark.parametrize(("language", "problems"), [("rust", 1), ("python", 0), ("", 0)])
def test_so_it_is_in_a_site_of_others(read: Read, language: str, problems: int) -> None:
    page = f'```{language}\n--8<-- "gone.txt"\n```\n'
    assert len(read({**SITE, "docs/a.md": page}).problems) == problems
    table = {"pyproject.toml": "[tool.borrowproof]\n"}
    assert len(read({**SITE, **table, "docs/a.md": page}).problems) == 1
