"""What a contributor reads, to the letter. Evidence is made by hand; nothing is compiled.

A change of wording is reviewed as a diff: `BORROWPROOF_REWRITE_GOLDEN=1 pytest tests/golden` writes the files anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from borrowproof import report
from borrowproof.annotations import undefined_behaviour
from borrowproof.judging import matcher
from borrowproof.judging.types import judge_types
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, HeapClaim, Kind, Miri, Pin, TypeClaim
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.outcome import Cause, Cost, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.sanitizer_report import SanitizerReport
from borrowproof.model.snippet import Block, Snippet, Value
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Status, Verdict
from borrowproof.report import github
from tests.unit.ownership.made import function, timeline, variable

HERE = Path(__file__).parent
TOOLCHAIN = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "rustc 1.95.0")
FILE = "snippets/moves/use_after_move.rs"
CODE = 'fn main() {\n    let s = String::new();\n    drop(s);\n    println!("{s}");\n}\n'
MOVED = """error[E0382]: borrow of moved value: `s`
 --> src/main.rs:4:16
  |
4 |     println!("{s}");
  |                ^ value borrowed here after move
"""


def snippet(expectation: Expectation, *, fence: bool = False) -> Snippet:
    """A file whose line 1 is its directive, or a fence at docs/moves.md:42."""
    file, first = ("docs/moves.md", 43) if fence else (FILE, 2)
    lines = tuple(Origin(file, first + n) for n in range(CODE.count("\n")))
    return Snippet(
        id="docs/moves.md:42" if fence else FILE,
        origin=Origin(file, 42 if fence else 1),
        code=CODE,
        lines=lines,
        expectation=expectation,
        edition=Edition.E2024,
        label="" if fence else "use_after_move",
        strict_warnings=True,
    )


def said(code: str | None, line: int, message: str, rendered: str, level: Level = Level.ERROR) -> Diagnostic:
    return Diagnostic(level, code, message, (Span(line, 5, line, 9, primary=True),), rendered=rendered)


E0382 = said("E0382", 4, "borrow of moved value: `s`", MOVED)
# As rustc gives it, with a terminal's colours, of which a report shows none.
LIVE_LONG = said(
    None,
    3,
    "lifetime may not live long enough",
    "\x1b[1m\x1b[91merror\x1b[0m\x1b[1m: lifetime may not live long enough\x1b[0m\n"
    " \x1b[1m\x1b[94m--> \x1b[0msrc/main.rs:3:5\n",
)
REFERENCE = said(
    "dropping_references",
    3,
    "calls to `std::mem::drop` with a reference",
    "warning: calls to `std::mem::drop` with a reference\n --> src/main.rs:3:5\n",
    Level.WARNING,
)


def rejected(*errors: Diagnostic) -> Outcome:
    return Outcome(Edition.E2024, errors, compiled=False)


def ran(exit_status: int = 0, stdout: str = "", stderr: str = "", *warnings: Diagnostic) -> Outcome:
    return Outcome(Edition.E2024, warnings, compiled=True, exit=exit_status, stdout=stdout, stderr=stderr)


def pin(line: int, code: str | None = None, text: str | None = None, level: Level = Level.ERROR) -> Pin:
    return Pin(line, level, code, text, Origin(FILE, line + 1))


def judged(expectation: Expectation, outcome: Outcome, *, fence: bool = False) -> Evidence:
    """Evidence with the verdict that the matcher gives."""
    subject = snippet(expectation, fence=fence)
    return Evidence(subject, matcher.judge(subject, outcome), outcome, TOOLCHAIN)


def polonius(claimed: tuple[str, ...], said: Outcome) -> Evidence:
    """Evidence of a program that is rejected as it says, and of what the next borrow checker says of it."""
    expected = replace(errors("E0382"), polonius=frozenset(claimed))
    verdict = matcher.judge_polonius(expected, said)
    return Evidence(snippet(expected, fence=False), verdict, rejected(E0382), TOOLCHAIN, polonius=said)


def counted(claim: HeapClaim, cost: Cost) -> Evidence:
    """Evidence of a program that runs as it says, and of what its run did with the heap."""
    expected = replace(RUNS, heap=claim)
    verdict = matcher.judge_heap(expected, cost)
    return Evidence(snippet(expected), verdict, ran(), TOOLCHAIN, cost=cost)


def report_of(accesses: str) -> SanitizerReport:
    return undefined_behaviour.parse(f"heap-use-after-free: {accesses}", 1)


def sanitized(reported: SanitizerReport | None) -> Evidence:
    """Evidence of a twin whose line 5 is to read what its line 4 freed."""
    expected = Expectation(Kind.COMPILES, undefined_behaviour=report_of("read 5, freed 4"))
    verdict = matcher.judge_sanitizer(expected, reported)
    return Evidence(snippet(expected), verdict, BUILT, TOOLCHAIN, sanitized=reported)


def measuring(outcome: Outcome) -> Evidence:
    """Evidence of two values in the text of a page, of which the second is to be 2."""
    page = Origin("docs/moves.md", 9, 25)
    values = (
        Value("size_of::<T>()", "size_of::<T>()", None, page),
        Value("6 / x == 2", "6 / x", "2", replace(page, line=12)),
    )
    subject = replace(
        snippet(RUNS),
        id="docs/moves.md (values)",
        label="values in the text",
        origin=replace(page, column=1),
        code='fn main() {\nprint!("{}", {\n24\n6 / 2\n});\n}\n',
        lines=(None, None, page, replace(page, line=12), None, None),
        values=values,
    )
    return Evidence(subject, matcher.judge(subject, outcome), outcome, TOOLCHAIN)


def typed(name: str, line: int, column: int, told: Timeline | str) -> Evidence:
    """Evidence of a program that does what it says, but for the type of a variable."""
    claim = TypeClaim(line, column, name, "&str", Origin(FILE, line + 2))
    subject = snippet(replace(RUNS, types=(claim,)))
    return Evidence(subject, judge_types(subject, told), ran(), TOOLCHAIN)


def texts(*types: tuple[int, str]) -> Timeline:
    """Variables called `s`, each declared on a line, each with a type."""
    made = (variable(n, "s", n, type=type_, qualified_type=type_) for n, type_ in types)
    return timeline(function("main", 1, 5, *made))


def unjudged(cause: Cause, detail: str, *, fence: bool = True) -> Evidence:
    verdict = Verdict(Status.NOT_CHECKED, not_checked=NotChecked(cause, detail))
    return Evidence(snippet(RUNS, fence=fence), verdict, None, None)


def errors(*codes: str, pins: tuple[Pin, ...] = ()) -> Expectation:
    return Expectation(Kind.ERROR, frozenset(codes), pins)


def contained(line: str) -> Evidence:
    """A program with this line, which does not find in a container what it asks for."""
    found = judged(RUNS, replace(ran(101, stderr=PANIC), contained_by="namespaces and seccomp"))
    code = "\n".join((*CODE.split("\n")[:3], line, *CODE.split("\n")[4:]))
    return replace(found, snippet=replace(found.snippet, code=code))


RUNS, PANICS = Expectation(Kind.RUNS), Expectation(Kind.PANICS)
BUILT = Outcome(Edition.E2024, (), compiled=True)
MISSPELT = Diagnostic(Level.ERROR, "E0432", "unresolved import `std::colections`", (Span(2, 14, 2, 24, primary=True),))
RECORDED = replace(RUNS, stdout="one\ntwo\n", stdout_origin=Origin("snippets/moves/use_after_move.stdout", 1))
DANGLES = ran(1, stderr="error: Undefined Behavior: pointer not dereferenceable: it has been freed\n")
PANIC_OF_A_VALUE = "thread 'main' panicked at src/main.rs:4:5:\nattempt to divide\n"
PANIC = "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds: the len is 3 but the index is 3\n"

# Each is made within its test: what is made on import is made before `make mutants` breaks anything.
MISMATCHES: dict[str, Callable[[], Evidence]] = {
    "error_but_compiled": lambda: judged(errors("E0382", pins=(pin(4, "E0382"),)), BUILT),
    "error_but_compiled_on_a_fence": lambda: judged(errors("E0382"), BUILT, fence=True),
    "any_error_but_compiled": lambda: judged(Expectation(Kind.ERROR, None), BUILT, fence=True),
    "another_code": lambda: judged(errors("E0499"), rejected(E0382)),
    "another_code_on_a_fence": lambda: judged(errors("E0499"), rejected(E0382), fence=True),
    "an_error_without_a_code_beside_it": lambda: judged(errors("E0382"), rejected(E0382, LIVE_LONG)),
    "a_misspelt_import_beside_the_code_that_is_named": lambda: judged(
        replace(errors("E0382"), exact=False), rejected(E0382, MISSPELT), fence=True
    ),
    "compiles_but_rejected": lambda: judged(RUNS, rejected(E0382)),
    "compiles_but_two_errors": lambda: judged(RUNS, rejected(E0382, LIVE_LONG), fence=True),
    "compiles_but_an_error_without_a_code": lambda: judged(RUNS, rejected(LIVE_LONG)),
    "pin_one_line_off": lambda: judged(errors("E0382", pins=(pin(3, "E0382"),)), rejected(E0382)),
    "pin_of_a_text_that_nobody_says": lambda: judged(errors(pins=(pin(3, None, "live longer"),)), rejected(LIVE_LONG)),
    "pin_of_a_note_on_another_line": lambda: judged(
        errors("E0382", pins=(pin(4, "E0382"), pin(3, text="borrowed here after", level=Level.NOTE))), rejected(E0382)
    ),
    "pin_of_what_nobody_suggests": lambda: judged(
        errors("E0382", pins=(pin(4, "E0382"), replace(pin(4, text=".copy()", level=Level.HELP), replacement=True))),
        rejected(E0382),
    ),
    "a_line_that_is_said_to_be_well": lambda: judged(
        replace(errors(), codes=None, exact=False, pins=(replace(pin(4), level=None, accepted=True),)), rejected(E0382)
    ),
    "unpinned_error": lambda: judged(errors("E0382", pins=(pin(4, "E0382"),)), rejected(E0382, LIVE_LONG)),
    "unexpected_warning": lambda: judged(RUNS, ran(0, "", "", REFERENCE)),
    "another_output": lambda: judged(RECORDED, ran(stdout="one\nthree\n")),
    "output_without_its_end": lambda: judged(RECORDED, ran(stdout="one\ntwo")),
    "output_with_other_line_ends": lambda: judged(replace(RECORDED, stdout="one\r\ntwo\r\n"), ran(stdout="one\ntwo\n")),
    "output_that_varies": lambda: judged(RECORDED, replace(ran(stdout="one\ntwo\n"), varies="two\none\n")),
    "output_where_none_is_recorded": lambda: judged(replace(RECORDED, stdout=""), ran(stdout="one\n")),
    "exit_status": lambda: judged(RUNS, ran(3, stderr="Error: no luck\n")),
    "killed": lambda: judged(RUNS, ran(-6)),
    "panicked": lambda: judged(RUNS, ran(101, stderr=PANIC)),
    "a_contained_program_that_starts_another": lambda: contained("    Command::new(s).status().unwrap();"),
    "no_panic": lambda: judged(PANICS, ran(), fence=True),
    "exit_instead_of_panic": lambda: judged(PANICS, ran(1, stderr="Error: no luck\n")),
    "polonius_rejects_what_it_was_to_accept": lambda: polonius((), rejected(E0382)),
    "polonius_accepts_what_it_was_to_reject": lambda: polonius(("E0499", "E0382"), BUILT),
    "sanitizer_reports_another_line": lambda: sanitized(report_of("read 6, freed 5")),
    "sanitizer_reports_another_kind": lambda: sanitized(replace(report_of("read 5, freed 4"), kind="double-free")),
    "sanitizer_reports_no_line_of_the_program": lambda: sanitized(SanitizerReport("SEGV", ())),
    "sanitizer_finds_nothing": lambda: sanitized(None),
    "value_is_another": lambda: measuring(ran(stdout="24\x1f3\x1f")),
    "value_cannot_be_told": lambda: measuring(ran(stdout="24\x1f")),
    "value_panics": lambda: measuring(ran(101, stderr=PANIC_OF_A_VALUE)),
    "value_does_not_compile": lambda: measuring(
        rejected(Diagnostic(Level.ERROR, "E0425", "cannot find value `x`", (Span(4, 7, 4, 8, primary=True),)))
    ),
    "heap_does_one_thing_more": lambda: counted(HeapClaim(allocs=3, bytes=72), Cost(4, 72, 0, 0)),
    "heap_does_something_else": lambda: counted(HeapClaim(allocs=3, bytes=72, leaked=0), Cost(4, 80, 1, 0, 1)),
    "polonius_has_another_code": lambda: polonius(("E0499",), rejected(E0382)),
    "a_variable_of_another_type": lambda: typed("s", 2, 5, texts((2, "String"))),
    "a_type_of_no_variable": lambda: typed("drop", 3, 5, texts((2, "String"))),
    "a_type_of_one_of_several_variables": lambda: typed("s", 4, 9, texts((2, "String"), (3, "u8"))),
    "a_type_where_rustc_knows_none": lambda: typed(
        "s", 2, 5, "rustc stops before borrow checking: mismatched types (E0308, line 3)"
    ),
}
UNCHECKED = {
    "ignored": unjudged(Cause.IGNORED, "it needs two machines"),
    "timeout": unjudged(Cause.TIMEOUT, "the program was stopped after 10 s"),
    "limit": unjudged(Cause.LIMIT, "the program was stopped: more than 1 MiB of output", fence=False),
    "nightly": unjudged(Cause.NEEDS_NIGHTLY, "it uses `#![feature]`; choose a nightly compiler with --toolchain"),
    "uncounted": unjudged(
        Cause.NOT_COUNTED, "what it does with the heap: the counts differ from run to run", fence=False
    ),
    "untyped": unjudged(Cause.INFRASTRUCTURE, "the types of its variables: the Playground was overloaded", fence=False),
    "crash": unjudged(Cause.COMPILER_CRASHED, "rustc ended with status 101", fence=False),
}


def whole_run() -> Run:
    return Run(
        evidence=(judged(RUNS, ran()), MISMATCHES["another_code"](), *UNCHECKED.values()),
        blocks=(Block("docs/moves.md", 17, "rust", CODE, FILE, (1, 2, 3, 4, 5)),),
        problems=(
            Problem(
                Origin("docs/moves.md", 9),
                "unknown tag `compile_fial`",
                "did you mean `compile_fail`? valid tags: rust, compile_fail, E0382",
            ),
        ),
        toolchain=TOOLCHAIN,
        seconds=1.234,
        unclaimed=2,
        warnings=("cannot write the cache: No space left on device; outcomes are not kept",),
    )


def badges() -> str:
    evidence = {
        "runs": judged(RUNS, ran()),
        "compiles": judged(Expectation(Kind.COMPILES), BUILT),
        "undefined": replace(judged(Expectation(Kind.COMPILES, miri=Miri.UB), BUILT), miri=DANGLES),
        "fails": judged(errors("E0382"), rejected(E0382)),
        "fails without a code": judged(errors(pins=(pin(3, None, "live long"),)), rejected(LIVE_LONG)),
        "panics": judged(PANICS, ran(101, stderr=PANIC)),
        "mismatch": MISMATCHES["another_code"](),
        **UNCHECKED,
    }
    return "".join(f"{name}: {report.badge(found)}\n" for name, found in evidence.items())


def message(name: str) -> str:
    if name in MISMATCHES:
        return report.explain(MISMATCHES[name]()) + "\n"
    if (cause := name.removeprefix("not_checked_")) in UNCHECKED:
        return report.render(Run((UNCHECKED[cause],), toolchain=TOOLCHAIN))
    return WHOLE[name]()


WHOLE: dict[str, Callable[[], str]] = {
    "whole_run": lambda: report.render(whole_run()),
    "whole_run_in_colour": lambda: report.render(whole_run(), colour=True).replace("\x1b", "ESC"),
    "github_commands": lambda: github.commands(whole_run()),
    "github_step_summary": lambda: github.step_summary(whole_run()),
    "badges": badges,
}
MESSAGES = (*MISMATCHES, *(f"not_checked_{name}" for name in UNCHECKED), *WHOLE)


@pytest.mark.parametrize("name", MISMATCHES)
def test_every_message_of_this_file_is_about_a_mismatch(name: str) -> None:
    assert MISMATCHES[name]().verdict.status is Status.MISMATCHED


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_reads_as_recorded(name: str) -> None:
    golden, said = HERE / f"{name}.txt", message(name)
    if os.environ.get("BORROWPROOF_REWRITE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
        pytest.skip("recorded anew; read the diff")
    assert said == golden.read_text(encoding="utf-8")


def test_every_recorded_message_is_still_said() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(MESSAGES)
