"""A lesson's minutes come from the page: prose by words, code by lines, folded things not at all."""

from __future__ import annotations

from borrowproof.reading_pace import SECONDS_A_LINE, WORDS_A_MINUTE
from borrowproof.site.reading_time import minutes, question_ids


def words(count: int) -> str:
    return f"<p>{'word ' * count}</p>"


def code(lines: int) -> str:
    return f"<figure><figcaption>{'label ' * 999}</figcaption><pre>{chr(10) * lines}</pre></figure>"


def test_prose_counts_by_words() -> None:
    assert minutes(words(3 * WORDS_A_MINUTE)) == 3
    assert minutes(words(3 * WORDS_A_MINUTE + 1)) == 4
    assert minutes("") == 1


def test_code_counts_by_lines_and_its_caption_not_at_all() -> None:
    assert minutes(code(5 * 60 // SECONDS_A_LINE)) == 5


def test_what_is_folded_or_not_text_does_not_count() -> None:
    text = words(900)
    for folded in ("details", "template", "svg", "nav"):
        assert minutes(f"<{folded}>{text}</{folded}>") == 1
    assert minutes(f"<details>{text}</details>{words(2 * WORDS_A_MINUTE)}") == 2


def test_the_answer_to_a_prediction_is_meant_to_be_opened() -> None:
    answer = f'<details class="question">{words(WORDS_A_MINUTE)}<details>{words(900)}</details></details>'
    assert minutes(answer + words(WORDS_A_MINUTE)) == 2


def test_what_stands_beside_code_is_no_code() -> None:
    much = "x\n" * 900
    beside = f'<pre><span class="bp-lanes">{much}</span><span class="bp-sentence bp-at">{much}</span></pre>'
    assert minutes(f"{beside}{code(2 * 60 // SECONDS_A_LINE)}") == 2


def test_one_tab_of_a_set_is_read() -> None:
    tab = f'<div class="tabbed-block">{words(WORDS_A_MINUTE)}</div>'
    tabs = f'<div class="tabbed-set"><div class="tabbed-content">{tab * 3}</div></div>'
    assert minutes(tabs) == 1
    assert minutes(tabs + words(WORDS_A_MINUTE) + tabs) == 3


def test_void_and_unclosed_elements_do_not_confuse_it() -> None:
    assert minutes(f"<p>a<br>b<img src=x><details><p>hidden</details>{words(2 * WORDS_A_MINUTE)}") == 3


def test_questions_are_found_by_their_names() -> None:
    page = '<form data-question="0a1b"></form><p>data-question="no"</p><form class="q" data-question="2c3d">'
    assert question_ids("<p>none</p>") == []
    assert question_ids(page.replace('<p>data-question="no"</p>', "")) == ["0a1b", "2c3d"]
