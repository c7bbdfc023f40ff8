"""Which statements stand at the top level of Rust text, where each ends, and whether one is `main`."""

from __future__ import annotations

import pytest

from borrowproof.syntax import items


def statements(code: str) -> list[tuple[str, str]]:
    """Each statement's kind and text."""
    return [(found.kind, code[found.start : found.end]) for found in items.top_level(code)]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("fn f() {}", "fn"),
        ("pub fn f() { if a { b } else { c } }", "fn"),
        ("pub(crate) async fn f() { ; }", "fn"),
        ("pub (in a::b) const unsafe fn f() {}", "fn"),
        ('extern "C" fn f() {}', "fn"),
        ('unsafe extern r#"C"# fn f() {}', "fn"),
        ("extern fn f() {}", "fn"),
        ("extern unsafe fn f() {}", "fn"),
        ("struct S;", "struct"),
        ("struct S(u8, [u8; 2]);", "struct"),
        ("struct S { a: u8 }", "struct"),
        ("enum E { A, B(u8) }", "enum"),
        ("unsafe trait T { fn f(&self); }", "trait"),
        ("auto trait T {}", "trait"),
        ("unsafe impl<T> S for T { const N: [u8; 1] = [0; 1]; }", "impl"),
        ("default impl S {}", "impl"),
        ("mod m { fn f() {} }", "mod"),
        ("mod m;", "mod"),
        ("use a::{b, c};", "use"),
        ("static mut S: [u8; 3] = { [0; 3] };", "static"),
        ("type T = [u8; 3];", "type"),
        ("const C: fn() = || { f(); };", "const"),
        ("const _: () = {};", "const"),
        ("extern crate alloc;", "extern crate"),
        ("extern  crate alloc;", "extern crate"),
        ('extern "C" { fn f(); }', "extern"),
        ("extern { fn f(); }", "extern"),
        ("union U { a: u8 }", "union"),
        ("macro m() { a }", "macro"),
        ("macro_rules! m { () => { ; } }", "macro_rules"),
        ("macro_rules ! m ( () => {} );", "macro_rules"),
        ('#[derive(Clone)] #[a = "}"]\nstruct S;', "struct"),
        ("/// fn f() {}\nstruct S;", "struct"),
        ("vec![1, 2];", "macro"),
        ("m! { a }", "macro"),
        ("std::thread_local! { static A: u8 = 1; }", "macro"),
        ("::std::m!(a);", "macro"),
        ("let a = S { b: 1 };", "other"),
        ("let a = if b { 1 } else { 2 };", "other"),
        ("f();", "other"),
        ("unsafe { f(); }", "other"),
        ("if a { b } else { c }", "other"),
        ("match a { _ => {} }.f();", "other"),
        ("vec![1].len();", "other"),
        ("m! { a }.f();", "other"),
        ("m! { a }?;", "other"),
        ("m!(a) + 1;", "other"),
        ("union = 1;", "other"),
        ("macro_rules = 1;", "other"),
        ("{ a } && b;", "other"),
        ("{ a }\n.b();", "other"),
        ("fnord();", "other"),
        ("structure;", "other"),
    ],
)
def test_a_statement_is_known_by_its_first_words_and_ends_where_the_next_begins(statement: str, kind: str) -> None:
    text = statement.removeprefix("/// fn f() {}\n")
    assert statements(f"use z;\n{statement}\n  static Z: u8 = 1;") == [
        ("use", "use z;"),
        (kind, text),
        ("static", "static Z: u8 = 1;"),
    ]


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("fn f() {", ["fn f() {"]),
        ("fn f()", ["fn f()"]),
        ("let a = 1", ["let a = 1"]),
        ("m!(a", ["m!(a"]),
        ("macro_rules! m", ["macro_rules! m"]),
        ("macro_rules! m { () => {} }\nmacro_rules! n ( )", ["macro_rules! m { () => {} }", "macro_rules! n ( )"]),
        ("#[a", ["#[a"]),
        (")", [")"]),
        ("a } b", ["a } b"]),
        ("{ a } { b }", ["{ a }", "{ b }"]),
        ("{ a } else", ["{ a } else"]),
        (";;", [";", ";"]),
        ("", []),
        ("  \n", []),
    ],
)
def test_what_is_cut_short_ends_with_the_text(code: str, ends: list[str]) -> None:
    assert [text for _, text in statements(code)] == ends


@pytest.mark.parametrize(
    "code",
    [
        "fn main() {}",
        "pub async unsafe fn main() {}",
        "fn\n main() {}",
        "fn r#main() {}",
        "fn main<T>() {}",
        "#![allow(dead_code)]\n#[a]\nfn main() {}",
        "#!/usr/bin/env run\nfn main() {}",
        "m! { fn main() {} }",
        "m!(fn main ());",
        "use a;\nstruct S;\nfn f() {}\nfn main() {}",
    ],
)
def test_main_is_found_at_the_top_level(code: str) -> None:
    assert items.has_main(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "fn f() {}",
        "fn maintain() {}",
        "fn domain() {}",
        "struct main;",
        "// fn main() {}",
        'const A: &str = "fn main() {}";',
        "mod m { fn main() {} }",
        "m! { { fn main() {} } }",
        "m! { fn main<T>() {} }",
        "let a = 1;\nfn main() {}",
        "fn main() {}\nf();",
        "m!(fn main()) + 1",
    ],
)
def test_main_elsewhere_is_not_found(code: str) -> None:
    assert not items.has_main(code)


@pytest.mark.parametrize("code", ["", "f(a[1], { b })", "'(' \")\" // }", ";", "([{}])"])
def test_brackets_that_have_their_partners(code: str) -> None:
    assert items.balanced(code)


@pytest.mark.parametrize("code", ["(", ")", "(]", "{ ( }", "([)]", "fn f() {", "}{"])
def test_brackets_without_their_partners(code: str) -> None:
    assert not items.balanced(code)


@pytest.mark.parametrize(
    ("code", "leading"),
    [
        ("fn main() {}", ""),
        ("#![a]", "#![a]"),
        ('#![a]\n# ! [b("]")] fn f() {}', '#![a]\n# ! [b("]")]'),
        ("//! a\n\n//! b\nfn f() {}", "//! a\n\n//! b"),
        ("// c\n//! a\nfn f() {}", "// c\n//! a"),
        ("/*! a */ /* b */ fn f() {}", "/*! a */"),
        ("//! a\n/// b\n#![c]\n/// d\nfn f() {}", "//! a\n/// b\n#![c]"),
        ("#[a]\n#![b]", ""),
        ("fn f() {}\n//! a", ""),
        ("// a\nfn f() {}", ""),
        ("#![a", "#![a"),
    ],
)
def test_inner_attributes_lead_the_code(code: str, leading: str) -> None:
    assert code[: items.crate_attributes(code)] == leading


def test_statements_begin_behind_what_leads() -> None:
    assert statements("//! a\n#![b]\n\nfn f() {}") == [("fn", "fn f() {}")]
    assert statements("#!/usr/bin/env run\nfn f() {}") == [("fn", "fn f() {}")]
    assert statements("#! [a]\nfn f() {}") == [("fn", "fn f() {}")]


@pytest.mark.parametrize(
    ("code", "declares"),
    [
        ("fn main() {}", True),
        ("pub async fn main() {}", True),
        ("use a::main;", True),
        ("m! { main }", True),
        ("fn f() { main(); }", False),
        ("mod m { fn main() {} }", False),
        ("struct main;", False),
        ("fn f() {}", False),
        ("use a::b;", False),
        ("use a::mainly;", False),
        ("use a::b; // main", False),
        ('use a::b; const C: &str = "main";', False),
    ],
)
def test_code_may_have_a_main_of_its_own(code: str, declares: bool) -> None:
    assert items.declares_main(code) is declares


@pytest.mark.parametrize(
    ("code", "tests"),
    [
        ("#[test] fn a() {}", True),
        ("# [ test ]\nfn a() {}", True),
        ("#[tokio::test] async fn a() {}", True),
        ("#[cfg(test)] mod tests {}", True),
        ("#[cfg( test )] mod tests {}", True),
        ("#[cfg(not(test))] mod tests {}", False),
        ("#[test_case] fn a() {}", False),
        ("// #[test]\nfn a() {}", False),
        ('const A: &str = "#[test]";', False),
        ("fn test() {}", False),
    ],
)
def test_code_may_have_tests(code: str, tests: bool) -> None:
    assert items.has_tests(code) is tests
