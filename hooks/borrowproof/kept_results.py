"""Results that a process keeps, each with what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Result = TypeVar("Result")


class KeptResults:
    """The latest result under each name. It is given again only where its inputs are equal to those of now.

    Sound where `compute` depends on its inputs alone, and nobody changes a result or an input afterwards.
    """

    keeps = True

    def __init__(self) -> None:
        self._earlier: dict[Hashable, tuple[object, object]] = {}
        self._latest: dict[Hashable, tuple[object, object]] = {}

    def begin(self) -> None:
        """A new round begins: what nobody asked for in the latest one is forgotten."""
        self._earlier, self._latest = self._latest, {}

    def result(self, name: Hashable, inputs: object, compute: Callable[[], Result]) -> Result:
        """What `compute` gives for `inputs`, kept or new."""
        found = self._latest.get(name) or self._earlier.get(name)
        if found is None or found[0] != inputs:
            found = (inputs, compute())
        self._latest[name] = found
        return cast("Result", found[1])

    def forget(self, name: Hashable) -> None:
        """The result under a name is not to be given again."""
        self._earlier.pop(name, None)
        self._latest.pop(name, None)


class NothingKept(KeptResults):
    """Every result is new: what publishes a site keeps nothing."""

    keeps = False

    def result(self, name: Hashable, inputs: object, compute: Callable[[], Result]) -> Result:  # noqa: ARG002
        """What `compute` gives."""
        return compute()
