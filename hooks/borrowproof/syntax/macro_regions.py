"""Outer attributes of Rust text that are macros, and what stands under them."""

from __future__ import annotations

import re

from borrowproof.syntax import lexer

_ATTRIBUTE = re.compile(r"#\s*\[\s*(?:unsafe\s*\(\s*)?(?P<path>(?:::\s*)?\w+(?:\s*::\s*\w+)*)")
_BRACKET = re.compile(r"[(){}\[\];]")
_SPACE = re.compile(r"\s*")
# Source: https://doc.rust-lang.org/reference/attributes.html, "Built-in attributes index", and the tools' below it.
_BUILT_IN = frozenset(
    (
        *("allow", "automatically_derived", "bench", "cfg", "cfg_attr", "cold", "debugger_visualizer", "default"),
        *("deny", "deprecated", "doc", "expect", "export_name", "feature", "forbid", "global_allocator", "ignore"),
        *(
            "inline",
            "instruction_set",
            "link",
            "link_name",
            "link_ordinal",
            "link_section",
            "macro_export",
            "macro_use",
        ),
        *("must_use", "no_builtins", "no_implicit_prelude", "no_link", "no_main", "no_mangle", "non_exhaustive"),
        *("panic_handler", "path", "proc_macro", "proc_macro_attribute", "proc_macro_derive", "repr", "should_panic"),
        *("target_feature", "test", "track_caller", "used", "warn"),
    )
)
_TOOLS = ("clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt")
_DERIVES = frozenset({"Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"})


def under_macros(code: str) -> list[tuple[int, int]]:
    """The regions of items, fields and variants that stand under an attribute or a derive that is no part of Rust.

    Each begins with the attribute.
    """
    blanked = lexer.blank(code)
    return [(m.start(), _item_end(blanked, m.start())) for m in _ATTRIBUTE.finditer(blanked) if _is_macro(blanked, m)]


def _is_macro(blanked: str, attribute: re.Match[str]) -> bool:
    path = re.sub(r"\s", "", attribute["path"])
    if path == "derive":
        derived = re.findall(r"[\w:]+", blanked[attribute.end() : _end_of_brackets(blanked, attribute.start())])
        return any(name.rpartition("::")[2] not in _DERIVES for name in derived)
    return path not in _BUILT_IN and path.partition("::")[0] not in _TOOLS


def _item_end(blanked: str, start: int) -> int:
    """Where the item ends whose first attribute begins at `start`; where what it stands in does, at the latest."""
    position, depth = start, 0
    while blanked[position : position + 1] == "#":
        end = _end_of_brackets(blanked, position)
        position = _SPACE.match(blanked, end).end()  # type: ignore[union-attr]  # matches anything
    for match in _BRACKET.finditer(blanked, position):
        bracket = match[0]
        depth += 0 if bracket == ";" else 1 if bracket in "([{" else -1
        if depth < 0:
            return match.start()
        if depth == 0 and bracket in ";}":
            return match.end()
    return len(blanked)


def _end_of_brackets(blanked: str, start: int) -> int:
    """Behind the bracket that closes the first one at or behind `start`."""
    depth = 0
    for match in _BRACKET.finditer(blanked, start):
        depth += 0 if match[0] == ";" else 1 if match[0] in "([{" else -1
        if depth == 0:
            return match.end()
    return len(blanked)
