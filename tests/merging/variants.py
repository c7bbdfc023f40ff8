"""At least 300 programs, by the way in which each could tell a module from a crate, or a neighbour from none.

A key is `family: what is special`. Nothing here is expected to run, or to be rejected: what counts is that each program
has in company exactly the outcome that it has alone.
"""

from __future__ import annotations

from collections.abc import Mapping


def main(body: str = "") -> str:
    """A program whose `main` has this body."""
    return f"fn main() {{\n    {body}\n}}\n"


HELLO = main('println!("hello");')
_ENDS = (
    *("", "\n\n", "// c", "// c\n", "//// c", "/* c */", "/* c", "/* /* */", "/* /* */ */ // x", "/*** c */", "/**/"),
    *("/// doc", "/// doc\n", "//! doc", "/** doc */", "/*! doc */", "///", "/// a\n// b", "// a\n/// b\n\n"),
    *("#[allow(dead_code)]", "#[inline]", "#[derive(Clone)]", "#[cfg(any())]", "#![allow(unused)]", "#[track_caller]"),
    *("#[must_use]\n// c", "#[test]", "#[deprecated]", "#[cold] /* c */", "#", "#[", "#!", "#[allow(dead_code)] ;"),
    *("}", "{", ";", ";;", "fn f", "fn f()", "pub", "pub(crate)", "unsafe", "async", "extern", 'extern "C"', "const"),
    *("struct S", "struct S;", "struct S(u8)", "const C: u8 = 1;", "const C: u8 =", "use std::fmt", "use std::fmt;"),
    *(
        "mod x;",
        "mod x {}",
        "mod x { fn f() {} }",
        "static S: u8 = 1;",
        "impl",
        "where",
        "default",
        "@",
        "$",
        "\\",
        "?",
    ),
    *('"', 'r#"', "'", "'a", "b'", 'c"', "---", "\r", "\r\n", "\ufeff", "\x00", "_", "1", "é", "fn é() {}", "vec![];"),
)
ENDINGS = {f"{number:02} {end!r}": HELLO + end for number, end in enumerate(_ENDS)} | {
    "doc comment on the line of the brace": 'fn main() { println!("hello"); } /// doc',
    "no line end": 'fn main() { println!("hello"); }',
    "a type at the end": HELLO + "struct S { a: u8 }\n",
}
_STARTS = (
    *("#!/usr/bin/env it's\n", "#! [allow(unused)]\n", "#!\n[allow(unused)]\n", "---\nit's\n---\n", "\ufeff", "\n\n"),
    *("//! doc\n", "/*! doc */\n", "/// doc\n", "// c\n", "#![allow(warnings)]\n", "#![deny(warnings)]\n"),
    *('#![recursion_limit = "8"]\n', '#![type_length_limit = "9"]\n', "#![no_std]\nextern crate std;\n"),
    *('#![crate_name = "other"]\n', '#![crate_type = "lib"]\n', "#![no_implicit_prelude]\n", "#![no_main]\n"),
    *("#![feature(never_type)]\n", "#![warn(missing_docs)]\n", "#![forbid(unsafe_code)]\n", '#![doc = "x"]\n'),
    *("#![warn(unreachable_pub)]\npub fn f() {}\n", "#![cfg(any())]\n", "#![rustfmt::skip]\n", "\u200e"),
)
BEGINNINGS = {f"{number:02} {start!r}": start + HELLO for number, start in enumerate(_STARTS)}
_MAINS = (
    *(
        "pub fn main() {}",
        "pub(crate) fn main() {}",
        "pub(self) fn main() {}",
        "fn main() -> () {}",
        "fn main() -> ! { loop { break } }",
    ),
    *("fn main() -> ! { std::process::exit(0) }", "fn main() -> Result<(), String> { Ok(()) }", "fn main<T>() {}"),
    *('fn main() -> Result<(), String> { Err("no".into()) }', "fn main() -> std::process::ExitCode { 3.into() }"),
    *("fn main() -> u8 { 0 }", "fn main() -> impl std::process::Termination {}", "fn main() where u8: Copy {}"),
    *("fn main() where String: Copy {}", "async fn main() {}", "const fn main() {}", "unsafe fn main() {}"),
    *(
        'extern "C" fn main() {}',
        "fn main(n: u8) {}",
        "fn main<'a>() {}",
        "fn r#main() {}",
        "fn main() {} fn main() {}",
    ),
    *("#[track_caller]\nfn main() {}", "#[inline]\nfn main() {}", "#[must_use]\nfn main() {}", "#[cold]\nfn main() {}"),
    *(
        "#[test]\nfn main() {}",
        "#[cfg(test)]\nfn main() {}",
        "#[cfg(any())]\nfn main() {}",
        "#[deprecated]\nfn main() {}",
    ),
    *(
        "#[allow(dead_code)]\nfn main() {}",
        "#[allow(dead_code)]\n#[track_caller]\nfn main() {}",
        "/// doc\nfn main() {}",
    ),
    *(
        "#[unsafe(no_mangle)]\nfn main() {}",
        "#[track_caller]\n/// doc\npub fn main() {}",
        "#[allow(unused)]\npub fn main() {}",
    ),
    *("mod a { pub fn main() {} }\nuse a::main;", "mod a { pub fn main() {} }\npub use a::main;", "mod main {}"),
    *(
        "const main: fn() = f;\nfn f() {}",
        "static main: u8 = 1;",
        "fn f() {}\nuse f as main;",
        "struct main;",
        "enum main {}",
    ),
    *(
        "mod a { pub fn main() {} }\nuse a::*;",
        "trait main {}",
        "type main = u8;",
        "fn f() {}",
        "fn main() {} mod a { fn main() {} }",
    ),
    *("macro_rules! m { () => { fn main() {} } }\nm!();", "macro_rules! m { ($n:ident) => { fn $n() {} } }\nm!(main);"),
    *(
        "struct S;\nimpl S { fn main() {} }",
        "fn main() { main2() }\nfn main2() {}",
        "fn main() { let main = 1; let _ = main; }",
    ),
    *(
        "#[allow(non_camel_case_types)]\nstruct main();\nimpl std::process::Termination for main { fn report(self) -> std::process::ExitCode { 0.into() } }\nmod inner {\nfn main() {}\n}",
    ),
    *(
        "fn main() -> E { E }\nstruct E;\nimpl std::process::Termination for E { fn report(self) -> std::process::ExitCode { 7.into() } }",
    ),
    *("fn main() -> Result<(), &str> { Ok(()) }", "fn main() -> Result<(), Box<dyn std::error::Error>> { Ok(()) }"),
)
ENTRY_POINTS = {f"{number:02} {text[:40]!r}": text + "\n" for number, text in enumerate(_MAINS)}
_ON_FUNCTION = (
    *("allow(dead_code)", "allow(unused, dead_code)", "allow(no_such_lint)", "warn(missing_docs)", "deny(unsafe_code)"),
    *(
        "forbid(unused)",
        "expect(unused)",
        "expect(dead_code)",
        "inline",
        "inline(always)",
        "inline(never)",
        "inline(x)",
    ),
    *(
        "cold",
        "must_use",
        'must_use = "y"',
        "track_caller",
        "deprecated",
        "no_mangle",
        "unsafe(no_mangle)",
        "doc(hidden)",
    ),
    *(
        'export_name = "x"',
        'unsafe(export_name = "x")',
        'unsafe(link_section = ".text.x")',
        "test",
        "cfg(test)",
        "x",
        "used",
    ),
    *(
        "macro_use",
        "macro_export",
        "automatically_derived",
        "rustfmt::skip",
        "clippy::x",
        "unknown::x",
        "derive(Clone)",
    ),
    *(
        'doc = include_str!("main.rs")',
        "cfg_attr(all(), track_caller)",
        "cfg_attr(all(), unsafe(no_mangle))",
        "cfg(any())",
    ),
    *(
        'target_feature(enable = "sse2")',
        "panic_handler",
        "proc_macro",
        "diagnostic::do_not_recommend",
        "global_allocator",
    ),
)
_ON_TYPE = (
    *(
        "derive(Clone, Debug)",
        "derive(Debug,)",
        "derive()",
        "derive(std::fmt::Debug)",
        "derive(Hashh)",
        "non_exhaustive",
    ),
    *(
        "repr(C)",
        "repr(u8)",
        "repr(transparent)",
        "repr(align(16))",
        "repr(packed)",
        "repr(C, align(8))",
        "derive(Default)",
    ),
    *("cfg_attr(all(), derive(Debug))", "allow(non_camel_case_types)", "deprecated", "must_use", "derive(Copy)"),
)
ATTRIBUTES = {
    f"function {text}": f'#[{text}]\nfn f() {{ println!("f"); }}\n' + main("f();") for text in _ON_FUNCTION
} | {f"type {text}": f"#[{text}]\nstruct S {{ a: u8 }}\n" + main('println!("{}", S { a: 1 }.a);') for text in _ON_TYPE}
_CALLS = (
    *('println!("{}", module_path!())', 'println!("{}", file!())', 'println!("{} {}", line!(), column!())', "dbg!(1)"),
    *('println!("{}", include_str!("main.rs").len())', 'println!("{:?}", option_env!("PATH"))', 'env!("PATH");'),
    *('println!("{}", stringify!(crate::m0))', 'println!("{}", concat!("a", 1))', 'println!("{}", cfg!(test))'),
    *(
        'println!("{:?}", vec![1; 3])',
        'assert!(1 == 1, "x")',
        "assert_eq!(1, 1)",
        "assert_eq!(1, 2)",
        "assert_ne!(1, 1)",
    ),
    *(
        "debug_assert!(false)",
        'panic!("on purpose")',
        "todo!()",
        "unimplemented!()",
        "unreachable!()",
        'eprintln!("e")',
    ),
    *('println!("{}", matches!(1, 1 | 2))', 'print!("é 🦀")', 'eprint!("")', 'std::println!("x")', 'core::panic!("x")'),
    *('use std::include_str as vec; println!("{}", vec!("main.rs").len())', 'compile_error!("x")', 'println!("{x}")'),
    *('use std::module_path as vec; println!("{}", vec!())', 'println!("{:p}", &1)', 'let _ = format_args!("{}", 1)'),
    *('thread_local! { static T: u8 = const { 1 } } println!("{}", T.with(|t| *t))', 'write!(std::io::stdout(), "x")'),
    *(
        'use std::fmt::Write; let mut s = String::new(); write!(s, "{}", 1).unwrap(); println!("{s}")',
        "m!()",
        "vec!()[0]",
    ),
    *('unsafe { std::arch::asm!("nop") }', 'std::arch::global_asm!("");', "use std::ptr::addr_of; let _ = addr_of!(1)"),
)
_RULES = (
    ("its own", "macro_rules! m { () => { 3 } }", 'println!("{}", m!());'),
    ("dollar crate", "fn f() {}\nmacro_rules! m { () => { $crate::f() } }", "m!();"),
    ("exported", "#[macro_export]\nmacro_rules! m { () => { 3 } }", 'println!("{}", crate::m!());'),
    ("macro_use", "#[macro_use]\nmod a { macro_rules! m { () => { 3 } } }", 'println!("{}", m!());'),
    (
        "an attribute as tokens",
        "macro_rules! m { ($(#[$a:meta])* $f:item) => { $(#[$a])* $f } }\nm! { #[track_caller] fn f() {} }",
        "f();",
    ),
    ("makes an attribute", "macro_rules! m { ($a:ident) => { #[$a] fn f() {} } }\nm!(cold);", "f();"),
    (
        "makes a doc",
        "macro_rules! m { ($(#[$a:meta])*) => { concat!($(stringify!($a)),*) } }",
        'println!("{}", m!(/// d\n));',
    ),
    (
        "makes a module",
        "macro_rules! m { ($n:ident) => { mod $n { pub fn f() -> u8 { 1 } } } }\nm!(a);",
        'println!("{}", a::f());',
    ),
    (
        "makes an impl",
        "struct V;\nmacro_rules! m { ($t:ty) => { impl std::ops::Add<V> for $t { type Output = u8; fn add(self, _: V) -> u8 { 9 } } } }\nm!(i32);",
        'println!("{}", 1i32 + V);',
    ),
    (
        "counts tokens",
        "macro_rules! m { ($($t:tt)*) => { [$(stringify!($t)),*].len() } }",
        'println!("{}", m!("a"r #"b"# \'a \'b\' 1.0 .. 2));',
    ),
)
MACROS = {f"call {text[:60]}": main(f"{text};") for text in _CALLS} | {
    f"rules: {name}": f"{head}\n{main(body)}" for name, head, body in _RULES
}
_LINTED = {
    "async_fn_in_trait": "pub trait T { async fn f(&self); }",
    "async_fn_in_trait in a private module": "mod a { pub trait T { async fn f(&self); } }",
    "async_fn_in_trait in a public module": "pub mod a { pub trait T { async fn f(&self); } }",
    "async_fn_in_trait of a private trait": "trait T { async fn f(&self); }",
    "ambiguous_glob_reexports": "pub use left::*;\npub use right::*;\nmod left { pub fn f() {} }\nmod right { pub fn f() {} }",
    "ambiguous_glob_reexports within": "pub mod a { pub use self::l::*; pub use self::r::*; mod l { pub fn f() {} } mod r { pub fn f() {} } }",
    "hidden_glob_reexports": "pub use left::*;\nmod left { pub struct A; }\nstruct A;",
    "private_interfaces": "struct S;\npub fn f(_: S) {}",
    "private_interfaces in a module": "pub mod a { struct S; pub fn f(_: S) {} }",
    "private_interfaces of a field": "struct S;\npub struct P { pub s: S }",
    "private_interfaces within": "mod a { struct S; pub(super) fn f(_: S) {} }",
    "private_bounds": "trait T {}\npub fn f<X: T>(_: X) {}",
    "private_bounds of a type": "trait T {}\npub struct P<X: T>(X);",
    "private type alias": "struct S;\npub type A = S;",
    "private associated type": "struct S;\npub trait T { type A; }\nimpl T for u8 { type A = S; }",
    "refining_impl_trait": "pub trait T { fn f(&self) -> impl Sized; }\npub struct S;\nimpl T for S { fn f(&self) -> u8 { 1 } }",
    "refining_impl_trait_internal": "trait T { fn f(&self) -> impl Sized; }\nstruct S;\nimpl T for S { fn f(&self) -> u8 { 1 } }",
    "opaque_hidden_inferred_bound": "pub trait A { type X: Copy; }\npub fn f() -> impl Iterator<Item = impl Sized> { [1].into_iter() }",
    "improper_ctypes_definitions": 'pub extern "C" fn f(_: String) {}',
    "improper_ctypes": 'unsafe extern "C" { fn g(_: String); }',
    "clashing_extern_declarations": 'mod a { unsafe extern "C" { pub fn g(_: u8); } }\nmod b { unsafe extern "C" { pub fn g(_: u16); } }',
    "mixed_script_confusables": "fn f() { let а = 1; let _ = а; }",
    "confusable_idents": "fn f() { let s = 1; let ѕ = 2; let _ = (s, ѕ); }",
    "uncommon_codepoints": "fn f() { let ĳ = 1; let _ = ĳ; }",
    "a word in Cyrillic": "fn f() { let жд = 1; let _ = жд; }",
    "non_ascii_idents": "#[allow(unused)]\nfn ñ() {}",
    "text direction in a comment": "// \u202e\nfn f() {}",
    "text direction in a literal": 'fn f() -> &\'static str { "\u202e" }',
    "non_snake_case": "fn NotSnake() {}",
    "non_camel_case_types": "struct not_camel;",
    "non_upper_case_globals": "static lower: u8 = 1;",
    "non_snake_case of a module": "mod NotSnake {}",
    "special_module_name": "mod lib {}",
    "dead_code": "fn dead() {}\nstruct Dead;\nenum E { A }",
    "unused_imports": "use std::collections::HashMap;",
    "unreachable_pub": "mod a { pub fn f() {} }",
    "missing_debug_implementations": "pub struct S;",
    "unnameable_types": "mod a { pub struct S; }\npub fn f() -> a::S { a::S }",
    "dropping_references": "fn f() { drop(&1); }",
    "unused_must_use": "fn f() { Ok::<u8, u8>(1); }",
    "redundant_semicolons": "fn f() {;;}",
    "while_true": "fn f() { while true {} }",
    "unconditional_recursion": "fn f() { f() }",
    "bare_trait_objects": "fn f(_: Box<dyn Copy>) {}",
    "type_alias_bounds": "type A<T: Copy> = Vec<T>;",
    "trivial_bounds": "fn f() where i32: Copy {}",
    "drop_bounds": "fn f<T: Drop>() {}",
    "static_mut_refs": "static mut N: u8 = 1;\nfn f() -> &'static u8 { unsafe { &N } }",
    "non_local_definitions": "struct S;\nfn f() { impl S { fn g() {} } }",
    "non_local_definitions of a trait": "trait T {}\nfn f() { struct L; impl T for Vec<L> {} }",
    "unexpected_cfgs": "#[cfg(nowhere)]\nfn f() {}",
    "double_negations": "fn f() -> i32 { --1 }",
    "overflowing_literals": "fn f() -> u8 { 256 }",
    "unconditional_panic": "fn f() -> u8 { [1][1] }",
    "arithmetic_overflow": "fn f() -> u8 { 255u8 + 1 }",
    "let_underscore_lock": "fn f() { let _ = std::sync::Mutex::new(1).lock(); }",
    "invalid_from_utf8": 'fn f() { let _ = std::str::from_utf8(b"\\x82"); }',
    "unnecessary_transmutes": "fn f() -> u32 { unsafe { std::mem::transmute('a') } }",
    "function_casts_as_integer": "fn f() -> usize { f as usize }",
    "unpredictable_function_pointer_comparisons": "fn f() -> bool { f as fn() -> bool == f as fn() -> bool }",
    "unstable_name_collisions": "trait T { fn is_sorted2(&self) {} }\nimpl T for [u8] {}",
    "deprecated": "#[deprecated]\nfn old() {}\nfn f() { old() }",
    "mismatched_lifetime_syntaxes": "fn f(s: &str) -> std::str::Chars { s.chars() }",
    "long_running_const_eval": "const C: u64 = { let mut i = 0; while i < 3_000_000 { i += 1; } i };",
    "large enum": "enum E { A([u8; 4000]), B }",
}
LINTS = {name: f"{text}\n{HELLO}" for name, text in _LINTED.items()}


def _chain(steps: int, of: str, first: str = "") -> str:
    """`first`, and then a declaration for each step, which is told its number and the next one."""
    return first + "".join(of.format(n, n + 1) + "\n" for n in range(steps))


def _wrapped(layer: str, layers: int, inner: str) -> str:
    return f"{layer}<" * layers + inner + ">" * layers


_SENDS = "fn send<T: Send>() {}\n"
_LEAF = _wrapped("Box", 20, "u8")
# Types that grow deep although no statement does: no neighbour may settle what is too deep for a crate of its own.
_DEEP = {
    f"{size} {name}": (head, body)
    for size, steps in (("a deep type by", 6), ("too deep a type by", 9))
    for name, head, body in (
        (
            "aliases",
            _chain(steps, "type A{1} = " + _wrapped("Option", 20, "A{0}") + ";", "type A0 = u8;\n"),
            f'println!("{{}}", std::mem::size_of::<A{steps}>());',
        ),
        (
            "generic functions",
            _chain(steps, "fn f{0}<T>(t: T) {{ f{1}(" + "Some(" * 20 + "t" + ")" * 20 + "); }}")
            + f'fn f{steps}<T>(_: T) {{ println!("{{}}", std::mem::size_of::<T>()); }}',
            "f0(1u8);",
        ),
        (
            "functions that double it",
            _chain(
                5 + steps // 3,
                "fn g{1}<T>(t: T) -> impl Sized {{ g{0}(g{0}(t)) }}",
                "fn g0<T>(t: T) -> impl Sized { (t,) }\n",
            ),
            f'println!("{{}}", std::mem::size_of_val(&g{5 + steps // 3}(1u8)));',
        ),
        (
            "structs",
            _SENDS + _chain(12 * steps, "struct S{1}(S{0});", f"struct S0({_LEAF});\n"),
            f"send::<S{12 * steps}>();",
        ),
        (
            "statements",
            "",
            "let a0 = 1u8; " + _chain(20 * steps, "let a{1} = Some(a{0});") + f'println!("{{:?}}", a{20 * steps});',
        ),
    )
} | {"a type of many boxes": (_SENDS, f"send::<{_LEAF}>();")}
_DEEP_NAMES = (
    "type A<T> = Option<Option<Option<Option<T>>>>;\ntype B<T> = A<A<A<A<A<T>>>>>;\ntype C<T> = B<B<B<B<B<T>>>>>;"
)
_REACHES = {
    "crate path": ("fn f() {}", "crate::f();"),
    "a neighbour by path": ("", "crate::m0::borrowproof_entry();"),
    "a neighbour by name": ("", "m0::main();"),
    "a neighbour below self": ("", "self::m1::main();"),
    "a neighbour below super": ("", "super::m1::borrowproof_entry();"),
    "a global path": ("", "::m0::main();"),
    "the entry": ("", "borrowproof_entry();"),
    "an entry of its own": ("fn borrowproof_entry() {}", 'borrowproof_entry(); println!("mine");'),
    "the selector": ("", 'println!("{}", SELECTED.len());'),
    "a selector of its own": ('static SELECTED: &str = "mine";', 'println!("{SELECTED}");'),
    "visible in the crate": ("pub(crate) fn f() {}", "f();"),
    "visible in self": ("pub(self) fn f() {}", "f();"),
    "visible in a path": ("mod a { pub(in crate::a) fn f() {} }", ""),
    "super": ("fn f() {}\nmod a { pub fn g() { super::f() } }", "a::g();"),
    "super above the root": ("", "super::main();"),
    "super twice": ("mod a { pub fn g() { super::super::m0::f() } }", "a::g();"),
    "use self": ("enum E { A }\nuse self::E::*;", "let _ = A;"),
    "use super": ("fn f() {}\nmod a { use super::*; pub fn g() { f() } }", "a::g();"),
    "extern crate": ("extern crate alloc;", 'println!("{}", alloc::vec![1].len());'),
    "extern crate std renamed": ("extern crate std as s;", 's::println!("x");'),
    "extern crate self": ("extern crate self as me;\npub fn f() {}", "me::f();"),
    "extern block": ('unsafe extern "C" { safe fn abs(n: i32) -> i32; }', 'println!("{}", abs(-1));'),
    "no_mangle": ('#[unsafe(no_mangle)]\npub extern "C" fn shared_name() {}', "shared_name();"),
    "no_mangle malloc": (
        '#[unsafe(no_mangle)]\npub extern "C" fn getpid() -> i32 { 7 }',
        'println!("{}", std::process::id());',
    ),
    "a constructor": (
        'extern "C" fn before() { std::process::exit(0) }\n#[used]\n#[unsafe(link_section = ".init_array")]\nstatic A: extern "C" fn() = before;',
        'println!("never");',
    ),
    "a constructor behind a macro": (
        'macro_rules! m { ($($t:tt)*) => {}; }\nm!("a"r#"b");\nextern "C" fn before() { std::process::exit(0) }\n#[used]\n#[unsafe(link_section = ".init_array")]\nstatic A: extern "C" fn() = before;\nm!(""#);',
        "",
    ),
    "a weak symbol": ("#[unsafe(no_mangle)]\npub static environ: u8 = 1;", ""),
    "global_allocator": ("#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;", ""),
    "panic hook": (
        "",
        'std::panic::set_hook(Box::new(|i| println!("{i}"))); let _ = std::panic::catch_unwind(|| panic!("x"));',
    ),
    "a file of its own": ("mod other;", ""),
    "a file with a path": ('#[path = "m0.rs"]\nmod other;', ""),
    "a std of its own": ("mod std { pub mod process {} }", ""),
    "a core of its own": ("#[derive(Clone)]\nstruct S;\nmod core {}", "let _ = S.clone();"),
    "its own Result": ("#[allow(dead_code)]\nenum Result { Ok }\nstruct Ok;\nstruct Err;", "let _ = Ok;"),
    "its own Vec": ("struct Vec;\nimpl Vec { fn new() -> u8 { 7 } }", 'println!("{}", Vec::new());'),
    "a name like a module": (
        "mod m0 { pub fn f() -> u8 { 1 } }\nmod m1 { pub fn f() -> u8 { 2 } }",
        'println!("{}", m0::f() + m1::f());',
    ),
    "a module called playground": ("mod playground { pub fn f() -> u8 { 1 } }", 'println!("{}", playground::f());'),
    "the crate by its name": ("fn f() {}", "playground::f();"),
    "a union": ("union U { a: u8, b: i8 }", "let _ = U { a: 1 };"),
    "a static that counts": (
        "use std::sync::atomic::*;\nstatic N: AtomicU8 = AtomicU8::new(0);",
        'N.fetch_add(1, Ordering::SeqCst); println!("{N:?}");',
    ),
    "raw names": ("fn r#fn() -> u8 { 3 }", 'println!("{}", r#fn());'),
    "recursion of types": (
        "fn show<T: std::fmt::Debug>(_: Option<T>) {}",
        f"show::<{'Vec<' * 130}u8{'>' * 130}>(None);",
    ),
    "deep types": ("fn show<T: std::fmt::Debug>(_: Option<T>) {}", f"show::<{'Vec<' * 100}u8{'>' * 100}>(None);"),
    "deep tuples": ("fn show<T: std::fmt::Debug>(_: Option<T>) {}", f"show::<{'(' * 120}u8{',)' * 120}>(None);"),
    "a deep layout": ("", f'println!("{{}}", std::mem::size_of::<{"Option<" * 100}u8{">" * 100}>());'),
    "a layout too deep": ("", f'println!("{{}}", std::mem::size_of::<{"Option<" * 180}u8{">" * 180}>());'),
    "a trait of a deep type": ("fn c<T: Clone>() {}", f"c::<{'Option<' * 100}u8{'>' * 100}>();"),
    "a trait of a type too deep": ("fn c<T: Clone>() {}", f"c::<{'Option<' * 180}u8{'>' * 180}>();"),
    "a deep name": (_DEEP_NAMES, 'println!("{}", std::mem::size_of::<C<u8>>());'),
    "a name too deep": (_DEEP_NAMES, 'println!("{}", std::mem::size_of::<C<C<u8>>>());'),
    "a deep call": ("", f'println!("{{}}", std::mem::size_of_val(&{"Some(" * 100}1u8{")" * 100}));'),
    "deep references": ("", f'println!("{{}}", {"& " * 180}1);'),
    "many calls": ("", f'println!("{{}}", [1].iter(){".rev()" * 100}.count());'),
    "many statements": ("", "let mut n = 0u64; " + "n += 1; " * 400 + 'println!("{n}");'),
} | _DEEP
CRATE = {name: f"{head}\n{main(body)}" for name, (head, body) in _REACHES.items()}
_TELLS = {
    "type_name": 'struct S; println!("{}", std::any::type_name::<S>());',
    "type_name imported": 'use std::any::*; struct S; println!("{}", type_name::<S>());',
    "type_name_of_val": 'println!("{}", std::any::type_name_of_val(&main));',
    "TypeId": 'struct S; println!("{:?}", std::any::TypeId::of::<S>());',
    "type_id of Any": 'use std::any::Any; struct S; println!("{:?}", S.type_id());',
    "hash of a TypeId": 'use std::hash::*; struct S; let mut h = DefaultHasher::new(); std::any::TypeId::of::<S>().hash(&mut h); println!("{}", h.finish());',
    "type_id of what a thread threw": 'struct S; let e = std::thread::spawn(|| { std::panic::resume_unwind(Box::new(S)); }).join().unwrap_err(); println!("{:?}", (*e).type_id());',
    "a PhantomData within std": 'struct S; let mut v = [S]; let s = format!("{:?}", v.chunks_mut(1)); println!("{}", s.rsplit("Phantom").next().unwrap_or(""));',
    "an address within std": 'use std::sync::Mutex; static M: Mutex<u8> = Mutex::new(1); let s = format!("{:?}", std::sync::atomic::AtomicPtr::new(&mut *M.lock().unwrap())); println!("{}", &s[s.len() - 3..]);',
    "a waker": 'let s = format!("{:?}", std::task::Waker::noop()); println!("{}", &s[s.len() - 5..]);',
    "a waker by inference": 'use std::{sync::Arc, task::{Context, Wake}}; struct W; impl Wake for W { fn wake(self: Arc<Self>) {} } let w = Arc::new(W).into(); let s = format!("{:?}", Context::from_waker(&w)); println!("{}", &s[s.len() - 7..]);',
    "an address by a format put together": 'static N: u8 = 1; let s = format!(concat!("{:", "p}"), &N); println!("{}", &s[s.len() - 3..]);',
    "an address by a format of tokens": 'static N: u8 = 1; let s = format!(stringify!({:p}), &N); println!("{}", &s[s.len() - 3..]);',
    "an address by an escape": 'static N: u8 = 1; let s = format!("{:\\x70}", &N); println!("{}", &s[s.len() - 3..]);',
    "an address by a long escape": 'static N: u8 = 1; let s = format!("{\\u{3a}p}", &N); println!("{}", &s[s.len() - 3..]);',
    "PhantomData": 'struct S; println!("{:?}", std::marker::PhantomData::<S>);',
    "MaybeUninit": 'struct S; println!("{:?}", std::mem::MaybeUninit::<S>::uninit());',
    "Box of nothing": '#[derive(Debug)] struct S; println!("{:?}", Box::<S>::new_uninit());',
    "spare capacity": '#[derive(Debug)] struct S(u8); let mut v = Vec::<S>::with_capacity(1); println!("{:?}", &v.spare_capacity_mut()[..1]);',
    "Any of a panic": 'let e = std::panic::catch_unwind(|| panic!("x")).unwrap_err(); println!("{e:?} {}", e.is::<&str>());',
    "discriminant": 'println!("{:?}", std::mem::discriminant(&Some(1)));',
    "size_of": 'println!("{}", std::mem::size_of::<(u8, u32)>());',
    "alignment": 'println!("{}", std::mem::align_of::<u64>());',
    "Location": 'println!("{}", std::panic::Location::caller());',
    "Location imported": 'use std::panic::*; println!("{}", Location::caller());',
    "backtrace": 'println!("{}", std::backtrace::Backtrace::force_capture().to_string().contains("m0"));',
    "args": 'println!("{:?}", std::env::args().len());',
    "args renamed": 'use std::env as e; println!("{:?}", e::args().len());',
    "args in a group": 'use std::{env::args as a, fmt}; println!("{:?}", a().len()); let _: fmt::Result = Ok(());',
    "args in a nested group": 'use std::{env::{self}}; println!("{:?}", env::args().len());',
    "std renamed": 'use std as s; println!("{:?}", s::env::args().len());',
    "std by itself": 'use std::{self as s}; println!("{:?}", s::env::args().len());',
    "std with a star": 'use std::*; println!("{:?}", env::args().len());',
    "variables": 'println!("{}", std::env::vars().filter(|(n, _)| n.contains("MODULE")).count());',
    "variable of ours": 'println!("{:?}", std::env::var("BORROWPROOF_MODULE"));',
    "current_exe": 'println!("{:?}", std::env::current_exe().map(|p| p.file_name().map(|n| n.to_owned())));',
    "size of its executable": 'println!("{}", std::fs::metadata("/proc/self/exe").map(|m| m.len() > 1_000_000).unwrap_or(true));',
    "mark in its executable": 'println!("{}", std::fs::read("/proc/self/exe").unwrap().windows(17).any(|w| w == b"borrowproof_entry"));',
    "environment from proc": 'println!("{}", std::fs::read_to_string("/proc/self/environ").unwrap().contains("MODULE"));',
    "path that exists": 'println!("{}", std::path::Path::new("src/m0/main.rs").exists());',
    "a process": 'println!("{:?}", std::process::Command::new("true").status().is_ok());',
    "process imported": 'use std::process; println!("{:?}", process::Command::new("true").status().is_ok());',
    "process in a group": 'use std::process::{Command, exit}; let _ = Command::new("true").status(); exit(0);',
    "exit": 'println!("before"); std::process::exit(3);',
    "exit imported": "use std::process; process::exit(0);",
    "abort": "std::process::abort();",
    "thread name": 'println!("{:?}", std::thread::current().name());',
    "thread id": 'println!("{:?}", std::thread::current().id());',
    "panic of a thread": 'let _ = std::thread::spawn(|| panic!("x")).join();',
    "panic caught": 'let _ = std::panic::catch_unwind(|| panic!("x")); println!("on");',
    "panic in std": "let v: Vec<u8> = Vec::new(); let _ = v[std::hint::black_box(3)];",
    "panic of unwrap": 'let n: Option<u8> = None; n.expect("no");',
    "address of a static": 'static A: u8 = 1; println!("{}", (&A as *const u8 as usize) % 1);',
    "order of functions": 'fn a<T>(_: T) {} println!("{}", (a::<u8> as fn(u8) as usize) < 1);',
    "order of coerced functions": 'fn a() {} fn b() {} let p = if std::env::args().len() > 9 { a } else { b }; println!("{}", p as usize == 0);',
    "distance of statics": 'static A: [u8; 64] = [1; 64]; static B: [u8; 64] = [2; 64]; println!("{}", B.as_ptr() as isize - A.as_ptr() as isize);',
    "equal constants": 'println!("{} {}", std::ptr::eq(&1, &1), std::ptr::eq("a", "a"));',
    "equal vectors": 'let v = vec![1]; println!("{}", std::ptr::eq(&v[0], &v[0]));',
    "pointer to a vector": 'let mut v = Vec::with_capacity(4); let p: *const u8 = v.as_ptr(); v.push(1); println!("{}", p == v.as_ptr());',
    "beyond a static": 'static A: [u8; 8] = [0; 8]; let p = &raw const A; println!("{}", p.is_null());',
    "unsafe": 'let n = 1; println!("{}", unsafe { *(&n as *const i32) });',
    "stdin": 'let mut s = String::new(); println!("{:?} {s}", std::io::stdin().read_line(&mut s));',
    "hasher": 'use std::hash::*; let mut h = DefaultHasher::new(); 7u8.hash(&mut h); println!("{}", h.finish());',
    "a cast of a number": 'let n = 300u32; println!("{}", n as u8);',
    "a cast of a length": 'println!("{}", "abc".len() as u32);',
    "a deep stack": 'fn f(n: u64) -> u64 { if n == 0 { 0 } else { 1 + f(n - 1) } } println!("{}", f(10_000));',
    "no stack left": "fn f(n: u64) -> u64 { 1 + f(n + 1) } f(0);",
    "a closure": 'let x = 1; let f = |y| x + y; println!("{} {}", f(1), std::mem::size_of_val(&f));',
    "a child of a thread": 'println!("{}", std::thread::spawn(|| 7).join().unwrap());',
    "scoped threads": 'let n = 3; std::thread::scope(|s| { s.spawn(|| println!("{n}")); });',
    "async": "let f = async || 1; let _ = f();",
}
TELLING = {name: main(body) for name, body in _TELLS.items()}
_OPS = "type Output = u8; fn {0}(self, _: V) -> u8 {{ 9 }}"
_IMPLS = {
    "Add of its own for i32": (
        "struct V;\nimpl std::ops::Add<V> for i32 { type Output = u8; fn add(self, _: V) -> u8 { 9 } }",
        'println!("{}", 1i32 + V);',
    ),
    "Sub of its own for String": (
        "#[derive(Default)]\npub struct V;\nimpl std::ops::Sub<V> for String { type Output = u8; fn sub(self, _: V) -> u8 { 9 } }",
        'println!("{}", String::new() - V);',
    ),
    "needs a Sub for String": ("", 'println!("{}", String::new() - Default::default());'),
    "calls the only Sub for String": (
        "",
        'println!("{}", std::ops::Sub::sub(String::new(), Default::default()));',
    ),
    "asks for any Sub for String": ("fn need<T>() where String: std::ops::Sub<T> {}", 'need(); println!("there is");'),
    "Not-yet Mul for str": (
        "#[derive(Default)]\npub struct V;\nimpl std::ops::Mul<V> for &str { type Output = u8; fn mul(self, _: V) -> u8 { 9 } }",
        'println!("{}", "a" * V);',
    ),
    "needs a Mul for str": ("", 'println!("{}", "a" * Default::default());'),
    "PartialEq of its own for str": (
        "struct V;\nimpl PartialEq<V> for str { fn eq(&self, _: &V) -> bool { true } }",
        'println!("{}", *"x" == V);',
    ),
    "infers what it compares": ("", 'println!("{}", *"x" == *String::from("x").as_ref());'),
    "From its own for String": (
        'struct V;\nimpl From<V> for String { fn from(_: V) -> String { String::from("v") } }',
        'println!("{}", String::from(V));',
    ),
    "needs one From for Vec of u16": (
        "",
        'let v: Vec<u16> = Default::default(); let w = Vec::<u16>::from(Default::default()); println!("{}", v == w);',
    ),
    "From its own for u128 pair": (
        '#[derive(Default)]\nstruct V;\nimpl From<V> for std::num::ParseIntError { fn from(_: V) -> Self { "x".parse::<u8>().unwrap_err() } }',
        'println!("{}", std::num::ParseIntError::from(V));',
    ),
    "needs a From for ParseIntError": ("", "let _ = <std::num::ParseIntError as From<_>>::from(Default::default());"),
    "Extend of a Vec": (
        "struct V;\nimpl Extend<V> for Vec2 { fn extend<I: IntoIterator<Item = V>>(&mut self, _: I) {} }\nstruct Vec2;",
        "Vec2.extend([V]);",
    ),
    "Sum of its own": (
        "struct V;\nimpl std::iter::Sum<V> for i32 { fn sum<I: Iterator<Item = V>>(i: I) -> i32 { i.count() as i32 } }",
        'println!("{}", [V, V].into_iter().sum::<i32>());',
    ),
    "infers a sum": ("", 'println!("{}", [1, 2].into_iter().sum::<i32>());'),
    "Index of its own": (
        "struct V;\nimpl std::ops::Index<V> for Own { type Output = u8; fn index(&self, _: V) -> &u8 { &7 } }\nstruct Own;",
        'println!("{}", Own[V]);',
    ),
    "for a reference": (
        "struct V;\nimpl std::fmt::Display for V { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(\"v\") } }\nimpl<'a> std::ops::Add<u8> for &'a V { type Output = u8; fn add(self, n: u8) -> u8 { n } }",
        'println!("{} {}", V, &V + 1);',
    ),
    "for a Box": (
        "struct V;\nimpl Iterator for Box<V> { type Item = u8; fn next(&mut self) -> Option<u8> { None } }",
        'println!("{}", Box::new(V).count());',
    ),
    "for a trait object": (
        "trait T { fn n(&self) -> u8; }\nimpl T for u8 { fn n(&self) -> u8 { *self } }\nimpl dyn T { fn m(&self) -> u8 { self.n() } }",
        'let t: &dyn T = &3u8; println!("{}", t.m());',
    ),
    "a trait for u8": (
        "trait T { fn n(&self) -> u8; }\nimpl T for u8 { fn n(&self) -> u8 { 1 } }",
        'println!("{}", 1u8.n());',
    ),
    "the same trait for u8": (
        "trait T { fn n(&self) -> u8; }\nimpl T for u8 { fn n(&self) -> u8 { 2 } }",
        'println!("{}", 1u8.n());',
    ),
    "needs the trait": ("", 'println!("{}", 1u8.n());'),
    "a blanket": ("trait T { fn n(&self) -> u8 { 3 } }\nimpl<X> T for X {}", 'println!("{}", "a".n());'),
    "a bounded blanket": (
        "use std::fmt::Display;\ntrait T { fn n(&self) -> String; }\nimpl<X: Display> T for X { fn n(&self) -> String { self.to_string() } }",
        'println!("{}", 7.n());',
    ),
    "a trait named as std's": (
        "trait Display { fn show(&self) -> u8 { 4 } }\nimpl Display for String {}",
        'println!("{}", String::new().show());',
    ),
    "a type named as std's": (
        "mod a { pub struct String; }\nstruct V;\nimpl std::ops::Add<V> for String { type Output = u8; fn add(self, _: V) -> u8 { 9 } }",
        'println!("{}", String::new() + V);',
    ),
    "a generic named as a type": (
        "struct V;\nstruct X;\ntrait T { fn n(&self) -> u8 { 3 } }\nimpl<X> T for X {}",
        'println!("{}", V.n());',
    ),
    "its own From": (
        "struct V(u8);\nimpl From<u8> for V { fn from(n: u8) -> V { V(n) } }",
        'let v: V = 3.into(); println!("{}", v.0);',
    ),
    "its own generics": (
        "struct W<T>(T);\nimpl<T: std::fmt::Debug> std::fmt::Debug for W<T> { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) } }",
        'println!("{:?}", W(1));',
    ),
    "a const generic": (
        "struct F<const N: usize>;\nimpl<const N: usize> F<{ N }> { fn n(&self) -> usize { N } }",
        'println!("{}", F::<3>.n());',
    ),
    "with arrows": (
        "struct F<G>(G);\nimpl<G: Fn(u8) -> u8> F<G> { fn n(&self) -> u8 { (self.0)(1) } }",
        'println!("{}", F(|n| n + 1).n());',
    ),
    "with where": (
        "struct W<T>(T);\nimpl<T> Clone for W<T> where T: Clone { fn clone(&self) -> Self { W(self.0.clone()) } }",
        'println!("{}", W(1).clone().0);',
    ),
    "in a function": ("fn f() -> u8 { struct L; impl L { fn n(&self) -> u8 { 5 } } L.n() }", 'println!("{}", f());'),
    "in a module": ("mod a { pub struct L; impl L { pub fn n(&self) -> u8 { 5 } } }", 'println!("{}", a::L.n());'),
    "from outside a module": (
        "mod a { pub struct L; }\nimpl a::L { fn n(&self) -> u8 { 5 } }",
        'println!("{}", a::L.n());',
    ),
    "twice": (
        "struct V;\nimpl Clone for V { fn clone(&self) -> V { V } }\nimpl Clone for V { fn clone(&self) -> V { V } }",
        "",
    ),
    "for a foreign type": ("impl u8 { fn n(&self) {} }", ""),
    "of a foreign trait for a foreign type": (
        "impl std::fmt::Display for Vec<u8> { fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } }",
        "",
    ),
    "negative": ("struct V;\nimpl !Send for V {}", ""),
    "Drop": ('struct V;\nimpl Drop for V { fn drop(&mut self) { println!("dropped"); } }', "let _v = V;"),
    "Send by hand": ("struct V(*const u8);\nunsafe impl Send for V {}", ""),
    "a default of cfg(test)": (
        "#[cfg(test)]\nstruct String;\nstruct V;\nimpl std::ops::Sub<V> for String { type Output = u8; fn sub(self, _: V) -> u8 { 9 } }",
        'println!("{}", String::new() - V);',
    ),
    "an alias": (
        "type A = String;\nstruct V;\nimpl std::ops::Sub<V> for A { type Output = u8; fn sub(self, _: V) -> u8 { 9 } }",
        'println!("{}", String::new() - V);',
    ),
    "impl Trait as a type": (
        "fn f(n: impl std::fmt::Display) -> impl std::fmt::Display { n }",
        'println!("{}", f(3));',
    ),
}
IMPLS = {name: f"{head}\n{main(body)}" for name, (head, body) in _IMPLS.items()}
_LEXED = (
    *(
        'println!("{}", "a\\"b" /* " */);',
        'println!("{}", r#"a"b"#);',
        "println!(\"{}\", 'a'); // '",
        "println!(\"{:?}\", b'\\'');",
    ),
    *(
        'println!("{:?}", c"a");',
        'println!("{}", "a"x);',
        'println!("{}", 1u8x);',
        "println!(\"{}\", '');",
        'println!("{}", k"a");',
    ),
    *(
        'println!("{}", 1.0.max(2.0));',
        'println!("{}", 1..2 == (1..2));',
        'println!("{}", 0xFFu8);',
        'println!("{}", 1e3);',
    ),
    *(
        "'a: loop { break 'a; }",
        'let r#type = 1; println!("{}", r#type);',
        '/* /* nested */ */ println!("x");',
        'println!("// no");',
    ),
    *(
        'println!("{}", br"\\x"[0]);',
        "println!(\"{}\", 'é');",
        'println!("{}", "\u00e9\U0001f980");',
        "let x = 'a'as u8; let _ = x;",
        "let x = #;",
    ),
    *(
        'println!("{}", "\\\n   joined");',
        "println!(\"{}\", '\\u{1F600}');",
        "println!(\"{}\", 'ab');",
        'println!("{}", "a" "b");',
        "`",
    ),
    *(
        "let gen = 1; let _ = gen;",
        "let try = 1;",
        "let async = 1;",
        "let dyn = 1;",
        'println!("{}", #"a"#);',
        "let é = 1; let _ = é;",
    ),
    *("let x = 1 /*/ */; let _ = x;", 'println!("{}", "/*"); /* "*/', 'println!("a\\"); // no");', 'println!("\r\n");'),
)
LEXING = {f"{number:02} {text[:40]!r}": main(text) for number, text in enumerate(_LEXED)}
_ENDS_OTHERWISE = {
    "does not compile": 'let s = String::new(); drop(s); println!("{s}");',
    "does not parse": "let x = ;",
    "needs a type": "let v = Vec::new();",
    "a wrong type": 'let n: u8 = "a";',
    "an unknown name": "unknown();",
    "borrows twice": 'let mut s = String::new(); let a = &mut s; let b = &mut s; println!("{a}{b}");',
    "lives too short": 'let r; { let s = String::new(); r = &s; } println!("{r}");',
    "writes to stderr": 'eprintln!("aside"); println!("out");',
    "warns": "let x = &1; drop(x);",
    "prints much": 'for n in 0..2000 { println!("line {n}"); }',
    "exits with 101": "std::process::exit(101);",
    "fails late": "struct F<const N: usize>; impl<const N: usize> F<N> { const C: () = assert!(N < 8); } fn f<const N: usize>() { let () = F::<N>::C; } f::<9>();",
    "an unused function that fails late": "struct F<const N: usize>; impl<const N: usize> F<N> { const C: () = assert!(N < 8); } #[allow(dead_code)] fn never() { let () = F::<9>::C; }",
    "an unused constant that fails": "const BAD: () = assert!(false);",
    "too large a type": "let _ = [[0u8; usize::MAX]; 2];",
    "instantiates for ever": "fn f<T>(n: u8, t: T) { if n > 0 { f(n - 1, (t, n)) } } f(3, 1u8);",
}
ENDS_OTHERWISE = {name: main(body) for name, body in _ENDS_OTHERWISE.items()}
PUBLIC_LATE = {
    "a public function that fails late": "pub struct F<const N: usize>;\nimpl<const N: usize> F<N> { const C: () = assert!(N < 8); }\npub fn never() { let () = F::<9>::C; }\n"
    + HELLO,
}


_SONG = "struct Song { title: String }\n"
_TITLED = "let song = Song { title: String::new() };"
# Programs that the borrow checker rejects, in words that could depend on neighbours.
BORROWS = {
    "a type of its own": _SONG + main(f"{_TITLED} drop(song); drop(song);"),
    "a type called the same": _SONG + main(f"{_TITLED} let a = song; let b = song;"),
    "a type that can be cloned": "#[derive(Clone)]\nstruct Tune;\n" + main("let t = Tune; drop(t); drop(t);"),
    "a type called String": "struct String;\n" + main("let s = String; drop(s); drop(s);"),
    "a String": main("let s = String::new(); drop(s); drop(s);"),
    "a Vec of its own": "struct Vec;\n" + main("let v = Vec; drop(v); drop(v);"),
    "a Vec": main("let v = vec![1]; drop(v); drop(v);"),
    "a range": main("let r = 0..3; for _ in r {} for _ in r {}"),
    "a function of its own": "struct Cup;\nfn take(_: Cup) {}\n" + main("let c = Cup; take(c); take(c);"),
    "a function called the same": "struct Mug;\nfn take(_: Mug) {}\n" + main("let m = Mug; take(m); take(m);"),
    "a method of its own": "struct Jug;\nimpl Jug { fn pour(self) {} }\n" + main("let j = Jug; j.pour(); j.pour();"),
    "a method of std": main("let o = Some(String::new()); o.unwrap(); o.unwrap();"),
    "a closure": main("let s = String::new(); let f = move || s; f(); f();"),
    "a closure in a struct": "struct F<T>(T);\n"
    + main("let n = String::new(); let f = F(move || drop(n)); drop(f); drop(f);"),
    "a closure that outlives": "fn f() -> impl Fn() -> u8 { let n = 1; || n }\n" + main("f();"),
    "a generic": "fn twice<T>(t: T) -> (T, T) { (t, t) }\n" + main("twice(1);"),
    "a generic with a bound": "trait Ring {}\nfn twice<T: Ring>(t: T) -> (T, T) { (t, t) }\n" + main(),
    "a trait object": "trait Ring {}\nfn f(r: Box<dyn Ring>) { drop(r); drop(r); }\n" + main(),
    "a lifetime": "fn f<'a, 'b>(a: &'a str, _: &'b str) -> &'b str { a }\n" + main(),
    "a lifetime of a type": "struct Part<'a>(&'a str);\nimpl<'a> Part<'a> { fn f<'b>(&'b self, s: &'b str) -> &'a str { s } }\n"
    + main(),
    "a static that is wanted": "fn f(s: &str) { std::thread::spawn(|| s.len()); }\n" + main(),
    "a part of an index": main("let v = vec![String::new()]; let s = v[0];"),
    "a part of a reference": _SONG + "fn f(s: &Song) -> String { s.title }\n" + main(),
    "a part of what is dropped": "struct D(String);\nimpl Drop for D { fn drop(&mut self) {} }\n"
    + main("let D(s) = D(String::new());"),
    "through an Rc": "use std::rc::Rc;\n"
    + _SONG
    + main("let r = Rc::new(Song { title: String::new() }); r.title.push('a');"),
    "through a Deref of its own": "struct W(u8);\nimpl std::ops::Deref for W { type Target = u8; fn deref(&self) -> &u8 { &self.0 } }\n"
    + main("let mut w = W(1); *w = 2;"),
    "not mutable": main("let n = 1; n = 2;"),
    "not mutable by reference": main("let s = String::new(); s.push('a');"),
    "twice mutable": main("let mut s = 1; let a = &mut s; let b = &mut s; *a = 1; *b = 2;"),
    "uninitialised": main('let n: u8; println!("{n}");'),
    "a temporary": main(
        'let s: &String = { &String::from("a") }; let t = String::from("b").as_str(); println!("{s}{t}");'
    ),
    "a local that is returned": "fn f<'a>() -> &'a str { let s = String::new(); &s }\n" + main(),
    "two bodies": "fn f() { let s = String::new(); drop(s); drop(s); }\nfn g() { let n = 1; n = 2; }\n" + main(),
    "two phases": 'fn f() -> u8 { "a" }\nfn g() { let s = String::new(); drop(s); drop(s); }\n' + main(),
    "two phases, the other way round": "fn g() { let s = String::new(); drop(s); drop(s); }\nfn f() { match Some(1) { None => {} } }\n"
    + main(),
    "a constant besides": "const C: u8 = [1][1];\nfn g() { let s = String::new(); drop(s); drop(s); }\n" + main(),
    "a const function besides": "fn h() -> u8 { 1 }\nconst fn f() -> u8 { h() }\nfn g() { let s = String::new(); drop(s); drop(s); }\n"
    + main(),
    "an overflow besides": "fn f() -> u8 { 255u8 + 1 }\nfn g() { let s = String::new(); drop(s); drop(s); }\n" + main(),
    "a warning besides": "fn NotSnake() { let s = String::new(); drop(s); drop(s); }\n" + main(),
    "the name of a module in a text": main('let s = String::from("src/m0/main.rs src/m1/main.rs"); drop(s); drop(s);'),
    "the name of a module in a comment": main(
        "let s = String::new(); drop(s); /* src/m0/main.rs src/m1/main.rs */ drop(s);"
    ),
    "a long line": main("let s = String::new(); " + "let _ = 1; " * 60 + "drop(s); drop(s);"),
    "a long type": main("let f = || { let s = (" + "String::new(), " * 12 + "); let t = move || s; t(); t(); }; f();"),
    "a loop": main("let s = String::new(); for _ in 0..2 { drop(s); }"),
    "an async block": main("let s = String::new(); let a = async move { drop(s) }; drop(s); drop(a);"),
    "a guard of a mutex": main("let m = std::sync::Mutex::new(1); let g = m.lock().unwrap(); drop(m); drop(g);"),
    "an impl that lengthens a list": "pub struct V;\nimpl std::str::FromStr for V { type Err = u8; fn from_str(_: &str) -> Result<V, u8> { Ok(V) } }\n"
    + main("let s = String::new(); drop(s); drop(s);"),
    "a list of all impls": "struct Parsed<T: std::str::FromStr>(T);\n" + main("let _: Parsed<Vec<u8>>;"),
    "nothing": main(),
}


def variants() -> Mapping[str, str]:
    """All of them, by family and name."""
    families = {
        "ending": ENDINGS,
        "beginning": BEGINNINGS,
        "entry": ENTRY_POINTS,
        "attribute": ATTRIBUTES,
        "macro": MACROS,
        "lint": LINTS,
        "crate": CRATE,
        "telling": TELLING,
        "impl": IMPLS,
        "lexing": LEXING,
        "outcome": ENDS_OTHERWISE | PUBLIC_LATE,
        "borrow": BORROWS,
    }
    return {f"{family}: {name}": code for family, codes in families.items() for name, code in codes.items()}
