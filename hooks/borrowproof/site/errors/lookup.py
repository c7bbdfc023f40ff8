"""The index of all errors: a page that reads well without scripts; and what the box that looks errors up knows."""

from __future__ import annotations

import json
from collections.abc import Mapping

from borrowproof.report.control_characters import in_json, pictured
from borrowproof.site.errors.catalogue import OTHERS, Catalogue
from borrowproof.site.errors.handbook import Entry, Kind, Retired
from borrowproof.site.errors.pages import entry_heading, message_html
from borrowproof.site.errors.paste_box import DATA, box_html
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_page import Links
from borrowproof.site.figure.labels import prose

_WITHOUT_NAME = {Kind.MESSAGE: "no code", Kind.RUN: "running"}
_LESSONS = 2  # that the index names; the page of the error has them all


def data_script(catalogue: Catalogue, links: Links) -> str:
    """What the box searches, as a script: a page that is opened from disk may load one."""
    data = json.dumps(lookup_data(catalogue, links), ensure_ascii=False, separators=(",", ":"))
    return f"window.bpErrors={in_json(data)};\n"


def index_html(catalogue: Catalogue, links: Links) -> str:
    """The box, then every error by family, then the codes of the past."""
    families = {**catalogue.handbook.families, OTHERS: "Others"}
    tables = "".join(_family(name, title, catalogue, links) for name, title in families.items())
    return f'{box_html(DATA, shared=True)}<div class="bp-errors">{tables}{_past(catalogue, links)}</div>'


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
    name = _WITHOUT_NAME.get(entry.kind, entry.id.replace("_", "_<wbr>"))
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
        f'<tr id="{r.code}"><th scope="row">{_code(r, catalogue, links)}</th>'
        f"<td>{_today(r, catalogue, links)}</td></tr>"
        for r in sorted(catalogue.handbook.retired, key=lambda r: r.code)
    )
    if not rows:
        return ""
    elsewhere = ", ".join(catalogue.handbook.elsewhere)
    others = f"<p>Retired as well, and not about memory: {elsewhere}.</p>" if elsewhere else ""
    table = _table("codes-of-the-past", ("Code", "Today"), rows)
    return f'<h2 id="codes-of-the-past">Codes that rustc no longer gives</h2>{table}{others}'


def _code(retired: Retired, catalogue: Catalogue, links: Links) -> str:
    url = links.page(catalogue.page(retired.code)) if retired.known else ""
    return f'<a href="{escape(url)}">{retired.code}</a>' if url else retired.code


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
        "retired": {r.code: _retired(r, catalogue, links) for r in catalogue.handbook.retired},
        "elsewhere": list(catalogue.handbook.elsewhere),
        "judge": pictured(catalogue.judge),
    }


def _retired(retired: Retired, catalogue: Catalogue, links: Links) -> Mapping[str, object]:
    url = links.page(catalogue.page(retired.code)) if retired.known else ""
    return {"now": list(retired.now), "note": retired.note, "known": retired.known, "url": url}


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
        "former": list(entry.former),
        "labels": list(entry.labels),
        "questions": list(entry.questions),
        "parts": [list(part) for part in entry.parts],
        "url": links.page(catalogue.page(entry.id)),
        "lessons": lessons,
        "programs": programs,
    }
