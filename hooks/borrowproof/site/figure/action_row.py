"""What a reader can do with a snippet: the row of buttons and links at the foot of its figure."""

from __future__ import annotations

from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.run import Evidence
from borrowproof.site.figure.copy_button import copying
from borrowproof.site.figure.edit_button import editing
from borrowproof.site.figure.playground_button import opening


def actions(evidence: Evidence, *, hides_code: bool, playground: str = PLAYGROUND) -> str:
    """The row, one `.bp-action` each. `hides_code`: the program is longer than what the figure shows at first.

    `playground` is the address of the one that runs programs. What works only with scripts is `hidden` until its
    script shows it.
    """
    found = (
        copying(hides_code=hides_code),
        editing(evidence, hides_code=hides_code, playground=playground),
        opening(evidence, playground),
    )
    return f'<p class="bp-actions">{"".join(filter(None, found))}</p>'
