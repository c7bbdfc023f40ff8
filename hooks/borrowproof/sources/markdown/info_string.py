"""What stands behind a fence's characters, as superfences takes it and as rustdoc writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NATIVE = re.compile(  # RE_NESTED_FENCE_START, behind the marker
    r"""(?:[ \t]*\.?(?P<lang>[\w#.+-]+)(?=[\t ]|$))?
    (?:[ \t]*\{(?P<attributes>[^\n]*)\}
      |(?P<options>(?:[ \t]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?P<quote>"|').*?(?P=quote))?(?=[\t ]|$))+))?[ \t]*""",
    re.VERBOSE,
)
_OPTION = re.compile(r"""(?P<key>[a-zA-Z][a-zA-Z0-9_]*)(?:=(?P<quote>"|')(?P<value>.*?)(?P=quote))?""")
_VALID_OPTIONS = {
    "title": re.compile(""),
    "title_mode": re.compile(""),
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*$"),
    "linenums": re.compile(r"\d+"),
}
_TAGGED = re.compile(
    r"""[ \t]*(?P<tags>(?:[^`{}"'=()]|\([^`()]*\))+?)[ \t]*
    (?:\{(?P<attributes>.*)\}|(?P<options>(?:[a-zA-Z]\w*=(?:"[^"]*"|'[^']*')[ \t]*)+))?[ \t]*""",
    re.VERBOSE,
)
_RUSTDOC_WORD = re.compile(
    r"(?:^|[\s,])(?:rust|compile_fail|no_run|should_panic|ignore|test_harness|standalone_crate|edition\d{4}|E\d{4})"
    r"(?=[\s,(]|$)"
)
_OURS = re.compile(r"[ \t]*(?:rust|question)\b[^`]*")
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
    native = _NATIVE.fullmatch(info)
    accepted = native is not None and _accepts(native)
    if tagged := in_rustdocs_manner(info):
        return InfoString(tagged["tags"].strip(), (tagged["attributes"] or tagged["options"] or "").strip(), accepted)
    if native is None or not accepted:
        return None
    attributes = native["attributes"] or ""
    named = _CLASS.search(attributes)
    lang = native["lang"] or (named[1] if named else "")
    return InfoString(lang, (attributes or native["options"] or "").strip(), native=True)


def _accepts(native: re.Match[str]) -> bool:
    """Whether `highlight_validator` takes the options: any in braces, only its own in the bare form."""
    for option in _OPTION.finditer(native["options"] or ""):
        valid = _VALID_OPTIONS.get(option["key"])
        if valid is None or not valid.match(option["value"] if option["value"] is not None else option["key"]):
            return False
    return True


def in_rustdocs_manner(info: str) -> re.Match[str] | None:
    """The groups `tags`, `attributes` and `options` of an info string that uses a word of rustdoc."""
    tagged = _TAGGED.fullmatch(info)
    return tagged if tagged and _RUSTDOC_WORD.search(tagged["tags"]) else None


def means_ours(info: str) -> bool:
    """Whether whoever wrote this behind a fence's characters must have meant a fence of Rust, or a question."""
    return bool(_OURS.fullmatch(info) or in_rustdocs_manner(info))
