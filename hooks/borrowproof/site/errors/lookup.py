"""The index of all errors: a page that reads well without scripts, and the data that the lookup searches."""

from __future__ import annotations

import json
from collections.abc import Mapping

from borrowproof.report.control_characters import in_json, pictured
from borrowproof.site.errors.catalogue import OTHERS, Catalogue
from borrowproof.site.errors.handbook import Entry, Kind, Retired
from borrowproof.site.errors.pages import entry_heading, message_html
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_page import Links
from borrowproof.site.figure.labels import prose

_LESSONS = 2  # that the index names; the page of the error has them all

FORM = """\
<form class="bp-lookup" role="search" aria-label="Find your error" hidden>
<label for="bp-lookup-text">Paste what rustc printed, or type a code or a message</label>
<textarea id="bp-lookup-text" rows="5" spellcheck="false" autocapitalize="off" autocomplete="off"
 aria-describedby="bp-lookup-help" placeholder="error[E0382]: borrow of moved value: `a`"></textarea>
<p id="bp-lookup-help">Nothing leaves your browser. Enter opens the page if there is one answer; Shift and Enter begin
 a new line.</p>
<p class="bp-lookup-buttons"><button type="submit">Find</button><button type="reset">Clear</button></p>
<p class="bp-lookup-count" role="status"></p>
<ol class="bp-lookup-results"></ol>
</form>
"""


def index_html(catalogue: Catalogue, links: Links) -> str:
    """The lookup, then every error by family, then the codes of the past."""
    data = json.dumps(lookup_data(catalogue, links), ensure_ascii=False, separators=(",", ":"))
    data = in_json(data).replace("<", "\\u003c")
    families = {**catalogue.handbook.families, OTHERS: "Others"}
    tables = "".join(_family(name, title, catalogue, links) for name, title in families.items())
    script = f'<script type="application/json" id="bp-errors">{data}</script>'
    return f'{FORM}{script}<div class="bp-errors">{tables}{_past(catalogue, links)}</div>'


def _family(name: str, title: str, catalogue: Catalogue, links: Links) -> str:
    rows = "".join(_row(entry, catalogue, links) for entry in catalogue.entries.values() if entry.family == name)
    anchor = f"{name}-errors"
    table = _table(anchor, ("Error", "What went wrong", "Lessons"), rows)
    return f'<h2 id="{anchor}">{escape(title, quote=False)}</h2>{table}' if rows else ""


def _table(heading_id: str, columns: tuple[str, ...], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    return (
        f'<table class="bp-error-table" aria-labelledby="{heading_id}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(entry: Entry, catalogue: Catalogue, links: Links) -> str:
    name = {Kind.CODE: entry.id, Kind.LINT: entry.id.replace("_", "_<wbr>"), Kind.MESSAGE: "no code"}[entry.kind]
    link = f'<a href="{escape(links.page(catalogue.page(entry.id)))}">{name}</a>'
    message = f'<span class="bp-said-first">{message_html(entry.says[0])}</span>' if entry.says else ""
    lessons = ", ".join(
        f'<a href="{escape(links.page(page))}">{escape(catalogue.title(page), quote=False)}</a>'
        for page in catalogue.lessons(entry.id)[:_LESSONS]
    )
    return (
        f'<tr id="{escape(entry.id)}"><th scope="row">{link}</th>'
        f'<td data-column="What went wrong">{escape(entry.title, quote=False)}{message}</td>'
        f'<td data-column="Lessons">{lessons or "&#8211;"}</td></tr>'
    )


def _past(catalogue: Catalogue, links: Links) -> str:
    """Retired codes with what rustc says instead."""
    rows = "".join(
        f'<tr id="{r.code}"><th scope="row">{r.code}</th><td>{_today(r, catalogue, links)}</td></tr>'
        for r in sorted(catalogue.handbook.retired, key=lambda r: r.code)
    )
    if not rows:
        return ""
    elsewhere = ", ".join(catalogue.handbook.elsewhere)
    others = f"<p>Retired as well, and not about memory: {elsewhere}.</p>" if elsewhere else ""
    table = _table("codes-of-the-past", ("Code", "Today"), rows)
    return f'<h2 id="codes-of-the-past">Codes that rustc no longer gives</h2>{table}{others}'


def _today(retired: Retired, catalogue: Catalogue, links: Links) -> str:
    def named(name: str) -> str:
        entry = catalogue.entries.get(name)
        if entry is None:
            return name
        return f'<a href="{escape(links.page(catalogue.page(name)))}">{escape(entry_heading(entry), quote=False)}</a>'

    now = " or ".join(map(named, retired.now)) if retired.now else "Such programs are accepted."
    return f"{now} {prose(retired.note)}".strip()


def lookup_data(catalogue: Catalogue, links: Links) -> dict[str, object]:
    """What the lookup in the browser searches, as `Data` in hooks/frontend/src/lookup.ts describes it."""
    return {
        "errors": [_error(entry, catalogue, links) for entry in catalogue.entries.values()],
        "retired": {r.code: {"now": list(r.now), "note": r.note, "known": r.known} for r in catalogue.handbook.retired},
        "elsewhere": list(catalogue.handbook.elsewhere),
        "judge": pictured(catalogue.judge),
    }


def _error(entry: Entry, catalogue: Catalogue, links: Links) -> Mapping[str, object]:
    lessons = [[catalogue.title(page), links.page(page)] for page in catalogue.lessons(entry.id)]
    programs = [
        [
            pictured(s.shown_block.evidence.snippet.label or s.shown_block.anchor),
            links.lesson(s.shown_block),
            pictured(s.diagnostic.message),
        ]
        for sightings in catalogue.by_page(entry.id).values()
        for s in sightings
        if not s.asked
    ]
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "title": pictured(entry.title),
        "says": list(map(pictured, entry.says)),
        "url": links.page(catalogue.page(entry.id)),
        "lessons": lessons,
        "programs": programs,
    }
