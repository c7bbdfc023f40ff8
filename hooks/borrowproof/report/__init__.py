"""The only place with words for verdicts: for a terminal, for GitHub, for a page, and as JSON."""

from borrowproof.report.json_report import dump, load, load_part, text_of
from borrowproof.report.terminal import render, summary
from borrowproof.report.verdicts import badge, explain, headline, not_checked

__all__ = ["badge", "dump", "explain", "headline", "load", "load_part", "not_checked", "render", "summary", "text_of"]
