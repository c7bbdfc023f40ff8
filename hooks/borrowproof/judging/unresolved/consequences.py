"""Errors that are there only because a crate or a macro is not: whoever adds it is rid of them. Pure.

A macro that is missing leaves an item as it was written. So rustc finds fault with text that the macro would have
replaced, and with what it would have implemented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borrowproof.judging.unresolved.lacks import Lack, Unresolved
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.syntax import macro_regions

_MACRO = re.compile(r"cannot (?:find|determine resolution for the) (?:attribute|derive)")
_DECLARED = re.compile(r"\b(?:struct|enum|union)\s+(\w+)")
# A method of a trait that the crate has; an `async fn main` whose attribute the crate has.
_OF_CRATES = frozenset({"E0599", "E0752"})
# What a macro was to implement for a type, is not.
_NOT_IMPLEMENTED = frozenset({"E0277", "E0369", "E0599", "E0600", "E0614"})


def consequences(
    errors: Sequence[Diagnostic], missing: Sequence[Diagnostic], lacks: Sequence[Unresolved], code: str
) -> frozenset[Diagnostic]:
    """Those of `errors` that are there only because of what the errors `missing` found to be lacking."""
    of_crates = any(each.lack is Lack.CRATE for each in lacks)
    if not of_crates and not any(_MACRO.match(error.message) for error in missing):
        return frozenset()
    regions = macro_regions.under_macros(code)
    types = {name for start, end in regions for name in _DECLARED.findall(code[start:end])}
    return frozenset(
        error
        for error in errors
        if (of_crates and (error.code in _OF_CRATES or _MACRO.match(error.message)))
        or any(start <= at < end for at in _positions(error, code) for start, end in regions)
        or (
            error.code in _NOT_IMPLEMENTED
            and not _derivable(error)
            and any(re.search(rf"`[^`]*\b{t}\b", error.message) for t in types)
        )
    )


def _derivable(error: Diagnostic) -> bool:
    """Whether a derive of Rust itself is what a type lacks."""
    return any(child.message.startswith("consider annotating") for child in error.children)


def _positions(error: Diagnostic, code: str) -> list[int]:
    """Where the primary spans of an error begin in `code`."""
    lines = code.split("\n")
    return [
        sum(len(line) + 1 for line in lines[: span.line_start - 1]) + span.column_start - 1
        for span in error.spans
        if span.primary and not span.foreign
    ]
