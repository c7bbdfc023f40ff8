"""A timeline as a figure of a page: code, lanes beside its lines, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from borrowproof.model.timeline import Timeline
from borrowproof.ownership.picture import legend, svg, svg_shapes
from borrowproof.ownership.picture.description import description
from borrowproof.ownership.picture.lanes import Lane
from borrowproof.ownership.picture.layout import TAB, Picture
from borrowproof.ownership.picture.sentence_fit import width_class
from borrowproof.ownership.wording import sentences
from borrowproof.ownership.wording.sentences import Sentence
from borrowproof.site.escaping import escape
from borrowproof.site.figure.labels import prose
from borrowproof.site.figure.listing import listing
from borrowproof.site.figure.span_layout import Annotations, Mark


@dataclass(frozen=True, slots=True)
class Listing:
    """That the figure is the program's only listing, and what a page marks in it: lines, and places (`marks`)."""

    highlighted: frozenset[int] = frozenset()
    marks: tuple[Mark, ...] = ()


def figure(
    timeline: Timeline, code: str, shown_lines: Sequence[int], name: str, anchor: str, only: Listing | None = None
) -> str:
    """The whole figure. `name` is what the program is called, `anchor` the figure's id, unique on the page.

    Without `only`, the figure repeats a program that stands on the page already.
    """
    shown = tuple(sorted(shown_lines))
    drawn = svg.pixel_layout(timeline, shown)
    said = sentences.sentences(timeline, shown)
    texts = code.split("\n")
    columns = max((len(texts[n - 1].expandtabs(TAB)) for n in shown), default=0)
    css = f"bp-ownership{width_class(columns, drawn.width, said, shown)}{'' if only else ' bp-o-repeats'}"
    region = f'tabindex="0" role="region" aria-label="{escape(f"{sentences.CODE}: {name}")}"'
    size = f'style="--bp-o-columns: {columns}; --bp-o-lines: {len(shown)}"'
    return (
        f'<figure class="{css}" id="{escape(anchor)}" data-search-exclude>'
        f"{_caption(drawn, titled=only is None)}"
        f'<div class="bp-o-timeline" {size}><div class="bp-code" {region}>'
        f'<div class="bp-o-rows">{_code(timeline, code, shown, only or Listing())}'
        f"{_picture(timeline, drawn, name, escape(anchor))}</div></div>{_said(said, shown)}</div>"
        f"{_key(drawn, name)}</figure>"
    )


def _caption(drawn: Picture, *, titled: bool) -> str:
    title = f'<span class="bp-title">{sentences.title("")}</span>' if titled else ""
    body = title + _follow(drawn)
    return f"<figcaption>{body}</figcaption>" if body else ""


def _code(timeline: Timeline, code: str, shown: Sequence[int], asked: Listing) -> str:
    """The lines, with the compiler's spans underlined where it rejects the program."""
    texts = code.split("\n")
    marked = list(asked.marks)
    for label in (label for conflict in timeline.conflicts for label in conflict.labels):
        end = label.end_column if label.end_line == label.line else len(texts[label.line - 1]) + 1
        marked.append(Mark(label.line, label.column, end, "error" if label.primary else "context"))
    return listing(code, shown, Annotations(tuple(marked)), highlighted=asked.highlighted)


def _picture(timeline: Timeline, drawn: Picture, name: str, anchor: str) -> str:
    """The lanes, an SVG a row, which together are one picture to those who do not see them."""
    described = escape(description(timeline, drawn.rows).replace("`", ""), quote=False)
    about = f'role="img" aria-label="{escape(sentences.title(name))}" aria-describedby="{anchor}-desc"'
    rows = "".join(
        f'<svg class="bp-o-lanes" width="{drawn.width}" height="{svg_shapes.ROW}">{row}</svg>'
        for row in svg.rows(drawn)
    )
    return f'<div class="bp-o-picture" {about}><span id="{anchor}-desc" hidden>{described}</span>{rows}</div>'


def _follow(drawn: Picture) -> str:
    """Buttons that make a variable stand out; scripts show them, since they do nothing without."""
    if len(drawn.lanes) < 2:
        return ""
    buttons = "".join(
        f'<button type="button" aria-pressed="false" data-variable="{lane.variable.id}"'
        f' class="{svg_shapes.hue_class(lane)}">'
        f"{escape(lane.variable.name)}{_which(lane, drawn)}</button>"
        for lane in drawn.lanes
    )
    label = sentences.FOLLOW
    return f'<span class="bp-o-follow" role="group" aria-label="{label}" hidden>{label}: {buttons}</span>'


def _which(lane: Lane, drawn: Picture) -> str:
    """Which of several variables of one name it is: the one in this function or, where that has two, of this line."""
    alike = [other for other in drawn.lanes if other.variable.name == lane.variable.name]
    if len(alike) == 1:
        return ""
    here = [other for other in alike if other.function == lane.function]
    where = f"in {lane.function.name}" if len(here) == 1 else f"of line {lane.variable.line}"
    return f' <span class="bp-o-which">{escape(where)}</span>'


def _said(said: Sequence[Sentence], shown: Sequence[int]) -> str:
    """The sentences, one item a line of code; beside the lanes it may take the rows up to the next one."""
    items = []
    spoken = {s.line for s in said}
    for row, line in enumerate(shown, 1):
        mine = [s for s in said if s.line == line]
        if not mine:
            continue
        body = "".join(_sentence(s) for s in mine)
        css = ' class="bp-o-rejected"' if any(s.primary for s in mine) else ""
        free = next((n for n in range(row + 1, len(shown) + 1) if shown[n - 1] in spoken), len(shown) + 1) - row
        place = f'data-line="{line}" style="--bp-o-row: {row} / span {free}"'
        items.append(f'<li{css} {place}><span class="bp-o-at">line {line}</span>{body}</li>')
    return f'<ol class="bp-o-said" aria-label="{sentences.SENTENCES}">{"".join(items)}</ol>' if items else ""


def _sentence(sentence: Sentence) -> str:
    css = "bp-o-sentence"
    css += " bp-o-error" if sentence.error else ""
    css += " bp-o-primary" if sentence.primary else ""
    about = " ".join(map(str, sentence.variables))
    return f'<span class="{css}" data-variable="{about}">{prose(sentence.text)}</span>'


def _key(drawn: Picture, name: str) -> str:
    """What the shapes mean, and a table of the variables."""
    if not drawn.lanes:
        return ""
    meanings = "".join(f"<li>{swatch}<span>{prose(text)}</span></li>" for swatch, text in legend.entries(drawn))
    heads = "".join(f'<th scope="col">{head}</th>' for head in sentences.COLUMNS)
    rows = "".join(_row(lane, _which(lane, drawn)) for lane in drawn.lanes)
    label = escape(f"{sentences.VARIABLES}: {name}")
    region = f'class="bp-o-variables" tabindex="0" role="region" aria-label="{label}"'
    table = f'<table class="bp-o-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return (
        f'<details class="bp-o-key"><summary>{sentences.KEY}</summary><ul class="bp-o-meanings">{meanings}</ul>'
        f"<div {region}>{table}</div></details>"
    )


def _row(lane: Lane, which: str) -> str:
    about = lane.variable
    return (
        f'<tr data-variable="{about.id}"><th scope="row"><code>{escape(about.name)}</code>{which}</th>'
        f"<td><code>{escape(about.type, quote=False)}</code></td>"
        f"<td>{prose(sentences.variable_sentence(lane.function, about))}</td></tr>"
    )
