"""Bodies of MIR -> the timeline of a program: everything derived, put together in the reader's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borrowproof.facts import captures, declarations, functions, types
from borrowproof.facts.dump import Dump, DumpedBody
from borrowproof.facts.errors import Underivable
from borrowproof.facts.functions import FunctionInfo
from borrowproof.facts.mir import bodies
from borrowproof.facts.mir.syntax import Body
from borrowproof.facts.source_text import Source
from borrowproof.facts.variables import Binding
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.timeline import EventKind, Function, FunctionKind, Timeline, Variable
from borrowproof.ownership.analysis.access_denials import AccessDenials
from borrowproof.ownership.analysis.body import BodyAnalysis, analyse
from borrowproof.ownership.analysis.conflict_points import CheckedBody
from borrowproof.ownership.analysis.conflicts import conflicts
from borrowproof.ownership.analysis.events import Events
from borrowproof.ownership.analysis.line_entries import LineEntries
from borrowproof.ownership.analysis.line_states import LineStates
from borrowproof.ownership.analysis.loans import Loans
from borrowproof.ownership.analysis.presence import Presence
from borrowproof.ownership.analysis.refusals import with_refusals
from borrowproof.ownership.analysis.shadowing import numbered

_NO_MAIN = "E0601"  # a library has functions as well, and rustc has checked them
_UNSTABLE = frozenset({"E0554", "E0658", "E0725"})  # what asks for a feature that only nightly compilers have


def build_timeline(code: str, dump: Dump, toolchain: str, edition: str) -> Timeline:
    """The timeline of `code`. Raises Underivable where rustc found an error in something that it never borrow-checked,
    and UnknownConstruct (without the toolchain's name)."""
    # rustc counts lines and columns after it has taken these away.
    source = Source(code.removeprefix("\ufeff").replace("\r\n", "\n"))
    declared = declarations.read(source)
    shown = _shown(dump.bodies, source, declared)
    errors = [error for error in dump.outcome.errors if error.code != _NO_MAIN]
    _all_checked(errors, shown)
    if not shown:
        raise Underivable("there is no function in it")
    lines = {body.name: heading.first_line for heading, body, _ in shown}
    found: list[CheckedBody] = []
    variables = loans = 0
    for heading, body, facts in shown:
        analysis = analyse(body, facts, source, declared, variables)
        checked = _checked(heading, analysis, loans)
        function = checked.function
        if heading.kind is FunctionKind.CONSTANT and not (function.variables or function.loans):
            continue
        parent = lines.get(heading.parent) if heading.parent is not None else None
        found.append(replace(checked, function=replace(function, parent_line=parent)))
        variables += len(analysis.ids)
        loans += len(function.loans)
    told = conflicts(errors, found)
    counted = numbered([body.function for body in found])
    return Timeline(tuple(with_refusals(counted, told)), told, toolchain, edition)


def _all_checked(errors: Sequence[Diagnostic], shown: Sequence[tuple[FunctionInfo, Body, DumpedBody]]) -> None:
    """Raise Underivable for an error that lies in no body: an error of types or names keeps rustc from checking the
    body that it is in, and a timeline of the others would leave out what the program is about."""
    for error in errors:
        if error.code in _UNSTABLE:
            raise Underivable(f"only a nightly compiler knows what it uses: {error.message} ({error.code})")
        lines = [span.line_start for span in error.spans if span.primary and not span.foreign]
        if not any(heading.first_line <= line <= heading.last_line for heading, _, _ in shown for line in lines):
            where = ", ".join(filter(None, (error.code, f"line {lines[0]}" if lines else "")))
            raise Underivable(f"rustc stops before borrow checking: {error.message}{f' ({where})' if where else ''}")


def _shown(
    dumped: Sequence[DumpedBody], source: Source, declared: declarations.Declarations
) -> list[tuple[FunctionInfo, Body, DumpedBody]]:
    """The bodies that a reader is shown, in the order of their lines."""
    parsed = captures.complete_captures([(bodies.parse(one.mir), one) for one in dumped], declared)
    wrapping = {functions.async_function_path(body) for body, _ in parsed}
    headed = ((functions.function_info(body, source), body, one) for body, one in parsed if body.name not in wrapping)
    found = [(heading, body, one) for heading, body, one in headed if heading is not None]
    return sorted(found, key=lambda item: (item[0].first_line, item[0].last_line, item[1].name))


def _checked(heading: FunctionInfo, analysis: BodyAnalysis, first_loan: int) -> CheckedBody:
    events = Events(analysis)
    entries = LineEntries(analysis)
    loans = Loans(analysis, events, entries)
    shown = loans.all(first_loan)
    line_states = LineStates(analysis, entries)
    presence = Presence(analysis, entries)
    denials = AccessDenials(analysis, line_states, loans)
    bindings: Sequence[Binding] = analysis.variables.bindings
    function = Function(
        heading.name,
        heading.kind,
        heading.first_line,
        heading.last_line,
        tuple(_variable(binding, heading, analysis, events, line_states, presence, denials) for binding in bindings),
        shown,
    )
    return CheckedBody(function, analysis, loans)


def _variable(
    binding: Binding,
    heading: FunctionInfo,
    analysis: BodyAnalysis,
    events: Events,
    line_states: LineStates,
    presence: Presence,
    denials: AccessDenials,
) -> Variable:
    happened = events.of(binding)
    states = line_states.of(binding)
    certain = {max(event.line, heading.first_line) for event in happened} | {state.line for state in states}
    ends = [event.line for event in happened if event.kind is EventKind.SCOPE_END]
    lasting = binding.argument or binding.captured
    return Variable(
        id=analysis.ids[binding],
        name=binding.name,
        line=binding.position.line,
        column=binding.position.column,
        type=types.display(binding.type),
        mutable=binding.mutable,
        argument=binding.argument,
        captured=binding.captured,
        by_reference=binding.by_reference,
        reference=types.reference_kind(binding.type),
        needs_drop=binding.place in analysis.dropped,
        scope_end=heading.last_line if lasting else max(ends, default=None),
        local=f"_{binding.place.local}",
        events=happened,
        states=states,
        temporary=binding.temporary,
        absent=presence.absent(binding, certain),
        denials=denials.of(binding),
        is_copy=denials.is_copy(binding),
        qualified_type=types.qualified(binding.type),
    )
