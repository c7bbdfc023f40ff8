"""Which programs may share a crate: those that every guard below lets through. `MERGING.md` has the argument.

A program is guilty until proven innocent: attributes, macros and modules of std are innocent by name, words that tell
a crate from a module or reach out of it are guilty, and what the tokens do not settle is guilty too. A guilty program
is judged in a crate of its own, which costs time and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from borrowproof.backends.merging import impls, rejections, type_depth
from borrowproof.backends.merging.program import ROOT, Program
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Goal, Job

ENTRY = "borrowproof_entry"  # the function that is added behind each program
_DERIVES = frozenset({"Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"})
_DERIVE = "|".join(sorted(_DERIVES))
_ATTRIBUTES = re.compile(
    rf"""derive \( (?: (?:{_DERIVE}) (?:,(?:{_DERIVE}))* ,? )? \)
      | allow \( \w+ (?:::\w+)? (?: ,\w+ (?:::\w+)? )* ,? \)
      | must_use (?: ="[^"]*" )? | inline (?: \( (?:always|never) \) )? | default
      | repr \( (?: [ui](?:8|16|32|64|128|size) | C | transparent | align\(\d+\) ) \)""",
    re.VERBOSE,
)
_MACROS = frozenset(
    (
        *("assert", "assert_eq", "assert_ne", "dbg", "debug_assert", "debug_assert_eq", "debug_assert_ne"),
        *("eprint", "eprintln", "format", "format_args", "matches", "panic", "print", "println"),
        *("thread_local", "todo", "unimplemented", "unreachable", "vec", "write", "writeln"),
    )
)
_BEFORE_NOT = frozenset({"if", "while", "match", "return", "break", "in", "else", "as", "move", "yield", "let", "for"})
# Modules of std of which a part tells too much, with the part that does not.
_PARTS: Mapping[str, frozenset[str]] = {
    "marker": frozenset({"Copy", "PhantomPinned", "Send", "Sized", "Sync", "Unpin"}),
    "mem": frozenset(
        {"align_of", "discriminant", "drop", "forget", "replace", "size_of", "size_of_val", "swap", "take"}
    ),
    "panic": frozenset({"AssertUnwindSafe", "RefUnwindSafe", "UnwindSafe", "catch_unwind", "resume_unwind"}),
    "process": frozenset({"ExitCode", "abort", "exit"}),
    "ptr": frozenset({"eq"}),
}
_MODULES = frozenset(
    (
        *("array", "ascii", "borrow", "boxed", "cell", "char", "clone", "cmp", "collections", "convert", "default"),
        *("error", "fmt", "future", "hash", "io", "iter", "num", "ops", "option", "pin", "rc", "result", "slice"),
        *("str", "string", "sync", "thread", "time", "vec", "bool", "f32", "f64", "i8", "i16", "i32", "i64"),
        *("i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", *_PARTS),
    )
)
# What reaches beyond the program's own items, or needs a crate root to mean what it says.
_REACHING = frozenset({"crate", "extern", "macro", "macro_rules", "super", "union", "unsafe", ENTRY})
# What says where something lies or how its type is called, wherever it is reached from.
_TELLING = frozenset(
    (
        *(
            "as_mut_ptr",
            "as_mut_ptr_range",
            "as_non_null",
            "as_ptr",
            "as_ptr_range",
            "addr",
            "into_non_null",
            "into_raw",
        ),
        *("MaybeUninit", "NonNull", "PhantomData", "Pointer", "spare_capacity_mut"),
        *("AtomicPtr", "UnsafeCell", "type_id"),
        *("chunks_mut", "chunks_exact_mut", "rchunks_mut", "rchunks_exact_mut"),  # their Debug shows where they are
        *("new_uninit", "new_uninit_slice", "new_zeroed", "new_zeroed_slice", "Termination"),
    )
)
_INTEGERS = frozenset(f"{sign}{width}" for sign in "iu" for width in (8, 16, 32, 64, 128, "size"))
_PRINTS_ADDRESS = re.compile(r":[^{}]*p\s*\}")
_ESCAPE = re.compile(r"\\x([0-7][0-9a-fA-F])|\\u\{([0-9a-fA-F]{1,5})\}")
_USUAL_LITERAL = re.compile(r"""(?:b?"|br#*"|r#*"|b?').*["'#]""", re.DOTALL)


def plain_text(program: Program) -> bool:
    """Every token is one that no edition and no release of Unicode reads in another way."""
    kinds = {token.kind for token in program.tokens}
    if kinds & {"shebang", "frontmatter", "unknown"} or "\ufeff" in program.code:
        return False
    if "\r" in program.code.replace("\r\n", ""):
        return False
    return not any(_unusual(w) for w in program.words)


def _unusual(word: str) -> bool:
    """Whether a token is raw, has an unusual prefix or suffix, or is written beyond ASCII."""
    if '"' in word or (word[:1] == "'" and word[-1:] == "'" and len(word) > 1):
        return not _USUAL_LITERAL.fullmatch(word)
    return not word.isascii() or word.startswith(("r#", "'r#"))


def closed_text(program: Program) -> bool:
    """Brackets and comments are closed, and the last token ends an item: what is added behind is an item of its own."""
    return program.closed and program.words[-1:] in (("}",), (";",))


def plain_main(program: Program) -> bool:
    """The word `main` occurs once, in `fn main() {` or `fn main() -> T {` at the top level, and is told nothing."""
    if program.words.count("main") != 1:
        return False
    at = program.words.index("main")
    if program.words[at - 1 : at + 3] != ("fn", "main", "(", ")") or program.groups[at] != ROOT:
        return False
    before = at - 2 if program.word(at - 2) != "pub" else at - 3
    return _begins_item(program, before) and _plain_result(program, at + 3)


def _begins_item(program: Program, before: int) -> bool:
    """Whether an item begins behind `before`, with no attributes but `allow`."""
    openers = {program.close(i): i for i, word in enumerate(program.words) if word == "["}
    while program.word(before) == "]" and program.word(openers[before] + 1) == "allow":
        before = openers[before] - 2
    return before < 0 or program.word(before) in ("", "}", ";")


def _plain_result(program: Program, at: int) -> bool:
    if program.word(at) == "{":
        return True
    body = next((i for i in range(at, len(program.words)) if program.words[i] == "{"), at)
    return program.joined(at, "->") and not {"impl", "where", "for", ";"} & set(program.words[at:body])


def known_attributes(program: Program) -> bool:
    """Every attribute is one of a few that act on their own item alone, and none is of the crate."""
    for index, word in enumerate(program.words):
        if word == "#":
            if program.word(index + 1) != "[":
                return False
            inside = program.words[index + 2 : program.close(index + 1)]
            if not _ATTRIBUTES.fullmatch("".join(inside)):
                return False
        inner = program.tokens[index].start if word == "" else -1
        if inner >= 0 and program.code.startswith(("//!", "/*!"), inner):
            return False
    return True


def known_macros(program: Program) -> bool:
    """Every macro that is called is one of std that makes nothing but an expression, or `thread_local!`."""
    for index, word in enumerate(program.words):
        if word != "!" or program.joined(index, "!=") or not program.is_name(index - 1):
            continue
        if program.word(index - 1) not in _MACROS | _BEFORE_NOT:
            return False
    return True


def reaches_nothing(program: Program) -> bool:
    """No word reaches beyond the program's own items, and no module is a file of its own."""
    words = program.words
    files = any(w == "mod" and program.word(i + 2) != "{" for i, w in enumerate(words))
    return not files and not any(name in _REACHING for _, name in program.names()) and "$" not in words


def known_paths(program: Program) -> bool:
    """Of std, only modules are named that tell nothing about a crate, a process, a file or an address."""
    return all(_known_path(program, i) for i, name in program.names() if name in ("std", "core", "alloc")) and all(
        _known_part(program, i, _PARTS[name]) for i, name in program.names() if name in _PARTS
    )


def _known_path(program: Program, at: int) -> bool:
    if not program.joined(at + 1, "::"):
        return False
    if program.word(at + 3) != "{":
        return program.word(at + 3) in _MODULES or (program.word(at + 4) == "!" and program.word(at + 3) in _MACROS)
    first = [at + 4, *(i + 1 for i in program.inside(at + 3) if program.words[i] == ",")]
    return all(program.word(i) in _MODULES for i in first if program.word(i) != "}")


def _known_part(program: Program, at: int, part: frozenset[str]) -> bool:
    """Whether a module is used for its innocent part only: `mem::take`, `mem::{self, swap}`, `use std::mem;`."""
    if program.word(at + 1) == "!":
        return True  # `panic!`
    if not program.joined(at + 1, "::"):
        return program.word(at + 1) in (";", ",", "}")
    if program.word(at + 3) != "{":
        return program.word(at + 3) in part
    return all(w in part | {"self", ","} for w in program.words[at + 4 : program.close(at + 3)])


def says_no_place(program: Program) -> bool:
    """No address, place or type's name is asked for, in a word, a cast or a format."""
    if _TELLING & set(program.words):
        return False
    for index, word in enumerate(program.words):
        token = program.tokens[index]
        if token.kind in ("string", "raw") and _prints_address(word):
            return False
        if word == "*" and program.word(index + 1) in ("const", "mut"):
            return False
        if word == "raw" and program.word(index + 1) in ("const", "mut"):
            return False
        if word == "fn" and program.word(index + 1) == "(":
            return False
        if word == "as" and program.word(index + 1) in _INTEGERS and not _counts(program, index - 1):
            return False
    return True


def _prints_address(literal: str) -> bool:
    """Whether a literal could be a format with `{:p}`, which rustc reads after the escapes are resolved."""
    resolved = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), literal)
    return any(_PRINTS_ADDRESS.search(text) for text in (literal, resolved))


def _counts(program: Program, index: int) -> bool:
    """Whether what ends at `index` is a number and cannot be a function: a literal, or `.len()`."""
    if program.tokens[index].kind in ("number", "char"):
        return True
    return program.words[index - 3 : index + 1] == (".", "len", "(", ")")


Guard = Callable[[Program], bool]
GUARDS: Mapping[str, Guard] = MappingProxyType(
    {
        "plain text": plain_text,
        "closed text": closed_text,
        "plain main": plain_main,
        "known attributes": known_attributes,
        "known macros": known_macros,
        "reaches nothing": reaches_nothing,
        "known paths": known_paths,
        "says no place": says_no_place,
        "own impls": impls.own,
        "shallow types": type_depth.shallow,
    }
)


def mergeable(job: Job, *, remaps: bool) -> bool:
    """Whether a program may be built as a module beside others. `remaps`: rustc can rename files, see `can_remap`."""
    rejected = job.goal is Goal.REJECT and job.expects_borrow_errors
    if (
        not (rejected or job.goal is Goal.RUN)
        or job.lints
        or job.unused_lints
        or job.borrow_checker is not None
        or job.test_harness
        or job.edition is Edition.E2015
    ):
        return False
    if rejected and rejections.names_a_module(job.code):
        return False
    if not remaps and (job.prints_its_location or "dbg" in job.code):
        return False
    return refused_by(job.code, job.crates.names) is None


def refused_by(code: str, crates: frozenset[str] = frozenset()) -> str | None:
    """The name of the first guard that does not let a program through; None where all do.

    `crates` are the names of crates besides std that the program could use.
    """
    program = Program(code)
    if uses_crates(program, crates):
        return "no foreign crates"
    return next((name for name, guard in GUARDS.items() if not guard(program)), None)


def uses_crates(program: Program, crates: frozenset[str]) -> bool:
    """Whether a program could load one of `crates`: a token is its name. (`extern crate` and `r#name` have guards.)"""
    return not crates.isdisjoint(program.words)


def can_be_module(code: str) -> bool:
    """Whether a program that is built by itself means the same as a module below a root of ours."""
    program = Program(code)
    return plain_text(program) and closed_text(program) and plain_main(program) and ("#", "!") not in _pairs(program)


def _pairs(program: Program) -> set[tuple[str, str]]:
    return set(pairwise(program.words))


def can_remap(release: str) -> bool:
    """Whether this rustc has `--remap-path-scope` (stable since 1.95): then panics of a module can say `src/main.rs`,
    while diagnostics still tell the modules apart."""
    major, minor, *_ = (int(part) for part in re.findall(r"\d+", release))
    return (major, minor) >= (1, 95)
