"""An import or a path whose first word leads nowhere: to a crate that is missing, into std, or to a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from borrowproof.judging.unresolved import std_names
from borrowproof.judging.unresolved.lacks import Lack, Unresolved
from borrowproof.judging.unresolved.suggestions import OF_STD, suggested, suggestions
from borrowproof.model.diagnostic import Diagnostic, Span
from borrowproof.syntax import lexer

_NO_CRATE = re.compile(r"can't find crate for `(\w+)`")
# The first word of a path that leads nowhere; the last three are what versions before 1.88 say.
_ROOT = re.compile(
    r"use of unresolved module or unlinked crate `(\w+)`|no external crate `(\w+)`"
    r"|could not find `(\w+)` in the list of imported crates|no `(\w+)` in the root|use of undeclared type `(\w+)`"
    r"|use of undeclared crate or module `(\w+)`|maybe a missing crate `(\w+)`|use of unresolved module `(\w+)`"
)
_MISSING = re.compile(r"(?:you might be missing|if you wanted to use) a crate named `(\w+)`")
# What rustc says of `::name`, which only a crate can be.
_OF_CRATES = "in the list of imported crates"
_OWN_PATH = re.compile(r"`(?:crate|self|super)(?:::[^`]*)?`")
_UNRESOLVED_IMPORT = re.compile(r"unresolved import `(\w+)`|cannot find `(\w+)` in the crate root")
# Beside a glob of the same crate rustc gives another import of it no label.
_BESIDE_GLOB = re.compile(r"unresolved imports? `(\w+)::")
_OF_STD = re.compile(r"unresolved imports? `(?:std|core|alloc)::")
_INSIDE_STD = re.compile(r"(?<![\w:])(?:std|core|alloc)\s*::(?:\s*\w+\s*::)*\s*\Z")
_MEMBER = re.compile(r"\s*::\s*(\{\s*)?(?P<member>\w+|\*)?")


def of_extern_crate(error: Diagnostic) -> tuple[Unresolved, ...]:
    """What `extern crate` lacks (E0463); nothing where it is misspelt, or std itself is not installed."""
    found = _NO_CRATE.search(error.message)
    name = found[1] if found else "std"
    known = name in std_names.BUILT_IN_CRATES or std_names.is_misspelt(name, "")
    return () if known else (Unresolved(Lack.CRATE, name),)


def of_path(error: Diagnostic, code: str) -> tuple[Unresolved, ...]:
    """What an import or a path lacks whose first word leads nowhere."""
    if _OWN_PATH.search(error.message):
        return ()
    found = [_root(error, span, code) for span in error.spans if span.primary]
    if not found:  # then only the help can tell
        texts = (error.message, *(child.message for child in error.children))
        return tuple(Unresolved(Lack.CRATE, name) for text in texts for name in _MISSING.findall(text))
    return tuple(u for u in found if u is not None) if None not in found else ()


def misspells_std(error: Diagnostic, code: str) -> bool:
    """Whether an import or a path means std, and misspells its name or the name of something in it."""
    if error.code not in ("E0432", "E0433"):
        return False
    return _OF_STD.match(error.message) is not None or any(
        _is_slip_of_std(error, span, code) for span in error.spans if span.primary and not span.foreign
    )


def _is_slip_of_std(error: Diagnostic, span: Span, code: str) -> bool:
    line = code.split("\n")[span.line_start - 1]
    if _INSIDE_STD.search(line[: span.column_start - 1]):
        return True
    name = _first_word(error, span)
    if name is None or _declares_module(code, name):
        return False
    return std_names.is_misspelt(name, _member(line, span, name)[0])


def _first_word(error: Diagnostic, span: Span) -> str | None:
    """The first word of a path, where rustc says that it leads nowhere."""
    match = _ROOT.search(span.label or "") or _UNRESOLVED_IMPORT.match(error.message)
    if match is None and not span.label:
        match = _BESIDE_GLOB.match(error.message)
    return next((group for group in match.groups() if group), None) if match else None


def _root(error: Diagnostic, span: Span, code: str) -> Unresolved | None:
    """What a path lacks whose first word is at `span`; None where that is a mistake."""
    name = _first_word(error, span)
    if name is None or (_OF_CRATES not in (span.label or "") and _declares_module(code, name)):
        return None
    line = code.split("\n")[span.line_start - 1]
    member, in_braces = _member(line, span, name)
    suggested = [text.removeprefix("use ") for text in suggestions(error) if not text.startswith("extern crate")]
    if std_names.is_misspelt(name, member) or any(s not in std_names.BUILT_IN_CRATES for s in _similar(error)):
        return None
    of_std = any(text.startswith(OF_STD) for text in suggested)
    if not of_std and any("::" in text for text in suggested):
        return None  # rustc found it in the program
    # Where rustc looked for the whole path in std, it has the last word; in a `use` and before a `!` it does not look.
    imported = error.code == "E0432" or re.search(r"\buse\b", line) is not None
    unasked = imported or not error.children
    if (of_std or (unasked and std_names.is_module(name))) and not std_names.is_elsewhere(name, member):
        return Unresolved(Lack.STD, name)
    if error.code == "E0432" and name[:1].isupper() and (in_braces or member == "*" or member[:1].isupper()):
        return Unresolved(Lack.NAME, name)  # an enum whose variants are imported
    certain = unasked or "in this scope" not in error.message
    return Unresolved(Lack.CRATE if certain else Lack.PATH, name)


def _declares_module(code: str, name: str) -> bool:
    """Whether the program has a module of that name, which then is out of reach: a crate would not mend the path."""
    return re.search(rf"\bmod\s+{re.escape(name)}\b", lexer.blank(code)) is not None


def _similar(error: Diagnostic) -> Iterator[str]:
    """The crates and modules that rustc found similar to a path's first word."""
    for child in error.children:
        if child.message.startswith("there is a crate or module with a similar name"):
            yield from suggested(child)


def _member(line: str, span: Span, name: str) -> tuple[str, bool]:
    """What a path names behind its first word, and whether in braces that begin there."""
    at = line.find(name, max(0, span.column_start - 1))
    match = _MEMBER.match(line, at + len(name)) if at >= 0 else None
    return (match["member"] or "", match[1] is not None) if match else ("", False)
