"""What stands behind a fence's characters, as superfences takes it and as rustdoc writes it.

Both forms are read from left to right, each character once or twice: the pattern of superfences, tried literally, takes
time that grows with the cube of the length of a line of spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_BLANKS = re.compile(r"[ \t]*")
_LANGUAGE = re.compile(r"[ \t]*\.?(?P<lang>[\w#.+-]++)(?=[\t ]|$)")
_KEY = re.compile(r"[a-zA-Z][a-zA-Z0-9_]*+")
_VALID_OPTIONS = {
    "title": re.compile(""),
    "title_mode": re.compile(""),
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*$"),
    "linenums": re.compile(r"\d+"),
}
_TAGS = re.compile(r"""(?:[^`{}"'=()]|\([^`()]*\))++""")
_KEY_START = re.compile("[a-zA-Z]")
_LAST_WORD = re.compile(r"\w*\Z")
_TAGGED_OPTION = re.compile(r"""[a-zA-Z]\w*=(?:"[^"]*"|'[^']*')[ \t]*""")
_RUSTDOC_WORD = re.compile(
    r"(?:^|[\s,])(?:rust|compile_fail|no_run|should_panic|ignore|test_harness|standalone_crate|edition\d{4}|E\d{4})"
    r"(?=[\s,(]|$)"
)
_OURS = re.compile(r"[ \t]*(?:rust|question|exercise)\b[^`]*")
_CLASS = re.compile(r"(?:^|\s)\.([\w-]+)")


@dataclass(frozen=True, slots=True)
class InfoString:
    """`tags` is the language or rustdoc's tags as written; `options` the raw text within braces, or the raw
    `key="value"` list; `native` tells whether superfences itself accepts the whole."""

    tags: str
    options: str
    native: bool


def read(info: str) -> InfoString | None:
    """An info string that can open a fence, None for one that cannot: superfences takes it for text."""
    native = _native(info)
    tagged = _in_rustdocs_manner(info)
    if tagged is not None:
        return InfoString(*tagged, native is not None)
    return native


def means_ours(info: str) -> bool:
    """Whether whoever wrote this behind a fence's characters must have meant Rust, a question or an exercise."""
    return bool(_OURS.fullmatch(info)) or _in_rustdocs_manner(info) is not None


def _native(info: str) -> InfoString | None:
    """As superfences reads it (its RE_NESTED_FENCE_START, behind the marker); None where it does not accept it."""
    head = _LANGUAGE.match(info)
    language, behind = (head["lang"], head.end()) if head else ("", 0)
    rest = info[behind:].strip(" \t")
    if _in_braces(rest):
        named = _CLASS.search(rest[1:-1])
        return InfoString(language or (named[1] if named else ""), rest[1:-1].strip(), native=True)
    if rest and not (_are_options(rest) and all(_is_valid(key, value) for key, value in _options(rest))):
        return None
    return InfoString(language, rest, native=True)


def _in_braces(text: str) -> bool:
    return len(text) > 1 and text[0] == "{" and text[-1] == "}"


def _are_options(text: str) -> bool:
    """Whether `text` is a list of `key` and `key="value"`, each behind white space.

    A value may hold its own quote, as long as all fits in the end. So the list is read from its end: what follows is
    known when a word is looked at.
    """
    fits = True  # whether what follows is a list of options, or nothing
    closing = {'"': -1, "'": -1}  # the last place where a value in such quotes can end
    for at in range(len(text) - 1, -1, -1):
        ends = text[at + 1 : at + 2] in ("", " ", "\t")
        if closing.get(text[at]) == -1 and ends and fits:
            closing[text[at]] = at
        if text[at] not in " \t" and text[at - 1 : at] in ("", " ", "\t"):
            fits = _is_option(text, at, fits, closing)
    return fits


def _is_option(text: str, at: int, rest_fits: bool, closing: Mapping[str, int]) -> bool:
    """Whether the word at `at` begins an option behind which all fits."""
    key = _KEY.match(text, at)
    if key is None:
        return False
    end = key.end()
    if text[end : end + 1] in ("", " ", "\t"):
        return rest_fits
    return text[end] == "=" and closing.get(text[end + 1 : end + 2], -1) > end + 1


def _options(text: str) -> Iterator[tuple[str, str | None]]:
    """The options that superfences finds in the list: a value ends at the first quote of its kind."""
    position = 0
    while (key := _KEY.search(text, position)) is not None:
        position = key.end()
        quote = text[position + 1 : position + 2]
        end = text.find(quote, position + 2) if text[position : position + 1] == "=" and quote in ('"', "'") else -1
        yield key[0], text[position + 2 : end] if end >= 0 else None
        position = end + 1 if end >= 0 else position


def _is_valid(key: str, value: str | None) -> bool:
    """Whether `highlight_validator` takes a bare option; within braces it takes any."""
    valid = _VALID_OPTIONS.get(key)
    return valid is not None and valid.match(key if value is None else value) is not None


def _in_rustdocs_manner(info: str) -> tuple[str, str] | None:
    """Tags and options of an info string that uses a word of rustdoc."""
    split = _tagged(info)
    return split if split is not None and _RUSTDOC_WORD.search(split[0]) else None


def _tagged(info: str) -> tuple[str, str] | None:
    """Tags, then options in braces or a list of `key="value"`; None for another form."""
    start = _BLANKS.match(info).end()  # type: ignore[union-attr]  # matches anything
    found = _TAGS.match(info, start)
    if found is None:
        return None
    tags, rest = found[0], info[found.end() :].rstrip(" \t")
    if not rest:
        return tags.strip(), ""
    if rest[0] == "{":
        return (tags.strip(), rest[1:-1].strip()) if _in_braces(rest) else None
    word = _LAST_WORD.search(tags)
    key = _KEY_START.search(word[0] if word else "", 1 if word and word.start() == 0 else 0)
    if rest[0] != "=" or word is None or key is None:
        return None
    first = start + word.start() + key.start()
    return (tags[: first - start].strip(), info[first:].strip()) if _are_tagged_options(info[first:]) else None


def _are_tagged_options(text: str) -> bool:
    position = 0
    while position < len(text):
        option = _TAGGED_OPTION.match(text, position)
        if option is None:
            return False
        position = option.end()
    return True
