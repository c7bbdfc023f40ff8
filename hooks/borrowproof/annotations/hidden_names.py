"""What `//@ hide` leaves out of a timeline: `fn helper` is a function with its closures, `seed` a variable. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from borrowproof.annotations.errors import AnnotationError
from borrowproof.spelling import closest
from borrowproof.syntax import lexer

_NAME = re.compile(r"(?:fn\s+)?(?!fn$)[^\W\d]\w*")
_FUNCTION = re.compile(r"\bfn\s+(?:r#)?(\w+)")
_IDENTIFIER = re.compile(r"(?<![\w'])(?:r#)?([^\W\d]\w*)\b(?!\s*(?:!|::|\())")


def parse(rest: str, line: int) -> tuple[str, ...]:
    """The names, each as `fn helper` or `seed`. Raises AnnotationError."""
    names = [" ".join(name.split()) for name in rest.split(",")]
    wrong = next((name for name in names if not _NAME.fullmatch(name)), None)
    if wrong is not None:
        raise AnnotationError(
            f"`//@ hide {rest}`: `{wrong}` is no name of a function or a variable"
            if wrong
            else "`//@ hide` hides nothing",
            "write `//@ hide fn helper` for a function, `//@ hide seed` for a variable, with commas between several",
            line,
        )
    return tuple(names)


def check(names: Iterable[str], code: str, line: int) -> None:
    """Raise AnnotationError for a name that does not stand in the code."""
    blanked = lexer.blank(code)
    known = {"fn ": _FUNCTION.findall(blanked), "": _IDENTIFIER.findall(blanked)}
    for name in names:
        kind = "fn " if name.startswith("fn ") else ""
        plain = name.removeprefix("fn ")
        if plain not in known[kind]:
            what = "function" if kind else "variable"
            hint = closest(plain, tuple(sorted(set(known[kind]))))
            raise AnnotationError(
                f"`//@ hide {name}`: the code has no {what} `{plain}`", f"{hint}name one of its own", line
            )
