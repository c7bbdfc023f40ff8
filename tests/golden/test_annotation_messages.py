"""What an author reads who wrote an annotation that means nothing, to the letter.

A change of wording is reviewed as a diff: `BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/golden` writes the files anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from borrowproof.annotations import claims, directives, expectations, pins, tags
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.diagnostic import Level
from borrowproof.model.expectation import Expectation, Kind, Miri, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.question import Choice
from borrowproof.model.snippet import Snippet

HERE = Path(__file__).parent / "annotations"
ORIGIN = Origin("a.rs", 3)
PROGRAM = Snippet("a.rs", ORIGIN, "fn main() {\n    a();\n}\n", (ORIGIN,) * 3, Expectation(Kind.RUNS))

DIRECTIVES = (
    *(
        "//@ compile",
        "//@ eror E0382",
        "//@ frobnicate",
        "//@ panik",
        "//@ ignored",
        "//@ editon 2021",
        "//@ fixs a",
        "//@ mirri ub",
        "//@",
        "//@ edition",
        "//@ edition 2020",
    ),
    *("//@ error 0382", "//@ error E0382, E04999", "//@ compiles no-run", "//@ compiles twice", "//@ panics loudly"),
    *("//@ compiles\n//@ panics", "//@ error\n\n//@ error E0382", "//@ edition 2021\n//@ edition 2024"),
    *("//@ fixes", "//@ fixes a b", "//@ fixes a\n//@ fixes b", "//@ ignore"),
    *("//@ polonius", "//@ polonius error", "//@ polonius compiles no_run", "//@ polonius error E04"),
    *("//@ polonius compiles\n//@ polonius error E0499", "//@ ignore later\n//@ polonius compiles"),
    *("//@ heap", "//@ heap alloc=3", "//@ heap allocs", "//@ heap allocs=few", "//@ heap leaked=-1"),
    *("//@ heap bytes=8 bytes=9", "//@ heap allocs=1\n//@ heap leaked=0"),
    *("//@ miri", "//@ miri ubb", "//@ miri ub\n//@ miri clean", "fn main() {}\n//@ compiles"),
    *("//@ hide", "//@ hide fn", "//@ hide a-b", "//@ hide seed,", "//@ hide fn main", "//@ hide main"),
    "//@ hide fn man, sed\nfn main() { let seed = 1; }",
    *("//@[2021 compiles", "//@[2021] ignore later", "//@[2021] edition 2021", "//@[2020] compiles"),
    *("//@[2021] compiles", "//@[2021] error E0382 E0505", "//@[2021] compiles\n//@[2021] panics"),
    *("//@ compiles\n//@[2021] error E0382\n//@[2024] compiles", "//@ edition 2021\n//@[2021] panics"),
)
TAGS = (
    *("rust,compile-fail", "rust,compilefail", "rust,should_pannic", "rust,no-run", "rust,editable", "rust,frobnicate"),
    *("rust,edition2020", "rust,E382", "rust,e0382", "rust,E0382000", "rust,edition2015,edition2018"),
    *("rust,E0505,E0382", "rust,compile_fail,no_run", "rust,no_run,should_panic,ignore (later)", "rust,ignore"),
)
PINS = (
    "x //~",
    "x //~ ERROR",
    "x //~ EROR text",
    "x //~ WARM text",
    "x //~ 0382",
    "\nx //~^^ E0382",
    "x //[2020]~ E0382",
)
CLAIMS = ("compile", "paniks on line 3", "panics E0382", "undefined", "", "error E382", " error E0382 on line five")
DECISIONS: dict[str, tuple[str, Expectation]] = {
    "an ignored program": ("compiles", Expectation(Kind.IGNORED, reason="later")),
    "compiles, of a program that is not run": ("compiles", Expectation(Kind.COMPILES)),
    "panics, of a program that is not run": ("panics", Expectation(Kind.COMPILES)),
    "prints, of a program that is not run": ("prints 1", Expectation(Kind.COMPILES)),
    "compiles no_run, of a program that is not run": ("compiles no_run", Expectation(Kind.COMPILES)),
    "undefined behaviour, without Miri": ("undefined behaviour", Expectation(Kind.RUNS)),
    "undefined behaviour, with Miri": ("undefined behaviour", Expectation(Kind.RUNS, miri=Miri.CLEAN)),
    "the first line": ("error on line 1", Expectation(Kind.ERROR, None)),
    "the last line": ("error on line 3", Expectation(Kind.ERROR, None)),
    "a line below the last": ("error on lines 2, 4 and 9", Expectation(Kind.ERROR, None)),
    "line 0": ("panics on line 0", Expectation(Kind.PANICS)),
}


def pin(code: str | None, text: str | None = None, level: Level = Level.ERROR) -> Pin:
    return Pin(1, level, code, text, ORIGIN)


RUNS = Expectation(Kind.RUNS)
MOVED = Expectation(Kind.ERROR, frozenset({"E0382"}))
CONTRADICTIONS: dict[str, Callable[[], object]] = {
    "a fence that runs, a directive that fails": lambda: expectations.reconcile(RUNS, MOVED, 4),
    "a fence that fails, a directive that runs": lambda: expectations.reconcile(MOVED, RUNS, 4),
    "other codes": lambda: expectations.reconcile(
        replace(MOVED, codes=frozenset({"E0505", "E0499"})), replace(MOVED, codes=None), 4
    ),
    "an error pinned in what runs": lambda: expectations.with_pins(RUNS, [pin("E0382")], strict=True),
    "a heap, of a program that panics": lambda: expectations.with_heap(
        Expectation(Kind.PANICS), directives.parse_directives("//@ panics\n//@ heap allocs=1\n")
    ),
    "any failure at all": lambda: expectations.with_pins(replace(MOVED, codes=None), [], strict=True),
    "a code that is not named": lambda: expectations.with_pins(MOVED, [pin("E0505"), pin("E0499")], strict=False),
}


def told(act: Callable[[], object]) -> str:
    try:
        act()
    except AnnotationError as error:
        where = "" if error.line is None else f"line {error.line}: "
        return f"  {where}{error.message}\n  fix: {error.fix}\n"
    return "  means something\n"


def decide(claim: str, expectation: Expectation) -> None:
    choice = Choice(claims.parse(claim), "a.rs", right=True, origin=ORIGIN)
    claims.check_decidable(choice, replace(PROGRAM, expectation=expectation))


def listing(cases: dict[str, Callable[[], object]]) -> str:
    return "\n".join(f"{name}\n{told(act)}" for name, act in cases.items())


MESSAGES = {
    "directives": listing({code: partial(directives.parse_directives, f"{code}\n") for code in DIRECTIVES}),
    "tags": listing({info: partial(tags.check_tags, tags.parse_tags(info), True) for info in TAGS}),
    "tags_of_any_project": listing({info: partial(tags.check_tags, tags.parse_tags(info), False) for info in TAGS}),
    "pins": listing({code: partial(pins.parse_pins, code) for code in PINS}),
    "claims": listing({text: partial(claims.parse, text) for text in CLAIMS}),
    "claims_of_a_program": listing({name: partial(decide, *case) for name, case in DECISIONS.items()}),
    "contradictions": listing(CONTRADICTIONS),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_reads_as_recorded(name: str) -> None:
    golden = HERE / f"{name}.txt"
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(MESSAGES[name], encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == MESSAGES[name]


def test_every_recorded_message_is_still_said() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(MESSAGES)
