"""Which project a path belongs to, and the little that it configures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from borrowproof import regular_files, site_configuration
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.site_configuration import BadSiteConfiguration, SiteConfiguration
from borrowproof.spelling import closest

KEYS = ("docs", "edition", "snippets")


class ConfigurationError(Exception):
    """The configuration, or what was asked for, cannot be understood; the message says what to write."""


class Dialect(StrEnum):
    """How Markdown is read: as MkDocs with superfences renders it, or as rustdoc and mdBook do."""

    MKDOCS = "mkdocs"
    COMMONMARK = "commonmark"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with rules. `strict` holds where `[tool.borrowproof]` is configured: our own house rules.

    `edition` is what an undeclared edition means, None where nobody said (then it is found out).
    `docs` and `snippets` are absolute. `includes` are where a page's `--8<--` looks: folders or single files, in
    order; a relative one lies beside the page.
    """

    root: Path
    dialect: Dialect
    strict: bool
    edition: Edition | None
    docs: Path
    snippets: Path
    includes: tuple[Path, ...] = ()

    def name(self, path: Path) -> str:
        """`path` as messages call it: relative to the root, with `/`."""
        try:
            return path.resolve().relative_to(self.root).as_posix()
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


def find(path: Path, known: dict[Path, Project | None] | None = None) -> Project:
    """The project that `path` lies in: the nearest folder upwards that configures one.

    `known` keeps what each folder was found to configure, for callers with many paths.
    Raises ConfigurationError where a configuration cannot be understood.
    """
    known = {} if known is None else known
    start = path.resolve()
    for folder in (start, *start.parents) if start.is_dir() else start.parents:
        if folder not in known:
            known[folder] = _at(folder)
        project = known[folder]
        if project is not None:
            return project
    root = start if start.is_dir() else start.parent
    return _project(root, Dialect.COMMONMARK, strict=False, edition=None)


def _at(folder: Path) -> Project | None:
    """The project whose root `folder` is; None where it configures none."""
    site = site_configuration.find(folder)
    try:
        return at(folder, None if site is None else site_configuration.read(site), site)
    except BadSiteConfiguration as error:
        raise ConfigurationError(str(error)) from error


def at(folder: Path, site: SiteConfiguration | None, source: Path | None) -> Project | None:
    """The project whose root `folder` is, if it has a site, whose configuration `source` says `site`.

    None where nothing configures one. Raises ConfigurationError.
    """
    table = _tool_table(folder / "pyproject.toml")
    if table is not None:
        return _configured(folder, table, site, source)
    if site is not None:
        edition = _edition(site.edition or NEWEST_EDITION, f"{source}: plugins: borrowproof")
        includes = (folder,) if site.includes is None else site.includes
        return Project(folder, Dialect.MKDOCS, False, edition, site.docs, folder / "snippets", includes)
    if (folder / "book.toml").is_file():
        return _project(folder, Dialect.COMMONMARK, strict=False, edition=_book_edition(folder / "book.toml"))
    return None


def _project(root: Path, dialect: Dialect, *, strict: bool, edition: Edition | None) -> Project:
    return Project(root, dialect, strict, edition, root / "docs", root / "snippets")


def _configured(folder: Path, table: dict[str, Any], site: SiteConfiguration | None, source: Path | None) -> Project:
    where = f"{folder / 'pyproject.toml'}: [tool.borrowproof]"
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigurationError(f"{where}: unknown key `{key}`; {closest(key, KEYS)}valid keys: {', '.join(KEYS)}")
        if not isinstance(value, str):
            raise ConfigurationError(f"{where}: `{key}` must be a string, found {value!r}")
    if site is not None and site.edition is not None and "edition" in table:
        raise ConfigurationError(f"{where} and {source} both name an edition; keep one")
    named = table.get("edition") or (site.edition if site else None)
    edition = _edition(named or NEWEST_EDITION, where if "edition" in table else f"{source}: plugins: borrowproof")
    docs = folder / table.get("docs", "docs") if "docs" in table or site is None else site.docs
    snippets = folder / table.get("snippets", "snippets")
    includes = (snippets, folder) if site is None or site.includes is None else site.includes
    return Project(folder, Dialect.MKDOCS, True, edition, docs, snippets, includes)


def _edition(text: object, where: str) -> Edition:
    try:
        return Edition(str(text))
    except ValueError:
        raise ConfigurationError(f"{where}: edition {text!r} is unknown; valid: {', '.join(Edition)}") from None


def _book_edition(book: Path) -> Edition | None:
    edition = _toml(book).get("rust", {}).get("edition")
    return None if edition is None else _edition(edition, f"{book}: [rust]")


def _tool_table(path: Path) -> dict[str, Any] | None:
    if not regular_files.exists(path):
        return None
    table = _toml(path).get("tool", {}).get("borrowproof")
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(f"{path}: `borrowproof` must be a table, `[tool.borrowproof]`, found {table!r}")
    return table


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(regular_files.read(path).decode("utf-8"))
    except regular_files.NotReadable as error:
        raise ConfigurationError(f"{path}: {error}; {error.fix}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}") from error
