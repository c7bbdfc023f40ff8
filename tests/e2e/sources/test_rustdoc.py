"""Our wrapping of doctests against the text that the real rustdoc hands to a compiler."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence

import pytest

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources import rustdoc

BUILDER = """#!{python}
import hashlib, os, pathlib, sys
source = sys.stdin.read()
name = hashlib.sha256(source.encode()).hexdigest()
pathlib.Path(os.environ["CAPTURED"], name).write_text(source, encoding="utf-8")
"""

# name: (doctest, whether rustdoc puts a `main` around it; None where rustdoc does not parse it at all)
DOCTESTS: dict[str, tuple[str, bool | None]] = {
    "statement": ("let x = 1;", True),
    "expression": ("foo::bar()", True),
    "items only": ("fn f() {}\nstruct S;", True),
    "main": ("fn main() {\n    f();\n}\nfn f() {}", False),
    "public main": ("pub fn main() {}", False),
    "crate-public main": ("pub(crate) fn main() {}", False),
    "async main": ("async fn main() {}", False),
    "unsafe main": ("unsafe fn main() {}", False),
    "extern main": ('extern "C" fn main() {}', False),
    "const main": ("const fn main() {}", False),
    "main with attributes": ("#[allow(dead_code)]\n#[inline]\nfn main() {}", False),
    "main with documentation": ("/// Runs.\nfn main() {}", False),
    "main with a result": ("fn main() -> Result<(), String> {\n    Ok(())\n}", False),
    "main in a comment": ("// fn main() {}\nlet x = 1;", True),
    "main in a block comment": ("/* fn main() {} */\nlet x = 1;", True),
    "main in a string": ('let x = "fn main() {}";', True),
    "main in a raw string": ('let x = r#"fn main() {"}"#;', True),
    "main in a module": ("mod m {\n    pub fn main() {}\n}", True),
    "main in a function": ("fn f() {\n    fn main() {}\n}", True),
    "main in macro rules": ("macro_rules! m {\n    () => { fn main() {} };\n}\nm!();", True),
    "main in a macro call": ("m! {\n    fn main() {}\n}", False),
    "main in a macro call with parentheses": ("m!(fn main() {});", False),
    "main deeper in a macro call": ("m! { { fn main() {} } }", True),
    "main and a macro call": ("fn main() {}\nm!();", False),
    "main and a trailing macro call": ("fn main() {}\nm!()", True),
    "main and macro rules": ("macro_rules! m { () => {} }\nfn main() {}", False),
    "main and macro rules in parentheses": ("macro_rules! m ( () => {} );\nfn main() {}", False),
    "main and a statement": ("let x = 1;\nfn main() {}", True),
    "main and an expression": ("fn main() {}\nf();", True),
    "main and a semicolon": ("fn main() {};", True),
    "main and const block": ("const { 1 };\nfn main() {}", True),
    "main and unsafe block": ("unsafe { f() }\nfn main() {}", True),
    "main among every item": (
        "extern crate alloc;\nuse std::{fmt, io};\nstatic S: u8 = 1;\nconst C: [u8; 2] = [1, 2];\n"
        "type T = (u8, u8);\nstruct A;\nstruct B(u8);\nstruct D { x: u8 }\nenum E { A, B }\nunion U { a: u8 }\n"
        'trait T2 {}\nimpl A {}\nunsafe impl Send for A {}\nextern "C" { fn g(); }\nextern { fn h(); }\n'
        "mod m;\npub(in crate::x) mod n {}\nconst fn cf() {}\nunsafe trait UT {}\nconst _: () = { let x = 1; };\n"
        "fn main() {}",
        False,
    ),
    "main behind generics": ("fn f<T: Into<[u8; 3]>>(x: T) -> [u8; 3] where T: Copy { x.into() }\nfn main() {}", False),
    "main behind lifetimes": (
        "struct A<'a>(&'a str);\nimpl<'a> A<'a> { fn c() -> char { '\\'' } }\nfn main() {}",
        False,
    ),
    "raw identifier": ("fn r#main() {}", False),
    "not quite main": ("fn main_loop() {}\nfn domain() {}", True),
    "inner attribute": ("#![allow(dead_code)]\nfn f() {}", True),
    "inner attribute and main": ("#![feature(x)]\nfn main() {}", False),
    "feature then allow": ("#![feature(x)]\n#![allow(y)]\nlet x = 1;", True),
    "allow then feature": ("#![allow(y)]\n#![feature(x)]\nlet x = 1;", True),
    "attribute of many lines": ("#![allow(\n    a,\n    b,\n)]\nlet x = 1;", True),
    "attribute behind comments": ("// one\n/* two */\n#![allow(a)]\nlet x = 1;", True),
    "comment behind attributes": ("#![allow(a)]\n// why\n\nlet x = 1;", True),
    "code behind an attribute": ("#![allow(a)] fn f() {}", True),
    "inner documentation": ("//! about\nlet x = 1;", True),
    "no_std": ("#![no_std]\nfn f() {}", False),
    "extern crate": ("extern crate alloc;\nlet x = 1;", True),
    "macro_use extern crate": ("#[macro_use]\nextern crate alloc;\nlet x = 1;", True),
    "extern crate later": ("let x = 1;\nextern crate alloc;\nlet y = 2;", True),
    "extern crate renamed": ("use a::b;\nextern crate alloc as other;\nb();", True),
    "attribute, extern crate": ("#![feature(x)]\nextern crate alloc;\nlet x = 1;", True),
    "question mark": ('let x: u8 = "1".parse()?;\nOk::<(), std::num::ParseIntError>(())', True),
    "question mark, comment behind": ("f()?;\nOk::<(), E>(()) // done\n// really", True),
    "unit in the middle": ("f(());\ng();", True),
    "ends in a statement": ("f(());", True),
    "result and attribute": ("#![allow(a)]\nf()?;\nOk::<(), E>(())", True),
    "hidden lines": ("# use std::fmt;\n#\nlet x = 1;\n# f();\n  # g();\n#", True),
    "hidden main": ("# fn main() {\nlet x = 1;\n# }", False),
    "hidden, indented": ("if x {\n    # f();\n}", True),
    "escaped hash": ('let s = "\n## heading\n";', True),
    "attribute is not hidden": ("#[derive(Debug)]\nstruct S;", True),
    "hidden attribute": ("# #![allow(a)]\nlet x = 1;", True),
    "hash without a space": ('let s = r#"\n#x\n"#;', True),
    "unbalanced": ("fn f() {", None),
    "too many closers": ("let x = 1; }", None),
    "empty": ("", True),
    "only a comment": ("// nothing", True),
    "closures": ("let f = |x: u8| { x };\nlet g = || match 1 { 1 => {}, _ => {} };", True),
    "match then method": ("match 1 { _ => 2 }.clone();\nextern crate alloc;", True),
    "if else": ("if a { 1 } else { 2 };\nextern crate alloc;\nlet S { x } = s else { return };", True),
    "labelled loop": ("'a: loop { break 'a; }\nlet c = 'a';", True),
    "block comment nested": ("/* a /* b */ fn main() {} */\nlet x = 1;", True),
    "byte strings": ('let a = b"fn main() {";\nlet b = br#"}"#;\nlet c = c"{";\nlet d = b\'{\';', True),
}


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every source that rustdoc gives the compiler for DOCTESTS, by its hash."""
    rustup = shutil.which("rustup")
    if rustup is None:
        pytest.fail("these tests need rustup and a stable rustdoc")
    which = [rustup, "which", "rustdoc", "--toolchain", "stable"]
    binary = subprocess.run(which, capture_output=True, text=True, check=True).stdout.strip()
    folder = tmp_path_factory.mktemp("rustdoc")
    builder = folder / "builder"
    builder.write_text(BUILDER.format(python=sys.executable))
    builder.chmod(builder.stat().st_mode | stat.S_IXUSR)
    page, sources = folder / "page.md", folder / "sources"
    sources.mkdir()

    page.write_text("".join(f"~~~~rust,standalone_crate\n{text}\n~~~~\n\n" for text, _ in DOCTESTS.values()))
    command = [binary, "--test", "-Zunstable-options", "--no-run", "--edition", "2021", "--test-builder", str(builder)]
    environment = {**os.environ, "CAPTURED": str(sources), "RUSTC_BOOTSTRAP": "1"}
    subprocess.run([*command, str(page)], env=environment, capture_output=True, text=True, check=True)
    return {file.name: file.read_text(encoding="utf-8") for file in sources.iterdir()}


def unnamed(source: str) -> list[str]:
    """What rustdoc generated, without what our engine does otherwise: names, and `allow(unused)` as a flag."""
    text = re.sub(r"_doctest_main_\w+", "_inner", source).removeprefix("#![allow(unused)]\n")
    text = text.replace("fn main() { #[allow(non_snake_case)] fn _inner() {\n", "fn main() {\n")
    text = re.sub(r"\n\} _inner\(\) \}$", "\n}", text).replace("#[allow(non_snake_case)] ", "")
    return [line.strip() for line in text.split("\n") if line.strip()]


def ours(text: str) -> list[str]:
    return [line.strip() for line in wrapped(text).code.split("\n") if line.strip()]


def wrapped(text: str) -> rustdoc.Wrapped:
    lines = [SourceLine(line, Origin("page.md", number)) for number, line in enumerate(text.split("\n"), start=1)]
    shown = [rustdoc.unhide_line(line) for line in lines]
    hidden = {number for number, (_, is_hidden) in enumerate(shown, start=1) if is_hidden}
    return rustdoc.wrap_in_main([line for line, _ in shown], hidden)


def without_comments(lines: Sequence[str]) -> list[str]:
    """Without comments of whole lines and ` // ` behind code: rustdoc drops those after the last statement."""
    return [line.split(" // ")[0] for line in lines if not line.startswith(("//", "/*"))]


def comparable(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Crate attributes and the rest: rustdoc puts lint attributes behind the others, all else keeps its order."""
    code = without_comments(lines)
    return tuple(sorted(x for x in code if x.startswith("#!"))), tuple(x for x in code if not x.startswith("#!"))


@pytest.mark.parametrize("name", DOCTESTS)
def test_the_compiler_is_given_what_rustdoc_gives_it(name: str, captured: dict[str, str]) -> None:
    text, wraps = DOCTESTS[name]
    theirs = {comparable(unnamed(source)) for source in captured.values()}
    assert comparable(ours(text)) in theirs
    if wraps is not None:
        assert (None in wrapped(text).lines) == wraps


def test_rustdoc_gives_nothing_that_we_do_not(captured: dict[str, str]) -> None:
    assert len(captured) == len(DOCTESTS)
    theirs = {comparable(unnamed(source)) for source in captured.values()}
    assert theirs == {comparable(ours(text)) for text, _ in DOCTESTS.values()}


def test_every_line_of_the_author_keeps_its_origin() -> None:
    for text, _ in DOCTESTS.values():
        written = text.split("\n")
        found = wrapped(text)
        code = found.code.split("\n")
        assert len(code) == len(found.lines)
        for line, origin in zip(code, found.lines, strict=True):
            if origin is not None:
                source = written[origin.line - 1]
                assert source[origin.column - 1 :].startswith(line) or source.replace("##", "#", 1) == line
        assert {o.line for o in found.lines if o is not None} == set(range(1, len(written) + 1))


def test_hidden_lines_are_those_of_the_author_and_the_engine() -> None:
    found = wrapped("#![allow(a)]\n# use x::y;\ny();")
    assert found.code == "#![allow(a)]\nfn main() {\nuse x::y;\ny();\n}"
    assert found.hidden == {2, 3, 5}
    assert [None if o is None else (o.line, o.column) for o in found.lines] == [(1, 1), None, (2, 3), (3, 1), None]


def test_a_line_that_is_half_attribute_becomes_two() -> None:
    found = wrapped("#![allow(a)] f();")
    assert found.code == "#![allow(a)]\nfn main() {\n f();\n}"
    assert [None if o is None else (o.line, o.column) for o in found.lines] == [(1, 1), None, (1, 13), None]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# let x = 1;", ("let x = 1;", True)),
        ("    # let x = 1;  ", ("let x = 1;", True)),
        ("#", ("", True)),
        ("  #  ", ("", True)),
        ("##", ("#", False)),
        ("## x", ("# x", False)),
        ("  ##[attr]", ("  #[attr]", False)),
        ("#[attr]", ("#[attr]", False)),
        ("#![attr]", ("#![attr]", False)),
        ("#x", ("#x", False)),
        ('let s = "# x";', ('let s = "# x";', False)),
        ("", ("", False)),
    ],
)
def test_hidden(line: str, expected: tuple[str, bool]) -> None:
    assert rustdoc.strip_hidden_marker(line) == expected
