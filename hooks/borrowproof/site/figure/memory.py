"""What memory holds at each step of a run, below the listing of its program.

Every step stands in the page: as a picture and as a table, in a `<noscript>`. Its shapes stand there once, however many
steps show them: a step refers to them (`<use>`). With scripts, all that is one string, from which `memory.ts` takes the
step that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borrowproof.memory.picture import svg_shapes
from borrowproof.memory.picture.scene import Picture, Scene, opening, scene
from borrowproof.memory.wording import layouts, sentences, tables
from borrowproof.memory.wording.names import Names, names
from borrowproof.model.memory import EndingKind, Moment, Recording
from borrowproof.site.escaping import escape
from borrowproof.site.figure.labels import prose

STEPS = (400, 500, 600, 700, 800, 900, 1000, 1100)  # px; the widths from which the stylesheet knows pictures to be wide
UNFOLDED = 3  # steps that stand open without scripts; more are folded
_CONTROLS = 230  # px that controls and words take over the picture, about


def memory_html(recording: Recording, code: str, name: str, anchor: str) -> str:
    """The steps of a recording of the program `code`. `anchor` is the id of the program's figure."""
    drawn = scene(recording)
    called = names(recording)
    shapes: dict[str, int] = {}
    steps = "".join(_steps(recording, drawn, called, code, f"{anchor}-m", shapes))
    pieces = "".join(f'<g id="{escape(anchor)}-m{n}" class="bpm">{shape}</g>' for shape, n in shapes.items())
    (width, height), (slim_width, slim_height) = drawn.wide, drawn.narrow
    sizes = f"--ww:{width + 2};--wh:{height + 2};--nw:{slim_width + 2};--nh:{slim_height + 2};--extra:{_CONTROLS}"
    from_width = next((f" bp-memory-from-{step}" for step in STEPS if step >= width + 2), "")
    about = escape(f"from a real run, {recording.toolchain}, {recording.target}, not optimised", quote=False)
    fault = _is_fault(recording)
    heading = f"Memory, step by step{', up to the undefined behaviour' * fault}"
    said = "".join(f'<p class="bp-memory-remark">{prose(remark)}</p>' for remark in sentences.remarks(recording))
    return (
        f'<section class="bp-memory{from_width}" aria-label="{escape(f"What memory holds: {name}")}"'
        f' data-opening="{len(recording.steps) - 1 if fault else opening(drawn)}" style="{sizes}" data-search-exclude>'
        f"<noscript>"
        f'<p class="bp-memory-about"><strong>{heading}</strong> <span>{about}</span></p>'
        f'<svg class="bp-memory-pieces" aria-hidden="true"><defs>{pieces}</defs></svg>{steps}'
        f"{_bytes(recording)}{said}</noscript></section>"
    )


def _is_fault(recording: Recording) -> bool:
    return recording.ending.kind is EndingKind.FAULT


def _steps(
    recording: Recording, drawn: Scene, called: Names, code: str, prefix: str, shapes: dict[str, int]
) -> Iterator[str]:
    """Each step; what it is drawn of is put into `shapes`, which numbers them."""
    sizes = {allocation.id: allocation.size for allocation in recording.allocations}
    texts = code.split("\n")
    printed = ""
    last = len(recording.steps) - 1
    for number, (step, picture) in enumerate(zip(recording.steps, drawn.steps, strict=True)):
        printed += step.output
        pieces = svg_shapes.pieces(picture, _place, both=True)
        uses = "".join(f'<use href="#{escape(prefix)}{shapes.setdefault(p, len(shapes))}"/>' for p in pieces)
        rows = list(tables.table(step, sizes, called))
        unfolded = " open" * (last < UNFOLDED or (number == last and _is_fault(recording)))
        yield (
            f'<details class="bp-step" data-line="{step.line}"{unfolded}><summary>'
            f"{_summary(recording, number, called, texts)}</summary>"
            f'<svg class="bpm" role="img" aria-label="{escape(_alt(rows))}"{_height(picture, drawn)}>{uses}</svg>'
            f"{_printed(printed)}{_table(rows)}</details>"
        )


def _height(picture: Picture, drawn: Scene) -> str:
    """Where steps stand below each other, each is as high as it must be; in one place, all are as the highest."""
    wide, narrow = picture.heights
    if (wide, narrow) == (drawn.wide[1], drawn.narrow[1]):
        return ""
    return f' style="--wh:{wide + 2};--nh:{narrow + 2}"'


def _place(wide: tuple[int, int], narrow: tuple[int, int]) -> str:
    return f'class="bpm-at" style="--x:{wide[0]};--y:{wide[1]};--u:{narrow[0]};--v:{narrow[1]}"'


def _summary(recording: Recording, number: int, called: Names, texts: Sequence[str]) -> str:
    """When it is, the line that runs next, and what happened since the step before."""
    step = recording.steps[number]
    text = texts[step.line - 1].strip() if step.moment is Moment.BEFORE and 0 < step.line <= len(texts) else ""
    line = f" {_code(text)}" if text.strip("}") else ""
    what = prose(sentences.sentence(recording, number, called))
    return f'<b>{prose(sentences.moment(step))}</b>{line} <span class="bp-memory-said">{what}</span>'


def _printed(output: str) -> str:
    """What the program has printed so far."""
    return f'<pre class="bp-memory-printed">{escape(output, quote=False)}</pre>' if output else ""


def _alt(rows: Sequence[tables.TableRow]) -> str:
    """The picture in one sentence; the table tells all of it."""
    held: dict[str, list[str]] = {}
    for row in rows:
        held.setdefault(row.where, []).append(row.name)
    parts = (
        f"{where} with {', '.join(filter(None, inside))}" if any(inside) else where for where, inside in held.items()
    )
    return f"{'; '.join(parts)}. The table says what they hold."


def _table(rows: Sequence[tables.TableRow]) -> str:
    """The table that stands for the picture."""
    body = "".join(
        f"<tr><th>{prose(row.where)}</th><td>{_code(row.name)}</td><td>{escape(row.type, quote=False)}</td>"
        f"<td>{prose(row.holds)}</td></tr>"
        for row in rows
    )
    head = "<tr><th>Where</th><th>Name</th><th>Type or size</th><th>What it holds</th></tr>"
    return f'<div class="bp-memory-table"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'


def _code(name: str) -> str:
    return f"<code>{escape(name, quote=False)}</code>" if name else ""


def _parts(layout: layouts.TypeLayout) -> Iterator[str]:
    """A row for each part; the type stands beside the first."""
    called = f"{layout.type}, {layout.variant}" if layout.variant else layout.type
    head = f'<th rowspan="{len(layout.parts)}">{escape(called, quote=False)}</th>'
    for number, part in enumerate(layout.parts):
        cells = f"<td>{part.first} to {part.last}</td><td>{prose(part.what)}</td>"
        yield f"<tr>{'' if number else head}{cells}</tr>"


def _bytes(recording: Recording) -> str:
    """How the bytes of each type lie, on request; length and capacity come before the pointer only in the picture."""
    found = list(layouts.layouts(recording))
    if not found:
        return ""
    rows = "".join(row for layout in found for row in _parts(layout))
    notes = "".join(f"<p>{prose(layout.note)}</p>" for layout in found if layout.note)
    head = "<tr><th>Type</th><th>Bytes</th><th>What they are</th></tr>"
    return (
        '<details class="bp-memory-bytes"><summary>Byte by byte</summary>'
        "<p>How this compiler lays these types out; another may do it in another order.</p>"
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{notes}</details>"
    )
