"""Which project a path belongs to, and the little that it configures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from borrowproof import cargo_manifest, disk, regular_files, site_configuration
from borrowproof.cargo_manifest import BadManifest
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.library import NO_CRATES, NO_PREAMBLE, Crates, Library, Preamble
from borrowproof.site_configuration import BadSiteConfiguration, SiteConfiguration
from borrowproof.spelling import closest

BOOK = "book.toml"
KEYS = {
    "cargo": (bool, str),
    "docs": (str,),
    "edition": (str,),
    "longer": (dict,),
    "minutes": (int,),
    "snippets": (str,),
    "strict": (bool,),
    "unrepaired": (list,),
}
_TYPES = {
    (str,): "a string",
    (bool,): "true or false",
    (bool, str): "true, or a folder",
    (list,): "a list of patterns",
    (int,): "a whole number",
    (dict,): "a table of pages, each with its minutes",
}
MINUTES = 12  # that a lesson takes at most, unless its project says otherwise


class ConfigurationError(Exception):
    """The configuration, or what was asked for, cannot be understood; the message says what to write."""


class Dialect(StrEnum):
    """How Markdown is read: as MkDocs with superfences renders it, or as rustdoc and mdBook do."""

    MKDOCS = "mkdocs"
    COMMONMARK = "commonmark"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with rules.

    `configured` tells that it has a `[tool.borrowproof]` table: then its files speak for themselves. `strict`
    brings our house rules. `edition` is what an undeclared edition means, None where nobody said (then it is found
    out). `docs` and `snippets` are absolute. `includes` are where a page's `--8<--` looks: folders or single files,
    in order; a relative one lies beside the page; `dedents` tells whether parts of files lose their common
    indentation. `cargo` is where cargo is to be asked for crates, None where it is not. `unrepaired` are patterns of
    failing programs for which no repair is taught. A lesson takes `minutes` at most; those that are `longer` have a
    limit each, by the page's name. What then is known of a file is the `library` that it documents, the
    `crates` at hand and the `preamble` of its tests.
    """

    root: Path
    dialect: Dialect
    configured: bool
    strict: bool
    edition: Edition | None
    docs: Path
    snippets: Path
    includes: tuple[Path, ...] = ()
    dedents: bool = False
    cargo: Path | None = None
    unrepaired: tuple[str, ...] = ()
    minutes: int = MINUTES
    longer: Mapping[str, int] = field(default_factory=dict)
    library: Library | None = None
    crates: Crates = NO_CRATES
    preamble: Preamble = NO_PREAMBLE

    def name(self, path: Path) -> str:
        """`path` as messages call it: relative to the root, with `/`."""
        try:
            return disk.real(path).relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def seen_from(self, folder: Path) -> Project:
        """The project as it reads the pages in `folder`: others show what lies outside of a site's own folders, such as
        a README.
        """
        own = (self.docs, self.snippets, *self.includes)
        if self.dialect is Dialect.COMMONMARK or any(folder.is_relative_to(o) for o in own if o != self.root):
            return self
        return self if self.docs == self.root else replace(self, dialect=Dialect.COMMONMARK)


@dataclass(slots=True)
class Manifests:
    """The editions that the Cargo.toml of each folder declares. One that cannot be understood declares none, and is
    among the `complaints`: it may be a test of others.
    """

    complaints: list[str] = field(default_factory=list)
    _editions: dict[Path, Edition | None] = field(default_factory=dict)

    def edition(self, folder: Path) -> Edition | None:
        """The edition that is declared in a folder itself."""
        if folder not in self._editions:
            try:
                declared = cargo_manifest.declared_edition(folder)
                where = str(folder / cargo_manifest.NAME)
                self._editions[folder] = None if declared is None else _edition(declared, where)
            except (BadManifest, ConfigurationError) as error:
                self.complaints.append(f"{error}; so it names no edition")
                self._editions[folder] = None
        return self._editions[folder]


def find(path: Path, known: dict[Path, Project | None] | None = None, manifests: Manifests | None = None) -> Project:
    """The project that `path` lies in: the nearest folder upwards that configures one, with the nearest edition.

    `known` keeps what each folder was found to configure, and `manifests` what crates declare, for callers with many
    paths. Raises ConfigurationError where a configuration cannot be understood.
    """
    start = disk.real(path)
    folders = (start, *start.parents) if disk.is_folder(start) else tuple(start.parents)
    at, found = _nearest(folders, {} if known is None else known)
    # A crate's own folder is nearer than the project around it, and its edition then counts.
    inside = folders[:at] if found.edition is not None else folders
    declared = ((manifests or Manifests()).edition(folder) for folder in inside)
    edition = next((e for e in declared if e is not None), found.edition)
    unnamed = NEWEST_EDITION if found.configured else None
    return replace(found, edition=edition or unnamed)


def _nearest(folders: tuple[Path, ...], known: dict[Path, Project | None]) -> tuple[int, Project]:
    """The first folder that configures a project, by its number, and that project; else the first one is nobody's."""
    for number, folder in enumerate(folders):
        if folder not in known:
            known[folder] = _at(folder)
        project = known[folder]
        if project is not None:
            return number, project
    return 0, _project(folders[0], Dialect.COMMONMARK)


def _at(folder: Path) -> Project | None:
    """The project whose root `folder` is; None where it configures none."""
    site = site_configuration.find(folder)
    try:
        return at(folder, None if site is None else site_configuration.read(site), site)
    except BadSiteConfiguration as error:
        raise ConfigurationError(str(error)) from error


def at(folder: Path, site: SiteConfiguration | None, source: Path | None) -> Project | None:
    """The project whose root `folder` is, if it has a site, whose configuration `source` says `site`.

    None where nothing configures one; its edition is None where these files name none. Raises ConfigurationError.
    """
    table = _tool_table(folder / "pyproject.toml")
    if table is not None:
        return _configured(folder, table, site, source)
    if site is not None:
        edition = None if site.edition is None else _edition(site.edition, f"{source}: plugins: borrowproof")
        includes = (folder,) if site.includes is None else site.includes
        docs, snippets = site.docs, folder / "snippets"
        return Project(folder, Dialect.MKDOCS, False, False, edition, docs, snippets, includes, site.dedents)
    if disk.is_file(folder / BOOK):
        return _of_book(folder)
    return None


def _of_book(folder: Path) -> Project:
    """The project of an mdBook, whose pages are in `src` unless it says otherwise."""
    where, said = folder / BOOK, _toml(folder / BOOK)
    edition, pages = said.get("rust", {}).get("edition"), said.get("book", {}).get("src", "src")
    found = replace(_project(folder, Dialect.COMMONMARK), docs=folder / str(pages))
    return found if edition is None else replace(found, edition=_edition(edition, f"{where}: [rust]"))


def _project(root: Path, dialect: Dialect) -> Project:
    return Project(root, dialect, False, False, None, root / "docs", root / "snippets")


def _configured(folder: Path, table: dict[str, Any], site: SiteConfiguration | None, source: Path | None) -> Project:
    where = f"{folder / 'pyproject.toml'}: [tool.borrowproof]"
    _check_keys(table, where)
    if site is not None and site.edition is not None and "edition" in table:
        raise ConfigurationError(f"{where} and {source} both name an edition; keep one")
    named = table.get("edition") or (site.edition if site else None)
    edition = _edition(named, where if "edition" in table else f"{source}: plugins: borrowproof") if named else None
    docs = folder / table.get("docs", "docs") if "docs" in table or site is None else site.docs
    snippets = folder / table.get("snippets", "snippets")
    includes = (snippets, folder) if site is None or site.includes is None else site.includes
    is_book = site is None and disk.is_file(folder / BOOK)
    dialect = Dialect.COMMONMARK if is_book else Dialect.MKDOCS
    strict, package = table.get("strict", False), _package(folder, table)
    dedents = site is not None and site.dedents
    unrepaired = tuple(map(str, table.get("unrepaired", ())))
    found = Project(folder, dialect, True, strict, edition, docs, snippets, includes, dedents, package, unrepaired)
    return replace(found, minutes=table.get("minutes", MINUTES), longer=_longer(table, where))


def _longer(table: dict[str, Any], where: str) -> dict[str, int]:
    """The limits of single lessons, in minutes."""
    for page, limit in table.get("longer", {}).items():
        if type(limit) is not int:
            raise ConfigurationError(f"{where}: `longer` must give `{page}` a whole number of minutes, found {limit!r}")
    return dict(table.get("longer", {}))


def _package(folder: Path, table: dict[str, Any]) -> Path | None:
    """Where cargo is to be asked for crates: `cargo = true`, or a folder."""
    said = table.get("cargo", False)
    return (folder if said is True else folder / said) if said else None


def _check_keys(table: dict[str, Any], where: str) -> None:
    for key, value in table.items():
        if key not in KEYS:
            valid = f"{closest(key, tuple(KEYS))}valid keys: {', '.join(KEYS)}"
            raise ConfigurationError(f"{where}: unknown key `{key}`; {valid}")
        if type(value) not in KEYS[key]:
            raise ConfigurationError(f"{where}: `{key}` must be {_TYPES[KEYS[key]]}, found {value!r}")


def _edition(text: object, where: str) -> Edition:
    try:
        return Edition(str(text))
    except ValueError:
        raise ConfigurationError(f"{where}: edition {text!r} is unknown; valid: {', '.join(Edition)}") from None


def _tool_table(path: Path) -> dict[str, Any] | None:
    if not disk.has_content(path):
        return None
    table = _toml(path).get("tool", {}).get("borrowproof")
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(f"{path}: `borrowproof` must be a table, `[tool.borrowproof]`, found {table!r}")
    return table


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(disk.read(path).decode("utf-8"))
    except regular_files.NotReadable as error:
        raise ConfigurationError(f"{path}: {error}; {error.fix}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}") from error
