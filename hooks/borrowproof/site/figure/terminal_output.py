"""What a program wrote to a terminal, as HTML: preformatted, scrolling by itself, in the terminal's colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borrowproof.report import ansi
from borrowproof.report.ansi import Style
from borrowproof.site.escaping import escape


def scrolling_text(text: str, label: str, css: str) -> str:
    """Preformatted text that scrolls sideways by itself and can be focused by keyboard.

    Its escape sequences become elements of the classes `bp-ansi-red` and the like; most text has none.
    """
    body = "".join(_run(style, part) for style, part in _joined(ansi.runs(text)))
    return f'<pre class="{css}" tabindex="0" role="region" aria-label="{escape(label)}">{body}</pre>'


def _joined(runs: Iterable[tuple[Style, str]]) -> Iterator[tuple[Style, str]]:
    """The runs, fewer: white space has no colour, so that it goes with what stands before it."""
    before, text = Style(), ""
    for style, part in runs:
        if style != before and not part.isspace():
            if text:
                yield before, text
            before, text = style, ""
        text += part
    if text:
        yield before, text


def _run(style: Style, text: str) -> str:
    classes = [f"bp-ansi-{name}" for name in (style.colour, "bold" if style.bold else None) if name]
    words = escape(text, quote=False)
    return f'<span class="{" ".join(classes)}">{words}</span>' if classes else words
