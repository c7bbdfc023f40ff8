"""Every sentence about a timeline. Code stands between backticks, as in rustc's messages.

`sentences` says every event and every loan exactly once, but for borrows of temporary values that nobody keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from borrowproof.model import is_error_code
from borrowproof.ownership.lanes import lanes
from borrowproof.ownership.model import Conflict, Event, Function, FunctionKind, Loan, Timeline, Variable
from borrowproof.ownership.phrases import lending, lent, listed
from borrowproof.ownership.statements import Rank, Statement, same_kind, statements
from borrowproof.ownership.views import drawn

COLUMNS = ("Variable", "Type", "What happens to it")
SENTENCES = "What happens, line by line"
FOLLOW = "Follow a variable"
KEY = "How to read the picture"
VARIABLES = "Variables"
CODE = "Code and lanes"

# What the lines and shapes of a picture mean, in the order of its key.
MEANINGS = {
    "start": "gets a value",
    "letter": "gets a value; one letter is one value, whoever owns it",
    "owned": "owns its value",
    "plain": "has plain data: nothing to move or drop",
    "move": "moves to another owner",
    "out": "moves out: into a call, or to the caller",
    "&": "is lent, to be read",
    "&mut": "is lent, to be changed",
    "shared": "a reference or loan in use: shared",
    "mutable": "a reference or loan in use: mutable",
    "lent shared": "owns, and is lent: may only be read",
    "lent mutable": "owns, and is lent: may not be used",
    "idle": "a reference that is not used any more",
    "read": "is copied, or read by a macro",
    "written": "is written: a part of it, or what it refers to",
    "raw": "gets a raw pointer",
    "again": "gets another value",
    "declared": "is declared, without a value",
    "empty": "has no value: moved, or none yet",
    "maybe": "may have a value: depends on the path taken",
    "partial": "has lost parts of its value",
    "drop": "is dropped; numbers tell the order",
    "drop_if_owned": "is dropped only if still owned",
    "drop_rest": "is dropped as far as it was not moved",
    "end": "goes out of scope, nothing to drop",
    "needed": "a loan that is needed for longer than it can last",
    "wrong": "what the compiler's error is about",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happens on `line`. `variables` are whom it is about; `events` and `loans` (ids) are what it says.

    `error` is true for a label of the compiler about its error, `primary` where the error is about this place.
    """

    line: int
    text: str
    variables: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()
    loans: tuple[int, ...] = ()
    error: bool = False
    primary: bool = False


def title(about: str) -> str:
    """What the picture is called."""
    return f"Who owns what, line by line: {about}" if about else "Who owns what, line by line"


def description(timeline: Timeline, shown: Collection[int]) -> str:
    """What the picture is, for those who do not see it; the sentences beside it say what it shows."""
    found: dict[str, list[str]] = {}
    for lane in lanes(timeline, shown):
        found.setdefault(lane.function.name, []).append(f"`{lane.variable.name}`")
    if not found:
        return "No variable is in scope on these lines."
    parts = [f"{listed(names)} of `{function}`" for function, names in found.items()]
    codes = [f"`{c.code}`" if _numbered(c) else "an error without a code" for c in timeline.conflicts]
    rejected = f" The compiler rejects the program: {listed(codes)}." if codes else ""
    return f"A lane beside the code for each variable: {'; '.join(parts)}.{rejected} Sentences say the same."


def errors(timeline: Timeline) -> tuple[str, ...]:
    """The compiler's errors in its own words."""
    return tuple(f"error[{c.code}]: {c.message}" if _numbered(c) else f"error: {c.message}" for c in timeline.conflicts)


def _numbered(conflict: Conflict) -> bool:
    """Whether an error has a code such as E0382; those of lints have their names, which rustc does not print so."""
    return conflict.code is not None and is_error_code(conflict.code)


def sentences(timeline: Timeline, shown: Collection[int]) -> tuple[Sentence, ...]:
    """What happens on the `shown` lines, in their order; of one line the errors first, then as it is executed."""
    said = list(_labels(timeline))
    for function in timeline.functions:
        said += [_sentence(function, group) for group in same_kind(statements(function))]
    lines = frozenset(shown)
    return tuple(sorted((s for s in said if s.line in lines), key=lambda s: s.line))


def variable(function: Function, about: Variable) -> str:
    """All that happens to one variable of `function`."""
    said = [s for s in statements(function) if about.id in s.variables]
    found = dict.fromkeys(f"line {s.line}: {_sentence(function, [s]).text}" for s in said)
    return "; ".join(found) or "nothing happens to it"


def loan(function: Function, about: Loan) -> str:
    """One borrow in one sentence; a borrow of a temporary value that nobody keeps, too."""
    said = next((s for s in statements(function) if about.id in s.loans), None)
    return _sentence(function, [said]).text if said else lending(about).about([lent(about)])


def _labels(timeline: Timeline) -> Iterator[Sentence]:
    """rustc's labels, each once; where it says nothing at the very place, its message."""
    seen: set[tuple[int, str]] = set()
    for conflict in timeline.conflicts:
        for label in sorted(conflict.labels, key=lambda lab: (lab.line, not lab.primary, lab.column)):
            text = label.text or (conflict.message if label.primary else "")
            if text and (label.line, text) not in seen:
                seen.add((label.line, text))
                yield Sentence(label.line, text, conflict.variables, error=True, primary=label.primary)


def _sentence(function: Function, group: Sequence[Statement]) -> Sentence:
    first = group[0]
    subjects = list(dict.fromkeys(s.subject for s in group))
    text = first.phrase.about(subjects) if first.rank is not Rank.DROP else _in_order(group)
    inner = function.kind is FunctionKind.CLOSURE and not drawn(function)
    return Sentence(
        first.line,
        f"in the closure, {text}" if inner else text,
        tuple(dict.fromkeys(i for s in group for i in s.variables)),
        tuple(e for s in group for e in s.events),
        tuple(i for s in group for i in s.loans),
    )


def _in_order(group: Sequence[Statement]) -> str:
    """`a` is dropped, then `b`, then `c` is dropped only if still owned."""
    runs = [(phrase, [s.subject for s in run]) for phrase, run in groupby(group, key=lambda s: s.phrase)]
    return ", then ".join(part for phrase, (first, *rest) in runs for part in (phrase.about([first]), *rest))
