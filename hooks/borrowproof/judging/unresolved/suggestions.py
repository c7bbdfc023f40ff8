"""What rustc would put in, as its helps say it."""

from __future__ import annotations

from borrowproof.model.diagnostic import Diagnostic, Level

OF_STD = ("std::", "core::", "alloc::")


def suggestions(error: Diagnostic) -> list[str]:
    """All that the helps of an error would put in, without white space at the ends."""
    return [text for child in error.children for text in suggested(child)]


def suggested(child: Diagnostic) -> list[str]:
    """What one help would put in."""
    if child.level is not Level.HELP:
        return []
    replacements = (span.suggested_replacement for span in child.spans)
    return [text.strip() for text in replacements if text is not None and text.strip()]
