"""A question fence is read as it is written; what cannot be meant is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.model.question import ClaimKind, Question
from borrowproof.sources.collect import Sources, collect

LOOP = "//@ error E0382\nfn main() {\n    let a = String::new();\n    drop(a);\n    drop(a); //~ E0382\n}\n"
FINE = '//@ compiles\n//@ fixes loop\nfn main() {\n    println!("fine");\n}\n'
NO_RUN = "//@ compiles no_run\nfn main() {}\n"


def read(tmp_path: Path, body: str, options: str = "") -> Sources:
    """A page with one question that begins on line 3."""
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n")
    for name, text in {"loop": LOOP, "fine": FINE, "no_run": NO_RUN, "empty": "fn main() {}\n"}.items():
        path = tmp_path / "snippets" / "moves" / f"{name}.rs"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    page = tmp_path / "docs" / "a.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"# A\n\n```question{options}\n{body}```\n")
    return collect([tmp_path / "docs"], tmp_path)


def only(found: Sources) -> Question:
    assert found.problems == ()
    (question,) = found.questions
    return question


ABOUT = 'What does it do?\n\n--8<-- "moves/loop.rs"\n'
GOOD = f"{ABOUT}\n- [ ] compiles\n- [x] error E0382 on line 4\n- [ ] panics\n\n> Twice.\n>\n> See `drop`.\n"


def test_claims_about_one_program(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    question = only(found)
    assert (question.id, question.page, question.prompt) == ("docs/a.md:3", "docs/a.md", "What does it do?")
    assert question.explanation == "Twice.\n\nSee `drop`."
    assert [(c.claim.what, c.right, c.origin.line) for c in question.choices] == [
        (ClaimKind.COMPILES, False, 8),
        (ClaimKind.ERROR, True, 9),
        (ClaimKind.PANICS, False, 10),
    ]
    assert {c.program for c in question.choices} == {"snippets/moves/loop.rs"}
    (block,) = found.blocks
    assert (block.page, block.line, block.info, block.snippet) == ("docs/a.md", 6, "question", "snippets/moves/loop.rs")
    assert block.lines[:3] == (None, 1, 2)
    assert (question.program_at, question.answers_at) == (6, ())


def test_sentences_stand_or_fall_with_a_claim(tmp_path: Path) -> None:
    body = (
        f"{ABOUT}- [ ] It is `Copy` {{compiles}}\n- [x] A long\n    sentence {{error}}\n"
        "- [ ] Printing is\n    all {prints}\n    one\n\n      two\n"
        "- [ ] Other programs run {moves/fine.rs prints fine}\n> So.\n"
    )
    found = read(tmp_path, body)
    choices = only(found).choices
    assert [c.sentence for c in choices] == ["It is `Copy`", "A long sentence", "Printing is all", "Other programs run"]
    assert choices[2].claim.printed == "one\n\n  two\n"
    assert choices[3].program == "snippets/moves/fine.rs"
    assert {s.id for s in found.snippets} == {"snippets/moves/loop.rs", "snippets/moves/fine.rs"}


def test_programs_as_options(tmp_path: Path) -> None:
    body = 'Which?\n- [ ]\n    --8<-- "moves/loop.rs"\n- [x] Once\n    --8<-- "moves/fine.rs"\n> Once.\n'
    found = read(tmp_path, body, ' {which="compiles"}')
    question = only(found)
    assert [(c.program, c.right, c.sentence, c.shown_at, c.claim.what) for c in question.choices] == [
        ("snippets/moves/loop.rs", False, "", 6, ClaimKind.COMPILES),
        ("snippets/moves/fine.rs", True, "Once", 8, ClaimKind.COMPILES),
    ]
    assert [b.line for b in found.blocks] == [6, 8]


def test_the_answer_may_show_programs(tmp_path: Path) -> None:
    found = read(tmp_path, f'{GOOD}--8<-- "moves/fine.rs"\n')
    assert only(found).answers_at == (15,)
    assert [b.line for b in found.blocks] == [6, 15]


def test_output_on_lines_of_its_own(tmp_path: Path) -> None:
    body = 'What?\n--8<-- "moves/fine.rs"\n- [x] prints\n    fine\n- [ ] prints\n    fine\n    fine\n> So.\n'
    assert [c.claim.printed for c in only(read(tmp_path, body)).choices] == ["fine\n", "fine\nfine\n"]


def test_in_a_tab(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    found = read(tmp_path, "")
    page = tmp_path / "docs" / "a.md"
    indented = "".join(f"    {line}\n" if line else "\n" for line in f"```question\n{GOOD}```".split("\n"))
    page.write_text(f'# A\n\n=== "T"\n\n{indented}')
    found = collect([tmp_path / "docs"], tmp_path)
    assert [c.origin.line for c in only(found).choices] == [10, 11, 12]
    assert found.blocks[0].lines[:3] == (None, 1, 2)


OPTIONS = "- [ ] compiles\n- [x] error E0382\n"
WHY = "> So.\n"
BAD = {
    "no question": (f'--8<-- "moves/loop.rs"\n{OPTIONS}{WHY}', "", 3, "asks nothing"),
    "one option": (f"{ABOUT}- [x] error E0382\n{WHY}", "", 3, "has fewer than two options"),
    "too many options": (
        f"{ABOUT}{''.join(f'- [ ] prints {n}{chr(10)}' for n in range(26))}{OPTIONS}{WHY}",
        "",
        3,
        "has more than 26 options",
    ),
    "none right": (f"{ABOUT}- [ ] compiles\n- [ ] panics\n{WHY}", "", 3, "marks no option as right"),
    "no explanation": (f"{ABOUT}{OPTIONS}", "", 3, "has no explanation"),
    "no claim": (f"{ABOUT}- [ ] It runs\n{OPTIONS}{WHY}", "", 7, "`It runs` is no claim that can be checked"),
    "misspelt claim": (f"{ABOUT}- [ ] compile\n{OPTIONS}{WHY}", "", 7, "`compile` is no claim"),
    "half a claim": (f"{ABOUT}- [ ] prints\n{OPTIONS}{WHY}", "", 7, "`prints` does not say what"),
    "a claim twice": (f"{ABOUT}- [ ] compiles\n{OPTIONS}{WHY}", "", 8, "an option above claims the same"),
    "a box misspelt": (f"{ABOUT}- [] compiles\n{OPTIONS}{WHY}", "", 7, "`- [] compiles` is no option"),
    "another bullet": (f"{ABOUT}* [x] compiles\n{OPTIONS}{WHY}", "", 7, "`* [x] compiles` is no option"),
    "no program": (f"What?\n{OPTIONS}{WHY}", "", 5, "this claim is about no program"),
    "a file that is not there": (
        f"{ABOUT}- [ ] Yes {{moves/lop.rs compiles}}\n{OPTIONS}{WHY}",
        "",
        7,
        "does not exist",
    ),
    "two programs": (f'{ABOUT}--8<-- "moves/fine.rs"\n{OPTIONS}{WHY}', "", 7, "here is a second one"),
    "a program between": (f'{ABOUT}{OPTIONS}--8<-- "moves/fine.rs"\n{WHY}', "", 9, "belongs to none of them"),
    "a program as option": (
        f'{ABOUT}- [ ]\n    --8<-- "moves/fine.rs"\n{OPTIONS}{WHY}',
        "",
        7,
        "nobody says what is asked about it",
    ),
    "which without programs": (f"What?\n{OPTIONS}{WHY}", ' {which="compiles"}', 5, "every option is a program"),
    "which and a program": (
        f'{ABOUT}- [x]\n    --8<-- "moves/loop.rs"\n- [ ]\n    --8<-- "moves/fine.rs"\n{WHY}',
        ' {which="error"}',
        3,
        "here is one above them",
    ),
    "an unknown option": (f"{ABOUT}{OPTIONS}{WHY}", ' {wich="compiles"}', 3, "says nothing on a question"),
    "which is no claim": (f"{ABOUT}{OPTIONS}{WHY}", ' {which="works"}', 3, "`works` is no claim"),
    "option below the explanation": (f"{ABOUT}{OPTIONS}{WHY}- [ ] panics\n", "", 10, "stands below the explanation"),
    "explanation first": (f"{ABOUT}{WHY}{OPTIONS}", "", 7, "stands above the options"),
    "text in between": (f"{ABOUT}More text.\n{OPTIONS}{WHY}", "", 7, "belongs to no part of the question"),
    "a line that is not there": (f"{ABOUT}- [x] error on line 9\n- [ ] compiles\n{WHY}", "", 7, "has no line 9"),
    "a program that is not run": (
        f'What?\n--8<-- "moves/no_run.rs"\n- [x] compiles\n- [ ] error\n{WHY}',
        "",
        6,
        "is never run",
    ),
    "a program without a claim": (
        f'What?\n--8<-- "moves/empty.rs"\n{OPTIONS}{WHY}',
        "",
        1,
        "does not say what should happen",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_meant_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    body, options, line, message = BAD[name]
    found = read(tmp_path, body, options)
    (problem,) = found.problems
    assert found.questions == ()
    assert message in problem.message
    assert problem.origin.line == line
    assert problem.fix


def test_questions_of_other_dialects_are_text(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("```question\nno options here\n```\n")
    found = collect([page], tmp_path)
    assert (found.questions, found.problems) == ((), ())
