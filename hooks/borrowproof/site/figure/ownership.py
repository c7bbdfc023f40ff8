"""What a timeline adds to a listing: lanes on the grid of its lines, and a sentence about each line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from borrowproof.model.timeline import Timeline
from borrowproof.ownership.picture.description import description
from borrowproof.ownership.picture.layout import TAB, display_width
from borrowproof.ownership.picture.scene import scene
from borrowproof.ownership.wording import reasons as why
from borrowproof.ownership.wording import sentences
from borrowproof.ownership.wording.sentences import Sentence
from borrowproof.site.escaping import escape
from borrowproof.site.figure.grid_rows import GridRows
from borrowproof.site.figure.labels import prose
from borrowproof.site.figure.lane_elements import COLUMN, Placed, elements, place, row_sizes, width
from borrowproof.site.figure.span_layout import Label

STEPS = (700, 800, 900, 1000, 1100)  # px; the widths from which the stylesheet knows figures to be wide
LABELS = 66  # columns that code and rustc's labels may take beside the lanes
_CHARACTER = 8.2  # px that a column of code takes at most
_FRAME = 76  # px for line numbers and the spaces between
_REFUSED = "<strong>refused:</strong> "
_SENTENCES = 230  # px, the least that sentences need beside the lanes


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on the grid beside the lines: the `lanes` of all, and what is `said` by line. `css` and `style` are
    the grid's own."""

    rows: GridRows
    lanes: str
    said: dict[int, str]
    css: str
    style: str


def beside(
    timeline: Timeline,
    code: str,
    shown_lines: Sequence[int],
    gaps: Collection[int] = (),
    labels: Sequence[Label] = (),
) -> Beside:
    """Everything about the lines shown of the program `code`; others are left out before those of them with the
    places `gaps`. Where the `labels` under its lines have numbers, conflicts have them as well."""
    shown = tuple(sorted(shown_lines))
    placed = place(scene(timeline, code, shown), gaps, _numbers(timeline, labels))
    drawn = elements(placed)
    label = escape(description(timeline, placed.scene.lanes.values()).replace("`", ""))
    lanes = (
        f'<span class="bp-lanes" role="img" aria-label="{label}" data-search-exclude>{drawn}</span>' if drawn else ""
    )
    columns = _columns(code, shown)
    sizes: dict[str, int | str] = {
        "wide-rows": row_sizes(placed, narrow=False),
        "slim-rows": row_sizes(placed, narrow=True),
        "rows": placed.rows.total,
        "columns": columns,
        "labels": max(columns, min(_label_columns(timeline), LABELS)),
        "wide": width(placed),
        "narrow": placed.narrow.width,
        "loops": _loops(placed),
    }
    return Beside(
        placed.rows,
        lanes,
        dict(_said(timeline, shown, placed.rows)),
        f"bp-grid{_width_class(placed, columns)}",
        ";".join(f"--{name}:{size}" for name, size in sizes.items()),
    )


def reasons(timeline: Timeline) -> str:
    """Why the program is rejected, a sentence for each error of which the facts tell."""
    told = [(c.code or "", text) for c in timeline.conflicts if (text := why.reason(timeline, c)) is not None]
    parts = (f"<p><strong>Why{f' {code}' * (len(told) > 1)}:</strong> {prose(text)}</p>" for code, text in told)
    return f'<div class="bp-below">{"".join(parts)}</div>' if told else ""


def _numbers(timeline: Timeline, labels: Sequence[Label]) -> list[frozenset[int]]:
    """For each conflict the numbers of the errors that rustc reports at its place."""
    at = {(label.line, label.column): label.numbers for label in labels if label.role == "error"}
    places = [[(x.line, x.column) for x in conflict.labels if x.primary] for conflict in timeline.conflicts]
    return [frozenset(n for place in mine for n in at.get(place, ())) for mine in places]


def _loops(placed: Placed) -> int:
    return max((loop.depth + 1 for loop in placed.scene.loops), default=0)


def _columns(code: str, shown: Sequence[int]) -> int:
    texts = code.split("\n")
    return max((display_width(texts[n - 1].expandtabs(TAB)) for n in shown), default=0)


def _label_columns(timeline: Timeline) -> int:
    """How far to the right rustc's labels reach under the code, each on one line."""
    labels = (label for conflict in timeline.conflicts for label in conflict.labels)
    return max((label.column + len(label.text or "") + 4 for label in labels), default=0)


def _width_class(placed: Placed, columns: int) -> str:
    """From which width of the figure all stands side by side; "" where its lanes stand left of the code in any case."""
    needed = ceil(columns * _CHARACTER) + width(placed) * COLUMN + _loops(placed) * 12 + _FRAME + _SENTENCES
    step = next((step for step in STEPS if step >= needed), None)
    return f" bp-from-{step}" if step is not None else ""


def _said(timeline: Timeline, shown: Sequence[int], rows: GridRows) -> Iterator[tuple[int, str]]:
    """An element a line; beside the lanes it may take the rows up to the next one.

    rustc's own words are left out: they stand in the code.
    """
    said = [s for s in sentences.sentences(timeline, shown) if not s.error]
    spoken = {s.line for s in said}
    wrong = {label.line for c in timeline.conflicts for label in c.labels if label.primary}
    first = min(wrong & spoken or spoken, default=None)
    for row, line in enumerate(shown):
        mine = [s for s in said if s.line == line]
        if not mine:
            continue
        following = next((n for n in range(row + 1, len(shown)) if shown[n] in spoken), None)
        end = rows.total + 1 if following is None else rows.code[following]
        css = "bp-sentence" + (" bp-sentence-error" if line in wrong else "") + (" bp-at" if line == first else "")
        place = f"--r:{rows.code[row]};--e:{end};--b:{rows.said(row)}"
        never = _refused(mine, timeline)
        body = "; ".join((_REFUSED if s in never else "") + prose(s.text) for s in mine)
        yield line, f'<span class="{css}" data-of="{line}" style="{place}" data-search-exclude>{body}\n</span>'


def _refused(said: Sequence[Sentence], timeline: Timeline) -> list[Sentence]:
    """Those of the sentences about one line that tell of what rustc does not let happen there."""
    loans = {loan.id for function in timeline.functions for loan in function.loans if loan.refused}
    never = [s for s in said if any(e.refused for e in s.events) or loans.intersection(s.loans)]
    here = [c for c in timeline.conflicts if any(x.primary and x.line == said[0].line for x in c.labels)]
    return never or [s for s in said if any(set(s.variables) & set(c.variables) for c in here)]
