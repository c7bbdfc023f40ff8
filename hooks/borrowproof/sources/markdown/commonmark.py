"""Code blocks of anyone's Markdown, as CommonMark (rustdoc, mdBook) sees them: fenced and indented ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources import decoding
from borrowproof.sources.markdown.fence import Fence

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_OPTIONS = re.compile(r"(?P<info>[^{]*)\{(?P<options>.*)\}\s*")
_LEAD = re.compile(r"[ \t]*")


def scan(lines: Sequence[SourceLine], *, front_matter: int | None = None) -> tuple[Fence, ...]:
    """Every code block in order. YAML front matter is no content; fences in HTML blocks are no code.

    `front_matter` is how many lines it takes; None where that is to be found out.

    `rendered` is the block's content without its last line end. An indented block has the info `""`, no
    marker, and `indented` True; its `opener` is the line before its first.
    """
    if not any(_may_hold_code(line.text) for line in lines):
        return ()
    skipped = decoding.front_matter(lines) if front_matter is None else front_matter
    text = "\n".join("" if number < skipped else line.text for number, line in enumerate(lines))
    blocks = [t for t in _parser().parse(text) if t.type in ("fence", "code_block") and t.map]
    return tuple(_fence(lines, token) for token in blocks)


def _may_hold_code(text: str) -> bool:
    return "```" in text or "~~~" in text or "    " in text or "\t" in text


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Blocks are all that is asked for; without the inline rule parsing takes half the time.
    return MarkdownIt("commonmark").enable("table").disable("inline")


def _fence(lines: Sequence[SourceLine], token: Token) -> Fence:
    first, last = token.map if token.map else (0, 0)
    content = token.content.removesuffix("\n").split("\n") if token.content else []
    indented = token.type == "code_block"
    start = first if indented else first + 1
    opener = lines[first].text
    from markdown_it.common.utils import unescapeAll

    info = unescapeAll(token.info)
    options = _OPTIONS.fullmatch(info)
    return Fence(
        info=(options["info"] if options else info).strip(),
        options=options["options"].strip() if options else "",
        opener=start - 1,
        closer=start + len(content),
        prefix="" if indented else opener[: opener.index(token.markup)],
        marker="" if indented else token.markup,
        body=tuple(_content_line(lines[start + n], text) for n, text in enumerate(content) if start + n < last),
        rendered="\n".join(content),
        native=True,
        indented=indented,
    )


def _content_line(line: SourceLine, content: str) -> SourceLine:
    """Where the content of a block stands on its line: at the line's end, behind the container's prefix."""
    raw = line.text
    if raw.endswith(content):
        column = len(raw) - len(content)
        return SourceLine(content, _moved(line.origin, column))
    # A tab that reaches over the prefix became spaces, or trailing whitespace was dropped.
    stripped = content.lstrip(" \t")
    at = raw.find(stripped) if stripped else len(raw)
    indent = content[: len(content) - len(stripped)]
    return SourceLine(content, _moved(line.origin, max(0, at) - len(indent)))


def _moved(origin: Origin, characters: int) -> Origin:
    return Origin(origin.file, origin.line, origin.column + characters)
