"""How many examples a property is tried with: a part in `make test`, all in `make prove`."""

from __future__ import annotations

from hypothesis import settings

FEW, WHOLE = 20, 100  # examples where a test names no number of its own


def examples(whole: int) -> settings:
    """`whole` examples in `make prove`, and in any other run as large a part of them as `FEW` is of `WHOLE`."""
    return settings(max_examples=max(1, whole * settings().max_examples // WHOLE))
