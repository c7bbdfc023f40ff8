"""The crates that a Playground has besides std. Only cargo gives them to a program there, so the driver cannot.

Source: the Playground's server, `GET /meta/crates`; `id` is the name by which a program calls the crate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from borrowproof.backends import Answer
from borrowproof.model.outcome import Outcome
from borrowproof.syntax import lexer

_LACKS = re.compile(r"(?:you might be missing|if you wanted to use) a crate named `(\w+)`|can't find crate for `(\w+)`")
_LACKING = frozenset({"E0432", "E0433", "E0463"})
_NAMES = re.compile(r"\b(?:use|extern\s+crate)\s+(?:::\s*)?(\w+)|(?<![:\w])(?:::\s*)?(\w+)\s*::(?!\s*<)")
_OF_STD = re.compile(r"\buse\s+(?:::\s*)?(?:std|core|alloc)\s*::([^;]*);")  # `mem` is known by it as `std::mem`
_MODULE = re.compile(r"\bmod\s+(\w+)")
_WORD = re.compile(r"\w+")
_KNOWN = frozenset(
    (
        *("std", "core", "alloc", "proc_macro", "test", "crate", "self", "super", "bool", "char", "str", "f32", "f64"),
        *(f"{sign}{width}" for sign in "iu" for width in (8, 16, 32, 64, 128, "size")),
    )
)


def offered(answer: Mapping[str, object]) -> dict[str, str]:
    """The version of each crate in the answer of /meta/crates, by its name in programs."""
    listed = answer.get("crates")
    crates = [crate for crate in listed if isinstance(crate, dict)] if isinstance(listed, list) else []
    pairs = ((crate.get("id"), crate.get("version")) for crate in crates)
    return {name: version for name, version in pairs if isinstance(name, str) and isinstance(version, str)}


def lacking(answer: Answer) -> frozenset[str]:
    """The crates that rustc could not find for a program, in its own words."""
    if not isinstance(answer, Outcome):
        return frozenset()
    errors = [error for error in answer.errors if error.code in _LACKING]
    texts = [text for error in errors for text in (error.message, *(child.message for child in error.children))]
    return frozenset(match[1] or match[2] for text in texts for match in _LACKS.finditer(text))


def candidates(code: str) -> frozenset[str]:
    """The names in a program that could be those of crates: it imports or declares one, or begins a path with it."""
    text = lexer.blank(code)
    names = {name for pair in _NAMES.findall(text) for name in pair if name[:1].islower()}
    of_std = {name for path in _OF_STD.findall(text) for name in _WORD.findall(path)}
    return frozenset(names - _KNOWN - of_std - set(_MODULE.findall(text)))
