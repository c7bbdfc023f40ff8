"""The command that judges one snippet, one question or one file again. Pure."""

from __future__ import annotations

import shlex

_CHECKED_UNASKED = ("docs/", "snippets/")  # `pipeline.default_paths`


def command(file: str, only: str | None = None, *, cargo: bool = False, bless: bool = False) -> str:
    """What to type for `only` (what `--only` takes) of `file`; without `only` all that `file` is checked with.

    `file` is named where a check that names no file does not come by it.
    """
    words = ["borrowproof", "check"]
    if cargo:
        words.append("--cargo")
    elif not file.startswith(_CHECKED_UNASKED):
        words.append(file)
    if bless:
        words.append("--bless")
    if only is not None:
        words += ["--only", only]
    return shlex.join(words)


def of_file(file: str) -> str:
    """The command for a file: a program has a name; what a page lacks may concern all others."""
    return command(file, short_name(file) if file.endswith(".rs") else None)


def short_name(file: str) -> str:
    """A program as `--only` knows it: `snippets/moves/cloned.rs` is `moves/cloned`."""
    return file.removeprefix("snippets/").removesuffix(".rs")
