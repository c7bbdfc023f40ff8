"""Lines of Rust as an author wrote them -> Snippet: annotations read and blanked, rustdoc's rules applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from borrowproof.annotations import expectations
from borrowproof.annotations.directives import Directives, parse_directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.pins import RawPin, blank_annotations, parse_pins
from borrowproof.annotations.tags import Tags
from borrowproof.annotations.type_claims import RawTypeClaim, parse_type_claims
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Level
from borrowproof.model.expectation import Expectation, Kind, Pin, TypeClaim
from borrowproof.model.library import NO_CRATES, NO_PREAMBLE, Crates, Preamble
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.model.snippet import Snippet
from borrowproof.project import Project
from borrowproof.sources import edition_pins, rustdoc


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules a snippet lives under: those of its project. `shared` tells that other tools read its code too."""

    shared: bool
    strict: bool
    edition: Edition | None
    crates: Crates = NO_CRATES
    preamble: Preamble = NO_PREAMBLE
    in_library: bool = False

    @classmethod
    def of(cls, project: Project) -> Rules:
        """The rules of a project's pages."""
        return cls(
            not project.configured,
            project.strict,
            project.edition,
            project.crates,
            project.preamble,
            project.library is not None,
        )


@dataclass(frozen=True, slots=True)
class Program:
    """What a fence continues: the snippet and its lines, without annotations and wrapper."""

    snippet: Snippet
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class RawSnippet:
    """One piece of Rust before it is understood. `tags` is None for a file: only directives speak there.

    `recorded` are the outputs in single editions, and where each is recorded. `before` is what it continues.
    """

    id: str
    label: str
    origin: Origin
    lines: tuple[SourceLine, ...]
    tags: Tags | None
    stdout: str | None = None
    stdout_origin: Origin | None = None
    recorded: Mapping[Edition, tuple[str, Origin]] = field(default_factory=dict)
    before: Program | None = None


def build_snippet(written: RawSnippet, rules: Rules) -> Snippet:
    """The snippet of a fence. Raises AnnotationError; `line` is an index into `written.lines`, from 1."""
    (only,) = build_snippets(written, rules)
    return only


def build_snippets(written: RawSnippet, rules: Rules) -> tuple[Snippet, ...]:
    """The snippet that an author wrote, or one for each of the editions that have claims of their own.

    Raises AnnotationError; `line` is an index into `written.lines`, from 1.
    """
    if rules.strict and not any(line.text.strip() for line in written.lines):
        raise AnnotationError("there is no code here", "write the program, or remove the fence or file")
    shown, hidden = _unhide(written)
    code = "\n".join(line.text for line in shown)
    said = parse_directives(code, shared=rules.shared)
    ignored = written.tags is not None and "ignore" in written.tags.words
    raw = () if ignored and not rules.strict else parse_pins(code, shared=not rules.strict)
    edition_pins.check_pins(raw, said)
    if said.editions and written.tags is not None:
        fix = "write the program to a file under snippets/, and include it"
        raise AnnotationError("editions can stand side by side only in a file", fix, said.lines[0])
    if not said.editions:
        return (_snippet(written, rules, said, raw, shown, hidden),)
    return tuple(_beside(written, rules, said, raw, shown, hidden, e) for e in said.editions)


def _beside(
    written: RawSnippet,
    rules: Rules,
    said: Directives,
    raw: tuple[RawPin, ...],
    shown: list[SourceLine],
    hidden: list[int],
    edition: Edition,
) -> Snippet:
    """The snippet of one of several editions."""
    claim = said.for_edition(edition)
    its_own = _in(written, edition, runs=claim.outcome in ("compiles", "panics"))
    only = _snippet(its_own, rules, claim, edition_pins.pins_for(raw, said, edition), shown, hidden)
    return replace(only, side_by_side=True)


def _in(written: RawSnippet, edition: Edition, *, runs: bool) -> RawSnippet:
    """What was written, as a snippet of one edition."""
    stdout, origin = written.recorded.get(edition, (None, None))
    if written.recorded and stdout is None and runs:  # silence in one edition is a claim where another speaks
        beside = PurePosixPath(written.origin.file).with_suffix(f".{edition}.stdout")
        stdout, origin = "", Origin(str(beside), 1)
    name = f"(edition {edition})"
    return replace(
        written, id=f"{written.id} {name}", label=f"{written.label} {name}", stdout=stdout, stdout_origin=origin
    )


def _snippet(
    written: RawSnippet,
    rules: Rules,
    said: Directives,
    raw: tuple[RawPin, ...],
    shown: list[SourceLine],
    hidden: list[int],
) -> Snippet:
    expectation = _with_polonius(_with_miri(_expectation(written, said, rules), said), said)
    expectation = expectations.with_undefined_behaviour(expectations.with_heap(expectation, said), said)
    before = written.before.lines if written.before is not None else ()
    own, numbers = _cleaned(shown, said, rules)
    harness = written.tags is not None and "test_harness" in written.tags.words
    unseen = frozenset(hidden)
    own_hidden = (n for n, number in enumerate(numbers, start=len(before) + 1) if number in unseen)
    body, not_shown = [*before, *own], frozenset([*range(1, len(before) + 1), *own_hidden])
    if written.tags is None:
        wrapped = rustdoc.as_written(body, not_shown)
    else:
        wrapped = rustdoc.wrap_in_main(body, not_shown, rules.preamble, harness=harness)
    place = {origin: number for number, origin in enumerate(wrapped.lines, start=1) if origin is not None}
    placed = tuple(_pin(pin, shown, place) for pin in raw)
    expectation = _with_pins(expectation, raw, placed, rules)
    expectation = _with_types(expectation, shown, place, rules)
    return Snippet(
        id=written.id,
        origin=written.origin,
        code=wrapped.code,
        lines=wrapped.lines,
        expectation=_with_stdout(expectation, written),
        edition=_edition(written, said, rules),
        hidden=wrapped.hidden,
        label=written.label,
        fixes=said.fixes,
        twin_of=said.twin_of,
        test_harness=harness,
        strict_warnings=rules.strict,
        ignored_on=written.tags.ignored_on if written.tags is not None else (),
        crates=rules.crates,
        unused_lints=bool(rules.preamble.attributes),
        continues=written.before.snippet.id if written.before is not None else None,
        in_library=rules.in_library,
        unlabelled=written.tags is not None and not (written.tags.words or written.tags.codes or written.tags.others),
        hides=said.hides,
        goals=said.exercise,
        misses=said.misses,
    )


def program(written: RawSnippet, snippet: Snippet, rules: Rules) -> Program:
    """What another fence begins with that continues this one."""
    shown, _ = _unhide(written)
    said = parse_directives("\n".join(line.text for line in shown), shared=rules.shared)
    before = written.before.lines if written.before is not None else ()
    return Program(snippet, (*before, *_cleaned(shown, said, rules)[0]))


def _cleaned(shown: list[SourceLine], said: Directives, rules: Rules) -> tuple[list[SourceLine], list[int]]:
    """The lines without annotations and without blank lines at both ends, and which of the lines they were, from 1.

    A claim about a type leaves no line behind: it stands between lines that belong together.
    """
    code = "\n".join(line.text for line in shown)
    texts = blank_annotations(code, said, shared=not rules.strict).split("\n")
    cleaned = [SourceLine(text, line.origin) for text, line in zip(texts, shown, strict=True)]
    first, last = _extent(cleaned)
    claims = {claim.comment_line for claim in parse_type_claims(code, shared=not rules.strict)}
    kept = [n for n in range(first, last) if n + 1 not in claims]
    return [cleaned[n] for n in kept], [n + 1 for n in kept]


def _unhide(written: RawSnippet) -> tuple[list[SourceLine], list[int]]:
    """Undo rustdoc's `# ` on the lines of a fence; returns the lines and the numbers of the hidden ones."""
    lines = written.lines or (SourceLine("", written.origin),)
    if written.tags is None:
        return list(lines), []
    undone = [rustdoc.unhide_line(line) for line in lines]
    return [line for line, _ in undone], [n for n, (_, is_hidden) in enumerate(undone, start=1) if is_hidden]


def _expectation(written: RawSnippet, said: Directives, rules: Rules) -> Expectation:
    from_directives = expectations.from_directives(said)
    if written.tags is not None:
        line = said.lines[0] if said.lines else None
        return expectations.reconcile(expectations.from_tags(written.tags, exact=rules.strict), from_directives, line)
    if from_directives is None:
        raise AnnotationError(
            "the file does not say what should happen",
            "begin it with `//@ compiles`, `//@ compiles no_run`, `//@ error E0382` or `//@ panics`",
            1,
        )
    return from_directives


def _with_miri(expectation: Expectation, said: Directives) -> Expectation:
    if said.miri is not None and expectation.kind in (Kind.ERROR, Kind.IGNORED):
        fix = "say `//@ compiles no_run` with it, so that the program is run by Miri alone"
        raise AnnotationError("Miri can only run what compiles", fix, said.lines[-1])
    return replace(expectation, miri=said.miri) if said.miri is not None else expectation


def _with_polonius(expectation: Expectation, said: Directives) -> Expectation:
    if said.polonius is None:
        return expectation
    if expectation.kind is Kind.IGNORED:
        raise AnnotationError(
            "what is ignored makes no claim about Polonius", "remove one of the two directives", said.lines[-1]
        )
    return replace(expectation, polonius=said.polonius)


def _extent(lines: Sequence[SourceLine]) -> tuple[int, int]:
    """The slice without blank lines at both ends; everything is kept of what is all blank."""
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    return (full[0], full[-1] + 1) if full else (0, len(lines))


def _pin(pin: RawPin, lines: Sequence[SourceLine], place: dict[Origin, int]) -> Pin:
    number = None if pin.line is None else place.get(lines[pin.line - 1].origin)
    if pin.line is not None and number is None:
        raise AnnotationError(
            f"a pin points at line {lines[pin.line - 1].origin.line}, which holds no code",
            "move it behind the line that it means",
            pin.comment_line,
        )
    written = lines[pin.comment_line - 1].origin
    at = replace(written, column=written.column + pin.column - 1)
    return Pin(number, pin.level, pin.code, pin.text, at, pin.replacement, pin.accepted)


def _with_pins(expectation: Expectation, raw: Sequence[RawPin], placed: tuple[Pin, ...], rules: Rules) -> Expectation:
    """Add the pins; what is wrong with the code of one is told on its own line. Raises AnnotationError."""
    try:
        return expectations.with_pins(expectation, placed, rules.strict)
    except expectations.UnnamedPin as error:
        line = next(pin.comment_line for pin in raw if pin.code == error.code)
        raise AnnotationError(error.message, error.fix, line) from None


def _with_types(
    expectation: Expectation, shown: list[SourceLine], place: dict[Origin, int], rules: Rules
) -> Expectation:
    """Add what is said of types. What is ignored claims nothing."""
    ignored = expectation.kind is Kind.IGNORED
    if ignored and not rules.strict:
        return expectation
    claims = parse_type_claims("\n".join(line.text for line in shown), shared=not rules.strict)
    if claims and ignored:
        fix = "remove one of the two"
        raise AnnotationError("what is ignored makes no claim about types", fix, claims[0].comment_line)
    return replace(expectation, types=tuple(_type_claim(claim, shown, place) for claim in claims))


def _type_claim(claim: RawTypeClaim, shown: list[SourceLine], place: dict[Origin, int]) -> TypeClaim:
    written = shown[claim.comment_line - 1].origin
    at = replace(written, column=written.column + claim.comment_column - 1)
    return TypeClaim(place[shown[claim.line - 1].origin], claim.column, claim.name, claim.type, at)


def _with_stdout(expectation: Expectation, written: RawSnippet) -> Expectation:
    if written.stdout is None:
        return expectation
    if expectation.kind.value not in ("compiles", "panics"):
        raise AnnotationError(
            f"output is recorded in {written.stdout_origin}, but the snippet is never run",
            "remove the recorded output",
        )
    return replace(expectation, stdout=written.stdout, stdout_origin=written.stdout_origin)


def _edition(written: RawSnippet, said: Directives, rules: Rules) -> Edition | None:
    tagged = written.tags.editions[0] if written.tags is not None and written.tags.editions else None
    if tagged is not None and said.edition is not None and tagged is not said.edition:
        raise AnnotationError(
            f"the fence says edition {tagged.value}, its directive says {said.edition.value}",
            "keep one of the two",
        )
    return said.edition or tagged or rules.edition


def pinned_lints(all_pins: Iterable[Pin]) -> tuple[str, ...]:
    """The lints that pins speak of: they must be on, although their group may be allowed."""
    return tuple(sorted({p.code for p in all_pins if p.level is Level.WARNING and p.code is not None}))
