"""Which snippets `--only` names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.question import Choice, Claim, ClaimKind, Question
from borrowproof.model.snippet import Block, Snippet
from borrowproof.project import ConfigurationError
from borrowproof.sources.collect import Sources
from borrowproof.sources.selection import select

PAGE = "docs/moves.md"
NAMES = (
    *("snippets/moves/first.rs", "snippets/moves/second.rs", "snippets/borrows/first_of_all.rs"),
    *("docs/moves.md:7", "docs/moves.md:70", "docs/other.md:7"),
    *("snippets/a.rs (edition 2021)", "snippets/a.rs (edition 2024)"),
)


def snippet(name: str, continues: str | None = None) -> Snippet:
    here = Origin(name.partition(":")[0], 1)
    return Snippet(name, here, "fn main() {}", (here,), Expectation(Kind.RUNS), continues=continues)


def question(line: int, *programs: str) -> Question:
    here = Origin(PAGE, line)
    choices = tuple(Choice(Claim(ClaimKind.COMPILES), program, True, here) for program in programs)
    return Question(f"{PAGE}:{line}", here, PAGE, "question", "body", "What?", choices, "So.")


SOURCES = Sources(
    snippets=tuple(snippet(name) for name in NAMES),
    blocks=tuple(Block(PAGE, n, "rust", "", name, ()) for n, name in enumerate(NAMES)),
    problems=(Problem(Origin(PAGE, 30), "a", "b"), Problem(Origin("docs/other.md", 30), "c", "d")),
    questions=(question(90, NAMES[0], NAMES[1]), question(91, NAMES[0], NAMES[2])),
)


def chosen(*only: str) -> list[str]:
    return [each.id for each in select(SOURCES, only).snippets]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ("snippets/moves/first.rs", [0]),
        ("snippets/moves/first", [0]),
        ("moves/first", [0]),
        ("first", [0]),
        ("first.rs", [0]),
        ("irst", None),
        ("moves", [0, 1]),
        ("moves/", [0, 1]),
        ("snippets/moves/", [0, 1]),
        ("snippets", [0, 1, 2, 6, 7]),
        ("docs/moves.md", [3, 4]),
        ("moves.md:7", [3]),
        ("docs/moves.md:7", [3]),
        ("*first*", [0, 2]),
        ("moves/*", [0, 1]),
        ("first*", [0, 2]),
        ("docs/?????.md:7", [3, 5]),
        ("docs/o????.md:[7]", [5]),
        ("a", [6, 7]),
        ("snippets/a.rs", [6, 7]),
        ("a (edition 2021)", [6]),
        ("a.rs (edition 2024)", [7]),
    ],
)
def test_a_snippet_is_named_by_its_end_or_its_beginning_or_a_pattern(wanted: str, numbers: list[int] | None) -> None:
    alone = replace(SOURCES, questions=())
    if numbers is None:
        with pytest.raises(ConfigurationError):
            select(alone, [wanted])
    else:
        assert [each.id for each in select(alone, [wanted]).snippets] == [NAMES[n] for n in numbers]


def test_several_names_add_up_in_the_order_of_the_sources() -> None:
    assert chosen("second", "moves.md:7") == [NAMES[1], NAMES[3]]
    assert select(SOURCES, []) is SOURCES


def test_blocks_questions_and_problems_go_with_their_snippets() -> None:
    found = select(SOURCES, ["moves"])
    assert [block.snippet for block in found.blocks] == [NAMES[0], NAMES[1]]
    assert found.questions == (SOURCES.questions[0],)
    assert found.problems == ()
    page = select(SOURCES, ["docs/moves.md"])
    assert page.problems == (SOURCES.problems[0],)


def test_a_question_names_its_programs() -> None:
    found = select(SOURCES, ["docs/moves.md:91"])
    assert [each.id for each in found.snippets] == [NAMES[0], NAMES[2]]
    assert found.questions == (SOURCES.questions[1],)


@pytest.mark.parametrize("wanted", ["docs/moves.md:30", "moves.md:30"])
def test_a_place_that_has_a_problem_may_be_named(wanted: str) -> None:
    found = select(SOURCES, [wanted])
    assert (found.snippets, found.problems) == ((), (SOURCES.problems[0],))


def test_what_a_snippet_continues_comes_along() -> None:
    chain = Sources((snippet("a.md:1"), snippet("a.md:2", "a.md:1"), snippet("a.md:3", "a.md:2")), (), ())
    assert [each.id for each in select(chain, ["a.md:3"]).snippets] == ["a.md:1", "a.md:2", "a.md:3"]
    assert [each.id for each in select(chain, ["a.md:2"]).snippets] == ["a.md:1", "a.md:2"]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("moves/frist", "did you mean `moves/first`?"),
        ("frist", "did you mean `moves/first`?"),
        ("first_of_al", "did you mean `borrows/first_of_all`?"),
        ("zzz", "snippets are called like `moves/first`"),
    ],
)
def test_a_name_that_nothing_has_is_told_another(wanted: str, told: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        select(SOURCES, [wanted])
    assert str(refused.value) == f"no snippet is called `{wanted}`; {told}"


def test_where_there_are_no_snippets_none_is_meant() -> None:
    with pytest.raises(ConfigurationError, match=r"no snippet is called `a`; there are no snippets here$"):
        select(Sources((), (), ()), ["a"])
