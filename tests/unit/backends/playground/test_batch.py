"""The driver's questions and answers: what shares a request, and that only a whole answer is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.backends.playground import batch, packing
from borrowproof.backends.playground import task as task_literals
from borrowproof.backends.playground.batch import Batch, Damaged, JobReport, RunReport
from borrowproof.backends.playground.task import Task
from borrowproof.backends.toolchain import CodeStatus
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.outcome import Goal, Job
from tests.unit.backends.playground.packed import packed

VERSION = "rustc 1.95.0\nhost: here\nrelease: 1.95.0\ncommit-hash: abc"


def job(code: str = "fn main() {}", goal: Goal = Goal.REJECT) -> Job:
    return Job(code, Edition.E2024, goal)


def of(one: Job) -> Task:
    return Task.of(one, Toolchain("1.95.0", "here", "fingerprint"))


def task(code: str = "fn main() {}", goal: Goal = Goal.REJECT) -> Task:
    return of(job(code, goal))


def answer(questions: Batch, *texts: str, told: list[str] | None = None) -> str:
    """What the driver would print."""
    return sealed(questions, packed(written(VERSION, *texts, *(told or []))))


def sealed(questions: Batch, text: bytes) -> str:
    head = f"borrowproof {questions.nonce} {len(text)} {packing.checksum(text):016x}\n"
    return f"{head}{text.decode()}\nend {questions.nonce}\n"


def written(*texts: str) -> str:
    """Texts with their lengths before them."""
    return "".join(f"{len(text.encode())}:{text}," for text in texts)


def test_an_answer_is_read_back() -> None:
    questions = Batch((task(), task(goal=Goal.RUN)), ("E0382", "E9999", "E0001", "E0002"))
    explained = ["0", "text", "1", "", "0", "#### Note: this error code is no longer emitted", "-9", ""]
    told = ["done", "1", "{}\n", "", "", written("mir/a.mir", "// MIR", "facts/a/b.facts", ""), "20"]
    runs = written("-6", "5:a,é\n", "stop", "0", "", "")
    told += ["done", "0", "", "dependencies.d: src/main.rs\n", runs, "", "31"]
    report = questions.read(answer(questions, *explained, told=told))
    ended = (RunReport(-6, "5:a,é\n", "stop"), RunReport(0, "", ""))
    assert report.version == VERSION
    assert list(report.codes.values()) == [
        CodeStatus.EMITTED,
        CodeStatus.UNKNOWN,
        CodeStatus.RETIRED,
        CodeStatus.UNASKED,
    ]
    assert report.jobs == (
        JobReport("done", 1, "{}\n", "", (), {"mir/a.mir": "// MIR", "facts/a/b.facts": ""}, 0.02),
        JobReport("done", 0, "", "dependencies.d: src/main.rs\n", ended, {}, 0.031),
    )


def test_nothing_but_a_whole_answer_is_read() -> None:
    questions = Batch((task(),))
    whole = answer(questions, told=["done", "0", "", "", "", "", "1"])
    assert questions.read(whole).jobs[0].compiled == 0
    for end in range(len(whole)):
        with pytest.raises(Damaged):
            questions.read(whole[:end])
    for at in range(len(whole)):
        other = "0" if whole[at] != "0" else "1"
        with pytest.raises(Damaged):
            questions.read(whole[:at] + other + whole[at + 1 :])
    for wrong in (f"hello\n{whole}", f"{whole}hello", whole * 2, answer(Batch((task("//"),)), told=["done"])):
        with pytest.raises(Damaged):
            questions.read(wrong)


@pytest.mark.parametrize(
    "told",
    [
        *([], ["done"], ["done", "0", "", "", "", "", "1", "more"], ["done", "zero", "", "", "", "", "1"]),
        *(["done", "0", "", "", written("0", ""), "", "1"], ["done", "0", "", "", "0", "", "1"]),
        *(["done", "0", "", "", written("no", "", ""), "", "1"], ["done", "0", "", "", "", written("mir/a"), "1"]),
    ],
)
def test_a_whole_answer_to_something_else_is_not_read(told: list[str]) -> None:
    questions = Batch((task(),))
    with pytest.raises(Damaged):
        questions.read(answer(questions, told=told))


def test_what_cannot_be_unpacked_is_not_read() -> None:
    questions = Batch((task(),))
    for text in (b"", b"####", b"AAAA", packed(written(VERSION)), packed(VERSION)):
        with pytest.raises(Damaged):
            questions.read(sealed(questions, text))


def test_each_question_has_a_nonce_of_its_own() -> None:
    batches = [Batch(()), Batch((task(),)), Batch((task("//"),)), Batch((task(goal=Goal.RUN),)), Batch((), ("E0382",))]
    assert len({questions.nonce for questions in batches}) == len(batches)


@given(st.text())
def test_a_literal_is_ascii_and_holds_every_text(text: str) -> None:
    literal = task_literals.literal(text)
    assert literal.isascii() and literal.isprintable()
    body = literal[1:-1]
    plain = body.replace("\\\\", "").replace('\\"', "")
    assert '"' not in plain
    # Python's own escapes differ from Rust's in the braces only.
    python = literal.replace("\\u{", "\\N{") if "\\u{" in body else literal
    assert _unescaped(python[1:-1]) == text


def _unescaped(body: str) -> str:
    found, at = "", 0
    while at < len(body):
        if body[at] != "\\":
            found, at = found + body[at], at + 1
        elif body[at + 1] == "N":
            end = body.index("}", at)
            found, at = found + chr(int(body[at + 3 : end], 16)), end + 1
        else:
            found, at = found + {"n": "\n"}.get(body[at + 1], body[at + 1]), at + 2
    return found


def test_fifty_rejections_share_a_request_or_twenty_five_runs() -> None:
    assert [len(group) for group in batch.plan([job(f"//{n}") for n in range(117)], of)] == [50, 50, 17]
    runs = [job(f"//{n}", Goal.RUN) for n in range(60)]
    assert [len(group) for group in batch.plan(runs, of)] == [25, 25, 10]


def test_every_job_is_in_one_group_and_no_request_is_too_large() -> None:
    jobs = [job("/" * 50_000 + f"{n}", goal) for n in range(8) for goal in (Goal.REJECT, Goal.BUILD, Goal.RUN)]
    groups = list(batch.plan(jobs, of))
    assert sorted(j.code for group in groups for j in group) == sorted(j.code for j in jobs)
    assert len(groups) == 2, "the size decides, not the number"
    assert max(len(Batch(tuple(map(of, group))).program()) for group in groups) < 1 << 20


@pytest.mark.parametrize(
    ("code", "alone"),
    [
        ("fn main() { std::process::exit(3) }", True),
        ("use std::fs; fn main() {}", True),
        ('extern "C" { fn kill(); } fn main() {}', True),
        ('fn main() { println!("process fs"); } // net', False),
        ("fn main() { unsafe { std::ptr::null::<u8>().read_volatile(); } }", False),
    ],
)
def test_a_program_that_could_reach_the_others_has_a_request_of_its_own(code: str, alone: bool) -> None:
    groups = list(batch.plan([job("//", Goal.RUN), job(code, Goal.RUN), job("///", Goal.RUN)], of))
    assert (len(groups), [job(code, Goal.RUN)] in groups) == ((2, True) if alone else (1, False))
    assert len(list(batch.plan([job(code), job("//")], of))) == 1, "what is only compiled reaches nobody"
