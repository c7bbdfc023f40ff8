"""The documentation tests that we find in a library against those that the real rustdoc finds."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.library import NO_CRATES, Library, Workspace
from borrowproof.model.snippet import Snippet
from borrowproof.sources.collect import Sources, collect
from tests.e2e.conftest import MakeProject

FEATURES = ('feature="on"',)
# Each example calls a function of its own, by which it is known.
ROOT = """//! The library.
//!
//! ```
//! demo::inner();
//! let raw = "/// ```";
//! ```
#![doc(test(attr(allow(dead_code), deny(unused_must_use))))]
#![doc = include_str!("../README.md")]

/// Sugar.
/// ```
/// demo::line();
/// ```
pub fn line() {}

///     demo::indented();
///
///Text without a space.
/// ~~~rust,no_run
/// demo::tilde();
///   let indented = "by two";
/// ~~~
pub fn indented() {}

/** A block.
 *
 * ```
 * demo::starred();
 * ```
 */
pub fn starred() {}

/**
A block without stars.
```
demo::starless();
```
*/
pub fn starless() {}

/**
    Indented.

    ```
    demo::block_indented();
      // two more
    ```
*/
pub fn block_indented() {}

/***
 * No documentation at all.
 * ```
 * demo::three_stars();
 * ```
 */
//// ```
//// demo::four_slashes();
//// ```
/**/
pub fn none() {}

/// ```
#[inline]
/// demo::attribute_between();
// and a comment
/// ```
pub fn attribute_between() {}

#[doc = "```"]
#[doc = "demo::attribute();"]
#[doc = r#"let quoted = "as it is";"#]
#[doc = "```"]
pub fn attribute() {}

#[doc = "Lines.\\n\\n```\\ndemo::escaped();\\nlet tab = \\"\\t\\";\\n```"]
pub fn escaped() {}

/// Mixed.
#[doc = ""]
#[doc = "```"]
#[doc = "demo::mixed();"]
#[doc = "    deeper();"]
/// ```
pub fn mixed() {}

#[cfg_attr(feature = "on", doc = "```\\ndemo::cfg_attr_on();\\n```")]
#[cfg_attr(feature = "off", doc = "```\\ndemo::cfg_attr_off();\\n```")]
#[cfg_attr(all(not(feature = "off"), any(feature = "on", nothing)), inline, doc = "\\n```\\ndemo::combined();\\n```")]
pub fn conditional() {}

#[cfg(feature = "off")]
/// ```
/// demo::left_out();
/// ```
pub mod left_out {
    //! ```
    //! demo::left_out_inside();
    //! ```
}

#[cfg(test)]
mod tests {
    /// ```
    /// demo::in_tests();
    /// ```
    fn f<A, B>() {}
}

#[cfg(doctest)]
/// ```
/// demo::only_in_doctests();
/// ```
struct OnlyInDoctests;

/// Outside.
pub mod inline {
    //! ```
    //! demo::inside_inline();
    //! ```

    mod private {
        /// ```
        /// demo::private_item();
        /// ```
        struct Private {
            /// ```
            /// demo::field();
            /// ```
            x: u8,
            #[cfg(feature = "off")]
            /// ```
            /// demo::field_left_out();
            /// ```
            y: std::collections::HashMap<u8, u8>,
        }

        /// ```
        /// demo::variants();
        /// ```
        enum E<A, B = u8> {
            /** ```
 demo::variant();
 ``` */
            A(
                /// ```
                /// demo::tuple_field();
                /// ```
                A,
            ),
            B(B),
        }

        impl Private {
            //! ```
            //! demo::inside_impl();
            //! ```

            /// ```
            /// demo::method();
            /// ```
            fn method(&self) {
                /// ```
                /// demo::nested_item();
                /// ```
                fn nested() {}
            }

            /// ```
            /// demo::associated();
            /// ```
            const C: [u8; { 3 }] = [0; { 3 }];
        }

        trait T {
            /// ```
            /// demo::trait_item();
            /// ```
            fn t();
        }

        extern "C" {
            /// ```
            /// demo::foreign();
            /// ```
            fn foreign();
        }
    }
}

/// ```
/// demo::exported_macro!();
/// ```
#[macro_export]
macro_rules! exported_macro {
    () => {
        /// ```
        /// demo::made_by_a_macro();
        /// ```
        pub fn made() {}
    };
}
exported_macro!();

/// ```
/// demo::reexport();
/// ```
pub use self::line as again;

#[doc(test(attr(allow(unused_variables))))]
/// ```
/// demo::own_attributes();
/// ```
pub mod own_attributes {
    /// ```should_panic
    /// demo::inherited_attributes();
    /// ```
    pub fn f() {}
}

/// > ```
/// > demo::quoted();
/// > ```
///
/// - a list
///
///   ```compile_fail,E0308
///   demo::listed();
///   ```
///
/// ```text
/// no Rust
/// ```
/// ```ignore (why)
/// demo::ignored();
/// ```
/// ```edition2018
/// extern crate demo;
/// # use demo::hidden;
/// ##[allow(dead_code)]
/// demo::edition();
/// ```
/// ```test_harness
/// #[test]
/// fn t() { demo::harness(); }
/// ```
/// ```
/// fn main() { demo::own_main(); }
/// ```
/// ```
/// std::fallible()?;
/// Ok::<(), ()>(())
/// ```
///
/// ```
/// demo::unclosed();
pub fn kinds() {}

mod file;
#[path = "elsewhere.rs"]
mod moved;
#[cfg(feature = "off")]
mod absent;
"""
FILES = {
    "src/lib.rs": ROOT,
    "src/file.rs": "//! ```\n//! demo::of_a_file();\n//! ```\n\n"
    "/// ```\n/// demo::in_a_file();\n/// ```\nfn f() {}\nmod deeper;\n",
    "src/file/deeper.rs": "#![doc(test(attr(allow(unused_mut))))]\n"
    "/// ```\r\n/// demo::carriage_return();\r\n/// ```\r\nfn f() {}\r\n",
    "src/elsewhere.rs": "/// ```\n/// demo::elsewhere();\n/// ```\nfn f() {}\n",
    "README.md": "# Read me\n\n```\ndemo::read_me();\n```\n",
    "Cargo.toml": '[package]\nname = "demo"\nversion = "0.1.0"\nedition = "2021"\n',
}
# Where rustdoc tells another line than the one on which the fence is written: it counts through a block comment from
# its first line of text, through an attribute as if each line of its text were one of the file, through what stands
# before a module and within it as if that were one piece, and names the call of a macro that makes an item.
OTHERWISE = {
    "read_me": ("src/lib.rs", 9),
    "starless": ("src/lib.rs", 34),
    "block_indented": ("src/lib.rs", 43),
    "escaped": ("src/lib.rs", 78),
    "combined": ("src/lib.rs", 90),
    "inside_inline": ("src/lib.rs", 117),
    "made_by_a_macro": ("src/lib.rs", 203),
}


def found(project: Path) -> Sources:
    """What we read of the library in a project, of which cargo would say these cfgs and files."""
    source = project / "src"
    files = frozenset(file for file in source.rglob("*.rs"))
    library = Library("demo", Edition.E2021, project, source / "lib.rs", files, frozenset(FEATURES), NO_CRATES)
    return collect([source], project, Workspace((library,)))


def told_by_rustdoc(project: Path, rustc: Rustc) -> list[dict[str, object]]:
    """What rustdoc itself would hand to a compiler. (An unstable output, which a stable rustdoc gives when told to.)"""
    options = ["--edition=2021", "--crate-name=demo", "--cfg", FEATURES[0]]
    form = ["-Zunstable-options", "--output-format=doctest"]
    done = subprocess.run(
        [str(rustc.path.with_name("rustdoc")), "--test", *options, *form, "src/lib.rs"],
        cwd=project,
        env={**os.environ, "RUSTC_BOOTSTRAP": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tests: list[dict[str, object]] = json.loads(done.stdout)["doctests"]
    return tests


def name(code: str) -> str:
    """The function by whose call an example is known."""
    called = [
        word for word in code.replace("(", " (").replace("!", " !").split() if word.startswith(("demo::", "std::"))
    ]
    return called[-1].partition("::")[2]


def essence(code: str) -> list[str]:
    """The lines that are compiled: blank ones and those of comments change nothing."""
    lines = (line.strip() for line in code.split("\n"))
    return [line for line in lines if line and not line.startswith("//") and line != "#![allow(unused)]"]


def whole(test: dict[str, object]) -> str:
    code = test["doctest_code"]
    assert isinstance(code, dict)
    around = code["wrapper"] or {"before": "", "after": ""}
    return str(code["crate_level"] + around["before"] + code["code"] + around["after"])


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project(FILES)


def test_every_test_of_rustdoc_is_found_and_no_other(project: Path, rustc: Rustc) -> None:
    theirs = {name(whole(test)): test for test in told_by_rustdoc(project, rustc)}
    ours: dict[str, Snippet] = {name(snippet.code): snippet for snippet in found(project).snippets}
    assert sorted(ours) == sorted(theirs)
    assert len(theirs) > 40
    for known, test in theirs.items():
        assert essence(ours[known].code) == essence(whole(test)), known


def test_lines_are_those_of_the_source(project: Path, rustc: Rustc) -> None:
    lines = {name(whole(test)): (test["file"], test["line"]) for test in told_by_rustdoc(project, rustc)}
    ours = {name(s.code): s for s in found(project).snippets}
    assert {known: lines[known] for known in OTHERWISE} == OTHERWISE
    for known, snippet in ours.items():
        if known not in OTHERWISE:
            assert (snippet.origin.file, snippet.origin.line) == lines[known]
        for text, origin in zip(snippet.code.split("\n"), snippet.lines, strict=True):
            if origin is not None and known in text:
                written = (project / origin.file).read_text(encoding="utf-8").split("\n")[origin.line - 1]
                assert written[origin.column - 1 :].startswith(text)


def test_what_a_macro_makes_is_told(make_project: MakeProject) -> None:
    made = '#[doc = concat!("```\\n", "x", "\\n```")]\npub fn f() {}\n'
    read = found(make_project({**FILES, "src/file.rs": made}))
    assert read.warnings == ("src/file.rs:1: a macro makes this documentation; what it holds is not seen",)


def test_a_file_of_no_library_is_told(make_project: MakeProject) -> None:
    project = make_project(FILES)
    library = Library("demo", Edition.E2021, project, project / "src/lib.rs", frozenset(), frozenset(), NO_CRATES)
    some = Library("demo", Edition.E2021, project, library.root, frozenset({library.root}), frozenset(), NO_CRATES)
    everything = collect([project / "src"], project, Workspace((library,)))
    assert everything.warnings == ()
    told = collect([project / "src"], project, Workspace((some,))).warnings
    why = "not part of the library that cargo built, so rustdoc reads no documentation there; it was not read"
    assert told == (f"src/elsewhere.rs and 2 more files: {why}",)
