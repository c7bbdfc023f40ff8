"""What a reader can do with a snippet: the row of buttons and links at the foot of its figure."""

from __future__ import annotations

from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.run import Evidence
from borrowproof.site.figure.copy_button import copy_buttons
from borrowproof.site.figure.edit_button import edit_button
from borrowproof.site.figure.playground_button import playground_button


def action_row(evidence: Evidence, *, hides_code: bool, playground: str = PLAYGROUND) -> str:
    """The row. `hides_code`: the program is longer than what the figure shows at first.

    `playground` is the address of the one that runs programs. What works only with scripts is `hidden` until its
    script shows it.
    """
    found = (
        copy_buttons(hides_code=hides_code),
        edit_button(evidence, hides_code=hides_code, playground=playground),
        playground_button(evidence, playground),
    )
    return f'<p class="bp-actions">{"".join(filter(None, found))}</p>'
