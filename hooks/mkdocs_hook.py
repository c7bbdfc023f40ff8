"""Joins MkDocs to the engine. `mkdocs build` refuses what is not verified; `mkdocs serve` shows it.

Glue only: what a page looks like, and what may be published, is decided in borrowproof.site.
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from borrowproof import bench, pipeline, project, report
from borrowproof.model import Origin
from borrowproof.site import assets, gate, written
from borrowproof.site.evidence_page import Links
from borrowproof.site.index import Exhibit, Index, place

STYLESHEET = "assets/stylesheets/borrowproof.css"
SCRIPT = "assets/javascripts/borrowproof.js"
EVIDENCE = "evidence.json"
log = logging.getLogger("mkdocs.hooks.borrowproof")


class _Build:
    """What one build knows. MkDocs calls the functions of this module and offers no place to keep it."""

    serving = False
    index: Index
    project: project.Project


def on_startup(*, command: str, **_: Any) -> None:
    _Build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Our stylesheet comes first, so that the site's own can adapt it."""
    config.extra_css.insert(0, STYLESHEET)
    config.extra_javascript.append(SCRIPT)
    if not config.repo_url:
        config.edit_uri = None  # a path within no repository
    if _Build.serving:  # a missing include would end `serve`; the engine reports it as well
        config.mdx_configs.get("pymdownx.snippets", {})["check_paths"] = False
    return config


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Verify everything. Raises PluginError on `build` unless all of it may be published."""
    try:
        _Build.project = project.find(Path(config.config_file_path))
        root = _Build.project.root
        judges = bench.configured(config.extra.get("borrowproof"), "mkdocs.yml: extra.borrowproof")
        options = pipeline.Options(backend=judges.backend, playground_url=judges.url)
        run = pipeline.verify(pipeline.default_paths(root), root, options)
    except project.ConfigurationError as error:
        raise PluginError(str(error)) from error
    _Build.index = Index(run)
    refusal = gate.refusal(run, allow_unchecked=os.environ.get(gate.ALLOW_UNCHECKED) == "1")
    if refusal is not None:
        _refuse(refusal)
    log.info(report.summary(run))


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    evidence = json.dumps(report.dump(_Build.index.run), indent=1, ensure_ascii=False)
    files.append(File.generated(config, STYLESHEET, content=assets.stylesheet()))
    files.append(File.generated(config, SCRIPT, content=assets.script()))
    files.append(File.generated(config, EVIDENCE, content=evidence))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension, which MkDocs creates anew for each page, what it renders from."""
    config.mdx_configs["borrowproof"] = {
        "index": _Build.index,
        "page": _name(page),
        "links": _links(page, config, files),
        "lenient": True,  # the page is judged in on_page_content, where the build can end with one sentence
    }
    return markdown


def on_page_content(html: str, *, page: Page, **_: Any) -> str:
    """The page must show exactly the blocks that were verified. Raises PluginError on `build`."""
    found = written.differences(_Build.index, _name(page), html)
    if found:
        _refuse("\n".join(found))
    anchors = {exhibit.anchor for exhibit in _Build.index.on_page(_name(page))}
    page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
    return html


def on_post_build(*, config: MkDocsConfig) -> None:
    """The HTML that was written must hold each verified block once. Raises PluginError on `build`."""
    rendered: Counter[str] = Counter()
    for path in Path(config.site_dir).rglob("*.html"):
        rendered += written.places(path.read_text(encoding="utf-8"))
    found = written.compare(Counter(place(e.block) for e in _Build.index.exhibits), rendered)
    if found:
        _refuse("\n".join(found))


def _refuse(message: str) -> None:
    if not _Build.serving:
        raise PluginError(f"borrowproof: {message}")
    log.warning(message)


def _name(page: Page) -> str:
    return _Build.project.name(Path(page.file.abs_src_path or page.file.src_uri))


def _links(page: Page, config: MkDocsConfig, files: Files) -> Links:
    docs = _Build.project.name(Path(config.docs_dir))

    def lesson(exhibit: Exhibit) -> str:
        file = files.get_file_from_path(exhibit.block.page.removeprefix(f"{docs}/"))
        if file is None:
            raise PluginError(f"borrowproof: {exhibit.block.page} is verified, but no page of this site")
        return f"{file.url_relative_to(page.file)}#{exhibit.anchor}"

    def source(origin: Origin) -> str | None:
        if not config.repo_url or not config.edit_uri:
            return None
        root = urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri).removesuffix(f"{docs}/")
        return f"{root.replace('/edit/', '/blob/')}{origin.file}#L{origin.line}"

    return Links(lesson, source)
