"""All rules of a strict project, held against what a check read. Reads pages; all else is pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from borrowproof import disk, regular_files, site_configuration
from borrowproof import project as projects
from borrowproof.house_rules import length, lessons, links, programs
from borrowproof.model.origin import Problem
from borrowproof.model.run import Run
from borrowproof.model.snippet import Block
from borrowproof.project import Dialect, Project
from borrowproof.site_configuration import SiteConfiguration
from borrowproof.sources.collect import Sources

HANDBOOK = "errors/errors.toml"  # in the folder of pages, as the site's pages of errors have it


def holds(base: Path) -> bool:
    """Whether the project at `base` is one that the rules are for."""
    return _asks(projects.find(base))


def broken(sources: Sources, paths: Sequence[Path], base: Path) -> tuple[Problem, ...]:
    """The rules that the strict project at `base` breaks, as far as `paths` show; none for any other project.

    What only the whole project can tell (that no page shows a file) is asked where `paths` hold all of it.
    """
    project = projects.find(base)
    if not _asks(project):
        return ()
    asked = [disk.real(path) for path in paths]
    whole = all(any(folder.is_relative_to(path) for path in asked) for folder in (project.docs, project.snippets))
    read, site = list(_pages(project)), _site(project)
    pages = {project.name(path): lines for path, lines in read if any(path.is_relative_to(each) for each in asked)}
    docs = project.name(project.docs)
    taught = {page: lines for page, lines in pages.items() if lessons.is_lesson(page.removeprefix(f"{docs}/"), site)}
    return (
        *programs.broken(sources, project, pages, whole=whole),
        *lessons.broken(pages, site, project),
        *length.broken(taught, sources, project),
        *links.broken(pages, {project.name(path): lines for path, lines in read}, _generated(sources, project)),
    )


def _generated(sources: Sources, project: Project) -> frozenset[str]:
    """The pages of errors, which the site completes, and makes where nobody wrote them: where it has a handbook."""
    handbook = project.docs / HANDBOOK
    if not disk.is_file(handbook):
        return frozenset()
    try:
        sections = tomllib.loads(disk.read(handbook).decode("utf-8"))
    except (regular_files.NotReadable, UnicodeDecodeError, tomllib.TOMLDecodeError):
        sections = {}  # the build says so
    written = {name for section in sections.values() if isinstance(section, dict) for name in section}
    shown = {code for snippet in sources.snippets for code in snippet.expectation.codes or ()}
    return frozenset(f"{project.name(handbook.parent)}/{name}.md" for name in written | shown)


def unrecorded(run: Run, blocks: Sequence[Block], base: Path) -> tuple[Problem, ...]:
    """The programs of a strict project whose output nobody recorded, once it is known what they print."""
    found = tuple(programs.unrecorded(run.evidence, blocks))
    return found if found and _asks(projects.find(base)) else ()  # pytest asks for each program by itself


def _asks(project: Project) -> bool:
    return project.strict and project.dialect is Dialect.MKDOCS


def _pages(project: Project) -> Iterator[tuple[Path, list[str]]]:
    """Each page of the project that can be read, with its lines."""
    for folder, _, names in disk.walk(project.docs, follow_links=False):
        for name in names:
            path = folder / name
            if name.endswith(".md"):
                try:
                    yield path, disk.read(path).decode("utf-8-sig").splitlines()
                except (regular_files.NotReadable, UnicodeDecodeError):
                    continue  # whoever reads its programs says so


def _site(project: Project) -> SiteConfiguration:
    """The configuration of the project's site; one that lists no page where it has none."""
    found = site_configuration.find(project.root)
    return SiteConfiguration(project.docs) if found is None else site_configuration.read(found)
