"""Errors that are there only because a crate, a macro or a type is not: whoever adds it is rid of them. Pure.

A macro that is missing leaves an item as it was written. So rustc finds fault with text that the macro would have
replaced, and with what it would have implemented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borrowproof.judging.unresolved.lacks import Lack, Unresolved
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.syntax import lexer, macro_regions

_MACRO = re.compile(r"cannot (?:find|determine resolution for the) (?:attribute|derive)")
_DECLARED = re.compile(r"\b(?:struct|enum|union)\s+(\w+)")
# A method of a trait that the crate has; an `async fn main` whose attribute the crate has.
_OF_CRATES = frozenset({"E0599", "E0752"})
# A name that is not there: a glob of a crate that is missing may have brought it, however like another one it is.
_NAMES = frozenset({"E0404", "E0405", "E0412", "E0422", "E0423", "E0425", "E0433", "E0531", "E0532", "E0574"})
# What a macro was to implement for a type, is not.
_NOT_IMPLEMENTED = frozenset({"E0277", "E0369", "E0599", "E0600", "E0614"})


def consequences(
    errors: Sequence[Diagnostic], missing: Sequence[Diagnostic], lacks: Sequence[Unresolved], code: str
) -> frozenset[Diagnostic]:
    """Those of `errors` that are there only because of what the errors `missing` found to be lacking."""
    of_crates = any(each.lack in (Lack.CRATE, Lack.PATH) for each in lacks)
    nowhere = {at for error in missing for at in _positions(error, code)}
    of_types = {error for error in errors if error.code == "E0206" and nowhere & {*_positions(error, code)}}
    if not of_crates and not any(_MACRO.match(error.message) for error in missing):
        return frozenset(of_types)
    regions = macro_regions.under_macros(code)
    globbed = any(_imports_all_of(each.name, code) for each in lacks if each.lack is Lack.CRATE)
    types = {name for start, end in regions for name in _DECLARED.findall(code[start:end])}
    return frozenset(
        error
        for error in errors
        if error in of_types
        or (of_crates and (error.code in _OF_CRATES or _MACRO.match(error.message)))
        or (globbed and error.code in _NAMES)
        or any(start <= at < end for at in _positions(error, code) for start, end in regions)
        or (
            error.code in _NOT_IMPLEMENTED
            and not _derivable(error)
            and any(re.search(rf"`[^`]*\b{t}\b", error.message) for t in types)
        )
    )


def _imports_all_of(crate: str, code: str) -> bool:
    """Whether a program imports all names of a crate, or of one of its modules."""
    return re.search(rf"\buse\s+(?:::\s*)?{crate}\s*::[^;]{{0,2000}}\*", lexer.blank(code)) is not None


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
