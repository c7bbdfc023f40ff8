"""A judged question -> HTML that works without scripts: options to mark, and the answer on demand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from borrowproof.annotations.claims import unparse
from borrowproof.judging.questions import JudgedQuestion
from borrowproof.model.question import Choice, Question
from borrowproof.model.verdict import Status
from borrowproof.report import questions as words
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import EvidenceIndex, ShownBlock, fence_location
from borrowproof.site.figure import snippet_figure
from borrowproof.site.figure.terminal_output import scrolling_text
from borrowproof.site.nested_markdown import inline_html

Prose = Callable[[str], str]  # Markdown -> HTML


def storage_key(question: Question) -> str:
    """What a reader's answer is kept under: it changes with whatever the question says, its programs included."""
    return hashlib.sha256(f"{question.info}\0{question.text}".encode()).hexdigest()[:12]


def lesson_name(question: Question) -> str:
    """What a reader's progress calls the page, as `requires` calls it: `ownership/moves`."""
    return str(PurePosixPath(*PurePosixPath(question.page).parts[1:]).with_suffix(""))


def question_html(item: JudgedQuestion, index: EvidenceIndex, prose: Prose, playground: str) -> str:
    """The whole question; `playground` is the address where a reader may run its program.

    Raises NoEvidence where one of its programs was refused.
    """
    asked = item.question
    of = index.questions(asked.page)
    number = of.index(item) + 1
    name = f"question-{number}"
    marks = f' data-key="{_key(item)}"' if item.status is Status.MATCHED else ""
    program = (
        snippet_figure.unjudged_figure(index.block_at(asked.page, asked.program_at), playground)
        if asked.program_at
        else ""
    )
    answer = _answer(item, index, prose, playground)
    return (
        f'<section class="bp-question" id="{name}" aria-labelledby="{name}-name"'
        f' data-borrowproof="{escape(fence_location(asked))}" data-question="{storage_key(asked)}"'
        f' data-lesson="{escape(lesson_name(asked))}"{marks}>'
        f'<p class="bp-question-name" id="{name}-name">Question {number} of {len(of)}</p>'
        f'<div class="bp-prompt" id="{name}-asks">{prose(asked.prompt)}</div>{_trouble(item)}{program}'
        f"{_options(item, index, prose, name)}"
        f'<p class="bp-check" hidden><button type="button">Check</button><span role="status"></span></p>'
        f'<details class="bp-answer"><summary>Show the answer</summary>{answer}</details>'
        "</section>"
    )


def _key(item: JudgedQuestion) -> str:
    return " ".join(str(n) for n, choice in enumerate(item.question.choices) if choice.right)


def _trouble(item: JudgedQuestion) -> str:
    """What a reader must know of a question whose key is not what happened, or was not checked."""
    if item.status is Status.MISMATCHED:
        text = scrolling_text(words.wrong_keys(item), "What differs in this question", "bp-text")
        return (
            f'<div class="bp-difference"><p><strong>The compiler disagrees with this question.</strong></p>{text}</div>'
        )
    if item.status is Status.NOT_CHECKED:
        return '<div class="bp-difference"><p><strong>Nobody checked this question.</strong></p></div>'
    return ""


def _options(item: JudgedQuestion, index: EvidenceIndex, prose: Prose, name: str) -> str:
    several = sum(choice.right for choice in item.question.choices) > 1
    kind, how = ("checkbox", "Choose all that hold") if several else ("radio", "Choose one")
    rows = "".join(_option(item, n, index, prose, name, kind) for n in range(len(item.claims_hold)))
    return f'<fieldset aria-labelledby="{name}-asks {name}-how"><legend id="{name}-how">{how}</legend>{rows}</fieldset>'


def _option(item: JudgedQuestion, number: int, index: EvidenceIndex, prose: Prose, name: str, kind: str) -> str:
    choice, letter = item.question.choices[number], words.LETTERS[number]
    own = f"{name}-{letter.lower()}"
    shown = (
        snippet_figure.unjudged_figure(index.block_at(item.question.page, choice.shown_at)) if choice.shown_at else ""
    )
    truth = "Right" if choice.right else "Not so"
    return (
        f'<div class="bp-choice"><input type="{kind}" name="{name}" id="{own}" value="{number}">'
        f'<label for="{own}"><span class="bp-letter">{letter}</span> {_said(item, number, prose)}</label>'
        f'<p class="bp-choice-told" id="{own}-told" hidden>{truth}</p>{shown}</div>'
    )


def _said(item: JudgedQuestion, number: int, prose: Prose) -> str:
    """An option in words: the author's sentence, or what its claim says."""
    choice = item.question.choices[number]
    if choice.sentence:
        return inline_html(prose(choice.sentence))
    if choice.shown_at:
        return "This program"
    printed = words.multiline_output(choice.claim)
    block = f' <code class="bp-printed">{escape(printed, quote=False)}</code>' if printed else ""
    return inline_html(prose(words.claim_text(choice.claim))) + block


def _answer(item: JudgedQuestion, index: EvidenceIndex, prose: Prose, playground: str) -> str:
    asked = item.question
    right = [words.LETTERS[n] for n, choice in enumerate(asked.choices) if choice.right]
    is_so = f"{right[0]} is right." if len(right) == 1 else f"{', '.join(right[:-1])} and {right[-1]} are right."
    sentences = "".join(_rests_on(item))
    proofs = f'<p class="bp-rests-name">What was checked:</p><ul class="bp-rests">{sentences}</ul>' if sentences else ""
    judged = snippet_figure.judgement_html(index.block_at(asked.page, asked.program_at)) if asked.program_at else ""
    answers = (_shown(index.block_at(asked.page, at), index, playground) for at in asked.answers_at)
    return (
        f'<p class="bp-right"><strong>{is_so}</strong></p><div class="bp-why">{prose(asked.explanation)}</div>'
        f"{''.join(_judged_options(item, index))}{judged}{''.join(answers)}{proofs}"
    )


def _judged_options(item: JudgedQuestion, index: EvidenceIndex) -> Iterator[str]:
    for number, choice in enumerate(item.question.choices):
        if choice.shown_at:
            shown_block = index.block_at(item.question.page, choice.shown_at)
            name = f'<p class="bp-of"><strong>{words.LETTERS[number]}</strong></p>'
            yield name + snippet_figure.judgement_html(shown_block)


def _rests_on(item: JudgedQuestion) -> Iterator[str]:
    """What stands behind the options that are sentences: the claim that was checked, and of which program."""
    for number, choice in enumerate(item.question.choices):
        if choice.sentence and not choice.shown_at:
            claim = escape(unparse(choice.claim), quote=False)
            truth = {True: "so it is", False: "not so", None: "not checked"}[item.claims_hold[number]]
            yield f"<li>{words.LETTERS[number]}: <code>{claim}</code>{_elsewhere(item, choice)}: {truth}</li>"


def _elsewhere(item: JudgedQuestion, choice: Choice) -> str:
    """The program that a claim is about, where it is not the one in the question."""
    same = {c.program for c in item.question.choices} == {choice.program} and item.question.program_at is not None
    return "" if same else f" of <code>{escape(choice.program.removeprefix('snippets/'), quote=False)}</code>"


def _shown(shown_block: ShownBlock, index: EvidenceIndex, playground: str) -> str:
    """A program that the answer shows, such as a repair, with its verdict."""
    title = f"{shown_block.evidence.snippet.label}.rs"
    return snippet_figure.figure_html(
        shown_block, snippet_figure.Options(title=title, playground=playground), index.repaired_block(shown_block)
    )
