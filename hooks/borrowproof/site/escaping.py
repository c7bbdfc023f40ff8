"""Text of others as HTML. Whatever a page shows of it comes through here."""

from __future__ import annotations

from html import escape as _escape  # noqa: TID251 (this is the one place)

from borrowproof.report.control_characters import pictured


def escape(text: str, *, quote: bool = True) -> str:
    """`text` for an element or, with `quote`, an attribute: no markup, and nothing hidden.

    This also keeps STX and ETX out of HTML, between which Python-Markdown puts other parts of the page.
    """
    return _escape(pictured(text), quote)
