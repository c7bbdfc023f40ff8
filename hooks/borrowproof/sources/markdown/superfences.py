"""Fenced code blocks as pymdownx.superfences 13.1 finds them; see `visibility` for which of them a reader sees.

Superfences is not CommonMark: it scans a page line by line before any block is parsed. A closing fence is
exactly as long as its opener and has the same prefix, a fence never begins on a bullet's own line, and a
failed fence is not looked at again. The scan here follows `SuperFencesBlockPreprocessor` step by step.

One thing is added: info strings in rustdoc's manner (`rust,compile_fail,E0382 {title="moved.rs"}`), which
superfences does not accept. Such a fence has `native` False, and a page shows it only if its opener is
rewritten (`rewrite`) before superfences sees it. Every fence of `scan_all` that is not native must be, shown
or not: else its closer would be taken for an opener, and the fences after it would be read wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.markdown import info_string, visibility
from borrowproof.sources.markdown.fence import Fence
from borrowproof.sources.markdown.fence_ends import FenceEnds
from borrowproof.sources.markdown.info_string import InfoString

TAB = 4  # Python-Markdown's tab_length

_OPENER = re.compile(r"(?P<prefix>[> ]*)(?P<marker>`{3,}|~{3,})(?P<info>.*)")
_STRAY = re.compile(r"[> ]*(?:(?:[-*+]|\d+[.)])[ ]+)*(?P<marker>`{3,}|~{3,})(?P<info>.*)")


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a page's lines hold: the fences that it shows as code, and the lines that only look like openers.

    A stray line is the opener of a fence that we read and yet none: unclosed, on a bullet's line, or with braces that
    are left open. A page shows it as broken text, so an author will want to know. What is `hidden` is text of an
    indented code block or of an HTML comment.
    """

    fences: tuple[Fence, ...]
    strays: tuple[int, ...]
    hidden: tuple[Fence, ...] = ()


def read(lines: Sequence[SourceLine]) -> ScanResult:
    """Read a page's lines, includes expanded."""
    if not any("```" in line.text or "~~~" in line.text for line in lines):
        return ScanResult((), ())
    texts = normalized(lines)
    formatted = _formatted(lines, texts)
    shown = visibility.shown(texts, formatted)
    openers = {fence.opener for fence in shown}
    hidden = tuple(fence for fence in formatted if fence.opener not in openers)
    return ScanResult(shown, _strays(texts, formatted), hidden)


def scan(lines: Sequence[SourceLine]) -> tuple[Fence, ...]:
    """Every fence that a page shows as a code block, in order; `lines` are the page's, includes expanded."""
    return read(lines).fences


def scan_all(lines: Sequence[SourceLine]) -> tuple[Fence, ...]:
    """Every fence that superfences hands to a formatter, shown or not.

    It also formats what later turns out to be text of an indented code block or of an HTML comment.
    """
    return _formatted(lines, normalized(lines))


def _formatted(lines: Sequence[SourceLine], texts: Sequence[str]) -> tuple[Fence, ...]:
    found: list[Fence] = []
    ends = FenceEnds(texts)
    index = 0
    while index < len(texts):
        match = _OPENER.fullmatch(texts[index])
        head = info_string.read(match["info"]) if match else None
        if match is None or head is None:
            index += 1
            continue
        end, closed = ends.end(index, match["prefix"], match["marker"])
        if closed:
            found.append(_fence(lines, texts, index, end, match, head))
        # Without a closer an opener of ours is not rewritten, so superfences takes it for text.
        index = end + 1 if closed or head.native else index + 1
    return tuple(found)


def _strays(texts: Sequence[str], fences: Sequence[Fence]) -> tuple[int, ...]:
    inside = {index for fence in fences for index in range(fence.opener, fence.closer + 1)}
    found: list[int] = []
    for index, text in enumerate(texts):
        match = _STRAY.fullmatch(text) if ("```" in text or "~~~" in text) and index not in inside else None
        if match and info_string.means_ours(match["info"]):
            found.append(index)
    return tuple(found)


def normalized(lines: Sequence[SourceLine]) -> list[str]:
    """What Python-Markdown's NormalizeWhitespace makes of them: tabs expanded, lines of spaces emptied."""
    texts: list[str] = []
    for line in lines:
        text = line.text
        if not text.isprintable():
            text = text.replace("\x02", "").replace("\x03", "").rstrip("\r").expandtabs(TAB)
        texts.append(text if (texts and text.strip(" ")) or not texts else "")
    return texts


def rewrite(line_text: str, fence: Fence, new_info: str) -> str:
    """The opener's line of `fence`, with `new_info` behind the fence characters for what stood there."""
    start = line_text.index(fence.marker, len(fence.prefix))
    return line_text[: start + len(fence.marker)] + new_info


def _fence(
    lines: Sequence[SourceLine],
    texts: Sequence[str],
    opener: int,
    closer: int,
    match: re.Match[str],
    head: InfoString,
) -> Fence:
    width = len(match["prefix"])
    raw = lines[opener].text
    return Fence(
        info=head.tags,
        options=head.options,
        opener=opener,
        closer=closer,
        prefix=raw[: raw.index(match["marker"])],
        marker=match["marker"],
        body=tuple(_dedented(line, width) for line in lines[opener + 1 : closer]),
        rendered="\n".join(text[width:] for text in texts[opener + 1 : closer]),
        native=head.native,
    )


def _dedented(line: SourceLine, width: int) -> SourceLine:
    """`line` without its first `width` columns; a tab that reaches further leaves spaces."""
    text = line.text.rstrip("\r")
    if width == 0 and text == line.text and (text == "" or not text.isspace()):
        return line
    column = index = width if text.startswith(" " * width) else 0
    while column < width and index < len(text) and text[index] in "> \t":
        column += TAB - column % TAB if text[index] == "\t" else 1
        index += 1
    spare = max(0, column - width)
    rest = " " * spare + text[index:]
    origin = line.origin
    moved = Origin(origin.file, origin.line, origin.column + index - spare)
    return SourceLine(rest if rest.strip(" \t") else "", moved)
