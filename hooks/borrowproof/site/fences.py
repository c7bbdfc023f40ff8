"""The two fences of ours, as pymdownx.superfences calls them: `rust` and `borrowproof`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from borrowproof.annotations import tags
from borrowproof.model import Origin, SourceLine
from borrowproof.site import evidence_page, render
from borrowproof.site.evidence_page import Links
from borrowproof.site.index import Exhibit, Index, NoEvidence
from borrowproof.sources import superfences

INFO = "bp-info"
OPTIONS = ("title", "hl_lines", "predict")
PANELS = ("totals", "evidence")
_LINES = re.compile(r"\d+(-\d+)?( \d+(-\d+)?)*")


@dataclass(slots=True)
class Session:
    """The rendering of one page. Formatters never raise, for superfences swallows what they raise:
    what cannot be verified is marked in the HTML, and the page is judged when it is finished.
    """

    index: Index
    page: str | None
    links: Links
    used: list[Exhibit] = field(default_factory=list)
    complete: bool = False

    def rust(self, src: str, options: Mapping[str, str], **_: Any) -> str:
        """A ```rust fence. One without `bp-info` was not found by the engine's own reading."""
        info = options.get(INFO)
        if info is None:
            return render.unverified("rust", src, "this Rust block is not one that the engine reads")
        try:
            asked = _asked(options)
            exhibit = self.index.find(info, src, self.page, self.used)
        except NoEvidence as error:
            return render.unverified(info, src, str(error))
        self.used.append(exhibit)
        return render.snippet(exhibit, asked, self.index.repaired(exhibit))

    def panel(self, src: str, **_: Any) -> str:
        """A ```borrowproof fence: what stands in it names the panel."""
        name = src.strip()
        if name == "totals":
            return evidence_page.totals_html(self.index.run)
        if name == "evidence":
            return evidence_page.evidence_html(self.index, self.links)
        return render.unverified("borrowproof", src, f"unknown panel `{name}`; valid: {', '.join(PANELS)}")


def with_info(lines: Sequence[str]) -> list[str]:
    """The page with the opener of each Rust fence in a form that superfences takes; lines keep their numbers.

    The tags as written travel in an option, since they are part of what a block is found by.
    """
    rewritten = list(lines)
    numbered = [SourceLine(text, Origin("", number)) for number, text in enumerate(lines, 1)]
    shown = {fence.opener for fence in superfences.scan(numbered)}
    for fence in superfences.scan_all(numbered):
        found = tags(fence.info)
        if fence.opener in shown and found.is_rust and (found.words or found.codes):
            info = f'rust {{{INFO}="{fence.info}" {fence.options}}}'
        elif not fence.native:
            info = "text"  # in a comment or in indented code; unrecognized, its end would open the next fence
        else:
            continue
        rewritten[fence.opener] = superfences.rewrite(lines[fence.opener], fence, info)
    return rewritten


def accept(_language: str, inputs: Mapping[str, str], options: dict[str, str], *_: object) -> bool:
    """superfences' validator: every option is kept, and judged by the formatter, which can say why."""
    options.update(inputs)
    return True


def _asked(options: Mapping[str, str]) -> render.Options:
    """Raises NoEvidence for an option that would be silently lost."""
    unknown = sorted(set(options) - {INFO, *OPTIONS})
    if unknown:
        raise NoEvidence(f"unknown option `{unknown[0]}` on a Rust block; valid: {', '.join(OPTIONS)}")
    lines = options.get("hl_lines", "").strip()
    if lines and not _LINES.fullmatch(lines):
        raise NoEvidence(f'hl_lines="{lines}" is not a list of lines; write e.g. hl_lines="2 5-7"')
    return render.Options(options.get("title", ""), _numbers(lines.split()), options.get("predict", ""))


def _numbers(ranges: Sequence[str]) -> frozenset[int]:
    found: set[int] = set()
    for entry in ranges:
        first, _, last = entry.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)
