"""What a page must say of itself before anything else: that it was not verified, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.model.origin import Problem
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import EvidenceIndex, is_page

UNCHECKED = (
    "<strong>No compiler checked this page.</strong> It was built without rustc: "
    "what its snippets claim is what their author expects, not what a compiler said."
)

RECORDED = (
    "<strong>No compiler checked this page on this machine.</strong> It shows evidence that was recorded elsewhere, by "
    "{judge}. A program that has changed since then is not checked."
)


def banners(index: EvidenceIndex, page: str | None, differences: Sequence[str]) -> str:
    """The banners of one page; empty on a page that is verified as a whole."""
    found = []
    if index.run.recorded is not None:
        found.append(_banner("unchecked", f"<p>{RECORDED.format(judge=escape(index.run.recorded))}</p>"))
    elif index.run.toolchain is None:
        found.append(_banner("unchecked", f"<p>{UNCHECKED}</p>"))
    wrong = [
        *(f"{p.origin}: {p.message}; {p.fix}" for p in _problems(index, page, differences)),
        *differences,
    ]
    if wrong:
        items = "".join(f"<li>{escape(text, quote=False)}</li>" for text in wrong)
        found.append(_banner("mismatch", f"<p><strong>This page is not verified.</strong></p><ul>{items}</ul>"))
    return "".join(found)


def _problems(index: EvidenceIndex, page: str | None, differences: Sequence[str]) -> Sequence[Problem]:
    """The page's own problems; where a block has no evidence, those of included files may be why."""
    own = [p for p in index.run.problems if page is None or p.origin.file == page]
    included = [p for p in index.run.problems if not is_page(p.origin.file)]
    return [*own, *(p for p in included if differences and p not in own)]


def _banner(state: str, body: str) -> str:
    return f'<div class="bp-banner bp-banner-{state}" role="note">{body}</div>\n'
