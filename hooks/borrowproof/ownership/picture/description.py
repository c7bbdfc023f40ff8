"""What a picture is, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable

from borrowproof.model.timeline import Timeline
from borrowproof.ownership.picture.lanes import Lane
from borrowproof.ownership.wording.phrases import display_name, enumeration
from borrowproof.ownership.wording.sentences import has_code


def description(timeline: Timeline, lanes: Iterable[Lane]) -> str:
    """The lanes and errors in one sentence or two; the sentences beside the picture say what it shows."""
    found: dict[str, list[str]] = {}
    for lane in lanes:
        found.setdefault(lane.function.name, []).append(f"`{display_name(lane.variable)}`")
    if not found:
        return "No variable is in scope on these lines."
    parts = [f"{enumeration(names)} of `{function}`" for function, names in found.items()]
    codes = [f"`{c.code}`" if has_code(c) else "an error without a code" for c in timeline.conflicts]
    rejected = f" The compiler rejects the program: {enumeration(codes)}." if codes else ""
    return f"A lane beside the code for each variable: {'; '.join(parts)}.{rejected} Sentences say the same."
