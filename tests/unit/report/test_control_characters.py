"""What is hidden is shown, everything else stays, and JSON says the same as before."""

from __future__ import annotations

import json
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.report.control_characters import HIDDEN, in_json, in_log, in_markup, on_one_line, pictured
from tests.hostile_text import HOSTILE, hidden, obeyed

ANY = st.text(st.characters(codec=None))
NASTY = st.lists(st.sampled_from([*HOSTILE, "\n", "a", "::", "##", "[", " ", "é", "👨", "\u200d", "\ufe0f"])).map(
    "".join
)
TEXTS = st.one_of(ANY, NASTY)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\r\n", "a␍\n"),
        ("\x00\x07\x08\x7f", "␀␇␈␡"),
        ("\x9b\x85", "<U+009B><U+0085>"),
        ("\u202e\u2066\u2069", "<U+202E><U+2066><U+2069>"),
        ("a\u200bb\ufeff\u2060\xad", "a<U+200B>b<U+FEFF><U+2060><U+00AD>"),
        ("\u2028\u2029", "<U+2028><U+2029>"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("a\u200db", "a<U+200D>b"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f<U+FE0F>"),
        ("\u200b\ufe0f", "<U+200B><U+FE0F>"),
        ("中\u200c文", "中<U+200C>文"),
    ],
)
def test_what_hides_or_commands_is_shown(text: str, shown: str) -> None:
    assert pictured(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        'fn main() {\n\tlet é = "日本語";\n}\n',
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "👩🏽\u200d🚀",
        "🏳\ufe0f\u200d🌈",
        "می\u200cخواهم",  # noqa: RUF001
        "क्\u200dष",
        "שלום",
        "\xa0\u3000 a",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert pictured(text) == text


@given(TEXTS)
def test_nothing_is_hidden_and_what_was_shown_stays(text: str) -> None:
    for show in (pictured, on_one_line, in_log):
        shown = show(text)
        assert not hidden(shown)
        assert show(shown) == shown
        shown.encode("utf-8")  # no lone surrogate is left
    assert "\n" not in on_one_line(text)
    assert pictured(text).count("\n") == text.count("\n")


@given(TEXTS)
def test_no_line_of_a_log_is_a_command(text: str) -> None:
    assert not obeyed(in_log(text))


@pytest.mark.parametrize(
    "line", ["::error::x", "  ::add-mask::x", "a\n\t::stop-commands::t", "##[error]x", "a ##vso[b]c"]
)
def test_a_command_is_seen_to_be_one_without_us(line: str) -> None:
    assert obeyed(line)
    assert in_log(line).replace("\\", "") == line


@given(TEXTS)
def test_json_reads_back_as_what_it_was(text: str) -> None:
    written = in_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert json.loads(written) == {text: [text]}
    assert not HIDDEN.search(written)
    assert not obeyed(written)
    written.encode("utf-8")


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag, *(value for _, value in attrs)]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@given(st.text(st.characters(codec=None, exclude_characters="\r\n"), min_size=1))
def test_markup_says_the_same_and_stays_well_formed(text: str) -> None:
    shown = pictured(text)
    finished = in_markup(f'<a b="{escape(text)}">{escape(text)}</a>')
    reader = _Texts()
    reader.feed(finished)
    reader.close()
    assert reader.found[:2] == ["a", shown]
    assert "".join(filter(None, reader.found[2:])) == shown
    assert ElementTree.fromstring(finished).text == shown
