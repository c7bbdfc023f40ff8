"""Types and functions of debug information as one writes them: short paths, no allocators and hashers of std."""

from __future__ import annotations

import re
from functools import lru_cache

from borrowproof.facts.debug_info.syntax import DebugInfo, Type

_PATH = re.compile(r"(?<![\w>])(?:(?:[a-zA-Z_]\w*|\{[a-z_]+#\d+\})::)+(?=[\w{&<(\[])")
_DEFAULTS = re.compile(r", (?:alloc::alloc::)?Global\b|, (?:[\w:]+::)?RandomState\b")
_CLOSURE = re.compile(r"\{closure_env#\d+\}(?:<.*>)?")
_PARAMETERS = re.compile(r"<.*>$")


@lru_cache(maxsize=8192)
def short(name: str) -> str:
    """The name of a type without paths: `Vec<String>` of `alloc::vec::Vec<alloc::string::String, ...Global>`."""
    text = _CLOSURE.sub("closure", _DEFAULTS.sub("", name))
    text = _PATH.sub("", text)
    return text.replace("dyn ", "dyn ")


def type_name(debug: DebugInfo, id_: int) -> str:
    """A type as one writes it."""
    found = debug.types[id_]
    if found.kind == "array" and found.target is not None:
        return f"[{type_name(debug, found.target)}; {found.count}]"
    return short(found.name)


def head(type_: Type) -> str:
    """Its path without parameters: `alloc::vec::Vec`."""
    return type_.path.partition("<")[0]


def short_path(path: str) -> str:
    """The path of a static without that of its crate and modules."""
    return path.rpartition("::")[2]


def function_name(path: str) -> str:
    """A function's path without its crate and its parameters."""
    return _PARAMETERS.sub("", path.partition("::")[2]) or path
