"""Which programs are built together, and how many at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from borrowproof.backends.merging.planning import plan, split
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Job
from tests.merging.differential import job, rejected
from tests.merging.variants import main


def jobs(count: int, edition: Edition = Edition.E2024) -> list[Job]:
    return [job(main(f"let _ = {n};"), edition) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "workers", "sizes"),
    [
        (0, 3, []),
        (1, 3, [1]),
        (2, 3, [2]),
        (3, 3, [3]),
        (4, 3, [2, 2]),
        (5, 3, [3, 2]),
        (9, 4, [3, 3, 3]),
        (10, 4, [4, 4, 2]),
        (6, 1, [6]),
        (6, 2, [6]),
        (300, 3, [128, 128, 44]),
        (400, 5, [100, 100, 100, 100]),
    ],
)
def test_programs_are_spread_over_the_workers_but_one(count: int, workers: int, sizes: list[int]) -> None:
    groups = list(split(jobs(count), workers))
    assert [len(group) for group in groups] == sizes
    assert [j for group in groups for j in group] == jobs(count)


def test_a_group_is_no_larger_than_asked() -> None:
    assert [len(group) for group in split(jobs(7), 2, largest=3)] == [3, 3, 1]


def test_a_group_is_of_one_edition_and_goal_and_what_runs_comes_first() -> None:
    of_2021 = jobs(2, Edition.E2021)
    refused = [rejected(main(f"let _ = {n};"), Edition.E2018) for n in range(2)]
    assert list(split([*refused, *jobs(2), *of_2021], 2)) == [of_2021, jobs(2), refused]


def test_one_program_alone_has_a_crate_of_its_own() -> None:
    assert list(plan(jobs(1), 3, remaps=True)) == [jobs(1)]
    assert list(plan([], 3, remaps=True)) == []
    assert list(plan(jobs(2), 3, remaps=True)) == [jobs(2)]


def test_who_is_left_over_in_his_edition_has_a_crate_of_his_own() -> None:
    single = jobs(1, Edition.E2021)
    guilty = job("fn main() { crate::f() }")
    assert list(plan([*single, *jobs(3), guilty], 3, remaps=True)) == [[guilty], jobs(3), single]


def test_a_few_alone_come_first_then_groups_then_all_others() -> None:
    guilty = [job(f"fn main() {{ crate::f({n}) }}") for n in range(5)]
    early, late = guilty[:2], guilty[2:]
    planned = list(plan([*guilty, *jobs(4)], 2, remaps=True))
    assert planned == [*([one] for one in early), jobs(4), *([one] for one in late)]


def test_what_can_be_begun_is_given_before_all_is_planned() -> None:
    guilty = job("fn main() { crate::f() }")

    def endless() -> Iterator[Job]:
        yield guilty
        raise AssertionError("asked for more")

    class Jobs(list[Job]):
        def __iter__(self) -> Iterator[Job]:
            return endless()

    assert next(plan(Jobs(), 2, remaps=True)) == [guilty]


def test_what_prints_its_place_needs_a_rustc_that_can_rename_files() -> None:
    telling = [job(main(f"dbg!({n});")) for n in range(2)]
    assert list(plan(telling, 3, remaps=True)) == [telling]
    assert list(plan(telling, 3, remaps=False)) == [[one] for one in telling]
