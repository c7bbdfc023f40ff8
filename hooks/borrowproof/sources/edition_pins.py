"""Editions side by side: which pins of a file hold in which of them."""

from __future__ import annotations

from collections.abc import Iterable

from borrowproof.annotations.directives import Directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.pins import RawPin
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Level


def check_pins(raw: Iterable[RawPin], said: Directives) -> None:
    """Raise AnnotationError for a pin that names an edition without a claim of its own."""
    for pin in raw:
        for edition in pin.editions:
            if edition not in said.editions:
                valid = ", ".join(said.editions)
                fix = f"valid here: {valid}" if valid else f"claim something for it: `//@[{edition}] error E0382`"
                raise AnnotationError(
                    f"a pin names edition {edition}, which has no claim of its own", fix, pin.comment_line
                )


def pins_for(raw: Iterable[RawPin], said: Directives, edition: Edition) -> tuple[RawPin, ...]:
    """The pins that hold in one of the editions side by side. Raises AnnotationError for one that contradicts it."""
    found = tuple(pin for pin in raw if not pin.editions or edition in pin.editions)
    claim = said.for_edition(edition).outcome
    for pin in found:
        if not pin.editions and pin.level is Level.ERROR and claim != "error":
            failing = ",".join(e for e in said.editions if said.for_edition(e).outcome == "error")
            fix = f"write `//[{failing or edition}]~ ...`"
            raise AnnotationError(
                f"a pin speaks of every edition, but edition {edition} {claim}", fix, pin.comment_line
            )
    return found
