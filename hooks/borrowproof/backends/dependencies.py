"""What rustc read besides a program's own text, as it tells itself (`--emit=dep-info`).

Source: `write_out_deps` of rustc_interface. The file is a Makefile of rules; variables that `env!` asked for are
comments in it. It names every file that became a part of the crate (`include!` by whatever name, `#[path]`,
`#[doc = include_str!]`), but not the standard library, which belongs to the toolchain, and not what a linker or an
assembler reads (see `untracked`).
"""

from __future__ import annotations

import re
from pathlib import Path

from borrowproof import regular_files
from borrowproof.backends.invocation import DEPENDENCIES
from borrowproof.syntax import lexer

_VARIABLE = "# env-dep:"
_BLANK = re.compile(r"(?<!\\) ")  # one within a name is written `\ `
# What reads files behind rustc's back: libraries that are linked, `.incbin` of an assembler, and the one way to spell
# such a word without writing it (a nightly feature, which joins identifiers).
_UNTRACKED = frozenset({"link", "asm", "global_asm", "naked_asm", "macro_metavar_expr_concat"})


# What a program must write, by whatever name it calls it later, in order to read files or variables itself.
_READING = frozenset({"include", "include_str", "include_bytes", "env", "option_env", "path", "mod"})


def read(home: Path, own: frozenset[str]) -> tuple[str, ...] | None:
    """The files besides `own`, and the `$VARIABLES`, that the rustc read which ran in `home`.

    None where it does not say: it writes nothing where it cannot even tell the tokens of a program apart.
    """
    try:  # what a linker was told to do there may have put anything in its place
        text = regular_files.read(home / DEPENDENCIES).decode("utf-8")
    except (regular_files.NotReadable, UnicodeDecodeError):
        return None
    return inputs(text, own)


def inputs(text: str, own: frozenset[str]) -> tuple[str, ...] | None:
    """The same of the text of such a file."""
    lines = text.split("\n")
    rule = next((line for line in lines if line.startswith(f"{DEPENDENCIES}: ")), None)
    if rule is None:
        return None
    files = (name.replace("\\ ", " ") for name in _BLANK.split(rule.removeprefix(f"{DEPENDENCIES}: ").strip()))
    variables = (line.removeprefix(_VARIABLE).partition("=")[0] for line in lines if line.startswith(_VARIABLE))
    return (*sorted(set(files) - own), *(f"${name}" for name in variables))


def untracked(code: str) -> bool:
    """Whether a program could make somebody else than rustc read a file while it is built."""
    return lexer.uses(code, _UNTRACKED)


def reads(code: str) -> bool:
    """Whether a program might read more than its text, where nobody can ask rustc: by its words alone."""
    return untracked(code) or lexer.uses(code, _READING)
