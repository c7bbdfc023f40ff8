"""Types as MIR spells them: questions about their text, and a shorter spelling for readers."""

from __future__ import annotations

import re
from functools import lru_cache

from borrowproof.facts.mir.cursor import Cursor
from borrowproof.model.timeline import ReferenceKind

_REFERENCE = re.compile(r"&(?:'[?\w]+ |'\{erased\} )?(mut )?")
_POINTER = re.compile(r"\*(?:const|mut) ")
_HEAD = re.compile(r"(?:\w+::)*(\w+)")
_PLAIN = re.compile(r"bool|char|\(\)|[iu](?:8|16|32|64|128|size)|f(?:16|32|64|128)")
_PATH = re.compile(r"(?<![\w:])(?:[a-z_]\w*::)+(?=[A-Za-z_{<])")
_REGION_OF_REFERENCE = re.compile(r"&'(?:\?\d+|\{erased\}) ")
_BOUND = re.compile(r" \+ '(?:\?\d+|\{erased\})")
_REGION = re.compile(r"'(?:\?\d+|\{erased\})")
_GENERIC_REGIONS = re.compile(r"<(?:'_(?:, )?)+>")
_CLOSURE = re.compile(r"\{(closure|async block|async closure|(?:async )?gen block|coroutine|async fn body)[@ ][^{}]*\}")
_BINDER = re.compile(r"for<('\w+)> ")  # of one lifetime
_BOUNDS_BEHIND = re.compile(r"(?:&(?:mut |'\w+ )?|\*(?:const|mut) )(?=(?:dyn|impl) )")


def reference_kind(type_: str) -> ReferenceKind | None:
    """The kind of a reference type, None for any other."""
    found = _REFERENCE.match(type_)
    if found is None:
        return None
    return ReferenceKind.MUTABLE if found[1] else ReferenceKind.SHARED


def is_box(type_: str) -> bool:
    return type_.startswith(("std::boxed::Box<", "Box<"))


def is_pointer(type_: str) -> bool:
    return _POINTER.match(type_) is not None


def head(type_: str) -> str:
    """The name of a type without its path and parameters: `Vec` of `std::vec::Vec<i32>`, "" for `[i32; 3]`."""
    found = _HEAD.match(type_)
    return found[1] if found else ""


@lru_cache(maxsize=4096)
def pointee(type_: str) -> str:
    """What a reference, raw pointer or Box points to; "" for any other type."""
    if found := _REFERENCE.match(type_) or _POINTER.match(type_):
        return type_[found.end() :]
    if is_box(type_):
        cursor = Cursor(type_)
        cursor.position = type_.index("<") + 1
        return cursor.until(",")
    return ""


@lru_cache(maxsize=4096)
def element_type(type_: str) -> str:
    """The element of an array or slice; "" for any other type."""
    if not type_.startswith("["):
        return ""
    cursor = Cursor(type_)
    cursor.position = 1
    return cursor.until(";")


def is_slice(type_: str) -> bool:
    return type_.startswith("[") and element_type(type_) == type_[1:-1]


def is_plain_copy(type_: str) -> bool:
    """Whether a type is certainly `Copy` by its spelling alone: a number, `bool`, `char`, `&T`, a raw pointer."""
    return _PLAIN.fullmatch(type_) is not None or reference_kind(type_) is ReferenceKind.SHARED or is_pointer(type_)


def needs_no_drop(type_: str) -> bool:
    """Whether values of a type certainly need no drop, by its spelling alone."""
    return (
        is_plain_copy(type_) or reference_kind(type_) is not None or type_.startswith(("fn(", "unsafe fn(", "extern "))
    )


@lru_cache(maxsize=4096)
def display(type_: str) -> str:
    """A type as one writes it, with short paths: `Vec<String>` (see `qualified`)."""
    return _PATH.sub("", qualified(type_))


@lru_cache(maxsize=4096)
def qualified(type_: str) -> str:
    """A type as one writes it, with the paths that rustc gives, without regions that nobody named and without binders
    that can be left out. A type that has no name is `closure` or `async block`."""
    text = _elided(_CLOSURE.sub(r"\1", type_))
    text = _grouped(_BOUND.sub("", _REGION_OF_REFERENCE.sub("&", text)))
    return _GENERIC_REGIONS.sub("<'_>", _REGION.sub("'_", text)) if "'" in text else text


def _elided(text: str) -> str:
    """The same without `for<'a>` where one may leave it out: `fn(&str) -> &str`. What follows it ends the text, or the
    brackets around it; a lifetime that stands once before the `->` is the one that is meant behind it."""
    for found in reversed(list(_BINDER.finditer(text))):
        lifetime, rest = found[1], text[found.end() :]
        bound = _up_to_end(rest)
        given = bound.partition(" -> ")[0]
        if len(re.findall(rf"{lifetime}\b", given)) == 1:
            short = re.sub(rf"&{lifetime} ", "&", bound)
            short = re.sub(rf"{lifetime}\b", "'_", short)
            text = text[: found.start()] + short + rest[len(bound) :]
    return text


def _grouped(text: str) -> str:
    """The same with the brackets that several bounds need behind a reference: `&(dyn Display + Sync)`."""
    for found in reversed(list(_BOUNDS_BEHIND.finditer(text))):
        bounds = _up_to_end(text[found.end() :])
        if " + " in bounds:
            text = f"{text[: found.end()]}({bounds}){text[found.end() + len(bounds) :]}"
    return text


def _up_to_end(text: str) -> str:
    """The type at the beginning of `text`, up to a comma or to a bracket that closes more than was opened."""
    return Cursor(text).until(",")
