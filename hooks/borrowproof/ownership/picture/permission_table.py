"""What may be done before one line, for a terminal: a table of variables and accesses, and why where it may not."""

from __future__ import annotations

import textwrap

from borrowproof.model.access import Access
from borrowproof.model.timeline import Function
from borrowproof.ownership.permission_queries import permissions
from borrowproof.ownership.picture.layout import display_width
from borrowproof.ownership.wording.permission_phrases import HEADS, answer, answer_phrases, outside_phrases
from borrowproof.ownership.wording.type_phrases import typed_name

_INDENT = "  "


def render(function: Function, line: int, text: str, toolchain: str, width: int | None = None) -> str:
    """The answers for `line` of `function`, whose text is `text`, reasons wrapped at `width` columns."""
    found = permissions(function, line)
    said = [f"before line {line}, says {toolchain}:", f"{_INDENT}{line} | {text.strip()}", ""]
    if not found:
        return "\n".join([*said[:2], "", "no variable can be named there"]) + "\n"
    names = [typed_name(one.variable) for one in found]
    wide = max(map(display_width, names))
    said.append(_INDENT + " " * wide + "".join(f"  {head}" for head in HEADS.values()))
    for name, one in zip(names, found, strict=True):
        cells = (f"  {answer(one, access).value:<{len(HEADS[access])}}" for access in Access)
        padding = " " * (wide - display_width(name))
        said.append(f"{_INDENT}{name}{padding}{''.join(cells)}".rstrip())
    reasons = [*(phrase for one in found for phrase in answer_phrases(one)), *outside_phrases(function)]
    wrapped = (textwrap.wrap(reason, width or 10_000, subsequent_indent=_INDENT) for reason in reasons)
    said += ["", *(part for parts in wrapped for part in parts)] if reasons else []
    return "\n".join(said) + "\n"
