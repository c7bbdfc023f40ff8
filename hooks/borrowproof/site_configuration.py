"""What a site generator's own configuration says of the pages that it renders: MkDocs', ProperDocs' or Zensical's.

Read without the generator, since a check needs none. Keys that say nothing of snippets are passed by.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from borrowproof import disk, regular_files

NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml", "zensical.toml")
SNIPPETS = "pymdownx.snippets"
_DEEPEST = 10  # configurations that inherit from each other


class BadSiteConfiguration(Exception):
    """A configuration that cannot be read; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class SiteConfiguration:
    """`docs` is the folder of the pages. `includes` are the folders (or single files) in which `--8<--` looks, in their
    order, None where the configuration leaves that open; a relative one lies beside the page that includes.
    `dedents` tells that sections and lines are shown without the indentation that they share. `edition` is what the
    plugin was told. `nav` are the pages that the navigation lists, relative to `docs`; None where it lists none.
    `not_in_nav` are patterns of pages that it leaves out on purpose. All other paths are absolute.
    """

    docs: Path
    includes: tuple[Path, ...] | None = None
    edition: str | None = None
    dedents: bool = False
    nav: frozenset[str] | None = None
    not_in_nav: tuple[str, ...] = ()


def find(folder: Path) -> Path | None:
    """The site's configuration in a folder; None where there is none."""
    return next((folder / name for name in NAMES if disk.is_file(folder / name)), None)


def read(path: Path) -> SiteConfiguration:
    """What the configuration at `path` says. Raises BadSiteConfiguration."""
    settings = _toml(path) if path.suffix == ".toml" else _yaml(path, _DEEPEST)
    return from_settings(settings, path.parent)


def from_settings(settings: Mapping[str, Any], root: Path) -> SiteConfiguration:
    """The same of settings that were read already, which lie in the folder `root`."""
    docs = root / str(settings.get("docs_dir") or "docs")
    snippets = _options(settings.get("markdown_extensions"), SNIPPETS)
    edition = _options(settings.get("plugins"), "borrowproof").get("edition")
    base = snippets.get("base_path")
    listed = [base] if isinstance(base, str | os.PathLike) else base if isinstance(base, list) else None
    includes = None if listed is None else tuple(_folder(str(each), root, docs) for each in listed)
    dedents = bool(snippets.get("dedent_subsections"))
    nav = frozenset(_listed(settings["nav"])) if settings.get("nav") else None
    apart = tuple(line.strip().lstrip("/") for line in str(settings.get("not_in_nav") or "").splitlines())
    return SiteConfiguration(docs, includes, None if edition is None else str(edition), dedents, nav, apart)


def _listed(nav: object) -> Iterator[str]:
    """Each page of a navigation, however deep: `- page.md`, `- Title: page.md`, `- Title: [...]`."""
    if isinstance(nav, str):
        yield nav
    for below in nav.values() if isinstance(nav, Mapping) else nav if isinstance(nav, list) else ():
        yield from _listed(below)


def _folder(written: str, root: Path, docs: Path) -> Path:
    """A folder as `base_path` names it; `!relative` (which `_relative` wrote down) may stand before it."""
    if not written.startswith(_RELATIVE):
        return root / written
    place, _, rest = written.removeprefix(_RELATIVE).partition("/")
    return {"$config_dir": root, "$docs_dir": docs}.get(place, Path()) / rest


def _options(listed: object, name: str) -> Mapping[str, Any]:
    """The options of one extension or plugin, in each form in which generators take the list of them."""
    for entry, options in _entries(listed):
        if entry == name and isinstance(options, Mapping):
            return options
    return {}


def _entries(listed: object) -> Iterator[tuple[object, object]]:
    for entry in listed if isinstance(listed, list) else [listed]:
        if not isinstance(entry, Mapping):
            continue
        for name, options in entry.items():
            yield name, options
            if name == "pymdownx" and isinstance(options, Mapping):  # TOML's `[....pymdownx.snippets]`
                yield from ((f"pymdownx.{part}", inner) for part, inner in options.items())


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        project = tomllib.loads(_text(path)).get("project", {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadSiteConfiguration(f"{path} is not valid TOML: {error}") from error
    return project if isinstance(project, Mapping) else {}


def _yaml(path: Path, deepest: int) -> Mapping[str, Any]:
    """The settings in a YAML file, on top of those that it inherits."""
    try:
        settings = _parsed(_text(path), tuple(os.environ.items()))
    except (RecursionError, ValueError) as error:
        raise BadSiteConfiguration(f"{path} is not valid YAML: {error}") from error
    parent = settings.get("INHERIT")
    if not isinstance(parent, str):
        return settings
    if not deepest:
        raise BadSiteConfiguration(f"{path}: more than {_DEEPEST} configurations inherit from each other")
    return _merged(_yaml(path.parent / parent, deepest - 1), settings)


@lru_cache(maxsize=8)
def _parsed(text: str, variables: tuple[tuple[str, str], ...]) -> Mapping[str, Any]:
    """The settings in a YAML text, where these variables are set. Raises ValueError and RecursionError.

    A check asks for the same text several times, and reading it takes long. (Not by libyaml, which is quicker: brackets
    in brackets, thousands deep, end its process.)
    """
    import yaml

    try:
        found = yaml.load(text, _loader(dict(variables)))  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return found if isinstance(found, dict) else {}


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are joined, as MkDocs joins them; of anything else the upper one counts."""
    joined = {
        name: _merged(below[name], value) if isinstance(value, dict) and isinstance(below.get(name), dict) else value
        for name, value in above.items()
    }
    return {**below, **joined}


_RELATIVE = "!relative "


def _loader(variables: Mapping[str, str]) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """YAML with the tags of site generators, none of which is acted upon."""

    Loader.add_constructor("!relative", lambda _, node: f"{_RELATIVE}{node.value}")
    Loader.add_constructor("!ENV", partial(_environment, variables))
    Loader.add_multi_constructor("", lambda *_: None)  # `!!python/name:...` and whatever else a plugin brings
    return Loader


def _environment(variables: Mapping[str, str], loader: Any, node: Any) -> object:
    """`!ENV NAME`, or `!ENV [NAME, NAME, default]`: the first variable that is set, else the default."""
    scalar: Callable[[Any], object] = loader.construct_object
    if not hasattr(node, "value") or isinstance(node.value, str):
        return variables.get(str(node.value))
    names = [scalar(each) for each in node.value]
    *tried, default = names if len(names) > 1 else [*names, None]
    return next((variables[name] for name in map(str, tried) if name in variables), default)


def _text(path: Path) -> str:
    try:
        return disk.read(path).decode("utf-8")
    except regular_files.NotReadable as error:
        raise BadSiteConfiguration(f"{path}: {error}; {error.fix}") from error
    except UnicodeDecodeError as error:
        raise BadSiteConfiguration(f"{path} is not UTF-8: {error}") from error
