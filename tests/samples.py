"""With how many examples a property is tried: a part of them in `make test`, all in `make prove`."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

FEW, WHOLE = 20, 100  # examples where a test names no number of its own


def examples(whole: int) -> settings:
    """`whole` examples in `make prove`, and in any other run as large a part of them as `FEW` is of `WHOLE`."""
    return settings(max_examples=max(1, whole * settings().max_examples // WHOLE))


def one_in(few: int, all_: int = 1) -> pytest.MarkDecorator:
    """Gives a test its argument `share`: one in `few` of what it tries, and in `make prove` one in `all_`."""
    shares = (pytest.param(few), pytest.param(all_, marks=pytest.mark.prove))
    return pytest.mark.parametrize("share", shares, ids="one in {}".format)


def drawn(code: str, share: int) -> bool:
    """Whether a program is among the one in `share` that are tried: its text decides, so that it is always the same."""
    return sha256(code.encode()).digest()[0] % share == 0


def sampled(values: Iterable[object], few: int) -> list[ParameterSet]:
    """All of `values` for `parametrize`, those that are not among the one in `few` for `make prove` alone.

    A tuple has a value for each of several names.
    """
    everything = list(values)
    ranked = sorted(everything, key=lambda value: sha256(str(value).encode()).digest())
    chosen = ranked[: max(1, len(everything) // few)]
    return [
        pytest.param(
            *(value if isinstance(value, tuple) else (value,)), marks=[] if value in chosen else pytest.mark.prove
        )
        for value in everything
    ]
