"""What an author reads who wrote an annotation that means nothing, to the letter.

A change of wording is reviewed as a diff: `BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/golden` writes the files anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from borrowproof.annotations import claims, directives, expectations, pins, tags, type_claims
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
    *("//@ twin_of", "//@ twin_of a b", "//@ undefined_behaviour", "//@ undefined_behaviour double-free"),
    *("//@ undefined_behaviour doublefree: freed 5", "//@ undefined_behaviour double-free: freed five"),
    *("//@ undefined_behaviour data-race: written 3, read", "//@ undefined_behaviour bad-free: freed 0"),
    *("//@ miri", "//@ miri ubb", "//@ miri ub\n//@ miri clean", "fn main() {}\n//@ compiles"),
    *("//@ hide", "//@ hide fn", "//@ hide a-b", "//@ hide seed,", "//@ hide fn main", "//@ hide main"),
    "//@ hide fn man, sed\nfn main() { let seed = 1; }",
    *("//@[2021 compiles", "//@[2021] ignore later", "//@[2021] edition 2021", "//@[2020] compiles"),
    *("//@[2021] compiles", "//@[2021] error E0382 E0505", "//@[2021] compiles\n//@[2021] panics"),
    *("//@ compiles\n//@[2021] error E0382\n//@[2024] compiles", "//@ edition 2021\n//@[2021] panics"),
    *("//@[2021][2024] compiles", "//@[2021] miri ub", "//@[2021] frobnicate", "//@ miri ub\n//@[2021] compiles"),
    *("//@[2021] error E0382\n//@[2015, 2021] compiles", "fn main() {\n    //@[2021] compiles\n}"),
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
    *("a\nx //~| E0382", "a\n\nx //~vv E0382", "x //~ ERROR /moved .* value/", "x //~ NOTE in this expansion of vec!"),
    *("x //~ NOTE", "x //~ RAW text", "x //~ EROR: text", "x //~ warm: text"),
)
PINS_OF_OTHERS = (
    *("//~", "//~ RAW text", "//~ NOTE", "//~ HELP", "//~ SUGGESTION", "//~ EROR borrow", "//~ EROR: borrow"),
    *("//~| NOTE a", "\n//~^^ a", "\n//~vv a", "//~ /moved .* value/", "//~ E0382 /a/", "//~ //", "//~ /"),
    *("//~ in this expansion of vec!", "//[mir]~ a", "\n//~[mir, thir] a", "//[2021,mir]~ a", "//[2021,2024]~ a"),
    *("//~ WARN: E0382", "//~ ERROR", "//~ OK", "//~~~~ Section", "/// what //~ ERROR[E03822]: a", "//~ EROR_text"),
)
TYPE_CLAIMS = (
    *("let a = 1;\n//  ^? Vec<", "let a = 1;\n//  ^?", "let a = 1;\n//  ^? an i32", "let a = 1;\n//  ^? &'a u8"),
    *("let a = 1;\n//   ^? u8", "let a = 1;\n//    ^? u8", "let a = b.c;\n//        ^? u8", "//  ^? u8"),
    *("let a = 1; //  ^? u8", "let a = 1;\n//  ^^? u8"),
)
CLAIMS = (
    *("compile", "paniks on line 3", "panics E0382", "undefined", "", "error E382", " error E0382 on line five"),
    *("error on line 99999", "error on line 0000100000", "panics on line 1234567890123", "error on line 123456789012"),
    *("error E0382 E05", "compiles on line 3", "error E0382 on lines 4, 9 or 11", "prints", "undefined behavior"),
)
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
    "a twin that says nothing": lambda: expectations.with_undefined_behaviour(
        Expectation(Kind.COMPILES), directives.parse_directives("//@ compiles no_run\n//@ twin_of a\n")
    ),
    "undefined behaviour that would be run": lambda: expectations.with_undefined_behaviour(
        Expectation(Kind.RUNS), directives.parse_directives("//@ compiles\n//@ undefined_behaviour bad-free: freed 1\n")
    ),
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


def listing(act: Callable[[str], object], cases: Iterable[str]) -> str:
    return "\n".join(f"{case}\n{told(partial(act, case))}" for case in cases)


# Made within the tests: what is made on import is made before `make mutants` breaks anything.
MESSAGES: dict[str, Callable[[], str]] = {
    "directives": lambda: listing(lambda code: directives.parse_directives(f"{code}\n"), DIRECTIVES),
    "tags": lambda: listing(lambda info: tags.check_tags(tags.parse_tags(info), True), TAGS),
    "tags_of_any_project": lambda: listing(lambda info: tags.check_tags(tags.parse_tags(info), False), TAGS),
    "pins": lambda: listing(pins.parse_pins, PINS),
    "pins_of_others": lambda: listing(lambda code: pins.parse_pins(f"x {code}", shared=True), PINS_OF_OTHERS),
    "type_claims": lambda: listing(type_claims.parse_type_claims, TYPE_CLAIMS),
    "claims": lambda: listing(claims.parse, CLAIMS),
    "claims_of_a_program": lambda: listing(lambda name: decide(*DECISIONS[name]), DECISIONS),
    "contradictions": lambda: listing(lambda name: CONTRADICTIONS[name](), CONTRADICTIONS),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_reads_as_recorded(name: str) -> None:
    golden, said = HERE / f"{name}.txt", MESSAGES[name]()
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == said


def test_every_recorded_message_is_still_said() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(MESSAGES)
