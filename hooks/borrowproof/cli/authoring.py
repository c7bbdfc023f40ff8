"""`borrowproof new`, `rename` and `remove`: lessons and snippets with everything that names them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from borrowproof import project as projects
from borrowproof.authoring import planning, programs
from borrowproof.authoring.changes import Plan
from borrowproof.authoring.planning import target
from borrowproof.project import ConfigurationError, Dialect, Project
from borrowproof.spelling import closest

LESSON, SNIPPET = "lesson", "snippet"


def new(base: Path, what: str, name: str, title: str | None, kind: str) -> list[str]:
    """Make a lesson or a snippet. Returns: what was done, and what comes next. Raises ConfigurationError, OSError."""
    project = _project(base)
    wanted = target(name, what)
    if what == LESSON:
        words = wanted.name.replace("-", " ").replace("_", " ")
        plan = planning.new_lesson(project, wanted, title or words.capitalize())
        folder = wanted.name.replace("-", "_")
        following = [
            f"write docs/{wanted.path}.md, and look at it with `make serve` or `mkdocs serve`",
            f"borrowproof new snippet {folder}/NAME --error E0382",
            f"borrowproof check --bless --only {folder}",
        ]
        return _done(plan, project, following)
    if kind not in programs.kinds():
        known = f"{closest(kind, programs.kinds())}known: {', '.join(k for k in programs.kinds() if k.startswith('E'))}"
        raise ConfigurationError(f"there is no program to begin with for {kind}; {known}")
    plan, page = planning.new_snippet(project, wanted, kind)
    return _done(plan, project, [f"read {page}: it shows the new program at its end", *_judge(wanted.path)])


def rename(base: Path, what: str, old: str, new_name: str) -> list[str]:
    """Give a lesson or a snippet another name. Raises ConfigurationError and OSError."""
    project, names = _project(base), (target(old, what), target(new_name, what))
    if what == LESSON:
        return _done(planning.rename_lesson(project, *names), project, ["borrowproof check"])
    return _done(planning.rename_snippet(project, *names), project, _judge(names[1].path))


def remove(base: Path, what: str, name: str) -> list[str]:
    """Take a lesson or a snippet away. Raises ConfigurationError and OSError."""
    project, gone = _project(base), target(name, what)
    plan = planning.remove_lesson(project, gone) if what == LESSON else planning.remove_snippet(project, gone)
    return _done(plan, project, ["borrowproof check"])


def _judge(path: str) -> Sequence[str]:
    return [f"borrowproof check --bless --only {path}"]


def _project(base: Path) -> Project:
    found = projects.find(base)
    if not found.configured or found.dialect is not Dialect.MKDOCS:
        raise ConfigurationError(
            f"{base} is no MkDocs site that configures borrowproof; write `[tool.borrowproof]` into its pyproject.toml"
        )
    return found


def _done(plan: Plan, project: Project, following: Sequence[str]) -> list[str]:
    said = list(plan.said(project.root))
    plan.carry_out()
    return [*said, *(f"next: {step}" for step in following)]
