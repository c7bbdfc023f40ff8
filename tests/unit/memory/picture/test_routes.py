"""Tracks stand in the order in which the fewest arrows cross."""

from __future__ import annotations

import random
from itertools import combinations, permutations

import pytest

from borrowproof.memory.picture.routes import _in_order, _Net, rounded
from borrowproof.model.memory import PointerKind


def nets(seed: int) -> dict[tuple[str, int, PointerKind], _Net]:
    """Some arrows that come from the left and lead to the right or back to the left."""
    chosen = random.Random(seed)
    found = {}
    for n in range(5):
        back = chosen.random() < 0.3
        begins, ends = chosen.randrange(0, 200, 10), chosen.randrange(5, 205, 10)
        found[f"h{n}", ends, PointerKind.BOX] = _Net({begins, ends} if back else {begins}, set() if back else {ends})
    return found


def cost(order: list[tuple[str, int, PointerKind]], of: dict[tuple[str, int, PointerKind], _Net]) -> int:
    return sum(of[one].crosses(of[other]) for one, other in combinations(order, 2))


@pytest.mark.parametrize("seed", range(20))
def test_no_other_order_has_fewer_crossings(seed: int) -> None:
    found = nets(seed)
    least = min(cost(list(order), found) for order in permutations(found))
    assert cost(_in_order(found), found) == least


def test_corners_are_round() -> None:
    assert rounded([(0, 0), (20, 0), (20, 30)]) == "M0 0L14 0Q20 0 20 6L20 30"
    assert rounded([(0, 0), (20, 0)]) == "M0 0L20 0"
    assert rounded([(0, 0), (20, 0), (20, 0), (20, 2)]) == "M0 0L19 0Q20 0 20 1L20 2", (
        "no corner is longer than its sides"
    )
