"""What may be done before each line shown, as data that a script makes a table of: every word of it, each said once.

A table a line would be thousands of elements. So it is one attribute of one button, and the line in focus gets a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from borrowproof.model.access import Access
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.permission_queries import Permissions, body_at, is_reached, permissions
from borrowproof.ownership.wording import permission_phrases as words
from borrowproof.ownership.wording.type_phrases import declared_phrases, typed_name
from borrowproof.site.escaping import escape

_Row = tuple[str, str, tuple[int, ...]]  # name and type, an answer an access, which of the reasons
_Told = tuple[int, list[int], list[int]]  # which caption, which rows, which reasons that concern all of them

_CAPTIONS, _ANSWERS = list(words.Caption), list(words.Answer)


def permissions_button(timeline: Timeline, code: str, shown: Sequence[int]) -> str:
    """The way to the table, which a script makes; nothing where there is nothing to tell. `shown` are lines of `code`.

    The data, which permission-table.ts reads: `heads` and `answers` are the words of columns and cells, `captions` have
    `#` for the line. A row is its name and type, the index of an answer for each head, and indices of `why`. Each of
    `lines` is a number, the index of its caption, the indices of its rows, and of what of `why` concerns them all; it
    holds up to the next one.
    """
    data = _Data()
    lines = list(_changes(timeline, code.split("\n"), shown, data))
    if not data.rows:
        return ""
    told = {
        "heads": list(words.HEADS.values()),
        "answers": [answer.value for answer in words.Answer],
        "captions": [caption.value for caption in words.Caption],
        "close": words.CLOSE,
        "rows": list(data.rows),
        "why": list(data.why),
        "lines": lines,
    }
    text = escape(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    return f'<button type="button" class="bp-may" aria-expanded="false" data-may="{text}">{words.TITLE}</button>'


class _Data:
    """Rows and reasons, each under a number of its own."""

    def __init__(self) -> None:
        self.rows: dict[_Row, int] = {}
        self.why: dict[str, int] = {}

    def row(self, found: Permissions) -> int:
        answers = "".join(str(_ANSWERS.index(words.answer(found, access))) for access in Access)
        why = tuple(self.reason(phrase) for phrase in words.answer_phrases(found))
        return self.rows.setdefault((typed_name(found.variable), answers, why), len(self.rows))

    def reason(self, phrase: str) -> int:
        return self.why.setdefault(phrase, len(self.why))


def _changes(
    timeline: Timeline, texts: Sequence[str], shown: Sequence[int], data: _Data
) -> Iterator[tuple[int, *_Told]]:
    """The lines at which something changes."""
    before: _Told | None = None
    for line in shown:
        caption, rows, common = _told_before(timeline, _next_code(texts, line), data)
        declared = [data.reason(phrase) for phrase in declared_phrases(timeline, line)]
        now = caption, rows, [*declared, *common]
        if now != before:
            yield (line, *now)
        before = now


def _told_before(timeline: Timeline, line: int, data: _Data) -> _Told:
    body = body_at(timeline, line)
    if body is None or not is_reached(body, line):
        caption = words.Caption.OUTSIDE if body is None else words.Caption.UNREACHED
        return _CAPTIONS.index(caption), [], []
    rows = [data.row(found) for found in permissions(body, line)]
    caption = words.Caption.ANSWERS if rows else words.Caption.NO_VARIABLE
    return _CAPTIONS.index(caption), rows, [data.reason(phrase) for phrase in words.outside_phrases(body)]


def _next_code(texts: Sequence[str], line: int) -> int:
    """The line itself, or the next one where it holds no code."""
    for number in range(line, len(texts) + 1):
        text = texts[number - 1].strip()
        if text and not text.startswith("//"):
            return number
    return line
