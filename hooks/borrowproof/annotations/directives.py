"""The `//@` lines at the top of the code -> Directives. Pure: no file, no compiler."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import Any

from borrowproof.annotations import exercise_goals, heap_counts, hidden_names, undefined_behaviour
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.compiler import Edition, is_error_code
from borrowproof.model.exercise import Goal, Shortfall
from borrowproof.model.expectation import HeapClaim, Miri
from borrowproof.model.sanitizer_report import SanitizerReport
from borrowproof.spelling import closest
from borrowproof.syntax import lexer

DIRECTIVES = (
    "//@ compiles",
    "//@ compiles no_run",
    "//@ error E0382",
    "//@ panics",
    "//@ ignore REASON",
    "//@ edition 2021",
    "//@ fixes NAME",
    "//@ miri clean",
    "//@ miri ub",
    "//@ polonius compiles",
    "//@ polonius error E0499",
    "//@ heap allocs=1 bytes=8 leaked=0",
    "//@ twin_of NAME",
    "//@ undefined_behaviour double-free: freed 5, freed 4",
    "//@ hide fn helper, seed",
    "//@ exercise without clone, keeps fn name, allocs<=1",
    "//@ misses NAME GOAL",
    "//@[2021] error E0382",
)


_WORDS = (
    "compiles",
    "error",
    "panics",
    "ignore",
    "edition",
    "fixes",
    "miri",
    "polonius",
    "heap",
    "hide",
    "exercise",
    "misses",
    "twin_of",
    "undefined_behaviour",
)
_LONGEST = 20  # characters of a misspelt word
_FOREIGN = ("edition:", "revisions:")  # compiletest's, and like words of ours


@dataclass(frozen=True, slots=True)
class Directives:
    """The `//@` lines of one piece of code. `outcome` is `compiles`, `error` ... or None where none is said.

    `polonius` are the codes that the next borrow checker gives, none where it accepts the code. `heap` is what the
    run does with the heap. `hides` are the functions (`fn helper`) and variables (`seed`) that a timeline leaves out.
    `twin_of` is the rejected program that this one is written after, and `undefined_behaviour` what a
    sanitizer reports of a run. `exercise` are the goals of an exercise that begins with this program, and `misses` is
    what a tempting attempt at one falls short of.
    `by_edition` are the claims that hold in one edition (`//@[2021] error E0382`), in order; then `outcome` is None.
    """

    outcome: str | None = None
    codes: frozenset[str] = frozenset()
    edition: Edition | None = None
    fixes: str | None = None
    reason: str | None = None
    lines: tuple[int, ...] = ()
    miri: Miri | None = None
    polonius: frozenset[str] | None = None
    heap: HeapClaim | None = None
    twin_of: str | None = None
    undefined_behaviour: SanitizerReport | None = None
    hides: tuple[str, ...] = ()
    exercise: tuple[Goal, ...] | None = None
    misses: Shortfall | None = None
    by_edition: tuple[tuple[Edition, Directives], ...] = ()

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that stand side by side; empty where there is one claim."""
        return tuple(edition for edition, _ in self.by_edition)

    def for_edition(self, edition: Edition) -> Directives:
        """What is said about one of `editions`."""
        claim = dict(self.by_edition)[edition]
        return replace(self, outcome=claim.outcome, codes=claim.codes, edition=edition, by_edition=())


def parse_directives(code: str, *, shared: bool = False) -> Directives:
    """Read the `//@` lines at the top of `code`. Raises AnnotationError; its `line` counts from 1.

    Where they are `shared` with other tools, as in rustc's own tests, lines of others are left alone, wherever they
    stand.
    """
    lines = code.split("\n")
    top = list(takewhile(lambda line: not line.strip() or line.strip().startswith("//@"), lines))
    if code.count("//@") > sum(1 for line in top if line.strip()):
        _check_placement(code, len(top), shared=shared)
    found, hidden = Directives(), 0
    for number, line in enumerate(top, start=1):
        if line.strip() and not (shared and is_foreign(line.strip())):
            found = _with_directive(found, line.strip(), number)
            if len(found.hides) > hidden:
                hidden_names.check(found.hides[hidden:], code, number)
            hidden = len(found.hides)
    _check_editions(found)
    return found


def is_foreign(text: str) -> bool:
    """Whether a `//@` line is another tool's: compiletest, ui_test and rustdoc's own tests have some of their own.

    Whatever begins with a word of ours is ours. So is what looks like a misspelling of one, unless it has the form of
    compiletest: `edition:2021`, `error-pattern: ...`.
    """
    body = text.removeprefix("//@").strip()
    named, closed, claim = body.removeprefix("[").partition("]")
    if body.startswith("["):
        revisions = {name.strip() for name in named.split(",")}
        return bool(closed) and (revisions.isdisjoint(Edition) or (claim.strip()[:1] != "[" and is_foreign(claim)))
    word, _, rest = body.partition(" ")
    name = word.rstrip(":").lower()
    if word in _WORDS:
        return False
    if "-" in word or ":" in name or word in _FOREIGN or rest.lstrip().startswith(('"', "'")):
        return True
    return len(name) > _LONGEST or not closest(name, _WORDS)


def any_of_ours(lines: Iterable[str]) -> bool:
    """Whether one of these lines of a file is a directive of ours: then the file speaks for itself."""
    return any(line.lstrip().startswith("//@") and not is_foreign(line.strip()) for line in lines)


def _check_placement(code: str, top: int, *, shared: bool) -> None:
    for line, _, text in lexer.line_comments(code):
        if line > top and text.startswith("//@") and not (shared and is_foreign(text)):
            raise AnnotationError(f"`{text}` stands below code", "move directives to the first lines", line)


def _with_directive(found: Directives, text: str, line: int) -> Directives:
    """`found` and one more directive."""
    if text.removeprefix("//@").lstrip().startswith("["):
        return _with_claim(found, text, line)
    word, _, rest = text.removeprefix("//@").strip().partition(" ")
    rest = rest.strip()
    found = replace(found, lines=(*found.lines, line))
    if word in ("compiles", "error", "panics", "ignore"):
        _no_second(found.outcome, word, line)
        return _with_outcome(found, word, rest, line)
    if word == "hide":
        return replace(found, hides=(*found.hides, *hidden_names.parse(rest, line)))
    read = _SAID_ONCE.get(word)
    if read is None:
        raise _unknown(text, word, line)
    _no_second(getattr(found, word), word, line)
    said: dict[str, Any] = {word: read(rest, line)}
    return replace(found, **said)


def _name(word: str, rest: str, line: int) -> str:
    if not re.fullmatch(r"[\w-]+(\.rs)?", rest):
        raise AnnotationError(f"`//@ {word}` needs the name of one snippet", f"write `//@ {word} use_after_move`", line)
    return rest.removesuffix(".rs")


def _miri(rest: str, line: int) -> Miri:
    if rest not in tuple(Miri):
        raise AnnotationError(_says_nothing("miri", rest), "write `//@ miri clean` or `//@ miri ub`", line)
    return Miri(rest)


def _says_nothing(word: str, rest: str) -> str:
    return f"`{f'//@ {word} {rest}'.rstrip()}` says nothing"


def _polonius(rest: str, line: int) -> frozenset[str]:
    outcome, _, codes = rest.partition(" ")
    named = _codes(codes, line) if outcome == "error" else frozenset[str]()
    if (outcome == "error" and named) or rest == "compiles":
        return named
    fix = "write `//@ polonius compiles`, or `//@ polonius error` and the codes that the next borrow checker gives"
    raise AnnotationError(_says_nothing("polonius", rest), fix, line)


def _unknown(text: str, word: str, line: int) -> AnnotationError:
    valid = ", ".join(f"`{directive}`" for directive in DIRECTIVES)
    hint = closest(word, _WORDS)
    return AnnotationError(f"unknown directive `{text}`", f"{hint}valid directives: {valid}", line)


def _with_claim(found: Directives, text: str, line: int) -> Directives:
    """`found` and what `//@[2021] error E0382` claims. The brackets are those of rustc's own tests."""
    named, closed, rest = text.removeprefix("//@").strip().removeprefix("[").partition("]")
    if not closed:
        raise AnnotationError(f"`{text}` has no `]`", "write `//@[2021] error E0382`", line)
    if rest.strip().startswith("["):
        raise AnnotationError(
            f"`{text:.60}` has brackets twice", "separate editions by commas: `//@[2021,2024] compiles`", line
        )
    claim = _with_directive(Directives(), f"//@ {rest.strip()}", line)
    if claim.outcome is None or claim.reason is not None:
        what = "`ignore` cannot hold" if claim.reason else f"`{rest.strip()}` does not hold"
        fix = "in brackets stand `compiles`, `error` and `panics`; all else is said for every edition, without brackets"
        raise AnnotationError(f"{what} in one edition only", fix, line)
    for edition in parse_editions(named, line):
        said = dict(found.by_edition).get(edition)
        _no_second(said and said.outcome, f"[{edition}]", line)
        found = replace(found, by_edition=(*found.by_edition, (edition, claim)))
    return replace(found, lines=(*found.lines, line))


def parse_editions(named: str, line: int) -> tuple[Edition, ...]:
    """The editions between brackets, separated by commas. Raises AnnotationError."""
    return tuple(_edition(name.strip(), line) for name in named.split(","))


def _check_editions(found: Directives) -> None:
    """Raise AnnotationError where the claim of one edition contradicts the rest, or stands alone."""
    if not found.by_edition:
        return
    (edition, claim), *others = found.by_edition
    said = " ".join([claim.outcome or "", *sorted(claim.codes)])
    if found.outcome is not None or found.edition is not None:
        other = f"edition {found.edition}" if found.edition is not None else str(found.outcome)
        fix = "name an edition in each claim: `//@[2021] error E0382` and `//@[2024] compiles`"
        raise AnnotationError(f"`//@ {other}` contradicts `//@[{edition}] {said}`", fix, found.lines[0])
    if not others:
        fix = f"claim something for another edition too, or write `//@ edition {edition}` and `//@ {said}`"
        raise AnnotationError(f"only edition {edition} has a claim", fix, found.lines[0])


def _no_second(already: object, word: str, line: int) -> None:
    if already is not None:
        raise AnnotationError(f"a second `//@ {word}`: `{already}` is said already", "keep the one that is meant", line)


def _with_outcome(found: Directives, word: str, rest: str, line: int) -> Directives:
    if word == "error":
        return replace(found, outcome=word, codes=_codes(rest, line))
    if word == "ignore":
        if not rest:
            raise AnnotationError("`//@ ignore` needs a reason", "write `//@ ignore needs two machines`", line)
        return replace(found, outcome=word, reason=rest)
    if word == "compiles" and rest == "no_run":
        return replace(found, outcome="compiles no_run")
    if rest:
        valid = "`//@ compiles` or `//@ compiles no_run`" if word == "compiles" else f"`//@ {word}`"
        raise AnnotationError(f"`//@ {word} {rest}`: `{rest}` means nothing there", f"write {valid}", line)
    return replace(found, outcome=word)


def _codes(rest: str, line: int) -> frozenset[str]:
    words = rest.replace(",", " ").split()
    for word in words:
        if not is_error_code(word):
            raise AnnotationError(
                f"`{word}` is no error code",
                "write E and four digits, such as E0382; an error without a code is pinned in the code with "
                "`//~ ERROR some text`",
                line,
            )
    return frozenset(words)


def _edition(rest: str, line: int) -> Edition:
    try:
        return Edition(rest)
    except ValueError:
        raise AnnotationError(
            f"`{rest}` is no edition of Rust", f"valid editions: {', '.join(Edition)}", line
        ) from None


# The directives that may stand once, by the field of Directives that they fill.
_SAID_ONCE: Mapping[str, Callable[[str, int], object]] = {
    "edition": _edition,
    "fixes": partial(_name, "fixes"),
    "twin_of": partial(_name, "twin_of"),
    "undefined_behaviour": undefined_behaviour.parse,
    "miri": _miri,
    "polonius": _polonius,
    "heap": heap_counts.parse,
    "exercise": exercise_goals.parse,
    "misses": exercise_goals.parse_shortfall,
}
