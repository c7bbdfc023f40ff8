"""What is to be written for a new lesson or snippet, and for another name of one, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from borrowproof import regular_files, site_configuration
from borrowproof.authoring import navigation, references
from borrowproof.authoring.changes import Plan
from borrowproof.authoring.programs import PLAIN, template
from borrowproof.project import ConfigurationError, Project

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_REPAIRED = "_repaired"


@dataclass(frozen=True, slots=True)
class Target:
    """A lesson or a snippet by its name: `part/name`, without what `docs` and `snippets` add."""

    folder: str
    name: str

    @property
    def path(self) -> str:
        """`part/name`."""
        return f"{self.folder}/{self.name}"


def target(written: str, what: str) -> Target:
    """The name that somebody typed. Raises ConfigurationError for one that no file should have."""
    parts = written.removesuffix(".md").removesuffix(".rs").split("/")
    if parts[0] in ("docs", "snippets"):
        parts = parts[1:]
    if len(parts) != 2 or not all(_NAME.fullmatch(part) for part in parts):
        example = "ownership/moves" if what == "lesson" else "moves/use_after_move"
        form = "write a folder and a name in small letters, digits, - and _"
        raise ConfigurationError(f"`{written}` is no name for a {what}; {form}: `{example}`")
    return Target(parts[0], parts[1])


def new_lesson(project: Project, wanted: Target, title: str) -> Plan:
    """A page with front matter, its first program, and its place in the navigation. Raises ConfigurationError."""
    plan = Plan()
    folder = wanted.name.replace("-", "_")
    program = f"{folder}/first.rs"
    plan.create(project.docs / f"{wanted.path}.md", _page(title, program))
    plan.create(project.snippets / program, template(PLAIN).program)
    configuration = _configuration(project)
    listed = navigation.with_page(
        plan.read(configuration), f"{wanted.path}.md", wanted.folder.replace("-", " ").capitalize()
    )
    if listed is not None:
        plan.edit(configuration, listed)
    return plan


def new_snippet(project: Project, wanted: Target, kind: str) -> tuple[Plan, str]:
    """A program, with its repair where it fails, shown at the end of the page that shows its neighbours.

    Returns: the plan, and the page. Raises ConfigurationError.
    """
    plan, found = Plan(), template(kind)
    page = _page_of(project, wanted.folder)
    plan.create(project.snippets / f"{wanted.path}.rs", found.program)
    shown = _fence(f"{wanted.path}.rs")
    if found.repaired is not None:
        repaired = f"{wanted.path}{_REPAIRED}.rs"
        head, _, body = found.repaired.partition("\n")
        plan.create(project.snippets / repaired, f"{head}\n//@ fixes {wanted.name}\n{body}")
        shown += f"\n{_fence(repaired)}"
    plan.edit(page, f"{plan.read(page).rstrip()}\n\n{shown}")
    return plan, project.name(page)


def rename_snippet(project: Project, old: Target, new: Target) -> Plan:
    """Another name for a program, its recorded outputs, and everywhere that names it. Raises ConfigurationError."""
    plan = Plan()
    _existing(project.snippets / f"{old.path}.rs")
    for path in _files_of(project, old):
        plan.move(path, project.snippets / new.folder / f"{new.name}{path.name.removeprefix(old.name)}")
    for page in _pages(project):
        plan.edit(page, references.with_program_renamed(plan.read(page), f"{old.path}.rs", f"{new.path}.rs"))
    for other in _beside(project, old):
        if old.name in references.names_beside(plan.read(other)):
            if new.folder != old.folder:
                names = f"{project.name(other)} names it (`fixes` or `twin_of`), and looks in its own folder"
                raise ConfigurationError(f"{names}; move that one first, or keep the folder `{old.folder}`")
            plan.edit(other, references.with_repaired_renamed(plan.read(other), old.name, new.name))
    return plan


def remove_snippet(project: Project, gone: Target) -> Plan:
    """No such program, and no fence that shows nothing else. Raises ConfigurationError where others need it."""
    plan = Plan()
    _existing(project.snippets / f"{gone.path}.rs")
    needed = [project.name(p) for p in _beside(project, gone) if gone.name in references.names_beside(plan.read(p))]
    if needed:
        raise ConfigurationError(f"{' and '.join(needed)} repairs it, or is its twin; remove that first")
    _take_out(plan, project, gone)
    return plan


def _take_out(plan: Plan, project: Project, gone: Target) -> None:
    for path in _files_of(project, gone):
        plan.remove(path)
    name = f"{gone.path}.rs"
    for page in _pages(project):
        if plan.texts.get(page, "") is None:
            continue
        text = references.without_program(plan.read(page), name)
        if references.includes(text, name):
            raise ConfigurationError(f"{project.name(page)} includes {name} among other text; take that out first")
        plan.edit(page, text)


def rename_lesson(project: Project, old: Target, new: Target) -> Plan:
    """Another name for a page, with its links, all links to it, and its place in the navigation."""
    plan = Plan()
    at, to = (f"{each.path}.md" for each in (old, new))
    page = _existing(project.docs / at)
    plan.move(page, project.docs / to)
    plan.texts[project.docs / to] = references.moved(plan.read(project.docs / to), at, to)
    for other in _pages(project):
        if other != page:
            name = other.relative_to(project.docs).as_posix()
            plan.edit(other, references.with_page_renamed(plan.read(other), name, at, to))
    configuration = _configuration(project)
    plan.edit(configuration, navigation.with_renamed(plan.read(configuration), at, to))
    return plan


def remove_lesson(project: Project, gone: Target) -> Plan:
    """No such page, and none of the programs that only it shows. Raises ConfigurationError where others link to it."""
    plan = Plan()
    name = f"{gone.path}.md"
    page = _existing(project.docs / name)
    others = [other for other in _pages(project) if other != page]
    linking = [
        project.name(other)
        for other in others
        if references.links_to(plan.read(other), other.relative_to(project.docs).as_posix(), name)
    ]
    if linking:
        raise ConfigurationError(f"{' and '.join(linking)} links to it; take that out first")
    plan.remove(page)
    text, elsewhere = plan.read(page), [plan.read(other) for other in others]
    for program in _programs(project):
        file = f"{program.path}.rs"
        if references.includes(text, file) and not any(references.includes(other, file) for other in elsewhere):
            _take_out(plan, project, program)
    configuration = _configuration(project)
    plan.edit(configuration, navigation.without_page(plan.read(configuration), name))
    return plan


def _page(title: str, program: str) -> str:
    head = f'---\ntitle: "{title}"\ndescription: "What this lesson teaches, in one sentence."\nrequires: []\n---\n'
    return f"{head}\n# {title}\n\nOne question that this lesson answers.\n\n{_fence(program)}"


def _fence(program: str) -> str:
    return f'```rust {{title="{program.rpartition("/")[2]}"}}\n--8<-- "{program}"\n```\n'


def _configuration(project: Project) -> Path:
    found = site_configuration.find(project.root)
    if found is None:
        raise ConfigurationError(f"{project.root} has no mkdocs.yml; lessons and snippets are those of an MkDocs site")
    return found


def _page_of(project: Project, folder: str) -> Path:
    """The page that shows most programs of a folder. Raises ConfigurationError where none does."""
    texts = {page: regular_files.read(page).decode("utf-8", "replace") for page in _pages(project)}
    shows = Counter({page: len(re.findall(rf'8<-+\s+["\']{re.escape(folder)}/', text)) for page, text in texts.items()})
    page, most = max(shows.items(), key=lambda item: item[1], default=(project.docs, 0))
    if most == 0:
        hint = f"make it with `borrowproof new lesson PART/{folder}`"
        raise ConfigurationError(f"no page shows a program of snippets/{folder}/, so this one has no place; {hint}")
    return page


def _pages(project: Project) -> list[Path]:
    return sorted(project.docs.rglob("*.md"))


def _files_of(project: Project, program: Target) -> Iterator[Path]:
    """The program and its recorded outputs: `name.rs`, `name.stdout`, `name.2021.stdout`."""
    folder = project.snippets / program.folder
    pattern = re.compile(rf"{re.escape(program.name)}(?:\.\d{{4}})?\.(?:rs|stdout)")
    yield from sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name))


def _programs(project: Project) -> Iterator[Target]:
    yield from (Target(path.parent.name, path.stem) for path in sorted(project.snippets.glob("*/*.rs")))


def _beside(project: Project, program: Target) -> Iterator[Path]:
    own = f"{program.name}.rs"
    yield from sorted(p for p in (project.snippets / program.folder).glob("*.rs") if p.name != own)


def _existing(path: Path) -> Path:
    if not path.is_file():
        near = sorted(each.stem for each in path.parent.glob(f"*{path.suffix}")) if path.parent.is_dir() else []
        hint = f"; there are {', '.join(near[:8])}" if near else ""
        raise ConfigurationError(f"{path} does not exist{hint}")
    return path
