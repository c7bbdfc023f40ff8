"""The page of an error: what stands around the programs that somebody wrote for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Span
from borrowproof.site.errors.catalogue import Catalogue, Occurrence
from borrowproof.site.errors.explanation import explanation_html
from borrowproof.site.errors.handbook import Entry, Kind
from borrowproof.site.errors.paste_box import DATA, box_html
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_page import Links
from borrowproof.site.figure.labels import prose

FORMS = 1  # of a message that are shown at first
# mkdocs.yml weighs a word in a tag three times as much as one in a title. Code and messages are the tags of an error,
# and what a lesson is about are the lesson's: a word finds the lesson first, and a message its error.
# tests/browser/searched.txt holds both.
SEARCHED = 0.3
UNKNOWN = "It has no code, so `rustc --explain` has nothing to say about it."
LINT = "This is a lint: an error where it is denied, a warning otherwise. `rustc --explain` explains codes only."
RUNNING = "The program was compiled, and says this when it runs. `rustc --explain` explains what compilers say."
NIGHTLY = "Only a nightly compiler gives this error: it is about a feature that stable Rust does not have."
_SAYS = {Kind.LINT: ("warning", "warning or error"), Kind.RUN: ("error", "")}


def generated_pages(catalogue: Catalogue, written: set[str]) -> tuple[str, ...]:
    """The pages (`docs/errors/E0007.md`) that nobody wrote: of codes of the past, and of errors that are only seen."""
    named = [*catalogue.entries, *(r.code for r in catalogue.handbook.retired if r.known)]
    return tuple(page for page in map(catalogue.page, named) if page not in written)


def page_metadata(name: str, catalogue: Catalogue) -> dict[str, object] | None:
    """What a page says of itself where it is listed and searched; None where `name` is no error of the catalogue."""
    entry = catalogue.entries.get(name)
    if entry is None:
        return _past_metadata(name, catalogue)
    says = entry.says[0].replace("`_`", "…") if entry.says else entry.title
    return {
        "title": entry_heading(entry),
        "description": f"What “{says}” means, and the ways out.",
        "search": {"boost": SEARCHED},
        "tags": [entry.id, *(said.replace("`_`", "…") for said in (*entry.says, *entry.former))],
    }


def _past_metadata(name: str, catalogue: Catalogue) -> dict[str, object] | None:
    if all(retired.code != name for retired in catalogue.handbook.retired):
        return None
    title, description = f"{name}: a code of the past", f"rustc no longer gives {name}. What it says today instead."
    return {"title": title, "description": description, "search": {"boost": SEARCHED}, "tags": [name]}


def entry_heading(entry: Entry) -> str:
    """How an error is called where it stands alone: `E0382: A value is used after it was moved away`."""
    return entry.title if entry.kind in (Kind.MESSAGE, Kind.RUN) else f"{entry.id}: {entry.title}"


def above_html(entry: Entry) -> str:
    """What an error's page opens with: what is wrong, and how the compiler says it."""
    rule = f'<p class="bp-rule">{prose(entry.rule)}</p>' if entry.rule else ""
    nightly = f"<p>{NIGHTLY}</p>" if entry.nightly else ""
    return f'<div class="bp-error">{rule}{nightly}{_said(entry)}</div>'


def below_html(entry: Entry, catalogue: Catalogue, links: Links) -> str:
    """What stands below the programs of an error's page."""
    sections = (
        _section("Ways out, in short", "ways", _list(prose(way) for way in entry.ways)),
        _section("Often confused with", "near", _near(entry, catalogue, links)),
        _section("In the lessons", "programs", _programs(entry, catalogue, links)),
        _section("What <code>rustc --explain</code> says", "explain", explained_html(entry, catalogue)),
        _section("Another error?", "another", box_html(DATA)),
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
    css, level = _SAYS.get(entry.kind, ("error", "error"))
    first, rest = entry.says[:FORMS], entry.says[FORMS:]
    others = "another form" if len(rest) == 1 else f"one of {len(rest)} other forms"
    fold = '<details class="bp-fold" data-search-exclude>'
    more = f"{fold}<summary>or {others}</summary>{_forms(rest)}</details>" if rest else ""
    who = "The program" if entry.kind is Kind.RUN else "rustc"
    intro = f'<p>{who} says <span class="bp-level">{level}</span>:</p>'.replace(' <span class="bp-level"></span>', "")
    return f'<div class="bp-says bp-says-{css}">{intro}{_forms(first)}{more}</div>'


def _forms(messages: tuple[str, ...]) -> str:
    return _list(message_html(message) for message in messages)


def message_html(message: str) -> str:
    """A message with a mark where each program has names of its own."""
    return prose(message).replace("<code>_</code>", '<code class="bp-any">…</code>')


def _programs(entry: Entry, catalogue: Catalogue, links: Links) -> str:
    """The programs that show the error, by lesson, then lessons that teach it without showing it."""
    pages = catalogue.by_page(entry.id)
    if not any(pages.values()):
        lessons = [_lesson(page, catalogue, links) for page in pages]
        return f"<p>Read {' and '.join(lessons)}.</p>" if lessons else ""
    parts = [f"<p>{escape(catalogue.judge)} judged each of these programs, and said this.</p>"]
    for page, here in pages.items():
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


def explained_html(entry: Entry, catalogue: Catalogue) -> str:
    """rustc's own text about an error, or why there is none."""
    text = catalogue.explanations.get(entry.id)
    if text is not None:
        return quoted_html(entry.id, text, catalogue.judge)
    if is_error_code(entry.id):
        return (
            f"<p>Not available from this judge. Where Rust is installed: <code>rustc --explain {entry.id}</code>.</p>"
        )
    words = {Kind.LINT: LINT, Kind.RUN: RUNNING}
    return f"<p>{prose(words.get(entry.kind, UNKNOWN))}</p>"


def quoted_html(code: str, text: str, judge: str) -> str:
    """What `rustc --explain` prints, told apart from the site's own words."""
    source = (
        f"{escape(judge)}&#8217;s own words, as <code>rustc --explain {code}</code> prints them "
        "(© The Rust Project Developers, MIT or Apache-2.0)."
    )
    return f'<blockquote class="bp-explained"><p class="bp-source">{source}</p>{explanation_html(text)}</blockquote>'
