"""The button that turns a listing into an editor, with the program, edition and channel that were judged."""

from __future__ import annotations

from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.run import Evidence
from borrowproof.site.escaping import escape
from borrowproof.site.figure.playground_button import judged_edition_and_channel


def edit_button(evidence: Evidence, *, hides_code: bool, playground: str = PLAYGROUND) -> str:
    """A button that a script shows; runs go to the `playground` at this address (without a slash at its end).

    The program itself is not repeated here: the way to the Playground beside it carries it (see `playground_button`).
    `hides_code`: the program is longer than what the figure shows at first, which the editor says.
    """
    edition, channel = judged_edition_and_channel(evidence)
    data = f'data-playground="{escape(playground)}" data-edition="{edition}" data-channel="{channel}"'
    whole = " data-whole" if hides_code else ""
    return f'<button type="button" class="bp-edit" hidden {data}{whole}>Edit and run</button>'
