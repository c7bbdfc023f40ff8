"""The only place with words for verdicts: for a terminal, for GitHub, for a page, and as JSON."""

from borrowproof.report.published import dump, load
from borrowproof.report.terminal import summary, text
from borrowproof.report.words import badge, explain, headline, not_checked

__all__ = ["badge", "dump", "explain", "headline", "load", "not_checked", "summary", "text"]
