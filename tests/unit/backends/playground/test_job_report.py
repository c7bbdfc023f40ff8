"""What the driver tells of one job: an outcome, a reason, or the wish to ask again."""

from __future__ import annotations

import json

import pytest

from borrowproof.backends.playground import job_report, versions
from borrowproof.backends.playground.batch import JobReport, RunReport
from borrowproof.backends.playground.failures import Unusable
from borrowproof.backends.playground.job_report import RetryReason
from borrowproof.backends.playground.versions import Compiler
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome

RUN, REJECT = (Job("fn main() {}", Edition.E2024, goal) for goal in (Goal.RUN, Goal.REJECT))
MOVED = "".join(
    json.dumps({"level": "error", "code": code, "message": text, "spans": [], "children": [], "rendered": ""}) + "\n"
    for code, text in (({"code": "E0382"}, "moved"), (None, "aborting due to 1 previous error"))
)


def told(
    state: str = "done", compiled: int | None = 0, exit_status: int | None = 0, said: str = "", stderr: str = ""
) -> JobReport:
    runs = () if exit_status is None else (RunReport(exit_status, "out", stderr),)
    return JobReport(state, compiled, said, "dependencies.d: src/main.rs\n", runs, {}, 0.5)


def test_an_outcome_is_what_rustc_and_the_program_said() -> None:
    found = job_report.answer(RUN, told(exit_status=101, stderr="panicked at"), alone=False)
    assert found == Outcome(Edition.E2024, (), True, 101, "out", "panicked at", 0.5)
    rejected = job_report.answer(REJECT, told(compiled=1, exit_status=None, said=MOVED), alone=False)
    assert isinstance(rejected, Outcome)
    assert (rejected.compiled, *rejected.codes, rejected.exit) == (False, "E0382", None)


@pytest.mark.parametrize(
    ("what", "cause"),
    [
        (told("late rustc", None, None), Cause.TIMEOUT),
        (told("late program", 0, None), Cause.TIMEOUT),
        (told("abandoned program", 0, None), Cause.LIMIT),
        (told("failed No space left on device", None, None), Cause.INFRASTRUCTURE),
        (told(compiled=101, exit_status=None), Cause.COMPILER_CRASHED),
        (told(compiled=1, exit_status=None), Cause.COMPILER_CRASHED),
        (told(compiled=0, exit_status=None, said=MOVED), Cause.COMPILER_CRASHED),
        (told(compiled=1, exit_status=None, said="no JSON"), Cause.COMPILER_CRASHED),
        (told(exit_status=None), Cause.INFRASTRUCTURE),
        (told(exit_status=-9), Cause.LIMIT),
        (told(exit_status=-6, stderr="memory allocation of 9 bytes failed"), Cause.LIMIT),
    ],
)
def test_what_the_others_may_have_caused_is_asked_again_and_then_not_checked(what: JobReport, cause: Cause) -> None:
    assert job_report.answer(RUN, what, alone=False) is RetryReason.ALONE
    found = job_report.answer(RUN, what, alone=True)
    assert isinstance(found, NotChecked)
    assert found.cause is cause


def test_whose_turn_did_not_come_is_asked_later() -> None:
    assert job_report.answer(RUN, told("skipped", None, None), alone=False) is RetryReason.LATER
    found = job_report.answer(RUN, told("skipped", None, None), alone=True)
    assert isinstance(found, NotChecked)


def test_too_much_output_is_nobody_elses_doing() -> None:
    found = job_report.answer(RUN, told("over program", 0, None), alone=False)
    assert found == NotChecked(Cause.LIMIT, "the program prints more than 256 KiB, too much for the Playground")


def test_a_killed_rustc_is_left_to_cargo() -> None:
    assert job_report.answer(REJECT, told(compiled=-9, exit_status=None), alone=False) is RetryReason.ALONE
    assert job_report.answer(REJECT, told(compiled=-9, exit_status=None), alone=True) is RetryReason.SINGLY


def test_a_driver_that_can_do_nothing_is_noticed() -> None:
    killed, failed = told(compiled=-9, exit_status=None), told("failed no such file", None, None)
    assert job_report.broken([killed, killed]) == "every rustc that it starts is killed"
    assert job_report.broken([failed, failed]) == "failed no such file"
    assert job_report.broken([killed, told()]) is None
    assert job_report.broken([killed]) is None, "one alone may be to blame itself"


def test_which_compiler_it_is() -> None:
    stable = {"rustc": {"version": "1.95.0", "hash": "5980", "date": "2026-04-14"}, "rustfmt": {}}
    assert versions.published({"stable": stable}, "stable") == Compiler("1.95.0", "5980")
    assert versions.told("rustc 1.95.0\nhost: h\nrelease: 1.95.0\ncommit-hash: 5980\n") == Compiler("1.95.0", "5980")
    assert versions.told("sh: rustc: not found") is None
    broken: list[object] = [None, [], {}, {"rustc": {}}, {"rustc": {"version": "1", "hash": None}}, {"rustc": 1}]
    for tools in broken:
        with pytest.raises(Unusable):
            versions.published({"stable": tools}, "stable")


def test_a_verdict_from_there_never_looks_like_one_from_here() -> None:
    compiler = Compiler("1.95.0", "5980")
    official = versions.toolchain("https://play.rust-lang.org", "stable", compiler, "x86_64")
    other = versions.toolchain("https://rust.dev", "stable", compiler, "x86_64")
    assert official.name == "rustc 1.95.0 (Rust Playground)"
    assert other.name == "rustc 1.95.0 (self-hosted Playground)"
    assert not other.nightly
    assert len({official.fingerprint, other.fingerprint}) == 2
