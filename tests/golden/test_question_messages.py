"""What the author of a wrong key reads, to the letter. Evidence is made by hand; nothing is compiled.

A change of wording is reviewed as a diff: `BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/golden` writes the files anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from borrowproof import report
from borrowproof.annotations.claims import parse
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.question import Choice, Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.report import github
from borrowproof.report.questions import claim_text

HERE = Path(__file__).parent / "questions"
TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "rustc 1.95.0")
PAGE = "docs/ownership/moves.md"
CODE = 'fn main() {\n    let s = String::new();\n    drop(s);\n    println!("{s}");\n}\n'
MOVED = Diagnostic(Level.ERROR, "E0382", "borrow of moved value: `s`", (Span(4, 16, 4, 17, primary=True),))
PANIC = "thread 'main' panicked at src/main.rs:3:5:\nindex out of bounds: the len is 3 but the index is 3\n"


def evidence(name: str, kind: Kind, outcome: Outcome) -> Evidence:
    """A file whose first line is its directive."""
    file = f"snippets/moves/{name}.rs"
    lines = tuple(Origin(file, n) for n in range(2, CODE.count("\n") + 2))
    snippet = Snippet(file, Origin(file, 1), CODE, lines, Expectation(kind), label=name)
    return Evidence(snippet, Verdict(Status.MATCHED), outcome, TOOLCHAIN)


FAILING = evidence("use_after_move", Kind.ERROR, Outcome(Edition.E2024, (MOVED,), compiled=False))
RUNNING = evidence("used_before", Kind.RUNS, Outcome(Edition.E2024, (), compiled=True, exit=0, stdout="one\ntwo\n"))
PANICKING = evidence(
    "beyond", Kind.PANICS, Outcome(Edition.E2024, (), compiled=True, exit=101, stdout="", stderr=PANIC)
)
BUILT = evidence("never_run", Kind.COMPILES, Outcome(Edition.E2024, (), compiled=True))


def question(line: int, *keys: tuple[str, str, bool]) -> Question:
    """A question at a line of the page; an option on each second line below it."""
    choices = tuple(
        Choice(parse(claim), f"snippets/moves/{name}.rs", right, Origin(PAGE, line + 2 * n))
        for n, (claim, name, right) in enumerate(keys, start=1)
    )
    return Question(f"{PAGE}:{line}", Origin(PAGE, line), PAGE, "question", "body", "What?", choices, "So.")


def run(*questions: Question) -> Run:
    judged = (FAILING, RUNNING, PANICKING, BUILT)
    return Run(judged, toolchain=TOOLCHAIN, seconds=1.234, questions=questions)


# Each is made within its test: what is made on import is made before `make mutants` breaks anything.
def right_but_false() -> Question:
    return question(300, ("compiles", "use_after_move", True), ("panics", "use_after_move", False))


def wrong_but_true() -> Question:
    return question(310, ("error E0382 on line 4", "use_after_move", False), ("compiles no_run", "never_run", True))


def others() -> Question:
    return question(
        320,
        ("prints one", "used_before", True),
        ("panics on line 2", "beyond", True),
        ("error", "never_run", True),
        ("compiles", "used_before", True),
    )


def good() -> Question:
    return question(330, ("error E0382", "use_after_move", True), ("compiles", "use_after_move", False))


def unknown() -> Question:
    return question(340, ("compiles", "not_judged", True), ("error", "not_judged", False))


CLAIMS = (
    *("compiles", "compiles no_run", "error", "error E0382 E0505 on lines 3, 4, 9", "error on line 4"),
    *("panics", "panics on line 3", "prints 3", "prints nothing", "undefined behaviour"),
)
MESSAGES: dict[str, Callable[[], str]] = {
    "marked_right_but_false": lambda: report.render(run(right_but_false())),
    "marked_wrong_but_true": lambda: report.render(run(wrong_but_true())),
    "each_kind_of_claim": lambda: report.render(run(others())),
    "whole_run": lambda: report.render(run(right_but_false(), good(), unknown())),
    "all_hold": lambda: report.render(run(good()), colour=True).replace("\x1b", "ESC"),
    "github_commands": lambda: github.commands(run(wrong_but_true())),
    "github_step_summary": lambda: github.step_summary(run(wrong_but_true())),
    "options": lambda: "".join(f"{text}: {claim_text(parse(text))}\n" for text in CLAIMS),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_reads_as_recorded(name: str) -> None:
    golden, said = HERE / f"{name}.txt", MESSAGES[name]()
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")
        pytest.skip("recorded anew; read the diff")
    assert said == golden.read_text(encoding="utf-8")


def test_every_recorded_message_is_still_said() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == MESSAGES.keys()
