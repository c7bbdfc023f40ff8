"""Text in a Rust fence that is no program, told by its look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.sources import no_program
from borrowproof.sources.no_program import looks_like, unexpanded


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{! examples/moved.rs !}", "markdown-include"),
        ('--8<-- "nowhere/moved.rs"', "pymdownx.snippets"),
        ("fn main() {}\n-8<-", "pymdownx.snippets"),
        ("<<< @/examples/moved.rs", "VitePress"),
        ("@[code](@/a.rs)", "VuePress"),
        ('{% include "a.rs" %}', "template"),
        ("{%- include_relative a.rs -%}", "template"),
        ('{{< readfile file="a.rs" >}}', "Hugo"),
        ("{{#include ../a.rs:here}}", "mdBook"),
        ('{{ include_file("a.rs") }}', "template"),
        (".. literalinclude:: a.rs\n   :language: rust", "reStructuredText"),
        ("include::a.rs[]", "AsciiDoc"),
        ('@import "a.rs"', "an include"),
        ('#include "a.rs"', "an include"),
        ("@include: ./a.rs", "an include"),
        ("[example](../a.rs) inside_block:here", "a link to a file"),
        ("![code](a.rs#L1-L5)", "a link to a file"),
        ("[!code-rust[](a.rs)]", "DocFX"),
        ("<!-- @include: a.rs -->", "in a comment"),
        ("// embedme a.rs", "embedme"),
        ("...", "left out"),
        ("// more\n  ...\n", "left out"),
        ("…", "left out"),
        ("https://github.com/a/b/blob/main/c.rs#L1-L5", "address"),
        ("src/main.rs", "name of a file"),
        ("// TODO", "comments alone"),
        ("// ...", "comments alone"),
        ("// [example](../a.rs)", "comments alone"),
        ("/* nothing\n   /* yet */ */\n\n// more", "comments alone"),
        ("", "nothing"),
        ("  \n\t", "nothing"),
    ],
)
def test_what_nobody_expanded_is_named(text: str, what: str) -> None:
    assert what in (unexpanded(text.split("\n")) or "")


def test_of_a_long_line_only_the_beginning_is_named() -> None:
    line = '--8<-- "' + "a" * 60 + '"'
    assert (unexpanded([line]) or "").endswith(f"`{line[:60]}`, which nobody expanded")
    address = "https://github.com/" + "a" * 60
    assert (unexpanded([address]) or "").endswith(f"`{address[:60]}`")


@pytest.mark.parametrize(
    "text",
    [
        "let x = 1;",
        'let s = r#"\n{% include \'a\' %}\n--8<-- "b"\n"#;',
        "// embedme a.rs\nfn main() {}",
        "let x = &v[..];",
        "/// What documents nothing.",
        "//! A crate without items.",
        "/** A block. */",
        "// more\n#![allow(unused)]",
        "[f](a.b);",
        "{ !done }",
        "#![allow(unused)]\nfn f(a: *const u8, ...) {}",
        "/*\n{{#include a.rs}}\n*/\nfn f() {}",
        '#[path = "a.rs"]\nmod a;',
    ],
)
def test_a_program_is_one(text: str) -> None:
    assert unexpanded(text.split("\n")) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("src/\n├── main.rs", "a directory tree or a drawing"),
        ("cargo run --release", "a shell command"),
        ("$ ./target/debug/x", "a shell command"),
        ("error[E0382]: borrow of moved value", "what a compiler prints"),
        ("  --> src/main.rs:3:5", "what a compiler prints"),
        ("thread 'main' (1) panicked at src/main.rs:1:1:", "what a program prints"),
        ("   Compiling a v0.1.0", "what cargo prints"),
        ('[dependencies]\nserde = "1"', "TOML"),
        ("<div>\n</div>", "HTML"),
        ("More words of the same note.", "prose"),
        ("fn f() { ... }", "code of which a part is left out"),
        ("let x = …;", "code of which a part is left out"),
        (" fn main() {\n-    let x = 1;\n+    let x = 2;\n }", "a diff"),
        (">> let x = 1;\n>> x\n1", "what is typed at a prompt"),
        ("1 | fn main() {\n2 |\n3 | }", "code with its line numbers"),
        ("fn f(a: &amp;str) -&gt; u8 { 1 }", "code that was escaped for HTML"),
        ("fn main() { println!(“hello”); }", "code with typographic quotes"),
        ("fn read(&self, buf: &mut [u8]) -> io::Result<usize>;", "a signature without its body"),
        ("pub async fn f<T>(f: T) -> u8\nwhere\n    T: Send + 'static,", "a signature without its body"),
        ("#[derive(Debug)]\n#[repr(C)]", "an attribute without its item"),
    ],
)
def test_what_rustc_cannot_read_is_named_by_its_look(text: str, what: str) -> None:
    found = looks_like(text.split("\n"))
    assert found is not None
    assert found.what == what


@pytest.mark.parametrize(
    "text",
    [
        *(
            "let x = ;",
            'fn f( { println!("├──"); }',
            "match x { A => 1 B => 2 }",
            "// └──\nfn f(;",
            "struct A { x u8 }",
        ),
        *("match x {\n    1 | 2 => a\n    3 | 4 => b\n}", "1 | 2 = x;", "a\n>> 3 b", "let a = &lt;;"),
        *("fn f() { 1 } let", "#[a] 1 2"),
    ],
)
def test_rust_with_a_mistake_looks_like_rust(text: str) -> None:
    assert looks_like(text.split("\n")) is None


BEGINNINGS = (
    *("{!", "!}", "-8<-", "--8<--", "<<<", " a", "@[code", "{%", "%}", "{{", "}}", "<", ">", "#", "\\", "input"),
    *("..", "::", "include", "IMPORT", "import", "snippet", "[", "]", "(", ")", "!", "$$", "@", "<!--", "-->"),
    *('"', "code", ":", "<<"),
)


@given(st.lists(st.sampled_from(BEGINNINGS), max_size=7).map("".join))
def test_one_search_finds_an_include_where_one_of_all_does(line: str) -> None:
    each = any(pattern.match(line) for pattern, _ in no_program._INCLUDES)
    assert (no_program._ANY_INCLUDE.match(line) is not None) is each
