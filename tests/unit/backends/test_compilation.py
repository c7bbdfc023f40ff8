"""What a finished rustc means: a judgement, or a fault."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from borrowproof.backends.compilation import from_outside, missing_artefact, over_limit, read_compilation, read_run
from borrowproof.backends.invocation import attempts
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.process.sandbox import Completed, Exceeded, Limits

LIMITS = Limits(wall=1.0, cpu=2, memory=4 << 20, output=8 << 20, processes=16, file_size=32 << 20)
JOB = Job("fn main() {}\n", Edition.E2024, Goal.REJECT)
BUILT = Outcome(Edition.E2024, (), compiled=True, seconds=1.0)


def line(message: str, code: str | None = None, level: str = "error", notes: tuple[str, ...] = ()) -> str:
    children = [json.loads(line(note, level="note")) for note in notes]
    said = {"message": message, "level": level, "code": {"code": code} if code else None}
    return json.dumps({**said, "spans": [], "children": children, "rendered": ""})


def done(*lines: str, status: int = 1) -> Completed:
    errors = sum(json.loads(text)["level"] == "error" for text in lines)
    plural = "" if errors == 1 else "s"
    summary = [line(f"aborting due to {errors} previous error{plural}")] if errors else []
    return Completed(status, b"", "\n".join([*lines, *summary]).encode(), 0.5, None)


def test_what_the_assembler_says_of_global_asm_is_a_judgement() -> None:
    """It has neither a code nor a place in the program: only its note has one, in the text of the assembly."""
    place = {"file_name": "<inline asm>", "is_primary": True, "text": [], "label": None, "expansion": None}
    place |= dict.fromkeys(("byte_start", "byte_end", "line_start", "line_end", "column_start", "column_end"), 1)
    place |= {"suggested_replacement": None, "suggestion_applicability": None}
    said = json.loads(line("invalid instruction mnemonic 'x'", notes=("instantiated into assembly here",)))
    without = read_compilation(done(json.dumps(said)), JOB, LIMITS)
    assert isinstance(without, NotChecked)
    said["children"][0]["spans"] = [place]
    found = read_compilation(done(json.dumps(said)), JOB, LIMITS)
    assert isinstance(found, Outcome)
    assert not found.compiled


def test_a_success_and_a_rejection_are_judgements() -> None:
    assert read_compilation(done(status=0), JOB, LIMITS) == Outcome(Edition.E2024, (), compiled=True, seconds=0.5)
    found = read_compilation(done(line("moved", "E0382"), line("a warning", level="warning")), JOB, LIMITS)
    assert isinstance(found, Outcome)
    assert (found.compiled, found.codes, len(found.diagnostics)) == (False, frozenset({"E0382"}), 2)


@pytest.mark.parametrize("code", ["E0583", "E0584"])
def test_a_file_that_is_missing_elsewhere_may_be_there_tomorrow(code: str) -> None:
    """`#[path]` on a module with a body sets where its modules are looked for."""
    missing = done(line("file not found for module `inner`", code))
    outside = replace(JOB, code='#[path = "/tmp"]\nmod outer {\n    mod inner;\n}\nfn main() {}\n')
    found = read_compilation(missing, outside, LIMITS)
    assert isinstance(found, NotChecked)
    assert found.cause is Cause.INFRASTRUCTURE
    assert isinstance(read_compilation(missing, replace(JOB, code="mod inner;\nfn main() {}\n"), LIMITS), Outcome)
    other = done(line("mismatched types", "E0308"))
    assert isinstance(read_compilation(other, outside, LIMITS), Outcome)


@pytest.mark.parametrize("number", ["", "1 "])
def test_old_and_new_words_for_one_error(number: str) -> None:
    text = "\n".join([line("moved", "E0382"), line(f"aborting due to {number}previous error; 1 warning emitted")])
    assert isinstance(read_compilation(Completed(1, b"", text.encode(), 0.5, None), JOB, LIMITS), Outcome)


@pytest.mark.parametrize(
    ("message", "notes"),
    [
        ("`#[panic_handler]` function required, but not found", ()),
        ("unwinding panics are not supported without std", ()),
        ("linking with `cc` failed: exit status: 1", ("rust-lld: error: undefined symbol: f",)),
        (
            "linking with `cc` failed: exit status: 1",
            ("x.o: undefined reference to `f'", "collect2: error: ld returned 1"),
        ),
    ],
)
def test_what_rustc_says_of_a_whole_program_is_a_judgement(message: str, notes: tuple[str, ...]) -> None:
    assert isinstance(read_compilation(done(line(message, notes=notes)), JOB, LIMITS), Outcome)


@pytest.mark.parametrize(
    ("message", "notes"),
    [
        (
            "linking with `cc` failed: exit status: 1",
            ("undefined reference to `f'", "final link failed: No space left"),
        ),
        ("linking with `cc` failed: exit status: 127", ("undefined reference to `f'",)),
        ("linking with `cc` failed: signal: 11 (SIGSEGV)", ()),
        ("something that no rustc has said so far", ()),
    ],
)
def test_what_may_be_the_machines_doing_is_none(message: str, notes: tuple[str, ...]) -> None:
    """One such error taints all of them."""
    found = read_compilation(done(line("moved", "E0382"), line(message, notes=notes)), JOB, LIMITS)
    assert isinstance(found, NotChecked)
    assert found.cause is Cause.INFRASTRUCTURE
    assert found.detail.startswith(message)


def test_fewer_errors_than_were_counted_are_not_all() -> None:
    whole = done(line("moved", "E0382"), line("unknown", "E0425"))
    cut = Completed(1, b"", b"\n".join(whole.stderr.split(b"\n")[1:]), 0.5, None)
    found = read_compilation(cut, JOB, LIMITS)
    assert found == NotChecked(Cause.COMPILER_CRASHED, "rustc ended with status 1, counts 2 errors and told 1")


def test_a_limit_is_told_before_anything_that_was_said() -> None:
    stopped = Completed(None, b"", line("moved", "E0382").encode(), 1.0, Exceeded.WALL)
    assert read_compilation(stopped, JOB, LIMITS) == NotChecked(Cause.TIMEOUT, "rustc was stopped after 1 s")
    causes = {over_limit("x", exceeded, LIMITS).cause for exceeded in (Exceeded.OUTPUT, Exceeded.FILE_SIZE)}
    assert causes == {Cause.LIMIT}


@pytest.mark.parametrize("goal", [Goal.REJECT, Goal.BUILD, Goal.RUN])
def test_a_compiler_must_write_what_it_is_asked_for(goal: Goal, tmp_path: Path) -> None:
    names = {"metadata": "out/libplayground.rmeta", "obj": "out/playground.o", "link=program": "program"}
    (tmp_path / "out").mkdir()
    for arguments in attempts(Job(JOB.code, JOB.edition, goal)):
        emitted = arguments[arguments.index("--emit") + 1].partition(",")[0]
        assert missing_artefact(tmp_path, arguments) is not None
        (tmp_path / names[emitted]).write_bytes(b"" if emitted == "metadata" else b"x")
        assert missing_artefact(tmp_path, arguments) is None


@pytest.mark.parametrize("status", [0, 1, 101, -6, -11, -4, -8, -5])
def test_what_a_program_does_to_itself_is_its_own(status: int) -> None:
    found = read_run(Completed(status, b"out", b"err", 0.25, None), BUILT, LIMITS)
    assert found == Outcome(Edition.E2024, (), True, status, "out", "err", 1.25)
    assert from_outside("it", status) is None


@pytest.mark.parametrize("status", [-9, -7, -15, -1, -2, -24, -31, -64])
def test_what_is_done_to_a_program_is_not(status: int) -> None:
    found = read_run(Completed(status, b"out", b"err", 0.25, None), BUILT, LIMITS)
    assert isinstance(found, NotChecked)
    assert found.cause is Cause.INFRASTRUCTURE
    assert "from outside" in found.detail


def test_our_limit_of_memory_says_nothing_of_a_program() -> None:
    found = read_run(Completed(-6, b"", b"memory allocation of 9 bytes failed\n", 0.25, None), BUILT, LIMITS)
    assert found == NotChecked(Cause.LIMIT, "the program was stopped: it needs more than 4 MiB of memory")
