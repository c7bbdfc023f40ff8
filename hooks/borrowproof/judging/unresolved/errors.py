"""An error -> what the program lacks according to it."""

from __future__ import annotations

import re

from borrowproof.judging.unresolved import names, paths
from borrowproof.judging.unresolved.lacks import Lack, Unresolved
from borrowproof.model.diagnostic import Diagnostic, Span
from borrowproof.model.snippet import Snippet
from borrowproof.syntax import lexer

# What rustc says at the head of the function that should be another one.
_AROUND = {
    "E0728": ("this is not `async`", Lack.CONTEXT, "an `async` function around it"),
    "E0424": ("this function can't have a `self` parameter", Lack.CONTEXT, "a method around it"),
    "E0277": ("this function should return `Result`", Lack.RESULT, "a function around it that returns a `Result`"),
}
_VARIABLE = re.compile(r"environment variable `(?P<name>\w+)` not defined at compile time")
_LIKE_CARGOS = re.compile(r"there is a similar Cargo environment variable: `(?P<name>\w+)`")
_RESULT = "enum takes 2 generic arguments but 1 generic argument"
_METHOD = "`self` parameter is only allowed in associated functions"


def unresolved(error: Diagnostic, snippet: Snippet) -> tuple[Unresolved, ...]:
    """What the program lacks according to an error; empty for an error that is a mistake of the program."""
    if error.code == "E0463":
        return paths.of_extern_crate(error)
    if error.code == "E0107" and error.message.startswith(_RESULT) and _primary_text(error, snippet.code) == "Result":
        return (Unresolved(Lack.RESULT, "Result"),)
    variable = _VARIABLE.fullmatch(error.message)
    if variable is not None:
        return _of_environment(variable["name"], error)
    around = _context(error, snippet)
    if around is not None:
        return (around,)
    if names.is_of_name(error):
        return names.of_name(error, snippet.code)
    return paths.of_path(error, snippet.code) if error.code in ("E0432", "E0433") else ()


def _of_environment(name: str, error: Diagnostic) -> tuple[Unresolved, ...]:
    """The variable of the environment that `env!` asks for; nothing where it is a misspelt one of cargo's."""
    like = filter(None, (_LIKE_CARGOS.match(child.message) for child in error.children))
    misspelt = any(found["name"] != name for found in like)
    return () if misspelt else (Unresolved(Lack.ENVIRONMENT, f"the environment variable `{name}`"),)


def _context(error: Diagnostic, snippet: Snippet) -> Unresolved | None:
    """What must stand around code that nobody put into a function: rustdoc's `main` is the one that lacks it."""
    if error.code in _AROUND:
        label, lack, wanted = _AROUND[error.code]
        lacking = any((s.label or "").startswith(label) and _is_ours(s, snippet) for s in error.spans)
        return Unresolved(lack, wanted) if lacking else None
    if error.code == "E0282" and None in snippet.lines and _is_closure(snippet):
        return Unresolved(Lack.CONTEXT, "a call around the closure")
    about_self = error.code == "E0411" or (error.code == "E0433" and "cannot find `Self`" in error.message)
    lacking = None in snippet.lines and (about_self or error.message.startswith(_METHOD))
    return Unresolved(Lack.CONTEXT, "the `impl` around it") if lacking else None


def _is_closure(snippet: Snippet) -> bool:
    """Whether all that its author wrote is a closure, whose parameters get their types where it is used."""
    lines = zip(snippet.code.split("\n"), snippet.lines, strict=False)
    written = "\n".join(text for text, origin in lines if origin is not None)
    return re.match(r"\s*(?:(?:async\s+)?(?:move\s+)?)\|", lexer.blank(written)) is not None


def _is_ours(span: Span, snippet: Snippet) -> bool:
    """Whether a span is on a line that the engine wrote."""
    return snippet.lines[span.line_start - 1 : span.line_start] == (None,)


def _primary_text(error: Diagnostic, code: str) -> str:
    """What stands at the first primary span of an error, where that is within a line."""
    lines = code.split("\n")
    spans = (s for s in error.spans if s.primary and not s.foreign and s.line_start == s.line_end)
    return next((lines[s.line_start - 1][s.column_start - 1 : s.column_end - 1] for s in spans), "")
