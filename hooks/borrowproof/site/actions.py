"""What a reader can do with a snippet: the row of buttons and links at the foot of its figure."""

from __future__ import annotations

from borrowproof.model import Evidence
from borrowproof.playground_link import PLAYGROUND
from borrowproof.site.copying import copying
from borrowproof.site.editing import editing
from borrowproof.site.opening import opening


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
