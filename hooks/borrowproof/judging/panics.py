"""Whether a program really panicked. Pure.

What can be seen from outside is a status and a text, and a program may end with any status and print any text. So a
panic counts only if std's own report of it is there, if the report names a place that exists, and if the program's
text holds no word by which it could end with that status in another way.

What remains: a program that writes machine code into itself (through `/proc/self/mem`, or by `unsafe` and a table of
numbers) can end as it likes without such a word; and a panic hook of the program's own may report a real panic at
another line of the program. Neither makes a program that does not panic pass by mistake. Crates that a program uses are
trusted as std is: they may panic in files of their own, and nobody looks for such words in them.
"""

from __future__ import annotations

import re

from borrowproof.backends.invocation import MAIN
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.outcome import Cause, NotChecked, Outcome, PanicPlace
from borrowproof.syntax import lexer

# Files of std and of the crates in it, as rustc and rustup lay them down: `/rustc/HASH/library/...` and
# `.../lib/rustlib/src/rust/library/...`; as Debian does: `/usr/src/rustc-1.96.0/library/...`;
# `/rust/deps/hashbrown-0.16/...`.
_STD = re.compile(
    r"(?:/rustc/[0-9a-f]+/|.*/rustlib/src/rust/|.*/rustc-[\w.+~-]+/)?library/\S+\.rs"
    r"|/rust/deps/\S+\.rs|.*/\.?cargo/registry/\S+\.rs"
)
# The ways to end like a panic without one: those of whatever is not Rust; an unwinding that nobody reports; and what
# closes stderr, so that std's words for another end (a stack that overflows) are lost.
_IN_ANY_WAY = frozenset(
    (
        *("exec", "resume_unwind", "FromRawFd", "from_raw_fd"),
        *("extern", "asm", "global_asm", "naked_asm", "libc", "macro_metavar_expr_concat"),
    )
)
# Of a panic that ended with status 101, or by SIGABRT where it could not unwind.
_BY_STATUS = {101: frozenset({"exit", "ExitCode", "Termination", "exit_process"}), -6: frozenset({"abort"})}
# Another program could send a signal, but a contained one starts none but itself.
_BY_OTHERS = frozenset({"Command"})
_CONTAINED = ("namespaces", "Landlock")
_MACROS = frozenset({"macro_rules", "macro"})
_HOOKS = frozenset({"set_hook", "update_hook"})
_DECLARES = re.compile(r"(?<![\w'])extern\s+crate\s+(?:r#)?(?P<name>\w+)(?=\s*(?:;|as\b))")
# A call with a written status that is not a panic's (256 and more would mean a smaller one), or an import of the name.
_HARMLESS_EXIT = re.compile(
    r"(?<![\w'#])exit(?=\s*\(\s*(?!101\s*\))(?:1\d\d|\d{1,2})\s*\))"
    r"|(?<![\w'])use\s[\w\s:{},]{0,500}(?<![\w'])exit(?=\s*[;,}])"
)
_TRUSTED = frozenset({"std", "core", "alloc"})


def panicked(code: str, outcome: Outcome, crates: Crates = NO_CRATES) -> bool:
    """Whether the report of a panic that ended the program `code` names a place in it, in std or in `crates`."""
    place = outcome.panic
    within = place is not None and crates != NO_CRATES and place.file != MAIN and place.file.endswith(".rs")
    return within or (place is not None and _exists(place, code))


def line(code: str, outcome: Outcome) -> int | None:
    """The line of `code` on which the program panicked; None where it did not, or within std."""
    place = outcome.panic
    return place.line if place is not None and place.file == MAIN and _exists(place, code) else None


def doubt(code: str, outcome: Outcome, crates: Crates = NO_CRATES) -> NotChecked | None:
    """Why a reported panic proves nothing; None where the program cannot have ended otherwise."""
    code = _without_harmless_exits(_without_declarations(code, crates))
    words = _IN_ANY_WAY | _BY_STATUS.get(outcome.exit or 0, frozenset())
    if not any(means in outcome.contained_by for means in _CONTAINED):
        words |= _BY_OTHERS
    if outcome.inputs:
        word = f"the text of {outcome.inputs[0]}"
    else:
        word = next((f"`{name}`" for name in sorted(words) if lexer.uses(code, frozenset({name}))), "")
    if not word:
        return None
    how = f"it could end like this without a panic, by {word}"
    number = ", or with a number other than 101 in its brackets" if word == "`exit`" else ""
    return NotChecked(Cause.UNPROVEN_PANIC, f"{how}; show the panic in a program that does without{number}")


def told_otherwise(code: str, outcome: Outcome) -> NotChecked | None:
    """Why a program that ended like a panic may have panicked although std does not report it; None where it did not:
    a hook of its own says what it likes of a panic.
    """
    if outcome.exit not in _BY_STATUS or outcome.panic is not None or not lexer.uses(code, _HOOKS):
        return None
    why = "a panic hook of its own reports what ended it, and std does not"
    return NotChecked(Cause.UNPROVEN_PANIC, f"{why}; show the panic in a program that sets none")


def _without_harmless_exits(code: str) -> str:
    """`code` without the word `exit` where it is called with a written status other than that of a panic, and where it
    is imported by its own name; columns stay. A macro of the program's own could make another call of it."""
    if "exit" not in code or lexer.uses(code, _MACROS):
        return code
    return _HARMLESS_EXIT.sub(lambda match: match[0].removesuffix("exit") + "    ", lexer.blank(code))


def _without_declarations(code: str, crates: Crates) -> str:
    """`code` without its `extern crate NAME` for crates that are trusted; columns stay."""
    blanked = lexer.blank(code)
    trusted = (m for m in _DECLARES.finditer(blanked) if m["name"] in crates.names | _TRUSTED)
    for match in trusted:
        blanked = blanked[: match.start()] + " " * len(match[0]) + blanked[match.end() :]
    return blanked


def _exists(place: PanicPlace, code: str) -> bool:
    if place.file != MAIN:
        return _STD.fullmatch(place.file) is not None
    lines = code.split("\n")
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1
