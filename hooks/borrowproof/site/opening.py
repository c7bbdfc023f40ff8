"""The way from a snippet to the Rust Playground: the same program, edition and channel."""

from __future__ import annotations

from html import escape

from borrowproof import playground_link
from borrowproof.model import NEWEST_EDITION, Evidence


def opening(evidence: Evidence) -> str:
    """A link; for a program too long for an address a button, which a script shows and which asks for a gist."""
    snippet, outcome, toolchain = evidence.snippet, evidence.outcome, evidence.toolchain
    edition = outcome.edition if outcome else snippet.edition or NEWEST_EDITION
    channel = "nightly" if toolchain is not None and toolchain.nightly else "stable"
    link = playground_link.url(snippet.code, edition, channel)
    if link is not None:
        inner = f'<a href="{escape(link)}" rel="external noopener noreferrer">Open in the Playground</a>'
    else:
        data = f'data-playground="{playground_link.PLAYGROUND}" data-channel="{channel}" data-edition="{edition}"'
        inner = (
            f'<button type="button" class="bp-share" hidden {data}>Open in the Playground</button>'
            f'<span role="status"></span><template>{escape(snippet.code, quote=False)}</template>'
        )
    return f'<p class="bp-opening">{inner}</p>'
