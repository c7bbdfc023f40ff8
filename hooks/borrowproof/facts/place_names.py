"""Names as readers know them: of places (`p.name`, `*r`), of functions and of what is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from borrowproof.facts import types
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.mir.cursor import Cursor
from borrowproof.facts.mir.syntax import Elem
from borrowproof.facts.source_text import Source

_IMPL = re.compile(r"<impl at [^>]*?:(\d+):(\d+): (\d+):(\d+)>")
_QUALIFIED = re.compile(r"<(.*) as (.*)>$", re.DOTALL)
_PRIMITIVE = re.compile(r"(?:str|slice|array|pointer|char|bool|[fiu]\d+|[iu]size)$")
# What one writes where the compiler calls a method of a trait by itself.
OPERATORS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "rem": "%",
    "not": "!",
    "neg": "-",
    "bitand": "&",
    "bitor": "|",
    "bitxor": "^",
    "shl": "<<",
    "shr": ">>",
    "add_assign": "+=",
    "sub_assign": "-=",
    "mul_assign": "*=",
    "div_assign": "/=",
    "rem_assign": "%=",
    "bitand_assign": "&=",
    "bitor_assign": "|=",
    "bitxor_assign": "^=",
    "shl_assign": "<<=",
    "shr_assign": ">>=",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "index": "[]",
    "index_mut": "[]",
    "deref": "*",
    "deref_mut": "*",
    "branch": "?",
    "from_residual": "?",
    "from_output": "?",
    "into_iter": "for",
    "next": "for",
    "into_future": ".await",
    "poll": ".await",
    "new_unchecked": ".await",
    "get_context": ".await",
}


def place_name(root: str, steps: Iterable[tuple[Elem, str]], type_: str, declarations: Declarations) -> str:
    """A place as one writes it: `root` is a variable's name, `type_` its type, `steps` the way to the place with the
    types of fields. A `*` that a field access implies is left out, and so is the variant that a pattern matched. An
    index is what its step is named, else `_`."""
    text, variant, stars = root, "", 0
    for elem, field_type in steps:
        if elem.kind == "deref":
            # Rust follows references and boxes to a field or an element by itself, raw pointers not.
            text, stars = (f"(*{text})", stars) if type_.startswith("*") else (text, stars + 1)
            type_ = types.pointee(type_)
        elif elem.kind == "downcast":
            variant = elem.name
        elif elem.kind == "field":
            text = f"{text}.{declarations.field_name(types.head(type_), variant, elem.number)}"
            variant, stars, type_ = "", 0, field_type
        elif elem.kind != "cast":
            text, stars, type_ = f"{text}[{_index(elem)}]", 0, types.element_type(type_)
    return "*" * stars + (text[1:-1] if text.endswith(")") else text)


def _index(elem: Elem) -> str:
    if elem.kind == "constant index":
        return f"len - {elem.number}" if elem.name else str(elem.number)
    return elem.name.replace(":-", "..len - ").replace(":", "..") if elem.kind == "subslice" else elem.name or "_"


def operator(path: str) -> str | None:
    """The operator that a callee stands for; None for any other, and for a value that is called, which has no path."""
    return OPERATORS.get(callee_name(path).rpartition("::")[2]) if path else None


@lru_cache(maxsize=4096)
def callee_name(path: str) -> str:
    """A callee as readers know it: `Vec::push`, `drop`, `Clone::clone` -> of the type it is called for."""
    segments = _segments(path)
    name = segments[-1]
    owner = segments[-2] if len(segments) > 1 else ""
    if qualified := _QUALIFIED.match(owner):
        self_type = _type_name(qualified[1])
        owner = self_type if self_type not in ("", "Self") else types.head(qualified[2])
    elif owner.startswith("<impl "):
        owner = _type_name(owner[len("<impl ") : -1].rpartition(" for ")[2])
    elif owner.startswith("<"):
        owner = _type_name(owner[1:-1])
    return f"{owner}::{name}" if owner[:1].isupper() or _PRIMITIVE.match(owner) else name


def _segments(path: str) -> list[str]:
    """The parts of a path, parameters left out."""
    cursor = Cursor(path)
    found: list[str] = []
    while not cursor.at_end():
        start = cursor.position
        if cursor.at("<") or cursor.at("{"):
            cursor.position += 1
            cursor.until()
            cursor.position += 1
            part = path[start : cursor.position]
        else:
            word = re.compile(r"[^:<{]+").match(path, start)
            if word is None:
                raise cursor.unknown()
            cursor.position = word.end()
            part = word[0]
        goes_on = cursor.eat("::")
        # Parameters that follow a name are no part of a path of names; an impl's type, which follows a module, is.
        of_impl = part.startswith("<impl ") and goes_on and not (found and found[-1][:1].isupper())
        if not (found and part.startswith("<")) or of_impl:
            found.append(part)
    return found


def _type_name(type_: str) -> str:
    if types.is_pointer(type_):
        return "pointer"
    while pointee := types.pointee(type_) if type_.startswith("&") else "":
        type_ = pointee
    if type_.startswith("["):
        return "slice" if types.is_slice(type_) else "array"
    if type_.startswith(("{", "impl ", "dyn ", "fn", "(")):
        return ""
    return types.head(type_)


def function_name(path: str, source: Source) -> str:
    """A function's path as readers know it: the type of its impl for `<impl at ...>`, no path of modules."""
    found = _IMPL.match(path) or _IMPL.search(path)
    if found is None:
        return path
    line, column, end_line, end_column = (int(n) for n in found.groups())
    owner = _impl_type(source.between(line, column, end_line, end_column))
    return f"{owner}{path[found.end() :]}"


def is_derived(path: str, source: Source) -> bool:
    """Whether a function belongs to an impl that nobody wrote: its place is in a `derive`."""
    found = _IMPL.search(path)
    if found is None:
        return False
    line, column, end_line, end_column = (int(n) for n in found.groups())
    return re.match(r"(?:unsafe\s+|default\s+)*impl\b", source.between(line, column, end_line, end_column)) is None


def _impl_type(header: str) -> str:
    cursor = Cursor(re.sub(r"^(?:unsafe\s+|default\s+)*impl\s*", "", header))
    if cursor.eat("<"):
        cursor.until()
        cursor.eat(">")
    rest = cursor.text[cursor.position :]
    implemented = re.split(r"\bwhere\b", re.split(r"\bfor\b(?!\s*<)", rest)[-1])[0].strip()
    return _type_name(implemented) or types.display(implemented)
