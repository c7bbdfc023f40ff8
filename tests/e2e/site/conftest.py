"""A small site with our own hook and configuration."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
Site = Callable[..., Path]


@pytest.fixture
def make_site(root: Path, make_project: MakeProject) -> Site:
    """A small site with our own hook and configuration: `make_site({"index.md": "..."})`."""

    def make(pages: Mapping[str, str], snippets: Mapping[str, str] | None = None) -> Path:
        config = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0] + "\n"
        table = '[tool.borrowproof]\nstrict = true\nunrepaired = ["snippets/*"]\n'
        files: dict[str, str | bytes] = {"mkdocs.yml": config, "pyproject.toml": table}
        files |= {f"docs/{name}": text for name, text in pages.items()}
        files |= {f"snippets/{name}": text for name, text in (snippets or {}).items()}
        files["docs/assets/stylesheets/theme.css"] = ""
        home = make_project(files)
        (home / "snippets").mkdir(exist_ok=True)
        (home / "hooks").mkdir()
        shutil.copy(root / "hooks" / "mkdocs_hook.py", home / "hooks")
        shutil.copytree(root / "hooks" / "theme", home / "hooks" / "theme")
        return home

    return make
