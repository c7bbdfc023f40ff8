"""A ladder: content tabs (pymdownx.tabbed) that hold the repairs of one program, with their costs side by side.

Nothing marks it but the repairs themselves: a tab is a rung if its program says `//@ fixes`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from borrowproof.model.outcome import Cost
from borrowproof.report.control_characters import on_one_line
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure.repairs import cost_text

_ANCHOR = re.compile(r'<figure class="[^"]*" id="([^"]+)" data-borrowproof=')
_NUMBERS = {2: "both", 3: "all three", 4: "all four"}

_COLUMNS: dict[str, Callable[[Cost], int | None]] = {
    "Allocations": lambda cost: cost.allocations,
    "Bytes asked for": lambda cost: cost.requested,
    "Resizes": lambda cost: cost.resizes,
    "Bytes copied": lambda cost: cost.copied,
    "Blocks never freed": lambda cost: cost.leaked,
}
_IF_ANY = frozenset({"Resizes", "Blocks never freed"})  # columns that stand only where one of the numbers is not 0

# The block that has an anchor on this page, and the block that it repairs.
Find = Callable[[str], tuple[ShownBlock, ShownBlock] | None]


@dataclass(frozen=True, slots=True)
class Rung:
    """One tab: its label in plain text, and the repair in it."""

    label: str
    repair: ShownBlock


class Ladders(Treeprocessor):
    """Names each group of tabs after the program that they repair, and puts the costs below it.

    Runs when pymdownx.tabbed (in its alternate style) is done; `find` is asked about the figures in the tabs.
    """

    def __init__(self, md: Markdown, find: Find) -> None:
        super().__init__(md)
        self.document = md
        self.find = find

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for position, child in reversed(list(enumerate(parent))):
                if "tabbed-alternate" in child.get("class", "").split():
                    self._ladder(parent, position, child)

    def _ladder(self, parent: Element, position: int, tabs: Element) -> None:
        # Markdown has escaped what stands between backticks already.
        labels = [unescape(" ".join("".join(label.itertext()).split())) for label in _below(tabs, "tabbed-labels")]
        found = [self._repairs(block) for block in _below(tabs, "tabbed-content")]
        rungs = [Rung(label, repair) for label, each in zip(labels, found, strict=True) for repair, _ in each[:1]]
        broken = {broken.anchor: broken for each in found for _, broken in each}
        if len(broken) != 1:
            return
        (program,) = broken.values()
        tabs.set("class", f"{tabs.get('class')} bp-ladder")
        tabs.set("role", "group")
        name = program.evidence.snippet.label or program.evidence.snippet.id
        tabs.set("aria-label", on_one_line(f"Repairs of {name}"))
        compared = cost_comparison(rungs)
        if compared:
            paragraph = Element("p")
            paragraph.text = self.document.htmlStash.store(compared)
            parent.insert(position + 1, paragraph)

    def _repairs(self, block: Element) -> list[tuple[ShownBlock, ShownBlock]]:
        """The repairs in a tab, each with what it repairs. Fences are stashed by now, so their HTML is looked up."""
        numbers = (int(n) for text in block.itertext() for n in HTML_PLACEHOLDER_RE.findall(text))
        stashed = (str(self.document.htmlStash.rawHtmlBlocks[n]) for n in numbers)
        anchors = (match[1] for html in stashed if (match := _ANCHOR.search(html)))
        return [pair for anchor in anchors if (pair := self.find(anchor)) is not None]


def _below(tabs: Element, css: str) -> list[Element]:
    return [part for child in tabs if child.get("class") == css for part in child]


def cost_comparison(rungs: Sequence[Rung]) -> str:
    """The costs of several repairs beside each other: a sentence where they are the same, else a table."""
    costs = {rung.repair.evidence.cost for rung in rungs}
    if len(rungs) < 2 or costs == {None}:
        return ""
    if len(costs) == 1:
        (cost,) = costs
        every = _NUMBERS.get(len(rungs), f"all {len(rungs)}")
        words = cost_text(cost) if cost else ""
        return f'<p class="bp-costs">Counted while they ran, {every} cost the same: {words}.</p>'
    named = {name: [read(cost) for cost in costs if cost] for name, read in _COLUMNS.items()}
    names = [name for name, numbers in named.items() if name not in _IF_ANY or any(numbers)]
    head = "".join(f'<th scope="col">{name}</th>' for name in ["Repair", *names])
    rows = "".join(_row(rung, names) for rung in rungs)
    return (
        '<table class="bp-costs"><caption>What each repair costs, counted while it ran</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(rung: Rung, names: Sequence[str]) -> str:
    cost, why = rung.repair.evidence.cost, escape(rung.repair.evidence.not_counted or "", quote=False)
    cells = _cells(cost, names) if cost else f'<td colspan="{len(names)}">not counted: {why}</td>'
    return f'<tr><th scope="row">{escape(rung.label, quote=False)}</th>{cells}</tr>'


def _cells(cost: Cost, names: Sequence[str]) -> str:
    return "".join(f'<td data-of="{name}">{_number(_COLUMNS[name](cost))}</td>' for name in names)


def _number(counted: int | None) -> str:
    return "not counted" if counted is None else f"{counted:,}"
