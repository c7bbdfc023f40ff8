"""A ParsedQuestion and the snippets of its programs -> Question, and the blocks that the page shows for it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from borrowproof.annotations.claims import check_decidable
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.question import Choice, Question
from borrowproof.model.snippet import Block, Snippet
from borrowproof.sources.includes.included_programs import Program
from borrowproof.sources.markdown.pages import block
from borrowproof.sources.questions.options import Option
from borrowproof.sources.questions.question_fence import INFO, ParsedQuestion

# The snippet that a file holds; None where the file was refused, which is a problem by itself.
Find = Callable[[Path], Snippet | None]


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """A question of a page with its blocks; `question` is None where one of its programs was refused."""

    question: Question | None
    blocks: tuple[Block, ...]


class BadOption(Exception):
    """An option whose truth its program leaves open: the choice, and what to say."""

    def __init__(self, choice: Choice, error: AnnotationError) -> None:
        super().__init__(error.message)
        self.choice = choice
        self.error = error


def resolve(page: str, asking: ParsedQuestion, find: Find) -> ResolvedQuestion:
    """Look the programs up. Raises BadOption for an option that no evidence could settle."""
    found = {file: find(file) for file in dict.fromkeys(_files(asking))}
    known = {file: snippet for file, snippet in found.items() if snippet is not None}
    shown = [p for p in _programs(asking) if p.file in known]
    blocks = tuple(block(page, p.at.line, INFO, p.text, known[p.file], p.origins) for p in shown)
    if len(known) < len(found):
        return ResolvedQuestion(None, blocks)
    question = Question(
        id=str(asking.origin),
        origin=asking.origin,
        page=page,
        info=asking.info,
        text=asking.text,
        prompt=asking.prompt,
        choices=tuple(_choice(option, known[_file(option, asking)]) for option in asking.options),
        explanation=asking.explanation,
        program_at=asking.program.at.line if asking.program else None,
        answers_at=tuple(p.at.line for p in asking.answers),
    )
    return ResolvedQuestion(question, blocks)


def _choice(option: Option, about: Snippet) -> Choice:
    at = option.shown.at.line if option.shown else None
    choice = Choice(option.claim, about.id, option.right, option.origin, option.sentence, at)
    try:
        check_decidable(choice, about)
    except AnnotationError as error:
        raise BadOption(choice, error) from None
    return choice


def _programs(asking: ParsedQuestion) -> Iterator[Program]:
    if asking.program:
        yield asking.program
    yield from (option.shown for option in asking.options if option.shown)
    yield from asking.answers


def _files(asking: ParsedQuestion) -> Iterator[Path]:
    yield from (program.file for program in _programs(asking))
    yield from (option.named for option in asking.options if option.named)


def _file(option: Option, asking: ParsedQuestion) -> Path:
    """The program that an option speaks of."""
    found = option.shown.file if option.shown else option.named
    if found is None and asking.program is not None:
        return asking.program.file
    if found is None:  # cannot happen: the reader refuses an option without a program
        raise AssertionError(option)
    return found
