"""The options of a question: what each says, and of which program. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from borrowproof.annotations import claims
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.origin import Origin
from borrowproof.model.question import Claim
from borrowproof.sources.includes.include_paths import IncludePaths
from borrowproof.sources.includes.included_programs import Program

_BACKED = re.compile(r"(?P<sentence>.*\S)\s*\{(?P<rest>[^{}]+)\}")
_MOST_LINES = 20  # of a sentence
_NAMED = re.compile(r"(?P<file>\S+\.rs)\s+(?P<claim>.+)")


@dataclass(frozen=True, slots=True)
class Option:
    """One option. Its claim is about `shown`, which the option is, else about `named`, else about the question's."""

    right: bool
    origin: Origin
    claim: Claim
    sentence: str = ""
    shown: Program | None = None
    named: Path | None = None


@dataclass(slots=True)
class DraftOption:
    """An option while its lines are read; `at` is its line in the fence's body, from 1."""

    right: bool
    text: str
    at: int
    origin: Origin
    more: list[str] = field(default_factory=list)
    shown: Program | None = None


def parse_options(
    drafts: list[DraftOption], which: Claim | None, program: Program | None, paths: IncludePaths
) -> tuple[Option, ...]:
    """The options, each with its claim. Raises AnnotationError; its `line` counts the lines of the fence's body."""
    found: list[Option] = []
    for draft in drafts:
        try:
            option = _of_programs(draft, which) if which is not None else _of_words(draft, program, paths)
            _check_new(option, found)
        except AnnotationError as error:
            raise AnnotationError(error.message, error.fix, draft.at) from None
        found.append(option)
    return tuple(found)


def _of_programs(draft: DraftOption, which: Claim) -> Option:
    if draft.shown is None:
        raise AnnotationError("with `which` every option is a program", "include it below, indented by four spaces")
    sentence = " ".join([draft.text, *_dedented(draft.more)]).strip()
    return Option(draft.right, draft.origin, which, sentence, draft.shown)


def _of_words(draft: DraftOption, program: Program | None, paths: IncludePaths) -> Option:
    if draft.shown is not None:
        raise AnnotationError(
            "the option is a program, and nobody says what is asked about it",
            'say so behind the fence: ```` ```question {which="compiles"} ````',
        )
    sentence, file, claim, rest = _split(draft.text, _dedented(draft.more))
    if claims.awaits_output(claim):
        if not rest:
            raise AnnotationError(
                "`prints` does not say what", "write `prints 3`, or the output's lines below, indented by four spaces"
            )
        claim, rest = claims.with_output(claim, rest), []
    if rest:
        raise AnnotationError(f"`{rest[0]:.40}` belongs to no option", "keep a claim in one line")
    if file is None and program is None:
        raise AnnotationError(
            "this claim is about no program",
            "include one above the options, or name it in the braces: `{moves/loop.rs compiles}`",
        )
    named = _located(file, paths) if file else None
    return Option(draft.right, draft.origin, claim, sentence, named=named)


def _split(text: str, more: list[str]) -> tuple[str, str | None, Claim, list[str]]:
    """Sentence, named file, claim, and the lines that are left."""
    if text.partition(" ")[0] in claims.WORDS:
        return "", None, claims.parse(text), more
    whole, rest = text, list(more)
    while not (backed := _BACKED.fullmatch(whole)) and rest and len(more) - len(rest) < _MOST_LINES:
        whole = f"{whole} {rest.pop(0).strip()}".strip()
    if backed is None:
        raise claims.unknown_claim_error(text)
    named = _NAMED.fullmatch(backed["rest"].strip())
    claim = claims.parse(named["claim"] if named else backed["rest"])
    return backed["sentence"], named["file"] if named else None, claim, rest


def _dedented(lines: list[str]) -> list[str]:
    written = [number for number, line in enumerate(lines, start=1) if line.strip()]
    lines = lines[: written[-1] if written else 0]
    width = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[width:] for line in lines]


def _located(file: str, paths: IncludePaths) -> Path:
    path = paths.find(file)
    if path is None:
        near = paths.near(file)
        fix = f"did you mean `{near}`?" if near else "name a file below snippets/, such as `moves/loop.rs`"
        raise AnnotationError(f"`{file}` does not exist", fix)
    return path


def _check_new(option: Option, before: list[Option]) -> None:
    """Two options that say the same of the same program would be one question asked twice."""
    for other in before:
        if (other.claim, other.named, _file(other)) == (option.claim, option.named, _file(option)):
            raise AnnotationError("an option above claims the same", "remove one of the two, or claim something else")


def _file(option: Option) -> Path | None:
    return option.shown.file if option.shown else None
