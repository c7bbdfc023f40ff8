"""A value in the text of a page (`{rust}` and a code span) -> HTML, from what a run measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from re import Match
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Value
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import value_location
from borrowproof.sources.markdown.prose_values import SPAN, measured, written

BEFORE_CODE_SPANS = 195  # Python-Markdown's `backtick` runs at 190


class Values(InlineProcessor):
    """Puts what `render` makes of each value in its place. Other code spans are left to who renders them."""

    def __init__(self, md: Markdown, render: Callable[[str], str]) -> None:
        super().__init__(SPAN, md)
        self.document = md
        self.render = render

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the name is Python-Markdown's)
        self,
        match: Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str | None, int | None, int | None]:
        if match["role"] is None:
            return None, None, None
        return self.document.htmlStash.store(self.render(match["code"])), match.start(0), match.end(0)


def value_html(pages: Sequence[Evidence], code: str) -> str:
    """The value of an expression, as the program that measures the page's values printed it."""
    text = written(code)
    found = next(((e, value) for e in pages for value in e.snippet.values if value.written == text), None)
    if found is None:
        return _span(
            "unmeasured", f"`{text}`", "no compiler measured this value; verify the page again", "not measured"
        )
    evidence, value = found
    shown = _measured(evidence, value)
    if shown is None:
        return _span("unmeasured", value_location(evidence, value), value.expression, "not measured")
    well = value.expected in (None, shown)
    by = f", measured by {evidence.toolchain.name}" if evidence.toolchain else ""
    return _span("measured" if well else "mismatch", value_location(evidence, value), f"{value.expression}{by}", shown)


def _measured(evidence: Evidence, value: Value) -> str | None:
    snippet, outcome = evidence.snippet, evidence.outcome
    found = measured(snippet, outcome.stdout) if outcome is not None else None
    return None if found is None else found[snippet.values.index(value)]


def _span(state: str, location: str, title: str, text: str) -> str:
    return (
        f'<span class="bp-value bp-value-{state}" data-borrowproof="{escape(location)}" title="{escape(title)}">'
        f"{escape(text, quote=False)}</span>"
    )
