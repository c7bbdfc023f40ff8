"""The files of facts beside a dump: every line is understood, or told to be unknown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir import fact_files

VARIABLES = '"mp0"\t"_0"\n"mp3"\t"_12"\n'
PARTS = '"mp4"\t"mp3"\n"mp5"\t"mp4"\n'


def test_an_invalidation_is_a_point_and_a_loan() -> None:
    text = '"Start(bb0[1])"\t"bw0"\n"Mid(bb12[30])"\t"bw14"\n"Mid(bb0[1])"\t"bw0"\n'
    assert fact_files.loan_invalidations(text) == {(0, 1, "bw0"), (12, 30, "bw14")}
    assert fact_files.loan_invalidations("") == frozenset()


def test_the_regions_of_a_local_are_those_of_its_uses_and_of_its_drop() -> None:
    used, dropped = '"_1"\t"\'?3"\n"_20"\t"\'?44"\n', '"_1"\t"\'?5"\n"_1"\t"\'?3"\n'
    assert fact_files.regions_of_locals(used, dropped) == {1: {"'?3", "'?5"}, 20: {"'?44"}}
    assert fact_files.regions_of_locals() == {}


def test_a_move_is_out_of_the_local_whose_path_it_is_or_is_a_part_of() -> None:
    moved = '"mp3"\t"Mid(bb1[2])"\n"mp5"\t"Mid(bb1[2])"\n"mp0"\t"Mid(bb10[0])"\n"mp3"\t"Start(bb7[7])"\n'
    assert fact_files.moved_locals(moved, VARIABLES, PARTS) == {(1, 2): [12, 12], (10, 0): [0]}
    assert fact_files.moved_locals("", "", "") == {}


def test_a_path_that_belongs_to_nothing_is_unknown() -> None:
    with pytest.raises(UnknownConstruct, match="move path mp9, which belongs to nothing"):
        fact_files.moved_locals('"mp9"\t"Mid(bb0[0])"\n', VARIABLES, PARTS)
    with pytest.raises(UnknownConstruct, match="move path mp8, which belongs to nothing"):
        fact_files.moved_locals('"mp9"\t"Mid(bb0[0])"\n', VARIABLES, '"mp9"\t"mp8"\n')


@pytest.mark.parametrize(
    ("read", "line"),
    [
        (fact_files.loan_invalidations, '"End(bb0[1])"\t"bw0"'),
        (fact_files.loan_invalidations, '"Mid(bb0[1])" "bw0"'),
        (fact_files.regions_of_locals, '"_1"\t"\'a"'),
        (lambda line: fact_files.moved_locals(line, "", ""), '"mp1"\t"bb0[1]"'),
        (lambda line: fact_files.moved_locals("", line, ""), '"mp1"\t"x"'),
        (lambda line: fact_files.moved_locals("", "", line), '"mp1"\t"_1"'),
    ],
)
def test_a_line_of_another_form_is_told(read: Callable[[str], object], line: str) -> None:
    with pytest.raises(UnknownConstruct) as refused:
        read(line)
    assert str(refused.value) == f"unknown construct in the MIR: fact {line!r}"
