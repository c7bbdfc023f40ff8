"""A terminal's text on a page: escaped, focusable, in the terminal's colours."""

from __future__ import annotations

from borrowproof.site.figure.terminal_output import scrolling_text


def test_text_without_colours_stays_as_it_is() -> None:
    html = scrolling_text("<b>&\n", 'What "x" says', "bp-text")
    assert html == (
        '<pre class="bp-text" tabindex="0" role="region" aria-label="What &quot;x&quot; says">&lt;b&gt;&amp;\n</pre>'
    )


def test_colours_become_classes() -> None:
    html = scrolling_text("\x1b[1m\x1b[91merror\x1b[0m: <T>", "x", "bp-text")
    assert '><span class="bp-ansi-red bp-ansi-bold">error</span>: &lt;T&gt;</pre>' in html
