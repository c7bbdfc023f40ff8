"""Which accesses to a place a loan of it forbids, and with which error.

The rules are those of `rustc_borrowck` (`places_conflict.rs`, `check_access_for_conflict` in `lib.rs`, and
`diagnostics/conflict_errors.rs` for the codes).
"""

from __future__ import annotations

from borrowproof.facts import types
from borrowproof.facts.mir.syntax import Instruction, Place
from borrowproof.model.access import Access
from borrowproof.ownership.analysis.body import BodyAnalysis


def code_of_conflict(access: Access, *, mutable: bool, copied: bool, unique: bool) -> str | None:
    """The error of an access to what a loan has lent, None where there is none. `copied` is whether the access copies
    the value, `unique` whether it is a closure's loan of what is not declared `mut`."""
    if access is Access.CHANGE:
        return "E0506"
    if access is Access.MOVE and not copied:
        return "E0505"
    if access is Access.LEND_MUTABLY:
        return "E0502" if not mutable else "E0501" if unique else "E0499"
    if not mutable:
        return None
    if copied:
        return "E0503"
    return "E0501" if unique else "E0502"


def reaches(access: Access, analysis: BodyAnalysis, borrowed: Place, steps: int, *, dropped: bool) -> bool:
    """Whether an access to a variable meets a loan of `borrowed`, of which the first `steps` steps lead to the
    variable. Only an assignment does not go all the way down; `dropped` is whether it drops the old value."""
    if access is not Access.CHANGE:
        return True
    for index in range(steps, len(borrowed.projection)):
        elem = borrowed.projection[index]
        base = analysis.initialization.type_at(borrowed, index)
        if elem.kind == "deref" and not (dropped and types.is_box(base)):
            return False
        if elem.kind == "field" and dropped and types.head(base) in analysis.declarations.implement_drop:
            return True
    return True


def code_of_break(
    instruction: Instruction, borrowed: Place, *, mutable: bool, temporary: bool, unique: bool, replaced: bool
) -> str:
    """The error that rustc reports where `instruction` breaks a loan of `borrowed` that is still needed; `replaced` is
    whether it drops a value to make room for another one."""
    if replaced:
        return "E0506"
    if instruction.kind in ("storage dead", "return", "end", "drop"):
        return "E0716" if temporary else "E0597"
    if any(place.local == borrowed.local for place in instruction.moves):
        return "E0505"
    if any(place.local == borrowed.local for place in instruction.copies):
        return "E0503"
    if instruction.source is not None and instruction.source.local == borrowed.local:
        if unique:
            return "E0501"
        return "E0499" if mutable and instruction.detail.endswith("mut") else "E0502"
    return "E0506"
