"""Names of the standard library that somebody may have forgotten to import, where rustc does not say so itself.

rustc 1.95 suggests `use std::thread;` for `thread::spawn(f)`, but says nothing for `ptr::addr_of!(x)`, and "you might
be missing a crate" for `use mpsc::channel;`. Source: the index of https://doc.rust-lang.org/std/ (stable modules).
"""

from __future__ import annotations

BUILT_IN_CRATES = ("std", "core", "alloc")
ROOT_MODULES = frozenset(
    (
        *("alloc", "any", "arch", "array", "ascii", "backtrace", "borrow", "boxed", "cell", "char", "clone", "cmp"),
        *("collections", "convert", "default", "env", "error", "f32", "f64", "ffi", "fmt", "fs", "future", "hash"),
        *("hint", "io", "iter", "marker", "mem", "net", "num", "ops", "option", "os", "panic", "path", "pin"),
        *("prelude", "primitive", "process", "ptr", "rc", "result", "slice", "str", "string", "sync", "task"),
        *("thread", "time", "vec"),
    )
)
INNER_MODULES = frozenset(
    (
        *("binary_heap", "btree_map", "btree_set", "hash_map", "hash_set", "linked_list", "vec_deque"),
        *("atomic", "mpsc", "consts"),
    )
)
_MACROS = frozenset(
    (
        *("assert", "assert_eq", "assert_ne", "dbg", "debug_assert", "eprint", "eprintln", "format", "matches"),
        *("panic", "print", "println", "todo", "unimplemented", "unreachable", "vec", "write", "writeln"),
    )
)
# Modules whose names are those of well-known crates too, with what the module holds.
_ALSO_CRATES = {
    "num": (
        *("FpCategory", "IntErrorKind", "NonZero", "ParseFloatError", "ParseIntError", "Saturating"),
        *("TryFromIntError", "Wrapping"),
    ),
    "time": ("Duration", "Instant", "SystemTime", "SystemTimeError", "TryFromFloatSecsError", "UNIX_EPOCH"),
}


def is_module(name: str) -> bool:
    """Whether std has a module of that name."""
    return name in ROOT_MODULES or name in INNER_MODULES


def is_elsewhere(name: str, member: str) -> bool:
    """Whether `name::member` must be meant for the crate that is called like a module of std."""
    held = _ALSO_CRATES.get(name)
    return held is not None and member != "" and not member.startswith(held)


def is_misspelt(name: str, member: str) -> bool:
    """Whether `name` is one slip away from a crate of std and `member` is something that std has."""
    if name.rstrip("0123456789") in BUILT_IN_CRATES:
        return False  # `core2` is a crate
    known = member in ROOT_MODULES or member in _MACROS
    return any(is_slip(name, crate) and (known or sorted(name) == sorted(crate)) for crate in BUILT_IN_CRATES)


def is_slip(written: str, meant: str) -> bool:
    """Whether one letter more, less or other, or two swapped ones, make the difference."""
    start = next((n for n, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if start is None:
        return abs(len(written) - len(meant)) == 1
    rests = (written[start:], meant[start:])
    one, other = rests
    swapped = one[1::-1] == other[:2] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
