"""Every sentence about a timeline. Code stands between backticks, as in rustc's messages.

`sentences` says every event and every loan exactly once, but for borrows of temporary values that nobody keeps, and
for what comes into a closure on a single line or is gone after it without a drop.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from borrowproof.model.compiler import is_error_code
from borrowproof.model.timeline import Conflict, Event, EventKind, Function, FunctionKind, Timeline
from borrowproof.ownership.timeline_queries import has_lanes
from borrowproof.ownership.wording.alternatives import Alternatives
from borrowproof.ownership.wording.phrases import enumeration
from borrowproof.ownership.wording.remark import Rank, Remark, group_for_sentences, when
from borrowproof.ownership.wording.remarks import remarks

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")

# What the lines and shapes of a picture mean, in the order of its key.
MEANINGS = {
    "start": "gets a value",
    "letter": "gets a value; one letter is one value, whoever owns it",
    "refused": "would get a value, but the compiler refuses that",
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
    "empty": "has no value: moved, or none yet",
    "maybe": "may have a value: depends on the path taken",
    "partial": "has lost parts of its value",
    "drop": "is dropped; numbers tell the order",
    "drop_if_owned": "is dropped only if still owned",
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


def error_messages(timeline: Timeline) -> tuple[str, ...]:
    """The compiler's errors in its own words."""
    return tuple(f"error[{c.code}]: {c.message}" if has_code(c) else f"error: {c.message}" for c in timeline.conflicts)


def has_code(conflict: Conflict) -> bool:
    """Whether an error has a code such as E0382; those of lints have their names, which rustc does not print so."""
    return conflict.code is not None and is_error_code(conflict.code)


def sentences(timeline: Timeline, shown: Collection[int]) -> tuple[Sentence, ...]:
    """What happens on the `shown` lines, in their order; of one line the errors first, then as it is executed."""
    said = list(_labels(timeline))
    for function in timeline.functions:
        said += _told(function, _which(function, timeline.functions))
    lines = frozenset(shown)
    return tuple(sorted((s for s in said if s.line in lines), key=lambda s: s.line))


def _labels(timeline: Timeline) -> Iterator[Sentence]:
    """rustc's labels, each once, as they stand in the text, last what comes later; where it says nothing at the very
    place, its message."""
    seen: set[tuple[int, str]] = set()
    for conflict in timeline.conflicts:
        for label in sorted(conflict.labels, key=lambda lab: (lab.line, "later" in (lab.text or ""), lab.column)):
            text = label.text or (conflict.message if label.primary else "")
            if text and (label.line, text) not in seen:
                seen.add((label.line, text))
                yield Sentence(label.line, text, conflict.variables, error=True, primary=label.primary)


def _told(function: Function, which: str | None = None) -> Iterator[Sentence]:
    """All about one body; what a closure does on a line that its surroundings share is one sentence."""
    inner = which or _inner(function)
    alternatives = Alternatives(function)
    shared = (function.first_line, function.last_line) if inner else ()
    said = [s for s in remarks(function) if has_lanes(function) or not _comes_or_goes(s)]
    for line, here in groupby(said, key=lambda s: s.line):
        groups = group_for_sentences(here, alternatives, partial(when, function=function))
        choices = [alternatives.in_text_order(choice) for choice in alternatives.grouped(groups)]
        told = [(_flat(choice), _choice(choice)) for choice in choices]
        if line in shared:
            said_here = ", then ".join(text for _, text in told)
            yield _sentence([s for group in groups for s in group], f"in {inner}, {said_here}")
        else:
            yield from (_sentence(remarks_, text) for remarks_, text in told)


def _choice(alternatives: Sequence[Sequence[Sequence[Remark]]]) -> str:
    """One alternative as it is, several as such: "either A, or B"; "perhaps" where some path has none of them."""
    text = _one_of(alternatives)
    if not any(all(remark.conditional for remark in group) for one in alternatives for group in one):
        return text
    return f"perhaps {text.replace('; the old', ', and the old')}"


def _one_of(alternatives: Sequence[Sequence[Sequence[Remark]]]) -> str:
    if len(alternatives) == 1:
        return "; ".join(map(_text, alternatives[0]))
    phrases_ = {remark.phrase for one in alternatives for group in one for remark in group}
    subjects = [enumeration(list(dict.fromkeys(r.subject for g in one for r in g))) for one in alternatives]
    if len(phrases_) == 1 and len(set(subjects)) == len(subjects):
        return next(iter(phrases_)).about([f"either {' or '.join(subjects)}"])
    told = list(dict.fromkeys(", then ".join(map(_text, one)) for one in alternatives))
    return f"either {', or '.join(told)}" if len(told) > 1 else told[0]


def _which(function: Function, functions: Sequence[Function]) -> str | None:
    """Which of the closures it is that begin on the same line: the first one, or the inner one of two within one
    another; None where it is the only one."""
    inner = _inner(function)
    if inner is None:
        return None
    same = [f for f in functions if _place(f) == _place(function)]
    if len(same) > 1:
        index = same.index(function)
        return _called(inner, _ORDINALS[index]) if index < len(_ORDINALS) else inner.replace("the ", "a further ", 1)
    around = [f for f in functions if _inner(f) == inner and f.first_line == function.first_line and f != function]
    if len(around) != 1:
        return None
    within = function.parent_line == around[0].first_line and function.last_line <= around[0].last_line
    return _called(inner, "inner" if within and around[0].parent_line != function.parent_line else "outer")


def _called(inner: str, which: str) -> str:
    return inner.replace("the ", f"the {which} ", 1)


def _inner(function: Function) -> str | None:
    """What to call a body within another one, by its name (`async block in main, line 9`); None for any other body."""
    within = function.parent_line is not None and function.kind in (FunctionKind.CLOSURE, FunctionKind.COROUTINE)
    return f"the {function.name.partition(' in ')[0]}" if within else None


def _place(function: Function) -> tuple[int | None, FunctionKind, int]:
    return function.parent_line, function.kind, function.first_line


def _flat(alternatives: Sequence[Sequence[Sequence[Remark]]]) -> list[Remark]:
    return [remark for one in alternatives for group in one for remark in group]


def _comes_or_goes(remark: Remark) -> bool:
    """Whether it only tells of what a closure is given and what is gone after it: on a single line, too much."""
    given = bool(remark.events) and all(e.kind is EventKind.ARGUMENT for e in remark.events)
    return given or remark.rank is Rank.END


def _text(group: Sequence[Remark]) -> str:
    subjects = list(dict.fromkeys(s.subject for s in group))
    return group[0].phrase.about(subjects) if group[0].rank is not Rank.DROP else _in_order(group)


def _sentence(group: Sequence[Remark], text: str) -> Sentence:
    return Sentence(
        group[0].line,
        text,
        tuple(dict.fromkeys(i for s in group for i in s.variables)),
        tuple(e for s in group for e in s.events),
        tuple(i for s in group for i in s.loans),
    )


def _in_order(group: Sequence[Remark]) -> str:
    """`a` is dropped, then `b`, then `c` is dropped only if still owned."""
    runs = [(phrase, [s.subject for s in run]) for phrase, run in groupby(group, key=lambda s: s.phrase)]
    return ", then ".join(part for phrase, (first, *rest) in runs for part in (phrase.about([first]), *rest))
