"""What a site of lessons has besides verified snippets: our own site's part, which its hook joins to the plugin.

Its pages say how long they take and have a picture for sharing, each error has a page, and the finished site can be
kept for reading without a network.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from borrowproof import assets
from borrowproof.mkdocs_plugin import error_pages
from borrowproof.mkdocs_plugin.kept_pages import KeptPages, can_keep
from borrowproof.mkdocs_plugin.plugin import BorrowproofPlugin
from borrowproof.mkdocs_plugin.preparation import add_script
from borrowproof.mkdocs_plugin.verified_site import VerifiedSite
from borrowproof.site import reading_time, service_worker, social_cards
from borrowproof.site.errors.paste_box import box_html
from borrowproof.site.escaping import escape

CARDS = "assets/cards"
_TABS = re.compile(r'(<div[^>]* class="tabbed-set [^>]*?) data-tabs="[\d:]+"')  # as pymdownx.tabbed writes it
SCRIPTS = {name: f"assets/javascripts/{name}" for name in assets.LESSON_SCRIPTS}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the scripts of lessons."""
    add_script(config, SCRIPTS["borrowproof-lessons.js"])
    if not config.repo_url:
        config.edit_uri = None  # a path within no repository
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the scripts, and a page for each error."""
    site = _site(config)
    site.catalogue = error_pages.catalogue(site, Path(config.docs_dir))
    for name, path in SCRIPTS.items():
        files.append(File.generated(config, path, content=assets.script(name)))
    if site.catalogue:
        error_pages.add(files, site, site.catalogue, config)
    if site.results.keeps and can_keep(config):
        site.kept_pages = KeptPages(config, files, site.shown_index, site.results)
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Titles and descriptions are text; the templates of themes put them into pages as if they were HTML."""
    site = _site(config)
    page.meta.update(error_pages.metadata(site, page))
    page.meta.update({name: escape(str(page.meta[name])) for name in ("title", "description") if page.meta.get(name)})
    if site.kept_pages is not None:
        config.mdx_configs["borrowproof"] = site.kept_pages.keep_rendering(
            page, markdown, config.mdx_configs["borrowproof"]
        )
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the template what it says of the page, complete the page of an error, and spare tabs Material's script.

    That lays the page out twice for each set of tabs, to place the line under the chosen one, which theme.css draws.
    """
    site = _site(config)
    page.meta["minutes"], page.meta["questions"] = site.results.result(
        ("facts", page.file.src_uri), html, lambda: (reading_time.minutes(html), reading_time.question_ids(html))
    )
    error = bool(error_pages.metadata(site, page))  # which shares the picture of the errors' index
    drawn = Path(error_pages.HANDBOOK).with_name("index") if error else Path(page.file.src_uri)
    page.meta["card"] = f"{CARDS}/{drawn.with_suffix('.png').as_posix()}"
    if not error:
        site.pages.append(page)
    return error_pages.complete(_TABS.sub(r"\1", html), site, page, config, files)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the paste box, and the site what it searches: by now every page has its address."""
    error_pages.add_data(files, _site(config), config)
    env.globals["paste_box"] = box_html
    kept = _site(config).kept_pages
    if kept is not None:
        kept.keep_templates(env)
        kept.keep_search_entries()
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """Make what is made of the finished site: the pictures for sharing, and the worker that keeps it."""
    site, folder = _site(config), Path(config.site_dir)
    if config.site_url and not site.serving:
        _draw_cards(site, folder, config.site_name)
    (folder / service_worker.WORKER).write_text(_worker(site, folder), encoding="utf-8")


def _site(config: MkDocsConfig) -> VerifiedSite:
    plugin = config.plugins["borrowproof"]
    assert isinstance(plugin, BorrowproofPlugin)
    return plugin.site


def _draw_cards(site: VerifiedSite, folder: Path, name: str) -> None:
    run = site.index.run
    judge = run.toolchain.name if run.toolchain else "no compiler"
    witness = f"{len(run.evidence)} programs, judged by {judge}"
    for page in site.pages:
        path = folder / page.meta["card"]
        path.parent.mkdir(parents=True, exist_ok=True)
        title, description = page.meta.get("title") or page.title or name, page.meta.get("description", "")
        path.write_bytes(
            social_cards.png(social_cards.Card(name, unescape(str(title)), unescape(description), witness))
        )


def _worker(site: VerifiedSite, folder: Path) -> str:
    if site.serving:
        return service_worker.RETIRED
    files = (path for path in folder.rglob("*") if path.is_file())
    return service_worker.service_worker({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
