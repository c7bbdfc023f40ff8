"""The slots of a call: where its variables lie, and which of them hold a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borrowproof.facts import types
from borrowproof.facts.debug_info.syntax import DebugInfo, Location, Variable
from borrowproof.facts.recorded_run import CallState, Memory
from borrowproof.facts.variables import Binding
from borrowproof.memory.analysis.executable_body import ExecutableBody, Fate, PathState
from borrowproof.model.memory import SlotKind, SlotState
from borrowproof.model.timeline import ReferenceKind

_CALLER = "the caller"
_STACK_POINTER = 7  # of DWARF's registers
_ON_STACK = ("DW_OP_fbreg", f"DW_OP_breg{_STACK_POINTER}", "DW_OP_addr")


@dataclass(frozen=True, slots=True)
class FoundSlot:
    """A variable of a call: its memory, and its binding in the MIR."""

    id: str
    variable: Variable
    binding: Binding
    address: int
    size: int

    @property
    def kind(self) -> SlotKind:
        """What kind of variable it is."""
        if self.binding.captured:
            return SlotKind.CAPTURE
        return SlotKind.ARGUMENT if self.binding.argument else SlotKind.VARIABLE

    @property
    def captured_by(self) -> ReferenceKind | None:
        """The reference by which a closure holds it."""
        return self.binding.by_reference


def find_slots(
    call: CallState, body: ExecutableBody, debug: DebugInfo, memory: Memory, *, top: bool
) -> list[FoundSlot]:
    """The variables of a call that have memory. `top` tells that its registers are those of now."""
    found: dict[tuple[str, int], FoundSlot] = {}
    for variable in debug.functions[call.function].variables:
        binding = _binding(variable, body)
        address = _address(variable, call, memory, top=top) if binding is not None else None
        if binding is None or address is None:
            continue
        size = debug.types[variable.type].size
        key = binding.name, variable.line
        id_ = f"f{call.id}.{binding.name}@{variable.line}"
        found.setdefault(key, FoundSlot(id_, variable, binding, address, size))
    return list(found.values())


def _binding(variable: Variable, body: ExecutableBody) -> Binding | None:
    """The binding of a variable: one of its name on its line."""
    name = variable.name.removeprefix("r#").replace("__", ".")
    same = (b for b in body.variables.bindings if b.name in (variable.name.removeprefix("r#"), name))
    return next((binding for binding in same if binding.position.line == variable.line), None)


def _address(variable: Variable, call: CallState, memory: Memory, *, top: bool) -> int | None:
    location = _location(variable, call.row.address, top=top)
    stack: list[int] = []
    for name, operands in location.operations if location is not None else ():
        if name in ("DW_OP_fbreg", f"DW_OP_breg{_STACK_POINTER}"):
            stack.append(call.stack + operands[0])
        elif name.startswith("DW_OP_breg"):
            stack.append(call.registers[int(name.removeprefix("DW_OP_breg"))] + operands[0])
        elif name == "DW_OP_deref":
            held = memory.integer(stack.pop())
            if held is None:
                return None
            stack.append(held)
        elif name == "DW_OP_plus_uconst":
            stack.append(stack.pop() + operands[0])
        elif name == "DW_OP_addr":
            stack.append(operands[0])
        else:
            return None
    return stack[-1] if stack else None


def _location(variable: Variable, address: int, *, top: bool) -> Location | None:
    """Where it is now; else where it is kept in the frame at another time: rustc gives every variable one place there,
    and says so only as long as LLVM needs it."""
    now = (one for one in variable.locations if one.low <= address < one.high)
    kept = [one for one in variable.locations if one.operations and one.operations[0][0] in _ON_STACK]
    here = next((one for one in now if top or one in kept), None)
    return here if here is not None else next(iter(kept), None)


@dataclass(frozen=True, slots=True)
class SlotFate:
    """The state of a slot, and where its value went. `moved_parts` are field numbers from the outermost one in."""

    state: SlotState
    moved_to: str = ""
    moved_parts: tuple[tuple[int, ...], ...] = ()


def fate(slot: FoundSlot, body: ExecutableBody, states: Sequence[PathState], leaving_line: int) -> SlotFate | None:
    """The state of a slot by where its call may stand; None where it is not there (not yet, or no longer).

    `leaving_line` is the line on which its function is left, 0 where it is not: what was dropped there is still told.
    """
    found = list(dict.fromkeys(_fate(slot, body, state, leaving_line) for state in states))
    if len(found) == 1:
        return found[0]
    present = [one for one in found if one is not None]
    return SlotFate(SlotState.UNKNOWN) if present else None


def _fate(slot: FoundSlot, body: ExecutableBody, state: PathState, leaving_line: int) -> SlotFate | None:
    if slot.binding.captured:
        return _captured(slot, body, state)
    local = slot.binding.place.local
    some, all_ = body.holds(slot.binding.place, state)
    why = state.fate(local)
    if all_:
        return SlotFate(SlotState.OWNED)
    if some:
        parts = tuple(tuple(_numbers(steps)) for _, steps in body.missing_parts(local, state))
        return SlotFate(SlotState.PARTIAL, why.to if why is not None else "", parts)
    leaves = leaving_line and why is not None and (why.line == leaving_line or why.to == _CALLER)
    if why is None or (why.dead and not leaves):
        return None
    return _without_value(why)


def _without_value(why: Fate) -> SlotFate | None:
    if why.kind == "never":
        return None if why.dead else SlotFate(SlotState.UNINIT)
    return SlotFate(SlotState.MOVED, why.to) if why.kind == "moved" else SlotFate(SlotState.DROPPED)


def _captured(slot: FoundSlot, body: ExecutableBody, state: PathState) -> SlotFate:
    """Of what a closure holds by value, parts may be moved out; what lies behind a reference stays."""
    if slot.captured_by is not None:
        return SlotFate(SlotState.OWNED)
    some, all_ = body.holds(slot.binding.place, state)
    if all_:
        return SlotFate(SlotState.OWNED)
    why = state.fate(slot.binding.place.local)
    if some or why is None:
        return SlotFate(SlotState.PARTIAL)
    return SlotFate(SlotState.DROPPED) if why.kind == "dropped" else SlotFate(SlotState.MOVED, why.to)


def _numbers(steps: Sequence[object]) -> Iterator[int]:
    """The field numbers of a path; what lies behind a Box ends it."""
    for step in steps:
        kind = getattr(step, "kind", "")
        if kind == "deref":
            yield -1
            return
        if kind in ("field", "constant index"):
            yield int(getattr(step, "number", -1))


def holds_reference(binding: Binding) -> bool:
    """Whether a variable is a reference."""
    return types.reference_kind(binding.type) is not None
