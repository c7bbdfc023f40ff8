"""The way from a snippet to the Rust Playground: the same program, edition and channel."""

from __future__ import annotations

from html import escape  # noqa: TID251 (a template is never shown, and holds the real program)

from borrowproof.backends.playground import link
from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.run import Evidence


def judged_edition_and_channel(evidence: Evidence) -> tuple[Edition, str]:
    """The edition and the channel that the program was judged with, or would be."""
    snippet, outcome, toolchain = evidence.snippet, evidence.outcome, evidence.toolchain
    edition = outcome.edition if outcome else snippet.edition or NEWEST_EDITION
    return edition, "nightly" if toolchain is not None and toolchain.nightly else "stable"


def playground_button(evidence: Evidence, playground: str = PLAYGROUND) -> str:
    """A link; for a program too long for an address a button, which a script shows and which asks for a gist.

    Either carries the whole program, which other scripts of the page read from here (`program.ts`).
    """
    snippet = evidence.snippet
    edition, channel = judged_edition_and_channel(evidence)
    address = link.url(snippet.code, edition, channel, playground=playground)
    if address is not None:
        way = f'href="{escape(address)}" rel="external noopener noreferrer"'
        return f'<a class="bp-opening" {way}>Open in the Playground</a>'
    data = f'data-playground="{escape(playground)}" data-channel="{channel}" data-edition="{edition}"'
    return (
        f'<span class="bp-action bp-opening"><button type="button" class="bp-share" hidden {data}>'
        "Open in the Playground</button>"
        f'<span role="status"></span><template>{escape(snippet.code, quote=False)}</template></span>'
    )
