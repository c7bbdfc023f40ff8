"""What files claim of each other: repairs of what they repair, recorded output of its program."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from borrowproof import disk
from borrowproof.model.compiler import Edition
from borrowproof.model.exercise import COMPILES, PRINTS
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.snippet import Snippet, exercise_starts
from borrowproof.spelling import closest

_OUTPUT = re.compile(rf"(?P<stem>.+?)(?:\.(?:{'|'.join(Edition)}))?\.stdout")


def broken_repairs(snippets: Mapping[str, Snippet], base: Path) -> Iterator[Problem]:
    """Problems with `//@ fixes`."""
    for fixing in [s for s in snippets.values() if s.fixes is not None]:
        broken = PurePosixPath(fixing.origin.file).with_name(f"{fixing.fixes}.rs").as_posix()
        if broken not in snippets and not disk.is_file(base / broken):
            problem = f"`//@ fixes {fixing.fixes}` names no file: {broken} does not exist"
            near = closest(fixing.fixes or "", _failing_beside(fixing, snippets.values()))
            yield Problem(
                fixing.origin, problem, f"{near}{'N' if near else 'n'}ame a failing snippet in the same folder"
            )
        elif broken == fixing.origin.file:
            problem = f"`//@ fixes {fixing.fixes}` names the file that it stands in"
            yield Problem(fixing.origin, problem, "name the snippet that this one repairs, in the same folder")
        elif fixing.expectation.kind in (Kind.ERROR, Kind.PANICS):
            problem = f"`//@ fixes {fixing.fixes}` stands in a file that fails itself"
            yield Problem(fixing.origin, problem, "remove the directive, or mend the code")


def _failing_beside(fixing: Snippet, snippets: Iterable[Snippet]) -> tuple[str, ...]:
    """The programs that one in the same folder may repair."""
    return _beside(fixing, (s for s in snippets if s.expectation.kind in (Kind.ERROR, Kind.PANICS)))


def _beside(one: Snippet, snippets: Iterable[Snippet]) -> tuple[str, ...]:
    """The names of those whose file stands in the same folder."""
    paths = (PurePosixPath(s.origin.file) for s in snippets)
    return tuple(path.stem for path in paths if path.parent == PurePosixPath(one.origin.file).parent)


def broken_twins(snippets: Mapping[str, Snippet], base: Path) -> Iterator[Problem]:
    """Problems with `//@ twin_of`: it names a program that is rejected."""
    for twin in [s for s in snippets.values() if s.twin_of is not None]:
        original = PurePosixPath(twin.origin.file).with_name(f"{twin.twin_of}.rs").as_posix()
        named = [s for s in snippets.values() if s.origin.file == original]
        if not named and not disk.is_file(base / original):
            problem = f"`//@ twin_of {twin.twin_of}` names no file: {original} does not exist"
            yield Problem(twin.origin, problem, "name a rejected snippet in the same folder")
        elif named and not any(s.expectation.kind is Kind.ERROR for s in named):
            problem = f"`//@ twin_of {twin.twin_of}` names a program that rustc accepts"
            yield Problem(twin.origin, problem, "name the rejected snippet that this one is written after")


def broken_exercises(snippets: Mapping[str, Snippet], base: Path) -> Iterator[Problem]:
    """Problems with `//@ misses`: it names a program with `//@ exercise` and goals of it, and repairs nothing.

    A start program that was not read speaks for itself another time.
    """
    starts = exercise_starts(snippets.values())
    for attempt in snippets.values():
        if attempt.misses is None:
            continue
        named = attempt.start_file or ""
        if named not in snippets and disk.is_file(base / named):
            continue
        goals = (COMPILES, PRINTS, *(starts[named].goals or ())) if named in starts else ()
        if named not in starts:
            problem = f"`//@ misses {attempt.misses.start}` names no exercise: {named} does not say `//@ exercise`"
            near = closest(attempt.misses.start, _beside(attempt, starts.values()))
            yield Problem(
                attempt.origin, problem, f"{near}{'N' if near else 'n'}ame the start of an exercise in the same folder"
            )
        elif strange := [goal for goal in attempt.misses.goals if goal not in goals]:
            problem = f"the exercise {named} has no goal `{strange[0]}`"
            yield Problem(attempt.origin, problem, f"name one of {', '.join(f'`{goal}`' for goal in goals)}")
        elif attempt.fixes is not None:
            yield Problem(
                attempt.origin, "this attempt misses a goal, and `//@ fixes` says that it does not", "remove one"
            )


def stray_outputs(read: Mapping[Path, tuple[Snippet, ...]], folders: Collection[Path], base: Path) -> Iterator[Problem]:
    """Problems for each `.stdout` file in `folders` that nothing is compared with.

    `read` are the Rust files that were read. One that was not speaks for itself another time, and one that was
    refused has a problem already.
    """
    compared = {
        s.expectation.stdout_origin.file for found in read.values() for s in found if s.expectation.stdout_origin
    }
    for output in sorted(_outputs(folders)):
        name = output.relative_to(base).as_posix() if output.is_relative_to(base) else str(output)
        if name in compared:
            continue
        named = _OUTPUT.fullmatch(output.name)
        program = output.with_name(f"{named['stem'] if named else output.stem}.rs")
        if disk.is_file(program) and not read.get(program):
            continue
        valid = [_recorded_in(snippet, program) for snippet in read.get(program, ())]
        fix = (
            f"record the output in {' and '.join(valid)}"
            if valid
            else f"name it after its program; {program.name} does not exist"
        )
        yield Problem(Origin(name, 1), "this recorded output belongs to no program", f"{fix}, or remove it")


def _outputs(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        found = disk.entries(folder)
        yield from (folder / name for name in (*found.folders, *found.others) if name.endswith(".stdout"))


def _recorded_in(snippet: Snippet, program: Path) -> str:
    return program.with_suffix(f".{snippet.edition}.stdout" if snippet.side_by_side else ".stdout").name
