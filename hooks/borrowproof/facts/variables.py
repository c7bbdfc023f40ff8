"""The variables of a body that the program's author wrote, and which place of the MIR belongs to which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from borrowproof.facts import place_names, source_locations, types
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.mir.syntax import Body, DebugInfo, Elem, Operand, Place
from borrowproof.facts.source_text import Position, Source
from borrowproof.model.timeline import ReferenceKind

# The text that declares a variable: `x`, `mut x`, `ref mut x`, `x @ ...`, `&mut self`, `self: Box<Self>`.
_PATTERN = re.compile(r"(?:&\s*(?:'\w+\s+)?)?(?:ref\s+)?(?:mut\s+)?((?:r#)?\w+)\s*(?:$|[@:])")
_WRITERS = ("assign", "call", "yield")
_NUMBER = re.compile(r"(?:const )?(\d+)_usize")
_ITERATED = re.compile(r"\bin\s*\Z")  # the iterator of a `for` is called `iter`, whatever stands there


@dataclass(frozen=True, slots=True)
class Binding:
    """A variable of the program in a body: the name as shown, where its name is declared, and the place that holds it.

    `pattern` is the text of the declaring pattern (`mut q`, `ref x`). A `temporary` is no variable of the program, but
    a value without a name that is shown like one.
    """

    name: str
    position: Position
    place: Place
    scope: int
    pattern: str
    type: str
    mutable: bool
    argument: bool
    captured: bool
    temporary: bool = False

    @property
    def by_reference(self) -> ReferenceKind | None:
        """How a closure captured it, None for by value (and for what is not captured)."""
        place = self.place
        if not self.captured or not place.projection or place.projection[-1].kind != "deref":
            return None
        return types.reference_kind(place.types[-2]) if len(place.types) > 1 else None


class Variables:
    """The bindings of a body. A guard's second binding of a name (by reference) and a coroutine's captured argument
    stand for the variable that the author knows."""

    def __init__(self, body: Body, source: Source, declarations: Declarations) -> None:
        self._body = body
        self._declarations = declarations
        self.bindings: list[Binding] = []
        self._of_local: dict[int, list[tuple[Place, Binding]]] = {}
        groups: dict[tuple[str, Position], list[DebugInfo]] = {}
        for debug in body.debug:
            declared = _declared(debug, source)
            if declared is not None:
                groups.setdefault(declared, []).append(debug)
        for (name, position), group in groups.items():
            self._add(name, position, group, source)

    def _add(self, name: str, position: Position, group: list[DebugInfo], source: Source) -> None:
        chosen = next((d for d in group if not d.place.projection), group[0])
        # An async function moves its arguments into its coroutine, which moves each into a local first.
        awaited = not chosen.place.projection and any(d.place.projection for d in group)
        binding = self._binding(name, position, chosen, source, awaited)
        self.bindings.append(binding)
        for debug in group:
            self._of_local.setdefault(debug.place.local, []).append((debug.place, binding))

    def add_temporary(self, binding: Binding) -> None:
        """Show a temporary value as one shows variables."""
        self.bindings.append(binding)
        self._of_local.setdefault(binding.place.local, []).append((binding.place, binding))

    def _binding(self, name: str, position: Position, debug: DebugInfo, source: Source, awaited: bool) -> Binding:
        place = debug.place
        local = self._body.locals.get(place.local)
        captured = bool(place.projection)
        type_ = local.type if local is not None else ""
        if captured:
            held = next((t for t in reversed(place.types) if t), "")
            type_ = types.pointee(held) if place.projection[-1].kind == "deref" else held
        pattern = source.between(*debug.span[1:]) if debug.span else ""
        argument = not captured and (1 <= place.local <= self._body.arguments or awaited)
        if argument or captured:  # of a captured variable, rustc gives the place of its name alone
            mutable = pattern.startswith("mut ") or (captured and _says_mut(source, position))
        else:
            mutable = local is not None and local.mutable
        return Binding(name, position, place, debug.scope, pattern, type_, mutable, argument, captured)

    def of(self, place: Place) -> Binding | None:
        """The variable that `place` is, or is a part of, or points into; None for temporaries and hidden locals."""
        found = self._match(place)
        return found[1] if found else None

    def _match(self, place: Place) -> tuple[int, Binding] | None:
        for held, binding in self._of_local.get(place.local, ()):
            steps = len(held.projection)
            if place.projection[:steps] == held.projection:
                return steps, binding
            if steps and held.projection[-1].kind == "deref" and place.projection == held.projection[:-1]:
                return steps - 1, binding  # the reference by which a closure captured it
        return None

    def projection_beyond(self, place: Place) -> tuple[Elem, ...] | None:
        """The steps of `place` beyond the variable that holds it, None where it belongs to no variable."""
        found = self._match(place)
        return place.projection[found[0] :] if found else None

    def place_text(self, place: Place) -> str:
        """A place as one writes it, "" for one that belongs to no variable of the program."""
        found = self._match(place)
        if found is None:
            return ""
        steps, binding = found
        rest = [(self._named(e), type_) for e, type_ in zip(place.projection, place.types, strict=True)][steps:]
        guard = self.is_seen_by_guard(place)
        return place_names.place_name(binding.name, rest[1:] if guard else rest, binding.type, self._declarations)

    def text_behind(self, root: str, place: Place) -> str:
        """A place behind a reference that a temporary holds, where `root` is what one writes for what that refers
        to."""
        local = self._body.locals.get(place.local)
        type_ = types.pointee(local.type) if local is not None else ""
        rest = [(self._named(e), type_) for e, type_ in zip(place.projection, place.types, strict=True)][1:]
        return place_names.place_name(root, rest, type_, self._declarations)

    def index_text(self, operand: Operand) -> str:
        """What stands between `[` and `]`: a number, a variable, `..` for some range, `_` for anything else."""
        if operand.place is None:
            return self._simple(operand) or "_"
        local = self._body.locals.get(operand.place.local)
        computed = ".." if local is not None and types.head(local.type).startswith("Range") else "_"
        return self._simple(operand) or self._indices.get(operand.place.local, "") or computed

    def _named(self, elem: Elem) -> Elem:
        return elem._replace(name=self._indices.get(elem.number, "")) if elem.kind == "index" else elem

    @cached_property
    def _indices(self) -> dict[int, str]:
        """What an array is indexed by, as written, by the local that holds it: a number or a variable, nothing more."""
        found: dict[int, set[str]] = {}
        for point in self._body.points:
            to, read = point.instruction.place, point.instruction.operands
            if to is not None and not to.projection and point.instruction.kind in _WRITERS:
                plain = point.instruction.rvalue == "use" and len(read) == 1
                found.setdefault(to.local, set()).add(self._simple(read[0]) if plain else "")
        return {local: next(iter(texts)) for local, texts in found.items() if len(texts) == 1}

    def _simple(self, operand: Operand) -> str:
        if operand.place is None:
            number = _NUMBER.fullmatch(operand.text)
            return number[1] if number else ""
        binding = self.of(operand.place)
        return binding.name if binding is not None and binding.place == operand.place else ""

    def is_seen_by_guard(self, place: Place) -> bool:
        """Whether `place` starts at the reference through which a guard sees a binding: `(*_5)` is `s` there."""
        binding = self.of(place)
        other = binding is not None and place.local != binding.place.local and not binding.captured
        return other and bool(place.projection) and place.projection[0].kind == "deref"

    def is_within(self, scope: int, outer: int) -> bool:
        """Whether `scope` is `outer` or lies in it."""
        return bool(self.scopes_around[scope] >> outer & 1)

    @cached_property
    def scopes_around(self) -> dict[int, int]:
        """Every scope -> itself and the scopes around it, as bits."""
        found = {0: 1}
        for scope in sorted(self._body.parents):
            path = [scope]
            while path[-1] not in found:
                path.append(self._body.parents[path[-1]])
            for inner in path[-2::-1] if len(path) > 1 else ():
                found[inner] = found[self._body.parents[inner]] | 1 << inner
        return found


def _declared(debug: DebugInfo, source: Source) -> tuple[str, Position] | None:
    """The name of a variable and where it is written, None for one that nobody wrote (of a macro or a desugaring)."""
    span = debug.span
    if span is None or not source_locations.is_user_code(span, source):
        return None
    start = source.offset(span.line, span.column)
    pattern = _PATTERN.match(source.blanked, start, source.offset(span.end_line, span.end_column))
    if pattern is None or is_iterator(debug, source):
        return None
    base, name = pattern[1].removeprefix("r#"), debug.name.removeprefix("r#")
    if name != base and not name.startswith(f"{base}__"):
        return None
    # A closure that captures a part of a variable calls it `p__name` for `p.name`.
    captured = "." + name[len(base) + 2 :].replace("__", ".") if name != base else ""
    return base + captured, source.position(pattern.start(1))


def _says_mut(source: Source, position: Position) -> bool:
    """Whether `mut` stands before a name, as in `let mut n`; in `ref mut n` and `&'a mut self` it is about the
    reference."""
    before = source.blanked[: source.offset(*position)].split()[-2:]
    return before[-1:] == ["mut"] and before[0] != "ref" and not before[0].startswith(("&", "(&"))


def is_iterator(debug: DebugInfo, source: Source) -> bool:
    """Whether it is the hidden variable in which a `for` keeps its iterator."""
    span = debug.span
    if debug.name != "iter" or span is None or not source_locations.is_user_code(span, source):
        return False
    start = source.offset(span.line, span.column)
    return _ITERATED.search(source.blanked, max(0, start - 80), start) is not None
