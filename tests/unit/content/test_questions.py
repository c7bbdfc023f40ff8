"""Rules for the questions of this site: read from the files, judged by nobody."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from borrowproof.model.question import Question
from borrowproof.sources.collect import collect
from tests.paths import ROOT


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    found = collect([ROOT / "docs"], ROOT).questions
    assert len(found) >= 24, "the site's own questions were not found"
    return found


def test_every_lesson_asks_two_or_three(questions: tuple[Question, ...]) -> None:
    pages = (ROOT / "docs").rglob("*.md")
    lessons = {p.relative_to(ROOT).as_posix() for p in pages if re.search(r"^requires:", p.read_text("utf-8"), re.M)}
    asked = Counter(question.page for question in questions)
    assert len(lessons) >= 12
    assert {lesson: asked[lesson] for lesson in lessons if asked[lesson] not in (2, 3)} == {}


def test_explanations_are_short(questions: tuple[Question, ...]) -> None:
    words = {q.id: len(q.explanation.split()) for q in questions}
    assert {name: count for name, count in words.items() if count > 60} == {}


def test_the_right_option_is_not_always_in_the_same_place(questions: tuple[Question, ...]) -> None:
    single = [[c.right for c in q.choices].index(True) for q in questions if sum(c.right for c in q.choices) == 1]
    places = Counter(single)
    assert places.total() >= 20
    assert max(places.values()) <= places.total() / 2, places
