"""Rules for lessons: they say what they are, and the navigation leads to them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatch
from typing import Any

from borrowproof.model.origin import Origin, Problem
from borrowproof.project import Project
from borrowproof.site_configuration import SiteConfiguration

NEEDED = ("title", "description", "requires")
_FENCE = "---"
_INDEX = "index.md"


def broken(pages: Mapping[str, Sequence[str]], site: SiteConfiguration, project: Project) -> Iterator[Problem]:
    """Problems of the pages themselves. What `site` leaves out of its navigation on purpose is no lesson."""
    docs = project.name(project.docs)
    for page, lines in pages.items():
        name = page.removeprefix(f"{docs}/")
        lesson = is_lesson(name, site)
        yield from _front_matter(page, lines, lesson=lesson)
        if lesson and site.nav is not None and name not in site.nav:
            yield Problem(
                Origin(page, 1), "no link of the navigation leads here", _listing(name, site.nav, docs, pages)
            )


def is_lesson(name: str, site: SiteConfiguration) -> bool:
    """Whether a page, named within the folder of pages, is a lesson: it lies in a part, and is not left out."""
    apart = any(fnmatch(name, pattern) for pattern in site.not_in_nav)
    return "/" in name and not name.endswith(f"/{_INDEX}") and not apart


def _listing(name: str, nav: Collection[str], docs: str, pages: Collection[str]) -> str:
    """The edit of the navigation that leads to a page: of a like entry that leads nowhere, else a new one."""
    nowhere = [entry for entry in nav if entry.endswith(".md") and f"{docs}/{entry}" not in pages]
    near = get_close_matches(name, nowhere, n=1)
    return f"change `{near[0]}` to `{name}` in mkdocs.yml" if near else f"add `- {name}` to `nav` in mkdocs.yml"


def _front_matter(page: str, lines: Sequence[str], *, lesson: bool) -> Iterator[Problem]:
    end = _end(lines)
    if end is None:
        if lines[:1] == [_FENCE]:
            yield Problem(Origin(page, 1), "the front matter has no end", "close it with a line `---`")
        elif lesson:
            yield Problem(Origin(page, 1), "this lesson has no front matter", f"begin it with {_example()}")
        return
    try:
        found = _parsed("\n".join(lines[1:end]))
    except _NotYaml as error:
        yield Problem(Origin(page, error.line + 1), f"the front matter is no YAML: {error}", error.fix)
        return
    missing = [key for key in NEEDED if key not in found] if lesson else []
    if missing:
        message = f"the front matter of this lesson has no {' and no '.join(f'`{key}`' for key in missing)}"
        yield Problem(Origin(page, 1), message, f"add `{missing[0]}: ...` to it")


def _end(lines: Sequence[str]) -> int | None:
    """The index of the line that ends the front matter; None where there is none."""
    if not lines or lines[0].rstrip() != _FENCE:
        return None
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), None)


def _example() -> str:
    return f"`---`, {', '.join(f'`{key}: ...`' for key in NEEDED)} and `---`"


class _NotYaml(Exception):
    """Text that is no YAML; `line` counts from 1, within the text."""

    def __init__(self, message: str, line: int, fix: str) -> None:
        super().__init__(message)
        self.line = line
        self.fix = fix


def _parsed(text: str) -> Mapping[str, Any]:
    """Front matter as MkDocs reads it. Raises _NotYaml."""
    import yaml

    try:
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        quote = "put the text between quotes where it holds `: `, `#` or a bracket"
        raise _NotYaml(error.problem or "it cannot be read", mark.line + 1 if mark else 1, quote) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _NotYaml(str(error).partition("\n")[0], 1, "write `name: value` lines") from error
    if not isinstance(found, dict):
        raise _NotYaml("it holds no `name: value` lines", 1, "write `title: ...` on a line of its own")
    return found
