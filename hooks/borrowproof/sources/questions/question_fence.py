"""A ```` ```question ```` fence -> ParsedQuestion: its prompt, its programs, its options and its explanation. Pure.

```question
What does this program do?
--8<-- "moves/loop.rs"
- [ ] compiles
- [x] error E0382 on line 6
> The loop took `guests` by value.
```

Three kinds of options: a claim about the program; a sentence with the claim that it stands or falls with, in braces
(`The lock is held {prints false}`); or, where the fence says `{which="compiles"}`, a program each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from borrowproof.annotations import claims
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.origin import Origin
from borrowproof.model.question import Claim
from borrowproof.sources.includes import included_programs
from borrowproof.sources.includes.include_paths import IncludePaths
from borrowproof.sources.includes.included_programs import MisplacedProgram, Program
from borrowproof.sources.includes.pymdownx import Expanded
from borrowproof.sources.markdown.fence import Fence
from borrowproof.sources.questions.options import DraftOption, Option, parse_options

INFO = "question"
_OPTION = re.compile(r"- \[(?P<mark>[ xX])\](?:[ \t]+(?P<text>.*))?")
_LOOKS_LIKE_ONE = re.compile(r"\s*[-*+]\s*\[[^\]]{0,2}\](?!\()")
_WHICH = re.compile(r"""which=(?:"(?P<double>[^"]+)"|'(?P<single>[^']+)')""")
MAX_OPTIONS = 26  # they are called by letters
_NO_RIGHT_ONE = "marks no option as right"
HOW_TO_WRITE = "write the question, then its program, then `- [ ]` and `- [x]` options, then `> ` and the explanation"


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question as it is written, before anybody looked at its programs."""

    origin: Origin
    info: str
    text: str
    prompt: str
    program: Program | None
    options: tuple[Option, ...]
    explanation: str
    answers: tuple[Program, ...]


class _Part(Enum):
    PROMPT = 1
    OPTIONS = 2
    ANSWER = 3


@dataclass(slots=True)
class _Reading:
    part: _Part = _Part.PROMPT
    prompt: list[str] = field(default_factory=list)
    program: Program | None = None
    options: list[DraftOption] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    answers: list[Program] = field(default_factory=list)


def is_question(fence: Fence) -> bool:
    """Whether a fence asks a question."""
    return fence.info == INFO


def canonical_info(options: str) -> str:
    """What identifies a question's info string: its one option, spelt in one way."""
    match = _WHICH.fullmatch(options.strip())
    return f"{INFO} {(match['double'] or match['single']).strip()}" if match else INFO


def parse_question(fence: Fence, opener: Origin, expanded: Expanded, paths: IncludePaths) -> ParsedQuestion:
    """Read the fence. Raises AnnotationError; its `line` counts the lines of the fence's body from 1."""
    reading = _Reading()
    for at, item in included_programs.items(fence, expanded, paths):
        if isinstance(item, Program):
            _program(reading, item, indented=_indented(fence, at))
        else:
            _line(reading, item, at, fence.body[at - 1].origin)
    which = _which(fence)
    _check_shape(reading, which)
    return ParsedQuestion(
        origin=opener,
        info=canonical_info(fence.options),
        text=fence.rendered,
        prompt=_text(reading.prompt),
        program=reading.program,
        options=parse_options(reading.options, which, reading.program, paths),
        explanation=_text(reading.explanation),
        answers=tuple(reading.answers),
    )


def _indented(fence: Fence, at: int) -> bool:
    """Whether the include that begins at a line of the body is indented: its lines then begin left of column 1."""
    return fence.body[at - 1].origin.column < 1


def _program(reading: _Reading, program: Program, *, indented: bool) -> None:
    if reading.part is _Part.ANSWER:
        reading.answers.append(program)
    elif reading.part is _Part.OPTIONS and indented and reading.options[-1].shown is None:
        reading.options[-1].shown = program
    elif reading.part is _Part.OPTIONS:
        raise MisplacedProgram(
            "a program between the options belongs to none of them",
            "indent its include by four spaces below its option, one an option; a program that the answer shows stands "
            "below the explanation",
            program.at,
        )
    elif reading.program is not None:
        raise MisplacedProgram("a question is about one program, and here is a second one", HOW_TO_WRITE, program.at)
    else:
        reading.program = program


def _line(reading: _Reading, text: str, at: int, origin: Origin) -> None:
    option = _OPTION.fullmatch(text.rstrip())
    if option is not None:
        _begin_option(reading, option, at, origin)
    elif text.startswith(">"):
        if not reading.options:
            raise AnnotationError("the explanation stands above the options", HOW_TO_WRITE, at)
        reading.part = _Part.ANSWER
        reading.explanation.append(text[1:].removeprefix(" "))
    elif _LOOKS_LIKE_ONE.match(text):
        raise AnnotationError(
            f"`{text.strip()}` is no option", "write `- [ ]` or `- [x]`, one space, and the option, not indented", at
        )
    elif text.strip() or reading.part is not _Part.ANSWER:
        _other(reading, text, at)


def _begin_option(reading: _Reading, match: re.Match[str], at: int, origin: Origin) -> None:
    if reading.part is _Part.ANSWER:
        raise AnnotationError("an option stands below the explanation", HOW_TO_WRITE, at)
    reading.part = _Part.OPTIONS
    reading.options.append(DraftOption(match["mark"] != " ", (match["text"] or "").strip(), at, origin))


def _other(reading: _Reading, text: str, at: int) -> None:
    if reading.part is _Part.PROMPT and reading.program is None:
        reading.prompt.append(text)
    elif reading.part is _Part.OPTIONS and (not text.strip() or text.startswith("  ")):
        reading.options[-1].more.append(text)
    elif text.strip():
        raise AnnotationError(f"`{text.strip():.40}` belongs to no part of the question", HOW_TO_WRITE, at)


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


def _which(fence: Fence) -> Claim | None:
    """What `{which="..."}` asks about programs as options; None where the fence has no options of its own."""
    options = fence.options.strip()
    if not options:
        return None
    match = _WHICH.fullmatch(options)
    if match is None:
        fix = 'write {which="compiles"}, or another claim, where the options are programs; else nothing'
        raise AnnotationError(f"`{{{options}}}` says nothing on a question", fix)
    claim = claims.parse(match["double"] or match["single"])
    if claims.awaits_output(claim):
        raise AnnotationError('which="prints" does not say what', 'write which="prints 3"')
    return claim


def _check_shape(reading: _Reading, which: Claim | None) -> None:
    missing = {
        "asks nothing": not _text(reading.prompt),
        "has fewer than two options": len(reading.options) < 2,
        f"has more than {MAX_OPTIONS} options": len(reading.options) > MAX_OPTIONS,
        "has no explanation": not _text(reading.explanation),
        _NO_RIGHT_ONE: not any(draft.right for draft in reading.options),
    }
    for what, is_so in missing.items():
        if is_so:
            fix = "write `- [x]` before the option that holds" if what == _NO_RIGHT_ONE else HOW_TO_WRITE
            raise AnnotationError(f"the question {what}", fix)
    if which is not None and reading.program is not None:
        raise AnnotationError(
            "with `which` the options are the programs, and here is one above them", "remove it, or remove `which`"
        )
