"""Two releases of rustc against each other: what is derived must not depend on which of them said it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from borrowproof.model.timeline import Conflict, Timeline


def differences(one: Timeline, other: Timeline) -> list[str]:
    """Where two timelines of one program differ; the toolchain's name, how it numbers locals, and the wording of its
    errors may."""
    return [*_differing("functions", one.functions, other.functions), *_conflicts(one.conflicts, other.conflicts)]


def _conflicts(one: tuple[Conflict, ...], other: tuple[Conflict, ...]) -> Iterator[str]:
    mine, theirs = ([(c.code, _primary(c), c.variables, c.loans) for c in conflicts] for conflicts in (one, other))
    if mine != theirs:
        yield f"conflicts: {mine} and {theirs}"


def _primary(conflict: Conflict) -> tuple[int, int] | None:
    return next(((label.line, label.column) for label in conflict.labels if label.primary), None)


def _differing(where: str, one: object, other: object) -> Iterator[str]:
    if one == other:
        return
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for index, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from _differing(f"{where}[{index}]", mine, theirs)
    elif is_dataclass(one) and is_dataclass(other) and type(one) is type(other):
        for field in (f for f in fields(one) if f.name != "local"):
            yield from _differing(f"{where}.{field.name}", getattr(one, field.name), getattr(other, field.name))
    else:
        yield f"{where}: {one!r} and {other!r}"
