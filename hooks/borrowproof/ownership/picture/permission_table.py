"""What may be done before one line, for a terminal: a table of variables and accesses, and why where it may not."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from borrowproof.model.access import Access, Obstacle
from borrowproof.ownership.permission_queries import Permissions
from borrowproof.ownership.picture.layout import display_width
from borrowproof.ownership.wording.permission_phrases import HEADS, answer_phrases

_INDENT = "  "


def render(found: Sequence[Permissions], line: int, text: str, toolchain: str, width: int | None = None) -> str:
    """The answers for `line`, whose text is `text`, reasons wrapped at `width` columns."""
    said = [f"before line {line}, says {toolchain}:", f"{_INDENT}{line} | {text.strip()}", ""]
    if not found:
        return "\n".join([*said[:2], "", "no variable can be named there"]) + "\n"
    names = [one.variable.name for one in found]
    wide = max(map(display_width, names))
    said.append(_INDENT + " " * wide + "".join(f"  {head}" for head in HEADS.values()))
    for one in found:
        cells = (f"  {_cell(one, access):<{len(HEADS[access])}}" for access in Access)
        padding = " " * (wide - display_width(one.variable.name))
        said.append(f"{_INDENT}{one.variable.name}{padding}{''.join(cells)}".rstrip())
    reasons = [phrase for one in found for phrase in answer_phrases(one)]
    wrapped = (textwrap.wrap(reason, width or 10_000, subsequent_indent=_INDENT) for reason in reasons)
    said += ["", *(part for parts in wrapped for part in parts)] if reasons else []
    return "\n".join(said) + "\n"


def _cell(one: Permissions, access: Access) -> str:
    denial = one.denials.get(access)
    return "yes" if denial is None else "?" if denial.obstacle is Obstacle.UNKNOWN else "no"
