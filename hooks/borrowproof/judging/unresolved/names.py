"""A name that nothing has: missing, forgotten to be imported, or a mistake of which rustc knows better."""

from __future__ import annotations

import re

from borrowproof.judging.unresolved import std_names
from borrowproof.judging.unresolved.lacks import Lack, Unresolved
from borrowproof.judging.unresolved.suggestions import OF_STD, suggested
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.syntax import lexer

_NAME = re.compile(
    r"cannot find (?P<kind>(?!module or crate)[a-z][a-z ,/]*?) `(?P<name>[^`]+)` in this scope"
    r"|failed to resolve: use of undeclared type `(?P<type>[^`]+)`"
    r"|expected trait, found derive macro `(?P<trait>[^`]+)`"
    r"|expected value, found (?:macro|built-in attribute) `(?P<macro>[^`]+)`"
)
# Helps that say nothing about this program; a type parameter is a letter, and a variant of std is a coincidence.
_SAYS_NOTHING = re.compile(
    r"(?:you might be missing|if you wanted to use) a crate named|if you import `|have you added the `#\[macro_use\]`"
    r"|there is an enum variant `(?:std|core|alloc)::|`\w+` is in scope, but it is an attribute"
)
_TYPE_PARAMETER = "you might be missing a type parameter"
_SIMILAR = re.compile(r"an? .*with a similar name exists|there is a crate or module with a similar name")


def is_of_name(error: Diagnostic) -> bool:
    """Whether an error is about a single name that nothing in scope has."""
    return _NAME.fullmatch(error.message) is not None


def of_name(error: Diagnostic, code: str) -> tuple[Unresolved, ...]:
    """What is missing, unless rustc knows better, or the program defines the name somewhere else."""
    match = _NAME.fullmatch(error.message)
    if match is not None and match["macro"]:  # a variable that is called like one
        return () if _defines(code, match["macro"]) else (Unresolved(Lack.NAME, match["macro"]),)
    name, kind = (match["name"] or match["type"] or match["trait"], match["kind"] or "type") if match else ("Self", "")
    told = {_told(child, name, kind) for child in error.children}
    if name == "Self" or None in told or _defines(code, name):
        return ()
    lack = next((each for each in (Lack.STD, Lack.PARAMETER) if each in told), Lack.NAME)
    return (Unresolved(lack, name),)


def _told(child: Diagnostic, name: str, kind: str) -> Lack | None:
    """What a help or a note makes of a missing name; None where it explains the error."""
    said = child.message
    if said.startswith("consider importing"):
        of_std = all(text.removeprefix("use ").startswith(OF_STD) for text in suggested(child))
        a_variable = kind == "value" and "function" in said
        return (Lack.NAME if a_variable else Lack.STD) if of_std else None
    if _SIMILAR.match(said):
        return None if any(_misspells(name, text) for text in suggested(child)) else Lack.NAME
    if said.startswith(_TYPE_PARAMETER):
        return Lack.PARAMETER if len(name) == 1 else Lack.NAME
    return Lack.NAME if _SAYS_NOTHING.match(said) else None


def _misspells(written: str, meant: str) -> bool:
    """Whether a name is near enough to another to be a slip: `a` is no slip of `b`, nor `s1` of `s2`."""
    if re.fullmatch(r"[iuf]\d+", written) and re.fullmatch(r"[iuf]\d+", meant):
        return True
    if sorted(written) == sorted(meant):
        return True
    differ = written.rstrip("0123456789") != meant.rstrip("0123456789")
    return len(written) > 3 and differ and std_names.is_slip(written, meant)


def _defines(code: str, name: str) -> bool:
    """Whether the program defines the name, so that it is out of reach rather than missing."""
    word = re.escape(name)
    items = rf"(?:fn|struct|enum|union|trait|mod|type|const|static|macro_rules\s*!)\s+(?:mut\s+)?{word}\b"
    variants = rf"\benum\s+\w[^{{]*\{{(?:[^}}]*,)?\s*(?:#\[[^\]]*\]\s*)*{word}\b"
    bindings = rf"\blet\s[^=;:]*?\b{word}\b|\bfor\s[^{{]*?\b{word}\b[^{{]*?\sin\s"
    return re.search(rf"\b{items}|{variants}|{bindings}", lexer.blank(code)) is not None
