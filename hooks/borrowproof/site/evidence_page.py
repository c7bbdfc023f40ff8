"""The live totals and the evidence table: every snippet with its verdict, and where to find it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from borrowproof.model import Evidence, Kind, Origin, Run, Status
from borrowproof.questions.judging import Answered, answered
from borrowproof.site.index import Exhibit, Index
from borrowproof.site.render import badge_html


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page links to: a block in its lesson, the line of a source file (None: not published), and another
    page, named as in the evidence (`docs/ownership/moves.md`)."""

    lesson: Callable[[Exhibit], str]
    source: Callable[[Origin], str | None]
    page: Callable[[str], str]


def plain_links(page: str | None) -> Links:
    """Links between pages that are each written beside their Markdown as `.html`; no published sources."""

    def other(name: str) -> str:
        target = name.removesuffix(".md") + ".html"
        return target if page is None else posixpath.relpath(target, posixpath.dirname(page) or ".")

    return Links(lambda exhibit: f"{other(exhibit.block.page)}#{exhibit.anchor}", lambda _: None, other)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run proved, in numbers of snippets."""

    verified: int
    failing: int
    ran: int
    codes: int
    mismatched: int
    not_checked: int


def totals(run: Run) -> Totals:
    """Counts a run. Only a matched snippet is verified; `failing` are verified to fail on purpose."""
    matched = [e for e in run.evidence if e.verdict.status is Status.MATCHED]
    failing = [e for e in matched if e.snippet.expectation.kind is Kind.ERROR]
    return Totals(
        verified=len(matched),
        failing=len(failing),
        ran=sum(1 for e in matched if e.outcome and e.outcome.exit is not None),
        codes=len({code for e in failing if e.outcome for code in e.outcome.codes}),
        mismatched=sum(1 for e in run.evidence if e.verdict.status is Status.MISMATCHED),
        not_checked=sum(1 for e in run.evidence if e.verdict.status is Status.NOT_CHECKED),
    )


def totals_html(run: Run) -> str:
    """The totals as a list of figures; what is not verified is shown whenever there is any."""
    count = totals(run)
    rows = [
        (count.verified, "snippets verified"),
        (count.failing, "fail on purpose"),
        (count.codes, "error codes among them"),
        (count.ran, "programs run"),
    ]
    asked = [held for item in answered(run) for held in _as_marked(item)]
    rows += [(sum(asked), "options of questions verified")] if asked else []
    rows += [(n, name) for n, name in ((count.mismatched, "mismatched"), (count.not_checked, "not checked")) if n]
    figures = "".join(f"<li><strong>{n}</strong> {name}</li>" for n, name in rows)
    return f'<div class="bp-totals"><ul>{figures}</ul><p class="bp-judge">{_toolchains(run)}</p></div>'


def _as_marked(item: Answered) -> list[bool]:
    """Of each option of a question, whether the compiler agrees with its key."""
    return [held is choice.right for choice, held in zip(item.question.choices, item.held, strict=True)]


def _toolchains(run: Run) -> str:
    used = sorted({f"{e.toolchain.name} on {e.toolchain.host}" for e in run.evidence if e.toolchain})
    return escape("judged by " + ", ".join(used), quote=False) if used else "no compiler judged this build"


def evidence_html(index: Index, links: Links) -> str:
    """The totals, then one table with a group of rows for each lesson."""
    first: dict[str, Exhibit] = {}
    for exhibit in index.exhibits:
        first.setdefault(exhibit.evidence.snippet.id, exhibit)
    groups: dict[str, list[str]] = {}
    for evidence in index.run.evidence:
        shown = first.get(evidence.snippet.id)
        group = shown.block.page if shown else "shown on no page"
        groups.setdefault(group, []).append(_row(evidence, shown, links))
    bodies = "".join(_group(name, rows) for name, rows in sorted(groups.items()))
    names = ("Snippet", "Verdict", "Judged by", "Edition", "Time", "Source")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        f"{totals_html(index.run)}"
        f'<table class="bp-evidence"><caption>Every snippet of this site</caption>'
        f"<thead><tr>{head}</tr></thead>{bodies}</table>"
    )


def _group(name: str, rows: list[str]) -> str:
    count = f"{len(rows)} snippet{'' if len(rows) == 1 else 's'}"
    head = f'<tr><th colspan="6" scope="rowgroup">{escape(name)} <span>{count}</span></th></tr>'
    return f"<tbody>{head}{''.join(rows)}</tbody>"


def _row(evidence: Evidence, shown: Exhibit | None, links: Links) -> str:
    snippet, outcome = evidence.snippet, evidence.outcome
    name = escape(snippet.label or snippet.id, quote=False).replace("_", "_<wbr>")
    cells = (
        ("Snippet", f'<a href="{escape(links.lesson(shown))}">{name}</a>' if shown else name),
        ("Verdict", badge_html(evidence)),
        ("Judged by", evidence.toolchain.name if evidence.toolchain else ""),
        ("Edition", outcome.edition.value if outcome else (snippet.edition or "")),
        ("Time", _milliseconds(outcome.seconds) if outcome else ""),
        ("Source", _source(snippet.origin, links)),
    )
    return f"<tr>{''.join(_cells(cells))}</tr>"


def _cells(cells: Iterable[tuple[str, str]]) -> Iterable[str]:
    """An empty cell says so to everyone; on a narrow screen each cell carries its column's name."""
    return (f'<td data-column="{name}">{html or "&#8211;"}</td>' for name, html in cells)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _source(origin: Origin, links: Links) -> str:
    path = escape(origin.file if origin.line == 1 else str(origin), quote=False).replace("/", "/<wbr>")
    name = f"<code>{path}</code>"
    url = links.source(origin)
    return f'<a href="{escape(url)}">{name}</a>' if url else name
