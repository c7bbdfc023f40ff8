"""Rust that a reader of a page sees, or nearly sees, and that nobody judges: each place with a reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borrowproof.annotations.tags import parse_tags
from borrowproof.model.origin import SourceLine
from borrowproof.model.snippet import Unread
from borrowproof.sources import no_program, restructuredtext
from borrowproof.sources.markdown.fence import Fence

_OPENER = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})(?P<info>[^`]*)")
_OTHERS = re.compile(  # AsciiDoc, Org, LaTeX, and notebooks of Jupyter
    r"\s*(?:\[(?:source)?[#.%\w]*,\s*(?:language=)?\"?(?:rust|rs)\b"
    r"|#\+begin_src\s+(?:rust|rustic|rs)\b|#\+include:.*\bsrc\s+(?:rust|rustic|rs)\b"
    r"|.*\\begin\{minted\}(?:\[[^]]*\])?\{rust\}|.*\\begin\{lstlisting\}\[[^]]*\blanguage=\{?rust\b"
    r"|.*\\inputminted(?:\[[^]]*\])?\{rust\}|.*\\lstinputlisting\[[^]]*\blanguage=\{?rust\b"
    r"|\"language\":\s*\"rust\")",
    re.IGNORECASE,
)
_HTML = re.compile(
    r"""\s*(?:<pre>\s*)?<(?:pre|code|div|[A-Z]\w*)\b[^>]*\b(?:class|className|language|lang)=["'{][^"'>]*?\b(?:rust|rs)\b"""
)
_LANGUAGE = re.compile(r"[\s{.]*([\w-]+)")
_RUST_FILE = re.compile(r"[\w./\\-]*\w\.rs(?=[\s:,{]|\Z)")  # the name of a file where the language should be
_OTHER_LANGUAGES = frozenset({"rst"})
_NO_BLOCK = "it begins no code block: it stands within HTML, or is indented too far"
_HIDDEN = "MkDocs shows no code block: it is commented out, or indented"


def in_another_language(lines: Sequence[SourceLine], suffix: str) -> Iterator[Unread]:
    """The Rust blocks of a file that is no Markdown."""
    for line in lines:
        if _OTHERS.match(line.text) or _opens_rust(line.text):
            yield Unread(line.origin, f"`{suffix}` files are not read")


def may_hold_rust(lines: Sequence[SourceLine]) -> bool:
    """Whether a file that is not read shows Rust, in whichever markup it is."""
    return any(in_another_language(lines, "")) or restructuredtext.speaks_of_rust(lines)


def outside(lines: Sequence[SourceLine], fences: Sequence[Fence], first: int) -> Iterator[Unread]:
    """What looks like the opener of a Rust fence from line `first` on, and begins no code block."""
    inside = {index for fence in fences for index in range(fence.opener, fence.closer + 1)}
    for index, line in enumerate(lines[first:], first):
        if index not in inside and _opens_rust(line.text):
            yield Unread(line.origin, _NO_BLOCK)


def by_others(lines: Sequence[SourceLine], fences: Sequence[Fence], first: int) -> Iterator[Unread]:
    """Rust that stands on a page from line `first` on in no fence: what another tool puts there, and HTML."""
    inside = {index for fence in fences for index in range(fence.opener, fence.closer + 1)}
    for index, line in enumerate(lines[first:], first):
        found = no_program.brings_rust(line.text) if index not in inside else None
        if found is not None:
            yield Unread(line.origin, f"{found} puts it there")
        elif index not in inside and _HTML.match(line.text):
            yield Unread(line.origin, "it is HTML, of which no code is read")


def hidden(lines: Sequence[SourceLine], fences: Sequence[Fence]) -> Iterator[Unread]:
    """Rust fences that a page does not show."""
    for fence in fences:
        if _is_labelled(fence.info):
            yield Unread(lines[fence.opener].origin, _HIDDEN)


def like_rust(info: str) -> str | None:
    """The word of an info string that looks like Rust's name, or names a Rust file, and is no name of Rust."""
    file = _RUST_FILE.match(info.lstrip(" {"))
    if file is not None:
        return file[0]
    found = _LANGUAGE.match(info)
    word = found[1].lower() if found else ""
    alike = word.startswith("rust") or (len(word) == 4 and sorted(word) == sorted("rust"))
    return word if alike and word not in _OTHER_LANGUAGES else None


def _opens_rust(text: str) -> bool:
    if "```" not in text and "~~~" not in text:
        return False
    match = _OPENER.fullmatch(text)
    return match is not None and _is_labelled(match["info"])


def _is_labelled(info: str) -> bool:
    found = parse_tags(info.strip().partition("{")[0] or info.strip("{} ."))
    return found.is_rust and bool(found.words or found.codes)
