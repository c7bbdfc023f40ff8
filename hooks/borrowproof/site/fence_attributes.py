"""What an author gives a fence for others to read: a class for a stylesheet, an id to link to, data for a script."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import NoEvidence
from borrowproof.site.foreign_html import forged_by
from borrowproof.sources.markdown.attributes import OPTIONS

# Material reads `annotate` and would replace every `(1)` of the figure, also those of programs. `rust` is the language;
# the others are options that superfences reads itself, and our figures number their lines anyway.
_NOT_PASSED_ON = frozenset({"annotate", "rust", "linenums", "title_mode", *OPTIONS})


@dataclass(frozen=True, slots=True)
class FenceAttributes:
    """The attributes as superfences hands them over; `options` are all that have a name."""

    classes: tuple[str, ...]
    id: str
    options: Mapping[str, str]


def around(given: FenceAttributes, figure: str, anchors: Collection[str]) -> str:
    """The figure within an element that has the fence's attributes, if it has any for others.

    `anchors` are the ids of the page's figures. Raises NoEvidence for attributes that could pass for ours.
    """
    passed = {name: value for name, value in given.options.items() if name not in _NOT_PASSED_ON}
    classes = " ".join(name for name in given.classes if name not in _NOT_PASSED_ON)
    named = {name: value for name, value in {"id": given.id, "class": classes, **passed}.items() if value}
    if not named:
        return figure
    forged = forged_by("div", named, anchors)
    if forged is not None:
        raise NoEvidence(f"`{forged}` on this fence could pass for what a compiler said; remove it")
    written = "".join(f' {escape(name)}="{escape(value)}"' for name, value in named.items())
    return f"<div{written}>{figure}</div>"
