"""Which snippets somebody means who names some: `--only`."""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from borrowproof.model.origin import Problem
from borrowproof.model.question import Question
from borrowproof.model.snippet import Snippet, exercise_starts
from borrowproof.project import ConfigurationError
from borrowproof.sources.collect import Sources


def select(sources: Sources, only: Sequence[str]) -> Sources:
    """Keep the snippets that `only` names: an id, the end or the beginning of one, or a pattern with `*`."""
    if not only:
        return sources
    kept: set[str] = set()
    for wanted in only:
        named = {s.id for s in sources.snippets if _named(s.id, wanted)} | _asked_about(sources, wanted)
        if not named and not any(_is_about(p, wanted) for p in sources.problems):
            ids = tuple(s.id for s in sources.snippets)
            raise ConfigurationError(f"no snippet is called `{wanted}`; {_near(wanted, ids)}")
        kept |= named
    kept |= _of_exercises(sources, kept)
    kept |= _continued(sources, kept)
    return replace(
        sources,
        snippets=tuple(s for s in sources.snippets if s.id in kept),
        blocks=tuple(b for b in sources.blocks if b.snippet in kept),
        problems=tuple(p for p in sources.problems if any(_is_about(p, w) for w in only)),
        questions=tuple(q for q in sources.questions if _programs(q) <= kept),
        exercises=tuple(e for e in sources.exercises if e.start in kept),
    )


def _continued(sources: Sources, kept: Iterable[str]) -> set[str]:
    """All that the kept snippets continue, and what that continues."""
    above = {s.id: s.continues for s in sources.snippets}
    return {continued for name in kept for continued in chain(name, above)}


def _of_exercises(sources: Sources, kept: Iterable[str]) -> set[str]:
    """All programs of the exercises that one of the kept belongs to: they are judged by each other."""
    groups = exercise_of(sources.snippets)
    wanted = {groups[name] for name in kept if name in groups}
    return {name for name, start in groups.items() if start in wanted}


def exercise_of(snippets: Iterable[Snippet]) -> dict[str, str]:
    """For each program of an exercise the id of its start program."""
    known = tuple(snippets)
    starts = exercise_starts(known)
    return {s.id: starts[file].id for s in known if (file := s.exercise_file) in starts}


def chain(name: str, above: Mapping[str, str | None]) -> Iterator[str]:
    """The ids that a snippet continues, the nearest first; `above` has for each id the one that it continues."""
    seen = {name}
    while (continued := above.get(name)) is not None and continued not in seen:
        yield continued
        seen.add(continued)
        name = continued


def _is_about(problem: Problem, wanted: str) -> bool:
    """Whether a problem lies in the file, or on the line of a fence, that is called `wanted`."""
    return _named(problem.origin.file, wanted) or _named(str(problem.origin), wanted)


def _asked_about(sources: Sources, wanted: str) -> set[str]:
    """The programs of the questions that are called `wanted`: a question is judged by them."""
    return {program for q in sources.questions if _named(q.id, wanted) for program in _programs(q)}


def _programs(question: Question) -> set[str]:
    return {choice.program for choice in question.choices}


def _named(snippet: str, wanted: str) -> bool:
    plain = snippet.replace(".rs (edition ", " (edition ").removesuffix(".rs")
    if any(character in wanted for character in "*?["):
        return fnmatch.fnmatchcase(snippet, wanted) or fnmatch.fnmatchcase(plain, f"*{wanted}")
    wanted = wanted.replace(".rs (edition ", " (edition ").removesuffix(".rs")
    if " (edition " in plain and " (edition " not in wanted:  # the name of a file names all its editions
        plain = plain.partition(" (edition ")[0]
    folder = f"{wanted.rstrip('/')}/"
    return (
        plain == wanted
        or plain.endswith(f"/{wanted}")
        or plain.startswith((f"{wanted}:", folder))
        or f"/{folder}" in plain
    )


def _near(wanted: str, ids: tuple[str, ...]) -> str:
    """A sentence that helps a mistyped id along."""
    names = {i.removeprefix("snippets/").removesuffix(".rs"): i for i in ids}
    last = {name.rpartition("/")[2]: name for name in names}
    near = difflib.get_close_matches(wanted, (*names, *last), n=1, cutoff=0.6)
    if near:
        return f"did you mean `{last.get(near[0], near[0])}`?"
    return f"snippets are called like `{next(iter(names))}`" if names else "there are no snippets here"
