"""rustc's errors beside the facts: which variables and loans an error is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.timeline import Conflict, Function, Label, Variable
from borrowproof.ownership.analysis.conflict_points import CheckedBody, points_of

_QUOTED = re.compile(r"`\*?((?:r#)?\w+)[^`]*`")


def conflicts(errors: Iterable[Diagnostic], bodies: Sequence[CheckedBody]) -> tuple[Conflict, ...]:
    """The errors of a program as conflicts, in rustc's order."""
    functions = [body.function for body in bodies]
    seen: Counter[object] = Counter()
    found = []
    for error in errors:
        place = (error.code, tuple((s.line_start, s.column_start) for s in error.spans if s.primary))
        found.append(replace(_conflict(error, functions), points=points_of(error, bodies, seen[place])))
        seen[place] += 1
    return tuple(found)


def _conflict(error: Diagnostic, functions: Sequence[Function]) -> Conflict:
    labels = tuple(
        Label(s.line_start, s.column_start, s.line_end, s.column_end, s.label, s.primary)
        for s in error.spans
        if not s.foreign
    )
    about = [label for label in labels if label.primary or not (label.text or "").startswith("help: ")]
    around = [f for f in functions if any(f.first_line <= label.line <= f.last_line for label in labels)]
    return Conflict(
        error.code,
        error.message,
        labels,
        tuple(dict.fromkeys(v for f in around for v in _variables(error, labels, f))),
        tuple(dict.fromkeys(n for f in around for n in _loans(about, f))),
    )


def _variables(error: Diagnostic, labels: Sequence[Label], function: Function) -> list[int]:
    """The variables that the error names: of two with one name the one that was declared last before the place."""
    texts = [error.message, *(label.text or "" for label in labels)]
    named = dict.fromkeys(name for text in texts for name in _QUOTED.findall(text))
    place = max((label.line for label in labels if label.primary), default=0)
    found = (_declared(function.variables, name, place) for name in named)
    known = [variable.id for variable in found if variable is not None]
    return known or _at(labels, function)


def _at(labels: Sequence[Label], function: Function) -> list[int]:
    """The variables to which something happens where rustc points, for errors that name none."""
    places = {(label.line, label.column) for label in labels}
    return [v.id for v in function.variables if any((e.line, e.column) in places for e in v.events)]


def _declared(variables: Sequence[Variable], name: str, line: int) -> Variable | None:
    before = [v for v in variables if v.name == name and v.line <= line]
    return max(before, key=lambda v: (v.line, v.column), default=None)


def _loans(labels: Sequence[Label], function: Function) -> list[int]:
    """The loans that begin where rustc points."""
    places = {(label.line, label.column) for label in labels}
    return [loan.id for loan in function.loans if (loan.line, loan.column) in places]
