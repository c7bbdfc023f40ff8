"""What stands in braces behind a fence's tags: `{title="moved.rs" hl_lines="3" ownership memory}`. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.numbers import line_number
from borrowproof.annotations.tags import CONTINUES
from borrowproof.spelling import closest

OWNERSHIP, MEMORY = "ownership", "memory"  # words of their own
STDOUT = ".stdout"  # on the fence that records an output
_WORDS = (OWNERSHIP, MEMORY, CONTINUES)
OPTIONS = ("title", "hl_lines", "predict", *_WORDS)
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s="']+)(?:=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>\S*)))?""")
_LINES = re.compile(r"\d+(-\d+)?( \d+(-\d+)?)*")


def read(options: str) -> dict[str, str | None]:
    """The options by name; a word of its own has no value."""
    found = _ATTRIBUTE.finditer(options)
    return {m["name"]: next((m[g] for g in ("double", "single", "bare") if m[g] is not None), None) for m in found}


def check(given: Mapping[str, str | None]) -> None:
    """Raise AnnotationError for an option that a Rust fence cannot be given."""
    for name, value in given.items():
        if name not in OPTIONS:
            fix = f"{closest(name.lower(), OPTIONS)}valid: {', '.join(OPTIONS)}"
            raise AnnotationError(f"unknown option `{name}` on a Rust block", fix)
        if (name in _WORDS) is not (value is None):
            written = name if name in _WORDS else f'{name}="..."'
            raise AnnotationError(f"the option `{name}` is written in another way", f"write {{{written}}}")
    highlighted(given)


def understood(given: Mapping[str, str | None]) -> dict[str, str | None]:
    """Those of a fence's options that are ours and well written; the others are left to whoever reads them."""
    found: dict[str, str | None] = {}
    for name, value in given.items():
        try:
            check({name: value})
        except AnnotationError:
            continue
        found[name] = value
    return found


def check_other(options: str) -> None:
    """Raise AnnotationError for an option that means something only on a Rust fence, or a misspelt `.stdout`."""
    names = [name for name in read(options) if name != STDOUT]
    if OWNERSHIP in names:
        raise AnnotationError(
            "nothing but Rust has owners", "take `ownership` off this fence, or make it ```` ```rust ````"
        )
    if MEMORY in names:
        raise AnnotationError(
            "nothing but a Rust program has a run to record",
            "take `memory` off this fence, or make it ```` ```rust ````",
        )
    for name in difflib.get_close_matches(STDOUT, names, 1, 0.75):
        raise AnnotationError(f"`{name}` records no output", f"write {{{STDOUT}}}")


def highlighted(given: Mapping[str, str | None]) -> frozenset[int]:
    """The lines that `hl_lines` names. Raises AnnotationError."""
    text = given.get("hl_lines") or ""
    if text.strip() and not _LINES.fullmatch(text.strip()):
        raise AnnotationError(f'hl_lines="{text:.60}" is not a list of lines', 'write e.g. hl_lines="2 5-7"')
    ranges = []
    for entry in set(text.split()):
        first, _, last = entry.partition("-")
        ranges.append((line_number(first), line_number(last or first)))
    found: set[int] = set()
    upto = -1  # the lines so far end here: ranges may overlap, and each line is counted once
    for low, high in sorted(ranges):
        found.update(range(max(low, upto + 1), high + 1))
        upto = max(upto, high)
    return frozenset(found)
