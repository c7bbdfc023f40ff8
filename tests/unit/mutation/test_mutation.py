"""How the mutants of a run are counted, and when their list of equivalents no longer holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutation.equivalents import Equivalent, listed, stale
from tests.mutation.results import function, good_enough, table
from tests.mutation.rooms import PATTERNS, room, sample
from tests.paths import HOOKS

JUDGE = "borrowproof.judging.matcher.x_judge__mutmut_3"
TAKE = "borrowproof.facts.mir.cursor.xǁCursorǁtake__mutmut_12"
ENTRY = Equivalent("judging.matcher.judge", "a < b", "a <= b", "they are never equal")


def lines_of(name: str) -> set[str]:
    """The lines of a function of the engine, without indentation; empty where there is none."""
    parts = name.split(".")
    paths = [HOOKS.joinpath("borrowproof", *parts[:end]).with_suffix(".py") for end in (-1, -2)]  # a class may be named
    path = next((p for p in paths if p.is_file()), None)
    if path is None:
        return set()
    text = path.read_text("utf-8")
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) and node.name == parts[-1]]
    return {line.strip() for node in found for line in text.splitlines()[node.lineno - 1 : node.end_lineno]}


@pytest.mark.parametrize("entry", listed(), ids=str)
def test_every_equivalent_mutant_changes_lines_that_are_there(entry: Equivalent) -> None:
    assert room(entry.function) is not None
    assert set(entry.before.splitlines()) <= lines_of(entry.function)


def test_every_room_is_one_of_the_engine() -> None:
    for pattern in PATTERNS.values():
        assert list(HOOKS.glob(f"{pattern.removeprefix('src/').removesuffix('*')}**/*.py")), pattern


def test_a_mutant_is_told_by_its_room_and_function() -> None:
    assert (function(JUDGE), room(JUDGE)) == ("judging.matcher.judge", "judging")
    assert (function(TAKE), room(TAKE)) == ("facts.mir.cursor.Cursor.take", "facts")
    assert room("borrowproof.site.extension.x_a__mutmut_1") is None


def test_a_sample_is_the_same_every_time_and_depends_on_no_other_mutant() -> None:
    names = [f"borrowproof.judging.a.x_f__mutmut_{n}" for n in range(100)]
    chosen = sample(names, 10)
    assert chosen == sample(list(reversed(names)), 10)
    assert len(chosen) == 10
    assert [name for name in sample([*names, "z"], 11) if name in chosen] == chosen


def test_the_table_counts_each_room_and_all() -> None:
    noticed = {JUDGE: False, JUDGE.replace("_3", "_4"): True, JUDGE.replace("_3", "_5"): False, TAKE: True}
    assert [line.split() for line in table(noticed, {JUDGE})] == [
        ["room", "mutants", "killed", "survived", "equivalent"],
        ["judging", "3", "1", "1", "1"],
        ["facts", "1", "1", "0", "0"],
        ["all", "4", "2", "1", "1"],
    ]


def test_a_tenth_may_survive() -> None:
    assert good_enough({str(n): n > 0 for n in range(10)}, set())
    assert not good_enough({str(n): n > 0 for n in range(9)}, set())
    assert good_enough({str(n): n > 1 for n in range(10)}, {"0"})
    assert not good_enough({str(n): n > 1 for n in range(10)}, {"7"})


def test_an_entry_that_no_longer_holds_is_told() -> None:
    assert stale((ENTRY,), {ENTRY: False}) == []
    assert stale((ENTRY,), {}) == ["judging.matcher.judge: `a < b` -> `a <= b`: there is no such mutant any more"]
    assert stale((ENTRY,), {ENTRY: True}) == ["judging.matcher.judge: `a < b` -> `a <= b`: a test notices it"]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ('[[equivalent]]\nfunction = "a"\nbefore = "b"\nafter = "c"\n', TypeError, "because"),
        ('[[equivalent]]\nfunction = "a"\nbefore = "b"\nafter = "c"\nbecause = " "\n', ValueError, "say why"),
        ('[[equivalent]]\nfunction = "a"\nbefore = "b"\nafter = "c"\nbecause = "d"\n' * 2, ValueError, "twice"),
    ],
)
def test_an_entry_needs_its_reason_and_stands_there_once(
    text: str, error: type[Exception], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "equivalent.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(error, match=words):
        listed(path)
