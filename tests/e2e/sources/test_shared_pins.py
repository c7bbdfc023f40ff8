"""Pins in the forms of rustc's own tests, held against what rustc says: each right one met, each wrong one found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.model.run import Run
from borrowproof.model.verdict import Mismatch, Status

MOVED = 'let s = String::new();\nlet t = s; {moved}\nprintln!("{{s}}"); {used}\n{below}'


def moved(used: str = "", at_move: str = "", below: str = "") -> str:
    return f"```rust,compile_fail\n{MOVED.format(moved=at_move, used=used, below=below)}\n```\n"


MET = {
    "code behind the text": moved("//~ ERROR borrow of moved value: `s` [E0382]"),
    "code before the text": moved("//~ ERROR [E0382]: borrow of moved value"),
    "as ui_test writes it": moved("//~ ERROR: borrow of moved value"),
    "any error": moved("//~ ERROR"),
    "no level": moved("//~ borrow of moved value: `s`"),
    "a label": moved("//~ E0382\n//~| NOTE value borrowed here after move"),
    "a label of any level": moved("//~ ERROR moved\n//~| value borrowed here"),
    "a label on the line of the move": moved("//~ E0382", "//~ NOTE value moved here"),
    "a label, pinned from below": moved("//~ E0382", below="//~^^ NOTE value moved here"),
    "help on its own line": moved("//~ E0382", "//~ HELP consider cloning the value"),
    "help without a place of its own": (
        "```rust,compile_fail\nlet _ = 1 + true; //~ E0277\n//~| HELP the trait `Add<bool>` is not implemented\n```\n"
    ),
    "a suggestion": moved("//~ E0382", "//~ SUGGESTION .clone()"),
    "from above": "```rust,compile_fail\n//~v ERROR mismatched types [E0308]\nlet x: u8 = true;\n```\n",
    "a warning": "```rust\n#![warn(unused)]\nlet x = 1; //~ WARN unused variable: `x` [unused_variables]\n```\n",
    "a note of a warning": (
        "```rust\n#![warn(unused_mut)] //~ NOTE the lint level is defined here\n"
        "let mut x = 1; //~ WARNING does not need to be mutable\ndrop(x);\n```\n"
    ),
    "a denied lint": (
        "```rust,compile_fail\n#![deny(unused_mut)]\nlet mut x = 1; //~ unused_mut\n//~^ ERROR [unused_mut]\n"
        "drop(x);\n```\n"
    ),
    "a line that is well": moved("//~ E0382", "//~ OK"),
    "a line that is well in a program that is": "```rust\nlet _x = 1; //~ OK\n```\n",
    "an error without words": moved("//~ Error"),
    "a name that is not there": "```rust,compile_fail\nlet _x = nowhere; //~ ERROR cannot find value\n```\n",
    "a crate that is not there": "```rust,compile_fail\nuse nowhere::X; //~ ERROR unresolved import [E0432]\n```\n",
    "within a comment": moved("// why: //~ ERROR borrow"),
    "ignored, of a revision": "```rust,ignore\nf(); //[mir]~ ERROR a\n```\n",
    "a drawn line": "```rust\n//~~~~~ Section ~~~~~\nlet _x = 1;\n```\n",
}
UNMET = {
    "beside a note": moved("//~ E0499\n//~| NOTE value borrowed here after move"),
    "another code in brackets": moved("//~ ERROR borrow of moved value: `s` [E0499]"),
    "another text before the code": moved("//~ ERROR lifetime of moved value: `s` [E0382]"),
    "another note": moved("//~ E0382\n//~| NOTE value dropped here"),
    "a note on another line": moved("//~ E0382\n//~| NOTE value moved here"),
    "a help that is an error": moved("//~ E0382\n//~| HELP borrow of moved value"),
    "a note that is help": moved("//~ E0382\n//~| NOTE consider cloning the value"),
    "another suggestion": moved("//~ E0382", "//~ SUGGESTION .copy()"),
    "help that is a suggestion": moved("//~ E0382", "//~ HELP .clone()"),
    "nothing without a line": moved("//~ E0382\n//~? ERROR borrow of moved value"),
    "a comment that is none": moved("//~ this line fails"),
    "a lint that is no error": "```rust\n#![warn(unused_mut)]\nlet mut x = 1; //~ WARN unused_must_use\n```\n",
    "another word of a name that is not there": (
        "```rust,compile_fail\nlet _x: u8 = true;\nlet _y = nowhere; //~ ERROR cannot find type\n```\n"
    ),
    "a line that is said to be well": moved("//~ OK"),
    "a note where all is well": "```rust\nlet _x = 1; //~ NOTE moved\n```\n",
}
REFUSED = {
    "a revision": moved("//[mir]~ ERROR borrow"),
    "a pattern": moved("//~ ERROR: /moved .*/"),
    "a slip beside a right one": moved("//~ E0382\n//~| EROR borrow"),
    "an error where it is to compile": "```rust\nlet x: u8 = true; //~ ERROR mismatched\n```\n",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All of these fences, each on a page of its own, in one run."""
    home = tmp_path_factory.mktemp("pages")
    for name, page in {**MET, **UNMET, **REFUSED}.items():
        (home / f"{_file(name)}.md").write_text(page, encoding="utf-8")
    return pipeline.verify([home], home)


def _file(name: str) -> str:
    return re.sub(r"\W", "-", name)


@pytest.mark.parametrize("name", MET)
def test_a_pin_that_is_right_is_met(run: Run, name: str) -> None:
    [evidence] = [e for e in run.evidence if Path(e.snippet.origin.file).stem == _file(name)]
    ignored = name.startswith("ignored")
    expected = Status.NOT_CHECKED if ignored else Status.MATCHED
    assert evidence.verdict.status is expected, evidence.verdict.differences


@pytest.mark.parametrize("name", UNMET)
def test_a_pin_that_is_wrong_is_found(run: Run, name: str) -> None:
    [evidence] = [e for e in run.evidence if Path(e.snippet.origin.file).stem == _file(name)]
    assert [d.what for d in evidence.verdict.differences if d.pin] == [Mismatch.PIN_UNMET]


@pytest.mark.parametrize("name", REFUSED)
def test_a_pin_that_cannot_be_held_is_a_problem(run: Run, name: str) -> None:
    assert [p for p in run.problems if Path(p.origin.file).stem == _file(name)]
    assert not [e for e in run.evidence if Path(e.snippet.origin.file).stem == _file(name)]
