"""`borrowproof ownership FILE.rs`: one program's timeline as text, JSON or a picture."""

from __future__ import annotations

import json
from pathlib import Path

from borrowproof import project, regular_files
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.access import Access
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.snippet import Snippet
from borrowproof.model.timeline import Function, Timeline
from borrowproof.ownership import hiding, permission_queries
from borrowproof.ownership.derive import derive
from borrowproof.ownership.picture import permission_table, svg_document, terminal
from borrowproof.ownership.wording import reasons
from borrowproof.project import ConfigurationError
from borrowproof.sources.collect import collect
from borrowproof.store import codec
from borrowproof.syntax import items

FORMATS = ("text", "json", "svg")
SCHEMA = 1  # of the JSON, documented in docs/timelines.md


def read_program(
    path: Path, edition: Edition | None, option: str = "ownership"
) -> tuple[str, Edition, tuple[str, ...]]:
    """The program in a file, its edition (what was asked for, else what the file or its project says), and what it
    hides. `option` is what asks for the same in a page.

    Annotations are blanked, as they are for verification; lines keep the numbers that they have in the file.
    Raises ConfigurationError.
    """
    if path.suffix != ".rs":
        raise ConfigurationError(
            f"{path} is no Rust file: name one that ends in .rs; in a page, a fence asks with `{option}`"
        )
    try:
        code = regular_files.read(path).decode("utf-8")
    except regular_files.NotReadable as error:
        raise ConfigurationError(f"{path}: {error}; {error.fix}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not UTF-8: byte {error.start} cannot be decoded") from error
    declared = project.find(path).edition or NEWEST_EDITION
    if "//@" not in code and "//~" not in code:
        return code, edition or declared, ()
    found = collect([path], path.resolve().parent)
    if found.problems:
        problem = found.problems[0]
        raise ConfigurationError(f"{problem.origin}: {problem.message}; {problem.fix}")
    by_edition = {s.edition or declared: s for s in found.snippets}
    first = next(iter(by_edition))
    chosen = by_edition[edition if edition in by_edition else first]
    return _in_place(chosen), edition or first, chosen.hides


def _in_place(snippet: Snippet) -> str:
    """A snippet's code on the lines of its file."""
    numbered = zip(snippet.lines, snippet.code.split("\n"), strict=False)
    placed = {origin.line: text for origin, text in numbered if origin is not None}
    return "\n".join(placed.get(line, "") for line in range(1, max(placed, default=0) + 1)) + "\n"


def render_timeline(
    code: str,
    edition: Edition,
    rustc: Rustc,
    form: str,
    name: str,
    width: int | None = None,
    hides: tuple[str, ...] = (),
) -> str:
    """The timeline of a program in one of FORMATS, without what it `hides`; text keeps to `width` columns as far as the
    code does.

    Raises Underivable, UnknownConstruct and sandbox.CannotRun.
    """
    timeline = hiding.without(derive(code, edition, rustc, test_harness=items.has_tests(code)), hides)
    if form == "json":
        return json.dumps(timeline_json(timeline, name), indent=1, ensure_ascii=False) + "\n"
    if form == "svg":
        return svg_document.render(timeline, code, name)
    return terminal.render(timeline, code, width)


def render_permissions(
    code: str, edition: Edition, rustc: Rustc, form: str, name: str, line: int, width: int | None = None
) -> str:
    """What a statement in front of `line` may do to each variable, as text or JSON.

    Raises ConfigurationError where no statement is executed there, and what `render_timeline` raises.
    """
    if form == "svg":
        raise ConfigurationError("--at has no picture: say --format text or --format json")
    texts = code.split("\n")
    if not 1 <= line <= len(texts):
        raise ConfigurationError(f"{name} has no line {line}: it ends with line {len(texts) - (not texts[-1])}")
    timeline = derive(code, edition, rustc, test_harness=items.has_tests(code))
    body = permission_queries.body_at(timeline, line)
    if body is None or not permission_queries.is_reached(body, line):
        raise ConfigurationError(_nowhere(timeline, body, name, line))
    if form == "json":
        found = permission_queries.permissions(body, line)
        answers = [_answers_json(one) for one in found]
        whole = {"schema": SCHEMA, "file": name, "line": line, "toolchain": timeline.toolchain, "variables": answers}
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    return permission_table.render(body, line, texts[line - 1], timeline.toolchain, width)


def _nowhere(timeline: Timeline, body: Function | None, name: str, line: int) -> str:
    bodies = [body] if body is not None else timeline.functions
    known = sorted({s.line for f in bodies for v in f.variables for s in v.states}, key=lambda one: abs(one - line))
    near = f"; try --at {known[0]}" if known else ""
    return f"{name}:{line}: no statement can be executed before this line{near}"


def _answers_json(found: permission_queries.Permissions) -> dict[str, object]:
    variable = found.variable
    denials = {access.value: found.denials.get(access) for access in Access}
    answers = {name: None if denial is None else codec.encode(denial) for name, denial in denials.items()}
    denied = None if variable.captured else answers
    return {"name": variable.name, "line": variable.line, "type": variable.type, "denied": denied}


def timeline_json(timeline: Timeline, name: str) -> dict[str, object]:
    """What `--format json` prints: the timeline under its own names, the schema's number and the file's name; beside
    the conflicts the sentences that say why, None where there is none."""
    why = [reasons.reason(timeline, conflict) for conflict in timeline.conflicts]
    return {"schema": SCHEMA, "file": name, **codec.encode(timeline), "why": why}
