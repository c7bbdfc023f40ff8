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
    r"|expected function, found macro `(?P<function>file|line|column|module_path)`"  # they are given no arguments
)
# Helps that say nothing about this program; a type parameter is a letter, and a variant of std is a coincidence.
_SAYS_NOTHING = re.compile(
    r"(?:you might be missing|if you wanted to use) a crate named|if you import `|have you added the `#\[macro_use\]`"
    r"|there is an enum variant `(?:std|core|alloc)::|`\w+` is in scope, but it is an attribute"
    r"|use the `\.` operator to call the method `Fn(?:Mut|Once)?::call|a self type with a similar name exists"
)
_TYPE_ELSEWHERE = "perhaps you intended to use this type"  # `double` is one in C
# Structs of std that anyone can build from their fields.
_OPEN_STRUCTS = re.compile(r"ops::Range|process::Output")
_STRUCT_LITERAL = "struct, variant or union type"
_TYPE_PARAMETER = "you might be missing a type parameter"
_SIMILAR = re.compile(r"an? .*with a similar name exists|there is a crate or module with a similar name")


def is_of_name(error: Diagnostic) -> bool:
    """Whether an error is about a single name that nothing in scope has."""
    return _NAME.fullmatch(error.message) is not None


def of_name(error: Diagnostic, code: str) -> tuple[Unresolved, ...]:
    """What is missing, unless rustc knows better, or the program defines the name somewhere else."""
    match = _NAME.fullmatch(error.message)
    if match is not None and (match["macro"] or match["function"]):  # called like one
        name = match["macro"] or match["function"]
        return () if _defines(code, name, "value") else (Unresolved(Lack.NAME, name),)
    name, kind = (match["name"] or match["type"] or match["trait"], match["kind"] or "type") if match else ("Self", "")
    told = {_told(child, name, kind) for child in error.children}
    if name == "Self" or None in told or _defines(code, name, kind):
        return ()
    lack = next((each for each in (Lack.STD, Lack.PARAMETER) if each in told), Lack.NAME)
    own = lack is Lack.STD and _is_own_type(error, name, code)
    return (Unresolved(Lack.NAME if own else lack, name),)


def _is_own_type(error: Diagnostic, name: str, code: str) -> bool:
    """Whether a program treats a type as its own, which std's of that name cannot be: it names variants of it, or gives
    it methods or a destructor.
    """
    word = re.escape(name)
    if error.code == "E0433" and re.search(rf"\b{word}::[A-Z][a-z]", code) is not None:
        return True
    return (
        re.search(rf"\bimpl(?:<[^>{{]*>)?\s+(?:Drop\s+for\s+)?{word}\b(?!\s*(?:<[^>{{]*>)?\s*for\b)", code) is not None
    )


def _told(child: Diagnostic, name: str, kind: str) -> Lack | None:
    """What a help or a note makes of a missing name; None where it explains the error."""
    said = child.message
    if said.startswith("consider importing"):
        return _imported(child, kind)
    if _SAYS_NOTHING.match(said) or (said.startswith(_TYPE_ELSEWHERE) and "type" not in kind):
        return Lack.NAME
    if _SIMILAR.match(said):
        built = "variant" in said and kind == _STRUCT_LITERAL and set(suggested(child)) <= {"None", "Some", "Ok", "Err"}
        called = "unit variant" in said and kind.startswith("function")
        mistaken = not (built or called) and any(_misspells(name, text) for text in suggested(child))
        return None if mistaken else Lack.NAME
    if said.startswith(_TYPE_PARAMETER):
        return Lack.PARAMETER if len(name) == 1 else Lack.NAME
    return None


def _imported(child: Diagnostic, kind: str) -> Lack | None:
    """What an import that rustc proposes makes of a missing name."""
    found = [text.removeprefix("use ") for text in suggested(child)]
    if not all(text.startswith(OF_STD) for text in found):
        return None
    a_variable = kind == "value" and "function" in child.message
    private = kind == _STRUCT_LITERAL and not any(map(_OPEN_STRUCTS.search, found))
    return Lack.NAME if a_variable or private else Lack.STD


def _misspells(written: str, meant: str) -> bool:
    """Whether a name is near enough to another to be a slip: `a` is no slip of `b`, nor `s1` of `s2`."""
    if re.fullmatch(r"[iuf]\d+", written) and re.fullmatch(r"[iuf]\d+", meant):
        return True
    if sorted(written) == sorted(meant):
        return True
    differ = written.rstrip("0123456789") != meant.rstrip("0123456789")
    return len(written) > 3 and differ and std_names.is_slip(written, meant)


def _defines(code: str, name: str, kind: str) -> bool:
    """Whether the program defines the name, so that it is out of reach rather than missing.

    `let name = name(x)` has a variable of that name, and lacks the function.
    """
    word, text = re.escape(name), lexer.blank(code)
    items = rf"(?:fn|struct|enum|union|trait|mod|type|const|static|macro_rules\s*!)\s+(?:mut\s+)?{word}\b"
    variants = rf"\benum\s+\w[^{{]*\{{(?:[^}}]*,)?\s*(?:#\[[^\]]*\]\s*)*{word}\b"
    bindings = rf"\blet\s[^=;:]*?\b{word}\b|\bfor\s[^{{]*?\b{word}\b[^{{]*?\sin\s"
    own_function = rf"\blet\s+(?:mut\s+)?{word}\s*(?::[^=;]*)?=[^;]*?(?<![.:])\b{word}\s*\("
    if kind.startswith("function") and re.search(own_function, text) is not None:
        return re.search(rf"\b{items}", text) is not None
    return re.search(rf"\b{items}|{variants}|{bindings}", text) is not None
