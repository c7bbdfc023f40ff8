"""For each guard, programs that would be judged wrongly without it."""

from __future__ import annotations

from tests.merging.variants import main, variants

_KNOWN = variants()
_NEIGHBOUR = main('println!("innocent");')


def _with_a_neighbour(name: str) -> tuple[str, ...]:
    return _KNOWN[name], _NEIGHBOUR


# At least one of the programs has another outcome in the crate that they share than alone.
WITNESSES: dict[str, tuple[str, ...]] = {
    "plain text": (main("let а = 1; let _ = а;"), main("let жд = 1; let _ = жд;")),
    "closed text": _with_a_neighbour("ending: 11 '/// doc'"),
    "plain main": _with_a_neighbour("entry: 12 'fn main() where u8: Copy {}'"),
    "known attributes": _with_a_neighbour("entry: 34 '#[track_caller]\\n/// doc\\npub fn main() {}'"),
    "known macros": _with_a_neighbour('macro: call println!("{}", include_str!("main.rs").len())'),
    "reaches nothing": _with_a_neighbour("crate: a neighbour below super"),
    "known paths": _with_a_neighbour("telling: TypeId"),
    "says no place": _with_a_neighbour("telling: type_id of what a thread threw"),
    "shallow types": (_KNOWN["crate: a deep layout"], _KNOWN["crate: a layout too deep"]),
    "own impls": (_KNOWN["impl: Sub of its own for String"], _KNOWN["impl: asks for any Sub for String"]),
}
# Each is too deep alone. Beside those that settle half of it, none is.
_BY_STEPS = ("aliases", "functions that double it")
DEEP_BY_STEPS = tuple(_KNOWN[f"crate: too deep a type by {way}"] for way in (*_BY_STEPS, "structs"))
SETTLING = (*(_KNOWN[f"crate: a deep type by {way}"] for way in _BY_STEPS), _KNOWN["crate: a type of many boxes"])
NAMED = _with_a_neighbour("telling: type_name")
PUBLIC = _with_a_neighbour("lint: async_fn_in_trait")
SILENT = _with_a_neighbour("lint: dropping_references")

# Of programs that are rejected.
NAMED_BY_PATH = (_KNOWN["borrow: a type of its own"], _KNOWN["borrow: a type called the same"])
LISTED = (_KNOWN["borrow: an impl that lengthens a list"], _KNOWN["borrow: a list of all impls"])
