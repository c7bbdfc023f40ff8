"""Code blocks of anyone's Markdown, as CommonMark (rustdoc, mdBook) sees them: fenced and indented ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources import decoding
from borrowproof.sources.markdown import directives, footnotes
from borrowproof.sources.markdown.fence import Fence

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_OPTIONS = re.compile(r"(?P<info>[^{]*)\{(?P<options>.*)\}\s*")
_MOST_ENDS = 8  # rows indented as far as code, one below another that is not, that a page is read for
_LEAD = re.compile(r"[ \t]*")


def scan(lines: Sequence[SourceLine], *, front_matter: int | None = None, mdx: bool = False) -> tuple[Fence, ...]:
    """Every code block in order. Front matter is no content; fences in HTML blocks are no code.

    `front_matter` is how many lines it takes; None where that is to be found out. MDX knows neither indented code nor
    HTML blocks: fences within its elements are code (https://mdxjs.com/docs/what-is-mdx/#markdown).

    `rendered` is the block's content without its last line end. An indented block has the info `""`, no
    marker, and `indented` True; its `opener` is the line before its first.
    """
    if not any(_may_hold_code(line.text) for line in lines):
        return ()
    lines = directives.without_colons(lines)
    skipped = matter(lines) if front_matter is None else front_matter
    texts = ["" if number < skipped else line.text for number, line in enumerate(lines)]
    blocks = [t for t in _parsed(texts, mdx) if t.type in ("fence", "code_block") and t.map]
    cells = directives.kernel(lines[:skipped])
    return tuple(f for token in blocks for f in directives.within(_fence(lines, token), unescaped(token), scan, cells))


def _parsed(texts: list[str], mdx: bool) -> list[Token]:
    """The tokens of a text. A row of a table may be indented as far as code, for rustdoc's parser and for GitHub's
    (https://github.github.com/gfm/#tables-extension-), and markdown-it ends the table there.
    """
    for _ in range(_MOST_ENDS):
        tokens = _parser(mdx).parse("\n".join(texts))
        ends = {t.map[1] for t in tokens if t.type == "table_open" and t.map}
        rows = [t for t in tokens if t.type == "code_block" and t.map and t.map[0] in ends]
        if not rows:
            break
        for token in rows:
            first = token.map[0] if token.map else 0
            count = len(token.content.partition("\n\n")[0].rstrip("\n").split("\n"))
            texts[first : first + count] = [texts[first - 1]] * count  # what stands in a row does not matter
    return tokens


def unescaped(token: Token) -> str:
    """The info string of a block, as it is read."""
    from markdown_it.common.utils import unescapeAll

    return str(unescapeAll(token.info)).strip()


def matter(lines: Sequence[SourceLine]) -> int:
    """How many lines at the top are front matter, in YAML, or in TOML between `+++` as Zola and Hugo take it."""
    if lines and lines[0].text.rstrip() == "+++":
        return next((n for n, line in enumerate(lines[1:], start=2) if line.text.rstrip() == "+++"), 0)
    return decoding.front_matter(lines)


def _may_hold_code(text: str) -> bool:
    return "```" in text or "~~~" in text or "    " in text or "\t" in text or ":::{" in text


@lru_cache(maxsize=2)
def _parser(mdx: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Blocks are all that is asked for; without the inline rule parsing takes half the time.
    unknown = ["code", "html_block"] if mdx else []
    return footnotes.enable(MarkdownIt("commonmark").enable("table").disable(["inline", *unknown]))


def _fence(lines: Sequence[SourceLine], token: Token) -> Fence:
    first, last = token.map if token.map else (0, 0)
    content = token.content.removesuffix("\n").split("\n") if token.content else []
    indented = token.type == "code_block"
    start = first if indented else first + 1
    opener = lines[first].text
    info = unescaped(token)
    options = _OPTIONS.fullmatch(info)
    return Fence(
        info=_language(options) if options else info.strip(),
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


def _language(options: re.Match[str]) -> str:
    """The tags of an opener with braces. In braces alone, they are the classes and words that begin with Rust's name:
    `{.rust .no_run}` of Pandoc, `{rust}` of Quarto, `{rust, eval=FALSE}` of R Markdown.
    """
    info: str = options["info"].strip()
    words = [word.lstrip(".") for word in re.split(r"[\s,]+", options["options"]) if word and "=" not in word]
    return info or (",".join(words) if words and words[0].lower() in ("rust", "rs") else "")


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
