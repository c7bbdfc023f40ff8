"""Characters that command a reader's screen, or that nobody sees, shown as pictures. Pure.

Text of a program, of a compiler, of a file's name or of a page reaches terminals, logs and pages. There it is only
text: an escape sequence clears no screen, a direction override turns no code around, and nothing hides.
Whoever compares or publishes as JSON keeps the real text; only what people read is shown like this.

Shown are: control characters (C0 but for tab and line feed, DEL, C1), the Default_Ignorable_Code_Point of Unicode 17
(DerivedCoreProperties.txt; among them zero-width characters, direction marks, overrides and isolates, tags, variation
selectors), line and paragraph separators, interlinear annotations, noncharacters that XML forbids, and lone surrogates.
Two uses are writing and no hiding, and stay: one variation selector of an emoji, and joiners between characters of
scripts and emoji that join.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape  # noqa: TID251 (what it is given shows what is hidden)

_ALWAYS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SELECTORS = "\ufe0e\ufe0f"  # text or emoji presentation
_JOINERS = "\u200c\u200d"
HIDDEN = re.compile(f"[{_ALWAYS}{_SELECTORS}{_JOINERS}]")
_COMMAND = re.compile(r"(?m)^([^\S\n]*)(?=::)|(?<=#)(?=#\w*\[)")


def pictured(text: str) -> str:
    """The text with a visible symbol for each such character: `␛`, `␍`, or its number, as in `<U+202E>`.

    Lines and tabs stay. What is shown once stays as it is when shown again.
    """
    return _replaced(text, picture)


def on_one_line(text: str) -> str:
    """`pictured`, and line feeds too are shown: for names and titles, which have one line."""
    return pictured(text).replace("\n", "␊")


def in_log(text: str) -> str:
    """`pictured` for a terminal or a log that a service reads: no line of it is a command to that service.

    GitHub's runner takes a line that begins with `::`, white space aside, for a command, and `##[` anywhere in a line;
    Azure Pipelines and TeamCity take `##vso[` and `##teamcity[` (source: actions/runner, `ActionCommand.cs`). A
    backslash stands in front of the second mark then, visible to everyone.
    """
    return _COMMAND.sub(r"\1\\", pictured(text)) if "::" in text or "##" in text else pictured(text)


def in_markup(text: str) -> str:
    """`pictured` for finished HTML or XML: within elements and attributes alike."""
    return _replaced(text, lambda character: escape(picture(character)))


def in_json(text: str) -> str:
    """Finished JSON in which each such character is written as its escape, so that it reads back as what it was."""
    escaped = HIDDEN.sub(lambda found: _json_escape(found[0]), text)
    return re.sub(r"##(?=\w*\[)", r"#\\u0023", escaped) if "##" in escaped else escaped


def picture(character: str) -> str:
    """One character as a visible symbol."""
    number = ord(character)
    if number < 0x20:
        return chr(0x2400 + number)
    return "␡" if number == 0x7F else f"<U+{number:04X}>"


def _replaced(text: str, shown: Callable[[str], str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    return HIDDEN.sub(lambda found: found[0] if _is_writing(text, found.start()) else shown(found[0]), text)


def _is_writing(text: str, at: int) -> bool:
    """Whether a selector or a joiner does what it is for, between characters that everybody sees."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _SELECTORS:
        return bool(before) and not (before.isspace() or before.isalpha() or HIDDEN.match(before))
    if text[at] not in _JOINERS:
        return False
    return _joins(after) and (_joins(before) or (before in _SELECTORS and _is_writing(text, at - 1)))


def _joins(character: str) -> bool:
    """Whether a joiner beside it means something: a letter of a script from Arabic to Tai Tham, or an emoji."""
    if not character or character.isascii() or HIDDEN.match(character):
        return False
    category = unicodedata.category(character)
    return category in ("So", "Sk", "Sm") or (category in ("Lo", "Mn", "Mc") and 0x600 <= ord(character) < 0x1B00)


def _json_escape(character: str) -> str:
    """One character as JSON escapes it; those beyond U+FFFF as two surrogates."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n] << 8 | units[n + 1]:04x}" for n in range(0, len(units), 2))
