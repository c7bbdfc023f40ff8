"""rustc's explanation of a code (Markdown) as HTML that nobody takes for something that was verified here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.rust import RustLexer

_LEVELS = 2  # the explanation stands below a second-level heading


def explanation_html(text: str) -> str:
    """The text's own headings are set lower; its code is highlighted and labelled as quoted, not judged here."""
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.add_render_rule("fence", _code)
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _LEVELS)}"
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _code(_renderer: object, tokens: Sequence[Token], index: int, *_: Any) -> str:
    number = sum(token.type == "fence" for token in tokens[: index + 1])
    code = highlight(tokens[index].content, RustLexer(), HtmlFormatter(nowrap=True))
    return (
        '<div class="bp-quoted"><p class="bp-quoted-name">quoted, not judged here</p>'
        '<div class="bp-quoted-code" tabindex="0" role="region" '
        f'aria-label="Code {number}, quoted from rustc and not judged here">'
        f"<pre>{code}</pre></div></div>\n"
    )
