"""The page of an error: Markdown for the site generator, and the HTML of what stands on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Span
from borrowproof.site.errors.catalogue import Catalogue, Occurrence
from borrowproof.site.errors.explanation import explanation_html
from borrowproof.site.errors.handbook import Entry, Kind
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_page import Links
from borrowproof.site.figure.labels import prose

FORMS = 3  # of a message that are shown at first
# Material's search weighs a word in a tag a million times as much as one in the text, and a word in a title a thousand
# times. So code and messages, as tags, count as much as a lesson's title, and other words do not bury the lessons.
SEARCHED = 0.0006
UNKNOWN = "It has no code, so `rustc --explain` has nothing to say about it."
LINT = "This is a lint: an error where it is denied, a warning otherwise. `rustc --explain` explains codes only."


def error_pages(catalogue: Catalogue) -> dict[str, str]:
    """Every error page as Markdown, by its name (`docs/errors/E0382.md`)."""
    return {catalogue.page(entry.id): _markdown(entry) for entry in catalogue.entries.values()}


def entry_heading(entry: Entry) -> str:
    """How an error is called where it stands alone: `E0382: A value is used after it was moved away`."""
    return entry.title if entry.kind is Kind.MESSAGE else f"{entry.id}: {entry.title}"


def _markdown(entry: Entry) -> str:
    """Text in braces or with two colons would confuse the front matter, so it is given as JSON, which is YAML."""
    says = entry.says[0].replace("`_`", "…") if entry.says else entry.title
    front = {
        "title": entry_heading(entry),
        "description": f"What rustc means by “{says}”, and the ways out.",
        "search": {"boost": SEARCHED},
        "tags": [entry.id, *(said.replace("`_`", "…") for said in entry.says)],
    }
    lines = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items())
    return f"---\n{lines}\n---\n\n# {entry_heading(entry)}\n\n```borrowproof\nerror {entry.id}\n```\n"


def error_html(entry: Entry, catalogue: Catalogue, links: Links) -> str:
    """All that stands below the heading of an error's page."""
    sections = (
        _said(entry),
        f'<p class="bp-rule">{prose(entry.rule)}</p>' if entry.rule else "",
        _section("Ways out", "ways", _list(prose(way) for way in entry.ways)),
        _section("On this site", "programs", _programs(entry, catalogue, links)),
        _section("Often confused with", "near", _near(entry, catalogue, links)),
        _section("What <code>rustc --explain</code> says", "explain", _explained(entry, catalogue)),
    )
    return f'<div class="bp-error">{"".join(sections)}</div>'


def _section(name: str, anchor: str, body: str) -> str:
    """Search knows an error by what is said of it; what its page repeats of others would only stand in the way."""
    hidden = "" if anchor == "ways" else " data-search-exclude"
    return f'<h2 id="{anchor}"{hidden}>{name}</h2>{body}' if body else ""


def _list(items: Iterator[str]) -> str:
    found = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{found}</ul>" if found else ""


def _said(entry: Entry) -> str:
    css, level = ("warning", "warning or error") if entry.kind is Kind.LINT else ("error", "error")
    first, rest = entry.says[:FORMS], entry.says[FORMS:]
    others = "another form" if len(rest) == 1 else f"one of {len(rest)} other forms"
    fold = '<details class="bp-fold" data-search-exclude>'
    more = f"{fold}<summary>or {others}</summary>{_forms(rest)}</details>" if rest else ""
    intro = f'<p>rustc says <span class="bp-level">{level}</span>:</p>'
    return f'<div class="bp-says bp-says-{css}">{intro}{_forms(first)}{more}</div>'


def _forms(messages: tuple[str, ...]) -> str:
    return _list(message_html(message) for message in messages)


def message_html(message: str) -> str:
    """A message with a mark where each program has names of its own."""
    return prose(message).replace("<code>_</code>", '<code class="bp-any">…</code>')


def _programs(entry: Entry, catalogue: Catalogue, links: Links) -> str:
    """The programs that show the error, by lesson, then lessons that teach it without showing it."""
    if not catalogue.occurrences.get(entry.id):
        words = "No program of this site gets this error yet."
        lessons = [_lesson(page, catalogue, links) for page in catalogue.lessons(entry.id)]
        return f"<p>{words}{' Read ' + ' and '.join(lessons) + '.' if lessons else ''}</p>"
    parts = [f"<p>{escape(catalogue.judge)} judged each of these programs, and said this.</p>"]
    for page, here in catalogue.by_page(entry.id).items():
        parts.append(f"<h3>{_lesson(page, catalogue, links)}</h3>{_on_page(here, links)}")
    return "".join(parts)


def _on_page(sightings: Sequence[Occurrence], links: Links) -> str:
    """A lesson's programs, folded away where they would give the answer to a question."""
    shown, asked = ("".join(_program(s, links) for s in sightings if s.asked is secret) for secret in (False, True))
    listed = f'<ul class="bp-sightings">{shown}</ul>' if shown else ""
    if asked:
        summary = "<summary>In a question, whose answer this gives away</summary>"
        listed += f'<details class="bp-fold">{summary}<ul class="bp-sightings">{asked}</ul></details>'
    return listed or "<p>A lesson on this error; its own programs get others.</p>"


def _lesson(page: str, catalogue: Catalogue, links: Links) -> str:
    return f'<a href="{escape(links.page(page))}">{escape(catalogue.title(page), quote=False)}</a>'


def _program(sighting: Occurrence, links: Links) -> str:
    """Which program it is, what it is told, and the line that this is about."""
    snippet = sighting.shown_block.evidence.snippet
    name = escape(snippet.label or sighting.shown_block.anchor, quote=False).replace("_", "_<wbr>")
    message = f'<span class="bp-message">{prose(sighting.diagnostic.message)}</span>'
    line = _line(sighting.diagnostic.spans, snippet.code)
    return f'<li><a href="{escape(links.lesson(sighting.shown_block))}">{name}</a> {message}{line}</li>'


def _line(spans: tuple[Span, ...], code: str) -> str:
    lines = code.split("\n")
    found = next((s for s in spans if s.primary and not s.foreign and s.line_start <= len(lines)), None)
    text = lines[found.line_start - 1].strip() if found else ""
    label = f"<span>{prose(found.label)}</span>" if found and found.label else ""
    return f'<span class="bp-line-shown"><code>{escape(text, quote=False)}</code> {label}</span>' if text else ""


def _near(entry: Entry, catalogue: Catalogue, links: Links) -> str:
    rows = []
    for name, difference in entry.near:
        other = catalogue.entries[name]
        link = f'<a href="{escape(links.page(catalogue.page(name)))}">{escape(entry_heading(other), quote=False)}</a>'
        rows.append(f"<dt>{link}</dt><dd>{prose(difference)}</dd>")
    return f"<dl>{''.join(rows)}</dl>" if rows else ""


def _explained(entry: Entry, catalogue: Catalogue) -> str:
    text = catalogue.explanations.get(entry.id)
    if text is not None:
        source = (
            f"{escape(catalogue.judge)}&#8217;s own words, as <code>rustc --explain {entry.id}</code> prints them "
            "(© The Rust Project Developers, MIT or Apache-2.0)."
        )
        return (
            f'<blockquote class="bp-explained"><p class="bp-source">{source}</p>{explanation_html(text)}</blockquote>'
        )
    if is_error_code(entry.id):
        return (
            f"<p>Not available from this judge. Where Rust is installed: <code>rustc --explain {entry.id}</code>.</p>"
        )
    return f"<p>{prose(LINT if entry.kind is Kind.LINT else UNKNOWN)}</p>"
