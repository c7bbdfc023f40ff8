"""A scene as HTML: an element for each stroke, sign, link and name, placed on the grid that the lines of code stand on.

Each has two places: `--w` is its column where lanes stand beside the code, `--n` where they are a gutter on its left.
Looks come from the stylesheet alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from borrowproof.ownership.picture.bands import Band, bands
from borrowproof.ownership.picture.clashes import Clash
from borrowproof.ownership.picture.columns import Columns, Fold, columns, named_at_head
from borrowproof.ownership.picture.lanes import Link
from borrowproof.ownership.picture.scene import Scene, Shape, Sign, access
from borrowproof.ownership.picture.segments import Segment, Style, Track
from borrowproof.ownership.wording.phrases import display_name
from borrowproof.ownership.wording.type_phrases import typed_name
from borrowproof.site.escaping import escape
from borrowproof.site.figure.grid_rows import GridRows, grid_rows

COLUMN = 26  # px; the width of a column beside the code, as the stylesheet says
NAME = 15  # px; the height of a name at the head
LETTER = 7.4  # px; the most that a letter of a name takes
NARROW, WIDE = 5, 12  # columns, at most
INSETS = 2  # how often a band is set in from one behind it, at most: more would leave nothing of it
_STROKES = {
    Style.MAYBE: "bp-maybe",
    Style.PARTIAL: "bp-part",
    Style.SHARED: "bp-shared",
    Style.MUTABLE: "bp-mutable",
    Style.WOULD: "bp-would",
}
_SIGNS = {
    Shape.VALUE: "bp-dot",
    Shape.REFERENCE: "bp-ring",
    Shape.AWAY: "bp-away",
    Shape.DROPPED: "bp-drop",
    Shape.PERHAPS: "bp-drop bp-perhaps",
    Shape.NEVER: "bp-ring bp-never",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A scene with its places: `wide` beside the code, `narrow` left of it, `rows` on the grid. `numbers` are those
    that the page gives the errors of the timeline, none where there is only one."""

    scene: Scene
    wide: Columns
    narrow: Columns
    rows: GridRows
    numbers: Sequence[Collection[int]]


def place(scene: Scene, gaps: Collection[int] = (), numbers: Sequence[Collection[int]] = ()) -> Placed:
    """The columns and rows of a scene; lines are left out before the rows `gaps`."""
    wide, narrow = columns(scene.groups, WIDE, room), columns(scene.groups, NARROW)
    return Placed(scene, wide, narrow, grid_rows(len(scene.rows), _headed(scene), gaps), numbers)


def row_sizes(placed: Placed, *, narrow: bool) -> str:
    """The rows for the stylesheet; those of names have a height of their own, even before these are read."""
    heights: dict[int, int] = {}
    mode = placed.narrow if narrow else placed.wide
    for head, group in zip(_headed(placed.scene), placed.scene.groups, strict=True):
        kept = [row for row in group if row.lane.variable.id in mode.places]
        names = len(kept) + (len(kept) < len(group)) if narrow else len(named_at_head(kept))
        row = placed.rows.heads[head]
        heights[row] = max(heights.get(row, 0), names * NAME)
    return " ".join(f"{heights[n]}px" if n in heights else "auto" for n in range(1, placed.rows.total + 1))


def room(name: str) -> int:
    """How many columns a name takes beside the code."""
    return ceil(len(name) * LETTER / COLUMN)


def width(placed: Placed) -> int:
    """How many columns lanes and names take beside the code."""
    names = {row.lane.variable.id: display_name(row.lane.variable) for group in placed.scene.groups for row in group}
    reach = (x + 1 + room(names[i]) for i, x in placed.wide.places.items())
    return max((placed.wide.width, *reach), default=0)


def elements(placed: Placed) -> str:
    """All that is drawn, from the back to the front."""
    scene = placed.scene
    parts = (
        *(_band(band, placed) for band in bands(scene.clashes)),
        *_rounds(placed),
        *_folds(placed),
        *(_stroke(stroke, placed) for stroke in scene.strokes),
        *(_link(link, placed) for link in scene.links),
        *(_sign(sign, placed) for sign in scene.signs),
        *(part for clash in scene.clashes for part in _refusal(clash, placed)),
        *_names(placed),
    )
    return "".join(parts)


def _headed(scene: Scene) -> list[int]:
    """For each group, the row before which its names stand: that of its function's first line."""
    return [scene.row(min(row.lane.function.first_line for row in group)) for group in scene.groups]


# --- places -------------------------------------------------------------------------------------------------------


def _element(css: str, rows: str, placed: Placed, one: int, other: int | None = None, *, more: str = "") -> str:
    """An empty element in the column of variable `one`, or from there to the one of `other`; `more` attributes."""
    where, hidden = [], ""
    for name, mode in (("w", placed.wide), ("n", placed.narrow)):
        ends = [mode.places.get(i) for i in ((one,) if other is None else (one, other))]
        known = [x for x in ends if x is not None]
        if len(known) < len(ends):
            hidden += f" bp-no{name}"
            continue
        where.append(f"--{name}:{min(known)}")
        if other is not None:
            where.append(f"--{name}l:{max(known) - min(known)}")
    return f'<i class="{css}{hidden}" style="grid-row:{rows};{";".join(where)}"{more}></i>'


def _leftwards(placed: Placed, source: int, target: int) -> str:
    """The class of what leads from right to left; lanes keep their order whatever the width."""
    places = placed.wide.places
    return " bp-left" if places.get(target, 0) < places.get(source, 0) else ""


def _colour(placed: Placed, variable: int) -> str:
    return f"bp-{access(placed.scene.lanes[variable]).value}"


# --- lines and signs ----------------------------------------------------------------------------------------------


def _stroke(stroke: Segment, placed: Placed) -> str:
    """A line from the top or the middle of a row to the middle or the bottom of another one."""
    first, last = stroke.top // 2, (stroke.bottom - 1) // 2
    top, bottom = stroke.top % 2 == 1, stroke.bottom % 2 == 1
    css = _STROKES.get(stroke.style, "bp-owned")
    if stroke.style in (Style.OWNED, Style.MAYBE, Style.PARTIAL):
        css += f" {_colour(placed, stroke.variable)}"
    css += " bp-held" if stroke.track is Track.HELD else ""
    code = placed.rows.code
    if first == last and bottom:
        return _element(f"{css} bp-half", f"{code[first]}", placed, stroke.variable)
    css += (" bp-from" if top else "") + (" bp-to" if bottom else "")
    end = code[last] if bottom else placed.rows.after(last)
    return _element(css, f"{code[first]}/{end}", placed, stroke.variable)


def _link(link: Link, placed: Placed) -> str:
    lanes = placed.scene.lanes
    if link.source not in lanes or link.target not in lanes:
        return ""
    css = f"bp-move {_colour(placed, link.source)}" if link.kind is None else f"bp-lend bp-{link.kind.value}"
    css = "bp-lend bp-never" if link.refused else css
    css += _leftwards(placed, link.source, link.target)
    row = placed.rows.code[placed.scene.row(link.line)]
    return _element(css, f"{row}", placed, link.source, link.target)


def _sign(sign: Sign, placed: Placed) -> str:
    css = f"{_SIGNS[sign.shape]} {_colour(placed, sign.variable)}" + " bp-left" * sign.leftwards
    return _element(css, f"{placed.rows.code[sign.row]}", placed, sign.variable)


def _rounds(placed: Placed) -> Iterator[str]:
    """The ways back of loops, at the left of all lanes; red where a refusal is about another round."""
    scene, code = placed.scene, placed.rows.code
    wrong = {clash.loop for clash in scene.clashes}
    for loop in scene.loops:
        css = "bp-round bp-wrong" if loop in wrong else "bp-round"
        rows = f"{code[scene.row(loop.first)]}/{code[scene.row(loop.last)]}"
        yield f'<i class="{css}" style="grid-row:{rows};--d:{loop.depth}"></i>'


# --- refusals -------------------------------------------------------------------------------------------------------


def _band(band: Band, placed: Placed) -> str:
    """The lines on which both are wanted; the number of its error tells it from others."""
    scene = placed.scene
    first, last = scene.row(band.first), scene.row(band.last)
    if first == last:
        return ""
    rows = f"{placed.rows.code[first]}/{placed.rows.after(last)}"
    rows += f";--o:{min(band.inset, INSETS)}" * bool(band.inset)
    return _element("bp-band", rows, placed, band.variable, _other(band), more=_numbered(band, placed))


def _refusal(clash: Clash, placed: Placed) -> Iterator[str]:
    """A red link from the access to the loan that it meets, and a red cross there."""
    row = f"{placed.rows.code[placed.scene.row(clash.line)]}"
    other = _other(clash)
    if other != clash.variable:
        css = f"bp-clash{_leftwards(placed, clash.variable, other)}"
        yield _element(css, row, placed, clash.variable, other, more=_numbered(clash, placed))
    yield _element("bp-refused", row, placed, other)


def _numbered(one: Clash | Band, placed: Placed) -> str:
    """An attribute with the numbers of its errors, as rustc's labels have them."""
    numbers = sorted({n for error in one.errors if error < len(placed.numbers) for n in placed.numbers[error]})
    return f' data-n="{" ".join(map(str, numbers))}"' if numbers else ""


def _other(one: Clash | Band) -> int:
    return one.variable if one.holder is None else one.holder


# --- names ----------------------------------------------------------------------------------------------------------


def _names(placed: Placed) -> Iterator[str]:
    """The name of each lane: where it begins or, where it has no room there, at the head of its function."""
    for head, group in zip(_headed(placed.scene), placed.scene.groups, strict=True):
        at_head = named_at_head([row for row in group if row.lane.variable.id in placed.wide.places])
        last = max((placed.wide.places[i] for i in at_head), default=0)
        narrow = [
            placed.narrow.places[row.lane.variable.id] for row in group if row.lane.variable.id in placed.narrow.places
        ]
        folded = len(narrow) < len(group)
        for row in group:
            about = row.lane.variable
            w, n = placed.wide.places.get(about.id), placed.narrow.places.get(about.id)
            css = f"bp-name {_colour(placed, about.id)}" + " bp-now" * (w is None) + " bp-non" * (n is None)
            css += " bp-never" * row.lane.refused
            where = f"--r:{placed.rows.code[row.first]};--h:{placed.rows.heads[head]};--w:{w or 0};--n:{n or 0}"
            where += f";--k:{max(narrow, default=0) + folded - (n or 0)}"
            if about.id in at_head and w is not None:
                css, where = f"{css} bp-head", f"{where};--j:{last - w}"
            title = escape(typed_name(about))
            yield f'<b class="{css}" style="{where}" title="{title}">{escape(display_name(about), quote=False)}</b>'


def _folds(placed: Placed) -> Iterator[str]:
    """The columns that several lanes share, with their number at the head."""
    for name, mode in (("w", placed.wide), ("n", placed.narrow)):
        other = "n" if name == "w" else "w"
        for fold in mode.folds:
            yield _fold(fold, placed, f"bp-no{other}")


def _fold(fold: Fold, placed: Placed, css: str) -> str:
    strokes = [s for s in placed.scene.strokes if s.variable in fold.variables]
    first, last = min((s.top // 2 for s in strokes), default=0), max(((s.bottom - 1) // 2 for s in strokes), default=0)
    code = placed.rows.code
    group = next(n for n, g in enumerate(placed.scene.groups) if fold.variables[0] in {r.lane.variable.id for r in g})
    head = placed.rows.heads[_headed(placed.scene)[group]]
    places = f"--w:{fold.column};--n:{fold.column}"
    return (
        f'<i class="bp-fold {css}" style="grid-row:{code[first]}/{placed.rows.after(last)};{places}"></i>'
        f'<b class="bp-name bp-folded {css}" style="--r:{code[first]};--h:{head};{places};--k:0">'
        f"+{len(fold.variables)}</b>"
    )
