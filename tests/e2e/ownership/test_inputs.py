"""What programs have a timeline: libraries, test modules, all editions; and what is said where there is none."""

from __future__ import annotations

import time

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.errors import Underivable
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.derive import derive
from borrowproof.ownership.picture import terminal
from borrowproof.ownership.picture.layout import display_width

LIBRARY = "pub fn push(list: &mut [u8], item: u8) {\n    let slot = &mut list[0];\n    *slot = item;\n}\n"
ALLOCATING = "extern crate alloc;\nuse alloc::string::String;\npub fn len(s: String) -> usize {\n    s.len()\n}\n"
TESTS = """\
pub fn double(n: u8) -> u8 {
    n * 2
}
#[cfg(test)]
mod tests {
    #[test]
    fn moves() {
        let a = String::from("a");
        drop(a);
    }
}
"""


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (LIBRARY, ["push"]),
        (f"#![no_std]\n{LIBRARY}", ["push"]),
        (f"#![no_std]\n{ALLOCATING}", ["len"]),
        (f"#![no_main]\n{LIBRARY}", ["push"]),
        (f'#![crate_name = "mine"]\n{LIBRARY}', ["push"]),
        (
            "mod inner {\n    pub fn main() {\n        let s = String::new();\n        drop(s);\n    }\n}\n",
            ["inner::main"],
        ),
        ("mod a {\n    pub fn run() {}\n}\nuse a::run as main;\n", ["a::run"]),
    ],
)
def test_libraries(code: str, names: list[str], rustc: Rustc) -> None:
    found = derive(code, Edition.E2024, rustc)
    assert [f.name for f in found.functions] == names
    assert found.conflicts == ()


def test_test_modules(rustc: Rustc) -> None:
    found = derive(TESTS, Edition.E2024, rustc, test_harness=True)
    assert [f.name for f in found.functions] == ["double", "tests::moves"]
    assert [f.name for f in derive(TESTS, Edition.E2024, rustc).functions] == ["double"]


@pytest.mark.parametrize("edition", list(Edition))
def test_every_edition(edition: Edition, rustc: Rustc) -> None:
    code = 'fn main() {\n    let a = String::from("a");\n    let b = a;\n    println!("{}", b);\n}\n'
    (main,) = derive(code, edition, rustc).functions
    assert [(v.name, [s.state.value for s in v.states]) for v in main.variables] == [
        ("a", ["owned", "moved", "moved"]),
        ("b", ["owned", "owned"]),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "#![feature(gen_blocks)]\nfn f() -> impl Iterator<Item = u8> {\n    gen { yield 1; }\n}\nfn main() {}\n",
        "fn f() -> impl Iterator<Item = u8> {\n    gen { yield 1; }\n}\nfn main() {\n    f();\n}\n",
        "fn main() {\n    let n: ! = return;\n}\n",
    ],
)
def test_what_only_a_nightly_knows_is_said(code: str, rustc: Rustc) -> None:
    with pytest.raises(Underivable, match="only a nightly compiler knows what it uses"):
        derive(code, Edition.E2024, rustc)


WIDE = 'fn main() {\n    let 名前 = String::from("x");\n    let é = 名前;\n    println!("{é}");\n}\n'


def test_wide_letters_keep_lanes_in_their_columns(rustc: Rustc) -> None:
    found = derive(WIDE, Edition.E2024, rustc)
    rows = terminal.render(found, WIDE).split("\n")[1:4]
    assert len({display_width(row[: row.index("`")]) for row in rows}) == 1
    assert display_width(rows[1][: rows[1].index("▶")]) + 1 == display_width(rows[2][: rows[2].index("┃")])


MANY = 400


@pytest.mark.prove
@pytest.mark.parametrize(
    "lines",
    [
        [f"    let v{n} = {n};" for n in range(MANY)],
        [f'    let v{n} = String::from("{n}");' for n in range(MANY)],
        [f"    let v{n} = {'String::new()' if n % 2 == 0 else f'&v{n - 1}'};" for n in range(MANY)],
    ],
    ids=["numbers", "strings", "references"],
)
def test_many_variables(lines: list[str], rustc: Rustc) -> None:
    code = "\n".join(["fn main() {", *lines, "}", ""])
    started = time.process_time()
    found = derive(code, Edition.E2024, rustc)
    assert _variables(found) == MANY
    assert time.process_time() - started < 8  # of processor time on a loaded machine; two seconds on an idle one


def _variables(found: Timeline) -> int:
    return sum(len(f.variables) for f in found.functions)
