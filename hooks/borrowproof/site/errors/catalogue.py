"""Brings together what people wrote about errors, what this site's programs show of them, and what rustc explains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from borrowproof.model.compiler import is_error_code
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.verdict import Status
from borrowproof.site.errors.handbook import Entry, Handbook, HandbookError, Kind, canonical
from borrowproof.site.evidence_index import EvidenceIndex, ShownBlock

OTHERS = "others"
Explain = Callable[[Iterable[str]], Mapping[str, str]]
_NO_WORD = re.compile(r"[^a-z0-9]+")
_TITLE = re.compile(
    r"""^(?:title:\s*(?P<quote>["']?)(?P<title>.+?)(?P=quote)|#\s+(?P<heading>.+?))\s*$""", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One verified program of this site that gets the error, where it is first shown. `asked` tells that it is
    shown in a question only, whose answer would be given away."""

    shown_block: ShownBlock
    diagnostic: Diagnostic
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every error that has a page. `occurrences` and `explanations` are by the entry's id; an entry without an
    explanation was not explained by the compiler that judged (or has nothing to be asked about).

    `folder` is where the pages are, as messages name it (`docs/errors`); `titles` are the lessons' own; `judge` is
    the compiler's name, empty where none judged.
    """

    handbook: Handbook
    entries: Mapping[str, Entry]
    occurrences: Mapping[str, tuple[Occurrence, ...]]
    explanations: Mapping[str, str]
    titles: Mapping[str, str]
    folder: str
    judge: str

    def page(self, name: str) -> str:
        """The page of an entry or of a code of the past, named as lessons are (`docs/errors/E0382.md`)."""
        return f"{self.folder}/{name}.md"

    def on_page(self, page: str) -> str:
        """The error or the code that a page would be about, were there one."""
        return page.removeprefix(f"{self.folder}/").removesuffix(".md")

    def of_page(self, page: str) -> Catalogue:
        """The part that one page is rendered from: which errors have pages, and all about the error of this one."""
        name = self.on_page(page)
        here = {name: self.occurrences[name]} if name in self.occurrences else {}
        explained = {name: self.explanations[name]} if name in self.explanations else {}
        return replace(self, occurrences=here, explanations=explained)

    def lessons(self, name: str) -> tuple[str, ...]:
        """The lessons that teach an error: those that the handbook names, then those whose programs show it most.

        A page that stands by itself, in no part of the site, is no lesson, nor is the page of an error.
        """
        shown = [s.shown_block.block.page for s in self.elsewhere(name)]
        most = sorted(dict.fromkeys(shown), key=lambda page: -shown.count(page))
        docs = self.folder.rpartition("/")[0]
        named = [f"{docs}/{lesson}" for lesson in self.entries[name].see]
        return tuple(dict.fromkeys([*named, *(p for p in most if "/" in p.removeprefix(f"{docs}/"))]))

    def elsewhere(self, name: str) -> tuple[Occurrence, ...]:
        """The programs that get an error, without those on the pages of errors."""
        pages = f"{self.folder}/"
        return tuple(o for o in self.occurrences.get(name, ()) if not o.shown_block.block.page.startswith(pages))

    def by_page(self, name: str) -> dict[str, tuple[Occurrence, ...]]:
        """The programs that get an error, by the page that shows them: lessons first, in their order, then others.

        The pages of errors are not among them.
        """
        sightings = self.elsewhere(name)
        pages = dict.fromkeys([*self.lessons(name), *(s.shown_block.block.page for s in sightings)])
        return {page: tuple(s for s in sightings if s.shown_block.block.page == page) for page in pages}

    def title(self, page: str) -> str:
        return self.titles.get(page, page)

    def entry_of(self, diagnostic: Diagnostic) -> Entry | None:
        return self.entries.get(entry_id(diagnostic, self.handbook))


def build_catalogue(
    index: EvidenceIndex, handbook: Handbook, folder: str, titles: Mapping[str, str], explain: Explain
) -> Catalogue:
    """The catalogue of a run. `explain` is asked once, for all error codes.

    Raises HandbookError where the handbook names a lesson that is not among the `titles`.
    """
    docs = folder.rpartition("/")[0]
    for entry in handbook.entries:
        for lesson in entry.see:
            if f"{docs}/{lesson}" not in titles:
                raise HandbookError(f"{folder}: {entry.id}: `see` names `{lesson}`, which is no page of {docs}/")
    entries, sightings = collect_occurrences(index, handbook, folder)
    past = [retired.code for retired in handbook.retired if retired.known]
    explanations = explain([*(entry.id for entry in entries.values() if entry.kind is Kind.CODE), *past])
    judge = index.run.toolchain.name if index.run.toolchain else ""
    return Catalogue(handbook, entries, sightings, explanations, titles, folder, judge)


def page_title(markdown: str) -> str | None:
    """What a page calls itself: the title in its front matter, or else its first heading."""
    found = _TITLE.search(markdown)
    return (found["title"] or found["heading"]) if found else None


def collect_occurrences(
    index: EvidenceIndex, handbook: Handbook, folder: str
) -> tuple[dict[str, Entry], dict[str, tuple[Occurrence, ...]]]:
    """The entries, those of errors included that programs show and nobody wrote about, and where each is shown.

    Only programs that did what their page says count.
    """
    seen: dict[str, list[Occurrence]] = defaultdict(list)
    programs: set[str] = set()
    asked = {(q.page, line) for q in index.run.questions for line in (q.program_at, *q.answers_at)}

    def rank(shown: ShownBlock) -> tuple[bool, bool]:
        """Where a program that stands in several places is told of: best in a lesson, not in a question."""
        return (shown.block.page, shown.block.line) in asked, shown.block.page.startswith(f"{folder}/")

    for shown_block in sorted(index.shown_blocks, key=rank):
        evidence = shown_block.evidence
        if evidence.verdict.status is not Status.MATCHED or evidence.snippet.id in programs or not evidence.outcome:
            continue
        programs.add(evidence.snippet.id)
        for diagnostic in evidence.outcome.diagnostics:
            if diagnostic.level in (Level.ERROR, Level.WARNING):
                secret = (shown_block.block.page, shown_block.block.line) in asked
                seen[entry_id(diagnostic, handbook)].append(Occurrence(shown_block, diagnostic, secret))
    entries = {entry.id: entry for entry in handbook.entries}
    for name in sorted(set(seen) - set(entries)):
        entries[name] = _unwritten(name, seen[name])
    return entries, {name: _once(found) for name, found in seen.items()}


def entry_id(diagnostic: Diagnostic, handbook: Handbook) -> str:
    """The id of the entry that a diagnostic belongs to, whether or not somebody wrote about it."""
    if diagnostic.code is not None:
        return diagnostic.code
    said = canonical(diagnostic.message)
    alike = (e.id for e in handbook.entries if e.kind is Kind.MESSAGE and said in map(canonical, e.says))
    return next(alike, _NO_WORD.sub("-", said.lower()).strip("-") or "unnamed")


def _unwritten(name: str, found: list[Occurrence]) -> Entry:
    """An error without words of ours: rustc's own have to do."""
    says = tuple(dict.fromkeys(canonical(s.diagnostic.message) for s in found))
    coded = found[0].diagnostic.code is not None
    kind = Kind.MESSAGE if not coded else Kind.CODE if is_error_code(name) else Kind.LINT
    return Entry(name, kind, OTHERS, says[0].replace("`_`", "…"), says)


def _once(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """A program that gets the same message several times is listed once."""
    kept = {(s.shown_block.evidence.snippet.id, s.diagnostic.message): s for s in reversed(list(found))}
    return tuple(reversed(kept.values()))
