"""The live totals and the evidence tables: every snippet and question with its verdict, and where to find it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from borrowproof.judging.questions import JudgedQuestion, judge_questions
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.site import evidence_table
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import EvidenceIndex, ShownBlock
from borrowproof.site.evidence_table import Table
from borrowproof.site.figure.snippet_figure import badge_html

_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page links to: a block in its lesson, the line of a source file (None: not published), and another
    page, named as in the evidence (`docs/ownership/moves.md`)."""

    lesson: Callable[[ShownBlock], str]
    source: Callable[[Origin], str | None]
    page: Callable[[str], str]


def plain_links(page: str | None) -> Links:
    """Links between pages that are each written beside their Markdown as `.html`; no published sources."""

    def other(name: str) -> str:
        target = name.removesuffix(".md") + ".html"
        return target if page is None else posixpath.relpath(target, posixpath.dirname(page) or ".")

    return Links(lambda shown_block: f"{other(shown_block.block.page)}#{shown_block.anchor}", lambda _: None, other)


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
    asked = [held for item in judge_questions(run) for held in _as_marked(item)]
    rows += [(sum(asked), "options of questions verified")] if asked else []
    rows += [(n, name) for n, name in ((count.mismatched, "mismatched"), (count.not_checked, "not checked")) if n]
    figures = "".join(f"<li><strong>{n}</strong> {name}</li>" for n, name in rows)
    return f'<div class="bp-totals"><ul>{figures}</ul><p class="bp-judge">{_toolchains(run)}</p></div>'


def _as_marked(item: JudgedQuestion) -> list[bool]:
    """Of each option of a question, whether the compiler agrees with its key."""
    return [held is choice.right for choice, held in zip(item.question.choices, item.claims_hold, strict=True)]


def _toolchains(run: Run) -> str:
    used = sorted({f"{e.toolchain.name} on {e.toolchain.host}" for e in run.evidence if e.toolchain})
    return escape("judged by " + ", ".join(used), quote=False) if used else "no compiler judged this build"


def containment_html(run: Run) -> str:
    """What contained the programs while they were judged; nothing where none was judged."""
    counts = Counter(e.outcome.contained_by for e in run.evidence if e.outcome is not None)
    said = [
        f"{number} {f'contained by {escape(how, quote=False)}' if how else 'not contained by this machine'}"
        for how, number in counts.most_common()
    ]
    return f"<p>While they were compiled and run: {', '.join(said)}.</p>" if said else ""


def evidence_html(index: EvidenceIndex, links: Links) -> str:
    """The totals, what is missing besides, then a table of all snippets and one of all questions, lesson by lesson."""
    first: dict[str, ShownBlock] = {}
    for shown_block in index.shown_blocks:
        first.setdefault(shown_block.evidence.snippet.id, shown_block)
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for evidence in index.run.evidence:
        shown = first.get(evidence.snippet.id)
        elsewhere = evidence.snippet.origin.file if evidence.snippet.values else "shown on no page"
        rows[shown.block.page if shown else elsewhere].append(_snippet(evidence, shown, links))
    columns = ("Snippet", "Verdict", "Judged by", "Edition", "Time", "Source")
    snippets = evidence_table.html(Table("Every snippet of this site", "snippet", columns, rows))
    about = f"{totals_html(index.run)}{containment_html(index.run)}{_gaps(index.run, first, links)}"
    return f"{about}{snippets}{_questions(index.run, links)}"


def _gaps(run: Run, first: Mapping[str, ShownBlock], links: Links) -> str:
    """The timelines, recordings and costs that could not be had, as a list; nothing where there are none."""
    found = [(e, f"no timeline: {e.not_derived}") for e in run.evidence if e.not_derived is not None]
    found += [(e, f"no recording of its memory: {e.not_recorded}") for e in run.evidence if e.not_recorded is not None]
    found += [(e, f"its cost was not counted: {e.not_counted}") for e in run.evidence if e.not_counted is not None]
    items = "".join(
        f"<li>{_name(e, first.get(e.snippet.id), links)}: {escape(why, quote=False)}</li>" for e, why in found
    )
    return f"<ul>{items}</ul>" if items else ""


def _snippet(evidence: Evidence, shown: ShownBlock | None, links: Links) -> tuple[str, ...]:
    snippet, outcome = evidence.snippet, evidence.outcome
    return (
        _name(evidence, shown, links),
        badge_html(evidence),
        escape(evidence.toolchain.name, quote=False) if evidence.toolchain else "",
        outcome.edition.value if outcome else (snippet.edition or ""),
        _milliseconds(outcome.seconds) if outcome else "",
        _source(snippet.origin, links),
    )


def _name(evidence: Evidence, shown: ShownBlock | None, links: Links) -> str:
    name = escape(evidence.snippet.label or evidence.snippet.id, quote=False).replace("_", "_<wbr>")
    return f'<a href="{escape(links.lesson(shown))}">{name}</a>' if shown else name


def _questions(run: Run, links: Links) -> str:
    """The questions, without what would give an answer away; nothing where none is asked."""
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for item in judge_questions(run):
        asked = item.question
        told = _CODE.sub(r"<code>\1</code>", escape(asked.prompt, quote=False))
        link = f'<a href="{escape(links.page(asked.page))}">{told}</a>'
        rows[asked.page].append((link, str(len(asked.choices)), _keys(item), _source(asked.origin, links)))
    columns = ("Question", "Options", "Verdict", "Source")
    return evidence_table.html(Table("Every question of this site", "question", columns, rows)) if rows else ""


def _keys(item: JudgedQuestion) -> str:
    if item.status is Status.MATCHED:
        return "Every key is what happened"
    said = [(len(item.wrong_choices), "wrong"), (item.claims_hold.count(None), "not checked")]
    return ", ".join(f"{count} {what}" for count, what in said if count)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _source(origin: Origin, links: Links) -> str:
    path = escape(origin.file if origin.line == 1 else str(origin), quote=False).replace("/", "/<wbr>")
    name = f"<code>{path}</code>"
    url = links.source(origin)
    return f'<a href="{escape(url)}">{name}</a>' if url else name
