"""Tags, directives and pins, put together: one Expectation, or a sentence about what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from borrowproof.annotations.directives import Directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.tags import Tags
from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Level
from borrowproof.model.expectation import Expectation, Kind, Pin

_WRITTEN = {
    Kind.RUNS: "`rust`, or `//@ compiles`",
    Kind.COMPILES: "`rust,no_run`, or `//@ compiles no_run`",
    Kind.ERROR: "`rust,compile_fail,E0382`, or `//@ error E0382`",
    Kind.PANICS: "`rust,should_panic`, or `//@ panics`",
    Kind.IGNORED: "`rust,ignore (reason)`, or `//@ ignore reason`",
}
_NAME_THE_CODE = (
    "name the code (`rust,compile_fail,E0382` or `//@ error E0382`); an error that has no code is pinned to its "
    "line with `//~ ERROR some text`"
)


def from_tags(found: Tags, *, exact: bool = True) -> Expectation:
    """What a fence's info string says by itself. Not `exact`: rustdoc's rule, where further errors are allowed."""
    words = found.words
    if "ignore" in words:
        return Expectation(Kind.IGNORED, reason=found.ignore_reason or "no reason given")
    if "compile_fail" in words:
        return Expectation(Kind.ERROR, codes=found.codes or None, exact=exact)
    if "no_run" in words:
        return Expectation(Kind.COMPILES)
    return Expectation(Kind.PANICS if "should_panic" in words else Kind.RUNS)


def from_directives(found: Directives) -> Expectation | None:
    """What the `//@` lines say by themselves; None where they name no outcome."""
    if found.outcome is None:
        return None
    kind = Kind(found.outcome)
    codes = (found.codes or None) if kind is Kind.ERROR else frozenset[str]()
    return Expectation(kind, codes=codes, reason=found.reason)


def reconcile(tags: Expectation, directives: Expectation | None, line: int | None) -> Expectation:
    """The one meaning of a fence's tags and its directives. Raises AnnotationError where they differ."""
    if directives is None:
        return tags
    if tags.kind is not directives.kind or tags.codes != directives.codes:
        raise AnnotationError(
            f"the fence says {_said(tags)}, its directive says {_said(directives)}",
            f"make them agree: {_WRITTEN[directives.kind]}",
            line,
        )
    return directives


def _said(expectation: Expectation) -> str:
    codes = " ".join(sorted(expectation.codes or ()))
    return f"`{expectation.kind.value}{' ' + codes if codes else ''}`"


def with_pins(said: Expectation, pins: Iterable[Pin], strict: bool) -> Expectation:
    """Add the pins. Raises AnnotationError where they contradict the rest, or where nothing is claimed."""
    if said.kind is Kind.IGNORED:
        return said
    all_pins = tuple(pins)
    if not all_pins and said.kind is not Kind.ERROR:
        return said
    errors = [pin for pin in all_pins if pin.level is Level.ERROR]
    if errors and said.kind is not Kind.ERROR:
        raise AnnotationError(
            f"{_said(said)} contradicts the error pinned to {errors[0].origin}",
            f"remove the pin, or say that it fails: {_WRITTEN[Kind.ERROR]}",
        )
    pinned = frozenset(pin.code for pin in errors if pin.code is not None and is_error_code(pin.code))
    codes = _codes(said, pinned, has_pins=bool(errors))
    if said.kind is Kind.ERROR and codes is None and strict:
        raise AnnotationError("any failure at all would match", _NAME_THE_CODE)
    return replace(said, codes=codes, pins=all_pins)


def with_heap(said: Expectation, found: Directives) -> Expectation:
    """Add what the run does with the heap. Raises AnnotationError where there is no run to count."""
    if found.heap is None:
        return said
    if said.kind is not Kind.RUNS:
        fix = f"remove `//@ heap`, or say that it runs: {_WRITTEN[Kind.RUNS]}"
        raise AnnotationError(f"{_said(said)} contradicts `//@ heap`, which counts a whole run", fix, found.lines[-1])
    return replace(said, heap=found.heap)


def with_undefined_behaviour(said: Expectation, found: Directives) -> Expectation:
    """Add what a sanitizer reports. Raises AnnotationError where the program would be run without one, and for a twin
    that does not say what happens."""
    if found.undefined_behaviour is None:
        if found.twin_of is None:
            return said
        fix = "add what happens, such as `//@ undefined_behaviour heap-use-after-free: read 6, freed 5`"
        raise AnnotationError("a twin shows undefined behaviour, and this one does not say which", fix, found.lines[-1])
    if said.kind is not Kind.COMPILES:
        fix = "say `//@ compiles no_run` with it, so that the program is run by a sanitizer alone"
        raise AnnotationError(f"{_said(said)} contradicts `//@ undefined_behaviour`", fix, found.lines[-1])
    return replace(said, undefined_behaviour=found.undefined_behaviour)


def _codes(said: Expectation, pinned: frozenset[str], *, has_pins: bool) -> frozenset[str] | None:
    if said.codes is None:
        return (pinned or None if not said.exact else pinned) if has_pins else None
    stray = sorted(pinned - said.codes)
    if stray:
        unpinned = sorted(said.codes - pinned)
        same = f"make them the same: write {unpinned[0]} here, or {stray[0]} there" if unpinned else ""
        raise UnnamedPin(
            f"{stray[0]} is pinned here, but {_said(said)} does not name it",
            same or f"name {stray[0]} there, too, or remove the pin",
            stray[0],
        )
    return said.codes


class UnnamedPin(AnnotationError):
    """A pin whose `code` is none of those that are named; only who placed the pins knows its line."""

    def __init__(self, message: str, fix: str, code: str) -> None:
        super().__init__(message, fix)
        self.code = code
