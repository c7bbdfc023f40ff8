"""A page that shows lines of a Rust file by `literalinclude`, or another page by `include`: judged as it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.model.expectation import Kind
from borrowproof.sources.collect import Sources, collect

FILE = "fn one() {}\n// start\nfn two() {\n    let a = 1;\n}\n// end\nfn three() {}\n"


def read(folder: Path, page: str, name: str = "docs/a.md", **files: str) -> Sources:
    for path, text in {name: page, "code/a.rs": FILE, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return collect([folder / "docs"], folder)


def myst(argument: str, *options: str) -> str:
    return "\n".join([f"```{{literalinclude}} {argument}", *options, "```", ""])


def restructured(argument: str, *options: str) -> str:
    return "\n".join([f".. literalinclude:: {argument}", *(f"   {option}" for option in options), "", "text", ""])


WHOLE = FILE.rstrip("\n")
PARTS = {
    (): WHOLE,
    (":language: rust",): WHOLE,
    (":lines: 1",): "fn one() {}",
    (":lines: 1,7-",): "fn one() {}\nfn three() {}",
    (":lines: -1, 7-99",): "fn one() {}\nfn three() {}",
    (":start-after: // start", ":end-before: // end"): "fn two() {\n    let a = 1;\n}",
    (":start-at: fn three",): "fn three() {}",
    (":end-at: one",): "fn one() {}",
    (":end-before: fn", ":lines: 1"): "fn one() {}",
    (":start-after: two() {", ":lines: 1", ":dedent:"): "let a = 1;",
    (":lines: 4", ":dedent: 4"): "let a = 1;",
    (":lines: 1", ":prepend: // first", ":append: // last"): "// first\nfn one() {}\n// last",
    (":start-line: 6", ":linenos:", ":caption: a"): "fn three() {}",
    (":end-line: -6",): "fn one() {}",
}


@pytest.mark.parametrize("options", PARTS)
@pytest.mark.parametrize("markup", [myst, restructured])
def test_the_lines_that_are_shown_are_judged(tmp_path: Path, markup: type, options: tuple[str, ...]) -> None:
    name = "docs/a.md" if markup is myst else "docs/a.rst"
    found = read(tmp_path, markup("../code/a.rs", *options), name)
    assert ([block.text for block in found.blocks], found.problems, found.unread) == ([PARTS[options]], (), ())
    assert {o.file for s in found.snippets for o in s.lines if o} <= {"code/a.rs", name}


def test_options_may_be_yaml(tmp_path: Path) -> None:
    page = myst("../code/a.rs", "---", "language: rust", 'lines: "1"', "class: no_run", "---")
    found = read(tmp_path, page)
    assert [(b.text, s.expectation.kind) for b, s in zip(found.blocks, found.snippets, strict=True)] == [
        ("fn one() {}", Kind.COMPILES)
    ]


def test_between_colons_and_as_code_of_an_include_too(tmp_path: Path) -> None:
    colons = ":::{literalinclude} ../code/a.rs\n:lines: 1\n:::\n\n"
    found = read(tmp_path, f"{colons}```{{include}} ../code/a.rs\n:code: rust\n:end-line: 1\n```\n")
    assert [block.text for block in found.blocks] == ["fn one() {}"] * 2


def test_a_path_from_the_root_is_looked_for_upwards(tmp_path: Path) -> None:
    found = read(tmp_path, myst("/code/a.rs", ":lines: 1"), "docs/deep/er/a.md")
    assert [block.text for block in found.blocks] == ["fn one() {}"]


def test_a_file_that_speaks_for_itself_does(tmp_path: Path) -> None:
    program = "//@ error E0382\nfn main() {\n    let a = vec![1];\n    drop(a);\n    drop(a); //~ E0382\n}\n"
    found = read(tmp_path, myst("../code/b.rs"), **{"code/b.rs": program})
    assert [(s.id, s.expectation.kind) for s in found.snippets] == [("code/b.rs", Kind.ERROR)]
    part = read(tmp_path, myst("../code/b.rs", ":lines: 3-4"), **{"code/b.rs": program})
    assert [s.id for s in part.snippets] == ["docs/a.md:1"]


WRONG = {
    ("../code/gone.rs",): "the included file '../code/gone.rs' does not exist",
    ("/code/gone.rs",): "the included file '/code/gone.rs' does not exist",
    ("../code/a.rs", ":lines: 90-"): "the include of '../code/a.rs' shows no code",
    ("../code/a.rs", ":lines: a"): "`:lines: a` is not a list of lines",
    ("../code/a.rs", ":lines: 99999999999999"): "there is no line 999999999999…",
    ("../code/a.rs", ":start-after: x"): "`:start-after:` looks for 'x', which no line of '../code/a.rs' has",
    ("../code/a.rs", ":end-before: one"): "`:end-before:` looks for 'one', which no line of '../code/a.rs' has",
    ("../code/a.rs", ":start-line: x"): "`start-line` and `end-line` are numbers; found 'x'",
    ("../code/a.rs", ":diff: b.rs"): "this directive shows a difference, which is no Rust",
}


@pytest.mark.parametrize("written", WRONG)
@pytest.mark.parametrize("markup", [myst, restructured])
def test_what_cannot_be_shown_is_a_problem(tmp_path: Path, markup: type, written: tuple[str, ...]) -> None:
    found = read(tmp_path, markup(*written), "docs/a.md" if markup is myst else "docs/a.rst")
    assert [(p.message, p.origin.line) for p in found.problems] == [(WRONG[written], 1)]
    assert found.snippets == ()


def test_a_page_that_is_shown_is_read_once(tmp_path: Path) -> None:
    readme = {"README.md": "```rust\nfn main() {}\n```\n", "notes.rst": ".. code:: rust\n\n   fn main() {}\n"}
    page = "```{include} ../README.md\n:start-after: x\n```\n\n```{include} ../notes.rst\n```\n"
    found = read(tmp_path, page, **readme, **{"docs/b.rst": ".. include:: ../README.md\n\n.. include:: a.md\n"})
    assert [s.id for s in found.snippets] == ["README.md:1", "notes.rst:1"]
    assert found.unread == ()


def test_a_text_that_is_shown_and_not_read_is_listed(tmp_path: Path) -> None:
    files = {"code/a.inc": ".. code:: rust\n\n   fn main() {}\n", "code/b.inc": "text\n"}
    found = read(tmp_path, ".. include:: ../code/a.inc\n\n.. include:: ../code/b.inc\n", "docs/a.rst", **files)
    assert [str(u.origin) for u in found.unread] == ["docs/a.rst:1"]
