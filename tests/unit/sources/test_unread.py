"""Rust in every spelling and kind of file: read where it is Rust, listed with a reason where it is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.project import ConfigurationError
from borrowproof.sources.collect import Sources, collect

BODY = "fn main() {}"


def read(folder: Path, files: dict[str, str]) -> Sources:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return collect([folder], folder)


def fence(info: str) -> str:
    return f"```{info}\n{BODY}\n```\n"


READ = (
    *("rs", "Rust", "RUST", "Rs", "rust:src/main.rs", "rust:main", "rs:main.rs", ".rust", "{.rust}", "{ .rust .x }"),
    *("{rust}", "{.rs}", "rust{1,3}", "rust {1,3}", 'rust title="a"', "rust,editable", "Rust,editable", "rs,linenos"),
)


@pytest.mark.parametrize("info", READ)
def test_a_fence_in_another_spelling_of_rust_is_read(tmp_path: Path, info: str) -> None:
    found = read(tmp_path, {"a.md": fence(info)})
    assert [s.expectation.kind.value for s in found.snippets] == ["compiles"]
    assert (found.problems, found.unread) == ((), ())


@pytest.mark.parametrize("info", ["rs", "Rust", "{ .rust .annotate }", "{.rs}", 'rs linenums="1"'])
def test_so_it_is_in_a_site_without_our_rules(tmp_path: Path, info: str) -> None:
    found = read(tmp_path, {"mkdocs.yml": "", "docs/a.md": fence(info)})
    assert [s.id for s in found.snippets] == ["docs/a.md:1"]
    assert (found.problems, found.unread) == ((), ())


@pytest.mark.parametrize("info", ["rs,no_run", "Rust no_run", "rust:src/main.rs,no_run", "{.rust .no_run #id a=b}"])
def test_its_further_tags_count(tmp_path: Path, info: str) -> None:
    [snippet] = read(tmp_path, {"a.md": fence(info)}).snippets
    assert snippet.expectation.kind.value == "compiles no_run"


MISSPELT = {
    "compile-fail": "compile_fail",
    "norun": "no_run",
    "no-run": "no_run",
    "compilefail,E0382": "compile_fail",
    "should-panic": "should_panic",
    "shouldpanic": "should_panic",
    "Compile_Fail": "compile_fail",
    "compile_fial": "compile_fail",
    "text,norun": None,
}


@pytest.mark.parametrize("info", MISSPELT)
@pytest.mark.parametrize("site", [{}, {"mkdocs.yml": "docs_dir: .\n"}])
def test_a_fence_of_a_misspelt_tag_is_a_problem(tmp_path: Path, info: str, site: dict[str, str]) -> None:
    meant = MISSPELT[info]
    problems = read(tmp_path, {**site, "a.md": fence(info)}).problems
    assert [p.fix for p in problems] == ([f"did you mean `rust,{meant}`?"] if meant else [])


OTHERS = (*("text", "toml", "console", "rest", "rst", "just", "gitignore", "sh", "c", "run", "python", "ron", "trust"),)


@pytest.mark.parametrize("info", OTHERS)
def test_another_language_is_another_language(tmp_path: Path, info: str) -> None:
    found = read(tmp_path, {"a.md": fence(info)})
    assert (found.snippets, found.problems, found.unread) == ((), (), ())


@pytest.mark.parametrize("info", ["rustlang", "rust-lang", "rust2021", "ruts", "rustc", "rust-script,ignore"])
def test_what_looks_like_rust_is_listed(tmp_path: Path, info: str) -> None:
    found = read(tmp_path, {"a.md": fence(info)})
    assert found.snippets == ()
    assert [(str(u.origin), "is no name of Rust; write `rust`" in u.why) for u in found.unread] == [("a.md:1", True)]


@pytest.mark.parametrize("info", ["main.rs", "src/main.rs", "src\\main.rs", "lib.rs:10-20", "a-b.rs title"])
def test_a_file_where_the_language_should_be_is_listed(tmp_path: Path, info: str) -> None:
    found = read(tmp_path, {"a.md": fence(info)})
    assert found.snippets == ()
    assert [str(u.origin) for u in found.unread] == ["a.md:1"]
    assert ".rs` is no name of Rust; write `rust`" in found.unread[0].why


@pytest.mark.parametrize("info", ["main.rst", "parser", "text main.rs", "a.rs.bak", "toml"])
def test_a_file_of_another_language_is_not(tmp_path: Path, info: str) -> None:
    assert read(tmp_path, {"a.md": fence(info)}).unread == ()


NO_CODE = {
    "<!--\n```rust\nfn main() {}\n```\n-->\n": 2,
    "<details>\n```rust\nfn main() {}\n```\n</details>\n": 2,
    "<pre>\n\n> ```rs\n```\n</pre>\n": 3,
    "- [ ] task\n      ```rust,no_run\n      fn main() {}\n      ```\n": 2,
}


@pytest.mark.parametrize("text", NO_CODE)
def test_a_fence_that_is_no_code_block_is_listed(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, {"a.md": text})
    assert found.snippets == ()
    assert [u.origin.line for u in found.unread] == [NO_CODE[text]]
    assert "begins no code block" in found.unread[0].why


@pytest.mark.parametrize(
    "text",
    [
        "````md\n```rust\nfn main() {}\n```\n````\n",
        "```text\n    ```rust\n```\n",
        "---\na: |\n  ```rust\n---\n",
        '+++\na = """\n```rust\n"""\n\n    [extra]\n+++\n',
        "Write `` ```rust `` above it.\n",
    ],
)
def test_text_about_fences_is_not(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, {"a.md": text})
    assert (found.snippets, found.problems, found.unread) == ((), (), ())


BY_OTHERS = (
    *("<<< @/snippets/a.rs", "@[code rust](a.rs)", "{!a.rs!}", "[!code-rust[](a.rs)]", "{% highlight rust %}"),
    *('{{< highlight rust "linenos=table" >}}', "{% include_code lang:rust a.rs %}", "include::a.rs[]"),
    *('<pre><code class="language-rust">', '<CodeBlock language="rust">', "```{extendrsrc}\nfn a() {}\n```"),
    *("```{highlight} rust\n```", "```{include} a.rs\n```", "```{rli} https://example.org/a.rs\n```"),
    *("```{embed-code}\n:lang: rust\n```",),
)


@pytest.mark.parametrize("text", BY_OTHERS)
@pytest.mark.parametrize("site", [{}, {"mkdocs.yml": "docs_dir: .\n"}])
def test_what_others_put_on_a_page_is_listed(tmp_path: Path, text: str, site: dict[str, str]) -> None:
    if site and text.startswith("```{"):
        return  # MkDocs knows no directives
    found = read(tmp_path, {**site, "a.md": f"text\n\n{text}\n", "b.txt": text})
    assert found.snippets == ()
    assert [str(u.origin) for u in found.unread] == ["a.md:3"]


@pytest.mark.parametrize(
    "text",
    [
        *("{% if rust %}", "{% include nav-rust.html %}", "<!-- include: a.rs -->", "[link](a.rs)", "`<<< @/a.rs`"),
        *("<div class='trust'>", "```{note} Rust\ntext\n```", "```{literalinclude} a.rs\n:language: text\n```"),
        *("````text\n<<< @/a.rs\n```{include} a.rs\n```\n````",),
    ],
)
def test_other_markup_is_not(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, {"a.md": f"text\n\n{text}\n"})
    assert (found.snippets, found.problems, found.unread) == ((), (), ())


def test_a_fence_that_mkdocs_hides_is_listed(tmp_path: Path) -> None:
    text = f"<!--\n{fence('rust')}-->\n\ntext\n\n        ```rust\n        fn main() {{}}\n        ```\n"
    found = read(tmp_path, {"mkdocs.yml": "", "docs/a.md": text})
    assert found.snippets == ()
    assert [u.origin.line for u in found.unread] == [2, 9]


PAGES = ("a.md", "a.markdown", "a.mdown", "a.mkd", "a.mkdn", "a.mkdown", "a.mdwn", "a.mdx", "a.qmd", "a.Rmd", "A.MD")


@pytest.mark.parametrize("name", PAGES)
def test_markdown_is_read_whatever_its_files_are_called(tmp_path: Path, name: str) -> None:
    assert [s.id for s in read(tmp_path, {name: fence("rust")}).snippets] == [f"{name}:1"]
    assert collect([tmp_path / name], tmp_path).snippets


def test_mdx_has_no_indented_code_and_its_elements_hold_fences(tmp_path: Path) -> None:
    text = f"<Tabs>\n{fence('rust')}</Tabs>\n\n    not code\n"
    found = read(tmp_path, {"a.mdx": text})
    assert ([s.id for s in found.snippets], found.unread) == (["a.mdx:2"], ())


@pytest.mark.parametrize("name", ["a.mdx", "a.qmd", "a.Rmd"])
def test_where_no_rustdoc_reads_a_fence_without_a_word_is_not_rust(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, {name: fence(""), "a.md": fence("")}).blocks[0].page == "a.md"
    assert collect([tmp_path / name], tmp_path).snippets == ()


def test_mdx_within_the_docs_folder_is_none_of_mkdocs(tmp_path: Path) -> None:
    found = read(tmp_path, {"mkdocs.yml": "", "docs/a.mdx": "- a\n  ```rust\n  fn main() {}\n  ```\n"})
    assert [s.id for s in found.snippets] == ["docs/a.mdx:2"]


OTHER_KINDS = {
    "a.asciidoc": '[source,"rust"]\n----\nfn main() {}\n----\n\n [source, rs]\n\n[source,ruby]\n',
    "a.adoc": "[source,rust]\n----\nfn main() {}\n----\n\n```rust\nfn main() {}\n```\n",
    "a.tex": "\\begin{minted}[linenos]{rust}\n\\begin{lstlisting}[frame=single,language=Rust]\n\\begin{minted}{c}\n",
    "b.adoc": "[,rust]\n----\nfn main() {}\n----\n\n[source%linenums,rust]\n\n[NOTE, rusty]\n",
    "b.tex": "\\inputminted{rust}{a.rs}\n a \\lstinputlisting[language=Rust]{a.rs}\n\\inputminted{c}{a.c}\n",
    "b.org": '#+INCLUDE: "a.rs" src rust\n#+INCLUDE: "a.c" src c\n#+begin_src rust\n',
    "a.ipynb": '{\n "language": "rust",\n "language":"Rust"\n}\n',
    "a.typ": "```rust\nfn main() {}\n```\n\n```rs\n```\n\n```c\n```\n",
    "a.org": "#+BEGIN_SRC rust\nfn main() {}\n#+END_SRC\n  #+begin_src rustic\n",
}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_rust_in_another_markup_is_counted(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, {name: OTHER_KINDS[name]})
    assert (found.snippets, len(found.unread)) == ((), 2)
    assert {u.why for u in found.unread} == {f"`{Path(name).suffix}` files are not read"}


def test_what_cannot_be_read_of_such_a_file_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_bytes(b"caf\xe9\n\\begin{minted}{rust}\n")
    (tmp_path / "b.org").symlink_to(tmp_path / "gone")
    found = collect([tmp_path], tmp_path)
    assert (found.problems, [str(u.origin) for u in found.unread]) == ((), ["a.tex:2"])


def test_a_file_of_no_known_kind_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(fence("rust"))
    with pytest.raises(ConfigurationError, match="neither Markdown nor Rust"):
        collect([tmp_path / "a.txt"], tmp_path)


@pytest.mark.parametrize("info", ["rs", "Rust", "rust:src/main.rs", "rs,no_run"])
def test_in_doc_comments_the_names_of_rust_are_those_of_rustdoc(tmp_path: Path, info: str) -> None:
    found = read(
        tmp_path, {"a.rs": f"/// ```{info}\n/// a();\n/// ```\n///\n/// ```\n/// b();\n/// ```\npub fn a() {{}}\n"}
    )
    assert [s.id for s in found.snippets] == ["a.rs:5"]
    assert [(str(u.origin), u.why) for u in found.unread] == [
        ("a.rs:1", f"rustdoc does not know `{info}`; write `rust`")
    ]
