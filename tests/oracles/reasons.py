"""The sentence that says why, held against the labels by which rustc says it.

The sentence is made from the points of a conflict, and those from the facts alone. So each label of rustc must be
explained by a point of the same line and of a fitting kind, and each line that the sentence names as that of a loan, a
move, a use or an end must be one that rustc labels. Labels about declarations and types, which no sentence repeats, are
counted apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.timeline import Conflict, Label, Timeline
from borrowproof.ownership.wording import reasons
from tests.oracles.asking import BORROW_CODES
from tests.oracles.programs import Program
from tests.oracles.tally import Tally

_ORIGINS = frozenset({Fact.LENT, Fact.CAPTURED, Fact.MATCHED})
_BORROWS = frozenset({Fact.BORROWED, Fact.BORROWED_MUT})
_ENDS = frozenset({Fact.ENDED, Fact.DROPPED})
_NEEDS = frozenset({Fact.USED, Fact.NEXT_ROUND, Fact.ITSELF, Fact.DROPPED, Fact.TEMPORARY, Fact.CALLER, Fact.STATIC})
_ACCESSES = _BORROWS | {Fact.ASSIGNED, Fact.MOVED, Fact.USED}
_SIDES = frozenset({Fact.LIFETIME, Fact.OUTLIVES, Fact.STATIC})
_WAY = frozenset({Fact.LENT, Fact.RETURNED, Fact.ASSIGNED})
# What a label says, and the facts of which there must be one on its line.
_RULES: tuple[tuple[str, frozenset[Fact]], ...] = (
    (r"previous iteration of (the )?loop", frozenset({Fact.MOVED, *_ORIGINS})),
    (r"value (partially )?(moved|used|borrowed|assigned|captured).* after (partial )?move", _ACCESSES),
    (
        r"value (partially )?moved|moved due to|^variable moved|data moved here|is moved here|\.\.\.and here",
        frozenset({Fact.MOVED}),
    ),
    (r"(in|by) later iteration of loop|later (used|stored|captured)|might be used here", _NEEDS),
    (r"used here but it|used here, in later", _ACCESSES | _NEEDS),
    (
        r"returns a (reference to|value referencing)|requires that .* (is borrowed|must outlive)",
        _NEEDS | _WAY | _ORIGINS,
    ),
    (r"occurs due to use|closure construction|closure is constructed|captured by this", _ORIGINS | _ACCESSES),
    (r"dropped here while still borrowed|is freed|needs exclusive access", _ENDS),
    (r"is borrowed here", _ORIGINS | _BORROWS | {Fact.USED}),  # used: in the closure that captures it
    (r"borrow(ed value)? .*(occurs|live long)|temporary value", _ORIGINS | _BORROWS),
    (r"borrow occurs here|borrow of .* occurs here|temporary with access", _ORIGINS | _BORROWS | _NEEDS),
    (r"may outlive borrowed value|value captured here", frozenset({Fact.CAPTURED})),
    (r"use of borrowed|use occurs|move out of .* occurs|move occurs due to use", _ACCESSES | _ORIGINS),
    (r"first assignment", frozenset({Fact.GIVEN})),
    (r"assign|cannot be (written|borrowed)|cannot borrow|requires mutable binding", _ACCESSES | {Fact.IMMUTABLE}),
    (r"cannot move out|^move occurs because (value|`[^`]*[.\[*])", frozenset({Fact.MOVED, Fact.OWNED_BY})),
    (r"supposed to return|escapes the|must outlive|lifetime .* required", _WAY | _SIDES),
    (r"value is immutable in match guard", frozenset({Fact.MATCHED})),
    (r"must be valid for the", frozenset({Fact.OUTLIVES, Fact.STATIC})),
    (r"so that the (reference )?type", frozenset({Fact.TYPE})),
    (r"opaque type defined", frozenset({Fact.HIDDEN_IN})),
    (r"thread-local variables cannot be borrowed", frozenset({Fact.LENT})),
    (r"end of enclosing function", frozenset({Fact.THREAD_LOCAL})),
)
_ABOUT_DECLARATIONS = re.compile(
    r"declared here|defined here|move occurs because|let's call|has type|inferred to be|inside of this loop"
    r"|is a reference that is only valid|captured outer|variable captured|not mutable|might be missing|condition is"
    r"|is not initialized|initialized here|lifetime bound|type of closure|captured variable which escapes|yields"
    r"|expects .* instead of|help: consider|change this|data with|^(in )?this|captures the (anonymous )?lifetime"
)
_NAMED = frozenset({Fact.LENT, Fact.CAPTURED, Fact.MOVED, Fact.USED, Fact.NEXT_ROUND, *_BORROWS, Fact.ASSIGNED})


@dataclass(frozen=True, slots=True)
class _Told:
    program: Program
    conflict: Conflict

    def differences(self) -> Iterator[str]:
        yield from (self._said(f"{label.line}: {label.text!r} is no point") for label in self.unexplained())
        if not any(p.role is Role.STEP for p in self.conflict.points):
            lines = {n for label in self.conflict.labels for n in range(label.line, label.end_line + 1)}
            unlabelled = (p for p in self.conflict.points if p.fact in _NAMED and p.line not in lines)
            wrong = (p for p in unlabelled if not self._moves_another_part(p, lines))
            yield from (self._said(f"{p.line}: {p.role} {p.fact}, where rustc labels {sorted(lines)}") for p in wrong)

    def _moves_another_part(self, point: Point, lines: Collection[int]) -> bool:
        """Whether it is a move of a part, of which rustc labels another one: of a value that has lost parts it names
        the moves of a single part (`has_any_child_of` in `rustc_borrowck`), the sentence those of all."""
        [clash] = [p for p in self.conflict.points if p.role is Role.CLASH]
        moves = [p for p in self.conflict.points if (p.role, p.fact) == (Role.ORIGIN, Fact.MOVED)]
        return point in moves and point.place != clash.place and any(p.line in lines for p in moves)

    def unexplained(self) -> list[Label]:
        return [label for label in self.labels() if not any(_fits(label, p) for p in self.conflict.points)]

    def labels(self) -> list[Label]:
        return [label for label in self.conflict.labels if label.text and _facts(label) is not None]

    def _said(self, text: str) -> str:
        return f"{self.program.name}:{text} ({self.conflict.code or 'no code'})"


def _facts(label: Label) -> frozenset[Fact] | None:
    """The facts that may explain a label; None for one that is about a declaration."""
    text = label.text or ""
    if text.startswith("this `static`"):
        return None
    found = next((facts for pattern, facts in _RULES if re.search(pattern, text)), None)
    if found is None and not _ABOUT_DECLARATIONS.search(text):
        return frozenset()
    return found


def _fits(label: Label, point: Point) -> bool:
    return label.line <= point.line <= label.end_line and point.fact in (_facts(label) or ())


def compare(program: Program, timeline: Timeline) -> Tally:
    """Each label of the errors of borrow checking against the points of its sentence; an error without a sentence
    counts as a note, and the labels of such an error are not compared."""
    notes: Counter[str] = Counter()
    found: list[str] = []
    compared = 0
    for conflict in timeline.conflicts:
        if reasons.reason(timeline, conflict) is None:
            notes[f"no sentence for {conflict.code or 'an error without a code'}"] += 1
            found += [f"{program.name}: no sentence for {conflict.code}"] if _expected(conflict) else []
            continue
        told = _Told(program, conflict)
        compared += len(told.labels()) + sum(p.fact in _NAMED for p in conflict.points)
        notes["sentences"] += 1
        found += told.differences()
    return Tally(compared, found, notes)


def _expected(conflict: Conflict) -> bool:
    """Whether every error of this code has a sentence: of all that borrow checking says."""
    return conflict.code in BORROW_CODES
