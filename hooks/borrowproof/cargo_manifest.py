"""Which edition a Cargo.toml declares (https://doc.rust-lang.org/cargo/reference/manifest.html#the-edition-field).

Read without cargo, since a check needs none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from borrowproof import disk, regular_files

NAME = "Cargo.toml"
UNNAMED = "2015"  # what cargo takes for a package that names none


class BadManifest(Exception):
    """A manifest that cannot be understood; the message names it and says why."""


def declared_edition(folder: Path) -> str | None:
    """The edition of the package in `folder`; None where there is no manifest, or one that says nothing of it.

    A workspace without a package of its own has what its members may inherit. Raises BadManifest.
    """
    path = folder / NAME
    manifest = _read(path)
    package = manifest.get("package")
    if not isinstance(package, Mapping):
        return _text(_of_workspace(manifest), path)
    written = package.get("edition", UNNAMED)
    if not (isinstance(written, Mapping) and written.get("workspace") is True):
        return _text(written, path)
    for above, root in _workspace(folder, manifest, package):
        inherited = _text(_of_workspace(root), above)
        if inherited is not None:
            return inherited
    raise BadManifest(f"{path}: `edition.workspace = true`, but no [workspace.package] above names an edition")


def _text(written: object, path: Path) -> str | None:
    if written is None or isinstance(written, str):
        return written
    raise BadManifest(f"{path}: `edition` must be a string, found {written!r:.80}")


def _of_workspace(manifest: Mapping[str, Any]) -> object:
    workspace = manifest.get("workspace")
    shared = workspace.get("package") if isinstance(workspace, Mapping) else None
    return shared.get("edition") if isinstance(shared, Mapping) else None


def _workspace(
    folder: Path, manifest: Mapping[str, Any], package: Mapping[str, Any]
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The manifest of the workspace that a package belongs to, with its path: the first one, as for cargo."""
    if "workspace" in manifest:
        yield folder / NAME, manifest
        return
    named = package.get("workspace")
    for above in [folder / named] if isinstance(named, str) else folder.parents:
        found = _read(above / NAME)
        if "workspace" in found:
            yield above / NAME, found
            return


def _read(path: Path) -> Mapping[str, Any]:
    """The tables of a manifest; none where there is no file. Raises BadManifest."""
    try:
        return tomllib.loads(disk.read(path).decode("utf-8")) if disk.is_file(path) else {}
    except regular_files.NotReadable as error:
        raise BadManifest(f"{path}: {error}; {error.fix}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise BadManifest(f"{path} is not valid TOML: {error}") from error
