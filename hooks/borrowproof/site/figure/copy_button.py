"""The buttons that copy a snippet's code without anything that the compiler said about it."""

from __future__ import annotations


def copy_buttons(*, hides_code: bool) -> str:
    """Two buttons that a script shows and serves: what is shown and, where that is not all, the whole program."""
    whole = _button("whole", "Copy whole program") if hides_code else ""
    return f"{_button('shown', 'Copy')}{whole}"


def _button(what: str, words: str) -> str:
    return f'<button type="button" class="bp-copy" hidden data-copies="{what}">{words}</button>'
