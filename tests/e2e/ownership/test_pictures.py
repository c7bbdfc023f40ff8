"""Pictures of real programs: whatever is derived is drawn once and said once, and nothing overlaps."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.errors import Underivable
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.derive import derive
from borrowproof.ownership.picture import svg_document, terminal
from borrowproof.ownership.picture.layout import layout
from borrowproof.ownership.wording import sentences
from borrowproof.ownership.wording.phrases import display_name
from borrowproof.site.figure import ownership
from borrowproof.sources.collect import collect
from tests.unit.ownership.checks import overlaps, undrawn, unsaid

EVERY = 14  # programs; the others are as the one that is looked at
Derived = dict[str, tuple[str, Timeline]]


@pytest.fixture(scope="module")
def derived(root: Path, rustc: Rustc) -> Derived:
    """Some programs of the corpus, by name; without those that rustc rejects before it looks at borrows."""
    programs = collect([root / "tests" / "oracles" / "corpus"], root).snippets[::EVERY]
    found = {}
    for program in programs:
        with suppress(Underivable):
            found[program.id] = (program.code, derive(program.code, program.edition or Edition.E2024, rustc))
    return found


def test_all_is_drawn_and_said_once_and_nothing_overlaps(derived: Derived) -> None:
    assert len(derived) >= 11
    problems = {}
    for name, (code, timeline) in derived.items():
        shown = range(1, code.rstrip().count("\n") + 2)
        picture = layout(timeline, shown, terminal.METRICS)
        problems[name] = overlaps(picture, terminal.METRICS) + undrawn(timeline, picture) + unsaid(timeline)
    assert {name: found for name, found in problems.items() if found} == {}


def test_every_figure_is_well_formed(derived: Derived) -> None:
    for name, (code, timeline) in derived.items():
        shown = range(1, code.rstrip().count("\n") + 2)
        root = ET.fromstring(svg_document.render(timeline, code, name))
        assert float(root.get("height") or 0) >= len(shown) * 24
        beside = ownership.beside(timeline, code, shown)
        names = {display_name(v) for f in timeline.functions for v in f.variables}
        assert len(beside.rows.code) == len(shown)
        assert set(re.findall(r'<b class="bp-name[^>]*>([^<+]+)</b>', beside.lanes)) <= names
        assert all(f'data-of="{line}"' in said for line, said in beside.said.items())
        assert len(terminal.render(timeline, code).split("\n")) > len(shown)


LEAVES = """\
fn f(c: bool) {
    let s = String::from("s");
    if c {
        return;
    }
    let t = String::from("t");
    println!("{s}{t}");
}

fn main() {
    f(true);
}
"""


def said(code: str, line: int, rustc: Rustc) -> list[str]:
    return [s.text for s in sentences.sentences(derive(code, Edition.E2024, rustc), [line])]


def test_the_order_of_drops_is_that_of_one_path(root: Path, rustc: Rustc) -> None:
    assert said(LEAVES, 8, rustc)[0] == "`t` is dropped, then `s`"
    (program,) = collect([root / "tests/oracles/corpus/let_else_moves_then_used.rs"], root).snippets
    assert said(program.code, 8, rustc) == ["`content` is dropped"]


def test_a_length_that_rustc_checks_is_no_raw_pointer_of_the_program(root: Path, rustc: Rustc) -> None:
    (program,) = collect([root / "tests/oracles/corpus/slice_patterns.rs"], root).snippets
    assert not any("raw pointer" in sentence for sentence in said(program.code, 10, rustc))
    assert "raw pointer" in " ".join(said("fn main() {\n    let x = 1;\n    let _p = &raw const x;\n}\n", 3, rustc))


@pytest.mark.parametrize(("call", "reserved"), [("v.push(v.len())", True), ("Vec::push(&mut v, v.len())", False)])
def test_a_method_call_reserves_its_borrow(call: str, reserved: bool, rustc: Rustc) -> None:
    sentences = said(f"fn main() {{\n    let mut v = vec![1];\n    {call};\n}}\n", 3, rustc)
    lent = [("`&mut`" in s, "two-phase" in s) for s in sentences if "is lent" in s]
    assert lent == ([(False, False), (True, True)] if reserved else [(True, False), (False, False)])
