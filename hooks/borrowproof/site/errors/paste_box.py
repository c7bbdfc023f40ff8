"""The box into which readers paste what a compiler or a program printed; frontend/src/finding.ts answers it."""

from __future__ import annotations

from borrowproof.site.escaping import escape

DATA = "lookup.js"  # beside the pages of errors
_BOX = """\
<form class="bp-lookup" role="search" aria-label="Find your error" data-errors="{address}"{shared} hidden>
<label for="bp-lookup-text">Paste what rustc or your program printed, or ask in your own words</label>
<textarea id="bp-lookup-text" rows="{rows}" spellcheck="false" autocapitalize="off" autocomplete="off"
 aria-describedby="bp-lookup-help" placeholder="error[E0382]: borrow of moved value: `a`"></textarea>
<p id="bp-lookup-help">Nothing leaves your browser. Enter finds; Shift and Enter begin a new line.</p>
<p class="bp-lookup-buttons"><button type="submit">Find</button><button type="reset">Clear</button></p>
<p class="bp-lookup-count" role="status"></p>
<ol class="bp-lookup-results"></ol>
</form>
"""


def box_html(address: str, *, shared: bool = False) -> str:
    """The box into which readers paste. `address` is where its data are, seen from the page; in a `shared` one the
    question stands in the page's own address."""
    return _BOX.format(address=escape(address), shared=" data-shared" if shared else "", rows=5 if shared else 3)
